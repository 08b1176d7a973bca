"""The page's interface: what a person sees, as a state and as a stream, and what they can do."""

from __future__ import annotations

import json
import math
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from bot.sandbox.slack.workspace import BOT_USER
from tests.integration.sandbox.browser import Browser
from tests.integration.sandbox.tiny import ANA, BEN, BUTTONS, CHANNEL, VERA, Stage

if TYPE_CHECKING:
    from bot.clock import MovableClock
    from bot.sandbox.server import PracticeServer


def test_the_state_is_what_one_person_sees(stage: Stage, browser: Browser) -> None:
    """Who looks, who is there, and the conversations with what is unread in them."""
    message = stage.server.person(ANA).say(CHANNEL, "hello")
    state = browser.state(BEN)
    (channel,) = state["channels"]
    assert (channel["id"], channel["kind"], channel["with"], channel["private"]) == (CHANNEL, "channel", None, True)
    assert channel["unread"] == 1
    assert channel["messages"] == [
        {
            "ts": message.ts,
            "user": ANA,
            "bot": False,
            "text": "hello",
            "blocks": [],
            "reactions": [],
            "edited": False,
            "ephemeral": False,
            "thread_ts": None,
            "broadcast": False,
            "deleted": False,
        }
    ]
    assert channel["read"] == ""
    assert state["viewer"] == {
        "id": BEN,
        "name": "Ben Okafor",
        "title": "PsyD",
        "timezone": "America/New_York",
        "role": "admin",
    }
    assert {each["id"]: each["bot"] for each in state["people"]} == {
        ANA: False,
        BEN: False,
        VERA: False,
        BOT_USER: True,
    }
    assert [each["command"] for each in state["commands"]] == ["/form", "/words", "/slow", "/fault"]
    assert (state["view"], state["notice"], state["busy"]) == (None, None, False)
    assert browser.act(BEN, "read", channel=CHANNEL) == (200, {"ok": True})
    assert browser.state(BEN)["channels"][0]["unread"] == 0
    assert browser.state(BEN)["channels"][0]["read"] == message.ts


def test_the_state_tells_what_waits_for_each(stage: Stage, browser: Browser) -> None:
    """Of everybody, what was said to them alone and they did not read; a reply in a thread waits in its thread."""
    root = stage.server.person(ANA).say(CHANNEL, "hello")
    assert browser.act(BEN, "say", channel=CHANNEL, text="a reply", thread_ts=root.ts) == (200, {"ok": True})
    stage.tiny.app.client.chat_postMessage(channel=BEN, text="for Ben")
    state = browser.state(ANA)
    assert {each["id"]: each["unread"] for each in state["people"]} == {ANA: 0, BEN: 1, VERA: 0, BOT_USER: 0}
    assert [(each["thread_ts"], each["text"]) for each in state["channels"][0]["messages"]] == [
        (None, "hello"),
        (root.ts, "a reply"),
    ]


def test_the_state_tells_what_is_left_of_a_message(stage: Stage, browser: Browser) -> None:
    """What was deleted under its replies is marked so; what the app changed with blocks carries no mark."""
    client = stage.tiny.app.client
    gone, kept, bare = (client.chat_postMessage(channel=CHANNEL, text="root")["ts"] for _ in range(3))
    stage.server.person(BEN).say(CHANNEL, "a reply", thread_ts=gone)
    client.chat_delete(channel=CHANNEL, ts=gone)
    client.chat_update(channel=CHANNEL, ts=kept, text="changed", blocks=BUTTONS)
    client.chat_update(channel=CHANNEL, ts=bare, text="changed")
    messages = {each["ts"]: each for each in browser.state(ANA)["channels"][0]["messages"]}
    assert [messages[ts]["deleted"] for ts in (gone, kept, bare)] == [True, False, False]
    assert [messages[ts]["edited"] for ts in (gone, kept, bare)] == [False, False, True]


def test_the_state_tells_what_home_the_app_has(stage: Stage, browser: Browser) -> None:
    """Which tabs there are; one that is not there cannot be opened."""
    state = browser.state(ANA)
    assert state["app"] == {"user": BOT_USER, "home_tab": False, "messages_tab": True, "read_only": True}
    assert state["home"] is None
    assert browser.act(ANA, "home", tab="home") == (200, {"ok": False, "error": "not_enabled"})
    assert browser.act(ANA, "home", tab="messages") == (200, {"ok": True})
    assert browser.act(ANA, "home", tab="about")[0] == 400


