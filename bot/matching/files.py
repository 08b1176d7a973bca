"""The data files of the matching, which every start of the bot waits for."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from bot.yaml_text import read_yaml


def load(name: str) -> Any:
    """What the YAML file holds that stands at `name` within this room."""
    return read_yaml(files(__package__).joinpath(name).read_text("utf-8"))
