"""What people do, and how: each deed is what one press, one form or one event of Slack makes the exchange do."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from bot.exchange import moves
from bot.exchange.drafts import Draft
from bot.exchange.moves import Refused, Why
from bot.exchange.reminders import Later
from bot.exchange.values import Answer, Audience, Kind, Means, Outcome, Urgency
from bot.services import attention, claiming, niches, people, referring, thanking
from bot.services.moving import make_move
from bot.simulation.slack import dm_of
from bot.views.actions import Action, parts
from storage import deliveries, members, referrals, tracing
from storage.members import Person
from storage.reactions import Reaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.exchange.values import Collective, Member
    from bot.matching import Need
    from bot.services.context import Context
    from bot.simulation.people import Colleague
    from bot.simulation.slack import Slack

#: How many of the newest messages of a conversation somebody scrolls through for a button.
_SCROLLED = 80
#: What came of a deed, beside the reason of a refusal.
DONE, NO_BUTTON, TO_BE_CONFIRMED = "done", "no button", "to be confirmed"


@dataclass(frozen=True)
class Deed:
    """One thing that one person does.

    Attributes:
        at: UTC, calendar time.
        by: Slack's id of the person.
        what: an action id, or one of `POST`, `REACT`, `APPEAR`, `NICHE`.
        referral: the form's id of the referral that it is about, or "".
        detail: more of it, as its kind wants it.
        prompt: what made them do it, so that the same deed can be done twice.
    """

    at: datetime
    by: str
    what: str
    referral: str = ""
    detail: str = ""
    prompt: str = ""

    @property
    def key(self) -> str:
        """Its natural key."""
        return "/".join((self.by, self.what, self.referral, self.detail, self.prompt))

    @property
    def delivery_id(self) -> str:
        """What Slack would call its delivery: the same each time, so that it is done once."""
        return f"simulated-{blake2b(self.key.encode(), digest_size=16).hexdigest()}"

    def packed(self) -> str:
        return json.dumps({**asdict(self), "at": self.at.isoformat()})

    @classmethod
    def unpacked(cls, told: str) -> Deed:
        kept = json.loads(told)
        return cls(**{**kept, "at": datetime.fromisoformat(kept["at"])})


POST, REACT, APPEAR, NICHE = "post", "react", "appear", "niche"


@dataclass(frozen=True)
class Asking:
    """A referral as it will be asked: its `key` is the id of its form."""

    key: str
    at: datetime
    referrer: str
    need: Need
    urgency: Urgency
    audience: Audience
    kept_from: frozenset[str] = frozenset()


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


def do(stage: Stage, deed: Deed) -> str:
    """Do it, unless it was done before.

    Returns:
        `DONE`, with whom they chose or that the offer is `TO_BE_CONFIRMED`; `NO_BUTTON` where there is nothing to
        press; or why it was refused.
    """
    with stage.ctx.database.read() as conn:
        if deliveries.is_known(conn, deed.delivery_id):
            return _came_of(stage, deed)
    try:
        if made := _MADE.get(deed.what):
            made(stage, deed)
        elif (value := _button(stage, deed)) is None:
            return NO_BUTTON
        else:
            member = _member(stage, deed.by)
            attention.noticed(stage.ctx, member)
            _PRESSED[Action(deed.what)](stage, deed, member, value)
    except Refused as refusal:
        return refusal.why.value
    return _came_of(stage, deed)


def _came_of(stage: Stage, deed: Deed) -> str:
    """That it was done, and what else whoever judges the year has to know of it."""
    if deed.what not in (Action.CHOOSE, Action.OFFER, REACT):
        return DONE
    with stage.ctx.database.read() as conn:
        state = referrals.load(conn, referrals.id_of_form(conn, deed.referral) or "")
        member = members.by_user(conn, stage.collective.id, deed.by)
        offer = state.offer_of(member.id) if state and member else None
        if deed.what == Action.CHOOSE:
            return f"{DONE} {members.get(conn, state.chosen.member_id).user_id}" if state and state.chosen else DONE
    if offer is None:
        return Why.NOT_NOW.value  # by reaction, and refused in a line of its own
    return DONE if offer.confirmed else f"{DONE} {TO_BE_CONFIRMED}"


def _button(stage: Stage, deed: Deed) -> str | None:
    """The value of the button that they press, where one of their newest messages has it."""
    with stage.ctx.database.read() as conn:
        referral_id = referrals.id_of_form(conn, deed.referral) if deed.referral else ""
    for channel in (dm_of(deed.by), stage.collective.channel_id):
        for message in stage.slack.reading(channel, _SCROLLED):
            for action_id, value in buttons(message):
                if action_id == deed.what and _is_meant(stage, deed, value, referral_id or ""):
                    return value
    return None


def _is_meant(stage: Stage, deed: Deed, value: str, referral_id: str) -> bool:
    """Whether a button is the one for this referral, or this choice in the menu of its line."""
    first, _, other = value.partition(":")
    if deed.what != Action.LATER:
        return first == (referral_id or first)
    if other != deed.detail:
        return False
    with stage.ctx.database.read() as conn:
        line = tracing.trace(conn, first)
    return line is not None and (line.kind, line.referral) == (deed.prompt.split()[0], deed.referral)


def buttons(message: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What can be pressed in a message: (action id, value) each, those of menus too."""
    for block in message["blocks"]:
        for element in (*block.get("elements", ()), *filter(None, (block.get("accessory"),))):
            if "value" in element:
                yield element["action_id"], element["value"]
            for option in element.get("options", ()):
                yield element["action_id"], option["value"]


