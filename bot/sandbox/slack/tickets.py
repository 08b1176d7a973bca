"""What Slack hands out for a short while: triggers, which open one view, and addresses that take a few answers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.sandbox.slack.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Callable

#: How long a trigger works, and how long and how often a response_url does (docs.slack.dev/interactivity).
TRIGGER_SECONDS = 3.0
ANSWER_SECONDS = 30 * 60.0
ANSWER_USES = 5


@dataclass
class Trigger:
    """Leave to show one view to one person.

    Attributes:
        view_id: the view that they were in, or empty.
    """

    user: str
    view_id: str
    issued: float
    used: bool = False


@dataclass
class AnswerAddress:
    """Leave to answer one interaction: where it happened, who did it, and the message that it came from."""

    user: str
    channel: str
    message_ts: str
    issued: float
    uses: int = 0


class Tickets:
    """All that were handed out.

    Args:
        machine_time: seconds that only go up; a trigger lives by the machine's time, not by the calendar.
    """

    def __init__(self, machine_time: Callable[[], float]) -> None:
        self._machine_time = machine_time
        self._triggers: dict[str, Trigger] = {}
        self._addresses: dict[str, AnswerAddress] = {}
        self._numbers = count(1)

    def trigger(self, user: str, view_id: str = "") -> str:
        """A new trigger_id."""
        trigger_id = f"{next(self._numbers)}.{uuid4().int % 10**12}.{uuid4().hex}"
        self._triggers[trigger_id] = Trigger(user, view_id, self._machine_time())
        return trigger_id

    def expire(self, trigger_id: str) -> None:
        """Let a trigger be too old."""
        self._triggers[trigger_id].issued -= TRIGGER_SECONDS + 1

    def exchange(self, trigger_id: str) -> Trigger:
        """Use a trigger up.

        Raises:
            SlackError: invalid_trigger_id, exchanged_trigger_id or expired_trigger_id.
        """
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._machine_time() - trigger.issued > TRIGGER_SECONDS:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger

    def address(self, user: str, channel: str, message_ts: str = "") -> str:
        """The id of a new response_url."""
        address_id = uuid4().hex
        self._addresses[address_id] = AnswerAddress(user, channel, message_ts, self._machine_time())
        return address_id

    def address_of(self, address_id: str) -> AnswerAddress:
        """Where an acknowledgement's own words belong; no use is counted."""
        return self._addresses[address_id]

    def use_address(self, address_id: str) -> AnswerAddress:
        """Count one use of a response_url.

        Raises:
            SlackError: expired_url or used_url.
        """
        address = self._addresses.get(address_id)
        if address is None or self._machine_time() - address.issued > ANSWER_SECONDS:
            raise SlackError("expired_url")
        if address.uses >= ANSWER_USES:
            raise SlackError("used_url")
        address.uses += 1
        return address
