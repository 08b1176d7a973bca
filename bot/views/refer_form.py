"""The form behind `/refer`: what therapist is needed, whom to ask, and the client's consent."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from slack_sdk.models.blocks import DividerBlock, InputBlock

from bot.exchange.drafts import NOTE_LIMIT, Draft
from bot.exchange.values import Audience, Urgency
from bot.matching import Constraint, Need
from bot.views import crisis, review, shortage
from bot.views import refer_fields as fields
from bot.views.actions import Action, Form
from bot.views.crisis import Stop
from bot.views.forms import Answers, about_of, at_the_end, block_id, modal, written_anew
from bot.views.message import button, choices, said
from bot.views.refer_fields import Field
from bot.views.review import Review

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_sdk.models.blocks import Block
    from slack_sdk.models.views import View

    from bot.exchange.scene import Scene
    from bot.matching.relaxing import Shortage

TYPED_TOO_MUCH = (
    "I did not use what you typed after `/refer`, and kept none of it. Please use the fields: they ask for the "
    "therapist, never for the client."
)


class Hindrance(StrEnum):
    """What keeps the exchange from posting."""

    ARCHIVED = "archived"
    OUTSIDE = "outside"
    MAY_NOT_WRITE = "may not write"


_HINDRANCES = MappingProxyType(
    {
        Hindrance.ARCHIVED: "Nothing was sent: the referral channel is archived. An admin can unarchive it, or choose "
        "another with /refer setup. “The best three only” can be asked meanwhile.",
        Hindrance.OUTSIDE: "Nothing was sent: I'm not in the referral channel. Somebody who is can type /invite and my "
        "name there. “The best three only” can be asked meanwhile.",
        Hindrance.MAY_NOT_WRITE: "Nothing was sent: Slack no longer lets me write messages. An admin can install the "
        "app again from its manifest. “Just show me names” works meanwhile.",
    }
)
#: The fields of what can be given up.
_WISHES = MappingProxyType(
    {
        Constraint.PAYMENT: Field.PAYMENTS,
        Constraint.FORMAT: Field.FORMAT,
        Constraint.AREA: Field.AREAS,
        Constraint.LANGUAGE: Field.LANGUAGES,
        Constraint.SERVICE: Field.SERVICES,
        Constraint.GENDER: Field.GENDER,
        Constraint.TIME: Field.TIMES,
    }
)
#: The title of a form that points out a similar referral.
SIMILAR = "One like it is open"
_NOTHING = Review()
_MOST_PAST = 30  # phrases of danger that a form remembers, of 12 characters each in the 3,000 of its metadata


def render(
    draft: Draft,
    *,
    more: bool = False,
    typed: bool = False,
    reviewed: Review = _NOTHING,
    similar: Scene | None = None,
    few: Shortage | None = None,
    stop: Stop | None = None,
) -> View:
    """The form, filled in as the draft is.

    Args:
        draft: what is filled in already.
        more: show the further fields; they are shown anyway once one of them is filled in.
        typed: something was typed after `/refer`.
        reviewed: what the writer is to look at in the note, which then stands first.
        similar: an open referral of the same referrer that is much the same.
        few: nobody fits, and this is what would help.
        stop: the note, or what was typed after `/refer`, tells of present danger; the form says whom to call first of
            all, and asks of a note whether it is now.
    """
    more = more or bool(reviewed or few) or _has_more(draft)
    title, submit = _title(draft, reviewed, similar, few)
    blocks: list[Block] = [*crisis.on_top(Field.NOT_NOW, stop)] if stop else []
    blocks += [said(TYPED_TOO_MUCH)] if typed else []
    blocks += [*review.on_top(reviewed, submit), *fields.note(draft, reviewed), DividerBlock()] if reviewed else []
    blocks += fields.similar_open(similar, draft) if similar else []
    blocks += [*shortage.on_top(few, draft), DividerBlock()] if few else []
    blocks += fields.first(draft)
    blocks += _further(draft, with_note=not reviewed) if more else [_more_button()]
    blocks += [] if draft.editing else [fields.consent(draft)]
    blocks += at_the_end() if stop or reviewed or similar or few else []
    for block in blocks:
        if isinstance(block, InputBlock):
            block.block_id = _block_id(block.block_id or "", draft)
    title, submit = (crisis.TITLE, crisis.SUBMIT if stop.phrases else submit) if stop else (title, submit)
    return modal(Form.REFER, title, submit, blocks, _about(draft, stop, more=more))


def _about(draft: Draft, stop: Stop | None, *, more: bool) -> Mapping[str, Any]:
    """What the form remembers beside its fields; `parse` and its neighbours read it back."""
    return {
        "form_id": draft.form_id,
        "editing": draft.editing,
        "more": more,
        "few": draft.few,
        "not_now": sorted(draft.not_now),
        "stopped_at": sorted(stop.phrases) if stop else [],
        "told": draft.told,
        "told_nobody": draft.told_nobody,
        "given_up": list(draft.given_up),
        "rewritten": draft.rewritten,
        "vouched": review.as_many_as_fit(draft.not_identifying),
    }


def _title(draft: Draft, reviewed: Review, similar: Scene | None, few: Shortage | None) -> tuple[str, str]:
    """The title, and what the form is sent with."""
    if few:
        return shortage.TITLE, shortage.submit(draft)
    title, submit = ("Edit referral", "Save") if draft.editing else ("Find a colleague", "Ask")
    return review.LOOK_AGAIN if reviewed else SIMILAR if similar else title, submit


def parse(view: Mapping[str, Any]) -> Draft:
    """What the form holds; while editing, audience, consent and "keep this from" are not asked and say nothing."""
    about = about_of(view)
    answers = Answers(view)
    gender, format_ = answers.one(Field.GENDER), answers.one(Field.FORMAT) or "either"
    need = Need(
        concerns=answers.many(Field.CONCERNS),
        age_group=answers.one(Field.AGE_GROUP),
        client_type=answers.one(Field.CLIENT_TYPE),
        payments=answers.many(Field.PAYMENTS),
        format=format_,
        states=answers.many(Field.STATES),
        areas=answers.many(Field.AREAS) if format_ == "in_person" else (),
        languages=answers.many(Field.LANGUAGES),
        identities=answers.many(Field.IDENTITIES),
        modalities=answers.many(Field.MODALITIES),
        times=answers.many(Field.TIMES),
        services=answers.many(Field.SERVICES),
        gender="" if gender == fields.ANY_GENDER else gender,
        note=answers.text(Field.NOTE),
    )
    return Draft(
        form_id=about["form_id"],
        need=need,
        urgency=Urgency(answers.one(Field.URGENCY) or Urgency.ROUTINE),
        audience=Audience(answers.one(Field.AUDIENCE) or Audience.CHANNEL),
        kept_from=answers.people(Field.KEPT_FROM),
        consent=fields.AGREED in answers.many(Field.CONSENT),
        post_anyway=fields.ANOTHER in answers.many(Field.POST_ANYWAY),
        not_now=_not_now(view, answers),
        not_identifying=review.vouched(view, Field.NOTE),
        told=about.get("told", False),
        told_nobody=about.get("told_nobody", False),
        given_up=tuple(Constraint(wish) for wish in about.get("given_up", ())),
        rewritten=about.get("rewritten", 0),
        few=about["few"],
        areas_offered=_areas_offered(view),
        editing=about["editing"],
    )


def _not_now(view: Mapping[str, Any], answers: Answers) -> frozenset[str]:
    """The phrases of danger of which a tick speaks, or spoke when the form was sent before."""
    about = about_of(view)
    newest = about["stopped_at"] if answers.many(Field.NOT_NOW) else ()
    return frozenset([*newest, *about["not_now"]][:_MOST_PAST])


def _areas_offered(view: Mapping[str, Any]) -> tuple[str, ...]:
    """The areas that may be picked in a form; none where it does not show them."""
    shown = [block for block in view["blocks"] if block.get("block_id", "").partition(":")[0] == Field.AREAS]
    groups = [group for block in shown for group in block["element"]["option_groups"]]
    return tuple(option["value"] for group in groups for option in group["options"])


def with_more(view: Mapping[str, Any], areas: tuple[str, ...]) -> View:
    """The form with its further fields. Nothing that was typed is in it, for a call to Slack draws it.

    Args:
        areas: those in which an office may be asked for.
    """
    return render(replace(parse(view).untyped, areas_offered=areas), more=True)


def with_other_lines(view: Mapping[str, Any], resources: str) -> View | None:
    """The form with the lines that belong under the concerns as they are picked now.

    None where they stand there, and where the form asks something that drawing it anew would take away.

    It is drawn by a call to Slack, so it holds nothing that was typed: Slack leaves that in the fields, whose ids stay.

    Args:
        resources: whom to call, in the collective's own words.
    """
    draft = parse(view)
    if not crisis.lines_differ(view, draft.need.concerns) or _asks_something(view):
        return None
    about = about_of(view)
    stopped_at = dict.fromkeys(about["stopped_at"], "")
    return render(
        replace(draft.untyped, not_now=frozenset(about["not_now"])),
        more=shows_more(view),
        stop=Stop(stopped_at, resources) if stopped_at else None,
    )


def _asks_something(view: Mapping[str, Any]) -> bool:
    """Whether the form says what it found, a similar referral, or that nobody fits: that waits for its answer."""
    if view["title"]["text"] == shortage.TITLE:
        return True
    ids = [block.get("block_id", "") for block in view["blocks"]]
    return review.is_shown(view, Field.NOTE) or any(id_.startswith(Field.POST_ANYWAY) for id_ in ids)


def still_asked(view: Mapping[str, Any], phrases: Mapping[str, str]) -> dict[str, str]:
    """What is to be ticked where the form is stopped already at all of these phrases of danger; else empty."""
    if not phrases.keys() <= set(about_of(view)["stopped_at"]):
        return {}
    return {crisis.tick_shown(view, Field.NOT_NOW): crisis.STILL_ASKED}


def shows_more(view: Mapping[str, Any]) -> bool:
    """Whether the further fields are shown."""
    return bool(about_of(view)["more"])


def errors(draft: Draft) -> dict[str, str]:
    """What stands in the way of posting, by the field at which Slack is to show it; empty when nothing does."""
    found: dict[str, str] = {}
    if draft.lacks_consent:
        found[_block_id(Field.CONSENT, draft)] = (
            "Please ask your client first, then tick this. “Just show me names” needs no consent."
        )
    return found


def too_long(view: Mapping[str, Any], draft: Draft) -> dict[str, str]:
    """The note has more characters than one referral takes."""
    length = len(draft.need.note)
    told = f"This has {length} characters, and a busy colleague reads {NOTE_LIMIT}. What matters most?"
    return {block_id(view, Field.NOTE): told}


def cannot_post(hindrance: Hindrance) -> dict[str, str]:
    """Why nobody can be asked this way, at the field in which another way can be picked."""
    return {Field.AUDIENCE: _HINDRANCES[hindrance]}


def _block_id(name: str, draft: Draft) -> str:
    """A form forgets what was filled in where it turns into the edit of another referral, or gave up a wish."""
    given_up = sum(_WISHES[wish] == name for wish in draft.given_up)
    return f"{name}:{draft.editing}" if draft.editing else written_anew(name, given_up)


def _more_button() -> Block:
    return choices(button("More choices and a note", Action.MORE, Action.MORE))


def _further(draft: Draft, *, with_note: bool) -> list[Block]:
    note = fields.note(draft, _NOTHING) if with_note else []
    return [DividerBlock(), *fields.further(draft), *note, *([] if draft.editing else [fields.kept_from(draft)])]


def _has_more(draft: Draft) -> bool:
    need = draft.need
    further = (need.languages, need.identities, need.areas, need.modalities, need.times, need.gender, need.services)
    return any((*further, need.note, draft.kept_from))
