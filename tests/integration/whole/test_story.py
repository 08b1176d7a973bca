"""One referral from `/refer` to thanks, on a real socket: as it should be, every delivery doubled, and over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.demo import Practice
from bot.settings import Transport
from tests.integration.whole.telling import CHANNEL, Teller

if TYPE_CHECKING:
    from bot.sandbox.participant import Participant

Practise = Callable[[Transport], Practice]


@pytest.mark.parametrize(
    ("transport", "copies"),
    [
        pytest.param(Transport.SOCKET, 1, id="as it should be"),
        pytest.param(Transport.SOCKET, 2, id="every delivery made twice"),
        pytest.param(Transport.HTTP, 1, id="over HTTP with signed requests"),
    ],
)
def test_a_referral_comes_to_a_good_end(practise: Practise, transport: Transport, copies: int) -> None:
    """Refer, offer, backup, release, promotion, the client chose, a week passes, a reminder, an outcome, thanks."""
    practice = practise(transport)
    tell = Teller(practice.server)
    tell.server.faults.copies = copies
    card = tell.ask()
    first, second, _ = tell.invited()

    first.react(CHANNEL, card.ts, "hand::skin-tone-3")
    tell.wait_for(first, "You are first.")
    second.react(CHANNEL, card.ts, "raised_hand")
    tell.wait_for(second, "You are the backup.")
    tell.wait(lambda: tell.card_shows("1 backup so far"))

    first.unreact(CHANNEL, card.ts, "hand::skin-tone-3")
    tell.wait_for(second, "You are first in line now")
    tell.wait_for(tell.ana, "can't take this after all")
    tell.wait(lambda: tell.card_shows(f"<@{second.id}> offered first"))

    tell.press(tell.ana, "choose", within="Whom I asked")
    tell.wait_for(second, "client chose you")
    tell.wait(lambda: tell.card_shows("In good hands"))

    practice.clock.move(timedelta(days=7, hours=4))
    _report_that_it_is_booked(tell, second)
    tell.wait_for(tell.ana, f"<@{second.id}>")
    tell.wait(lambda: tell.ana.messages(CHANNEL) == ())

    tell.press(second, "thank")
    tell.wait(lambda: second.view)
    second.submit({})
    tell.wait_for(tell.ana, f"<@{second.id}> thanks you")
    for who, words in (
        (second, "You are first in line now"),
        (tell.ana, "can't take this after all"),
        (tell.ana, "thanks you"),
        (second, "*How did it go"),
    ):
        assert tell.count(who, words) <= 1, f"{who.id} read twice: {words}"


def _report_that_it_is_booked(tell: Teller, colleague: Participant) -> None:
    """The reminder comes, and the colleague answers it."""
    reminder = tell.wait_for(colleague, "ow did it go")
    options = [o["value"] for b in reminder.blocks for e in b.get("elements") or () for o in e.get("options") or ()]
    booked = next(value for value in options if value.endswith(":booked"))
    tell.press(colleague, "report_as", booked)
