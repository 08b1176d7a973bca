"""The data files of the matching, which every start of the bot waits for."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

# The safe loader in C, ten times as fast, wherever PyYAML was built with it.
_SAFE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(name: str) -> Any:
    """What the YAML file holds that stands at `name` within this room."""
    return yaml.load(files(__package__).joinpath(name).read_text("utf-8"), Loader=_SAFE)  # noqa: S506
