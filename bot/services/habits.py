"""Habits: what becomes due of a member or of the collective and not of a referral, and plans its own next time."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.exchange.nudges import NudgeKind
from bot.services import clarity, contacts, niche_habits, niche_words, weekly

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from bot.services.context import Context
    from storage.nudges import DueNudge

#: What happens when one is due, in the transaction in which it was taken.
HABITS: Mapping[NudgeKind, Callable[[Context, Connection, DueNudge], None]] = MappingProxyType(
    {
        NudgeKind.WELCOME: niche_habits.welcome,
        NudgeKind.NICHE_STILL_RIGHT: niche_habits.ask_still_right,
        NudgeKind.OPENINGS_RUN_OUT: niche_habits.ask_openings,
        NudgeKind.CLARITY: clarity.ask_next,
        NudgeKind.WEEKLY_POST: weekly.come_round,
        NudgeKind.CONTACT: contacts.bring_up,
        NudgeKind.NICHE_WORD: niche_words.say,
    }
)
