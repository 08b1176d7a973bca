"""Runs the exchange as `exchange run` does, in a hurry, and dies by SIGKILL at one step.

    python -m tests.integration.whole.dying_bot before|after module:function

The step is named from outside, so no code of the exchange knows that it may be killed there.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from functools import partial, wraps
from typing import Any
from unittest.mock import patch

from bot.app import build
from bot.cli import main
from tests.hurry import HURRIED


def _die_at(when: str, step: str) -> None:
    """Have the process killed before or after the first call of a function or a method."""
    module_name, _, path = step.partition(":")
    owner: Any = importlib.import_module(module_name)
    *outer, name = path.split(".")
    for part in outer:
        owner = getattr(owner, part)
    original = getattr(owner, name)

    @wraps(original)
    def mortal(*args: Any, **kwargs: Any) -> Any:
        if when == "after":
            original(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, name, mortal)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        _die_at(sys.argv[1], sys.argv[2])
    sys.argv = ["exchange", "run"]
    with patch("bot.cli.build", partial(build, tempo=HURRIED)):
        main()