def test_a_form_is_filled_in_and_sent(stage: Stage, browser: Browser) -> None:
    """Command, typing, a button in the form, a complaint, and sending."""
    _, opened = browser.act(ANA, "open_dm", **{"with": BOT_USER})
    assert browser.act(ANA, "command", channel=opened["channel"], text="/form") == (200, {"ok": True})
    view = browser.state(ANA)["view"]
    assert (view["depth"], view["errors"], view["callback_id"]) == (1, {}, "form")
    container = {"type": "view", "view_id": view["id"]}
    state = {"values": {"what": {"text": {"type": "plain_text_input", "value": "wrong"}}}}
    _, found = browser.act(ANA, "suggest", container=container, block_id="who", action_id="person", value="Z")
    assert found["options"][0]["text"]["text"] == "Za"
    button = {"type": "button", "action_id": "more"}
    assert browser.act(ANA, "action", container=container, block_id="more", action=button, state=state)[1] == {
        "ok": True
    }
    view = browser.state(ANA)["view"]
    assert view["blocks"][-1]["type"] == "divider"
    assert view["state"]["values"]["what"]["text"]["value"] == "wrong"
    browser.act(ANA, "submit", view_id=view["id"], state=state)
    assert browser.state(ANA)["view"]["errors"] == {"what": "Say it otherwise."}
    assert browser.act(ANA, "close", view_id=view["id"])[1] == {"ok": True}
    assert browser.state(ANA)["view"] is None
    assert browser.state(BEN)["view"] is None


def test_the_cross_of_a_form_closes_all_of_them(stage: Stage, browser: Browser) -> None:
    """The button of the one on top leaves the others open."""
    ana = stage.server.person(ANA)
    ana.command("/form")
    for _ in range(2):
        ana.submit({"what": "deeper"})
    assert browser.act(ANA, "close", view_id=browser.state(ANA)["view"]["id"])[0] == 200
    assert browser.state(ANA)["view"]["depth"] == 2
    assert browser.act(ANA, "close", view_id=browser.state(ANA)["view"]["id"], all=True)[0] == 200
    assert browser.state(ANA)["view"] is None


def test_a_message_is_acted_on(stage: Stage, browser: Browser) -> None:
    """Reactions and buttons; what cannot be is refused by name."""
    ts = stage.tiny.app.client.chat_postMessage(channel=CHANNEL, text="Press", blocks=BUTTONS)["ts"]
    browser.act(ANA, "react", channel=CHANNEL, ts=ts, name="hand")
    assert browser.state(BEN)["channels"][0]["messages"][0]["reactions"] == [{"name": "hand", "users": [ANA]}]
    assert browser.act(ANA, "react", channel=CHANNEL, ts=ts, name="hand") == (
        200,
        {"ok": False, "error": "already_reacted"},
    )
    browser.act(ANA, "unreact", channel=CHANNEL, ts=ts, name="hand")
    container = {"type": "message", "channel": CHANNEL, "ts": ts}
    action = {"type": "button", "action_id": "press_one", "value": "one"}
    browser.act(ANA, "action", container=container, block_id="buttons", action=action)
    assert browser.state(BEN)["channels"][0]["messages"][0]["text"] == "pressed one"
    browser.act(ANA, "say", channel=CHANNEL, text="hello")
    assert [each["text"] for each in browser.state(BEN)["channels"][0]["messages"]] == ["pressed one", "hello"]
    assert browser.act(ANA, "nonsense")[0] == 400
    assert browser.act(ANA, "react", channel=CHANNEL)[0] == 400


def test_a_line_from_slack_is_shown_once(browser: Browser) -> None:
    """The notice of a failed command goes with the next deed."""
    browser.act(ANA, "command", channel=CHANNEL, text="/nothing")
    assert browser.state(ANA)["notice"] == "/nothing is not a valid command."
    browser.act(ANA, "read", channel=CHANNEL)
    assert browser.state(ANA)["notice"] is None


def test_the_clock_moves_forward_only(browser: Browser, clock: MovableClock) -> None:
    """By hours or to a moment; not back."""
    before = clock.now()
    browser.act(ANA, "clock", hours=24)
    assert clock.now() - before >= timedelta(hours=24)
    until = (before + timedelta(days=9)).isoformat()
    browser.act(ANA, "clock", until=until)
    assert datetime.fromisoformat(browser.state(ANA)["now"]) >= before + timedelta(days=9)
    assert browser.act(ANA, "clock", until=before.isoformat())[0] == 400


