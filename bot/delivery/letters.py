"""Messages of the outbox on their way to Slack: each is worded when it is sent, and left unsaid when it is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery import slack
from bot.delivery.parcel import Parcel
from bot.delivery.slack import Done, Uncertain
from bot.exchange.moves import Why
from bot.exchange.notices import Notice, NoticeKind
from bot.services.scenes import scene_of
from bot.views import notices, refusals
from bot.views.message import plain
from bot.views.thanks import niche_told, thank_you
from storage import members, outbox, thanks
from storage.outbox import Extra
from storage.sending import SendState

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.delivery.parcel import Round
    from bot.services.context import Context
    from bot.views.message import Message as View
    from storage.outbox import Message


def parcel_of(message: Message) -> Parcel:
    return Parcel(outbox, message, message.to_id, SendState.DROPPED)


def deliver(round_: Round, message: Message) -> None:
    """Say one leased message, or find out whether it was said."""
    if message.asking:
        _look_up(round_, message)
        return
    if message.rechecking:
        _recheck(round_, message)
        return
    with round_.ctx.database.read() as conn:
        view = _words(round_.ctx, conn, message)
    if view is None:
        round_.end(parcel_of(message), SendState.DROPPED)
    elif message.kind == Extra.REFUSED:
        _whisper(round_, message, view)
    else:
        _post(round_, message, view)


def _words(ctx: Context, conn: Connection, message: Message) -> View | None:
    match message.kind:
        case Extra.REFUSED:
            return plain(refusals.sentence(Why(message.about_id)))
        case Extra.THANKS:
            words = thanks.get(conn, message.thanks_id or "").words
            return thank_you(members.get(conn, message.about_id), words)
        case Extra.TELL_NICHE:
            return niche_told(members.get(conn, message.about_id))
    scene = scene_of(conn, message.referral_id or "", ctx.clock.now())
    notice = Notice(NoticeKind(message.kind), message.to_id, message.about_id)
    return notices.render(notice, scene) if scene else None


def _recheck(round_: Round, message: Message) -> None:
    """Take the buttons off a message that asks for what is settled, and let it say so."""
    parcel = parcel_of(message)
    with round_.ctx.database.read() as conn:
        scene = scene_of(conn, message.referral_id or "", round_.ctx.clock.now())
    notice = Notice(NoticeKind(message.kind), message.to_id, message.about_id)
    if scene is None:
        round_.end(parcel, SendState.SETTLED)
    elif notices.render(notice, scene) is not None:
        round_.end(parcel, SendState.SENT)
    elif round_.has_turn(parcel, message.channel_id):
        payload = notices.settled(notice, scene).payload()
        answer = slack.ask(round_.client.chat_update, channel=message.channel_id, ts=message.ts, **payload)
        round_.rechecked(parcel, answer, message.channel_id)


def _look_up(round_: Round, message: Message) -> None:
    """A private line is in no history, and comes too late to be said again."""
    if message.kind == Extra.REFUSED:
        round_.end(parcel_of(message), SendState.DROPPED)
    elif ts := round_.look_up(parcel_of(message)):
        _sent(round_, message, message.channel_id, ts)


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


def _post(round_: Round, message: Message, view: View) -> None:
    parcel = parcel_of(message)
    if posted := round_.post(parcel, round_.dm(parcel), view.payload()):
        _sent(round_, message, posted["channel"], posted["ts"])


def _sent(round_: Round, message: Message, channel_id: str, ts: str) -> None:
    with round_.ctx.database.write() as conn:
        outbox.sent(conn, message, channel_id, ts)
