"""Takes what is due and has it sent: the one place from which anything that matters goes to Slack."""

from __future__ import annotations

import threading
import traceback
from typing import TYPE_CHECKING
from uuid import uuid4

import structlog

from bot.delivery import cards, letters
from bot.delivery.parcel import Round
from storage import cards as card_rows
from storage import outbox
from storage.sending import PACE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime, timedelta

    from slack_sdk import WebClient

    from bot.delivery.parcel import Parcel
    from bot.services.context import Context

#: Rows of each kind taken at once. Whoever is late with one finds the lease lost, and leaves it to the other.
_BATCH = 10
#: Batches in one run, so that a run ends while more and more becomes due.
_MOST_BATCHES = 100


class Sender:
    """Sends what is due. Several senders may work on one database; none ever sleeps.

    Args:
        client: made by `bot.delivery.slack.delivery_client`.
        now: tells machine time.
        stopping: once it is set the row in hand is the last; those that were leased with it come when the lease ends.
        pace: the time between two messages in one channel.
    """

    def __init__(
        self,
        ctx: Context,
        client: WebClient,
        now: Callable[[], datetime],
        stopping: threading.Event | None = None,
        pace: timedelta = PACE,
    ) -> None:
        self._ctx = ctx
        self._client = client
        self._now = now
        self._stopping = stopping or threading.Event()
        self._pace = pace

    def run_once(self) -> int:
        """Deal with everything that is due now.

        Returns:
            How many rows were dealt with; 0 when nothing was due.
        """
        round_ = Round(self._ctx, self._client, self._now, self._pace)
        taken = 0
        for parcel, deliver in self._due(round_):
            _deliver_safely(round_, parcel, deliver)
            taken += 1
            if self._stopping.is_set():
                break
        return taken

    def _due(self, round_: Round) -> Iterator[tuple[Parcel, Callable[[], None]]]:
        for _ in range(_MOST_BATCHES):
            batch = self._lease(round_)
            if not batch:
                return
            yield from batch

    def _lease(self, round_: Round) -> list[tuple[Parcel, Callable[[], None]]]:
        with self._ctx.database.write() as conn:
            living = card_rows.lease(conn, self._now(), _BATCH)
            said_once = outbox.lease(conn, self._now(), _BATCH)
        return [
            *((cards.parcel_of(card), lambda c=card: cards.deliver(round_, c)) for card in living),
            *((letters.parcel_of(letter), lambda m=letter: letters.deliver(round_, m)) for letter in said_once),
        ]


def _deliver_safely(round_: Round, parcel: Parcel, deliver: Callable[[], None]) -> None:
    """One row that cannot be dealt with does not stop the others; what the fault says may hold a person's words."""
    try:
        deliver()
    except Exception as fault:  # noqa: BLE001 - whatever it is, the row comes again
        place = traceback.extract_tb(fault.__traceback__)[-1]
        structlog.get_logger().error(
            "delivery failed",
            reference=uuid4().hex[:8],
            row=parcel.row.id,
            fault=type(fault).__name__,
            place=f"{place.name}:{place.lineno}",
        )
        round_.faulted(parcel)
