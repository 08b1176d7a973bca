"""What a form says about the words found: which, why, and what to do, short enough for a phone."""

from __future__ import annotations

from collections.abc import Sequence

from bot.privacy.findings import Certainty, Finding

_MAX_WORDS = 40  # characters of one quoted stretch
_MAX_NAMED = 4  # findings named one by one; more only make the line longer
_DO = {
    Certainty.CERTAIN: "Please take {them} out.",
    Certainty.DOUBTFUL: "If {they} could point to a client, please take {them} out.",
}


def _quote(text: str, finding: Finding) -> str:
    words = finding.words(text)
    return f"“{words}”" if len(words) <= _MAX_WORDS else f"“{words[: _MAX_WORDS - 1].rstrip()}…”"


def _join(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def explain(text: str, findings: Sequence[Finding]) -> str:
    """One or two plain sentences for the error line of a form (some 500 characters at most); "" without findings.

    The certain findings are told alone when there are any: they are what must go.
    """
    certain = [each for each in findings if each.certainty is Certainty.CERTAIN]
    told = certain or list(findings)
    if not told:
        return ""
    parts = list(dict.fromkeys(f"{_quote(text, each)} {each.reason}" for each in told))
    more = len(parts) - _MAX_NAMED
    if more > 0:
        parts = [*parts[:_MAX_NAMED], f"{more} more like {'it' if more == 1 else 'them'}"]
    many = len(parts) > 1
    todo = _DO[told[0].certainty].format(them="them" if many else "it", they="they" if many else "it")
    return f"{_join(parts)}. {todo}"
