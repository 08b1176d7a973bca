"""Messages of the outbox on their way to Slack: each is worded when it is sent, and left unsaid when it is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.delivery import digests, slack
from bot.delivery.digests import key_of
from bot.delivery.parcel import Parcel
from bot.delivery.slack import Done, Uncertain
from bot.delivery.words import message_of, settled_words, words_of
from bot.exchange.notices import Face, NoticeKind, Way
from storage import cards, collectives, members, outbox
from storage.sending import SendState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.delivery.parcel import Round
    from bot.services.context import Context
    from bot.views.message import Message as View
    from storage.outbox import Message

#: A line of a thread waits so long for the message that begins it.
_FOR_THE_FIRST = timedelta(seconds=2)
#: What shows the state of several things is drawn anew when one of them changes, and how it is drawn then.
_LIVING: Mapping[NoticeKind, Callable[[Context, Connection, Message], View | None]] = MappingProxyType(
    {NoticeKind.DIGEST: digests.drawing_of_now, NoticeKind.WEEKLY_POST: words_of, NoticeKind.THANKS: message_of}
)


def parcel_of(message: Message) -> Parcel:
    return Parcel(outbox, message, message.to_id, SendState.DROPPED, message.thread_ts)


def deliver(round_: Round, message: Message) -> None:
    """Say one leased message, or find out whether it was said."""
    if message.asking:
        _look_up(round_, message)
    elif message.rechecking:
        _recheck(round_, message)
    elif message.to_id and message.way is not Way.ANSWER and (until := round_.resumes_at(parcel_of(message))):
        _hold(round_, message, until)
    elif message.kind is NoticeKind.DIGEST:
        _send_digest(round_, message)
    else:
        _send(round_, message)


def _hold(round_: Round, message: Message, until: datetime) -> None:
    """It was long on its way, and its reader works no more: it waits for them, a digest line by line."""
    with round_.ctx.database.write() as conn:
        if message.kind is NoticeKind.DIGEST:
            outbox.take_apart(conn, message, until)
        else:
            outbox.hold(conn, message, until)


def _send(round_: Round, message: Message) -> None:
    with round_.ctx.database.read() as conn:
        view = message_of(round_.ctx, conn, message)
    if view is None:
        round_.end(parcel_of(message), SendState.DROPPED)
    elif message.kind is NoticeKind.REFUSED:
        _whisper(round_, message, view)
    elif message.way is Way.THREAD:
        _reply(round_, message, view)
    else:
        _post(round_, parcel_of(message), message, view)


def _send_digest(round_: Round, message: Message) -> None:
    with round_.ctx.database.read() as conn:
        view, late = digests.first_drawing(round_.ctx, conn, message)
    if late:
        with round_.ctx.database.write() as conn:
            outbox.leave_out(conn, late)
    if view is None:
        round_.end(parcel_of(message), SendState.DROPPED)
    else:
        _post(round_, parcel_of(message), message, view)


def _recheck(round_: Round, message: Message) -> None:
    """Take the buttons off what is settled, and let it say so."""
    if message.kind in _LIVING:
        _redraw(round_, message)
        return
    parcel = parcel_of(message)
    with round_.ctx.database.read() as conn:
        holds = words_of(round_.ctx, conn, message) is not None
        settled = settled_words(round_.ctx, conn, message)
    if holds:
        round_.end(parcel, SendState.SENT)
    elif round_.has_turn(parcel, message.channel_id):
        payload = settled.payload()
        answer = slack.ask(round_.client.chat_update, channel=message.channel_id, ts=message.ts, **payload)
        round_.rechecked(parcel, answer, message.channel_id)


def _redraw(round_: Round, message: Message) -> None:
    """Let a message that shows the state of several things show what is so now."""
    parcel, draw = parcel_of(message), _LIVING[message.kind]
    with round_.ctx.database.read() as conn:
        view = draw(round_.ctx, conn, message)
    if view is None or key_of(view) == message.shown:
        round_.end(parcel, SendState.SENT)
    elif round_.has_turn(parcel, message.channel_id):
        answer = slack.ask(round_.client.chat_update, channel=message.channel_id, ts=message.ts, **view.payload())
        if isinstance(answer, Done):
            with round_.ctx.database.write() as conn:
                outbox.sent(conn, message, message.channel_id, message.ts, key_of(view))
        else:
            round_.rechecked(parcel, answer, message.channel_id)


def _look_up(round_: Round, message: Message) -> None:
    """A private line is in no history, and comes too late to be said again."""
    parcel = parcel_of(message)
    if message.kind is NoticeKind.REFUSED:
        round_.end(parcel, SendState.DROPPED)
    elif ts := round_.look_up(parcel):
        # Of a living message it is not known which state of things it shows, so it is drawn once more.
        _sent(round_, message, message.channel_id, ts)
        if message.kind in _LIVING:
            with round_.ctx.database.write() as conn:
                outbox.recheck_line(conn, message.id, round_.now())


def _whisper(round_: Round, message: Message, view: View) -> None:
    """Say it where the member reacted, for their eyes alone."""
    parcel = parcel_of(message)
    with round_.ctx.database.read() as conn:
        user_id = members.get(conn, message.to_id).user_id
    if not round_.begin(parcel, message.channel_id):
        return
    answer = slack.ask(round_.client.chat_postEphemeral, channel=message.channel_id, user=user_id, **view.payload())
    if isinstance(answer, Done):
        _sent(round_, message, message.channel_id, "")
    elif isinstance(answer, Uncertain):
        round_.end(parcel, SendState.DROPPED)
    else:
        round_.failed(parcel, answer, message.channel_id)


def _reply(round_: Round, message: Message, view: View) -> None:
    """Say it in the thread of the referrer's own copy of the referral; by itself where there is none any more."""
    with round_.ctx.database.read() as conn:
        place = cards.place_of(conn, message.referral_id or "", Face.REFERRER, message.to_id)
    if place == ("", ""):
        round_.put_back(parcel_of(message), round_.now() + _FOR_THE_FIRST)
        return
    thread_ts = place[1] if place else ""
    if thread_ts != message.thread_ts:
        with round_.ctx.database.write() as conn:
            outbox.save_thread(conn, message, thread_ts)
    _post(round_, replace(parcel_of(message), thread_ts=thread_ts), message, view)


def _post(round_: Round, parcel: Parcel, message: Message, view: View) -> None:
    channel_id = round_.dm(parcel) if parcel.reader_id else _home(round_, message)
    if posted := round_.post(parcel, channel_id, view.payload()):
        _sent(round_, message, posted["channel"], posted["ts"], key_of(view))


def _home(round_: Round, message: Message) -> str:
    """The referral channel."""
    with round_.ctx.database.read() as conn:
        return collectives.get(conn, message.collective_id).channel_id


def _sent(round_: Round, message: Message, channel_id: str, ts: str, shown: str = "") -> None:
    with round_.ctx.database.write() as conn:
        is_ours = outbox.sent(conn, message, channel_id, ts, shown)
        if is_ours and message.kind is NoticeKind.DIGEST:
            digests.count_if_it_asks(conn, message)
