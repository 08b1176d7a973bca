"""What Slack hands us, a file for each thing a member does: read the payload, call a service, answer with a view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import (
    channel,
    claim,
    faults,
    hand_off,
    home,
    insight,
    members,
    membership,
    naming,
    niche,
    niche_habits,
    refer,
    reminders,
    setup,
    sources,
    terms,
    thanks,
)

if TYPE_CHECKING:
    from slack_bolt import App

    from handlers.desk import Desk


#: Those that are called most come first, for Bolt tries the listeners in turn.
_ROOMS = (
    terms,
    claim,
    refer,
    hand_off,
    reminders,
    home,
    naming,
    insight,
    niche,
    niche_habits,
    thanks,
    sources,
    setup,
    members,
    membership,
    channel,
)


def register(app: App, desk: Desk) -> None:
    """Register every listener."""
    for room in _ROOMS:
        room.register(app, desk)
    faults.register(app)
