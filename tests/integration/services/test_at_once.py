"""Promises of doing things at the same moment: nothing is overlooked, and nobody waits for each other for ever."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from bot.exchange.notices import Card, Face
from bot.exchange.values import Answer, Status
from bot.services import claiming
from storage import cards, members, reactions
from storage.reactions import Reaction

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from tests.integration.services.conftest import House

#: How long one waits for the other to come as far; whoever is made to queue never does.
_PATIENCE_SECONDS = 0.5


def _meeting_after(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, after which two who are at it at once wait for each other."""
    barrier = threading.Barrier(2)

    def meet(*args: Any, **kwargs: Any) -> Any:
        result = function(*args, **kwargs)
        with suppress(threading.BrokenBarrierError):
            barrier.wait(_PATIENCE_SECONDS)
        return result

    return meet


def _at_once(*deeds: Callable[[], object]) -> None:
    with ThreadPoolExecutor(len(deeds)) as pool:
        for done in [pool.submit(deed) for deed in deeds]:
            done.result()


def test_two_hands_taken_down_at_once_release_the_offer(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each would see the other's hand still up, if they did not queue."""
    ana = house.colleagues[0]
    referral_id = house.post()
    with house.ctx.database.write() as conn:
        cards.show(conn, house.state(referral_id).referral, Card(Face.CHANNEL), house.clock.now())
        conn.exec_driver_sql("UPDATE cards SET channel_id = 'C1', ts = '1.0', state = 'shown' WHERE face = 'channel'")
        card = cards.at(conn, "C1", "1.0")
    assert card
    hands = [Reaction(card, ana.id, name) for name in ("raised_hand", "raised_hand::skin-tone-4")]

    def tell(act: Callable[..., None], hand: Reaction, at: str) -> None:
        act(house.ctx, house.collective, ana, hand, event_ts=at, delivery_id=uuid4().hex)

    for hand in hands:
        tell(claiming.reacted, hand, "10.1")
    monkeypatch.setattr(reactions, "any_left", _meeting_after(reactions.any_left))
    _at_once(*(lambda hand=hand: tell(claiming.unreacted, hand, "10.2") for hand in hands))
    assert house.state(referral_id).status is Status.OPEN


def test_saying_full_and_naming_the_date_at_once_both_come_through(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They lock in the same order, so neither holds what the other waits for."""
    referral_id = house.post()
    asked = house.state(referral_id).invitations[0].member_id
    member = next(m for m in house.colleagues if m.id == asked)
    who = (house.ctx, house.collective, member, referral_id)
    monkeypatch.setattr(members, "save_opening", _meeting_after(members.save_opening))
    _at_once(
        lambda: claiming.decline(*who, Answer.FULL, uuid4().hex),
        lambda: claiming.full_until(*who, None, uuid4().hex),
    )
    invitation = house.state(referral_id).invitation_of(member.id)
    assert invitation
    assert invitation.answer is Answer.FULL
