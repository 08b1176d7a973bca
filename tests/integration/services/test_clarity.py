"""The clarity check: asked of those who agreed, told to the member alone, and gone when they say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from bot.exchange.clarity import CANNOT_TELL, Result
from bot.exchange.notices import NoticeKind
from bot.exchange.reminders import Topic
from bot.services import clarity, niches, nudging
from storage import clarity as rounds
from storage import members, reminders
from storage.models import clarity_answers, clarity_rounds
from tests.factories import make_members, make_niche

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.exchange.clarity import Round
    from bot.exchange.values import Member
    from tests.integration.services.conftest import House

ASK, RESULT = NoticeKind.CLARITY_ASK, NoticeKind.CLARITY_RESULT


@pytest.fixture
def helpers(house: House) -> Sequence[Member]:
    """Six colleagues who agreed to help, beside those of the house."""
    with house.ctx.database.write() as conn:
        made = make_members(conn, house.collective, *(f"Helper{number}" for number in range(6)))
    for each in made:
        clarity.help_others(house.ctx, house.collective, each, uuid4().hex)
    return made


def _look(house: House, after: timedelta = timedelta()) -> None:
    house.move(after)
    while nudging.look(house.ctx):
        pass


def _want(house: House, member: Member) -> Round:
    """The member wants to know; gives the round that goes on."""
    clarity.want(house.ctx, house.collective, member, uuid4().hex)
    return _going_on(house, member)


def _going_on(house: House, member: Member) -> Round:
    with house.ctx.database.read() as conn:
        [going_on] = [each for each in rounds.of_member(conn, member.id) if each.ended_at is None]
    return going_on


def _answer(house: House, by: Member, about: Round, picked: int) -> Member | None:
    return clarity.answer(house.ctx, house.collective, by, about.id, picked, uuid4().hex)


def test_those_who_agreed_are_asked_and_no_others(house: House, helpers: Sequence[Member]) -> None:
    """Not the member, and nobody who never said that they would help."""
    _want(house, house.sam)
    clarity.help_others(house.ctx, house.collective, house.sam, uuid4().hex)
    _look(house)
    assert sorted(house.said(ASK)) == sorted(each.id for each in helpers)


def test_nobody_is_asked_more_than_once_a_month(house: House, helpers: Sequence[Member]) -> None:
    """Of two who want to know, the second has to wait; an unanswered question is never repeated."""
    _want(house, house.sam)
    _look(house)
    _want(house, house.colleagues[0])
    _look(house, timedelta(days=29))
    assert len(house.said(ASK)) == len(helpers)
    _look(house, timedelta(days=4))
    assert len(house.said(ASK)) == 2 * len(helpers)
    _look(house, timedelta(days=90))
    assert len(house.said(ASK)) == 2 * len(helpers)


def test_who_stops_helping_and_begins_again_is_not_asked_sooner(house: House, helpers: Sequence[Member]) -> None:
    """What they were asked and had not answered is forgotten; the month is not."""
    about = _want(house, house.sam)
    _look(house)
    clarity.help_no_more(house.ctx, house.collective, helpers[0], uuid4().hex)
    assert _answer(house, helpers[0], about, 0) is None
    clarity.help_others(house.ctx, house.collective, helpers[0], uuid4().hex)
    _look(house, timedelta(days=8))
    assert house.said(ASK).count(helpers[0].id) == 1


def test_the_member_is_told_with_the_fifth_answer_and_not_before(house: House, helpers: Sequence[Member]) -> None:
    """And the sixth is not waited for: a later count could point at who gave it."""
    about = _want(house, house.sam)
    _look(house)
    right = about.invented.right
    for helper, picked in zip(helpers, (right, CANNOT_TELL, right, (right + 1) % 3), strict=False):
        assert _answer(house, helper, about, picked) == house.member(house.sam)
    assert house.said(RESULT) == []
    assert clarity.result_of(house.ctx, house.sam) is None

    _answer(house, helpers[4], about, right)
    assert house.said(RESULT) == [house.sam.id]
    assert _answer(house, helpers[5], about, right) is None
    assert clarity.result_of(house.ctx, house.sam) == Result(right=3, answers=5)


def test_an_answer_counts_once(house: House, helpers: Sequence[Member]) -> None:
    """What was picked first stays, though Slack or a finger may come again."""
    about = _want(house, house.sam)
    _look(house)
    for picked in (1, 2):
        assert _answer(house, helpers[0], about, picked) is not None
    assert _going_on(house, house.sam).picks == [1]


def test_who_was_not_asked_answers_nothing(house: House, helpers: Sequence[Member]) -> None:
    """Not about somebody, and not about themselves."""
    about = _want(house, house.sam)
    _look(house)
    for by in (house.sam, house.colleagues[0]):
        assert _answer(house, by, about, about.invented.right) is None
    assert _going_on(house, house.sam).picks == []


def test_opting_out_deletes_all_of_it(house: House, helpers: Sequence[Member]) -> None:
    """The requests, the answers and the count."""
    about = _want(house, house.sam)
    _look(house)
    for helper in helpers[:5]:
        _answer(house, helper, about, 0)
    clarity.want_no_more(house.ctx, house.collective, house.sam, uuid4().hex)
    assert not house.member(house.sam).reminders.wants_clarity
    with house.ctx.database.read() as conn:
        assert conn.execute(clarity_rounds.select()).all() == conn.execute(clarity_answers.select()).all() == []
    assert clarity.result_of(house.ctx, house.sam) is None


def test_a_niche_that_does_something_else_best_is_looked_at_anew(house: House, helpers: Sequence[Member]) -> None:
    """What was answered of the old one is void; a change of anything else leaves it as it is."""
    first = _want(house, house.sam)
    for niche in (make_niche(statement="Adults whose worry wins."), make_niche(top_concerns=("grief",))):
        niches.save(house.ctx, house.collective, house.sam, niche, "", uuid4().hex)
        after = _going_on(house, house.sam)
        assert (after.id == first.id) is (niche.top_concerns[0] == "anxiety")
    assert after.invented.requests[after.invented.right].concerns == ("grief",)


def test_there_is_one_look_a_quarter_at_the_same_niche(house: House, helpers: Sequence[Member]) -> None:
    """Confirmed before that it begins nothing; afterwards it does."""
    about = _want(house, house.sam)
    _look(house)
    for helper in helpers[:5]:
        _answer(house, helper, about, 0)
    niches.confirm(house.ctx, house.collective, house.sam, uuid4().hex)
    with house.ctx.database.read() as conn:
        assert len(rounds.of_member(conn, house.sam.id)) == 1
    house.move(timedelta(weeks=13))
    niches.confirm(house.ctx, house.collective, house.sam, uuid4().hex)
    assert _going_on(house, house.sam).id != about.id
    assert clarity.result_of(house.ctx, house.sam) is not None


def test_who_is_paused_or_has_muted_the_topic_is_passed_over(house: House, helpers: Sequence[Member]) -> None:
    """They keep no place among those who are waited for."""
    with house.ctx.database.write() as conn:
        wish = members.get(conn, helpers[0].id).reminders
        reminders.save(conn, helpers[0].id, replace(wish, muted=frozenset({Topic.NICHE})))
    about = _want(house, house.sam)
    _look(house)
    assert helpers[0].id not in house.said(ASK)
    assert helpers[0].id not in {each.member_id for each in _going_on(house, house.sam).asked}
    assert about.id == _going_on(house, house.sam).id


def test_who_is_asked_to_help_is_asked_once(house: House, helpers: Sequence[Member]) -> None:
    """Whoever helps already is not asked at all, and who wants to know already is not offered it."""
    assert clarity.offer(house.ctx, house.collective, house.sam) == (True, True)
    assert clarity.offer(house.ctx, house.collective, house.sam) == (True, False)
    _want(house, house.sam)
    assert clarity.offer(house.ctx, house.collective, house.sam) == (False, False)
    assert clarity.offer(house.ctx, house.collective, helpers[0]) == (True, False)


def test_where_nobody_could_ever_be_told_nothing_is_offered(house: House) -> None:
    """It takes five colleagues beside the member."""
    with house.ctx.database.write() as conn:
        for each in house.colleagues[:2]:
            members.set_in_channel(conn, each.id, in_channel=False)
        assert members.count(conn, house.collective) == 5
    assert clarity.offer(house.ctx, house.collective, house.sam) == (False, False)
    with house.ctx.database.write() as conn:
        members.set_in_channel(conn, house.colleagues[0].id, in_channel=True)
    assert clarity.offer(house.ctx, house.collective, house.sam) == (True, True)


def test_without_a_top_concern_nobody_is_asked(house: House, helpers: Sequence[Member]) -> None:
    """The wish stands, and a round begins once the niche names one."""
    niches.save(house.ctx, house.collective, house.sam, make_niche(top_concerns=()), "", uuid4().hex)
    clarity.want(house.ctx, house.collective, house.sam, uuid4().hex)
    _look(house)
    assert house.said(ASK) == []
    niches.save(house.ctx, house.collective, house.sam, make_niche(), "", uuid4().hex)
    assert _going_on(house, house.sam).ended_at is None
