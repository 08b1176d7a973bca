"""Somebody's Home on its way to Slack: drawn from the state of now, in one short read, and published once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from bot.delivery import slack
from bot.delivery.slack import Done
from bot.delivery.words import words_of
from bot.exchange.duties import Duty, duty_of
from bot.exchange.moves import Why
from bot.exchange.notices import MANNERS, NoticeKind, Way
from bot.services.scenes import scene_of
from bot.views import home, lists, refusals
from bot.views.digest import Line
from bot.views.home import MOST_SHOWN, Seen
from storage import outbox, referrals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from slack_sdk import WebClient
    from slack_sdk.models.views import View
    from sqlalchemy import Connection

    from bot.exchange.values import Collective, Member
    from bot.services.context import Context
    from bot.views.message import Message
    from storage.outbox import Message as Row

#: Where what a referral asks stands among the lines: as the reminder of it would.
_RANKS: Mapping[Duty, int] = {
    Duty.ANSWER: MANNERS[NoticeKind.FIRST_IN_LINE].rank,
    Duty.CHOOSE: MANNERS[NoticeKind.CHOOSE_REMINDER].rank,
    Duty.HOLD: MANNERS[NoticeKind.BACK_IN_LINE].rank,
    Duty.TELL: MANNERS[NoticeKind.OUTCOME_REMINDER].rank,
}


def publish(ctx: Context, client: WebClient, collective: Collective, member: Member) -> bool:
    """Show a person their Home as it is now; where Slack does not take it, the next time has to do."""
    answer = slack.ask(client.views_publish, user_id=member.user_id, view=drawing(ctx, collective, member))
    if not isinstance(answer, Done):
        structlog.get_logger().warning("home not shown", trouble=str(answer))
    return isinstance(answer, Done)


def drawing(ctx: Context, collective: Collective, member: Member) -> View:
    """What stands in it."""
    if not collective.is_set_up:
        return home.for_others(lists.not_set_up())
    if not member.counts(collective.membership):
        return home.for_others(refusals.sentence(Why.NOT_A_MEMBER))
    with ctx.database.read() as conn:
        seen = _seen(ctx, conn, member)
    return home.render(member, collective, seen, ctx.clock.now())


def _seen(ctx: Context, conn: Connection, member: Member) -> Seen:
    """Each referral once: by its line where there is one, for that can be put off, else by what it asks of them."""
    put_off = {about: _line(row, said) for about, row, said in _true(ctx, conn, outbox.put_off_by(conn, member.id))}
    true = _true(ctx, conn, outbox.asking(conn, member.id))
    asked = {about: (row, said) for about, row, said in true if about not in put_off}
    others = [
        state for state in referrals.states_concerning(conn, member.id) if state.referral.id not in put_off | asked
    ]
    duties = [(duty, state.referral.id) for state in others if (duty := duty_of(state, member.id))]
    found: list[tuple[int, Line | Message | tuple[Duty, str]]] = [
        *(
            (MANNERS[row.kind].rank, _line(row, said) if row.way is Way.DIGEST else said)
            for row, said in asked.values()
        ),
        *((_RANKS[duty], (duty, referral_id)) for duty, referral_id in duties),
    ]
    first = [each for _, each in sorted(found, key=lambda each: each[0])[:MOST_SHOWN]]
    needs = [_duty(ctx, conn, member, *each) if isinstance(each, tuple) else each for each in first]
    return Seen([each for each in needs if each], len(found) - len(first), tuple(put_off.values()))


def _true(ctx: Context, conn: Connection, rows: Sequence[Row]) -> Iterator[tuple[str, Row, Message]]:
    """Those that still hold, by the referral that they are about, or by themselves, with what they say."""
    for row in rows:
        if said := words_of(ctx, conn, row):
            yield row.referral_id or row.id, row, said


def _line(row: Row, said: Message) -> Line:
    """What can be put off: a line of a digest."""
    return Line(row.id, row.kind, said, row.snoozed_until)


def _duty(ctx: Context, conn: Connection, member: Member, duty: Duty, referral_id: str) -> Message | None:
    scene = scene_of(conn, referral_id, ctx.clock.now())
    return home.of_duty(duty, member, scene) if scene else None
