"""What can be made to go wrong on purpose, so that an app shows how it copes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

#: Stands for any method of the Web API.
EVERY = "*"
#: As often as it comes to that, until it is switched off with 0.
ALWAYS = -1


class Trouble(StrEnum):
    """What can become of a call of the Web API."""

    LIMITED = "429"
    BROKEN = "500"
    SILENT = "no answer"
    DROPPED = "done, and the connection dropped"


@dataclass
class _Left:
    times: int = 0
    retry_after: int = 0

    def take(self) -> bool:
        """Whether it happens this time."""
        if self.times > 0:
            self.times -= 1
            return True
        return self.times == ALWAYS


class Faults:
    """Switches; all are off at first. Wherever something is to happen `times`, `ALWAYS` and 0 switch it on and off.

    Attributes:
        copies: how often each thing is delivered to the app.
    """

    def __init__(self) -> None:
        self.copies = 1
        self._calls: dict[tuple[Trouble, str], _Left] = defaultdict(_Left)
        self._lost_acks = _Left()
        self._late_commands = _Left()

    def rate_limit(self, method: str, times: int = 1, retry_after: int = 1) -> None:
        """Answer the next calls of a method, or of `EVERY`, with 429 and Retry-After in seconds; nothing is done."""
        self._calls[Trouble.LIMITED, method] = _Left(times, retry_after)

    def break_down(self, method: str, times: int = 1) -> None:
        """Answer the next calls of a method, or of `EVERY`, with 500; nothing is done."""
        self._calls[Trouble.BROKEN, method] = _Left(times)

    def keep_silent(self, method: str, times: int = 1) -> None:
        """Take the next calls of a method, or of `EVERY`, and never answer; nothing is done."""
        self._calls[Trouble.SILENT, method] = _Left(times)

    def drop_answer(self, method: str, times: int = 1) -> None:
        """Do what the next calls of a method, or of `EVERY`, ask, and drop the connection instead of answering."""
        self._calls[Trouble.DROPPED, method] = _Left(times)

    def lose_acks(self, times: int = 1) -> None:
        """Lose what the app answers to the first delivery of the next events, so that each comes again."""
        self._lost_acks = _Left(times)

    def delay_commands(self, times: int = 1) -> None:
        """Deliver the next slash commands when their trigger_id has expired."""
        self._late_commands = _Left(times)

    def waits(self, trouble: Trouble, method: str) -> bool:
        """Whether this was switched on for this method, or for `EVERY`, and has not run out."""
        return self._calls[trouble, method].times != 0

    @property
    def acks_get_lost(self) -> bool:
        return self._lost_acks.times != 0

    @property
    def commands_are_late(self) -> bool:
        return self._late_commands.times != 0

    def limits_now(self, method: str) -> int | None:
        """Seconds of Retry-After when this call is to be limited."""
        left = self._happening(Trouble.LIMITED, method)
        return left.retry_after if left else None

    def happens_now(self, trouble: Trouble, method: str) -> bool:
        """Whether this becomes of the call that is made now."""
        return self._happening(trouble, method) is not None

    def loses_ack_now(self) -> bool:
        return self._lost_acks.take()

    def delays_command_now(self) -> bool:
        return self._late_commands.take()

    def _happening(self, trouble: Trouble, method: str) -> _Left | None:
        switches = (self._calls[trouble, method], self._calls[trouble, EVERY])
        return next((each for each in switches if each.take()), None)
