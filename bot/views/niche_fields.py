"""The fields of the form behind `/niche`, each as it stands there; what a match needs most comes first."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from slack_sdk.models.blocks import HeaderBlock, OptionGroup, PlainTextObject, StaticMultiSelectElement

from bot.exchange.drafts import STATEMENT_LIMIT
from bot.matching import LicenceScope, OpeningKind, OwnTerm, vocabulary
from bot.views import review
from bot.views.actions import Action
from bot.views.forms import (
    ANSWER,
    Answers,
    day,
    field,
    many_terms,
    one_of,
    one_term,
    option,
    radio,
    terms,
    text,
    ticks,
)
from bot.views.message import listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slack_sdk.models.blocks import Block, Option

    from bot.matching import Opening, Profile
    from bot.matching.vocabulary import Kind
    from bot.views.review import Review

# In characters.
_LIMITS_LIMIT = 80
_CONTACT_LIMIT = 200
_OPENINGS = MappingProxyType(
    {
        OpeningKind.SOME: "Room now",
        OpeningKind.NONE: "Not until a date",
        OpeningKind.UNKNOWN: "Rather not say",
    }
)
UNSAID = "unsaid"
_MOST = 100  # options in a list of Slack's


class Field(StrEnum):
    """The block ids of the form."""

    STATEMENT = "statement"
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    CONCERNS = "concerns"
    AGE_GROUPS = "age_groups"
    CLIENT_TYPES = "client_types"
    IDENTITIES = "identities"
    PAYMENTS = "payments"
    FORMATS = "formats"
    AREAS = "areas"
    FULL_LICENCES = "full_licences"
    TELEHEALTH_LICENCES = "telehealth_licences"
    OPENING = "opening"
    UNTIL = "until"
    ONLY = "only"
    LIMITS = "limits"
    CONTACT = "contact"
    LANGUAGES = "languages"
    MODALITIES = "modalities"
    TIMES = "times"
    SERVICES = "services"
    GENDER = "gender"


#: The three selects of the top concerns, each with its label.
TOP_THREE: Mapping[Field, str] = MappingProxyType(
    {Field.FIRST: "What you treat best: first", Field.SECOND: "Second", Field.THIRD: "Third"}
)
#: The labels of what the privacy check reads.
LABELS: Mapping[str, str] = MappingProxyType(
    {Field.STATEMENT: "Whom do you help best?", Field.LIMITS: "If now: any other limits?"}
)
#: What room can be limited to, each kind with its heading.
_LIMITS: Mapping[Kind, str] = MappingProxyType(
    {"client_type": "Who comes", "format": "How you meet", "payment": "How clients pay"}
)


def statement(block_id: str, words: str, reviewed: Review) -> list[Block]:
    """The statement; while nothing is to be looked at in it, Slack tells what is typed as it is typed."""
    typed = text(words, STATEMENT_LIMIT, "I help … who …; they leave …", multiline=True, action=Action.STATEMENT)
    ask = field(block_id, LABELS[Field.STATEMENT], typed, optional=True, tells=not reviewed)
    return review.around(Field.STATEMENT, words, ask, reviewed, Action.USE_NICHE)


def top_three(niche: Profile) -> list[Block]:
    """The three concerns that count most, in order."""
    chosen = dict(zip(TOP_THREE, niche.top_concerns, strict=False))
    return [
        field(
            name,
            label,
            one_term("concern", chosen.get(name, ""), "Pick one, or type"),
            hint="A match looks at these three first, in this order." if name is Field.THIRD else "",
            optional=True,
            tells=name is Field.FIRST,
        )
        for name, label in TOP_THREE.items()
    ]


def practice(niche: Profile) -> list[Block]:
    """Who may come: what a match is not made without."""
    formats = [each for each in terms("format") if each.value != "either"]
    chosen = [each.value for each in formats if each.value] if "either" in niche.formats else niche.formats
    full = [licence.state for licence in niche.licences if licence.scope is LicenceScope.FULL]
    remote = [licence.state for licence in niche.licences if licence.scope is LicenceScope.TELEHEALTH]
    return [
        field(Field.CLIENT_TYPES, "Whom you see", ticks(terms("client_type"), niche.client_types), optional=True),
        field(Field.AGE_GROUPS, "Of which ages", ticks(terms("age_group"), niche.age_groups), optional=True),
        field(
            Field.FULL_LICENCES,
            "Licensed in",
            many_terms("state", full, "States"),
            hint="I name you to clients in these states only.",
            optional=True,
        ),
        field(
            Field.TELEHEALTH_LICENCES,
            "Telehealth only, by a compact",
            many_terms("state", remote, "States"),
            hint="States where an interstate compact lets you work by telehealth.",
            optional=True,
        ),
        field(Field.FORMATS, "How you meet", ticks(formats, chosen), optional=True),
        field(
            Field.PAYMENTS,
            "How clients can pay",
            many_terms("payment", niche.payments, "Insurers, or other ways"),
            optional=True,
        ),
    ]


def room(opening: Opening, own: Sequence[OwnTerm], limits_id: str, reviewed: Review) -> list[Block]:
    """Whether there is room, and for whom."""
    kinds = [option(kind.value, label) for kind, label in _OPENINGS.items()]
    until = opening.until if opening.kind is OpeningKind.NONE else None
    limits = text(opening.limits, _LIMITS_LIMIT, "weekday mornings")
    ask = field(limits_id, LABELS[Field.LIMITS], limits, optional=True)
    return [
        HeaderBlock(block_id="room", text=PlainTextObject(text="Room for new clients")),
        field(Field.OPENING, "Can you take somebody now?", radio(kinds, opening.kind)),
        field(Field.UNTIL, "If not now: from when?", day(until), optional=True),
        field(
            Field.ONLY,
            "If now: only for …",
            _only(opening, own),
            hint="Leave it empty if your room is for anybody you see.",
            optional=True,
        ),
        *review.around(Field.LIMITS, opening.limits, ask, reviewed, Action.USE_NICHE),
    ]


def contact(words: str) -> Block:
    """How a client reaches the practice."""
    return field(
        Field.CONTACT,
        "Practice contact",
        text(words, _CONTACT_LIMIT, "Phone, e-mail or website of your practice"),
        hint="Colleagues see it when you offer, and give it to the client. Clients call you, never the reverse.",
        optional=True,
    )


def further(niche: Profile, own: Sequence[OwnTerm]) -> list[Block]:
    """What helps where a referral asks for it; offices where the collective named parts of town."""
    genders = [option(UNSAID, "Rather not say"), *terms("gender")]
    return [
        HeaderBlock(block_id="more", text=PlainTextObject(text="More about your practice")),
        field(
            Field.CONCERNS,
            "What else you treat",
            many_terms("concern", niche.concerns, "In no order"),
            hint="The fewer, the more each one counts.",
            optional=True,
        ),
        field(
            Field.IDENTITIES,
            "Communities you know",
            many_terms("identity", niche.identities, "Communities"),
            optional=True,
        ),
        field(Field.MODALITIES, "Approaches", many_terms("modality", niche.modalities, "Approaches"), optional=True),
        field(Field.LANGUAGES, "Languages", many_terms("language", niche.languages, "Languages"), optional=True),
        *_areas(niche, own),
        field(Field.TIMES, "Also at these times", ticks(terms("time"), niche.times), optional=True),
        field(Field.SERVICES, "Services", ticks(terms("service"), niche.services), optional=True),
        field(
            Field.GENDER,
            "Your gender",
            one_of(genders, niche.gender or UNSAID, "Rather not say"),
            hint="Some clients ask for it.",
            optional=True,
        ),
    ]


def has_further(niche: Profile) -> bool:
    """Whether something stands in a further field: nothing can be lost by being hidden."""
    return any(
        (
            niche.concerns,
            niche.identities,
            niche.modalities,
            niche.languages,
            niche.times,
            niche.services,
            niche.areas,
            niche.gender,
        )
    )


def only(answers: Answers, kind: Kind) -> Sequence[str]:
    """What of this kind the room is limited to, as codes."""
    start = f"{kind}."
    return tuple(value.removeprefix(start) for value in answers.many(Field.ONLY) if value.startswith(start))


def beyond_what_they_say(niche: Profile) -> str:
    """What the room is limited to though the member says elsewhere that they don't have it; "" for nothing."""
    stated: Mapping[Kind, Sequence[str]] = {
        "client_type": niche.client_types,
        "format": niche.formats,
        "payment": niche.payments,
    }
    beyond = [
        f"“{vocabulary.label(kind, code)}”"
        for kind, codes in niche.opening.kept_for.items()
        for code in codes
        if stated[kind] and code not in stated[kind]
    ]
    return listed(beyond)


