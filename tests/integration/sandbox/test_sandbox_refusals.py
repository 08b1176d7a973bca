"""Every method that an app like ours calls refuses what Slack refuses, by Slack's own name."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.clock import MovableClock
from bot.sandbox.server import PracticeServer
from bot.sandbox.slack.people import ChannelSeed, Roster
from bot.sandbox.slack.workspace import BOT_USER
from tests.integration.sandbox.tiny import ANA, BEN, CHANNEL, FORM, ROSTER, VERA, declaring

if TYPE_CHECKING:
    from collections.abc import Iterator

OPEN, SHUT, SECRET = "C0OPEN", "C0SHUT", "C0SECRET"
GHOST = "1000000000.000001"
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "words"}}
LONG = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}
HOME = {"type": "home", "blocks": [SECTION]}
SCOPES = ("channels:history", "channels:read", "reactions:write", "team:read")
SAID = {"channel": CHANNEL, "text": "Hello"}


@dataclass
class World:
    """A workspace in which something can be done wrongly, and the names of what is in it."""

    server: PracticeServer
    client: WebClient
    names: dict[str, str]

    def refused(self, method: str, args: dict[str, Any]) -> dict[str, Any]:
        """What Slack says to a call; `{name}` in its arguments stands for what has that name."""
        told = {key: self._filled(value) for key, value in args.items()}
        with pytest.raises(SlackApiError) as caught:
            self.client.api_call(method, json=told)
        return dict(caught.value.response.data)

    def _filled(self, value: Any) -> Any:
        if value == "{trigger}":
            return self.server.workspace.tickets.trigger(ANA)
        if value == "{trigger of Ben}":
            return self.server.workspace.tickets.trigger(BEN)
        return self.names.get(value[1:-1], value) if isinstance(value, str) and value[:1] == "{" else value


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    seconds = [0.0]
    seeds = (ChannelSeed(OPEN, "open"), ChannelSeed(SHUT, "shut"), ChannelSeed(SECRET, "secret", private=True))
    manifest = declaring(scopes=SCOPES, home_tab_enabled=True)
    server = PracticeServer(
        Roster(ROSTER.team, ROSTER.people, (*ROSTER.channels, *seeds)),
        manifest,
        MovableClock(),
        machine_time=lambda: seconds[0],
    )
    server.start()
    client = WebClient(server.bot_token, base_url=server.api_url, retry_handlers=[])
    tickets = server.workspace.tickets
    late = tickets.trigger(ANA)
    seconds[0] = 10.0
    used = tickets.trigger(ANA)
    form = client.views_open(trigger_id=used, view={**FORM, "external_id": "one"})["view"]
    client.views_open(trigger_id=tickets.trigger(BEN), view=FORM)
    client.views_push(trigger_id=tickets.trigger(BEN), view=FORM)
    client.views_push(trigger_id=tickets.trigger(BEN), view=FORM)
    client.views_publish(user_id=ANA, view=HOME)
    names = {
        "mine": client.chat_postMessage(channel=CHANNEL, text="Hello")["ts"],
        "theirs": server.person(ANA).say(CHANNEL, "hers").ts,
        "whisper": client.chat_postEphemeral(channel=CHANNEL, user=ANA, text="for you")["message_ts"],
        "shut": client.chat_postMessage(channel=SHUT, text="closed over it")["ts"],
        "form": form["id"],
        "late": late,
        "used": used,
    }
    client.reactions_add(channel=CHANNEL, timestamp=names["mine"], name="eyes")
    server.admin.archive(SHUT)
    server.admin.remove_bot(OPEN)
    server.admin.remove_bot(SECRET)
    server.admin.deactivate(VERA)
    yield World(server, client, names)
    server.stop()


@pytest.fixture(scope="module")
def scopeless() -> Iterator[World]:
    """The same channels for an app that may do nothing."""
    roster = Roster(ROSTER.team, ROSTER.people, (*ROSTER.channels, ChannelSeed(OPEN, "open")))
    manifest = {**declaring(), "oauth_config": {"scopes": {"bot": ["commands"]}}}
    server = PracticeServer(roster, manifest, MovableClock())
    server.start()
    yield World(server, WebClient(server.bot_token, base_url=server.api_url), {})
    server.stop()


MINE = {"channel": CHANNEL, "ts": "{mine}"}
NOTED = {"channel": CHANNEL, "timestamp": "{mine}"}
REFUSALS: dict[str, list[tuple[dict[str, Any], str]]] = {
    "chat.postMessage": [
        ({"text": "Hello"}, "invalid_arguments"),
        ({**SAID, "channel": "C0NOWHERE"}, "channel_not_found"),
        ({**SAID, "channel": SECRET}, "channel_not_found"),
        ({**SAID, "channel": VERA}, "channel_not_found"),
        ({**SAID, "channel": OPEN}, "not_in_channel"),
        ({**SAID, "channel": SHUT}, "is_archived"),
        ({"channel": CHANNEL}, "no_text"),
        ({"channel": CHANNEL, "text": "  "}, "no_text"),
        ({**SAID, "blocks": "no json"}, "invalid_blocks_format"),
        ({**SAID, "blocks": [{"type": "nonsense"}]}, "invalid_blocks"),
        ({**SAID, "blocks": [SECTION] * 51}, "invalid_blocks"),
        ({**SAID, "blocks": [LONG] * 5}, "msg_blocks_too_long"),
        ({**SAID, "metadata": "no json"}, "invalid_metadata_format"),
        ({**SAID, "metadata": {"event_type": "x"}}, "invalid_metadata_schema"),
        ({**SAID, "metadata": {"event_type": "x", "event_payload": {"k": "v" * 16_000}}}, "metadata_too_large"),
        ({**SAID, "thread_ts": "noon"}, "invalid_thread_ts"),
        ({**SAID, "thread_ts": "{whisper}"}, "cannot_reply_to_message"),
    ],
    "chat.postEphemeral": [
        (SAID, "invalid_arguments"),
        ({"user": ANA, "text": "Hello"}, "invalid_arguments"),
        ({**SAID, "user": "U99NOBODY"}, "user_not_in_channel"),
        ({**SAID, "user": VERA}, "user_not_in_channel"),
        ({**SAID, "user": ANA, "channel": OPEN}, "not_in_channel"),
        ({**SAID, "user": ANA, "channel": SHUT}, "is_archived"),
        ({**SAID, "user": ANA, "channel": SECRET}, "channel_not_found"),
        ({**SAID, "user": ANA, "text": ""}, "no_text"),
        ({**SAID, "user": ANA, "text": "x" * 40_001}, "msg_too_long"),
        ({**SAID, "user": ANA, "blocks": [{"type": "nonsense"}]}, "invalid_blocks"),
        ({**SAID, "user": ANA, "blocks": [LONG] * 5}, "msg_blocks_too_long"),
    ],
    "chat.update": [
        ({"ts": "{mine}", "text": "x"}, "invalid_arguments"),
        (SAID, "invalid_arguments"),
        ({**MINE, "channel": SECRET, "text": "x"}, "channel_not_found"),
        ({**MINE, "ts": GHOST, "text": "x"}, "message_not_found"),
        ({**MINE, "ts": "{whisper}", "text": "x"}, "message_not_found"),
        ({**MINE, "ts": "{theirs}", "text": "x"}, "cant_update_message"),
        ({"channel": SHUT, "ts": "{shut}", "text": "x"}, "is_inactive"),
        (MINE, "no_text"),
        ({**MINE, "text": "x" * 4001}, "msg_too_long"),
        ({**MINE, "text": "x", "blocks": [{"type": "nonsense"}]}, "invalid_blocks"),
        ({**MINE, "text": "x", "blocks": [LONG] * 5}, "msg_blocks_too_long"),
        ({**MINE, "text": "x", "metadata": "no json"}, "invalid_metadata_format"),
    ],
    "chat.delete": [
        ({"ts": "{mine}"}, "invalid_arguments"),
        ({"channel": CHANNEL}, "invalid_arguments"),
        ({**MINE, "channel": "C0NOWHERE"}, "channel_not_found"),
        ({**MINE, "ts": GHOST}, "message_not_found"),
        ({**MINE, "ts": "{theirs}"}, "cant_delete_message"),
    ],
    "chat.getPermalink": [
        ({"channel": CHANNEL}, "invalid_arguments"),
        ({"channel": "C0NOWHERE", "message_ts": "{mine}"}, "channel_not_found"),
        ({"channel": CHANNEL, "message_ts": GHOST}, "message_not_found"),
    ],
    "conversations.history": [
        ({}, "invalid_arguments"),
        ({"channel": SECRET}, "channel_not_found"),
        ({"channel": OPEN}, "not_in_channel"),
        ({"channel": CHANNEL, "cursor": "nonsense"}, "invalid_cursor"),
        ({"channel": CHANNEL, "limit": "many"}, "invalid_limit"),
        ({"channel": CHANNEL, "limit": 0}, "invalid_limit"),
        ({"channel": CHANNEL, "limit": 1000}, "invalid_limit"),
        ({"channel": CHANNEL, "oldest": "noon"}, "invalid_ts_oldest"),
        ({"channel": CHANNEL, "latest": "noon"}, "invalid_ts_latest"),
    ],
    "conversations.replies": [
        ({"channel": CHANNEL}, "invalid_arguments"),
        ({"ts": "{mine}"}, "invalid_arguments"),
        ({"channel": SECRET, "ts": "{mine}"}, "channel_not_found"),
        ({"channel": OPEN, "ts": "{mine}"}, "not_in_channel"),
        ({"channel": CHANNEL, "ts": GHOST}, "thread_not_found"),
        ({**MINE, "cursor": "nonsense"}, "invalid_cursor"),
        ({**MINE, "oldest": "noon"}, "invalid_ts_oldest"),
    ],
    "conversations.info": [({}, "invalid_arguments"), ({"channel": SECRET}, "channel_not_found")],
    "conversations.members": [
        ({}, "invalid_arguments"),
        ({"channel": SECRET}, "channel_not_found"),
        ({"channel": CHANNEL, "cursor": "nonsense"}, "invalid_cursor"),
        ({"channel": CHANNEL, "limit": "many"}, "invalid_limit"),
        ({"channel": CHANNEL, "limit": 0}, "invalid_limit"),
        ({"channel": CHANNEL, "limit": 1000}, "invalid_limit"),
    ],
    "conversations.list": [
        ({"types": "nonsense"}, "invalid_types"),
        ({"cursor": "nonsense"}, "invalid_cursor"),
        ({"limit": "many"}, "invalid_limit"),
        ({"limit": -1}, "invalid_limit"),
    ],
    "conversations.open": [
        ({}, "users_list_not_supplied"),
        ({"users": "U99NOBODY"}, "user_not_found"),
        ({"users": VERA}, "user_disabled"),
        ({"users": BOT_USER}, "invalid_user_combination"),
        ({"channel": "D0NOWHERE"}, "channel_not_found"),
        ({"channel": CHANNEL}, "method_not_supported_for_channel_type"),
    ],
    "reactions.get": [
        ({}, "no_item_specified"),
        ({**NOTED, "timestamp": "noon"}, "bad_timestamp"),
        ({**NOTED, "timestamp": GHOST}, "message_not_found"),
        ({**NOTED, "channel": SECRET}, "channel_not_found"),
    ],
    "reactions.add": [
        (NOTED, "invalid_arguments"),
        ({"name": "eyes"}, "no_item_specified"),
        ({**NOTED, "name": "Not an emoji"}, "invalid_name"),
        ({**NOTED, "name": "hand::skin-tone-9"}, "invalid_name"),
        ({**NOTED, "name": "eyes"}, "already_reacted"),
        ({**NOTED, "name": "eyes", "timestamp": "noon"}, "bad_timestamp"),
        ({"channel": SHUT, "timestamp": "{shut}", "name": "eyes"}, "is_archived"),
    ],
    "users.info": [({}, "invalid_arguments"), ({"user": "U99NOBODY"}, "user_not_found")],
    "users.list": [({"limit": 1, "cursor": "nonsense"}, "invalid_cursor")],
    "views.open": [
        ({"view": FORM}, "invalid_arguments"),
        ({"trigger_id": "{trigger}"}, "invalid_arguments"),
        ({"trigger_id": "{trigger}", "view": HOME}, "invalid_arguments"),
        ({"trigger_id": "{trigger}", "view": {**FORM, "blocks": None}}, "invalid_arguments"),
        ({"trigger_id": "{trigger}", "view": {**FORM, "blocks": [LONG] * 90}}, "view_too_large"),
        ({"trigger_id": "nonsense", "view": FORM}, "invalid_trigger_id"),
        ({"trigger_id": "{used}", "view": FORM}, "exchanged_trigger_id"),
        ({"trigger_id": "{late}", "view": FORM}, "expired_trigger_id"),
        ({"trigger_id": "{trigger}", "view": {**FORM, "external_id": "one"}}, "duplicate_external_id"),
    ],
    "views.push": [
        ({"trigger_id": "{used}", "view": FORM}, "exchanged_trigger_id"),
        ({"trigger_id": "{late}", "view": FORM}, "expired_trigger_id"),
        ({"trigger_id": "{trigger}", "view": {**FORM, "external_id": "one"}}, "duplicate_external_id"),
        ({"trigger_id": "{trigger of Ben}", "view": FORM}, "push_limit_reached"),
    ],
    "views.update": [
        ({"view": FORM}, "invalid_arguments"),
        ({"view_id": "{form}"}, "invalid_arguments"),
        ({"view_id": "V0NOWHERE", "view": FORM}, "not_found"),
        ({"external_id": "nowhere", "view": FORM}, "not_found"),
        ({"view_id": "{form}", "view": FORM, "hash": "old"}, "hash_conflict"),
        ({"view_id": "{form}", "view": HOME}, "invalid_arguments"),
    ],
    "views.publish": [
        ({"view": HOME}, "invalid_arguments"),
        ({"user_id": ANA}, "invalid_arguments"),
        ({"user_id": ANA, "view": FORM}, "invalid_arguments"),
        ({"user_id": "U99NOBODY", "view": HOME}, "user_not_found"),
        ({"user_id": ANA, "view": HOME, "hash": "old"}, "hash_conflict"),
        ({"user_id": BEN, "view": {**HOME, "external_id": "one"}}, "duplicate_external_id"),
        ({"user_id": ANA, "view": {**HOME, "blocks": [LONG] * 90}}, "view_too_large"),
    ],
}


@pytest.mark.parametrize(
    ("method", "args", "error"),
    [(method, args, error) for method, cases in REFUSALS.items() for args, error in cases],
)
def test_a_call_that_slack_would_not_take_is_refused(
    world: World, method: str, args: dict[str, Any], error: str
) -> None:
    """Required arguments, what they name, and what cannot be done with it."""
    assert world.refused(method, args)["error"] == error


@pytest.mark.parametrize(
    ("method", "args", "needed"),
    [
        ("chat.postMessage", SAID, "chat:write"),
        ("chat.postEphemeral", {**SAID, "user": ANA}, "chat:write"),
        ("chat.update", MINE, "chat:write"),
        ("chat.delete", MINE, "chat:write"),
        ("conversations.history", {"channel": CHANNEL}, "groups:history"),
        ("conversations.replies", {"channel": OPEN, "ts": GHOST}, "channels:history"),
        ("conversations.info", {"channel": OPEN}, "channels:read"),
        ("conversations.members", {"channel": CHANNEL}, "groups:read"),
        ("conversations.list", {"types": "public_channel,im"}, "channels:read,im:read"),
        ("conversations.open", {"users": ANA}, "im:write"),
        ("reactions.get", NOTED, "reactions:read"),
        ("reactions.add", {**NOTED, "name": "eyes"}, "reactions:write"),
        ("team.info", {}, "team:read"),
        ("users.info", {"user": ANA}, "users:read"),
        ("users.list", {}, "users:read"),
    ],
)
def test_a_scope_that_is_missing_is_named(
    world: World, scopeless: World, method: str, args: dict[str, Any], needed: str
) -> None:
    """What is needed and what there is."""
    told = replace(scopeless, names=world.names).refused(method, args)
    assert (told["error"], told["needed"], told["provided"]) == ("missing_scope", needed, "commands")


def test_a_refusal_says_what_is_wrong_and_where(world: World) -> None:
    """In Slack's own form, with a JSON pointer to the place: for blocks in two ways, for other arguments in one."""
    empty = {"type": "section", "text": {"type": "mrkdwn", "text": ""}}
    told = world.refused("chat.postMessage", {**SAID, "blocks": [SECTION, empty]})
    where = "must be more than 0 characters [json-pointer:/blocks/1/text/text]"
    assert where in told["errors"]
    assert f"[ERROR] {where}" in told["response_metadata"]["messages"]
    title = {"type": "plain_text", "text": "x" * 25}
    told = world.refused("views.open", {"trigger_id": "{trigger}", "view": {**FORM, "title": title}})
    where = "must be less than 25 characters [json-pointer:/view/title/text]"
    assert f"[ERROR] {where}" in told["response_metadata"]["messages"]
    told = world.refused("chat.postMessage", {"text": "Hello"})
    assert told["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


def test_a_long_text_is_cut_off(world: World) -> None:
    """chat.postMessage keeps 40,000 characters and says ok."""
    message = world.client.chat_postMessage(channel=CHANNEL, text="x" * 40_001)["message"]
    assert len(message["text"]) == 40_000


def test_an_app_without_a_messages_tab_has_no_direct_messages() -> None:
    """Neither side can write there."""
    server = PracticeServer(ROSTER, declaring(messages_tab_enabled=False), MovableClock())
    server.start()
    world = World(server, WebClient(server.bot_token, base_url=server.api_url), {})
    assert world.refused("chat.postMessage", {**SAID, "channel": ANA})["error"] == "messages_tab_disabled"
    with pytest.raises(Exception, match="messages_tab_disabled"):
        server.person(ANA).say(server.person(ANA).dm_with_bot().id, "Hello")
    server.stop()


def test_arguments_can_be_sent_as_a_form(world: World) -> None:
    """As slack_sdk sends some of them: structures are JSON in a text."""
    form = {"channel": CHANNEL, "text": "Hello", "blocks": json.dumps([{"type": "nonsense"}])}
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        world.client.api_call("chat.postMessage", data=form)
