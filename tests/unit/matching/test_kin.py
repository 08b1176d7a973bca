"""The table of kin speaks the vocabulary."""

from __future__ import annotations

from bot.matching import vocabulary
from bot.matching.weighing.kin import kin


def test_every_concern_has_its_kin() -> None:
    """A concern that was added later is not forgotten, and none speaks for itself."""
    codes = {term.code for term in vocabulary.terms("concern")}
    assert set(kin()) == codes
    for code, others in kin().items():
        assert set(others) <= codes - {code}
        assert others
