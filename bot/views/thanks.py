"""What one member tells another: thanks, and whom they help best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.views.message import Message, person, quoted, said

if TYPE_CHECKING:
    from bot.exchange.values import Member


def thank_you(giver: Member, words: str) -> Message:
    """A thank-you, as whoever is thanked reads it."""
    text = f"{person(giver)} thanks you"
    return Message(text, [said(f"*{text}*\n{quoted(words)}")])


def niche_passed_on(reader: Member) -> str:
    """What the teller reads, who sees nothing else change."""
    return f"I'm telling {person(reader)} whom you help best."


def niche_told(teller: Member) -> Message:
    """Whom a member helps best, for a colleague who may think of them next time."""
    text = f"{person(teller)} would like you to know whom they help best"
    if not teller.niche.statement:
        return Message(text, [said(f"*{text}*\nThey haven't put it in words yet; a word with them may help.")])
    return Message(text, [said(f"*{text}*\n{quoted(teller.niche.statement)}")])
