"""What one member tells another: thanks, and whom they help best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.advice.niche_line import niche_line
from bot.views.actions import Action
from bot.views.message import Message, button, choices, person, quoted, said

if TYPE_CHECKING:
    from slack_sdk.models.blocks import Block

    from bot.exchange.values import Member


def thank_you(giver: Member, words: str, *, to_share: str = "") -> Message:
    """A thank-you, as whoever is thanked reads it.

    Args:
        to_share: the id of the thanks, where its giver agrees that the weekly post mentions it.
    """
    text = f"{person(giver)} thanks you"
    return Message(text, [said(f"*{text}*\n{quoted(words)}"), *(_may_be_shared(giver, to_share) if to_share else [])])


def will_be_shared(*, agrees: bool) -> str:
    """What whoever was thanked reads once they answered."""
    if agrees:
        return "Thank you. The weekly post may mention it; until it does you can change your mind."
    return "It stays between the two of you. You can change your mind any time."


def niche_passed_on(reader: Member) -> str:
    """What the teller reads, who sees nothing else change."""
    return f"I'm telling {person(reader)} whom you help best."


def niche_told(teller: Member) -> Message:
    """Whom a member helps best, for a colleague who may think of them next time."""
    text = f"{person(teller)} would like you to know whom they help best"
    if line := niche_line(teller.niche):
        return Message(text, [said(f"*{text}*\n{quoted(line)}")])
    return Message(text, [said(f"*{text}*\nThey haven't put it in words yet; a word with them may help.")])


def _may_be_shared(giver: Member, thanks_id: str) -> list[Block]:
    return [
        said(f"May the weekly post mention it? {person(giver)} agrees; it is for you to say."),
        choices(
            button("Yes, share it", Action.SHARE_THANKS, thanks_id),
            button("Keep it between us", Action.KEEP_THANKS, thanks_id),
        ),
    ]
