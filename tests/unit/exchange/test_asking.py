"""Asking: who is asked and when, what an edit does, and that nobody is asked twice or who should not be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.exchange import moves as m
from bot.exchange.asking import is_telling
from bot.exchange.notices import Card, Face, NoticeKind
from bot.exchange.nudges import NudgeKind
from bot.exchange.values import Answer, Audience, Referral, ReferralState, Standing, Status, Urgency
from bot.matching import Match, Need
from tests.unit.exchange.play import (
    NEED,
    PRACTICE,
    Story,
    choose,
    decline,
    draft,
    edit,
    matches,
    offer,
    post,
    release,
    remind,
    story,
)

K = NoticeKind
BEST_ONLY = draft(Audience.BEST)


def shown(told: Story) -> set[Card]:
    return set(told.last.cards) if told.last else set()


def test_a_post_asks_the_best_three_and_shows_the_card() -> None:
    """The channel, the referrer and each of the three have a message that keeps telling how it stands."""
    told = story()
    assert told.asked == ["ana", "ben", "cleo"]
    invited = {Card(Face.INVITATION, name) for name in told.asked}
    assert shown(told) == {Card(Face.CHANNEL), Card(Face.REFERRER, "sam")} | invited
    assert [i.reasons for i in told.state.invitations] == [("why ana",), ("why ben",), ("why cleo",)]
    assert told.said == set()


@pytest.mark.parametrize("referral", [BEST_ONLY, draft(kept_from=frozenset({"gus"}))])
def test_the_channel_is_left_out_where_it_must_be(referral: Referral) -> None:
    """Neither "the best three only" nor a referral that somebody is kept from has a card in the channel."""
    told = story(referral=referral)
    assert Card(Face.CHANNEL) not in shown(told)
    assert told.asked == ["ana", "ben", "cleo"]
    told.do(offer("ana"), m.Withdraw("sam"), m.UndoWithdraw("sam"))
    assert Card(Face.CHANNEL) not in shown(told)


def test_no_reason_outlives_the_words_that_it_quotes() -> None:
    """Whoever was asked reads why they fit the referral as it is now; whoever fits no longer reads none."""
    told = story()
    fits = (Match("ana", 1.0, ("why ana now",)),)
    told.do(m.Edit("sam", replace(NEED, note="Somebody quiet."), Urgency.ROUTINE, fits))
    assert [i.reasons for i in told.state.invitations] == [("why ana now",), (), ()]


def test_who_may_know_the_client_and_who_asks_are_never_asked() -> None:
    """However well they rank, at no point."""
    referral = draft(kept_from=frozenset({"ana", "dev"}))
    told = Story(ReferralState(referral)).do(post("sam", "ana", "ben", "cleo", "dev", "eve"))
    assert told.asked == ["ben", "cleo", "eve"]
    told.do(decline("ben"), m.Extend("sam", matches("ana", "sam", "fay", "gus")))
    assert set(told.asked) == {"ben", "cleo", "eve", "fay", "gus"}


@pytest.mark.parametrize("answer", [Answer.NOT_A_FIT, Answer.FULL, Answer.MAY_KNOW])
def test_every_no_asks_the_next_at_once(answer: Answer) -> None:
    """One no, one more colleague, and no word to the referrer of why."""
    told = story(decline("ben", answer))
    assert told.asked == ["ana", "ben", "cleo", "dev"]
    assert shown(told) == {Card(Face.INVITATION, "dev")}
    assert told.said == set()


def test_a_no_in_the_second_round_asks_the_next_too() -> None:
    """Those of the first round who never answered do not stand in the way."""
    told = Story(ReferralState(draft())).do(post("ana"), remind(NudgeKind.INVITE_NEXT, "ben", "cleo", "dev", "eve"))
    assert told.asked == ["ana", "ben", "cleo", "dev"]
    assert told.do(decline("ben")).asked == ["ana", "ben", "cleo", "dev", "eve"]


def test_a_no_while_somebody_holds_it_asks_nobody() -> None:
    """There is an offer; nobody else needs to be troubled."""
    assert story(offer("ana"), decline("ben")).asked == ["ana", "ben", "cleo"]


def test_a_no_is_said_once_and_by_whom_was_asked() -> None:
    """A second press changes nothing, and neither does a no by somebody who offered."""
    assert story(decline("ben")).refuses(decline("ben")) is m.Why.NOT_NOW
    assert story(offer("ana")).refuses(decline("ana")) is m.Why.NOT_NOW
    assert story().refuses(m.UndoDecline("ana")) is m.Why.NOT_NOW


def test_taking_a_no_back_leaves_the_next_asked() -> None:
    """Who was asked in their place is not told "never mind"."""
    told = story(decline("ben"), m.UndoDecline("ben"))
    assert told.asked == ["ana", "ben", "cleo", "dev"]
    assert all(invitation.answer is Answer.ASKED for invitation in told.state.invitations)


def test_a_second_no_after_an_undo_asks_nobody_twice() -> None:
    """However often somebody changes their mind, each colleague is asked once."""
    told = story(*[decline("ben"), m.UndoDecline("ben")] * 9)
    assert len(told.asked) == len(set(told.asked)) == 7


def test_the_referrer_hears_at_once_when_nobody_fits() -> None:
    """Without the channel and without a match nobody was asked, and the client must not wait a day for that."""
    assert Story(ReferralState(BEST_ONLY)).do(m.Post("sam")).said == {(K.UNANSWERED, "sam")}
    assert Story(ReferralState(draft())).do(m.Post("sam")).said == set()  # the channel is asked


def test_the_referrer_hears_at_once_when_the_last_one_said_no() -> None:
    """With nobody left to answer there is nothing to wait for."""
    told = Story(ReferralState(BEST_ONLY)).do(post("ana", "ben"), m.Decline("ana", Answer.FULL))
    assert told.said == set()
    assert told.do(m.Decline("ben", Answer.FULL)).said == {(K.UNANSWERED, "sam")}
    assert told.do(m.Extend("sam")).said == {(K.UNANSWERED, "sam")}
    assert told.do(m.Extend("sam", matches("cleo"))).said == set()


def test_a_backup_in_line_is_somebody() -> None:
    """With an offer in line the last no is not the end."""
    told = Story(ReferralState(BEST_ONLY)).do(
        post("ana", "ben"), offer("ana", "licence"), m.Decline("ben", Answer.FULL)
    )
    assert told.status is Status.OPEN
    assert told.said == set()


TELLING = {
    "payments": ("cigna",),
    "states": ("NJ",),
    "format": "in_person",
    "age_group": "older_adult",
    "client_type": "couple",
    "concerns": ("anxiety",),
}
QUIET = {
    "note": "Somebody quiet.",
    "languages": ("es",),
    "modalities": ("emdr",),
    "times": ("evenings",),
    "gender": "woman",
    "services": ("testing",),
}


@pytest.mark.parametrize(("name", "value"), TELLING.items())
def test_a_telling_change_asks_whoever_offered_whether_it_still_fits(name: str, value: Any) -> None:
    """Payment, state, format, who comes, a concern: everybody in line is asked, nobody else is."""
    told = story(offer("ana"), offer("ben"), offer("cleo"), release("cleo"), edit(**{name: value}))
    assert told.said == {(K.STILL_A_FIT, "ana"), (K.STILL_A_FIT, "ben")}
    assert told.line == ["ana", "ben"]
    assert getattr(told.state.referral.need, name) == value


@pytest.mark.parametrize(("name", "value"), QUIET.items())
def test_any_other_change_asks_nobody(name: str, value: Any) -> None:
    """The messages show it as it is now; nobody has to answer anything, nobody new is asked."""
    told = story(offer("ana"), edit(**{name: value}))
    assert told.said == set()
    assert told.asked == ["ana", "ben", "cleo"]
    assert getattr(told.state.referral.need, name) == value


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, value in QUIET.items() if name != "note"])
def test_any_wish_that_changes_may_let_somebody_else_fit(name: str, value: Any) -> None:
    """Of two who were asked one fits no longer, so two more are asked; a note changes nothing of who may."""
    asked = Story(ReferralState(draft())).do(post("ana", "ben"))
    assert asked.do(edit("ana", "cleo", "dev", "eve", **{name: value})).asked == ["ana", "ben", "cleo", "dev"]
    asked = Story(ReferralState(draft())).do(post("ana", "ben"))
    assert asked.do(edit("ana", "cleo", "dev", note="Somebody quiet.")).asked == ["ana", "ben"]


def test_the_same_choices_in_another_order_are_no_change() -> None:
    """A form gives several choices in any order, and as a list; only which concern is the main one matters."""
    same = replace(NEED, payments=["private_pay", "aetna"], states=["NY"], concerns=list(NEED.concerns))
    assert not is_telling(NEED, same)
    assert is_telling(NEED, replace(NEED, concerns=("grief", "anxiety")))
    three = Need(concerns=("anxiety", "grief", "trauma"))
    assert not is_telling(three, Need(concerns=("anxiety", "trauma", "grief")))


def test_an_edit_asks_whoever_fits_now_and_nobody_twice() -> None:
    """Of the three who were asked one still fits, so two more are; those who were are not asked again."""
    told = story(edit("cleo", "dev", "fay", "eve", states=("NJ",)))
    assert set(told.asked) == {"ana", "ben", "cleo", "dev", "fay"}
    assert shown(told) == {Card(Face.INVITATION, "dev"), Card(Face.INVITATION, "fay")}


def test_an_edit_while_all_three_still_fit_asks_nobody_new() -> None:
    """They have only just been asked, and their messages show the change."""
    assert story(edit(states=("NJ",))).asked == ["ana", "ben", "cleo"]


def test_widening_what_nobody_answered_asks_the_next_three() -> None:
    """Who should have answered by now is not waited for: to widen it is to ask again."""
    told = story(remind(NudgeKind.INVITE_NEXT))
    told.now = told.pending[1].due_at
    assert told.do(edit(payments=("aetna", "private_pay", "sliding_scale"))).asked == [
        "ana", "ben", "cleo", "dev", "eve", "fay", "gus",
    ]  # fmt: skip


def test_an_edit_for_this_week_counts_its_reminders_anew() -> None:
    """A more urgent need does not wait the longer times out."""
    told = story()
    planned = told.pending
    told.do(edit(urgency=Urgency.THIS_WEEK))
    assert told.pending[0].due_at < planned[0].due_at
    assert told.do(edit(urgency=Urgency.THIS_WEEK, note="Somebody quiet.")).last
    assert told.last
    assert told.last.nudges is None


def test_nobody_can_edit_after_the_hand_off() -> None:
    """The colleague has been told what they were chosen for."""
    assert story(offer("ana"), choose("ana")).refuses(edit(states=("NJ",))) is m.Why.CHOSEN_ALREADY


def test_more_time_is_as_long_again_and_asks_the_next_three() -> None:
    """Extending counts from now, and those who were asked are left in peace."""
    told = story()
    planned = told.pending
    told.do(m.Extend("sam", matches()))
    assert told.asked == ["ana", "ben", "cleo", "dev", "eve", "fay"]
    assert [nudge.kind for nudge in told.pending] == [nudge.kind for nudge in planned]
    assert all(new.due_at >= old.due_at for new, old in zip(told.pending, planned, strict=True))
    assert told.pending[-1].due_at > planned[-1].due_at


def test_withdrawing_thanks_whoever_offered_and_nobody_else() -> None:
    """Everybody in line hears it once; nothing stays pending."""
    told = story(offer("ana"), offer("ben"), offer("cleo"), release("cleo"), m.Withdraw("sam"))
    assert told.said == {(K.NO_LONGER_NEEDED, "ana"), (K.NO_LONGER_NEEDED, "ben")}
    assert (told.line, told.pending) == ([], ())


def test_undoing_a_withdrawal_gives_everybody_their_place_and_says_so() -> None:
    """The holder holds, the backups wait, the card is back and the reminders run."""
    told = story(offer("ana"), offer("ben"), m.StandBack("ben"), m.Withdraw("sam"), m.UndoWithdraw("sam"))
    assert (told.holder, told.line) == ("ana", ["ana", "ben"])
    assert told.said == {(K.BACK_IN_LINE, "ana"), (K.BACK_IN_LINE, "ben")}
    assert shown(told) == {Card(Face.CHANNEL)}
    assert [nudge.kind for nudge in told.pending] == [NudgeKind.CHOOSE, NudgeKind.CHOOSE_AGAIN, NudgeKind.LAPSE]


def test_undoing_a_withdrawal_calls_nobody_who_could_only_as_backup() -> None:
    """It stands as it stood: open, with a backup in line."""
    told = story(offer("ana"), m.StandBack("ana"), m.Withdraw("sam"), m.UndoWithdraw("sam"))
    assert (told.status, told.holder, told.line) == (Status.OPEN, None, ["ana"])


def test_whoever_left_meanwhile_is_not_put_in_line_again() -> None:
    """The next who is still here is called in the place of a holder who has left."""
    told = story(offer("ana"), offer("ben"), offer("cleo"), m.Withdraw("sam"))
    told.practice = replace(PRACTICE, gone=frozenset({"ana"}))
    told.do(m.UndoWithdraw("sam"))
    assert (told.holder, told.line) == ("ben", ["ben", "cleo"])
    assert told.said == {(K.FIRST_IN_LINE, "ben"), (K.BACK_IN_LINE, "cleo")}
    assert told.standing("ana") is Standing.RELEASED
