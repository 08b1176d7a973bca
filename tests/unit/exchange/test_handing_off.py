"""From the client's choice to the end: who is told, what stands again, and whose word counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.exchange import moves as m
from bot.exchange.notices import Card, Face, NoticeKind
from bot.exchange.nudges import NUDGES, NudgeKind
from bot.exchange.values import Answer, Outcome, Standing, Status
from tests.unit.exchange.play import PRACTICE, choose, offer, release, remind, report, story

K = NoticeKind
THREE = (offer("ana"), offer("ben"), offer("cleo"))
STILL_LOOKING = {Outcome.NOT_A_FIT, Outcome.NO_ROOM}


def test_the_choice_tells_the_chosen_and_thanks_the_others() -> None:
    """One is told to expect a call and may thank the referrer; everybody else in line is thanked and let go."""
    told = story(*THREE, offer("dev"), release("dev"), choose("ben"))
    assert told.status is Status.HANDED_OFF
    assert told.said == {(K.CHOSEN, "ben"), (K.THANKS_PROMPT, "ben"), (K.LET_GO, "ana"), (K.LET_GO, "cleo")}
    assert told.state.chosen
    assert told.state.chosen.member_id == "ben"
    assert told.line == []


@pytest.mark.parametrize("side", ["ana", "sam"])
def test_an_old_button_does_not_reopen_what_ended_well(side: str) -> None:
    """While either side's newest word is that the client is booked, nobody else is asked."""
    told = story(*THREE, choose("ana"), report(side, Outcome.BOOKED))
    assert told.refuses(m.AskNext("sam")) is m.Why.NOT_NOW
    assert told.do(report(side, Outcome.WENT_ELSEWHERE), m.AskNext("sam")).holder == "ben"


def test_only_somebody_in_line_can_be_chosen() -> None:
    """An offer taken back, or never made, is no offer."""
    told = story(offer("ana"), offer("ben"), release("ana"))
    assert told.refuses(choose("ana")) is m.Why.NO_OFFER
    assert told.refuses(choose("nobody")) is m.Why.NO_OFFER


def test_each_is_asked_in_their_own_working_time() -> None:
    """Ben is in California, where nine is noon in New York: he is asked at his nine, the referrer hears at theirs."""
    told = story(offer("ben"))
    told.now = told.now.replace(hour=14)  # nine in New York, six in California
    told.do(choose("ben"))
    assert [nudge.due_at.hour for nudge in told.pending] == [16, 16, 13, 13]  # in summer time by then


def test_a_slip_is_undone_as_if_it_had_not_been() -> None:
    """Everybody has their place again and hears so; who was chosen hears that it was a slip."""
    told = story(*THREE, m.StandBack("cleo"), choose("ben"), m.UndoChoose("sam"))
    assert (told.holder, told.line) == ("ana", ["ana", "ben", "cleo"])
    assert told.said == {(K.CHOICE_UNDONE, "ben"), (K.BACK_IN_LINE, "ana"), (K.BACK_IN_LINE, "cleo")}
    assert told.do(choose("ana")).status is Status.HANDED_OFF


@pytest.mark.parametrize("who", ["sam", "ana"])
def test_once_somebody_has_said_how_it_went_the_choice_was_no_slip(who: str) -> None:
    """Whichever side it was."""
    told = story(offer("ana"), choose("ana"), report(who, Outcome.WAITING))
    assert told.refuses(m.UndoChoose("sam")) is m.Why.NOT_NOW


def test_a_second_choice_can_be_undone_whatever_was_said_of_the_first() -> None:
    """Each hand-off is a story of its own."""
    told = story(offer("ana"), offer("ben"), choose("ana"), report("ana", Outcome.NO_ROOM), choose("ben"))
    assert told.do(m.UndoChoose("sam")).holder == "ben"


def test_who_left_meanwhile_is_not_in_line_again_after_a_slip() -> None:
    """Nor are they told; the next who is here holds it in the place of a holder who has left."""
    told = story(*THREE, choose("ana"))
    told.practice = replace(PRACTICE, gone=frozenset({"ana"}))
    told.do(m.UndoChoose("sam"))
    assert (told.holder, told.line) == ("ben", ["ben", "cleo"])
    assert told.said == {(K.FIRST_IN_LINE, "ben"), (K.BACK_IN_LINE, "cleo")}


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - STILL_LOOKING - {Outcome.WAITING}))
@pytest.mark.parametrize(("who", "other"), [("ana", "sam"), ("sam", "ana")])
def test_the_first_word_of_either_side_closes_it(outcome: Outcome, who: str, other: str) -> None:
    """The other side hears what was said; nothing stays pending, "rather not say" included."""
    told = story(offer("ana"), choose("ana"), report(who, outcome))
    assert (told.status, told.pending) == (Status.CLOSED, ())
    assert told.said - {(K.THANKS_PROMPT, "ana")} == {(K.OUTCOME_REPORTED, other)}


