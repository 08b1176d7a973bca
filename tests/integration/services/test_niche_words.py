"""Promises of the word on whom somebody helps best: it comes days later, names no request, and tells of no answer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.delivery.words import words_of
from bot.exchange.gratitude import TOLD_EVERY
from bot.exchange.moves import Refused, Why
from bot.exchange.notices import NoticeKind
from bot.exchange.values import PASSED, Answer
from bot.matching import Profile
from bot.services import claiming, niche_words, nudging
from bot.services.context import machine_now
from storage import members, outbox
from storage.models import outbox as rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.exchange.values import Member
    from tests.integration.services.conftest import House

WORD = NoticeKind.TELL_NICHE
DAY = timedelta(days=1)


def _declined(house: House, answer: Answer = Answer.NOT_A_FIT) -> tuple[str, Member]:
    """Sam asked somebody, who said no; gives the referral's id and who it was."""
    referral_id = house.post(house.draft(post_anyway=True))
    asked = house.state(referral_id).invitations[0].member_id
    [teller] = [each for each in house.colleagues if each.id == asked]
    claiming.decline(house.ctx, house.collective, teller, referral_id, answer, uuid4().hex)
    return referral_id, teller


def _ask(house: House, teller: Member, referral_id: str) -> Member:
    return niche_words.ask(house.ctx, house.collective, house.member(teller), referral_id, uuid4().hex)


def _go_on(house: House, by: timedelta) -> None:
    house.move(by)
    while nudging.look(house.ctx):
        pass


def _words(house: House) -> Sequence[Any]:
    with house.ctx.database.read() as conn:
        return conn.execute(select(rows).where(rows.c.kind == WORD.value)).all()


@pytest.mark.parametrize("answer", sorted(PASSED))
def test_the_word_is_the_same_after_every_kind_of_no(house: House, answer: Answer) -> None:
    """On the third working morning, by a message that is bound to no referral: nothing in it tells which no it was."""
    referral_id, teller = _declined(house, answer)
    assert _ask(house, teller, referral_id) == house.sam
    _go_on(house, 2 * DAY)
    assert _words(house) == []
    _go_on(house, DAY)

    [word] = _words(house)
    assert (word.to_id, word.about_id, word.referral_id) == (house.sam.id, teller.id, None)
    assert word.at.astimezone(ZoneInfo("America/New_York")).date().isoformat() == "2026-03-06"
    with house.ctx.database.write() as conn:
        [message] = [each for each in outbox.lease(conn, machine_now(), 99) if each.kind is WORD]
    with house.ctx.database.read() as conn:
        said = words_of(house.ctx, conn, message)
    assert said is not None
    assert teller.niche.statement in str(said.payload())
    assert not {"fit", "passed", "full", "know somebody"} & set(said.text.split())


def test_however_often_it_is_pressed_it_is_told_once_in_three_months(house: House) -> None:
    """For whatever referral: what was read lately need not be read again."""
    referral_id, teller = _declined(house)
    for _ in range(3):
        _ask(house, teller, referral_id)
    _go_on(house, 3 * DAY)
    assert house.said(WORD) == [house.sam.id]
    with pytest.raises(Refused) as refused:
        _ask(house, teller, referral_id)
    assert refused.value.why is Why.TOLD_LATELY

    _go_on(house, TOLD_EVERY)
    _ask(house, teller, referral_id)
    _go_on(house, 5 * DAY)
    assert house.said(WORD) == [house.sam.id] * 2


def test_a_delivery_that_comes_again_asks_for_nothing(house: House) -> None:
    """It was dealt with."""
    referral_id, teller = _declined(house)
    for _ in range(2):
        niche_words.ask(house.ctx, house.collective, teller, referral_id, "again")
        _go_on(house, 2 * DAY)
    assert house.said(WORD) == [house.sam.id]


def test_only_whoever_was_asked_or_offered_has_it_told(house: House) -> None:
    """And only of a referral of this collective."""
    referral_id, _ = _declined(house)
    asked = {each.member_id for each in house.state(referral_id).invitations}
    [stranger, *_] = [each for each in house.colleagues if each.id not in asked]
    for somebody, which, why in ((stranger, referral_id, Why.NOT_YOURS), (stranger, "no referral", Why.OVER)):
        with pytest.raises(Refused) as refused:
            _ask(house, somebody, which)
        assert refused.value.why is why


def test_who_has_said_nothing_of_whom_they_help_has_nothing_told(house: House) -> None:
    """They are told how to say it."""
    referral_id, teller = _declined(house)
    with house.ctx.database.write() as conn:
        members.save_niche(conn, teller.id, Profile(teller.id), "")
    with pytest.raises(Refused) as refused:
        _ask(house, teller, referral_id)
    assert refused.value.why is Why.NO_NICHE


@pytest.mark.parametrize("teller_left", [True, False])
def test_nothing_is_told_once_either_has_left(house: House, *, teller_left: bool) -> None:
    """Neither of somebody who is gone, nor to them."""
    referral_id, teller = _declined(house)
    _ask(house, teller, referral_id)
    with house.ctx.database.write() as conn:
        members.set_in_channel(conn, teller.id if teller_left else house.sam.id, in_channel=False)
    _go_on(house, 5 * DAY)
    assert house.said(WORD) == []
