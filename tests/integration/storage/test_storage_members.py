"""Members as Slack tells of them, and their niches as they tell of themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.exchange.values import Kind, Membership
from bot.matching import Licence, LicenceScope, Opening, OpeningKind, Profile
from storage import members
from storage.members import Person
from tests.factories import NOON, make_collective, make_member, make_niche, make_referral
from tests.integration.storage.together import at_once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.engine import Database

ANA = Person("U0ANA", "Ana Lind", "Europe/Berlin", Kind.FULL, in_channel=True, is_admin=True)


def test_a_niche_comes_back_whole(database: Database) -> None:
    """All that a member says of their practice comes back as they said it, and Slack's news leaves it alone."""
    niche = Profile(
        "",
        statement="I help new parents who do not sleep.",
        concerns=("perinatal", "anxiety"),
        age_groups=("adult",),
        client_types=("individual", "couple"),
        payments=("private_pay",),
        formats=("telehealth",),
        licences=(Licence("NY"), Licence("TX", LicenceScope.TELEHEALTH)),
        languages=("es",),
        modalities=("cbt",),
        times=("evenings",),
        services=("testing",),
        gender="woman",
        opening=Opening(OpeningKind.SOME, date(2026, 4, 1), "weekday mornings", NOON),
    )
    with database.write() as conn:
        collective = make_collective(conn)
        member = members.remember(conn, collective.id, ANA, NOON)
        members.save_niche(conn, member.id, niche, "030 555 0100")
        members.save_dm_channel(conn, member.id, "D0ANA")
        later = NOON + timedelta(days=1)
        renamed = members.remember(conn, collective.id, replace(ANA, name="Ana L."), later)
        assert renamed == replace(
            member, name="Ana L.", niche=replace(niche, member_id=member.id), practice_contact="030 555 0100"
        )
        assert members.get(conn, member.id) == members.by_user(conn, collective.id, "U0ANA") == renamed
        assert members.get_many(conn, {member.id, "nobody"}) == {member.id: renamed}
        assert members.refreshed_at(conn, member.id) == later
        assert members.dm_channel(conn, member.id) == "D0ANA"
        assert members.by_user(conn, collective.id, "U0NOBODY") is None


def test_a_first_contact_at_two_replicas(replicas: Sequence[Database]) -> None:
    """A person who is met by many at once is one member."""
    with replicas[0].write() as conn:
        collective = make_collective(conn)
    met = at_once(replicas, lambda conn: members.remember(conn, collective.id, ANA, NOON))
    assert len({member.id for member in met}) == 1


def test_who_counts_as_a_member(database: Database) -> None:
    """A collective counts by its channel or by its workspace; guests, bots and who has left never count."""
    with database.write() as conn:
        collective = make_collective(conn)
        ana = make_member(conn, collective, "Ana")
        ben = make_member(conn, collective, "Ben", in_channel=False)
        for kind in (Kind.GUEST, Kind.EXTERNAL, Kind.BOT, Kind.GONE):
            make_member(conn, collective, kind.value, kind=kind)
        whole = replace(collective, membership=Membership.WORKSPACE)
        assert members.of_collective(conn, collective) == (ana,)
        assert set(members.of_collective(conn, whole)) == {ana, ben}
        assert (members.count(conn, collective), members.count(conn, whole)) == (1, 2)
        members.set_in_channel(conn, ben.id, in_channel=True)
        assert members.count(conn, collective) == 2


def test_profiles_know_who_was_shown_lately(database: Database) -> None:
    """Invitations of the last thirty days count against being asked again; older ones are forgiven."""
    with database.write() as conn:
        collective = make_collective(conn)
        rae, ana, ben, cy = (make_member(conn, collective, name) for name in ("Rae", "Ana", "Ben", "Cy"))
        for days, asked in ((1, (ana,)), (29, (ana, ben)), (31, (ana, cy))):
            make_referral(conn, collective, rae, invited=asked, now=NOON - timedelta(days=days))
        lately = {p.member_id: (p.shown_lately, p.last_shown) for p in members.profiles(conn, collective, NOON)}
    assert lately == {
        rae.id: (0, None),
        ana.id: (2, NOON - timedelta(days=1)),
        ben.id: (1, NOON - timedelta(days=29)),
        cy.id: (0, None),
    }


def test_who_has_told_nothing_cannot_be_asked(database: Database) -> None:
    """A member without a niche is no candidate, and neither is one who does not count."""
    with database.write() as conn:
        collective = make_collective(conn)
        members.remember(conn, collective.id, ANA, NOON)
        make_member(conn, collective, "Guest", kind=Kind.GUEST)
        ben = make_member(conn, collective, "Ben")
        assert [p.member_id for p in members.profiles(conn, collective, NOON)] == [ben.id]


def test_openings_run_out_in_the_members_own_day(database: Database) -> None:
    """An opening is unknown from the day on which it runs out, which begins at the member's own midnight."""
    opening = Opening(OpeningKind.NONE, date(2026, 3, 10), confirmed_at=NOON)
    with database.write() as conn:
        collective = make_collective(conn)
        make_member(conn, collective, "Ana", time_zone="Pacific/Auckland", niche=make_niche(opening=opening))
        for moment, kind in (
            (datetime(2026, 3, 9, 10, 59, tzinfo=UTC), OpeningKind.NONE),
            (datetime(2026, 3, 9, 11, 0, tzinfo=UTC), OpeningKind.UNKNOWN),
        ):
            (profile,) = members.profiles(conn, collective, moment)
            assert profile.opening.kind is kind
            assert profile.opening.confirmed_at == NOON


def test_an_opening_is_changed_alone(database: Database) -> None:
    """ "Full right now" changes what a member said of their openings and nothing else."""
    full = Opening(OpeningKind.NONE, date(2026, 3, 31), confirmed_at=NOON + timedelta(days=3))
    with database.write() as conn:
        collective = make_collective(conn)
        ana = make_member(conn, collective)
        members.save_opening(conn, ana.id, full)
        assert members.get(conn, ana.id) == replace(ana, niche=replace(ana.niche, opening=full))


def test_holders_of_facets_are_people(database: Database) -> None:
    """How many hold a facet counts each member once, whatever they repeat, and nobody who does not count."""
    with database.write() as conn:
        collective = make_collective(conn)
        twice = make_niche(
            top_concerns=("anxiety",),
            concerns=("anxiety",),
            licences=(Licence("NY"), Licence("NY", LicenceScope.TELEHEALTH)),
        )
        make_member(conn, collective, "Ana", niche=twice)
        make_member(conn, collective, "Ben")
        make_member(conn, collective, "Gone", kind=Kind.GONE)
        holders = members.holders_of_facets(conn, collective)
    assert holders["concern", "anxiety"] == holders["state", "NY"] == 2
    assert holders["concern", "depression"] == 1
    assert holders["age_group", "adult"] == 2
    assert ("concern", "grief") not in holders
