"""What the living messages promise: the truth to each reader, and to nobody more than is theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from bot.exchange import moves as m
from bot.exchange.notices import Face
from bot.exchange.nudges import NudgeKind
from bot.exchange.scene import CardFacets, Scene
from bot.exchange.values import LIVE, Answer, Outcome, Status
from bot.matching import Need, Opening, OpeningKind, vocabulary
from bot.matching.advice.niche_line import niche_line
from bot.views import cards
from bot.views.actions import Action
from tests.slack_limits import violations
from tests.unit.views.scenes import (
    ANA,
    BEN,
    CHOSEN,
    NOTE,
    PEOPLE,
    SAM,
    STORIES,
    after,
    choose,
    full,
    offer,
    readable,
)


def shown(face: Face, member_id: str, scene: Scene) -> str:
    """All that can be read in a living message, its text included."""
    message = cards.render(face, member_id, scene)
    assert message is not None
    return str(message.payload())


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize(("face", "member_id"), [(Face.CHANNEL, ""), (Face.REFERRER, "sam"), (Face.INVITATION, "ana")])
def test_every_living_message_reads_well(story: str, face: Face, member_id: str, snapshot: SnapshotAssertion) -> None:
    """The words of the channel, the referrer and somebody who was asked, in every state."""
    assert readable(cards.render(face, member_id, STORIES[story])) == snapshot


@pytest.mark.parametrize(("story", "member_id"), [*product(STORIES, ["ana", "ben", "cleo"])])
def test_every_offer_reads_well(story: str, member_id: str, snapshot: SnapshotAssertion) -> None:
    """The words for whoever offered, in every state and place."""
    assert readable(cards.render(Face.CLAIM, member_id, STORIES[story])) == snapshot


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("face", Face)
@pytest.mark.parametrize("member_id", PEOPLE)
def test_every_living_message_is_one_that_slack_takes(story: str, face: Face, member_id: str) -> None:
    """No face in any state breaks a documented limit."""
    message = cards.render(face, member_id, STORIES[story])
    assert message is None or violations("chat.postMessage", message.payload()) == []


@pytest.mark.parametrize("story", STORIES)
def test_the_card_is_there_exactly_while_the_referral_lives(story: str) -> None:
    """A referral that is over has no card: None asks for its deletion."""
    scene = STORIES[story]
    assert (cards.render(Face.CHANNEL, "", scene) is not None) is (scene.state.status in LIVE)


codes = {
    kind: st.sampled_from([term.code for term in vocabulary.terms(kind)])
    for kind in (
        "concern",
        "age_group",
        "client_type",
        "payment",
        "state",
        "language",
        "modality",
        "time",
        "service",
        "gender",
    )
}
needs = st.builds(
    Need,
    concerns=st.lists(codes["concern"], min_size=1, max_size=3, unique=True).map(tuple),
    age_group=codes["age_group"],
    client_type=codes["client_type"],
    payments=st.lists(codes["payment"], min_size=1, max_size=3, unique=True).map(tuple),
    format=st.just("either"),
    states=st.lists(codes["state"], min_size=1, max_size=2, unique=True).map(tuple),
    languages=st.lists(codes["language"], max_size=2).map(tuple),
    modalities=st.lists(codes["modality"], max_size=2).map(tuple),
    times=st.lists(codes["time"], max_size=1).map(tuple),
    services=st.lists(codes["service"], max_size=1).map(tuple),
    gender=codes["gender"],
    note=st.text(alphabet="qxz", min_size=8, max_size=300),
)


@settings(deadline=None)
@given(needs, st.sampled_from(sorted(STORIES)))
def test_the_card_knows_nothing_of_the_need_but_the_common_facets(need: Need, story: str) -> None:
    """Whatever is asked for, a card whose facets may not be told is word for word the same, and so names nobody."""
    scene = replace(STORIES[story], facets=CardFacets())
    state = replace(scene.state, referral=replace(scene.state.referral, need=need))
    other = replace(scene, state=state)
    first, second = (cards.render(Face.CHANNEL, "", each) for each in (scene, other))
    assert first == second
    assert first is None or (need.note not in str(first.payload()) and SAM.user_id not in str(first.payload()))


@pytest.mark.parametrize("story", STORIES)
def test_the_card_never_names_who_asks_nor_holds_their_note(story: str) -> None:
    """The referrer's name and note go only to those who are asked or who offer."""
    text = str(cards.render(Face.CHANNEL, "", STORIES[story]))
    assert SAM.user_id not in text
    assert SAM.name not in text
    assert "Calm when voices rise" not in text


