"""The practice collective and the app's own manifest can be read, and each is one whole."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from bot.sandbox.slack.manifest import read_manifest
from bot.sandbox.slack.people import Role, load_roster

ROOT = Path(__file__).parents[3]


def test_the_practice_collective_has_an_owner_and_a_guest() -> None:
    """Everybody has an id of their own and a time zone that exists."""
    roster = load_roster(ROOT / "bot/sandbox/collective.yml")
    ids = [person.id for person in roster.people]
    assert len(ids) == len(set(ids)) >= 20
    assert {Role.OWNER, Role.MEMBER, Role.GUEST} <= {person.role for person in roster.people}
    assert all(ZoneInfo(person.timezone) for person in roster.people)
    assert roster.channels[0].private


def test_the_apps_own_manifest_is_understood() -> None:
    """Its scopes, its commands and its subscriptions are what the workspace holds it to."""
    manifest = read_manifest(ROOT / "manifest.yml")
    assert "chat:write" in manifest.scopes
    assert {"/refer", "/niche"} <= {each.command for each in manifest.commands}
    assert "reaction_added" in manifest.events
    assert manifest.read_only_messages
