"""Every notice in a scene where it is true, and in one that time has brought past it."""

from __future__ import annotations

from dataclasses import replace

from bot.exchange import moves as m
from bot.exchange.notices import Notice, NoticeKind
from bot.exchange.nudges import NudgeKind
from bot.exchange.reminders import Pause, PausedBy, Reminders
from bot.exchange.values import Means, Outcome
from tests.unit.views.scenes import ANA, BEN, CHOSEN, after, choose, offer

HANDED_OFF = after(*CHOSEN)
K = NoticeKind
QUIET = replace(
    HANDED_OFF, people={**HANDED_OFF.people, "ana": replace(ANA, reminders=Reminders(pause=Pause(PausedBy.BOT)))}
)
#: Each notice where it is true.
TRUE = {
    Notice(K.OFFER_MADE, "sam", "ben"): after(offer(ANA), offer(BEN, "licence")),
    Notice(K.OFFER_RELEASED, "sam", "ana"): after(offer(ANA), offer(BEN), m.Release("ana", Means.BUTTON)),
    Notice(K.FIRST_IN_LINE, "ben"): after(offer(ANA), offer(BEN), m.Release("ana", Means.BUTTON)),
    Notice(K.STILL_A_FIT, "ana"): after(offer(ANA)),
    Notice(K.CHOSEN, "ana"): HANDED_OFF,
    Notice(K.LET_GO, "ben"): HANDED_OFF,
    Notice(K.NO_LONGER_NEEDED, "ana"): after(offer(ANA), m.Withdraw("sam")),
    Notice(K.BACK_IN_LINE, "ben"): after(*CHOSEN, m.UndoChoose("sam")),
    Notice(K.CHOICE_UNDONE, "ana"): after(*CHOSEN, m.UndoChoose("sam")),
    Notice(K.OPEN_AGAIN, "sam", "ben"): after(*CHOSEN, m.ReportOutcome("ana", Outcome.NOT_A_FIT)),
    Notice(K.CHOOSE_REMINDER, "sam"): after(offer(ANA), offer(BEN)),
    Notice(K.OUTCOME_REMINDER, "ana"): HANDED_OFF,
    Notice(K.OUTCOME_REPORTED, "sam", "ana"): after(*CHOSEN, m.ReportOutcome("ana", Outcome.BOOKED)),
    Notice(K.THANKS_PROMPT, "ana"): after(*CHOSEN, m.ReportOutcome("sam", Outcome.BOOKED)),
    Notice(K.UNCONFIRMED, "sam", "ana"): HANDED_OFF,
    Notice(K.COLLEAGUE_LEFT, "sam", "ana"): HANDED_OFF,
    Notice(K.COLLEAGUE_QUIET, "sam", "ana"): QUIET,
    Notice(K.LINE_CHANGED, "sam", "ben"): after(offer(ANA), offer(BEN), m.StandBack("ana")),
    Notice(K.CLOSED, "ana"): after(*CHOSEN, m.Remind(m.CLOCK, NudgeKind.CLOSE)),
    Notice(K.CLOSED, "sam"): after(*CHOSEN, m.Remind(m.CLOCK, NudgeKind.CLOSE)),
    Notice(K.ASKING_NEXT, "ana"): after(*CHOSEN, m.AskNext("sam")),
    Notice(K.UNANSWERED, "sam"): after(),
    Notice(K.UNANSWERED_PERSON, "dev"): after(),
    Notice(K.EXPIRED, "sam"): after(m.Remind(m.CLOCK, NudgeKind.EXPIRE)),
    Notice(K.EXPIRED_PERSON, "dev"): after(m.Remind(m.CLOCK, NudgeKind.EXPIRE)),
}
#: Each notice where time has passed it by.
PAST = {
    Notice(K.OFFER_MADE, "sam", "ana"): after(offer(ANA), m.Release("ana", Means.BUTTON)),
    Notice(K.OFFER_RELEASED, "sam", "ana"): after(offer(ANA)),
    Notice(K.FIRST_IN_LINE, "ben"): after(offer(ANA), offer(BEN)),
    Notice(K.STILL_A_FIT, "ana"): after(offer(ANA), m.Release("ana", Means.BUTTON)),
    Notice(K.CHOSEN, "ana"): after(*CHOSEN, m.UndoChoose("sam")),
    Notice(K.LET_GO, "ben"): after(*CHOSEN, m.UndoChoose("sam")),
    Notice(K.NO_LONGER_NEEDED, "ana"): after(offer(ANA), m.Withdraw("sam"), m.UndoWithdraw("sam")),
    Notice(K.BACK_IN_LINE, "ben"): HANDED_OFF,
    Notice(K.CHOICE_UNDONE, "ana"): HANDED_OFF,
    Notice(K.OPEN_AGAIN, "sam"): HANDED_OFF,
    Notice(K.CHOOSE_REMINDER, "sam"): HANDED_OFF,
    Notice(K.OUTCOME_REMINDER, "ana"): after(*CHOSEN, m.ReportOutcome("ana", Outcome.BOOKED)),
    Notice(K.OUTCOME_REPORTED, "sam", "ana"): after(*CHOSEN, m.ReportOutcome("ana", Outcome.NOT_A_FIT)),
    Notice(K.THANKS_PROMPT, "ana"): replace(after(*CHOSEN, m.ReportOutcome("ana", Outcome.BOOKED)), thanked=True),
    Notice(K.UNCONFIRMED, "sam", "ana"): after(*CHOSEN, m.AskNext("sam"), choose(BEN)),
    Notice(K.COLLEAGUE_LEFT, "sam", "ben"): HANDED_OFF,
    Notice(K.COLLEAGUE_QUIET, "sam", "ana"): HANDED_OFF,
    Notice(K.LINE_CHANGED, "sam", "ben"): after(offer(ANA), offer(BEN), m.StandBack("ana"), m.StandBack("ben")),
    Notice(K.CLOSED, "sam"): after(*CHOSEN, m.Remind(m.CLOCK, NudgeKind.CLOSE), m.ReportOutcome("ana", Outcome.BOOKED)),
    Notice(K.ASKING_NEXT, "ana"): HANDED_OFF,
    Notice(K.UNANSWERED, "sam"): after(offer(ANA)),
    Notice(K.UNANSWERED_PERSON, "dev"): after(offer(ANA)),
    Notice(K.EXPIRED, "sam"): after(),
    Notice(K.EXPIRED_PERSON, "dev"): after(),
}
