"""What can be made to go wrong on purpose, so that an app shows how it copes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass


@dataclass
class _Left:
    times: int = 0
    retry_after: int = 0

    def take(self) -> bool:
        """Whether it happens this time."""
        if self.times == 0:
            return False
        self.times -= 1
        return True


class Faults:
    """Switches; all are off at first.

    Attributes:
        copies: how often each thing is delivered to the app.
    """

    def __init__(self) -> None:
        self.copies = 1
        self._limited: dict[str, _Left] = defaultdict(_Left)
        self._broken: dict[str, _Left] = defaultdict(_Left)
        self._dropped: dict[str, _Left] = defaultdict(_Left)

    def rate_limit(self, method: str, times: int = 1, retry_after: int = 1) -> None:
        """Answer the next calls of a method with 429 and Retry-After in seconds; nothing is done."""
        self._limited[method] = _Left(times, retry_after)

    def break_down(self, method: str, times: int = 1) -> None:
        """Answer the next calls of a method with 500; nothing is done."""
        self._broken[method] = _Left(times)

    def drop_answer(self, method: str, times: int = 1) -> None:
        """Do what the next calls of a method ask, and drop the connection instead of answering."""
        self._dropped[method] = _Left(times)

    def limits_now(self, method: str) -> int | None:
        """Seconds of Retry-After when this call is to be limited."""
        left = self._limited[method]
        return left.retry_after if left.take() else None

    def breaks_now(self, method: str) -> bool:
        return self._broken[method].take()

    def drops_now(self, method: str) -> bool:
        return self._dropped[method].take()
