"""The queue of what is due says what will happen, why, and what would make it go away; never a word on the client."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.exchange import moves as m
from bot.exchange.notices import Face
from bot.exchange.nudges import HABIT_RULES, NUDGES, HabitRule, NudgeKind, NudgeRule, NudgeTimes
from bot.exchange.scene import CardFacets
from bot.exchange.values import Member, Urgency
from bot.views import agenda
from bot.views.agenda import Words
from tests.unit.views.scenes import ANA, BEN, NEED, SAM, STORIES, after, choose, offer

TIMES = NudgeTimes()
WAITING = {scene.state.status: scene for scene in (STORIES["open"], STORIES["claimed"], STORIES["handed off"])}


def words(kind: NudgeKind, *moves: m.Move, urgency: Urgency = Urgency.SOON) -> Words:
    return agenda.nudge(kind, after(*moves, urgency=urgency), TIMES.of(kind, urgency))


def test_nobody_has_offered() -> None:
    """The next three are asked, unless somebody offers; people by name, the need as on the card."""
    assert words(NudgeKind.INVITE_NEXT) == Words(
        "asks the next three, or tells Sam Reyes that nobody is left: Infidelity · Couple · Telehealth · TX",
        "1 business day without an offer",
        "somebody offers, or Sam Reyes withdraws it",
    )
    assert words(NudgeKind.INVITE_NEXT, urgency=Urgency.THIS_WEEK).why == "4 working hours without an offer"
    assert words(NudgeKind.UNANSWERED).what.startswith("tells Sam Reyes and Dev Rao that nobody has offered")


def test_whoever_could_as_a_backup_is_called_before_people_are_told() -> None:
    """With such an offer in line nobody is told that there is none."""
    told = words(NudgeKind.UNANSWERED, offer(ANA), m.StandBack("ana"))
    assert told.what.startswith("calls Ana Flores, who could as a backup")


def test_somebody_has_offered() -> None:
    """The referrer is asked; a choice ends it, and so does the end of the last offer."""
    told = words(NudgeKind.CHOOSE, offer(ANA))
    assert told.what.startswith("asks Sam Reyes whether the client has chosen")
    assert told.why == "2 business days after the first offer"
    assert told.ends == "Sam Reyes's client chooses, or Ana Flores takes the offer back"
    both = words(NudgeKind.CHOOSE, offer(ANA), offer(BEN))
    assert both.ends == "Sam Reyes's client chooses, or Ana Flores and Ben Okafor all take their offers back"


def test_the_client_has_chosen() -> None:
    """The colleague is asked how it went, until somebody says so."""
    told = words(NudgeKind.OUTCOME, offer(ANA), choose(ANA))
    assert told.what.startswith("asks Ana Flores how it went")
    assert (told.why, told.ends) == (
        "7 days after Sam Reyes's client chose Ana Flores",
        "Ana Flores or Sam Reyes says how it went",
    )


@pytest.mark.parametrize("rule", NUDGES, ids=lambda rule: rule.kind)
def test_every_nudge_has_words_and_none_of_the_client(rule: NudgeRule) -> None:
    """The note never appears, nor a facet that may not stand on the card."""
    hidden = replace(WAITING[rule.waits_in], facets=CardFacets(client_type="couple"))
    told = agenda.nudge(rule.kind, hidden, TIMES.of(rule.kind, Urgency.SOON))
    assert all((told.what, told.why, told.ends))
    shown = " ".join((told.what, told.why, told.ends))
    assert NEED.note not in shown
    assert "nfidelity" not in shown
    assert told.what.endswith(": Couple")


@pytest.mark.parametrize("rule", HABIT_RULES, ids=lambda rule: rule.kind)
@pytest.mark.parametrize("whose", [ANA, None], ids=["a member's", "the collective's"])
def test_every_habit_has_words(rule: HabitRule, whose: Member | None) -> None:
    """Those of the table of habits, with the name of whose it is."""
    told = agenda.habit(rule.kind, whose)
    assert all((told.what, told.why, told.ends))
    assert "{" not in " ".join((told.what, told.why, told.ends))


def test_what_waits_for_working_time_says_so() -> None:
    """One message for all that can wait; an invitation by itself."""
    assert agenda.waiting(ANA, None, is_digest=True).what == "sends Ana Flores what waits for them, as one message"
    asked = agenda.waiting(BEN, Face.INVITATION, is_digest=False)
    assert (asked.what, asked.why) == (
        "sends the question to Ben Okafor",
        "Ben Okafor does not work now, or is paused",
    )
    assert agenda.waiting(BEN, None, is_digest=False).what == "sends a message to Ben Okafor"


def test_a_message_that_waits_says_why() -> None:
    """Slack asked for a pause, a try failed, or it is not known whether it arrived."""
    card = agenda.held(None, Face.CHANNEL, in_doubt=False, failed=False)
    assert (card.what, card.why) == ("sends the card in the channel", "Slack asked to wait, or did not answer")
    assert agenda.held(BEN, None, in_doubt=False, failed=True) == Words(
        "sends a message to Ben Okafor", "the last try failed", "Slack takes it, or it is no longer true"
    )
    post = agenda.held(None, None, in_doubt=False, failed=True)
    assert post.what == "sends a message to the channel"
    doubt = agenda.held(SAM, Face.REFERRER, in_doubt=True, failed=False)
    assert doubt.what == "looks whether Sam Reyes's own copy has arrived"
    assert doubt.ends == "it is found, or sent once more"
