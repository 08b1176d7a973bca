"""Offering: who is first, who waits, how the line moves up, and who cannot offer and hears which reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.exchange import moves as m
from bot.exchange.notices import Card, Face, NoticeKind
from bot.exchange.nudges import NUDGES, NudgeKind
from bot.exchange.values import Answer, Kind, Means, Outcome, Standing, Status, Willing
from tests.unit.exchange.play import (
    GUEST,
    PEOPLE,
    PRACTICE,
    choose,
    draft,
    offer,
    release,
    remind,
    report,
    story,
)

K = NoticeKind


def test_the_first_offer_holds_and_later_ones_wait_in_order() -> None:
    """Places are given in the order of the offers."""
    told = story(offer("dev"), offer("ana"), offer("ben"))
    assert told.line == ["dev", "ana", "ben"]
    assert [claim.place for claim in told.state.line] == [1, 2, 3]
    assert [claim.standing for claim in told.state.line] == [Standing.HOLDER, Standing.BACKUP, Standing.BACKUP]


def test_an_offer_is_told_to_the_referrer_and_shows_the_details_to_whoever_made_it() -> None:
    """The referrer hears of every offer, a backup too; the colleague gets a message with the details."""
    told = story(offer("ana"))
    assert told.said == {(K.OFFER_MADE, "sam")}
    assert told.last
    assert told.last.cards == (Card(Face.CLAIM, "ana"),)
    assert told.do(offer("ben")).said == {(K.OFFER_MADE, "sam")}


def test_an_offer_answers_the_invitation() -> None:
    """Whoever was asked and offers has answered, also after a no."""
    told = story(m.Decline("ana", Answer.FULL), offer("ana"))
    invitation = told.state.invitation_of("ana")
    assert invitation
    assert invitation.answer is Answer.OFFERED
    assert told.refuses(m.UndoDecline("ana")) is m.Why.NOT_NOW


def test_a_second_press_does_not_make_a_second_offer() -> None:
    """Somebody in line is told that their place is safe."""
    assert story(offer("ana")).refuses(offer("ana", again=" again")) is m.Why.ALREADY_OFFERED


@pytest.mark.parametrize("kind", [Kind.GUEST, Kind.EXTERNAL, Kind.BOT, Kind.GONE])
def test_only_members_can_offer(kind: Kind) -> None:
    """Guests, people of other workspaces, bots and deactivated accounts cannot."""
    stranger = replace(GUEST, kind=kind)
    assert story().refuses(offer("guest", member=stranger)) is m.Why.NOT_A_MEMBER


def test_a_colleague_outside_the_channel_is_no_member() -> None:
    """Where the channel makes the member, a full user who is not in it cannot offer."""
    outside = replace(PEOPLE["gus"], in_channel=False)
    assert story().refuses(offer("gus", member=outside)) is m.Why.NOT_A_MEMBER


def test_the_referrer_cannot_offer_for_their_own() -> None:
    """Nobody takes what they ask for."""
    assert story().refuses(offer("sam")) is m.Why.OWN_REFERRAL


def test_whoever_may_know_the_client_cannot_offer() -> None:
    """Who is kept out is refused even where they learned of it some other way."""
    told = story(referral=draft(kept_from=frozenset({"gus"})))
    assert told.refuses(offer("gus")) is m.Why.KEPT_FROM


def test_after_the_choice_or_the_end_an_offer_hears_which() -> None:
    """Too late is said as it is: chosen already, or over."""
    assert story(offer("ana"), choose("ana")).refuses(offer("ben")) is m.Why.CHOSEN_ALREADY
    assert story(m.Withdraw("sam")).refuses(offer("ben")) is m.Why.OVER
    assert story(remind(NudgeKind.EXPIRE)).refuses(offer("ben")) is m.Why.OVER
    closed = story(offer("ana"), choose("ana"), report("ana", Outcome.BOOKED))
    assert closed.refuses(offer("ben")) is m.Why.OVER


def test_a_reason_that_tells_on_nobody_comes_first() -> None:
    """A guest who is kept out as well hears that guests cannot, and not that somebody named them."""
    told = story(referral=draft(kept_from=frozenset({"guest"})))
    assert told.refuses(offer("guest", member=GUEST)) is m.Why.NOT_A_MEMBER


def test_an_offer_that_conflicts_waits_until_it_is_confirmed() -> None:
    """With nobody else it is still open; a yes makes it the first."""
    told = story(offer("ana", "licence"))
    assert (told.status, told.holder, told.line) == (Status.OPEN, None, ["ana"])
    assert told.state.line[0].conflicts == ("licence",)
    told.do(m.Confirm("ana"))
    assert (told.status, told.holder) == (Status.CLAIMED, "ana")


def test_an_offer_without_conflict_passes_one_that_waits_for_a_yes() -> None:
    """Until it is confirmed it is behind everybody, and confirming takes nobody's place away."""
    told = story(offer("ana", "licence"), offer("ben"), offer("cleo"))
    assert told.line == ["ben", "cleo", "ana"]
    told.do(m.Confirm("ana"))
    assert (told.holder, told.line) == ("ben", ["ben", "ana", "cleo"])


