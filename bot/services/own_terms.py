"""A collective's own terms: remembered while people type in the lists, and kept when an admin writes them anew."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.services.context import machine_now
from storage import collectives, deliveries

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.exchange.values import Collective
    from bot.matching import OwnTerm
    from bot.services.context import Context

#: So long another replica may offer what an admin has just taken out.
_FRESH = timedelta(minutes=1)


@dataclass(frozen=True)
class OwnTerms:
    """The own terms of the collectives, by Slack's id of their workspace, read again after a minute.

    While somebody types, most answers come from memory; one in a minute costs one short read.
    """

    ctx: Context
    now: Callable[[], datetime] = machine_now
    _known: dict[str, tuple[datetime, tuple[OwnTerm, ...]]] = field(default_factory=dict)

    def of(self, team_id: str) -> Sequence[OwnTerm]:
        """Those of a workspace; none where the bot was never introduced."""
        now = self.now()
        read_at, terms = self._known.get(team_id, (None, ()))
        if read_at is None or now - read_at > _FRESH:
            with self.ctx.database.read() as conn:
                collective = collectives.by_team(conn, team_id)
            terms = collective.own_terms if collective else ()
            self._known[team_id] = (now, terms)
        return terms

    def save(self, collective: Collective, terms: Sequence[OwnTerm], delivery_id: str) -> None:
        """Keep what an admin wrote; it is offered here at once."""
        with self.ctx.database.write() as conn:
            if deliveries.record(conn, collective.id, delivery_id, machine_now()):
                now = collectives.get(conn, collective.id)
                collectives.save(conn, replace(now, own_terms=tuple(terms)))
        self._known.pop(collective.team_id, None)
