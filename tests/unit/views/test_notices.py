"""What the notices promise: each is said in plain words, only while it is true, and only what its reader may know."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.exchange import moves as m
from bot.exchange.notices import Notice, NoticeKind
from bot.exchange.nudges import NudgeKind
from bot.exchange.reminders import Pause, PausedBy, Reminders
from bot.exchange.values import Audience, Means, Outcome
from bot.views import notices
from bot.views.actions import Action
from tests.slack_limits import violations
from tests.unit.views.notices_told import PAST, TRUE
from tests.unit.views.scenes import ANA, BEN, CHOSEN, CLEO, DEV, PEOPLE, SAM, STORIES, after, choose, offer, readable

if TYPE_CHECKING:
    from bot.views.message import Message

K = NoticeKind


@pytest.mark.parametrize("notice", TRUE, ids=lambda n: n.kind.value)
def test_every_notice_reads_well(notice: Notice, snapshot: SnapshotAssertion) -> None:
    """The words of each notice, where it is true."""
    message = notices.render(notice, TRUE[notice])
    assert message is not None
    assert [message.text, *readable(message)] == snapshot


def test_every_kind_of_notice_is_tried_both_ways() -> None:
    """No kind can be added without its words and without its end."""
    assert {notice.kind for notice in TRUE} == {notice.kind for notice in PAST} == set(notices.OF_A_REFERRAL)


@pytest.mark.parametrize("notice", PAST, ids=lambda n: n.kind.value)
def test_a_notice_that_time_has_passed_by_is_not_said(notice: Notice) -> None:
    """What was true when it was written and no longer is stays unsaid."""
    assert notices.render(notice, PAST[notice]) is None


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("kind", sorted(notices.OF_A_REFERRAL))
def test_every_notice_is_one_that_slack_takes(kind: NoticeKind, story: str) -> None:
    """No notice in any state breaks a documented limit."""
    for to, about in (("sam", "ana"), ("ana", "sam"), ("ben", "ana"), ("dev", "ana")):
        message = notices.render(Notice(kind, to, about), STORIES[story])
        assert message is None or violations("chat.postMessage", message.payload()) == []


@pytest.mark.parametrize("outcome", Outcome)
def test_each_of_the_seven_outcomes_is_told_or_passed_over_as_it_should(
    outcome: Outcome, snapshot: SnapshotAssertion
) -> None:
    """What the referrer reads; of "not a fit" and "no room" they read only that it is open again."""
    scene = after(*CHOSEN, m.ReportOutcome("ana", outcome))
    told = [
        notices.render(Notice(kind, "sam", about), scene)
        for kind, about in ((K.OUTCOME_REPORTED, "ana"), (K.OPEN_AGAIN, "ben"))
    ]
    assert [readable(message) for message in told if message] == snapshot


def test_open_again_gives_no_reason() -> None:
    """A poor fit and a lack of room read the same."""
    no_fit, no_room = (
        notices.render(Notice(K.OPEN_AGAIN, "sam", "ben"), after(*CHOSEN, m.ReportOutcome("ana", outcome)))
        for outcome in (Outcome.NOT_A_FIT, Outcome.NO_ROOM)
    )
    assert no_fit is not None
    assert no_fit == no_room


@pytest.mark.parametrize("kind", [K.UNANSWERED_PERSON, K.EXPIRED_PERSON])
def test_the_setups_person_hears_no_more_than_the_channel(kind: NoticeKind) -> None:
    """Neither who asks nor the note, however the referral stands."""
    for scene in (after(), after(audience=Audience.BEST), after(m.Remind(m.CLOCK, NudgeKind.EXPIRE))):
        message = notices.render(Notice(kind, "dev"), scene)
        text = str(message.payload()) if message else ""
        assert SAM.user_id not in text
        assert "Calm when" not in text
        assert "Spanish" not in text


@pytest.mark.parametrize("kind", [K.UNANSWERED_PERSON, K.EXPIRED_PERSON])
def test_the_setups_person_hears_nothing_of_a_client_whom_they_may_know(kind: NoticeKind) -> None:
    """ "Keep this from" binds the bot too."""
    for scene in (after(), after(m.Remind(m.CLOCK, NudgeKind.EXPIRE))):
        referral = replace(scene.state.referral, kept_from=frozenset({DEV.id}))
        assert (
            notices.render(Notice(kind, "dev"), replace(scene, state=replace(scene.state, referral=referral))) is None
        )


def test_who_is_the_holder_again_is_not_thanked_for_having_been_let_go() -> None:
    """A choice was undone and made anew before the first word was sent: only the truth of now is said."""
    scene = after(*CHOSEN, m.UndoChoose("sam"), choose(BEN))
    assert notices.render(Notice(K.LET_GO, "ben"), scene) is None
    assert notices.render(Notice(K.LET_GO, "ana"), scene) is not None


def test_who_stepped_back_before_the_withdrawal_hears_nothing_of_it() -> None:
    """Their offer was over already."""
    scene = after(offer(ANA), m.Release("ana", Means.BUTTON), m.Withdraw("sam"))
    assert notices.render(Notice(K.NO_LONGER_NEEDED, "ana"), scene) is None


@pytest.mark.parametrize("by", list(PausedBy))
def test_the_referrer_hears_of_a_colleague_who_is_not_reached_whoever_made_the_pause(by: PausedBy) -> None:
    """A client waits for their call; once the pause is over there is nothing to tell."""
    quiet, scene = Notice(K.COLLEAGUE_QUIET, "sam", "ana"), after(*CHOSEN)
    for until, is_told in ((None, True), (scene.now + timedelta(days=1), True), (scene.now, False)):
        ana = replace(ANA, reminders=Reminders(pause=Pause(by, until)))
        told = notices.render(quiet, replace(scene, people={**scene.people, "ana": ana}))
        assert (told is not None) is is_told


def test_thanks_are_offered_at_the_hand_off_too_until_they_are_written() -> None:
    """What is true when it is sent counts: a slip that was undone offers nothing."""
    prompt, handed_off = Notice(K.THANKS_PROMPT, "ana"), after(*CHOSEN)
    message = notices.render(prompt, handed_off)
    assert message is not None
    assert "booked" not in message.text
    assert notices.render(prompt, replace(handed_off, thanked=True)) is None
    assert notices.render(prompt, after(*CHOSEN, m.UndoChoose("sam"))) is None
    assert "changed since" in notices.settled(prompt, after(*CHOSEN, m.UndoChoose("sam"))).text


def test_nobody_is_asked_to_give_thanks_for_what_they_say_did_not_happen() -> None:
    """Sam believes that it is booked; Ana, whose calendar it is, says otherwise before she reads of it."""
    told = (m.ReportOutcome("sam", Outcome.BOOKED), m.ReportOutcome("ana", Outcome.COULD_NOT_CONNECT))
    assert notices.render(Notice(K.THANKS_PROMPT, "ana"), after(*CHOSEN, *told)) is None


@pytest.mark.parametrize("who", ["ana", "sam"])
def test_after_waiting_to_hear_nobody_is_told_that_nobody_has_said(who: str) -> None:
    """Somebody has: what is unconfirmed is how it went on."""
    scene = after(*CHOSEN, m.ReportOutcome(who, Outcome.WAITING))
    message = notices.render(Notice(K.UNCONFIRMED, "sam", "ana"), scene)
    assert message is not None
    assert "nobody has said" not in message.text
    assert "waiting to hear" in message.text


def test_who_was_waiting_to_hear_is_asked_as_somebody_who_answered() -> None:
    """The second question knows of the first answer."""
    scene = after(*CHOSEN, m.ReportOutcome("ana", Outcome.WAITING))
    message = notices.render(Notice(K.OUTCOME_REMINDER, "ana"), scene)
    assert message is not None
    assert message.text.startswith("Last time you were waiting to hear.")


@pytest.mark.parametrize("kind", [K.CHOOSE_REMINDER, K.UNCONFIRMED, K.COLLEAGUE_LEFT, K.UNANSWERED])
def test_what_ends_or_reopens_a_referral_asks_first(kind: NoticeKind) -> None:
    """A thumb that slips in a reminder lets nobody go."""
    notice = next(each for each in TRUE if each.kind is kind)
    message = notices.render(notice, TRUE[notice])
    assert message is not None
    heavy = [each for each in _buttons(message) if each["action_id"] in (Action.WITHDRAW, Action.ASK_NEXT)]
    assert heavy
    assert all("confirm" in each for each in heavy)


def _buttons(message: Message) -> list[dict[str, Any]]:
    blocks = message.payload()["blocks"]
    return [element for block in blocks for element in block.get("elements", ()) if element.get("type") == "button"]


def test_a_long_line_still_fits_into_the_reminder() -> None:
    """Sixty offers break no limit."""
    crowd = {f"m{n}": replace(CLEO, id=f"m{n}", user_id=f"U0M{n}", name="N" * 90) for n in range(60)}
    claims = [c for each in crowd.values() for c in after(offer(each)).state.claims]
    scene = after(offer(ANA))
    scene = replace(
        scene, state=replace(scene.state, claims=[*scene.state.claims, *claims]), people={**PEOPLE, **crowd}
    )
    message = notices.render(Notice(K.CHOOSE_REMINDER, "sam"), scene)
    assert message is not None
    assert violations("chat.postMessage", message.payload()) == []


@pytest.mark.parametrize(
    ("second", "differ"), [(Outcome.BOOKED, False), (Outcome.WENT_ELSEWHERE, True)], ids=["agree", "differ"]
)
def test_a_second_word_is_set_beside_the_first_only_where_they_differ(second: Outcome, *, differ: bool) -> None:
    """Both are kept, and neither side is asked to give way."""
    scene = after(*CHOSEN, m.ReportOutcome("ana", Outcome.BOOKED), m.ReportOutcome("sam", second))
    message = notices.render(Notice(K.OUTCOME_REPORTED, "ana", "sam"), scene)
    assert message is not None
    assert ("I keep both" in message.text) is differ


def test_whoever_is_chosen_without_a_practice_contact_is_asked_for_one() -> None:
    """Without it the client could not call."""
    message = notices.render(Notice(K.CHOSEN, "cleo"), after(offer(CLEO), choose(CLEO)))
    assert message is not None
    assert "Please add a practice contact" in str(message.payload())


def test_an_end_for_want_of_a_choice_is_not_told_as_a_want_of_offers() -> None:
    """Colleagues did offer, and the referrer and the set-up's person read so."""
    lapsed = STORIES["lapsed"]
    told = [notices.render(Notice(kind, to), lapsed) for kind, to in ((K.EXPIRED, "sam"), (K.EXPIRED_PERSON, "dev"))]
    for message in told:
        assert message is not None
        assert "offered" in message.text
        assert "Nobody has offered" not in message.text
