"""Why a message of its own came, and how to hear less: one line in small print, from one table."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.exchange.notices import NoticeKind, Way
from bot.views.message import Message, aside, person

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.exchange.values import Member

_LESS = "To hear less from me, open *Home*."
#: Of each kind that comes as a message of its own; a digest says it once for all of its lines.
_WHY: Mapping[NoticeKind, str] = MappingProxyType(
    {
        NoticeKind.FIRST_IN_LINE: f"Why this came: you offered, and it is your turn now. {_LESS}",
        NoticeKind.THANKS: f"Why this came: a colleague wrote it to you. Nothing is expected of you. {_LESS}",
        NoticeKind.TELL_NICHE: _LESS,
    }
)
#: These say it in their own words, or are for the channel.
BY_THEMSELVES = frozenset({NoticeKind.PAUSED, NoticeKind.WELCOME, NoticeKind.DIGEST, NoticeKind.WEEKLY_POST})


def with_why(message: Message, kind: NoticeKind, way: Way, reader: Member) -> Message:
    """The message with the line beneath it; `way` is how it comes to its reader."""
    # The mention is also what tells Slack to notify somebody of a line in a thread that they never wrote in.
    why = f"For {person(reader)}, who asked. {_LESS}" if way is Way.THREAD else _WHY.get(kind)
    return Message(message.text, [*message.blocks, aside(why)]) if why else message
