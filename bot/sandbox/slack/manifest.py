"""What the app declared in its manifest, as far as Slack goes by it: scopes, events, commands, shortcuts, its home."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.yaml_text import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class SlashCommand:
    """A command as people are shown it.

    Attributes:
        should_escape: a colleague who is named comes with their id.
    """

    command: str
    description: str
    usage_hint: str
    should_escape: bool


@dataclass(frozen=True)
class Shortcut:
    """A shortcut as people are shown it.

    Attributes:
        kind: "message" for one in the menu of every message, "global" for one that needs no message.
    """

    name: str
    kind: str
    callback_id: str
    description: str


@dataclass(frozen=True)
class Manifest:
    """An app's manifest.

    Attributes:
        scopes: of the bot token.
        events: the types that the bot subscribes to.
        home_tab: the bot's App Home has a Home tab.
        messages_tab: it has a Messages tab, which is where the direct messages with the bot are.
        read_only_messages: people cannot type to the bot.
    """

    name: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: tuple[SlashCommand, ...]
    shortcuts: tuple[Shortcut, ...]
    home_tab: bool
    messages_tab: bool
    read_only_messages: bool

    def shortcut(self, name: str) -> Shortcut:
        """The shortcut of this name or callback_id.

        Raises:
            LookupError: there is none.
        """
        for each in self.shortcuts:
            if name in (each.name, each.callback_id):
                return each
        there = ", ".join(f"“{each.name}”" for each in self.shortcuts) or "none"
        raise LookupError(f"There is no shortcut “{name}”. There are {there}.")


def read_manifest(source: Mapping[str, Any] | Path | str) -> Manifest:
    """Read a manifest that was parsed, or that stands in a YAML file.

    Raises:
        KeyError: it has no name.
    """
    told = read_yaml(Path(source).read_text(encoding="utf-8")) if isinstance(source, str | Path) else source
    features, settings = told.get("features", {}), told.get("settings", {})
    home = features.get("app_home", {})
    name = features.get("bot_user", {}).get("display_name") or told["display_information"]["name"]
    return Manifest(
        name=name,
        scopes=frozenset(told.get("oauth_config", {}).get("scopes", {}).get("bot", ())),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
        commands=tuple(
            SlashCommand(
                each["command"],
                each.get("description", ""),
                each.get("usage_hint", ""),
                should_escape=each.get("should_escape", False),
            )
            for each in features.get("slash_commands", ())
        ),
        shortcuts=tuple(
            Shortcut(each["name"], each["type"], each["callback_id"], each["description"])
            for each in features.get("shortcuts", ())
        ),
        home_tab=bool(home.get("home_tab_enabled")),
        messages_tab=bool(home.get("messages_tab_enabled", True)),
        read_only_messages=bool(home.get("messages_tab_read_only_enabled")),
    )
