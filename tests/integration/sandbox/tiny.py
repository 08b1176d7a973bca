"""Three people, and a small app that stands for any."""

from __future__ import annotations

import copy
import logging
import re
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from slack_bolt import App, BoltResponse
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.sandbox.slack.people import ChannelSeed, Person, Role, Roster, Team
from bot.sandbox.slack.workspace import BOT_ID, BOT_USER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.sandbox.server import PracticeServer

CHANNEL = "C0REFERRALS"
ANA, BEN, VERA = "U01ANA", "U02BEN", "U03VERA"
ROSTER = Roster(
    Team("T0PRACTICE", "Larkspur Collective"),
    (
        Person(ANA, "Ana Flores", "LMFT", "America/Chicago", Role.OWNER),
        Person(BEN, "Ben Okafor", "PsyD", "America/New_York", Role.ADMIN),
        Person(VERA, "Vera Castellanos", "", "America/Chicago", Role.GUEST),
    ),
    (ChannelSeed(CHANNEL, "referrals", private=True),),
)
MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Tiny"},
    "features": {
        "app_home": {"messages_tab_read_only_enabled": True},
        "slash_commands": [
            {"command": "/form"},
            {"command": "/words", "should_escape": True},
            {"command": "/slow"},
            {"command": "/fault"},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "chat:write",
                "commands",
                "groups:history",
                "groups:read",
                "im:history",
                "im:write",
                "reactions:read",
                "users:read",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": [
                "member_joined_channel",
                "member_left_channel",
                "reaction_added",
                "reaction_removed",
                "user_change",
            ]
        }
    },
}


def declaring(*events: str, scopes: tuple[str, ...] = (), **app_home: bool) -> dict[str, Any]:
    """The manifest of the small app, with more events, more scopes and another App Home."""
    declared = copy.deepcopy(MANIFEST)
    declared["settings"]["event_subscriptions"]["bot_events"] += events
    declared["oauth_config"]["scopes"]["bot"] += scopes
    declared["features"]["app_home"] |= app_home
    return declared


FORM = {
    "type": "modal",
    "callback_id": "form",
    "title": {"type": "plain_text", "text": "A form"},
    "submit": {"type": "plain_text", "text": "Send"},
    "notify_on_close": True,
    "private_metadata": "opaque",
    "blocks": [
        {
            "type": "input",
            "block_id": "what",
            "label": {"type": "plain_text", "text": "What"},
            "element": {"type": "plain_text_input", "action_id": "text"},
        },
        {
            "type": "input",
            "block_id": "who",
            "optional": True,
            "label": {"type": "plain_text", "text": "Who"},
            "element": {"type": "external_select", "action_id": "person", "min_query_length": 0},
        },
        {
            "type": "actions",
            "block_id": "more",
            "elements": [{"type": "button", "action_id": "more", "text": {"type": "plain_text", "text": "More"}}],
        },
    ],
}
BUTTONS: list[dict[str, Any]] = [
    {"type": "section", "block_id": "words", "text": {"type": "mrkdwn", "text": "Press one"}},
    {
        "type": "actions",
        "block_id": "buttons",
        "elements": [
            {
                "type": "button",
                "action_id": f"press_{value}",
                "value": value,
                "text": {"type": "plain_text", "text": value},
            }
            for value in ("one", "two")
        ],
    },
]


@dataclass
class Tiny:
    """The app: it does what each test needs, and keeps what it was told."""

    app: App
    told: list[dict[str, Any]] = field(default_factory=list)
    failures: int = 0
    held: threading.Event = field(default_factory=threading.Event)

    def of_type(self, kind: str) -> list[dict[str, Any]]:
        return [each for each in self.told if kind in (each.get("type"), each.get("event", {}).get("type"))]


