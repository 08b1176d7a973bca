"""The app hears of what is said where it is, as far as its manifest asks, and of nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from slack_sdk.webhook import WebhookClient

from bot.sandbox.slack.workspace import APP_ID, BOT_ID, BOT_USER
from tests.integration.sandbox.tiny import ANA, BEN, BUTTONS, CHANNEL, Stage, declaring

if TYPE_CHECKING:
    from slack_sdk import WebClient

OWN = yaml.safe_load((Path(__file__).parents[3] / "manifest.yml").read_text(encoding="utf-8"))


@pytest.fixture
def manifest(request: pytest.FixtureRequest) -> dict[str, Any]:
    given: dict[str, Any] | None = getattr(request, "param", None)
    return given or declaring("message.groups", "message.im", messages_tab_read_only_enabled=False)


def client_of(stage: Stage) -> WebClient:
    return stage.tiny.app.client


def heard(stage: Stage) -> list[dict[str, Any]]:
    """What the app was told since it was asked last, in the order of Slack's time."""
    stage.server.settle()
    told = sorted((each["event"] for each in stage.tiny.told), key=lambda event: float(event["event_ts"]))
    stage.tiny.told.clear()
    return told


def test_what_people_say_is_heard(stage: Stage) -> None:
    """In a channel and in direct messages with the app, each by its kind of conversation."""
    ana = stage.server.person(ANA)
    said = ana.say(CHANNEL, "to all")
    ana.say(ana.dm_with_bot().id, "to the app")
    in_channel, direct = heard(stage)
    assert in_channel == {
        "type": "message",
        "user": ANA,
        "text": "to all",
        "ts": said.ts,
        "team": "T0PRACTICE",
        "channel": CHANNEL,
        "channel_type": "group",
        "event_ts": said.ts,
    }
    assert (direct["channel_type"], direct["text"]) == ("im", "to the app")


def test_the_app_hears_itself(stage: Stage) -> None:
    """What it posted carries its bot_id, by which an app can leave it out."""
    client_of(stage).chat_postMessage(channel=CHANNEL, text="Hello", blocks=BUTTONS)
    (event,) = heard(stage)
    assert (event["user"], event["bot_id"], event["app_id"]) == (BOT_USER, BOT_ID, APP_ID)
    assert event["blocks"][1]["block_id"] == "buttons"


def test_a_change_is_heard_with_what_was_before(stage: Stage) -> None:
    """message_changed is hidden and has a time of its own; a reaction is no change."""
    ts = client_of(stage).chat_postMessage(channel=CHANNEL, text="before")["ts"]
    stage.server.person(ANA).react(CHANNEL, ts, "hand")
    heard(stage)
    client_of(stage).chat_update(channel=CHANNEL, ts=ts, text="after")
    (event,) = heard(stage)
    assert (event["type"], event["subtype"], event["hidden"]) == ("message", "message_changed", True)
    assert (event["message"]["text"], event["previous_message"]["text"]) == ("after", "before")
    assert event["message"]["ts"] == ts
    assert event["message"]["edited"]["user"] == BOT_USER
    assert event["ts"] == event["event_ts"] != ts
    assert (event["channel"], event["channel_type"]) == (CHANNEL, "group")


def test_a_deletion_is_heard(stage: Stage) -> None:
    """message_deleted names what was deleted; nothing is left to tell of but what was before."""
    ts = client_of(stage).chat_postMessage(channel=CHANNEL, text="before")["ts"]
    heard(stage)
    client_of(stage).chat_delete(channel=CHANNEL, ts=ts)
    (event,) = heard(stage)
    assert (event["subtype"], event["deleted_ts"], event["hidden"]) == ("message_deleted", ts, True)
    assert event["previous_message"]["text"] == "before"
    assert "message" not in event


