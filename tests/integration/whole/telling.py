"""A referral as people live it at the practice workspace: what they type and press, and what they then read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.sandbox.conversations import Message
    from bot.sandbox.participant import Participant
    from bot.sandbox.server import PracticeServer

CHANNEL = "C0REFERRALS"
#: Three colleagues treat trauma, see adults, take Aetna and are licensed in Texas.
REQUEST = {
    "concerns": ["trauma"],
    "client_type": "adult",
    "payments": ["aetna"],
    "format": "telehealth",
    "states": ["TX"],
    "urgency": "routine",
    "audience": "channel",
    "consent": ["agreed"],
}
#: One message a second goes to a channel, and a story fills several.
_PATIENCE = 40.0


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


def words_of(message: Message) -> str:
    """Everything that a message shows."""
    parts = [message.text]
    for block in message.blocks:
        parts += [str((block.get("text") or {}).get("text", ""))]
        parts += [str(field.get("text", "")) for field in block.get("fields") or ()]
        parts += [str(e["text"] if isinstance(e.get("text"), str) else "") for e in block.get("elements") or ()]
    return "\n".join(parts)
