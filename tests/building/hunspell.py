"""A Hunspell dictionary as the words it stands for: each stem with every form that its affix rules give it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class _Rule:
    prefix: bool
    strip: str
    add: str
    condition: re.Pattern[str]

    def apply(self, stem: str) -> str | None:
        if self.prefix:
            return self.add + stem[len(self.strip) :] if self.condition.match(stem) else None
        return stem[: len(stem) - len(self.strip)] + self.add if self.condition.search(stem) else None


@dataclass
class _Rules:
    by_flag: dict[str, list[_Rule]] = field(default_factory=dict)

    def forms(self, stem: str, flags: str) -> Iterator[str]:
        """`stem` and its forms, also those with a prefix and a suffix at once."""
        yield stem
        endings = [rule for flag in flags for rule in self.by_flag.get(flag, ()) if not rule.prefix]
        starts = [rule for flag in flags for rule in self.by_flag.get(flag, ()) if rule.prefix]
        ended = [form for rule in endings if (form := rule.apply(stem))]
        yield from ended
        for rule in starts:
            yield from (form for each in (stem, *ended) if (form := rule.apply(each)))


def words(affixes: str, dictionary: str) -> Iterator[str]:
    """Every form of every entry, in the dictionary's own letter case.

    Args:
        affixes: the text of the .aff file; flags of one character, as en_US has them.
        dictionary: the text of the .dic file.
    """
    rules = _rules(affixes)
    for line in dictionary.splitlines()[1:]:
        stem, _, flags = line.partition("/")
        yield from rules.forms(stem.strip(), flags.split()[0] if flags else "")


def _rules(affixes: str) -> _Rules:
    rules = _Rules()
    for line in affixes.splitlines():
        parts = line.split()
        if len(parts) < 5 or parts[0] not in ("PFX", "SFX"):  # headers have four
            continue
        kind, flag, strip, add, condition, *_ = parts
        pattern = f"{condition}" if kind == "PFX" else f"{condition}$"
        rule = _Rule(kind == "PFX", "" if strip == "0" else strip, add.partition("/")[0], re.compile(pattern))
        rules.by_flag.setdefault(flag, []).append(rule)
    return rules
