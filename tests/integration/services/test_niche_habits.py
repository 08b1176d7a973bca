"""What keeps niches true: one welcome, one question a quarter, one where openings run out, and none too many."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from bot.exchange.notices import NoticeKind
from bot.exchange.nudges import NudgeKind
from bot.exchange.values import Answer, Kind
from bot.matching import Opening, OpeningKind, Profile
from bot.services import claiming, niches, nudging, people
from storage import members, nudges
from storage.members import Person
from tests.factories import make_niche

if TYPE_CHECKING:
    from bot.exchange.values import Member
    from tests.integration.services.conftest import House

NEW = Person("U0NEW", "Nora", "America/New_York", Kind.FULL, in_channel=True, is_admin=False)
QUARTER = timedelta(weeks=13)
STILL_RIGHT, RUN_OUT = NoticeKind.NICHE_STILL_RIGHT, NoticeKind.OPENINGS_RUN_OUT


def _fire(house: House, after: timedelta = timedelta()) -> None:
    house.move(after)
    while nudging.look(house.ctx):
        pass


def _save(house: House, member: Member, niche: Profile | None = None) -> None:
    niches.save(house.ctx, house.collective, member, niche or member.niche, "212-555-0100", uuid4().hex)


def _met(house: House, person: Person = NEW) -> Member:
    return people.remember(house.ctx, house.collective, person)


def test_somebody_new_is_welcomed_once(house: House) -> None:
    """Also where they leave and come back, and however often Slack tells of them."""
    new = _met(house)
    _fire(house)
    for in_channel in (True, False, True):
        _met(house, replace(NEW, in_channel=in_channel))
        _fire(house, timedelta(days=3))
    assert house.said(NoticeKind.WELCOME) == [new.id]


def test_who_joins_the_channel_later_is_welcomed_then(house: House) -> None:
    """They were known before, and no member."""
    new = _met(house, replace(NEW, in_channel=False))
    _fire(house)
    assert house.said(NoticeKind.WELCOME) == []
    people.came_or_went(house.ctx, house.collective, "U0NEW", in_channel=True, delivery_id="Ev1")
    _fire(house)
    assert house.said(NoticeKind.WELCOME) == [new.id]


def test_who_left_before_it_was_said_is_welcomed_when_they_are_back(house: House) -> None:
    """The clock stands at night when they come first; in the morning they have gone again."""
    house.move(timedelta(hours=10))
    new = _met(house)
    _met(house, replace(NEW, in_channel=False))
    _fire(house, timedelta(days=1))
    assert house.said(NoticeKind.WELCOME) == []
    _met(house)
    _fire(house, timedelta(hours=12))
    assert house.said(NoticeKind.WELCOME) == [new.id]


@pytest.mark.parametrize("kind", [Kind.GUEST, Kind.EXTERNAL, Kind.BOT])
def test_who_is_no_member_is_not_welcomed(house: House, kind: Kind) -> None:
    """A guest, somebody of another workspace, an app."""
    _met(house, replace(NEW, kind=kind))
    _fire(house)
    assert house.said(NoticeKind.WELCOME) == []


def test_who_has_a_niche_needs_no_welcome(house: House) -> None:
    """They have found the way; this holds as well for whoever saves one before they are welcomed."""
    house.move(timedelta(hours=10))
    new = _met(house)
    _save(house, new, make_niche())
    _met(house)
    _fire(house, timedelta(days=1))
    assert house.said(NoticeKind.WELCOME) == []


def test_a_niche_is_asked_about_a_quarter_after_it_was_saved(house: House) -> None:
    """Not a day sooner, in working time, and with nothing in between."""
    ana = house.colleagues[0]
    _save(house, ana)
    _fire(house, QUARTER - timedelta(hours=1))
    assert house.said(STILL_RIGHT) == []
    _fire(house, timedelta(hours=1))
    assert house.said(STILL_RIGHT) == [ana.id]


def test_a_niche_is_never_asked_about_twice_in_a_quarter(house: House) -> None:
    """Not answered, it is asked again a quarter later; confirmed or saved, a quarter from then."""
    ana = house.colleagues[0]
    _save(house, ana)
    _fire(house, QUARTER)
    _fire(house, QUARTER - timedelta(days=1))
    assert len(house.said(STILL_RIGHT)) == 1
    _fire(house, timedelta(days=3))
    assert len(house.said(STILL_RIGHT)) == 2
    _fire(house, timedelta(days=28))
    niches.confirm(house.ctx, house.collective, ana, uuid4().hex)
    _fire(house, QUARTER - timedelta(days=1))
    assert len(house.said(STILL_RIGHT)) == 2
    _fire(house, timedelta(days=4))
    assert len(house.said(STILL_RIGHT)) == 3


def test_a_niche_of_before_there_were_habits_is_asked_about_in_its_time(house: House) -> None:
    """The look at the channel finds that nothing waits for it; and does nothing more the next time."""
    ana = house.colleagues[0]
    for _ in range(2):
        people.remember(
            house.ctx, house.collective, Person(ana.user_id, ana.name, ana.time_zone, Kind.FULL, True, False)
        )
    _fire(house, QUARTER)
    assert house.said(STILL_RIGHT) == [ana.id]


def test_who_has_left_is_asked_nothing_and_who_is_back_is(house: House) -> None:
    """A year away is no year of questions."""
    ana = house.colleagues[0]
    person = Person(ana.user_id, ana.name, ana.time_zone, Kind.FULL, in_channel=True, is_admin=False)
    _save(house, ana)
    people.remember(house.ctx, house.collective, replace(person, in_channel=False))
    for _ in range(8):
        _fire(house, timedelta(days=50))
    assert house.said(STILL_RIGHT) == house.said(RUN_OUT) == []
    people.remember(house.ctx, house.collective, person)
    _fire(house, timedelta(days=3))
    assert house.said(STILL_RIGHT) == [ana.id]


def test_nobody_is_asked_about_a_niche_of_which_they_said_nothing(house: House) -> None:
    """There is nothing to confirm."""
    ana = house.colleagues[0]
    _save(house, ana, Profile("", opening=Opening(OpeningKind.NONE)))
    _fire(house, QUARTER)
    assert house.said(STILL_RIGHT) == []


def test_openings_are_asked_about_once_when_they_run_out(house: House) -> None:
    """On the morning of that day, and never again until they say something."""
    ana = house.colleagues[0]
    _save(house, ana, replace(ana.niche, opening=Opening(OpeningKind.SOME)))
    until = house.member(ana).niche.opening.until
    assert until is not None
    _fire(house, house.ctx.room_for - timedelta(hours=13))
    assert house.said(RUN_OUT) == []
    _fire(house, timedelta(hours=13))
    assert house.said(RUN_OUT) == [ana.id]
    for _ in range(3):
        people.remember(
            house.ctx, house.collective, Person(ana.user_id, ana.name, ana.time_zone, Kind.FULL, True, False)
        )
        _fire(house, timedelta(days=28))
    assert house.said(RUN_OUT) == [ana.id]


def test_full_until_a_date_is_asked_about_on_that_date(house: House) -> None:
    """And an opening without an end never is."""
    ana, ben = house.colleagues[:2]
    _save(house, ana, replace(ana.niche, opening=Opening(OpeningKind.NONE, date(2026, 3, 10))))
    _save(house, ben, replace(ben.niche, opening=Opening(OpeningKind.NONE)))
    _fire(house, timedelta(days=6))
    assert house.said(RUN_OUT) == []
    _fire(house, timedelta(days=1))
    assert house.said(RUN_OUT) == [ana.id]


def test_whatever_they_say_of_their_openings_meanwhile_cancels_it(house: House) -> None:
    """The form, a tap, and “Full right now” on an invitation."""
    ana = house.colleagues[0]
    _save(house, ana, replace(ana.niche, opening=Opening(OpeningKind.NONE, date(2026, 3, 10))))
    niches.say_room(house.ctx, house.collective, ana, room=False, delivery_id=uuid4().hex)
    _fire(house, timedelta(days=8))
    assert house.said(RUN_OUT) == []
    referral_id = house.post()
    asked = house.state(referral_id).invitations[0].member_id
    member = next(each for each in house.colleagues if each.id == asked)
    niches.say_room(house.ctx, house.collective, member, room=True, delivery_id=uuid4().hex)
    claiming.decline(house.ctx, house.collective, member, referral_id, Answer.FULL, uuid4().hex)
    with house.ctx.database.read() as conn:
        assert nudges.waiting_since(conn, NudgeKind.OPENINGS_RUN_OUT, member.id) == house.clock.now()


def test_what_an_undo_gives_back_is_not_asked_about_a_second_time(house: House) -> None:
    """It had run out before “Full right now” was pressed, and was asked about then."""
    referral_id = house.post()
    asked = house.state(referral_id).invitations[0].member_id
    member = next(each for each in house.colleagues if each.id == asked)
    _save(house, member, replace(member.niche, opening=Opening(OpeningKind.NONE, date(2026, 3, 4))))
    _fire(house, timedelta(days=1))
    assert house.said(RUN_OUT) == [member.id]
    claiming.decline(house.ctx, house.collective, member, referral_id, Answer.FULL, uuid4().hex)
    house.move(timedelta(minutes=5))
    claiming.undo_decline(house.ctx, house.collective, member, referral_id, uuid4().hex)
    _fire(house, timedelta(days=40))
    assert house.said(RUN_OUT) == [member.id]


def test_who_travels_is_asked_when_that_day_begins_where_they_are(house: House) -> None:
    """The morning in New York is still the evening before on the other side of the date line."""
    ana = house.colleagues[0]
    _save(house, ana, replace(ana.niche, opening=Opening(OpeningKind.NONE, date(2026, 3, 10))))
    far = Person(ana.user_id, ana.name, "Pacific/Honolulu", Kind.FULL, in_channel=True, is_admin=False)
    people.remember(house.ctx, house.collective, far)
    house.clock.move(datetime(2026, 3, 10, 13, 30, tzinfo=UTC) - house.clock.now())  # 09:30 in New York
    _fire(house)
    assert house.said(RUN_OUT) == []
    _fire(house, timedelta(hours=6))
    assert house.said(RUN_OUT) == [ana.id]


def test_who_was_away_when_their_openings_ran_out_is_asked_when_they_are_back(house: House) -> None:
    """Once, as everybody is."""
    ana = house.colleagues[0]
    person = Person(ana.user_id, ana.name, ana.time_zone, Kind.FULL, in_channel=True, is_admin=False)
    _save(house, ana, replace(ana.niche, opening=Opening(OpeningKind.NONE, date(2026, 3, 10))))
    people.remember(house.ctx, house.collective, replace(person, in_channel=False))
    _fire(house, timedelta(days=30))
    assert house.said(RUN_OUT) == []
    for _ in range(2):
        people.remember(house.ctx, house.collective, person)
        _fire(house, timedelta(days=5))
    assert house.said(RUN_OUT) == [ana.id]


def test_who_comes_and_goes_is_not_asked_about_a_niche_twice_in_a_quarter(house: House) -> None:
    """What they were asked before they left counts on."""
    ana = house.colleagues[0]
    person = Person(ana.user_id, ana.name, ana.time_zone, Kind.FULL, in_channel=True, is_admin=False)
    _save(house, ana)
    for after in (QUARTER, timedelta(days=1)):  # it is due, and it is in the digest of the morning
        _fire(house, after)
    for in_channel in (False, True):
        people.remember(house.ctx, house.collective, replace(person, in_channel=in_channel))
        _fire(house, timedelta(days=7))
    assert house.said(STILL_RIGHT) == [ana.id]


def test_two_who_tell_of_somebody_new_at_once_welcome_them_once(house: House) -> None:
    """The hourly look at the channel, and the news that they joined it."""
    new = _met(house, replace(NEW, in_channel=False))
    start = Barrier(4)

    def tell(number: int) -> None:
        start.wait(timeout=30)
        if number % 2:
            _met(house)
        else:
            people.came_or_went(house.ctx, house.collective, "U0NEW", in_channel=True, delivery_id=f"Ev{number}")

    with ThreadPoolExecutor(start.parties) as pool:
        list(pool.map(tell, range(start.parties)))
    with house.ctx.database.read() as conn:
        assert len([n for n in nudges.habits(conn) if n.kind is NudgeKind.WELCOME]) == 1
    _fire(house)
    assert house.said(NoticeKind.WELCOME) == [new.id]


def test_one_tap_says_that_there_is_room_within_the_limits_of_before(house: House) -> None:
    """It runs out as if it had been said in the form."""
    ana = house.colleagues[0]
    _save(house, ana, replace(ana.niche, opening=Opening(OpeningKind.SOME, limits="mornings")))
    house.move(timedelta(days=50))
    opening = niches.say_room(house.ctx, house.collective, ana, room=True, delivery_id=uuid4().hex)
    today = house.clock.now().astimezone(ana.zone).date()
    assert opening == Opening(OpeningKind.SOME, today + house.ctx.room_for, "mornings", house.clock.now())
    full = niches.say_room(house.ctx, house.collective, ana, room=False, delivery_id=uuid4().hex)
    assert full == Opening(OpeningKind.NONE, today + house.ctx.full_for, confirmed_at=house.clock.now())
    assert house.member(ana).niche.opening == full


def test_a_tap_that_comes_twice_is_one_tap(house: House) -> None:
    """Slack may tell of it again, after newer words."""
    ana = house.colleagues[0]
    niches.say_room(house.ctx, house.collective, ana, room=True, delivery_id="tap")
    full = niches.say_room(house.ctx, house.collective, ana, room=False, delivery_id=uuid4().hex)
    assert niches.say_room(house.ctx, house.collective, ana, room=True, delivery_id="tap") == full
    with house.ctx.database.read() as conn:
        assert members.get(conn, ana.id).niche.opening == full