def test_the_card_says_who_has_it_and_how_many_stand_behind() -> None:
    """The holder is named, the backups are counted."""
    text = cards.render(Face.CHANNEL, "", STORIES["claimed"])
    assert text is not None
    assert text.text.startswith(f"<@{ANA.user_id}> offered first. 2 backups so far.")


@pytest.mark.parametrize("answer", [Answer.NOT_A_FIT, Answer.FULL, Answer.MAY_KNOW, Answer.LEFT])
def test_the_referrer_sees_every_no_as_passed(answer: Answer) -> None:
    """Three different reasons give one and the same copy."""
    assert shown(Face.REFERRER, "sam", after(m.Decline("ana", answer))) == shown(
        Face.REFERRER, "sam", after(m.Decline("ana", Answer.NOT_A_FIT))
    )


@pytest.mark.parametrize("answer", [Answer.NOT_A_FIT, Answer.FULL, Answer.MAY_KNOW])
def test_who_says_no_keeps_nothing_of_the_need(answer: Answer) -> None:
    """Somebody who may know the client reads no more about them than their own answer."""
    text = shown(Face.INVITATION, "ana", after(m.Decline("ana", answer)))
    assert "Infidelity" not in text
    assert "Calm when" not in text


@pytest.mark.parametrize("answer", [Answer.FULL, Answer.MAY_KNOW])
def test_every_kind_of_no_offers_the_same_word_to_the_referrer(answer: Answer) -> None:
    """With the line that they would read; were it offered after one kind alone, it would tell which one it was."""
    said, other = (
        readable(cards.render(Face.INVITATION, "ana", after(m.Decline("ana", no)))) for no in (answer, Answer.NOT_A_FIT)
    )
    offered = [line for line in said if "whom you help best" in line or "whom I help best" in line]
    assert offered == [line for line in other if line in offered]
    assert len(offered) == 2
    assert f">{niche_line(ANA.niche)}" in said


def test_who_has_said_nothing_of_whom_they_help_is_led_to_say_it() -> None:
    """There is nothing to tell, so nothing is offered."""
    text = shown(Face.INVITATION, "cleo", after(m.Decline("cleo", Answer.NOT_A_FIT)))
    assert "/niche" in text
    assert Action.TELL_NICHE not in text


def test_who_is_full_reads_until_when() -> None:
    """The date stands beside the undo, so that it can be changed."""
    scene = full(after(m.Decline("ana", Answer.FULL)), ANA, Opening(OpeningKind.NONE, until=date(2026, 3, 30)))
    assert "before March 30" in shown(Face.INVITATION, "ana", scene)


@pytest.mark.parametrize(
    ("moves", "can_undo"),
    [
        ((offer(BEN), choose(BEN)), True),
        ((offer(BEN), choose(BEN), m.ReportOutcome("ben", Outcome.BOOKED)), False),
        ((m.Withdraw("sam"),), False),
    ],
    ids=["handed off", "closed", "withdrawn"],
)
def test_who_is_full_can_change_it_when_the_referral_has_moved_on(moves: tuple[m.Move, ...], *, can_undo: bool) -> None:
    """It is about their own practice, so it outlives the request that brought it up."""
    over = after(m.Decline("ana", Answer.FULL), *moves)
    text = shown(Face.INVITATION, "ana", full(over, ANA, Opening(OpeningKind.NONE, until=date(2026, 3, 30))))
    assert "before March 30" in text
    assert Action.FULL_UNTIL in text
    assert (Action.UNDO_FULL in text) is can_undo


def test_what_was_typed_cannot_mention_anybody_or_break_the_message() -> None:
    """Angle brackets and ampersands arrive as they were typed."""
    assert "&amp; knows &lt;shift&gt; work" in shown(Face.INVITATION, "ana", after())
    assert NOTE not in shown(Face.INVITATION, "ana", after())


def test_the_reader_of_another_handoff_learns_nothing_of_the_first() -> None:
    """Ana's "not a fit" is seen by nobody once Ben is chosen."""
    scene = after(
        *CHOSEN, m.ReportOutcome("ana", Outcome.NOT_A_FIT), choose(BEN), m.ReportOutcome("ben", Outcome.BOOKED)
    )
    for face, member_id in ((Face.REFERRER, "sam"), (Face.CLAIM, "ben")):
        assert "Not a fit" not in shown(face, member_id, scene)


def test_a_referrers_word_on_the_first_handoff_is_not_held_against_the_second() -> None:
    """What the referrer said of Ana does not stand beside what Ben says."""
    scene = after(
        *CHOSEN, m.ReportOutcome("sam", Outcome.NOT_A_FIT), choose(BEN), m.ReportOutcome("ben", Outcome.BOOKED)
    )
    assert "Not a fit" not in shown(Face.REFERRER, "sam", scene)
    assert "Not a fit" not in shown(Face.CLAIM, "ben", scene)


