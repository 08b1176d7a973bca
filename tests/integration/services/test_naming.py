"""Promises where few fit, and of names for a client: what would help is true, and looking asks and keeps nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from bot.exchange.moves import Refused, Why, Withdraw
from bot.exchange.naming import Part
from bot.exchange.values import Answer, Audience
from bot.matching import Blocker, Constraint, Opening, OpeningKind, OwnTerm
from bot.matching.relaxing import Shortage, Waiver
from bot.services import claiming, naming, referring
from bot.services.moving import make_move
from storage import members
from tests.factories import NEED, make_niche

if TYPE_CHECKING:
    from bot.exchange.drafts import Draft
    from tests.integration.services.conftest import House

MEDICAID = replace(NEED, payments=("medicaid",))


def _submit(house: House, draft: Draft) -> referring.Result:
    return referring.submit(house.ctx, house.collective, house.sam, draft, uuid4().hex)


def _fill(house: House, *people: int) -> None:
    """These colleagues have no room until December."""
    with house.ctx.database.write() as conn:
        for place in people:
            until = Opening(OpeningKind.NONE, date(2026, 12, 3))
            members.save_opening(conn, house.colleagues[place].id, until)


def test_a_request_that_nobody_fits_is_held_once_and_posted_when_it_is_meant(house: House) -> None:
    """What would help is said before anything is posted; sent again it goes as it is."""
    draft = house.draft(need=MEDICAID)
    for audience in Audience:
        found = _submit(house, replace(draft, audience=audience))
        assert found == naming.Nobody(Shortage(0, Blocker(Constraint.PAYMENT, 6), Waiver(Constraint.PAYMENT, 6)))
    assert house.state(house.post(replace(draft, told_nobody=True))).invitations == ()


def test_without_what_stood_in_the_way_exactly_those_fit_of_whom_it_was_said(house: House) -> None:
    """The referrer and who may know the client are never among them."""
    kept_from = frozenset({house.colleagues[0].user_id})
    draft = house.draft(need=MEDICAID, kept_from=kept_from)
    found = _submit(house, draft)
    assert isinstance(found, naming.Nobody)
    assert found.shortage.waiver == Waiver(Constraint.PAYMENT, 5)
    referral_id = house.post(draft.without(Constraint.PAYMENT))
    assert house.state(referral_id).referral.need.payments == ("not_sure",)
    assert len(house.state(referral_id).invitations) == 3


def test_few_names_come_with_what_would_bring_more(house: House) -> None:
    """Two fit; without evenings all six would."""
    with house.ctx.database.write() as conn:
        for colleague in house.colleagues[2:]:
            members.save_niche(conn, colleague.id, make_niche(times=("weekends",)), "")
    draft = house.draft(need=replace(NEED, times=("evenings",)), audience=Audience.NOBODY)
    found = _submit(house, draft)
    assert isinstance(found, naming.Names)
    assert len(found.names) == 2
    assert found.shortage == Shortage(2, waiver=Waiver(Constraint.TIME, 6))


def test_who_is_full_is_shown_with_the_day_and_not_asked(house: House) -> None:
    """Where nobody has room the best of those who would fit are shown; that they have none is not to be asked."""
    _fill(house, *range(6))
    found = _submit(house, house.draft())
    assert found == naming.Nobody(Shortage(0, Blocker(Constraint.OPENINGS, 6), full=6))
    full = naming.full_for(house.ctx, house.collective, house.sam, house.draft())
    assert [name.member.niche.opening.until for name in full.names] == [date(2026, 12, 3)] * 3
    assert "openings" not in str([name.reasons for name in full.names]).lower()


def test_names_for_the_client_of_a_referral_begin_with_who_offered(house: House) -> None:
    """Who passed is left out, and who fits next is named though they were not asked."""
    referral_id = house.post()
    first, second, third = (i.member_id for i in house.state(referral_id).invitations)
    people = {member.id: member for member in house.colleagues}
    claiming.decline(house.ctx, house.collective, people[first], referral_id, Answer.MAY_KNOW, uuid4().hex)
    claiming.offer(house.ctx, house.collective, people[third], referral_id, uuid4().hex)
    found = naming.names_of(house.ctx, house.collective, house.sam, referral_id)
    named = {name.member.id: name.part for name in found.names}
    assert list(named.items())[:2] == [(third, Part.OFFERED), (second, Part.ASKED)]
    assert first not in named
    assert len(named) == 3


def test_whoever_offers_without_a_niche_is_named_too(house: House) -> None:
    """The client may choose them; there is only nothing that they state."""
    referral_id = house.post()
    with house.ctx.database.write() as conn:
        conn.exec_driver_sql("UPDATE members SET has_niche = false WHERE name = 'Ana'")
    claiming.offer(house.ctx, house.collective, house.colleagues[0], referral_id, uuid4().hex)
    found = naming.names_of(house.ctx, house.collective, house.sam, referral_id)
    assert (found.names[0].member.id, found.names[0].reasons) == (house.colleagues[0].id, ())


def test_names_are_shown_to_the_referrer_alone_and_only_while_it_is_looked_for(house: House) -> None:
    """Nobody else learns who offered, or what would help."""
    referral_id = house.post()
    for look in (naming.names_of, naming.shortage_of, naming.full_of):
        with pytest.raises(Refused) as caught:
            look(house.ctx, house.collective, house.colleagues[0], referral_id)
        assert caught.value.why is Why.NOT_YOURS
    make_move(house.ctx, house.collective, referral_id, Withdraw(house.sam.id), uuid4().hex)
    with pytest.raises(Refused) as caught:
        naming.names_of(house.ctx, house.collective, house.sam, referral_id)
    assert caught.value.why is Why.OVER


def test_a_posted_request_can_give_up_what_left_nobody_and_asks_at_once(house: House) -> None:
    """The others of whom it was said that they would fit are asked, three at a time; the note stays as it was."""
    referral_id = house.post(house.draft(need=MEDICAID, told_nobody=True))
    need, few = naming.shortage_of(house.ctx, house.collective, house.sam, referral_id)
    assert (need, few.waiver) == (MEDICAID, Waiver(Constraint.PAYMENT, 6))
    ask = (house.ctx, house.collective, house.sam, referral_id, Constraint.PAYMENT)
    state = referring.ask_without(*ask, uuid4().hex)
    assert len(state.invitations) == 3
    assert state.referral.need == replace(MEDICAID, payments=("not_sure",))
    assert naming.shortage_of(house.ctx, house.collective, house.sam, referral_id)[1] == Shortage(3)


def test_only_the_referrer_gives_up_a_wish(house: House) -> None:
    """And what is no wish is given up by nobody."""
    referral_id = house.post(house.draft(need=MEDICAID, told_nobody=True))
    with pytest.raises(Refused):
        referring.ask_without(
            house.ctx, house.collective, house.colleagues[0], referral_id, Constraint.PAYMENT, uuid4().hex
        )
    with pytest.raises(KeyError):
        referring.ask_without(house.ctx, house.collective, house.sam, referral_id, Constraint.LICENCE, uuid4().hex)


def test_an_area_is_offered_only_where_three_have_an_office_there(house: House) -> None:
    """Fewer could be told apart by it; and it has to be one that the admin named."""
    collective = replace(house.collective, own_terms=(OwnTerm("area", "Downtown"), OwnTerm("area", "North side")))
    with house.ctx.database.write() as conn:
        for place, colleague in enumerate(house.colleagues[:3]):
            areas = ("own:Downtown", "own:Elsewhere", *(("own:North side",) if place else ()))
            members.save_niche(conn, colleague.id, make_niche(areas=areas), "")
    assert referring.areas_offered(house.ctx, collective) == ("own:Downtown",)
    assert referring.areas_offered(house.ctx, house.collective) == ()
