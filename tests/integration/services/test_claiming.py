"""Promises of offering: first come, first in line; what a reaction may do and what it may not; a no that helps."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from bot.exchange.moves import Choose, Refused, Release, UndoWithdraw, Why, Withdraw
from bot.exchange.notices import Card, Face, NoticeKind
from bot.exchange.values import Answer, Means, Standing, Status
from bot.matching import OpeningKind
from bot.services import claiming, people
from bot.services.moving import make_move
from bot.services.referring import find_candidates
from storage import cards
from storage.reactions import FOUND, Reaction
from tests.factories import NEED

if TYPE_CHECKING:
    from bot.exchange.values import Member
    from storage.cards import CardRow
    from tests.integration.services.conftest import House


def _card(house: House, referral_id: str, face: Face = Face.CHANNEL, member_id: str = "", ts: str = "1.0") -> CardRow:
    """The card, as if it had been posted in a channel."""
    with house.ctx.database.write() as conn:
        cards.show(conn, house.state(referral_id).referral, Card(face, member_id), house.clock.now())
        conn.exec_driver_sql(
            f"UPDATE cards SET channel_id = 'C{face}', ts = '{ts}', state = 'shown'"
            f" WHERE referral_id = '{referral_id}' AND face = '{face}' AND member_id = '{member_id}'"
        )
        card = cards.at(conn, f"C{face}", ts)
    assert card is not None
    return card


def _react(house: House, member: Member, card: CardRow, at: str, name: str = "raised_hand") -> None:
    reaction = Reaction(card, member.id, name)
    claiming.reacted(house.ctx, house.collective, member, reaction, event_ts=at, delivery_id=uuid4().hex)


def _unreact(house: House, member: Member, card: CardRow, at: str, name: str = "raised_hand") -> None:
    reaction = Reaction(card, member.id, name)
    claiming.unreacted(house.ctx, house.collective, member, reaction, event_ts=at, delivery_id=uuid4().hex)


def _offer(house: House, member: Member, referral_id: str) -> None:
    claiming.offer(house.ctx, house.collective, member, referral_id, uuid4().hex)


def test_the_first_offer_holds_and_the_next_is_backup(house: House) -> None:
    """Whether by reaction or by button."""
    ana, ben, *_ = house.colleagues
    referral_id = house.post()
    _react(house, ana, _card(house, referral_id), "10.1")
    _offer(house, ben, referral_id)
    line = house.state(referral_id).line
    assert [(c.member_id, c.standing) for c in line] == [(ana.id, Standing.HOLDER), (ben.id, Standing.BACKUP)]
    assert house.said(NoticeKind.OFFER_MADE) == [house.sam.id, house.sam.id]


def test_taking_back_the_last_reaction_makes_the_next_backup_the_holder(house: House) -> None:
    """And they are told."""
    ana, ben, *_ = house.colleagues
    referral_id = house.post()
    card = _card(house, referral_id)
    _react(house, ana, card, "10.1")
    _react(house, ben, card, "10.2")
    _unreact(house, ana, card, "10.3")
    holder = house.state(referral_id).holder
    assert holder
    assert holder.member_id == ben.id
    assert house.said(NoticeKind.FIRST_IN_LINE) == [ben.id]


def test_an_offer_stands_while_any_of_its_reactions_does(house: House) -> None:
    """Two skin tones, or card and DM: only the last one taken back releases."""
    ana = house.colleagues[0]
    referral_id = house.post()
    card = _card(house, referral_id)
    _react(house, ana, card, "10.1")
    _react(house, ana, card, "10.2", "raised_hand::skin-tone-4")
    _unreact(house, ana, card, "10.3")
    assert house.state(referral_id).holder
    _unreact(house, ana, card, "10.4", "raised_hand::skin-tone-4")
    assert house.state(referral_id).status is Status.OPEN


def test_events_that_arrive_out_of_order_end_where_the_member_left_it(house: House) -> None:
    """A removal that overtakes its own addition still counts as the last word."""
    ana = house.colleagues[0]
    referral_id = house.post()
    card = _card(house, referral_id)
    _unreact(house, ana, card, "10.2")
    _react(house, ana, card, "10.1")
    assert house.state(referral_id).status is Status.OPEN


def test_a_reaction_that_was_found_is_an_offer_and_newer_news_corrects_it(house: House) -> None:
    """What a look at the card finds is older than every event."""
    ana = house.colleagues[0]
    referral_id = house.post()
    card = _card(house, referral_id)
    _react(house, ana, card, FOUND)
    assert house.state(referral_id).holder
    _unreact(house, ana, card, "10.1")
    assert house.state(referral_id).status is Status.OPEN


def test_an_offer_by_button_is_not_released_by_a_reaction(house: House) -> None:
    """Only an offer made by reaction can be taken back by one."""
    ana = house.colleagues[0]
    referral_id = house.post()
    card = _card(house, referral_id)
    _offer(house, ana, referral_id)
    _react(house, ana, card, "10.1")
    _unreact(house, ana, card, "10.2")
    assert house.state(referral_id).holder


def test_after_the_hand_off_a_reaction_taken_back_changes_nothing(house: House) -> None:
    """The client has chosen; a thumb on a phone does not undo that."""
    ana = house.colleagues[0]
    referral_id = house.post()
    card = _card(house, referral_id)
    _react(house, ana, card, "10.1")
    holder = house.state(referral_id).holder
    assert holder
    make_move(house.ctx, house.collective, referral_id, Choose(house.sam.id, holder.id), uuid4().hex)
    _unreact(house, ana, card, "10.2")
    assert house.state(referral_id).status is Status.HANDED_OFF


def test_who_cannot_offer_hears_why_in_a_private_line(house: House) -> None:
    """The referrer raises a hand on their own card."""
    referral_id = house.post()
    _react(house, house.sam, _card(house, referral_id), "10.1")
    assert house.said(NoticeKind.REFUSED) == [house.sam.id]
    assert house.state(referral_id).status is Status.OPEN


def test_of_twenty_offers_at_once_one_holds_and_none_is_lost(house: House) -> None:
    """The row's lock orders them, on either database."""
    referral_id = house.post()
    threads = [threading.Thread(target=_offer, args=(house, member, referral_id)) for member in house.colleagues]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    line = house.state(referral_id).line
    assert len(line) == len(house.colleagues)
    assert [claim.standing for claim in line].count(Standing.HOLDER) == 1
    assert sorted(claim.place for claim in line) == list(range(1, len(line) + 1))


