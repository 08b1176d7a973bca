"""Ranks the members of a collective for a need: who may serve it at all, then who fits best, then whose turn it is."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from typing import TYPE_CHECKING

from bot.matching.exact import ExactWords
from bot.matching.reasons import reasons
from bot.matching.scoring import Candidate, Request, Tally, tally
from bot.matching.values import Match

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bot.matching.values import Need, Profile


class Ranker:
    """Answers needs from one set of profiles; build another when a profile changes.

    Args:
        profiles: the members, in any order, each id once.
    """

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self._candidates = [Candidate(profile) for profile in profiles]
        self._exact = ExactWords({c.profile.member_id: c.profile.statement for c in self._candidates})

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
        request = Request(need)
        shared_words = self._exact.scores(need.note)
        ranked: list[tuple[Candidate, Tally]] = []
        for candidate in self._candidates:
            member = candidate.profile.member_id
            if member not in excluding and (found := tally(request, candidate, shared_words.get(member, 0.0))):
                ranked.append((candidate, found))
        key = _key(need)
        ranked.sort(key=lambda pair: (-pair[1].score, _last_shown(pair[0].profile), _lot(pair[0].profile, key)))
        return [
            Match(
                candidate.profile.member_id,
                found.score,
                reasons(request, candidate.profile, found),
                fits=bool(found.concerns or not need.concerns or not candidate.profile.every_concern),
            )
            for candidate, found in ranked[:limit]
        ]


def _last_shown(profile: Profile) -> float:
    return profile.last_shown.timestamp() if profile.last_shown else float("-inf")


def _key(need: Need) -> str:
    return json.dumps(dataclasses.asdict(need), sort_keys=True)


def _lot(profile: Profile, key: str) -> str:
    """A lot drawn once for this member and this need."""
    return hashlib.sha256(f"{profile.member_id}\n{key}".encode()).hexdigest()
