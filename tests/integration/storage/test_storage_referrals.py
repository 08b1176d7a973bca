"""Referrals come back as they were saved, and the database keeps the last word on who holds them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from bot.exchange.values import (
    Answer,
    Audience,
    Invitation,
    Means,
    Outcome,
    ReferralState,
    Report,
    Standing,
    Status,
    Urgency,
    Willing,
)
from bot.matching import Need, Opening, OpeningKind
from storage import referrals
from storage.models import claims as claim_rows
from storage.referrals import Full
from tests.factories import NOON, make_claim, make_members, make_referral, save_claims
from tests.integration.storage.together import at_once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from bot.exchange.values import Member
    from storage.engine import Database
    from tests.integration.storage.conftest import World

MOMENTS = st.datetimes(NOON.replace(tzinfo=None), NOON.replace(year=2030, tzinfo=None)).map(
    lambda moment: moment.replace(tzinfo=NOON.tzinfo)
)
# PostgreSQL keeps no NUL in a text, and nothing at all keeps half a character.
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
CODES = st.lists(WORDS, max_size=3).map(tuple)
NEEDS = st.builds(Need, concerns=CODES, payments=CODES, states=CODES, languages=CODES, gender=WORDS, note=WORDS)
#: One of each is allowed; the others may stand side by side.
STANDINGS = st.permutations([Standing.HOLDER, Standing.BACKUP, Standing.CHOSEN, Standing.RELEASED, Standing.LET_GO])


def kept(database: Database, referral_id: str) -> ReferralState | None:
    with database.read() as conn:
        return referrals.load(conn, referral_id)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(data=st.data())
def test_a_referral_comes_back_whole(database: Database, world: World, data: st.DataObject) -> None:
    """Whatever is saved of a referral, its offers, invitations and reports is loaded again, in the same order."""
    people = [world.ana, world.ben, world.rae]
    standings = data.draw(STANDINGS)
    claims = tuple(
        make_claim(
            member,
            place=place,
            standing=standings[place],
            means=data.draw(st.sampled_from(Means)),
            offered_at=data.draw(MOMENTS),
            conflicts=data.draw(CODES),
            confirmed=data.draw(st.booleans()),
            willing=data.draw(st.sampled_from(Willing)),
            before=data.draw(st.none() | st.sampled_from(Standing)),
        )
        for place, member in enumerate(people)
    )
    asked_at = sorted(data.draw(st.tuples(MOMENTS, MOMENTS)))
    invitations = tuple(
        Invitation(member.id, at, data.draw(CODES), data.draw(st.sampled_from(Answer)))
        for member, at in zip(people, asked_at, strict=False)
    )
    told = data.draw(st.lists(st.sampled_from(Outcome))) if claims else []
    reports = tuple(Report(world.ana.id, outcome, NOON, claims[0].id) for outcome in told)
    with database.write() as conn:
        posted = make_referral(
            conn,
            world.collective,
            world.rae,
            need=data.draw(NEEDS),
            urgency=data.draw(st.sampled_from(Urgency)),
            audience=data.draw(st.sampled_from(Audience)),
            kept_from=frozenset(data.draw(st.lists(WORDS, max_size=2))),
            posted_at=data.draw(MOMENTS),
        )
        after = ReferralState(
            replace(posted.referral, status=data.draw(st.sampled_from(Status)), revision=2),
            claims,
            invitations,
            reports,
        )
        referrals.save(conn, posted, after, move="all", by=world.rae.id, now=NOON)
    assert kept(database, posted.referral.id) == after


def test_the_best_three_stay_in_order(database: Database, world: World) -> None:
    """Who was asked at the same moment comes back best first, also after some have answered and others were asked."""
    with database.write() as conn:
        people = make_members(conn, world.collective, *"CDEFGH")
        posted = make_referral(conn, world.collective, world.rae, invited=people[:5])
        first = replace(posted.invitations[0], answer=Answer.NOT_A_FIT)
        after = replace(posted.with_invitation(first), referral=replace(posted.referral, revision=2))
        after = after.with_invitation(Invitation(people[5].id, NOON + timedelta(hours=1)))
        referrals.save(conn, posted, after, move="decline", by=people[0].id, now=NOON)
    state = kept(database, posted.referral.id)
    assert state is not None
    assert [invitation.member_id for invitation in state.invitations] == [member.id for member in people]


def test_the_newest_of_two_reports_counts(database: Database, world: World) -> None:
    """Who says something else in the same moment has said the later thing."""
    for first, second in ((Outcome.BOOKED, Outcome.WAITING), (Outcome.WAITING, Outcome.BOOKED)):
        with database.write() as conn:
            chosen = make_claim(world.ana, standing=Standing.CHOSEN)
            before = save_claims(conn, make_referral(conn, world.collective, world.rae), chosen)
            for revision, outcome in enumerate((first, second), start=3):
                reports = (*before.reports, Report(world.ana.id, outcome, NOON, chosen.id))
                after = replace(before, reports=reports, referral=replace(before.referral, revision=revision))
                referrals.save(conn, before, after, move="report", by=world.ana.id, now=NOON)
                before = after
        state = kept(database, before.referral.id)
        assert state is not None
        assert state.reports_on(chosen)[world.ana.id].outcome is second


def test_an_unknown_referral_is_none(database: Database) -> None:
    """Asking for a referral that is not there is no error."""
    assert kept(database, "nothing") is None


@pytest.mark.parametrize("standing", [Standing.HOLDER, Standing.CHOSEN])
def test_the_database_keeps_the_last_word_on_one(database: Database, world: World, standing: Standing) -> None:
    """A second holder, or a second chosen colleague, is refused by the database itself."""
    with database.write() as conn:
        save_claims(conn, world.state, make_claim(world.ana, standing=standing))
    with pytest.raises(IntegrityError), database.write() as conn:
        save_claims(conn, world.state, make_claim(world.ben, place=2, standing=standing))


def test_one_standing_offer_of_each_member(database: Database, world: World) -> None:
    """A member has one standing offer for a referral; one that was released makes room for another."""
    with database.write() as conn:
        state = save_claims(conn, world.state, make_claim(world.ana, standing=Standing.RELEASED))
        state = save_claims(conn, state, make_claim(world.ana, place=2))
    with pytest.raises(IntegrityError), database.write() as conn:
        save_claims(conn, state, make_claim(world.ana, place=3, standing=Standing.BACKUP))


@pytest.mark.parametrize("holder_first", [True, False])
def test_two_who_change_places(database: Database, world: World, *, holder_first: bool) -> None:
    """The holder and a backup can change places in one move, whichever of them comes first in the state."""
    ana, ben = make_claim(world.ana), make_claim(world.ben, place=2, standing=Standing.BACKUP)
    with database.write() as conn:
        before = save_claims(conn, world.state, ana, ben)
        swapped = [replace(ana, standing=Standing.BACKUP), replace(ben, standing=Standing.HOLDER)]
        save_claims(conn, before, *(swapped if holder_first else reversed(swapped)))
    state = kept(database, world.referral.id)
    assert state is not None
    assert state.holder is not None
    assert state.holder.member_id == world.ben.id


def test_two_who_offer_at_once(replicas: Sequence[Database], world: World) -> None:
    """Of many who offer at the same moment one becomes the holder, and every offer is kept."""

    def offer(conn: Connection) -> None:
        state = referrals.load(conn, world.referral.id, lock=True)
        assert state is not None
        place = len(state.claims) + 1
        member = (world.ana, world.ben, *extra)[place - 1]
        save_claims(
            conn, state, make_claim(member, place=place, standing=Standing.BACKUP if state.holder else Standing.HOLDER)
        )

    with replicas[0].write() as conn:
        extra = make_members(conn, world.collective, "Cy", "Di")
    at_once(replicas, offer)
    state = kept(replicas[0], world.referral.id)
    assert state is not None
    assert [claim.standing for claim in state.claims] == [Standing.HOLDER, *[Standing.BACKUP] * 3]


def test_rows_that_hang_on_a_referral_do_not_deadlock(replicas: Sequence[Database], world: World) -> None:
    """Two who each write a row of the referral and then lock it wait for each other in turn, not in a ring."""
    if replicas[0].is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    first_wrote, second_wrote, seen = Event(), Event(), []

    def write(database: Database, member: Member, mine: Event, others: Event) -> None:
        with database.write() as conn:
            conn.execute(insert(claim_rows).values(bare_claim(world, member)))
            mine.set()
            assert others.wait(timeout=30)
            state = referrals.load(conn, world.referral.id, lock=True)
            seen.append(len(state.claims) if state else 0)

    second = Thread(target=write, args=(replicas[1], world.ben, second_wrote, first_wrote))
    second.start()
    write(replicas[0], world.ana, first_wrote, second_wrote)
    second.join(timeout=30)
    assert seen == [1, 2]


def bare_claim(world: World, member: Member) -> dict[str, object]:
    return {
        "id": member.id,
        "collective_id": world.collective.id,
        "referral_id": world.referral.id,
        "member_id": member.id,
        "standing": Standing.BACKUP.value,
        "place": 1,
        "means": Means.BUTTON.value,
        "offered_at": NOON,
        "conflicts": [],
        "confirmed": True,
        "willing": Willing.UNASKED.value,
    }


def test_the_log_tells_every_move(database: Database, world: World) -> None:
    """The event log names each move, who made it, and what came of it, in order; time is nobody."""
    with database.write() as conn:
        state = save_claims(conn, world.state, make_claim(world.ana))
        over = replace(state, referral=replace(state.referral, revision=3, status=Status.EXPIRED))
        referrals.save(conn, state, over, move="expire", by="", now=NOON)
        assert referrals.event_log(conn, world.referral.id) == (
            ("post", world.rae.id, "open"),
            ("offer", world.ana.id, "claimed"),
            ("expire", None, "expired"),
        )


def test_a_form_makes_one_referral(database: Database, world: World) -> None:
    """What a form has made is found by the form, and a second referral of it is refused."""
    with database.read() as conn:
        assert referrals.id_of_form(conn, world.referral.form_id) == world.referral.id
        assert referrals.id_of_form(conn, "unused") is None
    with pytest.raises(IntegrityError), database.write() as conn:
        make_referral(conn, world.collective, world.rae, form_id=world.referral.form_id)


def test_what_concerns_somebody_comes_the_oldest_first_whatever_its_id(database: Database, world: World) -> None:
    """Several replicas, or the same year told again, deal with it in the same order."""
    with database.write() as conn:
        made = [
            make_referral(conn, world.collective, world.ana, id=id_, posted_at=NOON - timedelta(hours=age)).referral.id
            for id_, age in (("b", 1), ("c", 3), ("a", 2))
        ]
        assert made == ["b", "c", "a"]
        assert referrals.concerning(conn, world.ana.id)[:3] == ("c", "a", "b")


def test_live_and_concerning(database: Database, world: World) -> None:
    """A person is concerned by the live referrals that they posted, offered for or are asked about, and no others."""
    with database.write() as conn:
        (cy,) = make_members(conn, world.collective, "Cy")
        offered = make_referral(conn, world.collective, world.rae, now=NOON + timedelta(hours=1))
        save_claims(conn, offered, make_claim(cy))
        released = make_referral(conn, world.collective, world.rae, now=NOON + timedelta(hours=2))
        save_claims(conn, released, make_claim(cy, standing=Standing.RELEASED))
        over = make_referral(conn, world.collective, cy, status=Status.WITHDRAWN)
        ids = [world.referral.id, offered.referral.id, released.referral.id]
        assert [referral.id for referral in referrals.live(conn, world.collective.id)] == ids
        assert referrals.concerning(conn, world.rae.id) == tuple(ids)
        assert referrals.concerning(conn, world.ana.id) == (world.referral.id,)
        assert referrals.concerning(conn, cy.id) == (offered.referral.id,)
        assert over.referral.id not in ids


def test_an_undo_gives_the_opening_back(database: Database, world: World) -> None:
    """What "Full right now" did is kept until it is forgotten, also when the invitation is saved again."""
    full = Full(Opening(OpeningKind.SOME, date(2026, 4, 1), "weekday mornings", NOON), Opening(OpeningKind.NONE))
    invitation = replace(world.state.invitations[0], answer=Answer.FULL)
    with database.write() as conn:
        referrals.save_full(conn, world.referral.id, world.ana.id, full)
        after = replace(world.state.with_invitation(invitation), referral=replace(world.referral, revision=2))
        referrals.save(conn, world.state, after, move="decline", by=world.ana.id, now=NOON)
        assert referrals.full_of(conn, world.referral.id, world.ana.id) == full
        assert referrals.full_of(conn, world.referral.id, world.ben.id) is None
        referrals.save_full(conn, world.referral.id, world.ana.id, None)
        assert referrals.full_of(conn, world.referral.id, world.ana.id) is None
