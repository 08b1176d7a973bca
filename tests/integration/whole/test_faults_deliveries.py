"""What Slack tells comes late, twice, in the wrong order or on a line that ends: nothing is lost or counted twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from bot.demo import Practice
from bot.sandbox.delivery.gateway import Holding
from bot.settings import Transport
from tests.integration.whole.telling import CHANNEL, Teller, words_of

if TYPE_CHECKING:
    from bot.sandbox.acting.participant import Participant
    from bot.sandbox.slack.workspace import Call

Practise = Callable[[Transport], Practice]
both_ways = pytest.mark.parametrize("transport", list(Transport))


@both_ways
def test_offers_are_counted_as_they_were_made_however_they_are_told(practise: Practise, transport: Transport) -> None:
    """Taken back before it was told; told late; told again because the answer was lost; told twice at once."""
    tell = Teller(practise(transport).server)
    server, card = tell.server, tell.ask()
    ben, cleo, dev = tell.invited()
    # Until the exchange has looked at its new card once it may take a hand for raised that was lowered meanwhile.
    tell.wait(lambda: any(_looks_at_the_card(call) for call in server.calls))

    server.hold_events(Holding.BACKWARDS)
    ben.react(CHANNEL, card.ts, "raised_hand")
    ben.unreact(CHANNEL, card.ts, "raised_hand")
    server.release_events()
    server.settle()
    assert not tell.has_read(ben, "You are first.")

    server.hold_events(Holding.LATE)
    cleo.react(CHANNEL, card.ts, "raised_hand")
    server.settle()
    server.release_events()
    tell.wait_for(cleo, "You are first.")
    tell.wait(lambda: tell.card_shows(f"<@{cleo.id}> offered first"))

    server.faults.copies = 2
    server.faults.lose_acks()
    dev.react(CHANNEL, card.ts, "raised_hand")
    server.settle()
    tell.wait_for(dev, "You are the backup.")
    tell.wait(lambda: tell.card_shows("1 backup so far"))
    for who in (cleo, dev):
        tell.wait_for(tell.ana, f"<@{who.id}> can take this")
    assert [tell.count(tell.ana, f"<@{who.id}> can take this") for who in (ben, cleo, dev)] == [0, 1, 1]
    assert [tell.count(who, "You are ") for who in (ben, cleo, dev)] == [0, 1, 1]


def _looks_at_the_card(call: Call) -> bool:
    return (call.method, call.args.get("channel")) == ("reactions.get", CHANNEL)


@both_ways
def test_a_command_that_comes_too_late_is_answered_in_words(practise: Practise, transport: Transport) -> None:
    """Slack opens no form for it, so whoever typed it reads that they should try once more."""
    server = practise(transport).server
    ana = server.person("U01ANA")
    server.faults.delay_commands()
    ana.command("/refer", CHANNEL)
    assert ana.view is None
    assert "Please try once more" in words_of(ana.messages(CHANNEL)[-1])
    ana.command("/refer", CHANNEL)
    server.wait_until(lambda: ana.view)


def test_a_line_that_ends_loses_nothing(practise: Practise) -> None:
    """With a warning, at once, or without a word: what happens meanwhile is heard on the next connection."""
    tell = Teller(practise(Transport.SOCKET).server)
    server, card = tell.server, tell.ask()
    ben, *_ = tell.invited()
    ends = (lambda: server.warn_sockets(grace_seconds=0.2), server.refresh_sockets, server.cut_sockets)
    for number, end in enumerate(ends):
        _with_a_command_in_flight(tell, ben, end)
        (ben.unreact if number % 2 else ben.react)(CHANNEL, card.ts, "raised_hand")
        tell.wait(lambda held=not number % 2: tell.card_shows(f"<@{ben.id}> offered first") is held)
    heard = [message for message in ben.messages(CHANNEL) if message.for_user]
    assert len(heard) == len(ends), "a command in flight went without a word"


def _with_a_command_in_flight(tell: Teller, who: Participant, end: Callable[[], None]) -> None:
    """The line ends while the exchange waits for Slack to open a form, which Slack then does not."""
    server, calls = tell.server, len(tell.server.calls)
    server.faults.keep_silent("views.open")
    typing = threading.Thread(target=who.command, args=("/refer", CHANNEL))
    typing.start()
    server.wait_until(lambda: any(call.error == "no_answer" for call in server.calls[calls:]))
    end()
    server.wait_until(lambda: any(call.method == "apps.connections.open" for call in server.calls[calls:]))
    server.end_silence()
    typing.join()
