"""The form behind `/niche`: whom a member helps best, where they may practise, and whether they have room."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.exchange.values import Member
from bot.matching import Licence, LicenceScope, Opening, OpeningKind, Profile
from bot.matching.advice.coaching import coach
from bot.views import coaching, review
from bot.views import niche_fields as fields
from bot.views.actions import Action, Form
from bot.views.forms import ROOM_BY_THEN, Answers, about_of, at_the_end, modal, written_anew
from bot.views.message import button, choices
from bot.views.niche_fields import Field
from bot.views.review import Review

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from slack_sdk.models.blocks import Block
    from slack_sdk.models.views import View

    from bot.matching import OwnTerm

#: The action ids of the fields that tell what is typed or picked at once.
TOLD_AT_ONCE = (Action.STATEMENT, Action.BEST_CONCERN)
_SUBMIT = "Save"
_NOTHING = Review()


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


def render(
    member: Member | None,
    checked: Checked | None = None,
    *,
    own: Sequence[OwnTerm] = (),
    more: bool = False,
    typed: str = "",
) -> View:
    """The form, filled in with what the member said before; empty for somebody new.

    Args:
        member: as they stand in the form.
        checked: what was said of the texts.
        own: the collective's own terms.
        more: show the further fields; they are shown anyway once one of them is filled in.
        typed: the statement as it is typed, where the form itself must not hold it: it is coached, and not shown.
    """
    niche = member.niche if member else Profile("")
    checked = checked or Checked()
    more = more or bool(checked.review) or fields.has_further(niche)
    coached, best = coach(typed or niche.statement, typing=bool(typed)), next(iter(niche.top_concerns), "")
    blocks: list[Block] = [
        *review.on_top(checked.review, _SUBMIT, fields.LABELS.get(checked.where, "")),
        *fields.statement(checked.id_of(Field.STATEMENT), niche.statement, checked.review_of(Field.STATEMENT)),
        *([] if checked.review else [coaching.block(coached, best)]),
        *fields.top_three(niche),
        *fields.practice(niche),
        *fields.room(niche.opening, own, checked.id_of(Field.LIMITS), checked.review_of(Field.LIMITS)),
        fields.contact(member.practice_contact if member else ""),
        *(fields.further(niche, own) if more else []),
        _buttons(more=more),
        *(at_the_end() if checked.review else []),
    ]
    about = {
        "vouched": review.as_many_as_fit(checked.not_identifying),
        "rewritten": list(checked.rewritten),
        "more": more,
        "coached": "" if checked.review else coaching.shown(coached, best),
    }
    return modal(Form.NICHE, review.LOOK_AGAIN if checked.review else "Your niche", _SUBMIT, blocks, about)


def parse(view: Mapping[str, Any]) -> tuple[Profile, str]:
    """The niche, and the practice contact. Whose it is, and when they said so, the form does not know."""
    answers = Answers(view)
    gender = answers.one(Field.GENDER)
    top = tuple(dict.fromkeys(filter(None, (answers.one(name) for name in fields.TOP_THREE))))
    niche = Profile(
        member_id="",
        statement=answers.text(Field.STATEMENT),
        top_concerns=top,
        concerns=tuple(code for code in answers.many(Field.CONCERNS) if code not in top),
        age_groups=answers.many(Field.AGE_GROUPS),
        client_types=answers.many(Field.CLIENT_TYPES),
        identities=answers.many(Field.IDENTITIES),
        payments=answers.many(Field.PAYMENTS),
        formats=answers.many(Field.FORMATS),
        licences=_licences(answers),
        areas=answers.many(Field.AREAS),
        languages=answers.many(Field.LANGUAGES),
        modalities=answers.many(Field.MODALITIES),
        times=answers.many(Field.TIMES),
        services=answers.many(Field.SERVICES),
        gender="" if gender == fields.UNSAID else gender,
        opening=_opening(answers),
    )
    return niche, answers.text(Field.CONTACT)


def checked(view: Mapping[str, Any]) -> Checked:
    """What the writer has said of doubtful words, and what was written anew for them."""
    return Checked(
        not_identifying=review.vouched(view, Field.STATEMENT, Field.LIMITS),
        rewritten=tuple(about_of(view).get("rewritten", ())),
    )


def shows_more(view: Mapping[str, Any]) -> bool:
    """Whether the further fields are shown."""
    return bool(about_of(view)["more"])


def is_coached_otherwise(view: Mapping[str, Any]) -> bool:
    """Whether something else is to be said of the statement than the form says; never while it shows what was found."""
    told = about_of(view)["coached"]
    niche, _ = parse(view)
    best = next(iter(niche.top_concerns), "")
    return bool(told) and coaching.shown(coach(niche.statement, typing=True), best) != told


def untyped(view: Mapping[str, Any], own: Sequence[OwnTerm], *, more: bool = False) -> View:
    """The form as it is filled in, for a call to Slack: nothing that was typed is in it, for Slack keeps that itself.

    Args:
        own: the collective's own terms.
        more: with the further fields.
    """
    niche, _ = parse(view)
    picked = Member("", "", "", niche=without_texts(niche))
    return render(picked, checked(view), own=own, more=more or shows_more(view), typed=niche.statement)


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


def problems(niche: Profile, today: date) -> dict[str, str]:
    """What is to be mended, by the block id at which Slack is to show it; empty when nothing is.

    Args:
        niche: what the form holds.
        today: in the member's own calendar.
    """
    found: dict[str, str] = {}
    opening = niche.opening
    if opening.kind is OpeningKind.NONE and opening.until is None:
        found[Field.UNTIL] = "From which day would you have room again? A guess will do; you can change it any time."
    if opening.kind is OpeningKind.NONE and opening.until and opening.until <= today:
        found[Field.UNTIL] = ROOM_BY_THEN
    if beyond := fields.beyond_what_they_say(niche):
        found[Field.ONLY] = f"{beyond}: not among what you say above. Please add it there too, or take it out here."
    return found


def _buttons(*, more: bool) -> Block:
    preview = button("How colleagues see it", Action.PREVIEW_NICHE, Action.PREVIEW_NICHE)
    further = [] if more else [button("More about your practice", Action.MORE_NICHE, Action.MORE_NICHE)]
    row = choices(*further, preview)
    row.block_id = "buttons"  # of its own, so that it is not another one, and pressed in vain, once a hint has changed
    return row


def _licences(answers: Answers) -> tuple[Licence, ...]:
    full = answers.many(Field.FULL_LICENCES)
    remote = [state for state in answers.many(Field.TELEHEALTH_LICENCES) if state not in full]
    return (
        *(Licence(state, LicenceScope.FULL) for state in full),
        *(Licence(state, LicenceScope.TELEHEALTH) for state in remote),
    )


def _opening(answers: Answers) -> Opening:
    kind = OpeningKind(answers.one(Field.OPENING) or OpeningKind.UNKNOWN)
    if kind is not OpeningKind.SOME:
        return Opening(kind, until=answers.day(Field.UNTIL) if kind is OpeningKind.NONE else None)
    return Opening(
        kind,
        limits=answers.text(Field.LIMITS),
        only_client_types=fields.only(answers, "client_type"),
        only_payments=fields.only(answers, "payment"),
        only_formats=fields.only(answers, "format"),
    )
