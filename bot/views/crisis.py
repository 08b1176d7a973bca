"""Where somebody may be in danger now: whom to call, the way on when it is past, the lines under what was picked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.privacy import danger_key, find_danger
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
    """What stopped a form.

    Attributes:
        key: stands for the phrases that were found (`bot.privacy.danger_key`).
        words: the phrases as they were typed; none where a call to Slack draws the form.
        resources: whom to call, in the collective's own words; "" where it has none.
    """

    key: str
    words: tuple[str, ...]
    resources: str


def stop_for(note: str, resources: str) -> Stop:
    """What stops the form of a note that tells of present danger."""
    words = tuple(" ".join(note[each.start : each.end].split()) for each in find_danger(note))
    return Stop(danger_key(note), words, resources)


def on_top(name: str, stop: Stop) -> list[Block]:
    """Whom to call, and the tick that lets the form go on.

    Args:
        name: of the tick. Its block id changes with what was found, so that one tick speaks for one danger.
    """
    own = escape(stop.resources.strip())
    numbers = [_988, *(f"• {line.strip()}" for line in own.splitlines() if line.strip()), _911]
    quoted = listed([f"“{cut(words, _WORDS)}”" for words in dict.fromkeys(stop.words)])
    not_now = option(stop.key, "It is not happening now", "It is past, or somebody is keeping them safe")
    return [
        said("\n".join(["*If this is happening now, please get help first:*", *numbers, _UNWATCHED])),
        field(
            f"{name}:{stop.key}",
            "Did I misread it?",
            ticks([not_now], []),
            hint=f"{f'I stopped at {quoted}. ' if quoted else ''}Tick it, and your form goes on as always.",
            optional=True,
        ),
    ]


def stop_shown(view: Mapping[str, Any], name: str) -> str:
    """The key of the danger at which a form that was sent is stopped; "" where it is not.

    Args:
        name: of the tick.
    """
    ids = (block.get("block_id", "").split(":") for block in view["blocks"])
    return next((id_[1] for id_ in ids if id_[0] == name), "")


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