@pytest.mark.parametrize(
    "far", [*({"hours": each} for each in (1e8, 1e12, math.inf, math.nan)), {"until": "9999-12-31T23:59:00Z"}]
)
def test_the_clock_goes_no_further_than_a_calendar(browser: Browser, clock: MovableClock, far: dict[str, Any]) -> None:
    """It says no, stays where it is, and goes on from there."""
    before = clock.now()
    assert browser.act(ANA, "clock", **far)[0] == 400
    assert clock.now() - before < timedelta(minutes=5)
    assert browser.act(ANA, "clock", hours=1)[0] == 200


def test_faults_are_shown_and_switched(browser: Browser) -> None:
    """Each with its group, its label in plain words and whether it is on."""
    assert browser.act(ANA, "fault", name="twice", value=True) == (200, {"ok": True})
    assert browser.state(BEN)["faults"][0] == {
        "group": "Deliveries",
        "name": "twice",
        "label": "Deliver everything twice",
        "kind": "switch",
        "on": True,
    }
    assert browser.act(ANA, "fault", name="nothing") == (200, {"ok": False, "error": "no_such_fault"})
    assert browser.act(ANA, "fault", name="twice", value="yes")[0] == 400


def test_the_stream_tells_each_change(server: PracticeServer) -> None:
    """A whole state at once, and another after a change, and the end when the workspace stops."""
    browser = Browser(server)
    browser.connection.request("GET", f"/page/api/stream?viewer={ANA}")
    response = browser.connection.getresponse()
    assert response.getheader("Content-Type", "").startswith("text/event-stream")
    first = json.loads(response.readline().removeprefix(b"data: "))
    response.readline()
    server.person(BEN).say(CHANNEL, "hello")
    second = json.loads(response.readline().removeprefix(b"data: "))
    assert second["version"] > first["version"]
    assert second["channels"][0]["messages"][0]["text"] == "hello"
    browser.connection.close()
    response.close()


@pytest.mark.parametrize("query", ["", "?viewer=", "?viewer=U99NOBODY"])
def test_a_page_that_names_nobody_is_the_first_persons(server: PracticeServer, query: str) -> None:
    """The bare address works, and so does one that was kept from another practice."""
    browser = Browser(server)
    status, told = browser.get(f"/page/api/state{query}")
    assert (status, told["viewer"]["id"]) == (200, ANA)
    browser.connection.request("GET", f"/page/api/stream{query}")
    response = browser.connection.getresponse()
    assert json.loads(response.readline().removeprefix(b"data: "))["viewer"]["id"] == ANA
    response.close()
    browser.connection.close()


def test_another_site_may_not_ask(browser: Browser) -> None:
    """A page from elsewhere in the same browser, or by a name that only leads here, is turned away."""
    assert browser.act(ANA, "say", {"Origin": "http://example.com"}, channel=CHANNEL, text="x")[0] == 403
    assert browser.act(ANA, "say", {"Host": "example.com", "Origin": "http://example.com"}, channel=CHANNEL)[0] == 403
    assert browser.get(f"/page/api/state?viewer={ANA}", Host="example.com")[0] == 403
    assert browser.get(f"/page/api/stream?viewer={ANA}", Origin="http://example.com")[0] == 403


def test_the_page_and_its_files_are_served(browser: Browser) -> None:
    """The page itself, and what it is made of."""
    status, page = browser.get("/")
    assert (status, b"<!doctype html>" in page.lower()) == (200, True)
    assert browser.get("/beside")[0] == 200
    assert browser.get("/page/static/app.js")[0] == 200
    assert browser.get("/page/static/nowhere.js")[0] == 404


def test_a_permalink_leads_to_the_page(stage: Stage, browser: Browser) -> None:
    """chat.getPermalink gives an address on the page itself."""
    client = stage.tiny.app.client
    ts = client.chat_postMessage(channel=CHANNEL, text="here")["ts"]
    link = client.chat_getPermalink(channel=CHANNEL, message_ts=ts)["permalink"]
    browser.connection.request("GET", urlsplit(link).path)
    response = browser.connection.getresponse()
    response.read()
    assert response.getheader("Location") == f"/#{CHANNEL}/{ts}"
