"""What the judge knows of the kinds of messages: what each asks for, and whether a client waits for it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.exchange.notices import Face, NoticeKind
from bot.simulation.deeds import NICHE
from bot.views.actions import Action

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What each kind of nudge asks its reader to do, by a name that those which ask for the same share.
ASKS: Mapping[str, str] = MappingProxyType(
    {
        Face.INVITATION: "offer",
        NoticeKind.FIRST_IN_LINE: "hold",
        NoticeKind.STILL_A_FIT: "still a fit",
        NoticeKind.CHOOSE_REMINDER: "choose",
        NoticeKind.OUTCOME_REMINDER: "outcome",
        NoticeKind.UNCONFIRMED: "outcome",
        NoticeKind.UNANSWERED: "find somebody",
        NoticeKind.UNANSWERED_PERSON: "find somebody",
        NoticeKind.COLLEAGUE_QUIET: "ask next",
        NoticeKind.COLLEAGUE_LEFT: "ask next",
        NoticeKind.THANKS_PROMPT: "thanks",
        NoticeKind.NICHE_STILL_RIGHT: "niche",
        NoticeKind.OPENINGS_RUN_OUT: "openings",
    }
)
#: Lines for which a client waits: a digest with one of them may come however many came that week.
CLIENT_WAITS = frozenset(
    {
        NoticeKind.OFFER_MADE,
        NoticeKind.OFFER_RELEASED,
        NoticeKind.FIRST_IN_LINE,
        NoticeKind.STILL_A_FIT,
        NoticeKind.CHOSEN,
        NoticeKind.BACK_IN_LINE,
        NoticeKind.CHOICE_UNDONE,
        NoticeKind.OPEN_AGAIN,
        NoticeKind.CHOOSE_REMINDER,
        NoticeKind.COLLEAGUE_LEFT,
        NoticeKind.UNANSWERED,
        NoticeKind.UNANSWERED_PERSON,
        NoticeKind.EXPIRED,
        NoticeKind.COLLEAGUE_QUIET,
    }
)
#: What tells somebody that nobody has a referral.
TELLS_OF_WAIT = frozenset(
    {
        NoticeKind.UNANSWERED,
        NoticeKind.UNANSWERED_PERSON,
        NoticeKind.EXPIRED,
        NoticeKind.EXPIRED_PERSON,
        NoticeKind.OFFER_RELEASED,
        NoticeKind.OPEN_AGAIN,
        NoticeKind.COLLEAGUE_LEFT,
    }
)
#: By which deeds somebody has answered what is asked of them for no referral.
SETTLES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "niche": frozenset({NICHE, Action.STILL_RIGHT}),
        "openings": frozenset({NICHE, Action.ROOM_NOW, Action.STILL_FULL, Action.FULL}),
    }
)
