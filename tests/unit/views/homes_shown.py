"""The app's Home as tests and pictures show it: with much in it, with nothing, paused, and for whoever is no member."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import TYPE_CHECKING

from bot.exchange.duties import Duty
from bot.exchange.moves import Why
from bot.exchange.notices import Notice, NoticeKind
from bot.exchange.reminders import Pause, PausedBy, Reminders, Topic
from bot.exchange.working_time import PracticeHours
from bot.views import home, lists, notices, refusals
from bot.views.digest import Line
from bot.views.home import Seen
from tests.unit.views.forms_shown import NOW
from tests.unit.views.notices_told import TRUE
from tests.unit.views.scenes import ANA, BEN, CHOSEN, COLLECTIVE, SAM, after, offer

if TYPE_CHECKING:
    from slack_sdk.models.views import View

    from bot.exchange.values import Member

_OWN = Reminders(
    PracticeHours(time(10), time(18, 30)), frozenset({1, 3}), "", frozenset({Topic.NEWS}), None, wants_clarity=True
)


def _line(kind: NoticeKind, reader: Member, *, put_off: bool = False) -> Line:
    notice, scene = next(
        (notice, scene) for notice, scene in TRUE.items() if (notice.kind, notice.to) == (kind, reader.id)
    )
    said = notices.render(Notice(kind, reader.id, notice.about), scene)
    assert said is not None
    return Line("row", kind, said, NOW + timedelta(days=9) if put_off else None)


def homes() -> dict[str, View]:
    """Every Home, by what it shows."""
    both = after(offer(ANA), offer(BEN))
    full = Seen(
        [
            home.of_duty(Duty.ANSWER, ANA, after()),
            home.of_duty(Duty.HOLD, ANA, both),
            _line(NoticeKind.STILL_A_FIT, ANA),
            home.of_duty(Duty.TELL, ANA, after(*CHOSEN)),
        ],
        2,
        [_line(NoticeKind.OUTCOME_REMINDER, ANA, put_off=True)] * (home.MOST_SHOWN + 1),
    )
    asking = Seen([home.of_duty(Duty.CHOOSE, SAM, both), _line(NoticeKind.UNANSWERED, SAM).said])
    return {
        "nothing": home.render(ANA, COLLECTIVE, Seen(), NOW),
        "full": home.render(replace(ANA, reminders=_OWN), COLLECTIVE, full, NOW),
        "the referrer": home.render(SAM, COLLECTIVE, asking, NOW),
        **{name: _paused(pause) for name, pause in _PAUSES.items()},
        "no member": home.for_others(refusals.sentence(Why.NOT_A_MEMBER)),
        "not set up": home.for_others(lists.not_set_up()),
    }


_PAUSES = {
    "paused": Pause(PausedBy.MEMBER),
    "paused until a day": Pause(PausedBy.MEMBER, NOW + timedelta(days=9)),
    "stopped": Pause(PausedBy.BOT),
}


def _paused(pause: Pause) -> View:
    return home.render(replace(ANA, reminders=Reminders(pause=pause, helps_clarity=True)), COLLECTIVE, Seen(), NOW)
