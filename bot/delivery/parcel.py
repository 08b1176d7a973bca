"""What cards and messages of the outbox share on their way: a turn in the channel, and what follows a no."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

import structlog

from bot.delivery import directory, reconcile, slack
from bot.delivery.slack import Done, Limited, NoAnswer, Refused, Trouble, Uncertain, Unreached
from bot.services import people
from storage import collectives, members, sending
from storage.sending import PACE, SendState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from slack_sdk import WebClient
    from sqlalchemy import Connection

    from bot.delivery.slack import Answer
    from bot.services.context import Context
    from storage.cards import CardRow
    from storage.outbox import Message

#: Slack may still accept a post for a while after the connection was lost.
_IN_DOUBT = timedelta(seconds=30)
_SHORTEST_DELAY = timedelta(seconds=5)
_LONGEST_DELAY = timedelta(minutes=10)
#: What failed so often, or is refused for what it says, waits this long; a card is tried at once when it changes.
_MOST_FAILURES = 10
_LONG_PAUSE = timedelta(hours=1)

# Error codes of chat.* and conversations.open (docs.slack.dev, 2026).
_DEACTIVATED = frozenset({"user_disabled", "user_not_found"})
_NO_SUCH_CHANNEL = "channel_not_found"
_CANNOT_READ = frozenset({"cannot_dm_bot", "is_bot", "user_not_in_channel", "user_not_visible"})
#: The message is at fault: nothing that anybody does in Slack mends these, another state of it or of the bot may.
_HOPELESS = frozenset(
    {
        "block_mismatch",
        "cant_delete_message",
        "cant_update_message",
        "edit_window_closed",
        "invalid_arguments",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_metadata_format",
        "metadata_too_large",
        "metadata_must_be_sent_from_app",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "too_many_attachments",
    }
)


class Shelf(Protocol):
    """Where rows of one kind are kept: `storage.cards` or `storage.outbox`."""

    def about_to_send(self, conn: Connection, row: Any, channel_id: str, now: datetime, /) -> bool: ...

    def put_back(
        self, conn: Connection, row: Any, /, *, send_at: datetime, state: SendState | None, failed: bool
    ) -> bool: ...

    def end(self, conn: Connection, row: Any, state: SendState, /) -> bool: ...


@dataclass(frozen=True)
class Parcel:
    """A leased row and the few things in which the two kinds differ.

    Attributes:
        reader_id: the member whose direct message it is; "" for the channel.
        given_up: what it becomes when nobody can read it.
        thread_ts: the message in whose thread it stands or is to be put; "" for none.
    """

    shelf: Shelf
    row: CardRow | Message
    reader_id: str
    given_up: SendState
    thread_ts: str = ""


@dataclass(frozen=True)
class Round:
    """One look at what is due, by one sender.

    Attributes:
        now: tells machine time.
        pace: the time between two messages in one channel.
        waiting: how many rows of this round wait for their turn, by channel, so that each gets a moment of its own.
    """

    ctx: Context
    client: WebClient
    now: Callable[[], datetime]
    pace: timedelta = PACE
    waiting: Counter[str] = field(default_factory=Counter)

    def begin(self, parcel: Parcel, channel_id: str) -> bool:
        """Take the turn in the channel and note that it is about to be sent; False when that has to wait."""
        now = self.now()
        with self.ctx.database.write() as conn:
            has_turn = self._turn(conn, parcel, channel_id, now)
            return has_turn and parcel.shelf.about_to_send(conn, parcel.row, channel_id, now)

    def has_turn(self, parcel: Parcel, channel_id: str) -> bool:
        """Take the turn in the channel for a change that can be made again; False when that has to wait."""
        with self.ctx.database.write() as conn:
            return self._turn(conn, parcel, channel_id, self.now())

    def post(self, parcel: Parcel, channel_id: str | None, payload: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Post a new message with its key, when it is its turn.

        Args:
            channel_id: None where there is none to post it in.

        Returns:
            Slack's answer; None when it was not posted, or only perhaps, which is seen to.
        """
        if channel_id is None or not self.begin(parcel, channel_id):
            return None
        answer = slack.ask(
            self.client.chat_postMessage,
            channel=channel_id,
            metadata=reconcile.key_of(parcel.row.id),
            unfurl_links=False,
            unfurl_media=False,
            **({"thread_ts": parcel.thread_ts} if parcel.thread_ts else {}),
            **payload,
        )
        if isinstance(answer, Done):
            return answer.data
        self.failed(parcel, answer, channel_id, posted_perhaps=True)
        return None

    def rechecked(self, parcel: Parcel, answer: Answer, channel_id: str) -> None:
        """What becomes of a sent message that was changed, or could not be: it is never posted anew."""
        match answer:
            case Limited(retry_after):
                self._pause(parcel, channel_id, retry_after, None)
            case Done() | Refused():  # what Slack refuses to change is gone, or past changing
                self.end(parcel, SendState.SETTLED)
            case _:
                self.put_back(parcel, self.now() + _IN_DOUBT, None)

    def dm(self, parcel: Parcel) -> str | None:
        """The channel of the reader's direct messages, or None when it could not be had, which is seen to."""
        try:
            return directory.dm_channel(self.ctx, self.client, parcel.reader_id)
        except NoAnswer as none:
            self.failed(parcel, none.trouble, "")
            return None

    def resumes_at(self, parcel: Parcel) -> datetime | None:
        """When the reader of what the bot says by itself works again (calendar time); None while they work."""
        now = self.ctx.clock.now()
        with self.ctx.database.read() as conn:
            hours = collectives.get(conn, parcel.row.collective_id).hours
            working = members.get(conn, parcel.reader_id).working_time(hours).next(now)
        return working if working > now else None

    def failed(self, parcel: Parcel, trouble: Trouble, channel_id: str, *, posted_perhaps: bool = False) -> None:
        """Do what follows when a call did not go well.

        Args:
            channel_id: where it was to be sent; "" when it was another call that failed.
            posted_perhaps: a post is in doubt when there was no answer; changes and deletions can be made again.
        """
        now = self.now()
        match trouble:
            case Limited(retry_after):
                self._pause(parcel, channel_id, retry_after, SendState.DUE)
            case Unreached():
                self.put_back(parcel, now + _delay(parcel.row.attempts), failed=True)
            case Uncertain() if posted_perhaps:
                self.put_back(_afresh(parcel), now + _IN_DOUBT, SendState.ASKING)
            case Uncertain():
                self.put_back(parcel, now + _IN_DOUBT)
            case Refused(error):
                self._refused(parcel, error, channel_id)

    def look_up(self, parcel: Parcel) -> str:
        """The `ts` of a post that was made perhaps; "" when it was not made or could not be asked, which is seen to."""
        row = parcel.row
        try:
            tried_at = row.tried_at or self.now()
            ts = reconcile.find(self.client, row.channel_id, row.id, tried_at, parcel.thread_ts)
        except NoAnswer as none:
            self._not_told(parcel, none.trouble)
            return ""
        if not ts:
            self.put_back(_afresh(parcel), self.now())
        return ts

    def put_back(
        self, parcel: Parcel, send_at: datetime, state: SendState | None = SendState.DUE, *, failed: bool = False
    ) -> None:
        """Have it tried again at `send_at`."""
        with self.ctx.database.write() as conn:
            parcel.shelf.put_back(conn, parcel.row, send_at=send_at, state=state, failed=failed)

    def end(self, parcel: Parcel, state: SendState) -> None:
        """It is not to be tried again."""
        with self.ctx.database.write() as conn:
            parcel.shelf.end(conn, parcel.row, state)

    def faulted(self, parcel: Parcel) -> None:
        """It could not be dealt with for a fault of our own: later, and after many failures much later.

        A post in doubt, that could not be looked up so often, is left for a person to look at.
        """
        failures = parcel.row.attempts + 1
        if failures < _MOST_FAILURES:
            self.put_back(parcel, self.now() + _delay(parcel.row.attempts), None, failed=True)
        elif parcel.row.asking:
            self.end(parcel, SendState.UNKNOWN)
        else:
            self.put_back(parcel, self.now() + _LONG_PAUSE, None, failed=True)

    def _turn(self, conn: Connection, parcel: Parcel, channel_id: str, now: datetime) -> bool:
        free_at = sending.take_turn(conn, parcel.row.collective_id, channel_id, now, self.pace)
        if free_at is not None:
            send_at = free_at + self.pace * self.waiting[channel_id]
            parcel.shelf.put_back(conn, parcel.row, send_at=send_at, state=None, failed=False)
            self.waiting[channel_id] += 1
        return free_at is None

    def _pause(self, parcel: Parcel, channel_id: str, wait: timedelta, state: SendState | None) -> None:
        """Slack asked to wait: with it waits the channel, for every replica, where the call was about one."""
        until = self.now() + wait
        if channel_id:
            with self.ctx.database.write() as conn:
                sending.pause(conn, parcel.row.collective_id, channel_id, until)
        self.put_back(parcel, until, state)

    def _not_told(self, parcel: Parcel, trouble: Trouble) -> None:
        """The history could not be read: as long as a post is in doubt it is not made again."""
        now = self.now()
        match trouble:
            case Limited(retry_after):
                self.put_back(parcel, now + retry_after, SendState.ASKING)
            case Unreached():
                self.put_back(parcel, now + _IN_DOUBT, SendState.ASKING)
            case _:
                self.faulted(parcel)

    def _refused(self, parcel: Parcel, error: str, channel_id: str) -> None:
        log = structlog.get_logger().bind(row=parcel.row.id, error=error)
        if error in _DEACTIVATED and parcel.reader_id:
            self._reader_is_gone(parcel)
            self.end(parcel, parcel.given_up)
        elif error == _NO_SUCH_CHANNEL and parcel.reader_id and channel_id:
            self._forget_dm(parcel)
        elif error in _CANNOT_READ:
            self.end(parcel, parcel.given_up)
        elif error in _HOPELESS:
            log.error("message refused")
            self.put_back(parcel, self.now() + _LONG_PAUSE, failed=True)
        else:  # the channel is archived, the bot not in it, a scope missing: somebody can mend that
            log.warning("message waits for somebody to mend this")
            self.put_back(parcel, self.now() + _delay(parcel.row.attempts), failed=True)

    def _reader_is_gone(self, parcel: Parcel) -> None:
        with self.ctx.database.read() as conn:
            collective = collectives.get(conn, parcel.row.collective_id)
        people.gone(self.ctx, collective, parcel.reader_id)

    def _forget_dm(self, parcel: Parcel) -> None:
        """The direct messages are not where they were: open them once more, and give up when that does not help."""
        if parcel.row.attempts:
            self.end(parcel, parcel.given_up)
            return
        with self.ctx.database.write() as conn:
            members.save_dm_channel(conn, parcel.reader_id, "")
        self.put_back(parcel, self.now(), failed=True)


def _afresh(parcel: Parcel) -> Parcel:
    """The parcel with its failures forgotten, as it enters upon another way."""
    return replace(parcel, row=replace(parcel.row, attempts=0))


def _delay(failures: int) -> timedelta:
    """How long to wait after so many failures in a row: twice as long each time, up to ten minutes."""
    grown: timedelta = _SHORTEST_DELAY * 2 ** min(failures, 10)
    return min(grown, _LONGEST_DELAY)
