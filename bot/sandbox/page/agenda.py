"""What will happen by itself, as far as somebody tells the workspace: it knows nothing of the app that acts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Due:
    """One thing that happens by itself, each part said in a few plain words.

    Attributes:
        at: calendar time.
        by_machine: it waits for the machine's time, which runs as it runs; moving the calendar does not bring it about.
        by_habit: it comes round whatever anybody does, and nobody waits for it.
        who: the user id of whom it is for, or empty.
        what: what happens.
        why: what it waits for.
        ends: what makes it go away before.
    """

    at: datetime
    who: str
    what: str
    why: str
    ends: str
    by_machine: bool = False
    by_habit: bool = False


#: Tells what is due, soonest first; it may be asked on any thread, and may fail.
Agenda = Callable[[], Sequence[Due]]


def nothing_due() -> Sequence[Due]:
    """The agenda of a workspace that nobody has told."""
    return ()