def _areas(niche: Profile, own: Sequence[OwnTerm]) -> list[Block]:
    """Offices, where the collective named parts of town, and where the member named one while it still did."""
    offered = [term for term in _with_kept("area", own, niche.areas) if term.kind == "area"]
    if not offered:
        return []
    element = many_terms("area", niche.areas, "Parts of town", own=offered)
    hint = "For clients who come in person. It stands on no card."
    return [field(Field.AREAS, "Where your offices are", element, hint=hint, optional=True)]


def _only(opening: Opening, own: Sequence[OwnTerm]) -> StaticMultiSelectElement:
    chosen = {f"{kind}.{code}" for kind, codes in opening.kept_for.items() for code in codes}
    known = _with_kept("payment", own, opening.only_payments)
    offered = [(heading, _limits_of(kind, known)) for kind, heading in _LIMITS.items()]
    return StaticMultiSelectElement(
        action_id=ANSWER,
        placeholder=PlainTextObject(text="Anybody you see"),
        option_groups=[OptionGroup(label=PlainTextObject(text=heading), options=each) for heading, each in offered],
        initial_options=[each for _, options in offered for each in options if each.value in chosen],
    )


def _with_kept(kind: Kind, own: Sequence[OwnTerm], codes: Sequence[str]) -> list[OwnTerm]:
    """The collective's own terms, and those that a member picked while it had them: saving again must not lose one."""
    kept = [OwnTerm(kind, vocabulary.label(kind, code)) for code in codes]
    return list(dict.fromkeys([*own, *(term for code, term in zip(codes, kept, strict=True) if term.code == code)]))


def _limits_of(kind: Kind, own: Sequence[OwnTerm]) -> list[Option]:
    return [
        option(f"{kind}.{term.code}", term.label)
        for term in vocabulary.terms(kind, own)[:_MOST]
        if term.code not in ("either", "not_sure")
    ]
