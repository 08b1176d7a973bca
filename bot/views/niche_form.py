"""The form behind `/niche`: whom a member helps best, where they may practise, and whether they have room."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from slack_sdk.models.blocks import HeaderBlock, PlainTextObject
from slack_sdk.models.views import View

from bot.exchange.drafts import STATEMENT_LIMIT
from bot.matching import Licence, LicenceScope, Opening, OpeningKind, Profile
from bot.views import review
from bot.views.actions import Action, Form
from bot.views.forms import (
    ROOM_BY_THEN,
    Answers,
    about_of,
    at_the_end,
    block_id,
    day,
    field,
    many_terms,
    modal,
    one_of,
    option,
    radio,
    terms,
    text,
    ticks,
    written_anew,
)
from bot.views.message import day as written
from bot.views.message import said
from bot.views.review import Review

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from slack_sdk.models.blocks import Block

    from bot.exchange.values import Member

# In characters.
_LIMITS_LIMIT = 80
_CONTACT_LIMIT = 200
_SENTENCES = 2
_TOP = 3
# An end of a sentence with more after it; not after a lone letter ("e.g.", "D. Winnicott") or a title.
_FULL_STOP = re.compile(r"(?<!\b\w)(?<!\bvs)(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\betc)[.!?…]+[\"”’)]*\s+(?=\S)")
_OPENINGS = MappingProxyType(
    {
        OpeningKind.SOME: "Room now",
        OpeningKind.NONE: "Not until a date",
        OpeningKind.UNKNOWN: "Rather not say",
    }
)
_UNSAID = "unsaid"
_SUBMIT = "Save"
_NOTHING = Review()


class Field(StrEnum):
    """The block ids of the form."""

    STATEMENT = "statement"
    TOP_CONCERNS = "top_concerns"
    CONCERNS = "concerns"
    AGE_GROUPS = "age_groups"
    CLIENT_TYPES = "client_types"
    PAYMENTS = "payments"
    FORMATS = "formats"
    FULL_LICENCES = "full_licences"
    TELEHEALTH_LICENCES = "telehealth_licences"
    OPENING = "opening"
    UNTIL = "until"
    LIMITS = "limits"
    CONTACT = "contact"
    LANGUAGES = "languages"
    MODALITIES = "modalities"
    TIMES = "times"
    SERVICES = "services"
    GENDER = "gender"


_LABELS: Mapping[str, str] = MappingProxyType(
    {Field.STATEMENT: "Whom do you help best?", Field.LIMITS: "If now: any limits?"}
)


@dataclass(frozen=True)
class Checked:
    """What the privacy check and the writer have said of the two texts so far.

    Attributes:
        where: the field that `review` is about.
        review: what the writer is to look at in it.
        not_identifying: the keys (`bot.privacy.Finding.key`) of the words of which the writer says that they identify
            nobody.
        rewritten: the fields whose text was written anew for its writer, each as often as it was.
    """

    where: str = ""
    review: Review = _NOTHING
    not_identifying: frozenset[str] = frozenset()
    rewritten: tuple[str, ...] = ()

    def review_of(self, name: str) -> Review:
        return self.review if name == self.where else _NOTHING

    def id_of(self, name: str) -> str:
        """The block id of a field."""
        return written_anew(name, self.rewritten.count(name))


def render(member: Member | None, checked: Checked | None = None) -> View:
    """The form, filled in with what the member said before; empty for somebody new."""
    niche = member.niche if member else Profile("")
    contact = member.practice_contact if member else ""
    checked = checked or Checked()
    blocks: list[Block] = [
        *review.on_top(checked.review, _SUBMIT, _LABELS.get(checked.where, "")),
        *_whom(niche, checked),
        *_where(niche),
        HeaderBlock(text=PlainTextObject(text="Room for new clients")),
        *_room(niche.opening, checked),
        field(
            Field.CONTACT,
            "Practice contact",
            text(contact, _CONTACT_LIMIT, "Phone, e-mail or website of your practice"),
            hint="Colleagues see it when you offer, and give it to the client. Clients call you, never the reverse.",
            optional=True,
        ),
        HeaderBlock(text=PlainTextObject(text="If you like")),
        *_further(niche),
    ]
    blocks += at_the_end() if checked.review else []
    about = {"vouched": review.as_many_as_fit(checked.not_identifying), "rewritten": list(checked.rewritten)}
    return modal(Form.NICHE, review.LOOK_AGAIN if checked.review else "Your niche", _SUBMIT, blocks, about)


def parse(view: Mapping[str, Any]) -> tuple[Profile, str]:
    """The niche, and the practice contact. Whose it is, and when they said so, the form does not know."""
    answers = Answers(view)
    gender = answers.one(Field.GENDER)
    niche = Profile(
        member_id="",
        statement=answers.text(Field.STATEMENT),
        top_concerns=answers.many(Field.TOP_CONCERNS),
        concerns=answers.many(Field.CONCERNS),
        age_groups=answers.many(Field.AGE_GROUPS),
        client_types=answers.many(Field.CLIENT_TYPES),
        payments=answers.many(Field.PAYMENTS),
        formats=answers.many(Field.FORMATS),
        licences=_licences(answers),
        languages=answers.many(Field.LANGUAGES),
        modalities=answers.many(Field.MODALITIES),
        times=answers.many(Field.TIMES),
        services=answers.many(Field.SERVICES),
        gender="" if gender == _UNSAID else gender,
        opening=_opening(answers),
    )
    return niche, answers.text(Field.CONTACT)


def checked(view: Mapping[str, Any]) -> Checked:
    """What the writer has said of doubtful words, and what was written anew for them."""
    return Checked(
        not_identifying=review.vouched(view, Field.STATEMENT, Field.LIMITS),
        rewritten=tuple(about_of(view).get("rewritten", ())),
    )


def texts(niche: Profile) -> Mapping[str, str]:
    """What colleagues will read of the member's own words, by field."""
    return {Field.STATEMENT: niche.statement, Field.LIMITS: niche.opening.limits}


