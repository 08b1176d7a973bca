"""Promises of what admins see and vouch for: who was asked how often, and that a licence was looked up."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from threading import Thread
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from bot.exchange.moves import Refused, Why
from bot.exchange.oversight import licences_key
from bot.matching import Licence, LicenceScope, OpeningKind
from bot.services import niches, oversight
from storage import licence_checks, members
from storage.models import cards
from storage.sending import SendState
from tests.factories import IDENTITY, NOON, make_collective, make_member, make_niche

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.exchange.values import Member
    from bot.matching import Profile
    from storage.licence_checks import LicenceCheck
    from tests.integration.services.conftest import House


def _look_up(house: House, member: Member, *, by: Member | None = None, delivery_id: str = "") -> None:
    listed = licences_key(house.member(member).niche.licences)
    admin = by or house.sam
    oversight.check_licence(
        house.ctx, house.collective, admin, member.user_id, listed, delivery_id=delivery_id or uuid4().hex
    )


def _take_back(house: House, member: Member) -> None:
    oversight.take_check_back(house.ctx, house.collective, house.sam, member.user_id, uuid4().hex)


def _say(house: House, member: Member, niche: Profile) -> None:
    niches.save(house.ctx, house.collective, house.member(member), niche, "212-555-0100", uuid4().hex)


def _log(house: House, member: Member) -> Sequence[LicenceCheck]:
    with house.ctx.database.read() as conn:
        return licence_checks.log(conn, member.id)


def test_everybody_is_listed_by_name_with_how_often_they_were_asked(house: House) -> None:
    """Invitations of the last thirty days; who has no niche is listed too, and says so."""
    with house.ctx.database.write() as conn:
        members.remember(
            conn,
            house.collective.id,
            members.Person("U0ZOE", "abe", "UTC", house.sam.kind, in_channel=True, is_admin=False),
            NOON,
        )
    house.post()
    house.move(timedelta(days=1))
    seen = oversight.everybody(house.ctx, house.collective)
    assert [each.member.name for each in seen] == ["abe", "Ana", "Ben", "Cleo", "Dev", "Eva", "Fay", "Sam"]
    assert [each.has_niche for each in seen] == [False, *[True] * 7]
    assert sorted(each.asked for each in seen) == [0, 0, 0, 0, 0, 1, 1, 1]

    house.move(timedelta(days=30))
    assert {each.asked for each in oversight.everybody(house.ctx, house.collective)} == {0}


def test_an_opening_is_seen_as_it_stands_today(house: House) -> None:
    """What has run out is not known any more, and when it was last confirmed still is."""
    _say(house, house.colleagues[0], make_niche())
    house.move(house.ctx.room_for)
    seen = oversight.one(house.ctx, house.collective, house.colleagues[0].user_id)
    assert seen is not None
    assert seen.member.niche.opening.kind is OpeningKind.UNKNOWN
    assert seen.member.niche.opening.confirmed_at == NOON


def test_a_looked_up_licence_says_when_and_by_whom(house: House) -> None:
    """Until then it is the member's word alone."""
    ana = house.colleagues[0]
    house.move(timedelta(days=2))
    _look_up(house, ana)
    seen = oversight.one(house.ctx, house.collective, ana.user_id)
    assert seen is not None
    assert (seen.member.licence_checked_at, seen.checked_by) == (NOON + timedelta(days=2), "Sam")


def test_a_check_can_be_taken_back_and_nothing_is_forgotten(house: House) -> None:
    """The member stands as before; the log keeps both facts, with who said them."""
    ana = house.colleagues[0]
    _look_up(house, ana)
    house.move(timedelta(hours=1))
    _take_back(house, ana)
    _take_back(house, ana)
    assert house.member(ana).licence_checked_at is None
    assert [(check.holds, check.by_id, check.licences) for check in _log(house, ana)] == [
        (True, house.sam.id, (Licence("NY"),)),
        (False, house.sam.id, (Licence("NY"),)),
    ]


