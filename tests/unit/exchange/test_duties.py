"""Promises of what a referral asks: one thing of whoever has to act, and nothing of anybody else."""

from __future__ import annotations

from bot.exchange import moves as m
from bot.exchange.duties import Duty, duty_of
from bot.exchange.values import Answer, Means
from tests.unit.views.scenes import ANA, BEN, CHOSEN, after, offer


def test_whoever_is_asked_answers_until_they_have() -> None:
    """Also while somebody else holds it: a backup still helps."""
    assert duty_of(after().state, "ana") is Duty.ANSWER
    assert duty_of(after(offer(BEN)).state, "ana") is Duty.ANSWER
    assert duty_of(after(m.Decline("ana", Answer.NOT_A_FIT)).state, "ana") is None


def test_the_referrer_chooses_once_somebody_offered() -> None:
    """Before that there is nothing for them to do, and afterwards it is for the colleague to tell."""
    assert duty_of(after().state, "sam") is None
    assert duty_of(after(offer(ANA)).state, "sam") is Duty.CHOOSE
    assert duty_of(after(*CHOSEN).state, "sam") is None


def test_the_first_in_line_holds_it_and_backups_wait() -> None:
    """Until the first one steps back."""
    both = (offer(ANA), offer(BEN))
    assert duty_of(after(*both).state, "ana") is Duty.HOLD
    assert duty_of(after(*both).state, "ben") is None
    assert duty_of(after(*both, m.Release("ana", Means.BUTTON)).state, "ben") is Duty.HOLD


def test_whom_the_client_chose_tells_how_it_went() -> None:
    """And a referral that is over asks nobody for anything."""
    assert duty_of(after(*CHOSEN).state, "ana") is Duty.TELL
    over = after(offer(ANA), m.Withdraw("sam")).state
    assert {duty_of(over, who) for who in ("sam", "ana", "ben", "dev")} == {None}