def with_text(niche: Profile, name: str, words: str) -> Profile:
    """The niche with other words in one of these fields."""
    if name == Field.STATEMENT:
        return replace(niche, statement=words)
    return replace(niche, opening=replace(niche.opening, limits=words))


def without_texts(niche: Profile) -> Profile:
    """The niche with nothing in these fields."""
    return with_text(with_text(niche, Field.STATEMENT, ""), Field.LIMITS, "")


def problems(view: Mapping[str, Any], niche: Profile, today: date) -> dict[str, str]:
    """What is to be mended, by the block id at which Slack is to show it; empty when nothing is.

    Args:
        view: the form that was sent.
        niche: what it holds.
        today: in the member's own calendar.
    """
    found: dict[str, str] = {}
    if hint := too_long(niche.statement):
        found[block_id(view, Field.STATEMENT)] = hint
    if niche.opening.kind is OpeningKind.NONE and niche.opening.until is None:
        found[Field.UNTIL] = "From which day would you have room again? A guess will do; you can change it any time."
    if niche.opening.kind is OpeningKind.NONE and niche.opening.until and niche.opening.until <= today:
        found[Field.UNTIL] = ROOM_BY_THEN
    return found


def too_long(statement: str) -> str | None:
    """A kind hint when a statement has more than two sentences; None when it is short enough."""
    if len(_FULL_STOP.split(statement.strip())) <= _SENTENCES:
        return None
    return "One or two sentences are what a busy colleague remembers. Which two would you keep?"


def saved(niche: Profile) -> View:
    """What the member reads once their niche is kept."""
    room = {
        OpeningKind.SOME: "Colleagues see that you have room.",
        OpeningKind.NONE: "I won't ask you for now.",
        OpeningKind.UNKNOWN: "Colleagues see that you haven't said whether you have room.",
    }[niche.opening.kind]
    if niche.opening.kind is OpeningKind.NONE and niche.opening.until:
        room = f"I won't ask you before {written(niche.opening.until)}."
    return View(
        type="modal",
        title=PlainTextObject(text="Your niche"),
        close=PlainTextObject(text="Done"),
        blocks=[said(f"Saved. {room}\nYou can change it any time with `/niche`.")],
    )


