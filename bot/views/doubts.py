"""The question about the words of a note that may identify somebody, which only their writer can answer."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from bot.privacy import Certainty, find_identifiers
from bot.views.forms import field, option, ticks
from bot.views.message import escape, listed, said

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from slack_sdk.models.blocks import Block

_MOST = 10  # checkboxes that Slack takes


@dataclass(frozen=True)
class Doubt:
    """A stretch of a note that may identify somebody, and why; `words` is as it was written."""

    words: str
    reason: str

    @property
    def key(self) -> str:
        """The same for the same words, however the note around them changes."""
        return _key(self.words.lower())


def doubts_in(note: str) -> Sequence[Doubt]:
    """What the writer is to be asked about, in order, each stretch once.

    Raises:
        PrivacyDataError: the check cannot run.
    """
    found = {
        note[each.start : each.end].lower(): Doubt(note[each.start : each.end], each.reason)
        for each in reversed(find_identifiers(note))
        if each.certainty is Certainty.DOUBTFUL
    }
    return tuple(reversed(found.values()))


def ask(name: str, doubts: Sequence[Doubt], vouched: Collection[str]) -> list[Block]:
    """The question, a tick for each stretch; one tick for all where they are more than Slack has ticks for.

    Args:
        name: the field's. Its block id changes with the words, or Slack would keep an old tick at a new question.
        vouched: stretches that are ticked, in lower case.
    """
    many = len(doubts) > _MOST
    if many:
        options = [option(_all(doubts), "None of these identify anybody")]
        ticked = [_all(doubts)] if {doubt.words.lower() for doubt in doubts} <= set(vouched) else []
        hint = "Tick it once you have looked at each, and take out of the note whatever could point to somebody."
    else:
        options = [option(doubt.key, " ".join(doubt.words.split()), _sentence(doubt.reason)) for doubt in doubts]
        ticked = [doubt.key for doubt in doubts if doubt.words.lower() in vouched]
        hint = "Tick those that identify nobody, and take the others out of the note."
    question = field(
        f"{name}:{_all(doubts)}",
        "Could one of these point to somebody?",
        ticks(options, ticked),
        hint=hint,
        optional=True,
    )
    return [said(_list(doubts)), question] if many else [question]


def vouched_for(note: str, picked: Collection[str]) -> frozenset[str]:
    """The stretches of the note as it is now for which a tick speaks, in lower case.

    Args:
        picked: the values of the ticks.

    Raises:
        PrivacyDataError: the check cannot run.
    """
    if not picked:
        return frozenset()
    doubts = doubts_in(note)
    whole = _all(doubts) in picked
    return frozenset(doubt.words.lower() for doubt in doubts if whole or doubt.key in picked)


def _list(doubts: Sequence[Doubt]) -> str:
    by_reason: dict[str, list[str]] = {}
    for doubt in doubts:
        by_reason.setdefault(doubt.reason, []).append(f"“{escape(' '.join(doubt.words.split()))}”")
    return "\n".join(f"• {_sentence(reason)}: {listed(words)}" for reason, words in by_reason.items())


def _sentence(reason: str) -> str:
    return reason[:1].upper() + reason[1:]


def _all(doubts: Sequence[Doubt]) -> str:
    return _key("\n".join(sorted(doubt.key for doubt in doubts)))


def _key(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]