def test_nobody_is_called_before_they_confirm() -> None:
    """When the first steps back and only an unconfirmed offer is left, it is open again."""
    told = story(offer("ana"), offer("ben", "client_type"), release("ana"))
    assert (told.status, told.holder, told.line) == (Status.OPEN, None, ["ben"])


def test_release_calls_the_next_backup() -> None:
    """They become the holder and are told; the referrer hears who stepped back."""
    told = story(offer("ana"), offer("ben"), offer("cleo"), release("ana"))
    assert (told.holder, told.line) == ("ben", ["ben", "cleo"])
    assert told.said == {(K.OFFER_RELEASED, "sam"), (K.FIRST_IN_LINE, "ben")}


def test_the_last_release_opens_it_again() -> None:
    """With nobody in line it looks for somebody, and asks and expires anew from now."""
    told = story(offer("ana"), release("ana"))
    assert told.status is Status.OPEN
    assert told.said == {(K.OFFER_RELEASED, "sam")}
    assert [nudge.kind for nudge in told.pending] == [rule.kind for rule in NUDGES if rule.waits_in is Status.OPEN]


def test_a_backup_who_steps_back_is_told_of() -> None:
    """The referrer may have passed the contact on. Nothing changes for the holder, nor for when the reminder comes."""
    told = story(offer("ana"), offer("ben"))
    planned = told.pending
    told.do(release("ben"))
    assert (told.line, told.said, told.pending) == (["ana"], {(K.OFFER_RELEASED, "sam")}, planned)


def test_a_new_holder_is_given_the_full_time() -> None:
    """When the line moves up, whether the client has chosen is asked as long after as for the first."""
    told = story(offer("ana"), offer("ben"))
    planned = told.pending
    told.do(release("ana"))
    assert [nudge.kind for nudge in told.pending] == [nudge.kind for nudge in planned]
    assert all(new.due_at >= old.due_at for new, old in zip(told.pending, planned, strict=True))
    assert told.pending[-1].due_at > planned[-1].due_at


def test_whoever_offers_again_goes_to_the_end_of_the_line() -> None:
    """An offer taken back gives its place up; both offers stay on record."""
    told = story(offer("ana"), offer("ben"), offer("cleo"), release("ana"), offer("ana", again=" again"))
    assert [(claim.member_id, claim.place) for claim in told.state.line] == [("ben", 2), ("cleo", 3), ("ana", 4)]
    assert told.standing("ana") is Standing.RELEASED
    assert len(told.state.claims) == 4


def test_taking_a_reaction_back_releases_only_what_a_reaction_offered() -> None:
    """An offer by button is safe from a reaction; the button releases both."""
    by_button = story(offer("ana"))
    assert by_button.refuses(release("ana", Means.REACTION)) is m.Why.NOT_NOW
    by_reaction = story(offer("ana", means=Means.REACTION))
    assert by_reaction.do(release("ana", Means.REACTION)).status is Status.OPEN
    assert story(offer("ana", means=Means.REACTION), release("ana")).status is Status.OPEN


