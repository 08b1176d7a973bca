"""What members hear of their own practice by itself, and the clarity check, as tests and pictures show them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from bot.exchange.clarity import Asked, Result, Round
from bot.exchange.notices import NoticeKind
from bot.matching import Opening, OpeningKind
from bot.matching.advice.invented import invent
from bot.views import clarity, niche_habits
from bot.views.message import plain
from bot.views.needs import in_short
from tests.unit.views.scenes import ANA, BEN, CLEO, COLLECTIVE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.views.message import Message

K = NoticeKind
_NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
_INVENTED = invent(ANA.niche, [])
assert _INVENTED is not None
ASKED = Round("round1", "ana", _INVENTED, _NOW, asked=[Asked("ben", None, _NOW)])
BEST = in_short(_INVENTED.requests[_INVENTED.right])
UNTIL = date(2026, 3, 30)
ROOM = Opening(OpeningKind.SOME, UNTIL, "weekday mornings & <evenings>")
FULL = Opening(OpeningKind.NONE, UNTIL)
_NO_STATEMENT = replace(ANA, niche=replace(ANA.niche, statement=""))


def niche_shown() -> Mapping[str, Message]:
    """Every message, by what it shows; those that are notices by the name of their kind."""
    offered = niche_habits.thank_for_niche()
    return {
        K.WELCOME: niche_habits.welcome(CLEO, COLLECTIVE),
        K.NICHE_STILL_RIGHT: niche_habits.still_right(ANA),
        "still right, without a statement": niche_habits.still_right(_NO_STATEMENT),
        "still right, settled": niche_habits.is_right(),
        "still right, answered": clarity.offered(offered, want=True, help_others=True),
        "still right, answered before": clarity.offered(offered, want=False, help_others=False),
        K.OPENINGS_RUN_OUT: niche_habits.openings_run_out(ROOM, 4),
        "openings run out, full before": niche_habits.openings_run_out(FULL, 1),
        "room now": niche_habits.openings_now(ROOM),
        "still full": niche_habits.openings_now(FULL),
        "full for now": niche_habits.openings_now(Opening(OpeningKind.NONE)),
        "openings unknown": niche_habits.openings_now(Opening()),
        K.CLARITY_ASK: clarity.question(ASKED, ANA),
        "clarity, answered": clarity.answered(ANA),
        "clarity, answered about one without a niche": clarity.answered(BEN),
        "clarity, no longer asked": clarity.no_longer_asked(),
        K.CLARITY_RESULT: clarity.result(Result(4, 5), BEST),
        "clarity, half": clarity.result(Result(2, 5), BEST),
        "clarity, unclear": clarity.result(Result(0, 5), BEST),
        "clarity, begun": plain(clarity.begun()),
        "clarity, deleted": clarity.deleted(),
        "clarity, helping": plain(clarity.helping()),
        "clarity, helping no more": plain(clarity.helping_no_more()),
        "clarity, too late": plain(clarity.too_late()),
    }
