"""A niche in one line, for wherever a colleague is to remember whom somebody helps best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching import vocabulary
from bot.matching.advice.coaching import FULL_STOP

if TYPE_CHECKING:
    from bot.matching.values import Profile

#: Longest line, in characters: two rows of a phone.
LINE_LIMIT = 140


def niche_line(niche: Profile) -> str:
    """Whom a member helps best: the first sentence of their statement, else the concerns and clients they named.

    Returns:
        At most `LINE_LIMIT` characters without a line break, cut between words; "" where they have said neither.
    """
    statement = " ".join(niche.statement.split())
    end = FULL_STOP.search(statement)
    return _cut((statement[: end.end()].rstrip() if end else statement) or _ticked(niche))


def _ticked(niche: Profile) -> str:
    concerns = ", ".join(vocabulary.label("concern", code) for code in niche.top_concerns)
    clients = ", ".join(vocabulary.label("client_type", code) for code in niche.client_types)
    return " · ".join(filter(None, (concerns, clients))) if concerns else ""


def _cut(line: str) -> str:
    if len(line) <= LINE_LIMIT:
        return line
    return f"{line[: LINE_LIMIT - 1].rsplit(' ', 1)[0].rstrip(' ,;:–—-')}…"
