"""Promises of "Why me?" and "How do I fit?": the true answer, and nothing that is not the reader's to know."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from bot.exchange.moves import Refused, Why
from bot.exchange.values import Answer
from bot.matching import Licence, Need
from bot.services import claiming, insight, niches
from storage import members
from storage.members import Person
from tests.factories import NEED, NOON, make_member, make_niche

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.exchange.insight import Fit
    from bot.exchange.values import Member
    from tests.integration.services.conftest import House

#: What nobody but those who are asked may read of a need; fewer than three members hold any of it.
HIDDEN: Mapping[str, Any] = {
    "concerns": ("anxiety", "sexual_assault"),
    "note": "Somebody gentle who knows farm life.",
    "languages": ("ko",),
    "modalities": ("emdr",),
    "services": ("prescriber",),
    "gender": "woman",
    "times": ("weekends",),
    "identities": ("lgbtq",),
    "areas": ("own:Riverside",),
    "payments": ("private_pay", "aetna"),
    "states": ("NY", "WY"),
}


def _fit(house: House, member: Member, referral_id: str) -> Fit:
    return insight.fit(house.ctx, house.collective, house.member(member), referral_id)


def _asked_and_not(house: House, referral_id: str) -> tuple[Member, Member]:
    """Somebody who was asked, and somebody who was not."""
    asked = {invitation.member_id for invitation in house.state(referral_id).invitations}
    return (
        next(each for each in house.colleagues if each.id in asked),
        next(each for each in house.colleagues if each.id not in asked),
    )


def test_whoever_was_asked_is_told_by_all_of_it(house: House) -> None:
    """The need as they read it in the invitation, and that they were asked for it is not held against them."""
    referral_id = house.post()
    house.move(timedelta(hours=2))
    fit = _fit(house, _asked_and_not(house, referral_id)[0], referral_id)
    assert (fit.by_card, fit.is_asked, fit.need, fit.asked_before) == (False, True, NEED, 0)
    assert fit.told is not None
    assert fit.told.tally.profile.shown_lately == 0


def test_earlier_invitations_count_and_older_ones_are_forgiven(house: House) -> None:
    """Thirty days before the invitation, not before the question."""
    first = house.post()
    asked, _ = _asked_and_not(house, first)
    house.move(timedelta(days=10))
    others = frozenset(each.user_id for each in house.colleagues if each.id != asked.id)
    second = house.post(house.draft(kept_from=others, need=replace(NEED, concerns=("depression",))))
    assert _fit(house, asked, second).asked_before == 1
    assert _fit(house, asked, first).asked_before == 0
    house.move(timedelta(days=25))
    assert _fit(house, asked, second).asked_before == 1


def test_whoever_offered_unasked_is_told_by_all_of_it(house: House) -> None:
    """Whoever offers reads all that is needed."""
    referral_id = house.post()
    _, unasked = _asked_and_not(house, referral_id)
    claiming.offer(house.ctx, house.collective, unasked, referral_id, uuid4().hex)
    fit = _fit(house, unasked, referral_id)
    assert (fit.by_card, fit.is_asked, fit.need) == (False, False, NEED)


@pytest.mark.parametrize("name", HIDDEN)
def test_what_is_not_on_the_card_does_not_reach_whoever_was_not_asked(house: House, name: str) -> None:
    """Two referrals with the same card are answered alike, also to somebody who has just written the secret into
    their niche to see whether that moves them."""
    plain, secret = house.post(), house.post(house.draft(need=replace(NEED, **{name: HIDDEN[name]}), post_anyway=True))
    with house.ctx.database.write() as conn:
        curious = make_member(conn, house.collective, "Gil")  # who came when both had been posted
    before = [_fit(house, curious, referral_id) for referral_id in (plain, secret)]
    assert before[0] == before[1]
    assert before[0].by_card

    probing = make_niche(
        statement="I sit with farm families.",
        top_concerns=("sexual_assault", "anxiety"),
        languages=("ko",),
        modalities=("emdr",),
        services=("prescriber",),
        gender="man",
        times=("evenings",),
        identities=("lgbtq",),
        areas=("own:Riverside",),
        payments=("aetna",),
        licences=(Licence("WY"),),
    )
    niches.save(house.ctx, house.collective, curious, probing, "212-555-0100", uuid4().hex)
    after = [_fit(house, curious, referral_id) for referral_id in (plain, secret)]
    assert after[0] == after[1]
    assert after[0] != before[0]


@pytest.mark.parametrize("answer", [Answer.NOT_A_FIT, Answer.MAY_KNOW])
def test_whoever_passed_is_told_by_the_card_alone(house: House, answer: Answer) -> None:
    """The details were theirs while they were asked."""
    referral_id = house.post()
    asked, _ = _asked_and_not(house, referral_id)
    claiming.decline(house.ctx, house.collective, asked, referral_id, answer, uuid4().hex)
    fit = _fit(house, asked, referral_id)
    assert fit.by_card
    assert fit.need.note == ""


def test_who_was_kept_out_is_refused_like_everybody_else(house: House) -> None:
    """There is no card then; whether they were named nobody can tell from the answer."""
    kept = house.colleagues[0]
    referral_id = house.post(house.draft(kept_from=frozenset({kept.user_id})))
    _, unasked = _asked_and_not(house, referral_id)
    other = next(
        each
        for each in house.colleagues
        if each.id != kept.id and house.state(referral_id).invitation_of(each.id) is None
    )
    heard = set()
    for member in (kept, other, unasked):
        with pytest.raises(Refused) as caught:
            _fit(house, member, referral_id)
        heard.add(caught.value.why)
    assert heard == {Why.NOT_NOW}


def test_who_has_no_niche_stands_nowhere(house: House) -> None:
    """They are told how to change that."""
    referral_id = house.post()
    with house.ctx.database.write() as conn:
        told = Person("U0NEW", "New", "UTC", house.sam.kind, in_channel=True, is_admin=False)
        new = members.remember(conn, house.collective.id, told, NOON)
    fit = _fit(house, new, referral_id)
    assert fit.told is None
    assert fit.need != Need()


def test_another_collectives_referral_cannot_be_asked_about(house: House) -> None:
    """Its id alone opens nothing."""
    referral_id = house.post()
    with pytest.raises(Refused) as caught:
        insight.fit(house.ctx, replace(house.collective, id="another"), house.colleagues[0], referral_id)
    assert caught.value.why is Why.OVER


def test_asking_changes_nothing(house: House) -> None:
    """Neither the referral nor who was shown how often."""
    referral_id = house.post()
    before = house.state(referral_id)
    for member in _asked_and_not(house, referral_id):
        assert _fit(house, member, referral_id) == _fit(house, member, referral_id)
    assert house.state(referral_id) == before
