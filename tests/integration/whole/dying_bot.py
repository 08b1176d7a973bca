"""Runs the exchange as `exchange run` does, in a hurry and in a process of its own, and dies by SIGKILL at one step.

The step is named from outside, so no code of the exchange knows that it may be killed there.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from functools import partial, wraps
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from bot.app import build
from bot.cli import main
from bot.clock import MovableClock
from tests.hurry import A_WORKING_DAY, HURRIED

if TYPE_CHECKING:
    from collections.abc import Mapping


def run(when: str, step: str, environment: Mapping[str, str]) -> None:
    """Run it with these settings until the step.

    Args:
        when: "before" or "after".
        step: as module:function.
    """
    os.environ.update(environment)
    sys.argv = ["exchange", "run"]
    _die_at(when, step)
    with patch("bot.cli.build", partial(build, clock=MovableClock(A_WORKING_DAY), tempo=HURRIED)):
        main()


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
