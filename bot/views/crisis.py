"""Where somebody may be in danger now: whom to call, the way on when it is past, the lines under what was picked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.views.forms import field, option, ticks
from bot.views.message import aside, cut, escape, listed, said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slack_sdk.models.blocks import Block

#: Of the form that was stopped: Slack shows them wherever the phone has scrolled to.
TITLE, SUBMIT = "Danger now? Call 988", "Go on"
STILL_ASKED = "If it is happening now, please call or text 988 first. If it is not, tick this."
_CALL_988, _CALL_911 = "*<tel:988|988>*", "*<tel:911|911>*"  # one tap calls
_988 = f"• {_CALL_988}: call or text, day and night"
_911 = f"• {_CALL_911}: when somebody could be hurt any minute"
_UNWATCHED = "Nobody watches this channel, and colleagues may read it hours later. Nothing was sent or kept."
_WORDS = 80  # characters of one quoted phrase


class Line(StrEnum):
    """The block ids of the lines that stand under the concerns while one of theirs is picked."""

    CRISIS = "line_crisis"
    PART_2 = "line_part_2"


_LINES = MappingProxyType(
    {
        Line.CRISIS: (
            frozenset({"suicidality", "self_harm", "violence"}),
            f"*Is somebody in danger now?* Please call or text {_CALL_988}. Nobody watches this channel.",
        ),
        # 42 CFR 2.12 and 2.31: whom it protects, and that consent to disclose is written.
        Line.PART_2: (
            frozenset({"substance_use"}),
            (
                "The law protects what substance use programs know (42 CFR Part 2): name no program, attach nothing, "
                "and have your client's consent in writing."
            ),
        ),
    }
)


@dataclass(frozen=True)
class Stop:
    """What stopped a form, or opened it with whom to call.

    Attributes:
        phrases: what was found, as it was typed, by its keys (`bot.privacy.dangers`). A phrase is "" where a call to
            Slack draws the form; there are none where the danger was typed after `/refer`, and nothing is asked.
        resources: whom to call, in the collective's own words; "" where it has none.
    """

    phrases: Mapping[str, str]
    resources: str


def on_top(name: str, stop: Stop) -> list[Block]:
    """Whom to call, and the tick that lets a form go on that was stopped.

    Args:
        name: of the tick. Its block id changes with what was found, so that one tick speaks for these phrases only.
    """
    own = escape(stop.resources.strip())
    numbers = [_988, *(f"• {line.strip()}" for line in own.splitlines() if line.strip()), _911]
    told = said("\n".join(["*If this is happening now, please get help first:*", *numbers, _UNWATCHED]))
    return [told, _tick(name, stop.phrases)] if stop.phrases else [told]


def _tick(name: str, phrases: Mapping[str, str]) -> Block:
    words = dict.fromkeys(words for words in phrases.values() if words)
    quoted = listed([f"“{cut(each, _WORDS)}”" for each in words])
    not_now = option(name, "It is not happening now, or they are safe", "It is past, or help is there already")
    return field(
        f"{name}:{sha256(' '.join(sorted(phrases)).encode()).hexdigest()[:8]}",
        "Did I misread it?",
        ticks([not_now], []),
        hint=f"{f'I stopped at {quoted}. ' if quoted else ''}Tick it, and your form goes on as always.",
        optional=True,
    )


def tick_shown(view: Mapping[str, Any], name: str) -> str:
    """The block id of the tick of a form that was stopped; "" where it was not."""
    ids = (str(block.get("block_id", "")) for block in view["blocks"])
    return next((id_ for id_ in ids if id_.partition(":")[0] == name), "")


def lines(concerns: Sequence[str]) -> list[Block]:
    """The lines that belong under these concerns."""
    shown: list[Block] = []
    for line in _wanted(concerns):
        block = aside(_LINES[line][1])
        block.block_id = line.value
        shown.append(block)
    return shown


def lines_differ(view: Mapping[str, Any], concerns: Sequence[str]) -> bool:
    """Whether a form shows other lines than belong under these concerns."""
    ids = {block.get("block_id") for block in view["blocks"]}
    return [line for line in Line if line in ids] != _wanted(concerns)


def _wanted(concerns: Sequence[str]) -> list[Line]:
    return [line for line, (theirs, _) in _LINES.items() if not theirs.isdisjoint(concerns)]
