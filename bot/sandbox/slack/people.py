"""Who is in the practice workspace: frozen values, and how they are read from a YAML file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from bot.yaml_text import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Role(StrEnum):
    """What somebody may do in the workspace."""

    OWNER = "owner"
    ADMIN = "admin"
    MEMBER = "member"
    GUEST = "guest"


@dataclass(frozen=True)
class Team:
    """The workspace itself."""

    id: str
    name: str

    @property
    def domain(self) -> str:
        return "-".join(self.name.lower().split())


@dataclass(frozen=True)
class Person:
    """Somebody with an account.

    Attributes:
        timezone: an IANA name.
        deleted: the account was deactivated.
    """

    id: str
    name: str
    title: str = ""
    timezone: str = "America/Chicago"
    role: Role = Role.MEMBER
    is_bot: bool = False
    deleted: bool = False

    @property
    def handle(self) -> str:
        """The user name that Slack sends beside the id."""
        return ".".join(self.name.lower().split())


@dataclass(frozen=True)
class ChannelSeed:
    """A channel that is there from the start, with every person in it, and the app."""

    id: str
    name: str
    private: bool = False


@dataclass(frozen=True)
class Roster:
    """Everybody and everything that a workspace starts with."""

    team: Team
    people: tuple[Person, ...]
    channels: tuple[ChannelSeed, ...]


def with_ids(text: str, people: Iterable[Person]) -> str:
    """What somebody typed, with the id of each person whom they named in it (docs.slack.dev, "Slash commands")."""
    named = {f"@{name}".lower(): f"<@{each.id}|{each.handle}>" for each in people for name in (each.name, each.handle)}
    longest_first = "|".join(re.escape(name) for name in sorted(named, key=len, reverse=True))
    names = re.compile(rf"(?:{longest_first})(?!\w)", re.IGNORECASE)
    return names.sub(lambda found: named[found[0].lower()], text)


def load_roster(path: Path) -> Roster:
    """Read a roster from YAML with the keys `team`, `channel` and `people`; what is not known here is left unread.

    Raises:
        KeyError: something that is needed is missing.
        ValueError: a role is not one of `Role`.
    """
    told: dict[str, Any] = read_yaml(path.read_text(encoding="utf-8"))
    channel = told["channel"]
    return Roster(
        team=Team(told["team"]["id"], told["team"]["name"]),
        people=tuple(_person(each) for each in told["people"]),
        channels=(ChannelSeed(channel["id"], channel["name"], private=bool(channel.get("private"))),),
    )


def _person(told: dict[str, Any]) -> Person:
    return Person(
        id=told["id"],
        name=told["name"],
        title=told.get("title", ""),
        timezone=told["timezone"],
        role=Role(told.get("role", Role.MEMBER)),
    )
