"""Finds out whether a post that Slack did not confirm was made: by its key, in the channel's history or thread."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.delivery import slack

if TYPE_CHECKING:
    from datetime import datetime

    from slack_sdk import WebClient

EVENT_TYPE = "referral_exchange"
#: How far Slack's clock and the machine's may be apart.
_SKEW = timedelta(minutes=5)


def key_of(row_id: str) -> dict[str, Any]:
    """The metadata of a message; everybody in the workspace can read it, so it holds an opaque id alone."""
    return {"event_type": EVENT_TYPE, "event_payload": {"key": row_id}}


def find(client: WebClient, channel_id: str, row_id: str, tried_at: datetime, thread_ts: str = "") -> str:
    """Slack's name (`ts`) of the message with the key of this row, or "" when it is not there.

    Args:
        tried_at: when it was first tried to post it (machine time).
        thread_ts: in whose thread it was tried to be put: no history tells of what stands there.

    Raises:
        bot.delivery.slack.NoAnswer: the history could not be read.
    """
    oldest = f"{(tried_at - _SKEW).timestamp():.6f}"
    where = {"channel": channel_id, "oldest": oldest, "inclusive": True, "include_all_metadata": True}
    told = (
        slack.pages(client.conversations_replies, ts=thread_ts, **where)
        if thread_ts
        else slack.pages(client.conversations_history, **where)
    )
    for page in told:
        for message in page["messages"]:
            if message.get("metadata", {}).get("event_payload", {}).get("key") == row_id:
                found: str = message["ts"]
                return found
    return ""
