"""A referral as people live it at the practice workspace: what they type and press, and what they then read."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from storage.models import cards, outbox
from storage.sending import WAITING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.clock import MovableClock
    from bot.demo import Practice
    from bot.sandbox.acting.participant import Participant
    from bot.sandbox.server import PracticeServer
    from bot.sandbox.slack.conversations import Message
    from bot.sandbox.slack.workspace import Call

CHANNEL = "C0REFERRALS"
#: Three colleagues treat trauma, see adults, take Aetna and are licensed in Texas.
REQUEST = {
    "concerns": ["trauma"],
    "age_group": "adult",
    "client_type": "individual",
    "payments": ["aetna"],
    "format": "telehealth",
    "states": ["TX"],
    "urgency": "routine",
    "audience": "channel",
    "consent": ["agreed"],
}
#: One message a second goes to a channel, and a story fills several.
_PATIENCE = 40.0
#: What waits longer waits for more than its turn in the channel.
_SOON = timedelta(seconds=3)


class Teller:
    """Tells a story: every wait is for what somebody would see, never for time."""

    def __init__(self, server: PracticeServer) -> None:
        self.server = server
        self.ana = self.person("U01ANA")

    def person(self, user_id: str) -> Participant:
        return self.server.person(user_id)

    def ask(self, **changes: Any) -> Message:
        """Ana types `/refer` and sends the form; gives the card."""
        self.ana.command("/refer", CHANNEL)
        self.server.wait_until(lambda: self.ana.view)
        self.ana.submit(REQUEST | changes)
        self.wait(lambda: self.ana.view is None and self.card_shows("Looking for a colleague"))
        return self.card

    @property
    def card(self) -> Message:
        return self.ana.messages(CHANNEL)[-1]

    def card_shows(self, words: str) -> bool:
        seen = self.ana.messages(CHANNEL)
        return bool(seen) and words in words_of(seen[-1])

    def invited(self) -> Sequence[Participant]:
        """Those who were asked by direct message, best first as Ana reads it."""
        self.wait(lambda: self.has_read(self.ana, "Whom I asked"))
        copy = words_of(next(m for m in self.ana.dms if "Whom I asked" in words_of(m)))
        ids = [part.partition(">")[0] for part in copy.partition("Whom I asked")[2].split("<@")[1:]]
        return [self.person(user_id) for user_id in ids]

    def has_read(self, who: Participant, words: str) -> bool:
        """Whether one of their direct messages says this now."""
        return any(words in words_of(message) for message in who.dms)

    def wait_for(self, who: Participant, words: str) -> Message:
        """Wait until one of their direct messages says this; gives the newest that does."""
        self.wait(lambda: self.has_read(who, words))
        return next(m for m in reversed(who.dms) if words in words_of(m))

    def count(self, who: Participant, words: str) -> int:
        """In how many direct messages they read this."""
        return sum(words in words_of(message) for message in who.dms)

    def wait(self, holds: Any) -> None:
        self.server.wait_until(holds, timeout=_PATIENCE)


class Troubled(Teller):
    """Tells of a bot whose calls go wrong, and lets the machine's time pass for it."""

    def __init__(self, practice: Practice, machine: MovableClock) -> None:
        super().__init__(practice.server)
        self.machine = machine
        self._database = practice.exchange.ctx.database

    def wait_for_call(self, went: Callable[[Call], bool]) -> None:
        """Wait until a call of the exchange went so."""
        self.wait(lambda: any(went(call) for call in self.server.calls))

    def come_to_rest(self) -> None:
        """Wait until nothing is left to hear or to send; the machine's time skips what only waits."""
        self.server.settle(_PATIENCE)
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


def words_of(message: Message) -> str:
    """Everything that a message shows."""
    parts = [message.text]
    for block in message.blocks:
        parts += [str((block.get("text") or {}).get("text", ""))]
        parts += [str(field.get("text", "")) for field in block.get("fields") or ()]
        parts += [str(e["text"] if isinstance(e.get("text"), str) else "") for e in block.get("elements") or ()]
    return "\n".join(parts)
