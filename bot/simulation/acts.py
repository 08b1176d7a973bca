"""How deeds are done: each calls what the press, the form or the event of Slack that it stands for would call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.exchange import moves
from bot.exchange.drafts import Draft
from bot.exchange.gratitude import ThankYou
from bot.exchange.moves import Refused
from bot.exchange.reminders import Later
from bot.exchange.sources import SourceKind, Written
from bot.exchange.values import Answer, Kind, Means, Outcome
from bot.services import (
    attention,
    claiming,
    clarity,
    niche_words,
    niches,
    origins,
    people,
    referring,
    sourcing,
    thanking,
)
from bot.services.moving import make_move
from bot.simulation.deeds import APPEAR, HELP, NICHE, PAUSE, POST, REACT, SOURCE, WANT
from bot.views.actions import Action, parts
from storage import members, referrals
from storage.members import Person
from storage.reactions import Reaction

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.exchange.values import Collective, Member
    from bot.services.context import Context
    from bot.simulation.deeds import Asking, Deed
    from bot.simulation.people import Colleague
    from bot.simulation.slack import Slack

#: How many of the newest messages of a conversation somebody scrolls through for a button.
SCROLLED = 80


@dataclass(frozen=True)
class Stage:
    """What a deed needs to be done.

    Attributes:
        people: by Slack's id.
        askings: the referrals of the whole story, by key.
    """

    ctx: Context
    collective: Collective
    slack: Slack
    people: Mapping[str, Colleague]
    askings: Mapping[str, Asking]


def acting(stage: Stage, user_id: str) -> Member:
    """The member who does something; the exchange hears that they are there."""
    with stage.ctx.database.read() as conn:
        member = members.by_user(conn, stage.collective.id, user_id)
    if member is None:
        raise LookupError(f"{user_id} was never met")
    attention.noticed(stage.ctx, member)
    return member


def _post(stage: Stage, deed: Deed) -> None:
    asked = stage.askings[deed.referral]
    draft = Draft(
        asked.key,
        asked.need,
        asked.urgency,
        asked.audience,
        asked.kept_from,
        consent=True,
        post_anyway=True,
        told=True,
        told_nobody=True,
    )
    member = acting(stage, deed.by)
    posted = referring.submit(stage.ctx, stage.collective, member, draft, deed.delivery_id)
    if not isinstance(posted, referring.Posted):
        raise TypeError(f"{asked.key} was not posted: {posted}")


def _appear(stage: Stage, deed: Deed) -> None:
    """Slack tells of them: they are new, have moved to another time zone, or are deactivated."""
    one = stage.people[deed.by]
    told = Person(
        user_id=one.user_id,
        name=one.name,
        time_zone=one.zone_at(deed.at).key,
        kind=Kind.FULL if one.is_there(deed.at) else Kind.GONE,
        in_channel=one.is_there(deed.at),
        is_admin=False,
    )
    people.remember(stage.ctx, stage.collective, told)


def _niche(stage: Stage, deed: Deed) -> None:
    one = stage.people[deed.by]
    member, contact = acting(stage, deed.by), f"{one.name}, 512-555-0100"
    niches.save(stage.ctx, stage.collective, member, one.niche, contact, deed.delivery_id)


def _react(stage: Stage, deed: Deed) -> None:
    with stage.ctx.database.read() as conn:
        referral_id = referrals.id_of_form(conn, deed.referral)
    for message in stage.slack.reading(stage.collective.channel_id, SCROLLED):
        card = claiming.card_at(stage.ctx, stage.collective.channel_id, message["ts"])
        if card and card.referral_id == referral_id:
            member = acting(stage, deed.by)
            reaction = Reaction(card, member.id, "raised_hand")
            at = f"{deed.at.timestamp():.6f}"
            claiming.reacted(stage.ctx, stage.collective, member, reaction, event_ts=at, delivery_id=deed.delivery_id)
            return
    raise Refused(moves.Why.OVER)


def _help(stage: Stage, deed: Deed) -> None:
    clarity.help_others(stage.ctx, stage.collective, acting(stage, deed.by), deed.delivery_id)


def _want(stage: Stage, deed: Deed) -> None:
    clarity.want(stage.ctx, stage.collective, acting(stage, deed.by), deed.delivery_id)


def _keep_source(stage: Stage, deed: Deed) -> None:
    written = Written(deed.detail, SourceKind.PHYSICIANS, months=2, last_contact=deed.at.date())
    sourcing.save(stage.ctx, stage.collective, acting(stage, deed.by), "", written, deed.delivery_id)


def _pause(stage: Stage, deed: Deed) -> None:
    on = date.fromisoformat(deed.detail)
    attention.pause(stage.ctx, stage.collective, acting(stage, deed.by), on, deed.delivery_id)


MADE: Mapping[str, Callable[[Stage, Deed], None]] = {
    POST: _post,
    REACT: _react,
    APPEAR: _appear,
    NICHE: _niche,
    HELP: _help,
    WANT: _want,
    SOURCE: _keep_source,
    PAUSE: _pause,
}


def _offer(stage: Stage, deed: Deed, member: Member, value: str) -> None:
    claiming.offer(stage.ctx, stage.collective, member, value, deed.delivery_id)


def _no(answer: Answer) -> Callable[[Stage, Deed, Member, str], None]:
    def decline(stage: Stage, deed: Deed, member: Member, value: str) -> None:
        claiming.decline(stage.ctx, stage.collective, member, value, answer, deed.delivery_id)

    return decline


def _extend(stage: Stage, deed: Deed, member: Member, value: str) -> None:
    referring.extend(stage.ctx, stage.collective, member, value, deed.delivery_id)


def _thank(stage: Stage, deed: Deed, member: Member, value: str) -> None:
    referrer = thanking.referrer_of(stage.ctx, stage.collective, value)
    words = f"Thank you for thinking of me. {member.niche.statement}"
    note = ThankYou(deed.delivery_id[-32:], referrer.user_id, value, words, may_be_shared="agree" in deed.detail)
    thanking.thank(stage.ctx, stage.collective, member, note, deed.delivery_id)


def _tell_niche(stage: Stage, deed: Deed, member: Member, value: str) -> None:
    niche_words.ask(stage.ctx, stage.collective, member, value, deed.delivery_id)


def _later(stage: Stage, deed: Deed, member: Member, value: str) -> None:
    row_id, chosen = parts(value)
    if Later(chosen) is Later.NEVER:
        attention.mute(stage.ctx, stage.collective, member, row_id, deed.delivery_id)
    else:
        attention.put_off(stage.ctx, stage.collective, member, row_id, Later(chosen), deed.delivery_id)


def _resume(stage: Stage, deed: Deed, member: Member, _value: str) -> None:
    attention.resume(stage.ctx, stage.collective, member, deed.delivery_id)


def _still_right(stage: Stage, deed: Deed, member: Member, _value: str) -> None:
    niches.confirm(stage.ctx, stage.collective, member, deed.delivery_id)


def _room(*, has_room: bool) -> Callable[[Stage, Deed, Member, str], None]:
    def say(stage: Stage, deed: Deed, member: Member, _value: str) -> None:
        niches.say_room(stage.ctx, stage.collective, member, room=has_room, delivery_id=deed.delivery_id)

    return say


def _pick(stage: Stage, deed: Deed, member: Member, value: str) -> None:
    round_id, place = parts(value)
    clarity.answer(stage.ctx, stage.collective, member, round_id, int(place), deed.delivery_id)


def _share(stage: Stage, deed: Deed, member: Member, value: str) -> None:
    thanking.answer(stage.ctx, stage.collective, member, value, deed.delivery_id, agrees=True)


def _in_touch(stage: Stage, deed: Deed, member: Member, value: str) -> None:
    sourcing.in_touch(stage.ctx, stage.collective, member, value, deed.delivery_id)


def _skip_origin(stage: Stage, deed: Deed, member: Member, value: str) -> None:
    origins.skip(stage.ctx, stage.collective, member, value, deed.delivery_id)


def _move(make: Callable[[str, Deed, str], moves.Move]) -> Callable[[Stage, Deed, Member, str], None]:
    def press(stage: Stage, deed: Deed, member: Member, value: str) -> None:
        move = make(member.id, deed, value)
        make_move(stage.ctx, stage.collective, value.split(":")[0], move, deed.delivery_id)

    return press


PRESSED: Mapping[Action, Callable[[Stage, Deed, Member, str], None]] = {
    Action.OFFER: _offer,
    Action.NOT_A_FIT: _no(Answer.NOT_A_FIT),
    Action.FULL: _no(Answer.FULL),
    Action.MAY_KNOW: _no(Answer.MAY_KNOW),
    Action.CONFIRM: _move(lambda by, _deed, _value: moves.Confirm(by)),
    Action.GLAD: _move(lambda by, _deed, _value: moves.SayGlad(by)),
    Action.AS_BACKUP: _move(lambda by, _deed, _value: moves.StandBack(by)),
    Action.RELEASE: _move(lambda by, _deed, _value: moves.Release(by, Means.BUTTON)),
    Action.CHOOSE: _move(lambda by, _deed, value: moves.Choose(by, parts(value)[1])),
    Action.UNDO_CHOOSE: _move(lambda by, _deed, _value: moves.UndoChoose(by)),
    Action.ASK_NEXT: _move(lambda by, _deed, _value: moves.AskNext(by)),
    Action.WITHDRAW: _move(lambda by, _deed, _value: moves.Withdraw(by)),
    Action.REPORT: _move(lambda by, deed, _value: moves.ReportOutcome(by, Outcome(deed.detail))),
    Action.EXTEND: _extend,
    Action.THANK: _thank,
    Action.TELL_NICHE: _tell_niche,
    Action.LATER: _later,
    Action.RESUME: _resume,
    Action.STILL_RIGHT: _still_right,
    Action.ROOM_NOW: _room(has_room=True),
    Action.STILL_FULL: _room(has_room=False),
    Action.PICK_CLARITY: _pick,
    Action.SHARE_THANKS: _share,
    Action.IN_TOUCH: _in_touch,
    Action.SKIP_ORIGIN: _skip_origin,
}
