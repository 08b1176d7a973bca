"""What the exchange asks of Slack is done and not answered, put off, refused or met with silence: all is said once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.clock import MovableClock
from bot.demo import Practice
from bot.sandbox.faults import ALWAYS, EVERY
from bot.settings import Transport
from storage.models import cards, outbox
from storage.sending import WAITING
from tests.integration.whole.telling import CHANNEL, Teller

if TYPE_CHECKING:
    from bot.sandbox.participant import Participant
    from bot.sandbox.workspace import Call

_POST, _CHANGE = "chat.postMessage", "chat.update"
#: What waits longer waits for more than its turn in the channel.
_SOON = timedelta(seconds=3)


class Troubled(Teller):
    """Tells of a bot whose calls go wrong, and lets the machine's time pass for it."""

    def __init__(self, practice: Practice, machine: MovableClock) -> None:
        super().__init__(practice.server)
        self.machine = machine
        self._database = practice.exchange.ctx.database

    def come_to_rest(self, after: Callable[[Call], bool]) -> None:
        """Wait for a call to go wrong, then until nothing is left to send; the machine's time skips what only waits."""
        self.wait(lambda: any(after(call) for call in self.server.calls))
        self.wait(self._at_rest)

    def _at_rest(self) -> bool:
        with self._database.read() as conn:
            rows = [r for t in (cards, outbox) for r in conn.execute(t.select().where(t.c.state.in_(WAITING)))]
        soonest = min((row.send_at for row in rows), default=self.machine.now())
        if not any(row.leased_until for row in rows) and soonest > self.machine.now() + _SOON:
            self.machine.move(soonest - self.machine.now())
        return not rows

    def most_often_said(self) -> int:
        """How often the message stands there that stands there most often; each carries its key."""
        with self.server.workspace.lock:
            said = [m for c in self.server.workspace.conversations.values() for m in c.messages.values()]
        return max(Counter(message.metadata["event_payload"]["key"] for message in said if message.metadata).values())


@pytest.fixture
def tell(practise: Callable[[Transport, MovableClock], Practice]) -> Troubled:
    machine = MovableClock()
    return Troubled(practise(Transport.SOCKET, machine), machine)


def test_whatever_slack_makes_of_a_call_it_is_said_once(tell: Troubled) -> None:
    """Accepted and the connection dropped, silence, an error, a pause: each message comes, and comes once."""
    server = tell.server
    server.faults.drop_answer(_POST, ALWAYS)
    card = tell.ask()
    ben, cleo, dev = tell.invited()
    server.faults.drop_answer(_POST, 0)
    tell.come_to_rest(lambda call: call.dropped)
    assert len(tell.ana.messages(CHANNEL)) == 1

    server.faults.drop_answer(_CHANGE, 1)
    server.faults.keep_silent(_POST, 1)
    ben.react(CHANNEL, card.ts, "raised_hand")
    tell.wait(lambda: any(call.error == "no_answer" for call in server.calls))
    server.end_silence()
    tell.come_to_rest(lambda call: call.dropped and call.method == _CHANGE)
    _told_once(tell, ben, "You are first.")
    assert tell.card_shows(f"<@{ben.id}> offered first")

    server.faults.break_down(_POST, 1)
    cleo.react(CHANNEL, card.ts, "raised_hand")
    tell.come_to_rest(lambda call: call.error == "http_500")
    _told_once(tell, cleo, "You are the backup.")

    server.faults.rate_limit(EVERY, ALWAYS, retry_after=20)
    dev.react(CHANNEL, card.ts, "raised_hand")
    tell.wait(lambda: sum(call.error == "http_429" for call in server.calls) >= 3)
    server.faults.rate_limit(EVERY, 0)
    assert tell.card_shows("1 backup so far"), "a channel was written to while Slack asked to wait"
    tell.come_to_rest(lambda _call: True)
    _told_once(tell, dev, "You are backup 2.")
    assert tell.card_shows("2 backups so far")
    assert tell.most_often_said() == 1


def _told_once(tell: Troubled, who: Participant, words: str) -> None:
    assert tell.count(who, words) == 1
    assert sum(message.text.startswith(f"<@{who.id}> can take this") for message in tell.ana.dms) == 1
