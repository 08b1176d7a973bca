"""Threads are Slack's: replies stand under their message, are counted in it, and outlive it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.workspace import BOT_USER, SLACKBOT
from tests.integration.sandbox.tiny import ANA, BEN, CHANNEL

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk import WebClient

    from bot.sandbox.server import PracticeServer


def post(client: WebClient, text: str = "Hello", **more: Any) -> str:
    return str(client.chat_postMessage(channel=CHANNEL, text=text, **more)["ts"])


def history(client: WebClient) -> list[dict[str, Any]]:
    return list(client.conversations_history(channel=CHANNEL)["messages"])


def replies(client: WebClient, ts: str, **more: Any) -> list[dict[str, Any]]:
    return list(client.conversations_replies(channel=CHANNEL, ts=ts, **more)["messages"])


def error_of(call: Callable[[], Any]) -> str:
    with pytest.raises(SlackApiError) as caught:
        call()
    return str(caught.value.response["error"])


def test_a_reply_stands_in_its_thread(client: WebClient, server: PracticeServer) -> None:
    """Not in the history, which counts it at the message; the thread tells the message first, then the replies."""
    root = post(client)
    first = server.person(BEN).say(CHANNEL, "one", thread_ts=root).ts
    second = post(client, "two", thread_ts=root)
    (told,) = history(client)
    assert {key: told[key] for key in told if "repl" in key or key in ("thread_ts", "subscribed")} == {
        "thread_ts": root,
        "reply_count": 2,
        "reply_users": [BEN, BOT_USER],
        "reply_users_count": 2,
        "latest_reply": second,
        "subscribed": True,
    }
    thread = replies(client, root)
    assert [each["ts"] for each in thread] == [root, first, second]
    assert [each["thread_ts"] for each in thread] == [root] * 3
    assert [each.get("parent_user_id") for each in thread] == [None, BOT_USER, BOT_USER]
    assert thread == replies(client, second)


def test_a_thread_is_bounded_and_paged(client: WebClient) -> None:
    """The bounds are for the replies; the cursor leads through everything once."""
    root = post(client)
    stamps = [post(client, thread_ts=root) for _ in range(4)]
    assert [each["ts"] for each in replies(client, root, oldest=stamps[1])] == [root, *stamps[2:]]
    assert [each["ts"] for each in replies(client, root, latest=stamps[1], inclusive=True)] == [root, *stamps[:2]]
    seen: list[str] = []
    cursor: str | None = None
    while cursor != "":
        page = client.conversations_replies(channel=CHANNEL, ts=root, limit=2, cursor=cursor)
        seen += [each["ts"] for each in page["messages"]]
        cursor = page["response_metadata"]["next_cursor"]
    assert seen == [root, *stamps]


def test_a_thread_that_is_not_there_is_not_found(client: WebClient, server: PracticeServer) -> None:
    """A message alone is a thread of one; what is not there, or for one person alone, is none."""
    root = post(client)
    assert [each["ts"] for each in replies(client, root)] == [root]
    assert "thread_ts" not in replies(client, root)[0]
    whisper = client.chat_postEphemeral(channel=CHANNEL, user=ANA, text="for you")["message_ts"]
    for ts in ("1000000000.000001", "noon", whisper):
        assert error_of(lambda ts=ts: replies(client, ts)) == "thread_not_found"  # type: ignore[misc]
    with pytest.raises(SlackError, match="thread_not_found"):
        server.person(ANA).say(CHANNEL, "x", thread_ts="1000000000.000001")
    with pytest.raises(SlackError, match="cannot_reply_to_message"):
        server.person(ANA).say(CHANNEL, "x", thread_ts=whisper)


def test_a_reply_to_what_is_gone_is_posted_all_the_same(client: WebClient) -> None:
    """As Slack does it: to the channel, without thread_ts; what is no timestamp is refused."""
    gone = post(client)
    client.chat_delete(channel=CHANNEL, ts=gone)
    message = client.chat_postMessage(channel=CHANNEL, text="late", thread_ts=gone)["message"]
    assert "thread_ts" not in message
    assert [each["ts"] for each in history(client)] == [message["ts"]]
    assert error_of(lambda: post(client, thread_ts="1602251441.0017")) == "invalid_thread_ts"
    whisper = client.chat_postEphemeral(channel=CHANNEL, user=ANA, text="for you")["message_ts"]
    assert error_of(lambda: post(client, thread_ts=whisper)) == "cannot_reply_to_message"


def test_a_reply_to_a_reply_is_one_to_the_message(client: WebClient) -> None:
    """There are no threads in threads."""
    root = post(client)
    reply = post(client, thread_ts=root)
    deeper = post(client, thread_ts=reply)
    assert [each["ts"] for each in replies(client, root)] == [root, reply, deeper]


def test_a_broadcast_reply_stands_in_both(client: WebClient, server: PracticeServer) -> None:
    """In the thread and in the channel, where it is unread like anything."""
    root = post(client)
    quiet = post(client, "quiet", thread_ts=root)
    loud = post(client, "loud", thread_ts=root, reply_broadcast=True)
    assert [(each["ts"], each.get("subtype")) for each in history(client)] == [(loud, "thread_broadcast"), (root, None)]
    assert [each["ts"] for each in replies(client, root)] == [root, quiet, loud]
    assert server.workspace.conversation(CHANNEL).unread_by(ANA) == 2


def test_a_reply_can_be_broadcast_later(client: WebClient) -> None:
    """As it stands: what it says cannot change at the same time, and what is no reply cannot be broadcast."""
    root = post(client)
    reply = post(client, "quiet", thread_ts=root)

    def broadcast(ts: str, **more: Any) -> Any:
        return client.api_call("chat.update", json={"channel": CHANNEL, "ts": ts, "reply_broadcast": True, **more})

    assert error_of(lambda: broadcast(reply, text="loud")) == "no_dual_broadcast_content_update"
    assert error_of(lambda: broadcast(root)) == "cant_broadcast_message"
    told = broadcast(reply)
    assert (told["message"]["subtype"], told["text"]) == ("thread_broadcast", "quiet")
    assert [each["ts"] for each in history(client)] == [reply, root]


def test_who_follows_a_thread_of_direct_messages_hears_of_replies(client: WebClient, server: PracticeServer) -> None:
    """Whoever was mentioned in it follows it; a reply to anybody else waits unread by nobody."""
    root = client.chat_postMessage(channel=ANA, text="Your copy")
    place = server.workspace.conversation(root["channel"])
    place.read[ANA] = root["ts"]

    def reply(text: str, **more: Any) -> None:
        client.chat_postMessage(channel=place.id, text=text, thread_ts=root["ts"], **more)

    reply("Ben offered.")
    assert place.unread_by(ANA) == 0
    mention = {"type": "section", "text": {"type": "mrkdwn", "text": f"<@{ANA}>, Ben offered."}}
    reply("Ben offered.", blocks=[mention])
    assert place.unread_by(ANA) == 2
    place.read[ANA] = max(place.messages)
    reply("Cleo offered.")
    assert place.unread_by(ANA) == 1


def test_a_reply_can_be_changed_and_deleted(client: WebClient) -> None:
    """It stays in its thread; a message whose last reply is gone is in no thread any more."""
    root = post(client)
    reply = post(client, thread_ts=root)
    client.chat_update(channel=CHANNEL, ts=reply, text="better")
    assert [each["text"] for each in replies(client, root)] == ["Hello", "better"]
    client.chat_delete(channel=CHANNEL, ts=reply)
    assert "reply_count" not in history(client)[0]


def test_a_deleted_message_with_replies_leaves_a_tombstone(client: WebClient) -> None:
    """The replies stay, and nothing can be done with it; it goes with its last reply."""
    root = post(client)
    reply = post(client, thread_ts=root)
    client.chat_delete(channel=CHANNEL, ts=root)
    grave, still = replies(client, root)
    assert (grave["subtype"], grave["user"], grave["text"]) == ("tombstone", SLACKBOT, "This message was deleted.")
    assert (grave["reply_count"], still["ts"]) == (1, reply)
    assert error_of(lambda: client.chat_delete(channel=CHANNEL, ts=root)) == "message_not_found"
    assert error_of(lambda: client.chat_update(channel=CHANNEL, ts=root, text="x")) == "message_not_found"
    client.chat_delete(channel=CHANNEL, ts=reply)
    assert history(client) == []