def test_after_the_hand_off_nothing_releases() -> None:
    """A reaction taken back later takes nothing from a client who has chosen."""
    told = story(offer("ana", means=Means.REACTION), choose("ana"))
    assert told.refuses(release("ana", Means.REACTION)) is m.Why.CHOSEN_ALREADY


def test_could_as_backup_makes_room_for_somebody_who_is_ready() -> None:
    """The next who has not said "as backup" holds it, is told, and the other stays in line behind all of them."""
    told = story(offer("ana"), offer("ben"), offer("cleo"), m.StandBack("ben"), m.StandBack("ana"))
    assert (told.holder, told.line) == ("cleo", ["cleo", "ana", "ben"])
    assert told.said == {(K.FIRST_IN_LINE, "cleo"), (K.LINE_CHANGED, "sam")}


def test_could_as_backup_with_nobody_ready_opens_it() -> None:
    """The card does not name a holder who would rather not be one; a new offer goes first."""
    told = story(offer("ana"), m.StandBack("ana"))
    assert (told.status, told.holder, told.line) == (Status.OPEN, None, ["ana"])
    assert told.do(offer("ben")).line == ["ben", "ana"]


def test_a_backup_is_called_when_nobody_else_is_left() -> None:
    """Who could as a backup holds it once the first steps back, and is asked anew whether they would be glad."""
    told = story(offer("ana"), offer("ben"), m.StandBack("ben"), release("ana"))
    assert told.holder == "ben"
    assert told.said == {(K.OFFER_RELEASED, "sam"), (K.FIRST_IN_LINE, "ben")}
    assert told.state.line[0].willing is Willing.UNASKED


def test_gladly_takes_a_free_first_place_and_nobody_elses() -> None:
    """A yes moves up where nobody holds it, and passes no one."""
    told = story(offer("ana"), m.StandBack("ana"), m.SayGlad("ana"))
    assert (told.holder, told.status) == ("ana", Status.CLAIMED)
    told = story(offer("ana"), offer("ben"), m.SayGlad("ben"))
    assert told.line == ["ana", "ben"]
    assert told.state.line[1].willing is Willing.GLAD


def test_gladly_does_not_stand_for_a_confirmation() -> None:
    """Being glad of it does not settle whether the licence serves."""
    told = story(offer("ana", "licence"), m.SayGlad("ana"))
    assert (told.status, told.holder) == (Status.OPEN, None)


def test_a_small_collective_offers_like_any_other() -> None:
    """Size changes whom the exchange asks, never who may offer."""
    told = story(practice=replace(PRACTICE, small=True)).do(offer("ana"), offer("ben"))
    assert told.line == ["ana", "ben"]


def test_whoever_does_not_want_to_hear_is_not_called() -> None:
    """The next one is, and with nobody else it is open; their offer stands all the same."""
    away = replace(PRACTICE, paused=frozenset({"ben"}))
    told = story(offer("ana"), offer("ben"), offer("cleo"), practice=away)
    told.do(release("ana"))
    assert (told.holder, told.line) == ("cleo", ["cleo", "ben"])
    assert told.said == {(K.OFFER_RELEASED, "sam"), (K.FIRST_IN_LINE, "cleo")}
    told.do(release("cleo"))
    assert (told.status, told.line) == (Status.OPEN, ["ben"])


def test_whoever_makes_room_is_not_called_back_for_want_of_somebody_who_hears() -> None:
    """The only other one does not want to hear: it is open, and the one who stood back is left in peace."""
    told = story(offer("ana"), offer("ben"), practice=replace(PRACTICE, paused=frozenset({"ben"})))
    told.do(m.StandBack("ana"))
    assert (told.status, told.holder, told.line) == (Status.OPEN, None, ["ben", "ana"])
    assert told.said == {(K.LINE_CHANGED, "sam")}


def test_nobody_is_asked_who_was_asked_often_or_is_paused() -> None:
    """The next in rank are asked in their place."""
    told = story(practice=replace(PRACTICE, unaskable=frozenset({"ana", "cleo"})))
    assert told.asked == ["ben", "dev", "eve"]
