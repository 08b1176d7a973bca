"""What happens when a person leaves, or when nothing happens for a while: nobody is left waiting, nothing hangs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.exchange import moves as m
from bot.exchange.notices import NoticeKind
from bot.exchange.nudges import NudgeKind
from bot.exchange.values import Answer, Audience, Outcome, ReferralState, Standing, Status
from tests.unit.exchange.play import PRACTICE, Story, choose, draft, matches, offer, post, remind, report, story

K = NoticeKind


def test_a_holder_who_leaves_makes_room_and_the_referrer_is_told() -> None:
    """The next is called as after any release."""
    told = story(offer("ana"), offer("ben"), m.Leave("ana"))
    assert (told.holder, told.line) == ("ben", ["ben"])
    assert told.said == {(K.COLLEAGUE_LEFT, "sam"), (K.FIRST_IN_LINE, "ben")}
    assert told.standing("ana") is Standing.RELEASED


def test_a_backup_who_leaves_changes_nothing_for_the_holder() -> None:
    """The referrer is told; the reminders stay as they were."""
    told = story(offer("ana"), offer("ben"))
    planned = told.pending
    told.do(m.Leave("ben"))
    assert (told.line, told.said, told.pending) == (["ana"], {(K.COLLEAGUE_LEFT, "sam")}, planned)


def test_leaving_twice_is_leaving_once() -> None:
    """Slack may say so by several events."""
    told = story(offer("ana"), m.Leave("ana"), m.Leave("ana"))
    assert (told.status, told.said) == (Status.OPEN, set())


def test_somebody_who_was_only_asked_or_not_at_all_leaves_without_a_word() -> None:
    """There is nothing of theirs to release, and nobody to tell."""
    for who in ("ben", "gus"):
        told = story(offer("ana"), m.Leave(who, matches()))
        assert (told.line, told.said, told.asked) == (["ana"], set(), ["ana", "ben", "cleo"])


def test_in_the_place_of_somebody_who_leaves_before_answering_the_next_is_asked() -> None:
    """Once, however often it is told; they have no answer to take back, and may offer should they return."""
    told = story(m.Leave("ana", matches()), m.Leave("ana", matches()))
    assert told.asked == ["ana", "ben", "cleo", "dev"]
    invitation = told.state.invitation_of("ana")
    assert invitation
    assert invitation.answer is Answer.LEFT
    assert told.refuses(m.UndoDecline("ana")) is m.Why.NOT_NOW
    assert told.do(offer("ana")).holder == "ana"


def test_with_nobody_to_ask_in_the_place_of_who_left_the_referrer_hears_so() -> None:
    """As after a no: with no card in the channel and no answer to come."""
    told = Story(ReferralState(draft(Audience.BEST))).do(post("ana"), m.Leave("ana"))
    assert told.said == {(K.UNANSWERED, "sam")}


def test_a_chosen_colleague_who_leaves_is_told_of_and_not_reminded() -> None:
    """The referrer decides what follows; the reminders that reach somebody still come, and it ends by itself."""
    told = story(offer("ana"), offer("ben"), choose("ana"), m.Leave("ana"))
    assert (told.status, told.said) == (Status.HANDED_OFF, {(K.COLLEAGUE_LEFT, "sam")})
    told.practice = replace(PRACTICE, gone=frozenset({"ana"}))
    assert told.do(remind(NudgeKind.OUTCOME)).said == set()
    assert told.do(remind(NudgeKind.OUTCOME_AGAIN)).said == set()
    assert told.do(remind(NudgeKind.UNCONFIRMED)).said == {(K.UNCONFIRMED, "sam")}
    assert told.do(m.AskNext("sam")).said == {(K.OPEN_AGAIN, "sam"), (K.FIRST_IN_LINE, "ben")}


def test_a_referrer_who_leaves_withdraws_what_they_asked() -> None:
    """Whoever offered is thanked; should the referrer come back, an undo gives everything back."""
    told = story(offer("ana"), offer("ben"), m.Leave("sam"))
    assert (told.status, told.pending) == (Status.WITHDRAWN, ())
    assert told.said == {(K.NO_LONGER_NEEDED, "ana"), (K.NO_LONGER_NEEDED, "ben")}
    assert told.do(m.UndoWithdraw("sam")).line == ["ana", "ben"]


def test_a_hand_off_whose_referrer_leaves_is_closed() -> None:
    """Nobody is called for a client whom nobody speaks for; the colleague may still say how it went."""
    told = story(offer("ana"), offer("ben"), choose("ana"), m.Leave("sam"))
    assert (told.status, told.pending, told.said) == (Status.CLOSED, (), set())
    told.do(report("ana", Outcome.NOT_A_FIT))
    assert (told.status, told.line) == (Status.CLOSED, [])


def test_with_no_offer_the_next_three_are_asked() -> None:
    """Nobody twice, and nobody hears a word beside them."""
    told = story(remind(NudgeKind.INVITE_NEXT))
    assert told.asked == ["ana", "ben", "cleo", "dev", "eve", "fay"]
    assert told.said == set()


def test_with_nobody_left_to_ask_the_referrer_is_told_instead() -> None:
    """A second round that reaches nobody is no reason to wait in silence."""
    told = story(m.Remind(m.CLOCK, NudgeKind.INVITE_NEXT, matches("ana", "ben")))
    assert told.said == {(K.UNANSWERED, "sam")}


def test_nobody_left_to_ask_is_said_once() -> None:
    """Whoever has heard so is told again by the day on which people are told, and not by each round in between."""
    knows = story(practice=replace(PRACTICE, is_told=True))
    assert knows.do(m.Remind(m.CLOCK, NudgeKind.INVITE_NEXT, matches("ana", "ben"))).said == set()
    assert (K.UNANSWERED, "sam") in knows.do(remind(NudgeKind.UNANSWERED)).said


def test_the_person_who_was_told_twice_is_not_told_again() -> None:
    """However often its referrer extends it; the referrer hears each time."""
    told = story(practice=replace(PRACTICE, person_id="pat", person_knows=True)).do(remind(NudgeKind.UNANSWERED))
    assert told.said == {(K.UNANSWERED, "sam")}


def test_a_small_collective_is_asked_in_one_round() -> None:
    """Everybody has been asked there as good as; the referrer hears at once, and can still ask for more."""
    told = story(practice=replace(PRACTICE, small=True)).do(remind(NudgeKind.INVITE_NEXT))
    assert told.asked == ["ana", "ben", "cleo"]
    assert told.said == {(K.UNANSWERED, "sam")}
    assert told.do(m.Extend("sam", matches())).asked == ["ana", "ben", "cleo", "dev", "eve", "fay"]


def test_unanswered_and_expired_are_told_to_the_referrer_and_the_set_ups_person() -> None:
    """The person hears in time to help, and hears the end."""
    told = story(remind(NudgeKind.UNANSWERED))
    assert told.said == {(K.UNANSWERED, "sam"), (K.UNANSWERED_PERSON, "pat")}
    told.do(remind(NudgeKind.EXPIRE))
    assert told.said == {(K.EXPIRED, "sam"), (K.EXPIRED_PERSON, "pat")}
    assert (told.status, told.pending) == (Status.EXPIRED, ())


def test_whoever_could_as_a_backup_is_called_before_anybody_hears_that_nobody_offered() -> None:
    """A willing colleague in line is not left there until it expires; the referrer hears that they can take it."""
    told = story(offer("ana"), m.StandBack("ana"), remind(NudgeKind.INVITE_NEXT))
    assert (told.status, told.asked[-3:]) == (Status.OPEN, ["dev", "eve", "fay"])
    told.do(remind(NudgeKind.UNANSWERED))
    assert (told.status, told.holder) == (Status.CLAIMED, "ana")
    assert told.said == {(K.OFFER_MADE, "sam"), (K.FIRST_IN_LINE, "ana")}


def test_an_offer_that_was_never_confirmed_is_not_called() -> None:
    """Whether the licence serves is theirs to say; the people are told."""
    told = story(offer("ana", "licence"), remind(NudgeKind.UNANSWERED))
    assert (told.status, told.said) == (Status.OPEN, {(K.UNANSWERED, "sam"), (K.UNANSWERED_PERSON, "pat")})


@pytest.mark.parametrize("person", ["", "sam", "gus"])
def test_no_person_is_told_who_is_nobody_or_asks_or_may_know_the_client(person: str) -> None:
    """Nobody was named; or it is the referrer, who hears it anyway; or somebody it is kept from."""
    practice = replace(PRACTICE, person_id=person)
    told = story(practice=practice, referral=draft(kept_from=frozenset({"gus"})))
    assert told.do(remind(NudgeKind.UNANSWERED)).said == {(K.UNANSWERED, "sam")}
    assert told.do(remind(NudgeKind.EXPIRE)).said == {(K.EXPIRED, "sam")}


@pytest.mark.parametrize("kind", [NudgeKind.CHOOSE, NudgeKind.CHOOSE_AGAIN])
def test_the_referrer_is_asked_whom_the_client_chose(kind: NudgeKind) -> None:
    """Nobody else is troubled, and nothing moves."""
    told = story(offer("ana"), offer("ben"), remind(kind))
    assert (told.said, told.line) == ({(K.CHOOSE_REMINDER, "sam")}, ["ana", "ben"])


def test_offers_that_nobody_chooses_from_lapse_and_are_let_go() -> None:
    """In the end nobody keeps a place free for a client who does not come."""
    told = story(offer("ana"), offer("ben"), remind(NudgeKind.LAPSE))
    assert (told.status, told.line, told.pending) == (Status.EXPIRED, [], ())
    assert told.said == {
        (K.EXPIRED, "sam"),
        (K.EXPIRED_PERSON, "pat"),
        (K.NO_LONGER_NEEDED, "ana"),
        (K.NO_LONGER_NEEDED, "ben"),
    }


def test_how_it_went_is_asked_twice_then_the_referrer_is_told_then_it_closes() -> None:
    """However silent both are, it ends, and both hear so once."""
    told = story(offer("ana"), choose("ana"))
    assert told.do(remind(NudgeKind.OUTCOME)).said == {(K.OUTCOME_REMINDER, "ana")}
    assert told.do(remind(NudgeKind.OUTCOME_AGAIN)).said == {(K.OUTCOME_REMINDER, "ana")}
    assert told.do(remind(NudgeKind.UNCONFIRMED)).said == {(K.UNCONFIRMED, "sam")}
    assert told.do(remind(NudgeKind.CLOSE)).said == {(K.CLOSED, "ana"), (K.CLOSED, "sam")}
    assert (told.status, told.pending, told.state.reports) == (Status.CLOSED, (), ())


def test_a_reminder_leaves_the_others_as_they_are() -> None:
    """One that fires without ending anything moves none of those to come."""
    told = story()
    planned = told.pending
    assert told.do(remind(NudgeKind.INVITE_NEXT), remind(NudgeKind.UNANSWERED)).pending == planned


@pytest.mark.parametrize(
    "moves",
    [
        (offer("ana"),),
        (m.Withdraw("sam"),),
        (m.Leave("sam"),),
        (offer("ana"), choose("ana")),
        (offer("ana"), m.StandBack("ana")),
        (offer("ana"), choose("ana"), m.UndoChoose("sam")),
        (offer("ana"), choose("ana"), report("ana", Outcome.BOOKED)),
        (offer("ana"), choose("ana"), report("ana", Outcome.NOT_A_FIT)),
        (offer("ana"), m.Leave("ana")),
        (remind(NudgeKind.EXPIRE),),
    ],
    ids=lambda moves: " ".join(type(move).__name__ for move in moves),
)
def test_leaving_a_status_cancels_what_waited_in_it(moves: tuple[m.Move, ...]) -> None:
    """Whichever move ends a status says what is pending from then on, and nothing of before is."""
    told = story(*moves[:-1])
    before = told.status
    told.do(moves[-1])
    assert told.status is not before
    assert told.last
    assert told.last.nudges is not None
