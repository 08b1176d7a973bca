"""An exchange in a hurry: tests wait for what comes, and not for Slack's one message a second."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.app import Tempo

#: The order of things and every rule stay; what real time takes is left out.
HURRIED = Tempo(pace=timedelta(), send=0.1, sweep=0.1)
#: A Tuesday morning in Texas, well ahead of the machine's own time: a post in doubt is looked up from that on, so
#: calendar time must not run behind it where anything goes wrong.
A_WORKING_DAY = datetime(2035, 3, 6, 16, tzinfo=UTC)