def test_both_sides_are_shown_to_both_where_they_differ() -> None:
    """Neither report replaces the other."""
    scene = after(*CHOSEN, m.ReportOutcome("ana", Outcome.BOOKED), m.ReportOutcome("sam", Outcome.WENT_ELSEWHERE))
    for face, member_id in ((Face.REFERRER, "sam"), (Face.CLAIM, "ana")):
        text = shown(face, member_id, scene)
        assert "First appointment booked" in text
        assert "Went elsewhere" in text


def test_after_the_choice_the_referrer_reads_the_practice_contact() -> None:
    """The one thing that a client needs stands there until the end."""
    assert ANA.practice_contact in shown(Face.REFERRER, "sam", STORIES["handed off"])


@pytest.mark.parametrize("outcome", [Outcome.BOOKED, Outcome.UNDISCLOSED, Outcome.WENT_ELSEWHERE])
def test_only_a_referral_without_an_appointment_can_ask_the_next(outcome: Outcome) -> None:
    """A client who is booked needs nobody else."""
    scene = after(*CHOSEN, m.ReportOutcome("ana", outcome))
    assert scene.state.status is Status.CLOSED
    assert ("still needs somebody" in shown(Face.REFERRER, "sam", scene)) is (outcome is not Outcome.BOOKED)


def test_a_long_line_still_fits_into_one_message() -> None:
    """Sixty offers with long statements break no limit."""
    crowd = {
        f"m{n}": replace(ANA, id=f"m{n}", user_id=f"U0M{n}", niche=replace(ANA.niche, statement="& " * 300))
        for n in range(60)
    }
    scene = after()
    offers = [offer(member) for member in crowd.values()]
    claims = [c for each in offers for c in after(each).state.claims]
    scene = replace(scene, state=replace(scene.state, claims=claims), people={**PEOPLE, **crowd})
    message = cards.render(Face.REFERRER, "sam", scene)
    assert message is not None
    assert violations("chat.update", message.payload()) == []


@pytest.mark.parametrize(
    ("conflict", "said"), [("licence", "a licence for this in Texas"), ("client_type", "“Couple” among whom you see")]
)
def test_a_conflict_is_asked_about_before_it_counts(conflict: str, said: str) -> None:
    """The member reads what differs and can say that it is all right; the referrer sees it too."""
    scene = after(offer(ANA, conflict))
    text = shown(Face.CLAIM, "ana", scene)
    assert said in text
    assert "Can you take it all the same?" in text
    assert "I asked them to confirm first" in shown(Face.REFERRER, "sam", scene)
    assert "they confirmed that they can take it" in shown(
        Face.REFERRER, "sam", after(offer(ANA, conflict), m.Confirm("ana"))
    )


def test_a_card_of_rare_facets_alone_still_asks() -> None:
    """A card of which nothing may be told still stands, and offers its button."""
    message = cards.render(Face.CHANNEL, "", replace(after(), facets=CardFacets()))
    assert message is not None
    assert violations("chat.postMessage", message.payload()) == []
    assert "[I can take this]" in readable(message)


def test_the_referrer_reads_when_whoever_is_away_hears_of_it() -> None:
    """Nobody is waited for who was not told yet."""
    scene = replace(after(), hears_at={"ana": datetime(2026, 3, 9, 14, tzinfo=UTC)})
    copy = "\n".join(readable(cards.render(Face.REFERRER, "sam", scene)))
    assert "<@U0ANA>: hears of it <!date^1773064800" in copy
    assert "<@U0BEN>: not answered yet" in copy


def test_a_hand_off_that_is_waiting_says_so_to_both() -> None:
    """ "Waiting to hear" keeps it open, and is shown while it lasts."""
    scene = after(*CHOSEN, m.ReportOutcome("ana", Outcome.WAITING))
    for face, member_id in ((Face.REFERRER, "sam"), (Face.CLAIM, "ana")):
        assert "So far: waiting to hear" in shown(face, member_id, scene)


def test_a_referral_that_nobody_spoke_of_is_closed_without_reproach() -> None:
    """The referrer can still say how it went, or ask on."""
    scene = after(*CHOSEN, m.Remind(m.CLOCK, NudgeKind.CLOSE))
    assert "Nobody said how it went" in shown(Face.REFERRER, "sam", scene)
    assert "How did it go?" in shown(Face.CLAIM, "ana", scene)
