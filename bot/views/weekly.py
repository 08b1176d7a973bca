"""The weekly post in the channel: thanks, who is still needed, and whom one colleague helps best.

Everybody stands in it by name and not as a mention: it comes at one hour for all, and rings nobody's phone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slack_sdk.models.blocks import DividerBlock

from bot.exchange.values import Urgency
from bot.views.message import Message, aside, cut, escape, listed, packed, plain, quoted, said
from bot.views.needs import URGENCIES, card_headline, see_card

if TYPE_CHECKING:
    from slack_sdk.models.blocks import Block

    from bot.exchange.values import Member
    from bot.exchange.weekly import Thanked, ThisWeek, Wanted

_MOST_OF_THE_WORDS = 600  # characters; nobody reads more of it on a phone
_OVER = "What stood here is settled by now. Thank you for looking."
_WHY = (
    "This comes once a week at most. Thanks stand here only where both agreed. Niches take turns: “not me” is in your "
    "Home tab. An admin can end these posts with `/refer setup`."
)


def render(week: ThisWeek) -> Message:
    """The post as it is now; once nothing of it is true any more it says so."""
    parts = list(filter(None, (_thanks(week), _wanted(week), _featured(week))))
    if not parts:
        return plain(_OVER)
    blocks: list[Block] = [said("*This week in the exchange*")]
    for _, shown in parts:
        blocks += [DividerBlock(), *shown]
    blocks.append(aside(_WHY))
    return Message(f"This week in the exchange: {listed([told for told, _ in parts])}", blocks)


def _thanks(week: ThisWeek) -> tuple[str, list[Block]] | None:
    """A part of the post: what notifications say of it, and what it shows."""
    return ("thanks", list(map(_thank_you, week.thanked))) if week.thanked else None


def _wanted(week: ThisWeek) -> tuple[str, list[Block]] | None:
    if not week.wanted:
        return None
    lines = ["*Still looking for a colleague*", *map(_request, week.wanted)]
    return "who is still needed", list(map(said, packed(lines)))


def _featured(week: ThisWeek) -> tuple[str, list[Block]] | None:
    if week.featured is None:
        return None
    helps = f"{_name(week.featured)} helps best"
    return f"whom {helps}", [said(f"*Whom {helps}*\n{quoted(week.featured.niche.statement)}")]


def _thank_you(thanked: Thanked) -> Block:
    words = quoted(cut(thanked.words, _MOST_OF_THE_WORDS))
    return said(f"*{_name(thanked.giver)} thanks {_name(thanked.to)}*\n{words}")


def _request(wanted: Wanted) -> str:
    """No more than stands on the card, which says the urgency too."""
    soon = f" · {URGENCIES[wanted.urgency]}" if wanted.urgency is not Urgency.ROUTINE else ""
    return f"• {card_headline(wanted.facets) or 'Details by DM'}{soon}{see_card(wanted.card_url)}"


def _name(member: Member) -> str:
    return cut(escape(member.name), 80)