@pytest.mark.parametrize("outcome", sorted(set(Outcome)))
@pytest.mark.parametrize("who", ["ana", "sam"])
def test_after_a_good_end_the_colleague_is_offered_a_thank_you(outcome: Outcome, who: str) -> None:
    """Whoever says that it is booked, the colleague who was thought of may like to say thanks; after nothing else."""
    told = story(offer("ana"), choose("ana"), report(who, outcome))
    assert ((K.THANKS_PROMPT, "ana") in told.said) is (outcome is Outcome.BOOKED)


def test_thanks_are_offered_once_for_a_referral() -> None:
    """Neither the second side's word nor a second hand-off asks again, nor is anybody asked who has left."""
    booked = report("ana", Outcome.BOOKED)
    told = story(offer("ana"), offer("ben"), choose("ana"), booked)
    assert told.do(report("sam", Outcome.BOOKED)).said == {(K.OUTCOME_REPORTED, "ana")}
    told.do(report("ana", Outcome.WENT_ELSEWHERE), report("sam", Outcome.WENT_ELSEWHERE))
    told.do(m.AskNext("sam"), choose("ben"), report("ben", Outcome.BOOKED))
    assert told.said == {(K.OUTCOME_REPORTED, "sam")}

    left = story(offer("ana"), choose("ana"))
    left.practice = replace(PRACTICE, gone=frozenset({"ana"}))
    assert left.do(report("sam", Outcome.BOOKED)).said == {(K.OUTCOME_REPORTED, "ana")}


@pytest.mark.parametrize(("since", "offered"), [(timedelta(days=7), True), (timedelta(days=6, hours=20), False)])
def test_a_thank_you_is_offered_once_a_week_at_most(since: timedelta, offered: bool) -> None:
    """To one person, whatever it is about: at the hand-off and at the good end alike."""
    told = story(offer("ana"), offer("ben"))
    told.practice = replace(PRACTICE, prompted={"ana": told.now - since})
    told.do(choose("ana"))
    assert ((K.THANKS_PROMPT, "ana") in told.said) is offered
    assert ((K.THANKS_PROMPT, "ana") in told.do(report("sam", Outcome.BOOKED)).said) is offered

    told = story(offer("ana"), offer("ben"))
    told.practice = replace(PRACTICE, prompted={"ana": told.now})
    assert (K.THANKS_PROMPT, "ben") in told.do(choose("ben")).said


def test_who_has_thanked_is_not_asked_to() -> None:
    """Be it before the hand-off, or between that and the good end."""
    told = story(offer("ana"))
    told.practice = replace(PRACTICE, have_thanked=frozenset({"ana"}))
    assert told.do(choose("ana")).said == {(K.CHOSEN, "ana")}
    assert told.do(report("ana", Outcome.BOOKED)).said == {(K.OUTCOME_REPORTED, "sam")}


def test_waiting_to_hear_asks_later_again() -> None:
    """It stays handed off, and the seven days begin anew."""
    told = story(offer("ana"), choose("ana"))
    planned = told.pending
    told.do(report("ana", Outcome.WAITING))
    assert told.status is Status.HANDED_OFF
    assert [nudge.kind for nudge in told.pending] == [nudge.kind for nudge in planned]
    assert all(new.due_at >= old.due_at for new, old in zip(told.pending, planned, strict=True))
    assert told.said == {(K.OUTCOME_REPORTED, "sam")}


@pytest.mark.parametrize("outcome", sorted(STILL_LOOKING))
def test_not_a_fit_calls_the_next_and_tells_everybody_who_is_in_line_again(outcome: Outcome) -> None:
    """Nobody who was let go is in line without knowing it; the referrer hears that it is open again, not why."""
    told = story(*THREE, choose("ana"), report("ana", outcome))
    assert (told.status, told.holder, told.line) == (Status.CLAIMED, "ben", ["ben", "cleo"])
    assert told.said == {(K.OPEN_AGAIN, "sam"), (K.FIRST_IN_LINE, "ben"), (K.BACK_IN_LINE, "cleo")}
    assert told.standing("ana") is Standing.RELEASED


def test_not_a_fit_with_nobody_in_line_opens_it_again() -> None:
    """It looks for somebody as if it were new, and its card is back."""
    told = story(offer("ana"), choose("ana"), report("ana", Outcome.NOT_A_FIT))
    assert (told.status, told.line) == (Status.OPEN, [])
    assert [nudge.kind for nudge in told.pending] == [rule.kind for rule in NUDGES if rule.waits_in is Status.OPEN]
    assert told.last
    assert told.last.cards == (Card(Face.CHANNEL),)


def test_a_referrer_who_says_not_a_fit_leaves_nobody_waiting_for_a_call() -> None:
    """The colleague who was chosen hears that the referrer has turned to somebody else."""
    told = story(offer("ana"), offer("ben"), choose("ana"), report("sam", Outcome.NOT_A_FIT))
    assert told.said == {(K.OPEN_AGAIN, "sam"), (K.FIRST_IN_LINE, "ben"), (K.ASKING_NEXT, "ana")}


