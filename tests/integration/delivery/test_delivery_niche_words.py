"""Digests about a practice: each line is said while it is true, and says what came of it once it is answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from bot.clock import MovableClock
from bot.exchange.values import Kind
from bot.matching import Opening, OpeningKind
from bot.services import clarity, niches, nudging, people
from bot.views.actions import Action
from storage import clarity as rounds
from storage.members import Person
from tests.factories import NOON, make_members

if TYPE_CHECKING:
    from bot.exchange.values import Member
    from tests.integration.delivery.conftest import House

QUARTER = timedelta(weeks=13)


def _look(house: House, now: datetime) -> None:
    """Let it be `now`, and have everything done and sent that is due then."""
    clock = house.ctx.clock
    assert isinstance(clock, MovableClock)
    clock.move(now - clock.now())
    while nudging.look(house.ctx):
        pass
    house.send_for(4)


def _dm(house: House, member: Member) -> str:
    """What stands in the direct messages with a member now."""
    told: list[dict[str, Any]] = house.slack.messages[f"D0{member.user_id}"]
    return str(told)


def test_openings_that_ran_out_are_asked_about_and_say_what_was_answered(house: House) -> None:
    """With its buttons in the morning's digest; after the tap the line has none any more."""
    opening = Opening(OpeningKind.NONE, date(2026, 3, 10))
    niches.save(house.ctx, house.collective, house.ana, replace(house.ana.niche, opening=opening), "", uuid4().hex)
    _look(house, datetime(2026, 3, 11, 14, tzinfo=UTC))
    shown = _dm(house, house.ana)
    assert "Do you have room for a new client?" in shown
    assert f"'{Action.ROOM_NOW}'" in shown

    niches.say_room(house.ctx, house.collective, house.ana, room=True, delivery_id=uuid4().hex)
    house.send_for(4)
    shown = _dm(house, house.ana)
    assert "Noted: you have room." in shown
    assert f"'{Action.ROOM_NOW}'" not in shown


def test_a_question_that_was_settled_before_the_digest_is_not_in_it(house: House) -> None:
    """They saved their niche between the moment at which it was due and the morning of the digest."""
    niches.save(house.ctx, house.collective, house.ana, house.ana.niche, "", uuid4().hex)
    due = NOON + QUARTER
    _look(house, due)
    niches.confirm(house.ctx, house.collective, house.ana, uuid4().hex)
    _look(house, due + timedelta(days=2))
    assert "Is this still whom you help best?" not in _dm(house, house.ana)


def test_a_niche_is_asked_about_and_says_that_it_is_right(house: House) -> None:
    """Its statement is there to look at."""
    niches.save(house.ctx, house.collective, house.ana, house.ana.niche, "", uuid4().hex)
    for days in (0, 1, 2):
        _look(house, NOON + QUARTER + timedelta(days=days))
    assert house.ana.niche.statement in _dm(house, house.ana)

    niches.confirm(house.ctx, house.collective, house.ana, uuid4().hex)
    house.send_for(4)
    assert "It is up to date; thank you." in _dm(house, house.ana)
    assert f"'{Action.STILL_RIGHT}'" not in _dm(house, house.ana)


def test_somebody_new_is_welcomed_while_they_work(house: House) -> None:
    """In a message of its own; one who saved a niche in the night reads none."""
    night = datetime(2026, 3, 5, 4, tzinfo=UTC)
    _look(house, night)
    told = [
        people.remember(house.ctx, house.collective, Person(user_id, name, "America/New_York", Kind.FULL, True, False))
        for user_id, name in (("U0NORA", "Nora"), ("U0OLE", "Ole"))
    ]
    _look(house, night + timedelta(hours=1))
    assert not any("Welcome" in _dm(house, member) for member in told)
    niches.save(house.ctx, house.collective, told[1], house.ana.niche, "", uuid4().hex)
    _look(house, night + timedelta(hours=11))
    assert ["Welcome to the referral exchange" in _dm(house, member) for member in told] == [True, False]


def test_a_check_of_clarity_goes_from_colleague_to_colleague_to_its_member(house: House) -> None:
    """Answered, a line says whom the member helps best; unanswered, that enough have answered; then the count."""
    with house.ctx.database.write() as conn:
        helpers = make_members(conn, house.collective, *(f"Helper{number}" for number in range(6)))
    for helper in helpers:
        clarity.help_others(house.ctx, house.collective, helper, uuid4().hex)
    clarity.want(house.ctx, house.collective, house.ana, uuid4().hex)
    for hours in (0, 24):
        _look(house, NOON + timedelta(hours=hours))
    assert all("Which of these would you send to <@U0ANA>?" in _dm(house, helper) for helper in helpers)

    with house.ctx.database.read() as conn:
        [about] = rounds.of_member(conn, house.ana.id)
    for helper in helpers[:5]:
        clarity.answer(house.ctx, house.collective, helper, about.id, about.invented.right, uuid4().hex)
    house.send_for(8)
    assert "This is how <@U0ANA> says it" in _dm(house, helpers[0])
    assert "Enough have answered" in _dm(house, helpers[5])
    _look(house, NOON + timedelta(hours=48))
    assert "5 of 5 colleagues" in _dm(house, house.ana)

    clarity.want_no_more(house.ctx, house.collective, house.ana, uuid4().hex)
    house.send_for(4)
    assert "5 of 5" not in _dm(house, house.ana)
    assert "what was answered is deleted" in _dm(house, house.ana)