def tiny_app(server: PracticeServer) -> Tiny:
    client = WebClient(server.bot_token, base_url=server.api_url, retry_handlers=[])
    app = App(
        client=client,
        signing_secret=server.signing_secret,
        authorize=lambda: AuthorizeResult(
            enterprise_id=None, team_id="T0PRACTICE", bot_id=BOT_ID, bot_user_id=BOT_USER, bot_token=server.bot_token
        ),
        process_before_response=True,
        ignoring_self_events_enabled=False,
        logger=logging.getLogger("tiny"),
    )
    tiny = Tiny(app)

    @app.middleware
    def remember(body: dict[str, Any], next_: Callable[[], Any]) -> Any:
        tiny.told.append(body)
        return next_()

    @app.error
    def fail() -> BoltResponse:
        return BoltResponse(status=500)

    _listen_to_commands(app, tiny)
    _listen_to_forms(app)
    _listen_to_events(app, tiny, server.workspace.manifest.events)
    return tiny


def _listen_to_commands(app: App, tiny: Tiny) -> None:
    @app.command("/form")
    def open_form(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=FORM)
        ack()

    @app.command("/words")
    def words(ack: Any, body: dict[str, Any], respond: Any) -> None:
        respond("and later")
        ack(f"You typed {body['text']}")

    @app.command("/slow")
    def slow(ack: Any) -> None:
        tiny.held.wait(5)
        ack()

    @app.command("/fault")
    def fault() -> None:
        raise RuntimeError("on purpose")


def _listen_to_forms(app: App) -> None:
    answers: dict[str, dict[str, Any]] = {
        "wrong": {"response_action": "errors", "errors": {"what": "Say it otherwise."}},
        "other": {"response_action": "update", "view": {**FORM, "title": {"type": "plain_text", "text": "Other"}}},
        "deeper": {"response_action": "push", "view": FORM},
        "all": {"response_action": "clear"},
        "nonsense": {"response_action": "errors", "errors": {"nowhere": "There is no such field."}},
    }

    @app.view("form")
    def submit(ack: Any, view: dict[str, Any]) -> None:
        ack(**answers.get(view["state"]["values"]["what"]["text"]["value"], {}))

    @app.view_closed("form")
    def closed(ack: Any) -> None:
        ack()

    @app.options("person")
    def people(ack: Any, payload: dict[str, Any]) -> None:
        times = 101 if payload["value"] == "too many" else 1
        ack(options=[{"text": {"type": "plain_text", "text": f"{payload['value']}a"}, "value": "a"}] * times)

    @app.action("letter")
    @app.action("more")
    def more(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        view = body["view"]
        wider = {**FORM, "blocks": [*FORM["blocks"], {"type": "divider"}]}  # type: ignore[misc]
        client.views_update(view_id=view["id"], hash=view["hash"], view=wider)
        ack()

    @app.action("form")
    def open_from_home(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=FORM)
        ack()

    @app.shortcut("about")
    @app.shortcut("begin")
    def use_shortcut(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=FORM)
        ack()

    @app.action("day")
    def day(ack: Any) -> None:
        ack()

    @app.action(re.compile("press_"))
    def press(ack: Any, respond: Any, action: dict[str, Any]) -> None:
        respond(f"pressed {action['value']}", replace_original=True)
        ack()


def _listen_to_events(app: App, tiny: Tiny, events: Iterable[str]) -> None:
    for kind in {each.partition(".")[0] for each in events}:

        @app.event(kind)
        def event() -> None:
            if tiny.failures:
                tiny.failures -= 1
                raise RuntimeError("on purpose")


@dataclass
class Stage:
    """A workspace with the app connected."""

    server: PracticeServer
    tiny: Tiny


def connect(server: PracticeServer, tiny: Tiny) -> SocketModeHandler:
    """Have the app open a Socket Mode connection, as slack_sdk's own client does it."""
    before = server.connections
    handler = SocketModeHandler(tiny.app, server.app_token, web_client=tiny.app.client)
    handler.connect()  # type: ignore[no-untyped-call]
    server.wait_until(lambda: server.connections > before)
    return handler


def disconnect(server: PracticeServer, handler: SocketModeHandler) -> None:
    """Close the app's connection without slack_sdk's own waits: for the next read, and for the next message."""
    handler.client.auto_reconnect_enabled = False
    server.close_sockets()
    deadline = time.monotonic() + 5
    while handler.client.is_connected() and time.monotonic() < deadline:  # two who close at once trip over each other
        time.sleep(0.002)
    handler.client.closed = True
    handler.client.message_queue.put(None)
    handler.close()  # type: ignore[no-untyped-call]