def test_asking_the_next_tells_who_was_chosen() -> None:
    """After "unconfirmed", or after the end: the next is called, and nobody is left to guess."""
    told = story(*THREE, choose("ana"), m.AskNext("sam"))
    assert told.holder == "ben"
    assert told.said == {
        (K.OPEN_AGAIN, "sam"),
        (K.FIRST_IN_LINE, "ben"),
        (K.BACK_IN_LINE, "cleo"),
        (K.ASKING_NEXT, "ana"),
    }
    closed = story(*THREE, choose("ana"), remind(NudgeKind.CLOSE), m.AskNext("sam"))
    assert (closed.status, closed.holder) == (Status.CLAIMED, "ben")


def test_asking_the_next_calls_nobody_who_has_left() -> None:
    """Neither as the next nor as somebody who is told."""
    told = story(*THREE, choose("ana"))
    told.practice = replace(PRACTICE, gone=frozenset({"ana", "ben"}))
    told.do(m.AskNext("sam"))
    assert (told.holder, told.line) == ("cleo", ["cleo"])
    assert told.said == {(K.OPEN_AGAIN, "sam"), (K.FIRST_IN_LINE, "cleo")}


def test_whoever_was_not_a_fit_can_offer_again() -> None:
    """They go to the end of the line like anybody who offers anew."""
    told = story(*THREE, choose("ana"), report("ana", Outcome.NO_ROOM), offer("ana", again=" again"))
    assert told.line == ["ben", "cleo", "ana"]


def test_both_sides_are_kept_where_they_differ() -> None:
    """The second word changes no status, is told to the other side, and stands beside the first."""
    told = story(offer("ana"), choose("ana"), report("ana", Outcome.BOOKED), report("sam", Outcome.NOT_A_FIT))
    assert told.status is Status.CLOSED
    assert told.said == {(K.OUTCOME_REPORTED, "ana")}
    assert told.state.chosen
    newest = told.state.reports_on(told.state.chosen)
    assert {who: word.outcome for who, word in newest.items()} == {"ana": Outcome.BOOKED, "sam": Outcome.NOT_A_FIT}


def test_the_newest_word_of_a_side_counts_and_every_word_is_kept() -> None:
    """Waiting to hear, then booked."""
    told = story(offer("ana"), choose("ana"), report("ana", Outcome.WAITING), report("ana", Outcome.BOOKED))
    assert told.state.chosen
    assert told.state.reports_on(told.state.chosen)["ana"].outcome is Outcome.BOOKED
    assert [word.outcome for word in told.state.reports] == [Outcome.WAITING, Outcome.BOOKED]


def test_what_was_said_of_one_colleague_is_not_said_of_the_next() -> None:
    """A second hand-off begins without a word on it."""
    told = story(offer("ana"), offer("ben"), choose("ana"), report("sam", Outcome.NOT_A_FIT), choose("ben"))
    assert told.state.chosen
    assert told.state.reports_on(told.state.chosen) == {}
    assert len(told.state.reports) == 1


def test_others_say_nothing_of_the_outcome() -> None:
    """A backup who was let go, or a colleague who was only asked, is no side."""
    told = story(offer("ana"), offer("ben"), choose("ana"))
    for other in ("ben", "cleo", "gus"):
        assert told.refuses(report(other, Outcome.BOOKED)) is m.Why.NOT_YOURS


def test_a_no_after_the_hand_off_is_noted_and_asks_nobody() -> None:
    """An invitation can still be answered; there is nobody left to find."""
    told = story(offer("ana"), choose("ana"), m.Decline("ben", Answer.FULL))
    assert told.asked == ["ana", "ben", "cleo"]


def test_the_referrer_hears_where_the_chosen_colleague_is_not_reached() -> None:
    """A call is about to come of which the exchange cannot tell them."""
    told = story(offer("ana"), practice=replace(PRACTICE, paused=frozenset({"ana"})))
    assert (K.COLLEAGUE_QUIET, "sam") in told.do(choose("ana")).said


def test_that_somebody_still_waits_is_told_once() -> None:
    """Every week anew it would be a nag; a word that says more is told again."""
    told = story(offer("ana"), choose("ana"), report("ana", Outcome.WAITING))
    assert told.said == {(K.OUTCOME_REPORTED, "sam")}
    assert told.do(report("ana", Outcome.WAITING)).said == set()
    assert (K.OUTCOME_REPORTED, "sam") in told.do(report("ana", Outcome.BOOKED)).said


def test_a_referrer_who_waits_has_nobody_asked_anew() -> None:
    """The colleague is asked twice at most, whatever the other side says meanwhile."""
    told = story(offer("ana"), choose("ana"))
    planned = told.pending
    told.do(report("sam", Outcome.WAITING))
    assert told.pending == planned
