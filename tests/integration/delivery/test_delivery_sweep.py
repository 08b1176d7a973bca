"""Promises of the sweep: a raised hand counts though no event told of it, and only while it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.delivery.sweep import Sweeper
from bot.exchange.values import Standing
from bot.services import claiming
from storage import cards, referrals
from storage.reactions import Reaction
from tests.factories import CHANNEL, IDENTITY, make_referral
from tests.integration.delivery.fake_slack import Fail

if TYPE_CHECKING:
    from bot.exchange.values import Member
    from storage.cards import CardRow
    from tests.integration.delivery.conftest import House


@pytest.fixture
def posted(house: House) -> House:
    """The card stands in the channel."""
    house.send()
    return house


def _sweep(house: House) -> int:
    return Sweeper(house.ctx, house.client, "raised_hand").run_once()


def _again(house: House) -> None:
    with house.ctx.database.write() as conn:
        cards.sweep_again(conn)


def _card(house: House) -> CardRow:
    with house.ctx.database.read() as conn:
        card = cards.at(conn, CHANNEL, house.card().ts)
    assert card is not None
    return card


def _raised(*users: str, name: str = "raised_hand", count: int | None = None) -> dict[str, Any]:
    return {"name": name, "users": list(users), "count": len(users) if count is None else count}


def _standing(house: House, member: Member) -> list[Standing]:
    with house.ctx.database.read() as conn:
        state = referrals.load(conn, house.referral_id)
    assert state is not None
    return [claim.standing for claim in state.claims if claim.member_id == member.id]


def test_a_card_is_looked_at_again_once_it_may_be(posted: House) -> None:
    """While the scope is missing nothing was seen, so nothing counts as looked at."""
    posted.slack.reactions = [_raised(posted.ana.user_id)]
    posted.slack.fail("reactions.get", Fail("missing_scope"))
    assert _sweep(posted) == 0
    assert _sweep(posted) == 1
    assert _standing(posted, posted.ana) == [Standing.HOLDER]


@pytest.mark.parametrize("name", ["raised_hand", "hand::skin-tone-3", "raising_hand"])
def test_a_hand_that_no_event_told_of_is_an_offer(posted: House, name: str) -> None:
    """Reactions from before the card's place was known count, with every alias and skin tone."""
    posted.slack.reactions = [_raised(posted.ana.user_id, name=name)]

    assert _sweep(posted) == 1
    assert _standing(posted, posted.ana) == [Standing.HOLDER]


def test_a_card_is_looked_at_once(posted: House) -> None:
    """Slack is not asked again until there is a reason."""
    _sweep(posted)

    assert _sweep(posted) == 0
    assert posted.slack.count("reactions.get") == 1


def test_other_signs_and_the_bot_itself_are_no_offers(posted: House) -> None:
    """Applause is not an offer, nor is a reaction of the bot's own."""
    posted.slack.reactions = [
        _raised(posted.ana.user_id, name="raised_hands"),
        _raised(IDENTITY.bot_user_id),
    ]
    _sweep(posted)

    assert _standing(posted, posted.ana) == []
    assert posted.slack.count("users.info") == 0


def test_a_hand_that_was_taken_down_meanwhile_releases_the_offer(posted: House) -> None:
    """While we were down the reaction was taken back: the offer that it made is released."""
    posted.slack.reactions = [_raised(posted.ana.user_id)]
    _sweep(posted)
    posted.slack.reactions = []
    _again(posted)
    _sweep(posted)

    assert _standing(posted, posted.ana) == [Standing.RELEASED]


def test_a_hand_that_is_taken_down_during_the_look_stays_down(posted: House) -> None:
    """What Slack said before an event came does not overrule the event: no offer comes back that was taken back."""
    posted.slack.reactions = [_raised(posted.ana.user_id)]

    def take_down() -> None:
        hand = Reaction(_card(posted), posted.ana.id, "raised_hand")
        claiming.reacted(posted.ctx, posted.collective, posted.ana, hand, event_ts="1.000001", delivery_id="up")
        hand = Reaction(_card(posted), posted.ana.id, "raised_hand")
        claiming.unreacted(posted.ctx, posted.collective, posted.ana, hand, event_ts="2.000001", delivery_id="down")

    posted.slack.during["reactions.get"] = take_down
    _sweep(posted)

    assert _standing(posted, posted.ana) == [Standing.RELEASED]


def test_a_hand_that_is_raised_during_the_look_stays_up(posted: House) -> None:
    """An offer that came while Slack answered is not released because the answer does not know of it."""

    def answered_before(method: str, arguments: dict[str, Any]) -> Any:
        said = answer(method, arguments)
        if method == "reactions.get":
            hand = Reaction(_card(posted), posted.ana.id, "raised_hand")
            claiming.reacted(posted.ctx, posted.collective, posted.ana, hand, event_ts="1.000001", delivery_id="up")
        return said

    answer = posted.slack.answer
    posted.slack.answer = answered_before  # type: ignore[method-assign]
    _sweep(posted)

    assert _standing(posted, posted.ana) == [Standing.HOLDER]


def test_a_hand_that_slack_counts_and_does_not_name_is_not_missing(posted: House) -> None:
    """Slack may name fewer people than it counts; then nobody loses an offer."""
    posted.slack.reactions = [_raised(posted.ana.user_id)]
    _sweep(posted)
    posted.slack.reactions = [_raised(posted.ben.user_id, count=2)]
    _again(posted)
    _sweep(posted)

    assert _standing(posted, posted.ana) == [Standing.HOLDER]
    assert _standing(posted, posted.ben) == [Standing.BACKUP]


def test_the_sweep_goes_on_where_slack_asked_it_to_wait(posted: House) -> None:
    """A 429 ends the run; the next one looks at the card."""
    posted.slack.reactions = [_raised(posted.ana.user_id)]
    posted.slack.fail("reactions.get", Fail("ratelimited", status=429, retry_after="3"))

    assert _sweep(posted) == 0
    assert _standing(posted, posted.ana) == []
    assert _sweep(posted) == 1
    assert _standing(posted, posted.ana) == [Standing.HOLDER]


def test_a_card_that_is_not_there_is_not_looked_at_again(posted: House) -> None:
    """A deleted message holds no reactions, and does not keep the sweep from the others."""
    posted.slack.fail("reactions.get", Fail("message_not_found"))

    assert _sweep(posted) == 1
    assert _sweep(posted) == 0


def test_somebody_who_is_met_by_their_hand_alone_is_asked_about(posted: House) -> None:
    """An unknown person's hand counts as soon as it is known who they are; a guest hears why they cannot offer."""
    posted.slack.users["U0GUEST"] = {"id": "U0GUEST", "name": "guest", "is_restricted": True}
    posted.slack.reactions = [_raised("U0GUEST")]
    _sweep(posted)

    assert [letter.kind for letter in posted.letters()] == ["refused"]


def test_a_card_that_cannot_be_swept_does_not_stop_the_others(posted: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault with one card is that card's alone, and it is looked at again."""
    with posted.ctx.database.write() as conn:
        make_referral(conn, posted.collective, posted.rae)
    posted.send_for(2)
    posted.slack.reactions = [_raised(posted.ana.user_id)]
    calls: list[str] = []
    reacted = claiming.reacted

    def failing_at_first(*args: Any, **more: Any) -> None:
        calls.append("reacted")
        if len(calls) == 1:
            raise ValueError("told to fail")
        reacted(*args, **more)

    monkeypatch.setattr(claiming, "reacted", failing_at_first)
    _sweep(posted)

    with posted.ctx.database.read() as conn:
        assert len(cards.unswept(conn, 10)) == 1