def test_a_no_asks_the_next_at_once(house: House) -> None:
    """The fourth is invited when one of the three passes."""
    referral_id = house.post()
    asked = house.state(referral_id).invitations[0].member_id
    member = next(m for m in house.colleagues if m.id == asked)
    claiming.decline(house.ctx, house.collective, member, referral_id, Answer.NOT_A_FIT, uuid4().hex)
    assert len(house.state(referral_id).invitations) == 4


def test_full_right_now_closes_the_openings_for_four_weeks_and_undo_gives_them_back(house: House) -> None:
    """And there are no invitations before that day."""
    referral_id = house.post()
    asked = house.state(referral_id).invitations[0].member_id
    member = next(m for m in house.colleagues if m.id == asked)
    before = house.member(member).niche.opening
    claiming.decline(house.ctx, house.collective, member, referral_id, Answer.FULL, uuid4().hex)
    opening = house.member(member).niche.opening
    assert opening.kind is OpeningKind.NONE
    assert opening.until == (house.clock.now() + timedelta(weeks=4)).date()
    claiming.undo_decline(house.ctx, house.collective, member, referral_id, uuid4().hex)
    assert house.member(member).niche.opening == before


def test_who_is_full_is_asked_again_only_after_that_day(house: House) -> None:
    """ "None until a date" ends by itself."""
    member, referral_id = house.colleagues[0], house.post()
    claiming.full_until(house.ctx, house.collective, member, referral_id, None, uuid4().hex)
    assert member.id not in _candidates(house)
    house.move(timedelta(weeks=4))
    assert member.id in _candidates(house)


def test_release_by_button_needs_an_offer(house: House) -> None:
    """Who never offered has nothing to release."""
    referral_id = house.post()
    move = Release(house.colleagues[0].id, Means.BUTTON)
    with pytest.raises(Refused) as caught:
        make_move(house.ctx, house.collective, referral_id, move, uuid4().hex)
    assert caught.value.why is Why.NO_OFFER


def _candidates(house: House) -> set[str]:
    return {match.member_id for match in find_candidates(house.ctx, house.collective, NEED)}


def test_who_left_meanwhile_is_not_put_in_line_again(house: House) -> None:
    """An undo gives back the offers of those who are still here, and no client waits for anybody else."""
    referral_id = house.post()
    ana, ben = house.colleagues[:2]
    for member in (ana, ben):
        claiming.offer(house.ctx, house.collective, member, referral_id, uuid4().hex)
    make_move(house.ctx, house.collective, referral_id, Withdraw(house.sam.id), uuid4().hex)
    people.came_or_went(house.ctx, house.collective, ana.user_id, in_channel=False, delivery_id=uuid4().hex)
    make_move(house.ctx, house.collective, referral_id, UndoWithdraw(house.sam.id), uuid4().hex)
    assert [claim.member_id for claim in house.state(referral_id).line] == [ben.id]
