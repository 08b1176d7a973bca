"""Shortcuts are Slack's: in the menu of every message, or for any moment, with the payloads that Slack sends."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen

import pytest

from bot.sandbox.acting.deeds import NO_ANSWER
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.stories.story import parse_story
from bot.sandbox.stories.storyteller import Storyteller
from tests.integration.sandbox.tiny import ANA, BEN, CHANNEL, MANIFEST, VERA, Stage

if TYPE_CHECKING:
    from bot.sandbox.server import PracticeServer
    from bot.sandbox.slack.conversations import Message
    from tests.integration.sandbox.browser import Browser

ABOUT = {"name": "Tell about it", "type": "message", "callback_id": "about", "description": "Say something about it"}
DEAF = {"name": "Say nothing", "type": "message", "callback_id": "deaf", "description": "Nobody listens to this one"}
BEGIN = {"name": "Begin", "type": "global", "callback_id": "begin", "description": "Begin something new"}


@pytest.fixture
def manifest() -> dict[str, Any]:
    declared = copy.deepcopy(MANIFEST)
    declared["features"]["shortcuts"] = [ABOUT, DEAF, BEGIN]
    return declared


def said(server: PracticeServer) -> Message:
    return server.person(BEN).say(CHANNEL, "Who sees teenagers?")


def test_a_message_shortcut_tells_of_the_message(stage: Stage) -> None:
    """Whole, and where it stands; and it gives leave to open a form."""
    message = said(stage.server)
    ana = stage.server.person(ANA)
    ana.shortcut("Tell about it", message)
    (told,) = stage.tiny.of_type("message_action")
    assert told["message"]["text"] == "Who sees teenagers?"
    assert told["message"]["user"] == BEN
    assert told["message_ts"] == told["message"]["ts"] == message.ts
    assert told["channel"] == {"id": CHANNEL, "name": "privategroup"}
    assert told["callback_id"] == "about"
    assert told["user"]["id"] == ANA
    assert {"action_ts", "api_app_id", "response_url", "team", "token", "trigger_id"} <= told.keys()
    assert ana.view is not None


def test_a_global_shortcut_tells_who_used_it(stage: Stage) -> None:
    """No message, no channel and no address for answers; but leave to open a form."""
    ana = stage.server.person(ANA)
    ana.shortcut("begin")
    (told,) = stage.tiny.of_type("shortcut")
    assert (told["callback_id"], told["user"]["id"]) == ("begin", ANA)
    assert not {"message", "message_ts", "channel", "response_url"} & told.keys()
    assert ana.view is not None


def test_a_message_shortcut_is_answered_where_the_message_stands(stage: Stage) -> None:
    """Between two people as well, where the app is not; by default for the eyes of who used it."""
    ana = stage.server.person(ANA)
    place = stage.server.workspace.direct(ANA, BEN)
    message = ana.say(place.id, "Thank you")
    ana.shortcut("about", message)
    told = stage.tiny.of_type("message_action")[-1]
    assert told["channel"]["name"] == "directmessage"
    body = json.dumps({"text": "It is noted."}).encode()
    with urlopen(Request(told["response_url"], body, {"Content-Type": "application/json"}), timeout=5):
        pass
    assert [each.text for each in ana.messages(place.id)] == ["Thank you", "It is noted."]
    assert [each.text for each in stage.server.person(BEN).messages(place.id)] == ["Thank you"]


def test_a_shortcut_that_nobody_answers_says_so(stage: Stage) -> None:
    """As a button does."""
    ana = stage.server.person(ANA)
    ana.shortcut("Say nothing", said(stage.server))
    assert ana.notice == NO_ANSWER


def test_what_is_not_declared_or_not_to_be_seen_has_no_shortcut(server: PracticeServer) -> None:
    """Nor has a message that one person alone sees, or that is gone."""
    message, ana = said(server), server.person(ANA)
    with pytest.raises(LookupError, match="There are “Tell about it”, “Say nothing”, “Begin”"):
        ana.shortcut("Buy", message)
    with pytest.raises(SlackError, match="shortcut_not_found"):
        ana.shortcut("Begin", message)
    with pytest.raises(SlackError, match="shortcut_not_found"):
        ana.shortcut("about")
    whisper = server.workspace.say(CHANNEL, BEN, "for you", for_user=ANA)
    with pytest.raises(SlackError, match="message_not_found"):
        ana.shortcut("about", whisper)
    place = server.workspace.direct(ANA, BEN)
    secret = ana.say(place.id, "between us")
    with pytest.raises(SlackError, match="channel_not_found"):
        server.person(VERA).shortcut("about", secret)
    ana.say(CHANNEL, "a reply", thread_ts=message.ts)
    server.workspace.delete(message)
    with pytest.raises(SlackError, match="message_not_found"):
        ana.shortcut("about", message)


def test_a_story_uses_them(stage: Stage) -> None:
    """By name, and a message by its words; a form that comes of it is there for the next step."""
    steps = (
        "  - Ben says: Who sees teenagers?\n"
        "  - Ben says: Good morning\n"
        "  - Ana uses the shortcut: Tell about it\n"
        "    on: teenagers\n"
        "  - Ana closes: the form\n"
        "  - Ben uses the shortcut: Begin\n"
        "  - Ben sees: A form\n"
        "    in: the form\n"
    )
    told = parse_story(f"title: Shortcuts\nshows: How they are used.\nsteps:\n{steps}")
    Storyteller(stage.server, told, patience=5).tell()
    (told_of,) = stage.tiny.of_type("message_action")
    assert told_of["message"]["text"] == "Who sees teenagers?"
    assert [each["user"]["id"] for each in stage.tiny.of_type("shortcut")] == [BEN]


def test_the_page_offers_them(stage: Stage, browser: Browser) -> None:
    """With their names, and it uses them as a person does."""
    message = said(stage.server)
    offered = browser.state(ANA)["shortcuts"]
    assert [(each["name"], each["kind"]) for each in offered] == [
        ("Tell about it", "message"),
        ("Say nothing", "message"),
        ("Begin", "global"),
    ]
    assert browser.act(ANA, "shortcut", callback_id="about", channel=CHANNEL, ts=message.ts) == (200, {"ok": True})
    assert browser.state(ANA)["view"] is not None
    assert browser.act(BEN, "shortcut", callback_id="begin") == (200, {"ok": True})
    assert browser.state(BEN)["view"] is not None
    refused = (200, {"ok": False, "error": "shortcut_not_found"})
    assert browser.act(BEN, "shortcut", callback_id="elsewhere") == refused
