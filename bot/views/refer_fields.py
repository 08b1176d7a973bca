"""The fields of the form behind `/refer`, each as it stands there."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from slack_sdk.models.blocks import PlainTextObject, UserMultiSelectElement

from bot.exchange.drafts import CONCERN_LIMIT, NOTE_LIMIT, STATE_LIMIT
from bot.exchange.values import Audience
from bot.matching import OwnTerm, vocabulary
from bot.views import crisis, review
from bot.views.actions import Action
from bot.views.forms import (
    ANSWER,
    field,
    many_terms,
    one_of,
    option,
    radio,
    terms,
    text,
    ticks,
    written_anew,
)
from bot.views.message import aside, button, cut, said
from bot.views.needs import URGENCIES, headline

if TYPE_CHECKING:
    from slack_sdk.models.blocks import Block

    from bot.exchange.drafts import Draft
    from bot.exchange.scene import Scene
    from bot.views.review import Review

# The values of ticks, and of "No matter".
#: Characters that the note's field takes: where a long note tells of danger, that comes before its length.
_TYPED_LIMIT = 3000
AGREED = "agreed"
ANOTHER = "another"
ANY_GENDER = "any"
_AUDIENCES = MappingProxyType(
    {
        Audience.CHANNEL: ("The channel and the best three", "A short card, and a DM to the three who fit best"),
        Audience.BEST: ("The best three only", "A DM each; nothing in the channel"),
        Audience.NOBODY: ("Nobody, just show me names", "Nothing is sent or kept; no consent needed"),
    }
)


class Field(StrEnum):
    """The block ids of the form."""

    CONCERNS = "concerns"
    CLIENT_TYPE = "client_type"
    AGE_GROUP = "age_group"
    PAYMENTS = "payments"
    FORMAT = "format"
    STATES = "states"
    URGENCY = "urgency"
    AUDIENCE = "audience"
    LANGUAGES = "languages"
    IDENTITIES = "identities"
    AREAS = "areas"
    MODALITIES = "modalities"
    TIMES = "times"
    GENDER = "gender"
    SERVICES = "services"
    NOTE = "note"
    KEPT_FROM = "kept_from"
    CONSENT = "consent"
    POST_ANYWAY = "post_anyway"
    NOT_NOW = "not_now"


def first(draft: Draft) -> list[Block]:
    """What everybody is asked, whom to ask included where that was not settled yet."""
    need = draft.need
    urgencies = [option(urgency.value, label) for urgency, label in URGENCIES.items()]
    return [
        field(
            Field.CONCERNS,
            "What is it about?",
            many_terms("concern", need.concerns, "Pick one to three", CONCERN_LIMIT, asking=True),
            hint="The first one you pick is the main one.",
            tells=True,
        ),
        *crisis.lines(need.concerns),
        field(Field.CLIENT_TYPE, "Who comes?", one_of(terms("client_type"), need.client_type, "Pick one")),
        field(
            Field.AGE_GROUP,
            "How old?",
            one_of(terms("age_group"), need.age_group, "Pick one"),
            hint="For a family: the one it is mainly about.",
        ),
        field(
            Field.PAYMENTS,
            "How can they pay?",
            many_terms("payment", need.payments, "Insurers, or other ways", asking=True),
            hint="A colleague who takes any one of these is fine.",
        ),
        field(Field.FORMAT, "How do they want to meet?", radio(terms("format"), need.format)),
        field(
            Field.STATES,
            "In which state will the client be?",
            many_terms("state", need.states, "Pick one or two", STATE_LIMIT),
        ),
        field(Field.URGENCY, "How soon?", radio(urgencies, draft.urgency)),
        *([] if draft.editing else [_audience(draft)]),
    ]


def _audience(draft: Draft) -> Block:
    options = [option(audience.value, label, description) for audience, (label, description) in _AUDIENCES.items()]
    why = "You are few, so everybody may know everybody's clients: “the best three only” keeps it small."
    return field(Field.AUDIENCE, "Whom shall I ask?", radio(options, draft.audience), hint=why if draft.few else "")


def further(draft: Draft) -> list[Block]:
    """What is asked below "More": each may stay open."""
    need = draft.need
    genders = [option(ANY_GENDER, "No matter"), *terms("gender")]
    return [
        field(Field.LANGUAGES, "Language", many_terms("language", need.languages, "Any", asking=True), optional=True),
        field(
            Field.IDENTITIES,
            "Should know and welcome",
            many_terms("identity", need.identities, "No matter", asking=True),
            hint="Communities that the therapist serves, never a label for your client.",
            optional=True,
        ),
        *([_areas(draft)] if draft.areas_offered else []),
        field(Field.MODALITIES, "Approach", many_terms("modality", need.modalities, "Any", asking=True), optional=True),
        field(Field.TIMES, "Times", ticks(terms("time"), need.times), optional=True),
        field(
            Field.GENDER, "Therapist's gender", one_of(genders, need.gender or ANY_GENDER, "No matter"), optional=True
        ),
        field(Field.SERVICES, "Also needed", ticks(terms("service"), need.services), optional=True),
    ]


def _areas(draft: Draft) -> Block:
    """Where the office should be; only those who have one there are told apart by it, and nobody reads of it."""
    own = [OwnTerm("area", vocabulary.label("area", code)) for code in draft.areas_offered]
    return field(
        Field.AREAS,
        "Office in",
        many_terms("area", draft.need.areas, "Anywhere", own=own),
        hint="For meeting in person. I look for it; nobody but you reads it.",
        optional=True,
    )


def note(draft: Draft, reviewed: Review) -> list[Block]:
    """The note, with what its writer is to look at in it."""
    words = draft.need.note
    ask = field(
        written_anew(Field.NOTE, draft.rewritten),
        "A note on the therapist needed",
        text(words, _TYPED_LIMIT, "Calm with conflict, knows farm life", multiline=True),
        hint=f"Who would be right, in {NOTE_LIMIT} characters? Nothing on who the client is: no names, ages, places.",
        optional=True,
    )
    return review.around(Field.NOTE, words, ask, reviewed, Action.USE_NOTE)


def kept_from(draft: Draft) -> Block:
    """From whom the referral is kept."""
    element = UserMultiSelectElement(
        action_id=ANSWER,
        placeholder=PlainTextObject(text="Nobody"),
        initial_users=sorted(draft.kept_from) or None,
    )
    return field(
        Field.KEPT_FROM,
        "Keep this from",
        element,
        hint="People who may know the client. I then leave the channel out, and ask the best three only.",
        optional=True,
    )


def consent(draft: Draft) -> Block:
    """The client's consent."""
    agreed = option(
        AGREED,
        "My client agreed that I ask colleagues and hear whether they connected",
        "For a couple: both partners. For a minor: whoever may consent.",
    )
    return field(
        Field.CONSENT,
        "Consent, unless you only want names",
        ticks([agreed], [AGREED] if draft.consent else []),
        optional=True,
    )


def similar_open(scene: Scene, draft: Draft) -> list[Block]:
    """A similar referral of the same referrer that is open: edit that one, or say that this is another client."""
    referral = scene.state.referral
    see = f" <{scene.card_url}|See the card>" if scene.card_url else ""
    another = option(ANOTHER, "This is another client: post it anyway")
    return [
        said(
            f"*You have a similar one open:* {cut(headline(referral.need), 200)}.{see}",
            button("Edit it", Action.EDIT_SIMILAR, referral.id),
        ),
        field(
            Field.POST_ANYWAY, "Or is it new?", ticks([another], [ANOTHER] if draft.post_anyway else []), optional=True
        ),
        aside("Two cards for one client would ask your colleagues twice."),
    ]