def _member(stage: Stage, user_id: str) -> Member:
    with stage.ctx.database.read() as conn:
        member = members.by_user(conn, stage.collective.id, user_id)
    if member is None:
        raise LookupError(f"{user_id} was never met")
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
    member = _member(stage, deed.by)
    attention.noticed(stage.ctx, member)
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
    member, contact = _member(stage, deed.by), f"{one.name}, 512-555-0100"
    attention.noticed(stage.ctx, member)
    niches.save(stage.ctx, stage.collective, member, one.niche, contact, deed.delivery_id)


def _react(stage: Stage, deed: Deed) -> None:
    with stage.ctx.database.read() as conn:
        referral_id = referrals.id_of_form(conn, deed.referral)
    for message in stage.slack.reading(stage.collective.channel_id, _SCROLLED):
        card = claiming.card_at(stage.ctx, stage.collective.channel_id, message["ts"])
        if card and card.referral_id == referral_id:
            member = _member(stage, deed.by)
            attention.noticed(stage.ctx, member)
            reaction = Reaction(card, member.id, "raised_hand")
            at = f"{deed.at.timestamp():.6f}"
            claiming.reacted(stage.ctx, stage.collective, member, reaction, event_ts=at, delivery_id=deed.delivery_id)
            return
    raise Refused(moves.Why.OVER)


_MADE: Mapping[str, Callable[[Stage, Deed], None]] = {POST: _post, REACT: _react, APPEAR: _appear, NICHE: _niche}


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
    form_id = deed.delivery_id[-32:]
    thanking.thank(stage.ctx, stage.collective, member, referrer.id, words, form_id, deed.delivery_id)


def _tell_niche(stage: Stage, deed: Deed, member: Member, value: str) -> None:
    thanking.tell_niche(stage.ctx, stage.collective, member, value, deed.delivery_id)


def _later(stage: Stage, deed: Deed, member: Member, value: str) -> None:
    row_id, chosen = parts(value)
    if Later(chosen) is Later.NEVER:
        attention.mute(stage.ctx, stage.collective, member, row_id, deed.delivery_id)
    else:
        attention.put_off(stage.ctx, stage.collective, member, row_id, Later(chosen), deed.delivery_id)


def _resume(stage: Stage, deed: Deed, member: Member, _value: str) -> None:
    attention.resume(stage.ctx, stage.collective, member, deed.delivery_id)


def _move(make: Callable[[str, Deed, str], moves.Move]) -> Callable[[Stage, Deed, Member, str], None]:
    def press(stage: Stage, deed: Deed, member: Member, value: str) -> None:
        move = make(member.id, deed, value)
        make_move(stage.ctx, stage.collective, value.split(":")[0], move, deed.delivery_id)

    return press


_PRESSED: Mapping[Action, Callable[[Stage, Deed, Member, str], None]] = {
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
}
