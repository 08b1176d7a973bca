"""The manifest asks for the fewest scopes that work: each has its reason in the code, and each call has its scope."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import yaml
from slack_sdk import WebClient

from bot import manifest

_ROOT = Path(__file__).parents[2]
_TEXT = (_ROOT / "manifest.yml").read_text("utf-8")
_MANIFEST = yaml.safe_load(_TEXT)
_GRANTED = frozenset(_MANIFEST["oauth_config"]["scopes"]["bot"])
_EVENTS = frozenset(_MANIFEST["settings"]["event_subscriptions"]["bot_events"])

#: The scopes that each method of the Web API needs of a bot, all of them where the channel may be public or private
#: (docs.slack.dev/reference/methods, 2026-08).
_NEEDED = {
    "apps_connections_open": (),
    "auth_test": (),
    "chat_delete": ("chat:write",),
    "chat_getPermalink": (),
    "chat_postEphemeral": ("chat:write",),
    "chat_postMessage": ("chat:write",),
    "chat_update": ("chat:write",),
    "conversations_history": ("channels:history", "groups:history", "im:history"),
    "conversations_info": ("channels:read", "groups:read"),
    "conversations_members": ("channels:read", "groups:read"),
    "conversations_open": ("im:write",),
    "conversations_replies": ("channels:history", "groups:history", "im:history"),
    "reactions_get": ("reactions:read",),
    "users_info": ("users:read",),
    "users_list": ("users:read",),
    "views_open": (),
    "views_publish": (),
    "views_push": (),
    "views_update": (),
}


def _methods_called() -> set[str]:
    """Every method of slack_sdk's client that the project names, outside the practice workspace."""
    methods = {name for name in dir(WebClient) if "_" in name.strip("_") and name[0] != "_"}
    sources = [p for room in ("bot", "handlers") for p in (_ROOT / room).rglob("*.py") if "sandbox" not in p.parts]
    trees = (ast.parse(path.read_text("utf-8")) for path in sources)
    named = {node.attr for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return (named & methods) - {"api_call"}


def test_every_call_has_its_scope() -> None:
    """A call that Slack would refuse is found here, and not in a collective's channel."""
    missing = {scope for method in _methods_called() for scope in _NEEDED[method]} - _GRANTED
    assert missing == set()


def test_every_scope_is_needed_and_its_comment_says_for_what() -> None:
    """Each names a call or an event that is there; `commands` names the commands."""
    called = {method.replace("_", ".", 1) for method in _methods_called()}
    for scope in _GRANTED - {"commands"}:
        comment = re.search(rf"^ +- {re.escape(scope)} # (.+)$", _TEXT, re.MULTILINE)
        assert comment, f"{scope} has no comment"
        reasons = set(re.findall(r"[a-z]+\.[a-zA-Z]+|[a-z]+(?:_[a-z]+)+", comment[1]))
        same_as = re.search(r"the same as ([a-z:]+)", comment[1])
        assert reasons & (called | _EVENTS) or (same_as and same_as[1] in _GRANTED), scope


@pytest.mark.parametrize(("private", "scope"), [(True, "groups:history"), (False, "channels:history")])
def test_what_an_admin_may_add_stands_there_as_a_comment_and_needs_no_further_scope(private: bool, scope: str) -> None:
    """To hear what is typed into the referral channel: one sign taken away, nothing looked up."""
    event = manifest.message_event(private=private)
    added = yaml.safe_load(_TEXT.replace(f"# - {event}", f"- {event}"))

    assert set(added["settings"]["event_subscriptions"]["bot_events"]) == _EVENTS | {event}
    assert scope in _GRANTED


def test_no_conversation_is_listened_to() -> None:
    """No subscription to messages unless an admin adds one, and nobody can type to the bot."""
    assert not [event for event in _EVENTS if event.startswith("message")]
    assert _MANIFEST["features"]["app_home"]["messages_tab_read_only_enabled"] is True
