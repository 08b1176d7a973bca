"""What reading costs: the privacy check of what somebody typed, and the ranking of a large collective."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import cycle
from random import Random
from typing import TYPE_CHECKING

import pytest

from bot.matching import Licence, Need, Ranker, vocabulary
from bot.privacy import find_identifiers
from tests.benchmarks.comparing import Side
from tests.benchmarks.plain_bm25 import PlainBm25
from tests.factories import make_niche
from tests.unit.privacy.notes import TUNED

if TYPE_CHECKING:
    from bot.matching import Profile
    from tests.benchmarks.comparing import Bench

#: What somebody would write first who wants no addresses and numbers in a text.
_ADDRESS_OR_NUMBER = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}")
_MEMBERS = 500
_ASKED = 60  # as many as the services rank for a referral
_NEED = Need(
    concerns=("anxiety", "ocd"),
    age_group="adult",
    payments=("aetna", "private_pay"),
    format="telehealth",
    states=("TX",),
    modalities=("emdr",),
    note="Someone warm who works with perfectionism and panic attacks, and gives homework between sessions.",
)


@pytest.mark.parametrize("characters", [300, 1000])
def test_privacy_check(bench: Bench, characters: int) -> None:
    """The check reads notes as therapists type them, a different stretch in each round."""
    notes = " ".join(note for pair in zip(TUNED.identifying, TUNED.clean, strict=False) for note in pair)
    plain = re.sub("[‹›]", "", notes)
    stretches = [plain[start : start + characters] for start in range(0, len(plain) - characters, 401)]
    ours, theirs = cycle(stretches), cycle(stretches)
    bench.compare(
        f"privacy check of {characters:,} characters",
        Side(lambda: next(ours), find_identifiers),
        Side(lambda: next(theirs), lambda text: list(_ADDRESS_OR_NUMBER.finditer(text))),
        against="one regular expression for e-mail and phone",
        rounds=len(stretches),
    )


def test_ranking(bench: Bench) -> None:
    """A referral is ranked as the services do it, from the profiles to the reasons."""
    profiles = _profiles()
    statements = [profile.statement for profile in profiles]
    bench.compare(
        f"rank {_MEMBERS} members for a referral",
        Side(lambda: None, lambda _: Ranker(profiles).rank(_NEED, limit=_ASKED)),
        Side(lambda: None, lambda _: PlainBm25(statements).best(_NEED.note, _ASKED)),
        against="plain BM25 over the same statements",
        rounds=30,
    )


def _profiles() -> list[Profile]:
    """A large collective, drawn from the vocabulary; the same in every run."""
    draw = Random(500)
    concerns = [term.code for term in vocabulary.terms("concern")]
    modalities = [term.code for term in vocabulary.terms("modality")]
    return [_profile(number, draw.sample(concerns, 6), draw.sample(modalities, 3)) for number in range(_MEMBERS)]


def _profile(number: int, concerns: list[str], modalities: list[str]) -> Profile:
    first, second, *_ = (vocabulary.label("concern", code) for code in concerns)
    way = vocabulary.label("modality", modalities[0])
    niche = make_niche(
        statement=f"I help adults who live with {first} and {second} find their feet again, mostly with {way}. "
        "My clients are tired of perfectionism and want somebody who gives them things to try between sessions.",
        concerns=tuple(concerns),
        modalities=tuple(modalities),
        payments=("private_pay", "aetna"),
        licences=(Licence("TX"),),
    )
    return replace(niche, member_id=f"{number:032x}")
