"""What people write is understood in the vocabulary's terms."""

from __future__ import annotations

import pytest

from bot.matching.reading.lexicon import Mention, mentions


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Panic attacks since the move", [Mention("anxiety", "Panic attacks")]),
        ("both had affairs, then grief", [Mention("infidelity", "affairs"), Mention("grief", "grief")]),
        ("self‑harm, and self harm", [Mention("self_harm", "self‑harm"), Mention("self_harm", "self harm")]),
        ("postpartum depression", [Mention("perinatal", "postpartum depression")]),
        ("her husband’s drinking", [Mention("relationship", "husband’s"), Mention("substance_use", "drinking")]),
        ("somebody who knows ADD", [Mention("adhd", "ADD")]),
        ("I may add that they are kind", []),
        ("", []),
    ],
)
def test_labels_and_aliases_are_found_as_written(text: str, found: list[Mention]) -> None:
    """Plurals, possessives and hyphens are forgiven, the longest reading wins, and the words are kept."""
    assert list(mentions("concern", text)) == found
