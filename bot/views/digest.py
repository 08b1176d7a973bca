"""A digest: what waits for one person, the most urgent first, as one message with the buttons of each line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from slack_sdk.models.blocks import (
    ActionsBlock,
    DividerBlock,
    Option,
    OverflowMenuElement,
    PlainTextObject,
    SectionBlock,
)

from bot.exchange.notices import MANNERS
from bot.exchange.reminders import Later
from bot.views.actions import Action, pair
from bot.views.message import Message, aside, button, choices, day, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from slack_sdk.models.blocks import Block

    from bot.exchange.notices import NoticeKind

#: Slack takes 50 blocks a message; the head and the foot take two.
_MOST_BLOCKS = 48
#: So many of them for a line that is said by its first sentence alone.
_SHORT = 2


@dataclass(frozen=True)
class Line:
    """One thing that waits.

    Attributes:
        id: opaque, of the row; what its menu names.
        said: as it would be said by itself.
        snoozed_until: UTC; None where it was not put off.
        is_settled: nothing is left to do.
    """

    id: str
    kind: NoticeKind
    said: Message
    snoozed_until: datetime | None = None
    is_settled: bool = False

    @property
    def waits(self) -> bool:
        """Whether something may still be done about it here."""
        return not self.is_settled and self.snoozed_until is None


def render(lines: Sequence[Line], zone: ZoneInfo, *, is_last: bool = False) -> Message:
    """The digest of a member.

    Args:
        lines: one or more, the most urgent first.
        zone: the member's.
        is_last: the bot stops writing after it, unless the member does anything.
    """
    first, others = lines[0].said.text, len(lines) - 1
    text = f"{first} And {others} more." if others else first
    blocks: list[Block] = [said(_greeting(sum(line.waits for line in lines)))]
    for place, line in enumerate(lines):
        drawn = list(_drawn(line, zone))
        left = _MOST_BLOCKS - len(blocks) - _SHORT * (len(lines) - place - 1)
        blocks += drawn if len(drawn) <= left else [said(line.said.text)]
    return Message(text, [*blocks, aside(f"{_LAST} {_FOOT}" if is_last else _FOOT)])


_FOOT = (
    "Why this came: it waits for you. I write once a day at most, and twice a week unless a client waits. "
    "*⋯* puts a line off or stops its kind; how I remind you is in my *Home* tab."
)
_LAST = "I haven't heard from you for a while: after this one I stop, until you do anything here."


def _greeting(count: int) -> str:
    """Of what still waits; a digest that is drawn anew may have nothing left."""
    things = {0: "Nothing is left to do here", 1: "One thing for you"}.get(count)
    things = things or f"{count} things for you, the most urgent first"
    return f"*{things}.*"


def _drawn(line: Line, zone: ZoneInfo) -> Iterator[Block]:
    yield DividerBlock()
    if line.snoozed_until:
        on = day(line.snoozed_until.astimezone(zone).date())
        undo = button("Undo", Action.UNSNOOZE, line.id)
        yield said(f"_Put off until {on}:_ {line.said.text}", undo)
    elif line.is_settled:
        yield from line.said.blocks
    else:
        yield from with_menu(line)


def with_menu(line: Line) -> Iterator[Block]:
    """The line with its menu to the right of what it says, or after its buttons where something stands there."""
    first, *others = line.said.blocks
    menu = _menu(line)
    if menu is None:
        yield from line.said.blocks
    elif isinstance(first, SectionBlock) and first.accessory is None:
        yield SectionBlock(text=first.text, accessory=menu)
        yield from others
    else:
        yield from line.said.blocks
        yield choices(menu)


def _menu(line: Line) -> OverflowMenuElement | None:
    """What can be put off or stopped; news can only be stopped, and what a client waits for not at all."""
    words = {Later.NEVER: "Stop this kind"} if MANNERS[line.kind].topic else {}
    if any(isinstance(block, ActionsBlock) or getattr(block, "accessory", None) for block in line.said.blocks):
        words = {Later.TOMORROW: "Tomorrow", Later.NEXT_WEEK: "Next week", Later.ON_A_DATE: "On a date…"} | words
    if words:
        words = words | {Later.PAUSE: "Pause everything…"}
    options = [
        Option(text=PlainTextObject(text=label, emoji=True), value=pair(line.id, later.value))
        for later, label in words.items()
    ]
    return OverflowMenuElement(action_id=Action.LATER.value, options=options) if options else None