@pytest.mark.parametrize(
    "licences",
    [(), (Licence("NJ"),), (Licence("NY"), Licence("NJ")), (Licence("NY", LicenceScope.TELEHEALTH),)],
    ids=["none", "another", "one more", "telehealth alone"],
)
def test_a_check_ends_when_the_member_lists_other_states(house: House, licences: tuple[Licence, ...]) -> None:
    """A check holds for what was looked up, and for nothing else."""
    ana = house.colleagues[0]
    _look_up(house, ana)
    house.move(timedelta(hours=1))
    _say(house, ana, make_niche(licences=licences))
    assert house.member(ana).licence_checked_at is None
    assert [(check.holds, check.by_id) for check in _log(house, ana)] == [(True, house.sam.id), (False, ana.id)]


def test_a_check_outlives_every_other_change(house: House) -> None:
    """Other words, other concerns, the same states in another order."""
    ana = house.colleagues[0]
    both = (Licence("NY"), Licence("NJ"))
    _say(house, ana, make_niche(licences=both))
    _look_up(house, ana)
    _say(house, ana, make_niche(licences=both[::-1], top_concerns=("grief",), statement="I sit with the bereaved."))
    assert house.member(ana).licence_checked_at == NOON
    assert len(_log(house, ana)) == 1


def test_what_changed_while_the_admin_looked_is_not_vouched_for(house: House) -> None:
    """They looked one state up, and another stands there by now."""
    ana = house.colleagues[0]
    seen = licences_key(ana.niche.licences)
    _say(house, ana, make_niche(licences=(Licence("NJ"),)))
    with pytest.raises(Refused) as caught:
        oversight.check_licence(house.ctx, house.collective, house.sam, ana.user_id, seen, uuid4().hex)
    assert caught.value.why is Why.OTHER_LICENCES
    assert house.member(ana).licence_checked_at is None


def test_what_changes_while_the_admin_presses_is_not_vouched_for(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The member saves other states between the admin's look and what is written of it."""
    if house.ctx.database.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    ana, add = house.colleagues[0], licence_checks.add
    saving = Thread(target=_say, args=(house, ana, make_niche(licences=(Licence("NJ"),))))

    def add_while_they_save(*told: Any) -> None:
        monkeypatch.undo()
        saving.start()
        while saving.is_alive() and not _somebody_waits(house):
            saving.join(timeout=0.01)
        add(*told)

    monkeypatch.setattr(licence_checks, "add", add_while_they_save)
    _look_up(house, ana)
    saving.join(timeout=30)
    assert house.member(ana).niche.licences == (Licence("NJ"),)
    assert house.member(ana).licence_checked_at is None
    assert [check.holds for check in _log(house, ana)] == [True, False]


def _somebody_waits(house: House) -> bool:
    with house.ctx.database.read() as conn:
        return bool(conn.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar_one())


def test_a_member_without_a_licence_cannot_be_vouched_for(house: House) -> None:
    """There is nothing to look up."""
    ana = house.colleagues[0]
    _say(house, ana, make_niche(licences=()))
    with pytest.raises(Refused):
        _look_up(house, ana)


def test_nobody_looks_up_their_own_licence(house: House) -> None:
    """What colleagues rely on takes a second pair of eyes."""
    with pytest.raises(Refused) as caught:
        _look_up(house, house.sam)
    assert caught.value.why is Why.OWN_LICENCE


def test_a_press_that_slack_brings_twice_is_one_check(house: House) -> None:
    """The log has one entry."""
    for _ in range(2):
        _look_up(house, house.colleagues[0], delivery_id="trigger-1")
    assert len(_log(house, house.colleagues[0])) == 1


def test_a_member_of_another_collective_cannot_be_vouched_for(house: House) -> None:
    """Who is looked up is looked for in the admin's own collective."""
    with house.ctx.database.write() as conn:
        other = make_collective(conn, identity=replace(IDENTITY, team_id="T0OTHER"))
        stranger = make_member(conn, other, "Stranger")
    assert oversight.one(house.ctx, house.collective, stranger.user_id) is None
    with pytest.raises(Refused):
        _look_up(house, stranger)


def test_what_a_check_says_is_drawn_where_the_member_appears(house: House) -> None:
    """The referrer who reads "self-declared" reads so no more."""
    referral_id = house.post()
    with house.ctx.database.write() as conn:
        conn.execute(cards.update().values(state=SendState.SHOWN))
    _look_up(house, house.colleagues[0])
    with house.ctx.database.read() as conn:
        states = conn.execute(select(cards.c.state).where(cards.c.referral_id == referral_id)).scalars()
        assert set(states) == {SendState.DUE}
