"""What people type into the referral channel by hand: a private line to the author where it may say who a client is.

The app hears of messages only where its manifest was given the subscription, and looks at them only where an admin
ticked so. The line leaves at once and is in no outbox: nobody's slip is on record. It is said once for each message:
that is noted before it is sent, and taken back when Slack surely did not take it, so that the event comes again. When
nobody knows whether it arrived, it is not said again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import structlog

from bot.delivery import slack
from bot.delivery.slack import Limited, NoAnswer, Unreached
from bot.privacy import PrivacyDataError
from bot.services import watching
from bot.views import by_hand
from bot.views.message import as_read, plain
from handlers.desk import client_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slack_bolt import App, BoltContext

    from bot.exchange.values import Collective
    from bot.privacy import Kind
    from handlers.desk import Desk

#: What a person typed has one of these, or none (docs.slack.dev/reference/events/message, 2026); the others tell of
#: comings and goings, or come from apps.
_TYPED = frozenset({"file_share", "me_message", "thread_broadcast"})
_CHANGED = "message_changed"


@dataclass(frozen=True)
class Typed:
    """A message as its author left it.

    Attributes:
        thread_ts: of the message that it answers; "" where it answers none.
        before: what it said before an edit.
    """

    channel_id: str
    ts: str
    thread_ts: str
    user_id: str
    text: str
    before: str = ""


def register(app: App, desk: Desk) -> None:
    """Register the listener of this file, also where nothing is looked at: an event that none takes comes again."""

    @app.event("message")
    def message(event: dict[str, Any], context: BoltContext) -> None:
        typed = typed_by_hand(event)
        if typed is None:
            return
        collective = desk.visitor(context).collective
        if not collective.watches_channel or typed.channel_id != collective.channel_id:
            return
        kinds = _kinds(desk, collective, typed)
        if kinds and watching.tell_once(desk.ctx, collective, typed.channel_id, typed.ts):
            _tell(desk, context, typed, kinds)


def typed_by_hand(event: Mapping[str, Any]) -> Typed | None:
    """What a person typed or edited; None when Slack tells of something else, or of a message without words."""
    edited = event.get("subtype") == _CHANGED
    message: Mapping[str, Any] = event["message"] if edited else event
    subtype, user_id, text = (message.get(name) or "" for name in ("subtype", "user", "text"))
    if (subtype and subtype not in _TYPED) or message.get("bot_id") or not user_id or not text:
        return None
    before = (event.get("previous_message") or {}).get("text") or "" if edited else ""
    root = message.get("thread_ts") or ""
    thread_ts = root if root != message["ts"] else ""  # the first of a thread stands in the channel itself
    return Typed(event["channel"], message["ts"], thread_ts, user_id, as_read(text), as_read(before))


def _kinds(desk: Desk, collective: Collective, typed: Typed) -> Sequence[Kind]:
    """What was found; nothing when the check cannot run, for then it cannot when the message comes again."""
    try:
        return watching.identifying(desk.ctx, collective, typed.text, typed.before)
    except PrivacyDataError as error:
        structlog.get_logger().error("message not checked", error=type(error).__name__)
        return ()


def _tell(desk: Desk, context: BoltContext, typed: Typed, kinds: Sequence[Kind]) -> None:
    """Say it where it was typed, for the author's eyes alone.

    Raises:
        NoAnswer: Slack surely did not take it: the message is to be brought again.
    """
    where = {"thread_ts": typed.thread_ts} if typed.thread_ts else {}
    post, said = client_of(context).chat_postEphemeral, plain(by_hand.may_say_who(kinds)).payload()
    answer = slack.ask(post, channel=typed.channel_id, user=typed.user_id, **where, **said)
    if isinstance(answer, Limited | Unreached):
        watching.not_told(desk.ctx, typed.channel_id, typed.ts)
        raise NoAnswer("chat.postEphemeral", answer)
