"""Names to give to a client when nobody is to be asked: three colleagues, why, and how they are reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slack_sdk.models.blocks import DividerBlock, PlainTextObject
from slack_sdk.models.views import View

from bot.exchange.drafts import STATEMENT_LIMIT
from bot.matching import OpeningKind
from bot.views.actions import Form
from bot.views.message import aside, cut, day, escape, person, quoted, said
from bot.views.needs import headline
from bot.views.referrer_card import contact_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_sdk.models.blocks import Block

    from bot.exchange.values import Member
    from bot.matching import Match, Need


def modal(matches: Sequence[tuple[Match, Member]], need: Need, why_nobody: str = "") -> View:
    """The names, best first; or that nobody fits.

    Args:
        matches: each with the member as they stand today.
        why_nobody: what left nobody, as a sentence; "" where no one thing did.
    """
    blocks = _names(matches, need) if matches else _nobody(need, why_nobody)
    return View(
        type="modal",
        callback_id=Form.NAMES.value,
        title=PlainTextObject(text="Names for your client"),
        close=PlainTextObject(text="Done"),
        blocks=blocks,
    )


def _names(matches: Sequence[tuple[Match, Member]], need: Need) -> list[Block]:
    say = "I'm not the best person for this, and here is who I'd call"
    blocks: list[Block] = [said(f"*{headline(need)}*\nYou could tell your client: “{say}.”")]
    for match, member in matches:
        blocks += [DividerBlock(), said(colleague(match, member))]
    note = "All of it is self-declared. Nobody was asked and nothing was kept, so nobody expects the call."
    return [*blocks, DividerBlock(), aside(note)]


def colleague(match: Match, member: Member) -> str:
    """One of the names: why, what they say of themselves, their room, and how a client reaches them."""
    lines = [
        f"*{person(member)}*",
        *(f"• {escape(reason)}" for reason in match.reasons),
        quoted(cut(member.niche.statement, STATEMENT_LIMIT)),
        _room(member),
        contact_line(member),
    ]
    return "\n".join(line for line in lines if line)


def _room(member: Member) -> str:
    opening = member.niche.opening
    told = f", as of {day(opening.confirmed_at.astimezone(member.zone))}" if opening.confirmed_at else ""
    match opening.kind:
        case OpeningKind.SOME:
            return f"Has room{told}"
        case OpeningKind.NONE:
            return f"No room{told}"
        case OpeningKind.UNKNOWN:
            return "Hasn't said lately whether there is room"


def _nobody(need: Need, why: str) -> list[Block]:
    why = escape(why) or "I know of nobody here who says that they work with this."
    return [
        said(
            f"*{headline(need)}*\n{why}\nIt may help to ask for less. Or ask the channel: somebody may know a "
            "colleague outside."
        ),
        aside("Nothing was sent, and nothing was kept."),
    ]
