"""Ranks the members of a collective for a need: who may serve it at all, then who fits best, then whose turn it is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.matching.constraints import answers_to, covering
from bot.matching.reasons import reasons
from bot.matching.values import Match
from bot.matching.weighing.columns import Columns, number_of
from bot.matching.weighing.scoring import WEIGHTS, Request, Shared, Tally, Weights

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bot.matching.values import Need, Profile
    from bot.matching.weighing.columns import Rows, Weighed


@dataclass(frozen=True)
class Explanation:
    """Why a member is, or is not, among those who are shown for a need.

    Attributes:
        tally: what their score is made of.
        place: how many of those who may serve the need come before them; None when they may not serve it themselves.
        fitting: how many may serve it.
        closer: how many of those who come before them state a closer fit; it was the others' turn, or their lot.
        fits: as in `Match`: nobody else is asked.
    """

    tally: Tally
    place: int | None
    fitting: int
    closer: int = 0
    fits: bool = True


class Ranker:
    """Answers needs from the profiles of a collective, which may change in between; one thread at a time.

    Args:
        profiles: the members, in any order; of two with one id the later counts.
        weights: what counts how much.
    """

    def __init__(self, profiles: Iterable[Profile] = (), weights: Weights = WEIGHTS) -> None:
        self._weights = weights
        self._columns = Columns(weights)
        for profile in profiles:
            self.update(profile)

    def update(self, profile: Profile) -> None:
        """Take a member in, or what they say now instead of what they said before."""
        self._columns.put(profile)

    def forget(self, member_id: str) -> None:
        """Let a member go; nothing happens when they are not here."""
        self._columns.drop(member_id)

    def rank(self, need: Need, limit: int = 3, excluding: Collection[str] = frozenset()) -> list[Match]:
        """The members who fit best, best first.

        Ties go to who was shown longest ago (never counts as longest), then by a hash of member and need that is
        the same in every run, so that the order of the profiles never shows.

        Args:
            need: what is asked for.
            limit: how many at most.
            excluding: ids of members to leave out.

        Returns:
            At most `limit` matches, each with its reasons; none when nobody may serve the need.
        """
        request = Request(need, self._weights)
        rows, met = self._columns.candidates(request, excluding)
        weighed = self._columns.weigh(request, rows, met)
        best = self._columns.in_order(weighed, limit, _lot(need))
        return [
            Match(tally.profile.member_id, tally.score, reasons(request, tally), fits=tally.treats)
            for tally in self._tallies(request, weighed, best)
        ]

    def explain(self, need: Need, member_id: str) -> Explanation:
        """Why a member is, or is not, among those who are shown.

        Raises:
            KeyError: there is no such member.
        """
        request = Request(need, self._weights)
        row = self._columns.row_of(member_id)
        rows, met = self._columns.candidates(request, ())
        fitting = len(rows)
        may_serve = bool((rows == row).any())
        if not may_serve:
            rows, met = np.array([row]), np.zeros(1)
        weighed = self._columns.weigh(request, rows, met)
        order = self._columns.in_order(weighed, len(rows), _lot(need))
        place = int(np.flatnonzero(rows[order] == row)[0])
        (tally,) = self._tallies(request, weighed, order[[place]])
        fits, treats = weighed.fits[order].round(9), weighed.treats[order]
        closer = int(((fits[:place] > fits[place]) | (treats[:place] > treats[place])).sum())
        return Explanation(tally, place if may_serve else None, fitting, closer, tally.treats)

    def _tallies(self, request: Request, weighed: Weighed, chosen: Rows) -> Iterable[Tally]:
        """What the scores of a few are made of; `chosen` says where in `weighed` they stand."""
        columns, need = self._columns, request.need
        for at in chosen.tolist():
            row, fit, score = (int(weighed.rows[at]), weighed.fits[at], weighed.scores[at])
            profile, alike = columns.profile_at(row), weighed.treats == weighed.treats[at]
            yield Tally(
                profile=profile,
                concerns=tuple(
                    Shared(wish, *columns.hold(row, wish.code), wish.weight * float(strength[at]))
                    for wish, strength in zip(request.wishes, weighed.strengths, strict=True)
                    if strength[at] > 0
                ),
                modalities=tuple(code for code in request.modalities if code in profile.modalities),
                identities=tuple(code for code in request.identities if code in profile.identities),
                said=answers_to(request.asked, profile),
                states=covering(need, profile),
                treats=bool(weighed.treats[at]),
                rose=bool((alike & (weighed.fits > fit) & (weighed.scores < score)).any()),
                shared_words=float(weighed.words[at]),
                score=float(score),
            )


def _lot(need: Need) -> int:
    """The same number for the same need."""
    return number_of(json.dumps(vars(need), sort_keys=True))