def test_replies_are_heard(stage: Stage) -> None:
    """With the message that they reply to, a broadcast one with all of it; what is deleted above them is a change."""
    root = client_of(stage).chat_postMessage(channel=CHANNEL, text="root")["ts"]
    stage.server.person(BEN).say(CHANNEL, "reply", thread_ts=root)
    client_of(stage).chat_postMessage(channel=CHANNEL, text="loud", thread_ts=root, reply_broadcast=True)
    client_of(stage).chat_delete(channel=CHANNEL, ts=root)
    _, reply, loud, deleted = heard(stage)
    assert (reply["thread_ts"], reply["parent_user_id"], "subtype" in reply) == (root, BOT_USER, False)
    assert (loud["subtype"], loud["thread_ts"], loud["root"]["ts"]) == ("thread_broadcast", root, root)
    assert loud["root"]["reply_count"] == 2
    assert deleted["subtype"] == "message_changed"
    assert (deleted["message"]["subtype"], deleted["message"]["hidden"]) == ("tombstone", True)


def test_what_the_app_cannot_see_is_not_heard(stage: Stage) -> None:
    """An ephemeral message, what two people tell each other, and a channel that the app was put out of."""
    ana = stage.server.person(ANA)
    client_of(stage).chat_postEphemeral(channel=CHANNEL, user=ANA, text="for you")
    with stage.server.workspace.lock:
        two = stage.server.workspace.direct(ANA, BEN).id
    ana.say(two, "between us")
    stage.server.admin.remove_bot(CHANNEL)
    ana.say(CHANNEL, "without the app")
    assert heard(stage) == []


@pytest.mark.parametrize("manifest", [declaring("message.groups")], indirect=True)
def test_only_the_kinds_that_are_asked_for_are_heard(stage: Stage) -> None:
    """message.groups brings what is said in private channels, and no direct message."""
    client_of(stage).chat_postMessage(channel=ANA, text="to Ana")
    client_of(stage).chat_postMessage(channel=CHANNEL, text="to all")
    assert [each["text"] for each in heard(stage)] == ["to all"]


@pytest.mark.parametrize("manifest", [OWN], indirect=True)
def test_the_exchange_reads_no_conversation(stage: Stage) -> None:
    """As it ships, nothing that is said, changed or deleted comes to the app; a visit and a reaction do."""
    ana = stage.server.person(ANA)
    root = ana.say(CHANNEL, "a client's story")
    ana.say(CHANNEL, "more of it", thread_ts=root.ts)
    ts = client_of(stage).chat_postMessage(channel=CHANNEL, text="before")["ts"]
    client_of(stage).chat_update(channel=CHANNEL, ts=ts, text="after")
    client_of(stage).chat_delete(channel=CHANNEL, ts=ts)
    ana.open_home("messages")
    ana.react(CHANNEL, root.ts, "hand")
    assert [each["type"] for each in heard(stage)] == ["app_home_opened", "reaction_added"]


def test_item_user_is_told_where_a_user_wrote_it(stage: Stage) -> None:
    """Of what a person or the app posted; not of what came through a response_url, which no user wrote."""
    workspace = stage.server.workspace
    said = stage.server.person(ANA).say(CHANNEL, "mine").ts
    posted = client_of(stage).chat_postMessage(channel=CHANNEL, text="the app's")["ts"]
    hook = WebhookClient(f"{workspace.url}hooks/{workspace.tickets.address(ANA, CHANNEL)}")
    hook.send(text="for all", response_type="in_channel")
    hooked = stage.server.person(BEN).messages(CHANNEL)[-1].ts
    (event,) = (each for each in heard(stage) if each["ts"] == hooked)
    assert (event["subtype"], event["bot_id"], "user" in event) == ("bot_message", BOT_ID, False)
    for ts in (said, posted, hooked):
        stage.server.person(BEN).react(CHANNEL, ts, "hand::skin-tone-3")
        stage.server.person(BEN).unreact(CHANNEL, ts, "hand::skin-tone-3")
    told = heard(stage)
    assert {each["reaction"] for each in told} == {"hand::skin-tone-3"}
    assert [each.get("item_user", "nobody") for each in told] == [ANA, ANA, BOT_USER, BOT_USER, "nobody", "nobody"]
