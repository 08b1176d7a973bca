"""An exchange in a hurry: tests wait for what comes, and not for Slack's one message a second."""

from __future__ import annotations

from datetime import timedelta

from bot.app import Tempo

#: The order of things and every rule stay; what real time takes is left out.
HURRIED = Tempo(pace=timedelta(), send=0.1, sweep=0.1)
