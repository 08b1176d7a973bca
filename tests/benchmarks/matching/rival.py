"""The nearest rival's way to score a member, told anew: the therapist-referral-network of gabeborges on GitHub.

It counts what a profile and a request have in common, facet by facet and without weights, adds up to half a point for
a profile that is filled in, and reads no text. The project states no licence; nothing of it is copied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.matching import Need, Profile

_FILLED_IN = 0.5


def score(need: Need, profile: Profile) -> float:
    """One point each for the main concern, the client's age, who comes, a modality, a language and the state."""
    return (
        bool({*need.concerns[:1]} & {*profile.top_concerns, *profile.concerns})
        + _share({need.age_group} - {""}, profile.age_groups)
        + _share({need.client_type} - {""}, profile.client_types)
        + bool({*need.modalities} & {*profile.modalities})
        + bool({*need.languages} & {*profile.languages})
        + bool({*need.states} & {licence.state for licence in profile.licences})
        + _FILLED_IN * _filled_in(profile)
    )


def _filled_in(profile: Profile) -> float:
    fields = (
        profile.statement,
        profile.modalities,
        profile.languages,
        profile.payments,
        profile.client_types,
        profile.top_concerns,
    )
    return sum(map(bool, fields)) / len(fields)


def _share(asked: set[str], stated: Collection[str]) -> float:
    return len(asked & {*stated}) / len(asked) if asked else 0.0
