"""What the private answers promise: short, kind, and no more than is the reader's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.exchange import moves as m
from bot.exchange.moves import Why
from bot.exchange.scene import CardFacets
from bot.exchange.values import Answer
from bot.matching.advice.niche_line import niche_line
from bot.views import lists, refusals, thanks
from tests.slack_limits import violations
from tests.unit.views.scenes import ANA, BEN, CHOSEN, CLEO, SAM, STORIES, after, offer, readable


def test_every_refusal_has_its_sentence(snapshot: SnapshotAssertion) -> None:
    """No reason can be added without words for it, and two reasons never read the same."""
    sentences = {why.value: refusals.sentence(why) for why in Why}
    assert sentences == snapshot
    assert len(set(sentences.values())) == len(Why)


def test_who_is_kept_out_learns_nothing_of_the_reason() -> None:
    """Nothing hints that somebody thinks they may know the client."""
    assert not {"know", "client", "kept", "keep"} & set(refusals.sentence(Why.KEPT_FROM).lower().split())


def test_the_plain_lines_read_well(snapshot: SnapshotAssertion) -> None:
    """Help, and what stands in the way."""
    said = [
        lists.help_text(),
        lists.help_text(for_admin=True),
        lists.not_set_up(),
        lists.only_admins(),
        lists.too_late(),
        lists.apology("7f3a"),
        lists.check_unavailable("7f3a"),
    ]
    assert said == snapshot


@pytest.mark.parametrize("member", [SAM, ANA, BEN], ids=lambda member: member.id)
def test_mine_reads_well(member: object, snapshot: SnapshotAssertion) -> None:
    """What one asked, offered, holds and is asked, a line each."""
    scenes = [after(), STORIES["claimed"], after(*CHOSEN), after(offer(CLEO), offer(BEN))]
    assert readable(lists.mine(member, scenes)) == snapshot  # type: ignore[arg-type]


@pytest.mark.parametrize("answer", [Answer.NOT_A_FIT, Answer.FULL, Answer.MAY_KNOW])
def test_who_passed_is_not_told_of_it_again(answer: Answer) -> None:
    """Least of all somebody who may know the client."""
    message = lists.mine(ANA, [after(m.Decline("ana", answer))])
    assert readable(message) == ["Nothing of yours is open: no request, and no offer. `/refer` begins one."]


def test_the_list_tells_no_more_than_the_card() -> None:
    """Who asks and what is rare stay away from everybody's eyes."""
    scene = replace(after(offer(ANA)), facets=CardFacets(concern="infidelity"))
    text = str(lists.open_list([scene]).payload())
    assert "Infidelity" in text
    for secret in (SAM.user_id, SAM.name, "Couple", "TX", "Calm when"):
        assert secret not in text


def test_an_empty_list_says_so() -> None:
    """No heading without anything under it."""
    assert readable(lists.open_list([])) == ["Nothing is open in the channel for which you could offer right now."]


@pytest.mark.parametrize("count", [1, 20, 100])
def test_lists_of_any_length_are_taken(count: int) -> None:
    """Long lists are cut, and say so."""
    scenes = [after(offer(ANA))] * count
    for message in (lists.mine(SAM, scenes), lists.open_list(scenes)):
        assert violations("chat.postEphemeral", message.payload()) == []
        assert ("The first 20" in str(message.payload())) is (count > 20)


def test_thanks_and_niche_arrive_in_the_writers_own_words() -> None:
    """Escaped, set off as a quotation, and signed; of a niche the one line."""
    message = thanks.thank_you(ANA, "Thank you & be well\n<!channel>")
    assert readable(message) == ["*<@U0ANA> thanks you*", ">Thank you &amp; be well", ">&lt;!channel&gt;"]
    told = thanks.niche_told(ANA)
    assert told is not None
    assert niche_line(ANA.niche) in str(told.payload())
    assert thanks.niche_told(BEN) is None, "there is nothing to tell"
    for each in (message, told):
        assert violations("chat.postMessage", each.payload()) == []
