"""The app as Slack sees it: where `manifest.yml` lies, which scopes it asks for, and the events it could ask for."""

from __future__ import annotations

from pathlib import Path

from bot.yaml_text import read_yaml

_NAME = "manifest.yml"


def file() -> Path:
    """Where the manifest lies: beside this package in a checkout, inside it once installed from a wheel."""
    here = Path(__file__).parent
    installed = here / _NAME
    return installed if installed.exists() else here.parent / _NAME


def scopes() -> frozenset[str]:
    """The bot scopes that the manifest asks for."""
    declared = read_yaml(file().read_text("utf-8"))
    return frozenset(declared["oauth_config"]["scopes"]["bot"])


def message_event(*, private: bool) -> str:
    """The subscription by which the app hears what people type into a channel of this kind.

    `manifest.yml` has it as a comment alone; the scope that it needs is there for another reason.
    """
    return "message.groups" if private else "message.channels"
