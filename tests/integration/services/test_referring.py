"""Promises of posting: what a form makes, once; what never leaves the form; what the channel gets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from bot.exchange.moves import Refused, Why, Withdraw
from bot.exchange.notices import Face
from bot.exchange.nudges import NUDGES
from bot.exchange.values import Audience, Status
from bot.services import naming, referring
from bot.services.checking import IdentifyingTextError
from bot.services.moving import make_move
from storage.models import cards, referrals
from tests.factories import IDENTITY, NEED, make_collective

if TYPE_CHECKING:
    from tests.integration.services.conftest import House


def _faces(house: House, referral_id: str) -> list[str]:
    with house.ctx.database.read() as conn:
        rows = conn.execute(cards.select().where(cards.c.referral_id == referral_id))
        return sorted(row.face for row in rows)


def test_a_post_asks_the_best_three_shows_a_card_and_plans_its_nudges(house: House) -> None:
    """One card for the channel, one copy for the referrer, three invitations, three nudges."""
    referral_id = house.post()
    assert _faces(house, referral_id) == [
        Face.CHANNEL,
        Face.INVITATION,
        Face.INVITATION,
        Face.INVITATION,
        Face.REFERRER,
    ]
    assert house.pending(referral_id) == {rule.kind for rule in NUDGES if rule.waits_in is Status.OPEN}


def test_one_form_makes_one_referral_however_often_it_arrives(house: House) -> None:
    """The form's own id is unique, whether or not Slack's delivery id is the same."""
    draft = house.draft()
    assert house.post(draft) == house.post(draft)


def test_keeping_it_from_somebody_removes_the_channel_and_never_asks_them(house: House) -> None:
    """Whoever may know the client is not asked, and the channel hears nothing."""
    kept_from = house.colleagues[0]
    referral_id = house.post(house.draft(kept_from=frozenset({kept_from.user_id})))
    assert Face.CHANNEL not in _faces(house, referral_id)
    assert kept_from.id not in {i.member_id for i in house.state(referral_id).invitations}


def test_a_person_nobody_has_met_can_be_kept_out(house: House) -> None:
    """They get a row of their own, so that they are kept out when they come."""
    referral_id = house.post(house.draft(kept_from=frozenset({"U0STRANGER"})))
    assert len(house.state(referral_id).referral.kept_from) == 1


def test_a_note_that_identifies_somebody_is_refused_and_kept_nowhere(house: House) -> None:
    """The error says where, not what; no row holds the note."""
    note = "My client Maria Gonzalez, 512-555-0188, needs somebody."
    with pytest.raises(IdentifyingTextError) as caught:
        house.post(house.draft(need=replace(NEED, note=note)))
    assert "Gonzalez" not in str(caught.value)
    with house.ctx.database.read() as conn:
        assert conn.execute(referrals.select()).all() == []


def test_without_consent_nothing_is_posted(house: House) -> None:
    """The client has to agree before colleagues are asked."""
    result = referring.submit(house.ctx, house.collective, house.sam, house.draft(consent=False), uuid4().hex)
    assert result == referring.NoConsent()


def test_just_show_me_names_stores_nothing_and_needs_no_consent(house: House) -> None:
    """Three names that fit, never the referrer's own."""
    draft = house.draft(audience=Audience.NOBODY, consent=False)
    result = referring.submit(house.ctx, house.collective, house.sam, draft, uuid4().hex)
    assert isinstance(result, naming.Names)
    assert len(result.names) == 3
    assert house.sam.id not in {name.member.id for name in result.names}
    with house.ctx.database.read() as conn:
        assert conn.execute(referrals.select()).all() == []


def test_a_similar_open_request_of_ones_own_is_pointed_out_first(house: House) -> None:
    """Until the referrer says that it is for another client."""
    first = house.post()
    again = house.draft()
    result = referring.submit(house.ctx, house.collective, house.sam, again, uuid4().hex)
    assert isinstance(result, referring.Similar)
    assert result.scene.state.referral.id == first
    assert house.post(replace(again, post_anyway=True)) != first


def test_editing_what_is_asked_for_reaches_the_card_and_invites_nobody_twice(house: House) -> None:
    """The revision moves on; whoever was asked is not asked again."""
    referral_id = house.post()
    before = house.state(referral_id)
    need = replace(NEED, payments=("private_pay", "aetna"))
    house.post(house.draft(need=need, editing=referral_id))
    after = house.state(referral_id)
    assert after.referral.need == need
    assert after.referral.revision == before.referral.revision + 1
    assert len({i.member_id for i in after.invitations}) == len(after.invitations)


def test_nobody_is_asked_about_a_concern_that_they_do_not_treat(house: House) -> None:
    """Asking colleagues who cannot help teaches them not to answer."""
    referral_id = house.post(house.draft(need=replace(NEED, concerns=("psychosis",)), told_nobody=True))
    assert house.state(referral_id).invitations == ()


def test_only_the_referrer_can_edit(house: House) -> None:
    """Somebody else is told that it is not theirs."""
    referral_id = house.post()
    draft = house.draft(editing=referral_id)
    with pytest.raises(Refused) as caught:
        referring.submit(house.ctx, house.collective, house.colleagues[0], draft, uuid4().hex)
    assert caught.value.why is Why.NOT_YOURS


def test_extending_asks_the_next_three(house: House) -> None:
    """And starts the nudges anew."""
    referral_id = house.post()
    referring.extend(house.ctx, house.collective, house.sam, referral_id, uuid4().hex)
    assert len(house.state(referral_id).invitations) == 6


def test_a_delivery_that_comes_twice_is_done_once(house: House) -> None:
    """The second time the state comes back as it is."""
    referral_id = house.post()
    for _ in range(2):
        state = make_move(house.ctx, house.collective, referral_id, Withdraw(house.sam.id), "trigger-1")
        assert state.status is Status.WITHDRAWN


def test_mine_and_list_show_what_concerns_a_member(house: House) -> None:
    """A referrer finds their own under "mine"; colleagues find it under "list", the referrer does not."""
    referral_id = house.post()
    colleague = house.colleagues[0]
    assert [scene.state.referral.id for scene in referring.mine(house.ctx, house.sam)] == [referral_id]
    shown = referring.open_to(house.ctx, house.collective, colleague)
    assert [scene.state.referral.id for scene in shown] == [referral_id]
    assert referring.open_to(house.ctx, house.collective, house.sam) == ()


def test_another_collectives_referral_does_not_exist(house: House) -> None:
    """Its id alone opens nothing."""
    referral_id = house.post()
    with house.ctx.database.write() as conn:
        stranger = make_collective(conn, identity=replace(IDENTITY, team_id="T0OTHER"))
    with pytest.raises(Refused) as caught:
        make_move(house.ctx, stranger, referral_id, Withdraw(house.sam.id), uuid4().hex)
    assert caught.value.why is Why.OVER
