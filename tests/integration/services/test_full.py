"""Promises of "Full right now" and its undo: newer words of the member's own are never overwritten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.exchange.values import Answer
from bot.matching import Opening, OpeningKind
from bot.services import claiming, niches, referring

if TYPE_CHECKING:
    from bot.exchange.values import Member
    from tests.integration.services.conftest import House

SEPTEMBER = date(2026, 9, 1)


def _asked(house: House, referral_id: str) -> Member:
    """The first who was asked."""
    asked = house.state(referral_id).invitations[0].member_id
    return next(member for member in house.colleagues if member.id == asked)


def _full(house: House, member: Member, referral_id: str) -> None:
    claiming.decline(house.ctx, house.collective, member, referral_id, Answer.FULL, uuid4().hex)
    house.move(timedelta(hours=1))


def _undo(house: House, member: Member, referral_id: str) -> Opening:
    claiming.undo_decline(house.ctx, house.collective, member, referral_id, uuid4().hex)
    return house.member(member).niche.opening


def test_an_undo_leaves_newer_words_alone(house: House) -> None:
    """Full on Monday, the niche on Wednesday, and only then the undo: Wednesday's words stand."""
    referral_id = house.post()
    member = _asked(house, referral_id)
    _full(house, member, referral_id)
    said = replace(member.niche, opening=Opening(OpeningKind.NONE, SEPTEMBER))
    niches.save(house.ctx, house.collective, member, said, member.practice_contact, uuid4().hex)
    assert _undo(house, member, referral_id).until == SEPTEMBER


def test_an_undo_takes_back_a_date_that_was_named_for_it(house: House) -> None:
    """Full, then until when: one word in two steps, and one undo."""
    referral_id = house.post()
    member = _asked(house, referral_id)
    before = house.member(member).niche.opening
    _full(house, member, referral_id)
    claiming.full_until(house.ctx, house.collective, member, referral_id, SEPTEMBER, uuid4().hex)
    assert house.member(member).niche.opening.until == SEPTEMBER
    assert _undo(house, member, referral_id) == before


def test_two_that_were_answered_with_full_are_undone_one_by_one(house: House) -> None:
    """The newer word first; the older undo does nothing as long as that stands."""
    first, second = house.post(), house.post(house.draft(post_anyway=True))
    referring.extend(house.ctx, house.collective, house.sam, second, uuid4().hex)
    member = _asked(house, first)
    openings = [house.member(member).niche.opening]
    for referral_id in (first, second):
        _full(house, member, referral_id)
        openings.append(house.member(member).niche.opening)
    assert _undo(house, member, second) == openings[1]
    assert _undo(house, member, first) == openings[0]
    _full(house, member, first)
    _full(house, member, second)
    newest = house.member(member).niche.opening
    assert _undo(house, member, first) == newest


def test_how_long_full_and_room_are_taken_to_last_are_settings(house: House) -> None:
    """The collective knows its own pace."""
    ctx = replace(house.ctx, full_for=timedelta(weeks=1), room_for=timedelta(weeks=2))
    referral_id, today = house.post(), house.clock.now().date()
    member = _asked(house, referral_id)
    claiming.decline(ctx, house.collective, member, referral_id, Answer.FULL, uuid4().hex)
    assert house.member(member).niche.opening.until == today + timedelta(weeks=1)
    niches.save(ctx, house.collective, member, member.niche, "", uuid4().hex)
    assert house.member(member).niche.opening.until == today + timedelta(weeks=2)
