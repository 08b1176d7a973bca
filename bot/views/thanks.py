"""What one member tells another: thanks, and whom they help best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.advice.niche_line import niche_line
from bot.views.actions import Action
from bot.views.message import Message, aside, button, choices, person, quoted, said

if TYPE_CHECKING:
    from slack_sdk.models.blocks import Block, InteractiveElement

    from bot.exchange.values import Member


_SAY_IT_FIRST = "So that the next one fits: with `/niche` you can say whom you help best, and then I can tell"


def thank_you(giver: Member, words: str, to_share: str = "", *, agrees: bool | None = None) -> Message:
    """A thank-you, as whoever is thanked reads it.

    Args:
        to_share: the id of the thanks, where its giver agrees that the weekly post mentions it and it has not yet.
        agrees: whether the reader does; None while they have said nothing.
    """
    text = f"{person(giver)} thanks you"
    share = _may_be_shared(giver, to_share, agrees=agrees) if to_share else []
    return Message(text, [said(f"*{text}*\n{quoted(words)}"), *share])


def niche_passed_on(reader: Member) -> str:
    """What the teller reads, who sees nothing else change."""
    return f"In a few days I tell {person(reader)} whom you help best. It names no request, and nothing of your answer."


def niche_told(teller: Member) -> Message | None:
    """Whom a member helps best, for a colleague who may think of them next time; None while they haven't said it.

    Colleagues have it told after a no of any kind, so it is the same each time and says nothing of why it comes now.
    """
    line = niche_line(teller.niche)
    if not line:
        return None
    text = f"{person(teller)} would like you to know whom they help best"
    why = "Why this came: colleagues can have it told, each at most once in three months. It is about no one request."
    return Message(text, [said(f"*{text}*\n{quoted(line)}"), aside(why)])


def offer_to_tell(teller: Member, reader: Member, referral_id: str, *others: InteractiveElement) -> list[Block]:
    """For whoever could not take a referral: shall the referrer know whom they help best? With the line itself.

    Args:
        reader: the referrer.
        others: further buttons of the same row.
    """
    line = niche_line(teller.niche)
    if not line:
        return [*([choices(*others)] if others else []), aside(f"{_SAY_IT_FIRST} {person(reader)}.")]
    when = "In a few days, apart from this request, they would read:"
    ask = f"*Tell {person(reader)} whom you help best?* {when}\n{quoted(line)}"
    tell = button(f"Tell {reader.name} whom I help best", Action.TELL_NICHE, referral_id)
    return [said(ask), choices(tell, *others)]


def _may_be_shared(giver: Member, thanks_id: str, *, agrees: bool | None) -> list[Block]:
    """The question, or what was answered; until the post is there the other answer is one press away."""
    share = button("Yes, share it", Action.SHARE_THANKS, thanks_id)
    keep = button("Keep it between us", Action.KEEP_THANKS, thanks_id)
    match agrees:
        case None:
            ask = f"May the weekly post mention it? {person(giver)} agrees; it is for you to say."
            return [said(ask), choices(share, keep)]
        case True:
            return [said("The weekly post may mention it."), choices(keep)]
        case False:
            return [said("It stays between the two of you."), choices(share)]
