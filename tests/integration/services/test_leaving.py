"""Promises of leaving: whatever is told twice or cut short, nobody is left waiting and nobody hears a thing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from bot.exchange.moves import Choose, UndoChoose
from bot.exchange.notices import NoticeKind
from bot.exchange.values import Answer, Kind, Status
from bot.services import claiming, people
from bot.services.moving import make_move
from storage import members
from storage.members import Person

if TYPE_CHECKING:
    from bot.exchange.values import Member
    from tests.integration.services.conftest import House


def _told(member: Member, kind: Kind = Kind.FULL) -> Person:
    """What Slack says of somebody of whom nothing else has changed."""
    return Person(member.user_id, member.name, member.time_zone, kind, in_channel=True, is_admin=False)


def _offer(house: House, member: Member, referral_id: str) -> None:
    claiming.offer(house.ctx, house.collective, member, referral_id, uuid4().hex)


def _choose(house: House, referral_id: str) -> None:
    holder = house.state(referral_id).holder
    assert holder
    make_move(house.ctx, house.collective, referral_id, Choose(house.sam.id, holder.id), uuid4().hex)


def test_what_a_kill_left_undone_is_done_when_it_is_told_again(house: House) -> None:
    """It was noted that Ana is gone, and then the machine went off: the next word of her releases her offer."""
    ana, ben = house.colleagues[:2]
    referral_id = house.post()
    _offer(house, ana, referral_id)
    _offer(house, ben, referral_id)
    with house.ctx.database.write() as conn:
        members.set_kind(conn, ana.id, Kind.GONE)
    people.remember(house.ctx, house.collective, _told(ana, Kind.GONE))
    assert [claim.member_id for claim in house.state(referral_id).line] == [ben.id]
    assert house.said(NoticeKind.COLLEAGUE_LEFT) == [house.sam.id]


def test_a_chosen_colleague_who_left_is_told_of_once_for_each_choice(house: House) -> None:
    """Slack says it by several events and every hour; a new choice of somebody who came back is another story."""
    ana = house.colleagues[0]
    referral_id = house.post()
    _offer(house, ana, referral_id)
    for times in (1, 2):
        _choose(house, referral_id)
        people.gone(house.ctx, house.collective, ana.id)
        people.gone(house.ctx, house.collective, ana.id)
        people.remember(house.ctx, house.collective, _told(ana, Kind.GONE))
        assert house.said(NoticeKind.COLLEAGUE_LEFT) == [house.sam.id] * times
        assert house.state(referral_id).status is Status.HANDED_OFF
        people.remember(house.ctx, house.collective, _told(ana))
        make_move(house.ctx, house.collective, referral_id, UndoChoose(house.sam.id), uuid4().hex)


def test_somebody_else_is_asked_in_the_place_of_who_left(house: House) -> None:
    """Once; the question to them is answered by their going."""
    referral_id = house.post()
    asked = house.state(referral_id).invitations[0].member_id
    for _ in range(2):
        people.gone(house.ctx, house.collective, asked)
    invitations = house.state(referral_id).invitations
    assert len(invitations) == 4
    assert [i.member_id for i in invitations if i.answer is not Answer.ASKED] == [asked]