def _whom(niche: Profile, checked: Checked) -> list[Block]:
    ask = field(
        checked.id_of(Field.STATEMENT),
        _LABELS[Field.STATEMENT],
        text(niche.statement, STATEMENT_LIMIT, "I help … who …; they leave …", multiline=True),
        hint="One or two sentences, as you would tell a colleague over coffee.",
        optional=True,
    )
    reviewed = checked.review_of(Field.STATEMENT)
    return [
        *review.around(Field.STATEMENT, niche.statement, ask, reviewed, Action.USE_NICHE),
        field(
            Field.TOP_CONCERNS,
            "What you treat best",
            many_terms("concern", niche.top_concerns, "Your top three", _TOP),
            hint="Up to three, in order: matching goes by them first.",
            optional=True,
        ),
        field(
            Field.CONCERNS, "What else you treat", many_terms("concern", niche.concerns, "Any others"), optional=True
        ),
        field(Field.CLIENT_TYPES, "Whom you see", ticks(terms("client_type"), niche.client_types), optional=True),
        field(Field.AGE_GROUPS, "Of which ages", ticks(terms("age_group"), niche.age_groups), optional=True),
        field(
            Field.PAYMENTS,
            "How clients can pay",
            many_terms("payment", niche.payments, "Insurers, or other ways"),
            optional=True,
        ),
    ]


def _where(niche: Profile) -> list[Block]:
    formats = [each for each in terms("format") if each.value != "either"]
    chosen = [each.value for each in formats if each.value] if "either" in niche.formats else niche.formats
    full = [licence.state for licence in niche.licences if licence.scope is LicenceScope.FULL]
    remote = [licence.state for licence in niche.licences if licence.scope is LicenceScope.TELEHEALTH]
    return [
        field(Field.FORMATS, "How you meet", ticks(formats, chosen), optional=True),
        field(Field.FULL_LICENCES, "Licensed in", many_terms("state", full, "States"), optional=True),
        field(
            Field.TELEHEALTH_LICENCES,
            "Telehealth only, by a compact",
            many_terms("state", remote, "States"),
            hint="States where an interstate compact lets you work by telehealth.",
            optional=True,
        ),
    ]


def _room(opening: Opening, checked: Checked) -> list[Block]:
    kinds = [option(kind.value, label) for kind, label in _OPENINGS.items()]
    until = opening.until if opening.kind is OpeningKind.NONE else None
    limits = text(opening.limits, _LIMITS_LIMIT, "weekday mornings")
    ask = field(checked.id_of(Field.LIMITS), _LABELS[Field.LIMITS], limits, optional=True)
    return [
        field(Field.OPENING, "Can you take somebody now?", radio(kinds, opening.kind)),
        field(Field.UNTIL, "If not now: from when?", day(until), optional=True),
        *review.around(Field.LIMITS, opening.limits, ask, checked.review_of(Field.LIMITS), Action.USE_NICHE),
    ]


def _further(niche: Profile) -> list[Block]:
    genders = [option(_UNSAID, "Rather not say"), *terms("gender")]
    return [
        field(Field.LANGUAGES, "Languages", many_terms("language", niche.languages, "Languages"), optional=True),
        field(Field.MODALITIES, "Approaches", many_terms("modality", niche.modalities, "Approaches"), optional=True),
        field(Field.TIMES, "Also at these times", ticks(terms("time"), niche.times), optional=True),
        field(Field.SERVICES, "Services", ticks(terms("service"), niche.services), optional=True),
        field(
            Field.GENDER,
            "Your gender",
            one_of(genders, niche.gender or _UNSAID, "Rather not say"),
            hint="Some clients ask for it.",
            optional=True,
        ),
    ]


def _licences(answers: Answers) -> tuple[Licence, ...]:
    full = answers.many(Field.FULL_LICENCES)
    remote = [state for state in answers.many(Field.TELEHEALTH_LICENCES) if state not in full]
    return (
        *(Licence(state, LicenceScope.FULL) for state in full),
        *(Licence(state, LicenceScope.TELEHEALTH) for state in remote),
    )


def _opening(answers: Answers) -> Opening:
    kind = OpeningKind(answers.one(Field.OPENING) or OpeningKind.UNKNOWN)
    return Opening(
        kind,
        until=answers.day(Field.UNTIL) if kind is OpeningKind.NONE else None,
        limits=answers.text(Field.LIMITS) if kind is OpeningKind.SOME else "",
    )
