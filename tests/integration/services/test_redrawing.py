"""Promises of what messages say of people: it is drawn once more when it is so no more, and only then."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import select

from bot.exchange.moves import Withdraw
from bot.exchange.values import Kind, Membership
from bot.services import niches, people, setup
from bot.services.moving import make_move
from storage.members import Person
from storage.models import cards
from storage.sending import SendState

if TYPE_CHECKING:
    from bot.exchange.values import Member
    from tests.integration.services.conftest import House


def _show_all(house: House) -> None:
    """Everything is with its readers."""
    with house.ctx.database.write() as conn:
        conn.execute(cards.update().values(state=SendState.SHOWN))


def _due(house: House, referral_id: str) -> set[str]:
    """The states of the referral's messages."""
    with house.ctx.database.read() as conn:
        return set(conn.execute(select(cards.c.state).where(cards.c.referral_id == referral_id)).scalars())


def _told(member: Member) -> Person:
    """What Slack says of somebody who did not change."""
    return Person(member.user_id, member.name, member.time_zone, member.kind, member.in_channel, member.is_admin)


def test_a_changed_niche_is_shown_where_its_member_appears(house: House) -> None:
    """The referrer reads a practice contact that is right, and the card no facet that too few hold."""
    referral_id = house.post()
    _show_all(house)
    ana = house.colleagues[0]
    niches.save(house.ctx, house.collective, ana, ana.niche, "212-555-0199", uuid4().hex)
    assert _due(house, referral_id) == {SendState.DUE}


def test_the_same_niche_once_more_has_nothing_drawn(house: House) -> None:
    """It only confirms what was said, and no message tells of that."""
    referral_id = house.post()
    ana = house.colleagues[0]
    for number in (1, 2):
        _show_all(house)
        house.move(timedelta(hours=1))
        said = house.member(ana)
        niches.save(house.ctx, house.collective, ana, said.niche, said.practice_contact, uuid4().hex)
        assert _due(house, referral_id) == {SendState.DUE if number == 1 else SendState.SHOWN}


def test_somebody_who_is_in_the_channel_already_has_nothing_drawn(house: House) -> None:
    """Slack says some things twice."""
    referral_id = house.post()
    _show_all(house)
    user_id = house.colleagues[0].user_id
    people.came_or_went(house.ctx, house.collective, user_id, in_channel=True, delivery_id=uuid4().hex)
    assert _due(house, referral_id) == {SendState.SHOWN}


def test_another_idea_of_who_counts_has_the_cards_drawn_once_more(house: House) -> None:
    """A card speaks of nothing that too few members hold, and their number changes."""
    referral_id = house.post()
    _show_all(house)
    setup.save(house.ctx, replace(house.collective, outside_options="The clinic."), uuid4().hex)
    assert _due(house, referral_id) == {SendState.SHOWN}
    setup.save(house.ctx, replace(house.collective, membership=Membership.WORKSPACE), uuid4().hex)
    assert _due(house, referral_id) == {SendState.DUE}


def test_what_is_over_is_not_drawn_once_more(house: House) -> None:
    """Nobody reads it for what it says of people."""
    referral_id = house.post()
    make_move(house.ctx, house.collective, referral_id, Withdraw(house.sam.id), uuid4().hex)
    _show_all(house)
    people.gone(house.ctx, house.collective, house.colleagues[5].id)
    assert _due(house, referral_id) == {SendState.SHOWN}


def test_a_new_name_is_shown_and_no_news_is_not(house: House) -> None:
    """The hourly look at everybody has nothing drawn again as long as nobody changed."""
    referral_id = house.post()
    _show_all(house)
    told = _told(house.colleagues[0])
    people.remember(house.ctx, house.collective, told)
    assert _due(house, referral_id) == {SendState.SHOWN}
    people.remember(house.ctx, house.collective, replace(told, name="Ana Maria"))
    assert _due(house, referral_id) == {SendState.DUE}


def test_a_facet_that_too_few_hold_once_somebody_left_goes_from_the_card(house: House) -> None:
    """Leaving the channel, leaving the workspace and being found deactivated: each has the cards drawn once more."""
    referral_id = house.post()
    gone, left, deactivated = house.colleagues[3:6]
    _show_all(house)
    people.came_or_went(house.ctx, house.collective, left.user_id, in_channel=False, delivery_id=uuid4().hex)
    assert _due(house, referral_id) == {SendState.DUE}
    _show_all(house)
    people.remember(house.ctx, house.collective, replace(_told(deactivated), kind=Kind.GONE))
    assert _due(house, referral_id) == {SendState.DUE}
    _show_all(house)
    people.gone(house.ctx, house.collective, gone.id)
    assert _due(house, referral_id) == {SendState.DUE}
