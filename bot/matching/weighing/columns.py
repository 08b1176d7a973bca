"""The members as columns, so that a need is held against all of them at once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bot.matching.constraints import RULES, Answer
from bot.matching.reading.concepts import read
from bot.matching.reading.exact import ExactWords
from bot.matching.weighing.kin import kin
from bot.matching.weighing.scoring import PLAINLY
from bot.matching.weighing.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.matching.values import Profile
    from bot.matching.weighing.scoring import Request, Weights

    Rows = NDArray[np.intp]
    Numbers = NDArray[np.float64]

_FEWEST_ROWS = 16
_TOP = 3
#: How a member holds a concern: 0 not at all, 1 to 3 as their first to third, 4 as a further one.
FURTHER = 4
_HALFWAY = 10.0  # the BM25 score that earns half of what words in common can
_AHEAD = 100.0  # more than any score
_ANY = ""  # the key of what holds whatever the code


@dataclass(frozen=True)
class Weighed:
    """Members who were held against a need.

    Attributes:
        rows: who they are.
        strengths: how strong each is in each wish of the need, 0 to 1, wish by wish.
        words: how much the exact words of note and statement have in common, 0 to 1.
        treats: whether each treats something of what was ticked, or has not said what they treat.
        fits: what their fit adds up to.
        scores: the fits, less what is due to those whose turn it is not.
    """

    rows: Rows
    strengths: Sequence[Numbers]
    words: Numbers
    treats: NDArray[np.bool_]
    fits: Numbers
    scores: Numbers


class Columns:
    """What a score needs to know of the members, a row for each; a row that nobody has is never a candidate.

    Args:
        weights: what counts how much.
    """

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._strength_of_top = np.array([0.0, *weights.top, 0.0])
        self._profiles: list[Profile | None] = [None] * _FEWEST_ROWS
        self._rows: dict[str, int] = {}
        self._free = list(range(_FEWEST_ROWS))[::-1]
        self._stated = Sheet(np.bool_, _FEWEST_ROWS)  # by (number of a rule, code)
        self._wished = Sheet(np.bool_, _FEWEST_ROWS)  # by kind and code: what may be wished for
        self._held = Sheet(np.uint8, _FEWEST_ROWS)  # by concern
        self._told = Sheet(np.float32, _FEWEST_ROWS)  # by concern: how much the statement speaks of it
        self._kin = Sheet(np.float32, _FEWEST_ROWS)  # by concern: how much speaks for it of what else they list
        self._facts = Sheet(np.float64, _FEWEST_ROWS)  # here, listed, top, told, shown, last_shown
        self._lots = Sheet(np.uint64, _FEWEST_ROWS)
        self._words = ExactWords()

    def put(self, profile: Profile) -> None:
        """Take a member in, or what they say now instead of what they said before."""
        before = self._profile_of(profile.member_id)
        if before == profile:
            return
        if before is None or _unshown(before) != _unshown(profile):
            if before is not None:
                self.drop(profile.member_id)
            self._write(self._new_row(profile), profile)
        row = self._rows[profile.member_id]
        self._profiles[row] = profile
        self._facts.write("shown", row, profile.shown_lately)
        self._facts.write("last_shown", row, profile.last_shown.timestamp() if profile.last_shown else -np.inf)

    def drop(self, member_id: str) -> None:
        """Let a member go; nothing happens when they are not here."""
        profile = self._profile_of(member_id)
        if profile is None:
            return
        row = self._rows.pop(member_id)
        self._words.remove(row, profile.statement)
        self._profiles[row] = None
        for sheet in self._sheets():
            sheet.clear(row)
        self._free.append(row)

    def _profile_of(self, member_id: str) -> Profile | None:
        """What a member last said; None when they are not here."""
        row = self._rows.get(member_id)
        return None if row is None else self._profiles[row]

    def profile_at(self, row: int) -> Profile:
        """What the member of a row last said."""
        profile = self._profiles[row]
        if profile is None:
            raise IndexError(row)
        return profile

    def row_of(self, member_id: str) -> int:
        """The row of a member.

        Raises:
            KeyError: they are not here.
        """
        return self._rows[member_id]

    def candidates(self, request: Request, excluding: Collection[str]) -> tuple[Rows, Numbers]:
        """The rows of those who may serve the need, and how much of what it asks for each of them states."""
        may = self._facts.column("here") > 0
        met_of = np.zeros(len(may))
        for number, rule, codes in request.asked:
            each = [self._stated.column((number, code)) for code in codes]
            met = np.logical_and.reduce(each) if rule.every else np.logical_or.reduce(each)
            may &= met if rule.silence is Answer.NO else met | ~self._stated.column((number, _ANY))
            if rule.silence is not Answer.NOT_ASKED:
                met_of += met
        for member_id in excluding:
            if member_id in self._rows:
                may[self._rows[member_id]] = False
        rows = np.flatnonzero(may)
        return rows, met_of[rows]

    def weigh(self, request: Request, rows: Rows, met: Numbers) -> Weighed:
        """What the fit and the turn of each of these rows add up to.

        Args:
            met: how much of what is asked for each states, as `candidates` gives it.
        """
        weights = self._weights
        strengths = tuple(self._strengths(request, rows))
        words = self._shared_words(request, rows)
        total = weights.stated * met + weights.words * words
        for wish, strength in zip(request.wishes, strengths, strict=True):
            total += wish.weight * strength
        for kind, codes in (("modality", request.modalities), ("identity", request.identities)):
            for code in codes:
                total += weights.stated / len(codes) * self._wished.column((kind, code))[rows]
        scores = (total - weights.turn * self._turns(rows)).round(9)
        return Weighed(rows, strengths, words, self._treats(request, rows), total, scores)

    def _treats(self, request: Request, rows: Rows) -> NDArray[np.bool_]:
        """Whether each of these rows treats something of what was ticked, or has not said what they treat."""
        if not request.ticked:
            return np.ones(len(rows), np.bool_)
        treats: NDArray[np.bool_] = self._facts.column("listed")[rows] == 0
        for code in request.ticked:
            treats |= (self._held.column(code)[rows] > 0) | (self._told.column(code)[rows] >= PLAINLY)
        return treats

    def _strengths(self, request: Request, rows: Rows) -> Iterator[Numbers]:
        """How strong each of these rows is in each wish of the need, 0 to 1.

        What is asked for counts neither among the others that a member lists, nor for another's kin, nor as what else
        a statement speaks of: else to state it could lower them.
        """
        held = {code: self._held.column(code)[rows] for code in request.ticked}
        others = self._facts.column("listed")[rows] - sum(each > 0 for each in held.values())
        beside = self._facts.column("top")[rows] - sum((each > 0) & (each < FURTHER) for each in held.values())
        share = np.maximum(0.0, 1 - self._weights.beside_top * beside)
        elsewhere = self._facts.column("told")[rows] - sum(
            self._told.column(code)[rows] * (each > 0) for code, each in held.items()
        )
        for wish in request.wishes:
            theirs = held[wish.code] if wish.ticked else self._held.column(wish.code)[rows]
            told = self._told.column(wish.code)[rows]
            strength = self._strength_of_top[theirs]
            at = np.flatnonzero(theirs == FURTHER)
            company, spoken = others[at], elsewhere[at]
            if not wish.ticked:
                company, spoken = company - 1, spoken - told[at]
            speak = self._kin.column(wish.code)[rows[at]].astype(np.float64)
            for other, much in kin().get(wish.code, {}).items():
                if other in held and other != wish.code:
                    speak -= much * (held[other][at] > 0)
            strength[at] = share[at] * self._judged(company, told[at], speak, spoken)
            at = np.flatnonzero(told)
            # A tick is never worth less than none; who puts it first has more than that anyway.
            strength[at] = np.maximum(strength[at], self._weights.only_told * told[at])
            yield strength

    def _judged(self, others: Numbers, told: NDArray[np.float32], speak: Numbers, elsewhere: Numbers) -> Numbers:
        """How likely a concern that is only ticked is one of the three that a member serves best."""
        w = self._weights
        evidence = w.ticked - w.per_tick * np.log1p(others) + w.kin * speak / (others + 1)
        evidence += w.told * np.sqrt(told) - w.elsewhere * elsewhere
        likely: Numbers = 1 / (1 + np.exp(-evidence))
        return likely

    def _shared_words(self, request: Request, rows: Rows) -> Numbers:
        """How much the exact words of note and statement have in common, 0 to 1."""
        found = self._words.scores(request.need.note, len(self._profiles))[rows]
        share: Numbers = found / (found + _HALFWAY)
        return share

    def hold(self, row: int, code: str) -> tuple[int, float]:
        """How a row holds a concern (see `FURTHER`), and how much its statement speaks of it, 0 to 1."""
        return int(self._held.column(code)[row]), float(self._told.column(code)[row])

    def _turns(self, rows: Rows) -> Numbers:
        """How much each of these rows was shown lately, against what is usual here: 0 never, towards 1 very often."""
        shown = self._facts.column("shown")
        usual = shown.sum() / max(1, len(self._rows))
        often: Numbers = shown[rows] / (shown[rows] + usual + 1)
        return often

    def in_order(self, weighed: Weighed, limit: int, lot: int) -> Rows:
        """Where in `weighed` the best stand, best first.

        Who treats what was ticked comes first, then it goes by score, by who was shown longest ago, and by lot.

        Args:
            lot: the same for the same need, so that the lots are drawn once.
        """
        rows, scores = weighed.rows, weighed.scores + _AHEAD * weighed.treats
        near = np.arange(len(rows))
        if 0 < limit < len(rows):
            near = np.flatnonzero(scores >= np.partition(scores, len(rows) - limit)[len(rows) - limit])
        shown = self._facts.column("last_shown")[rows[near]]
        lots = self._lots.column("lot")[rows[near]] ^ np.uint64(lot)
        lots *= np.uint64(
            0x9E3779B97F4A7C15
        )  # spreads the bits: Knuth's multiplicative hash, 2^64 over the golden ratio
        order: Rows = near[np.lexsort((lots, shown, -scores[near]))[:limit]]
        return order

    def _new_row(self, profile: Profile) -> int:
        if not self._free:
            size = len(self._profiles)
            for sheet in self._sheets():
                sheet.grow(2 * size)
            self._profiles += [None] * size
            self._free = list(range(size, 2 * size))[::-1]
        row = self._rows[profile.member_id] = self._free.pop()
        return row

    def _write(self, row: int, profile: Profile) -> None:
        """Fill a row that is empty."""
        for number, rule in enumerate(RULES):
            for code in (stated := rule.stated(profile)):
                self._stated.write((number, code), row, 1)
            if stated:
                self._stated.write((number, _ANY), row, 1)
        for kind, codes in (("modality", profile.modalities), ("identity", profile.identities)):
            for code in codes:
                self._wished.write((kind, code), row, 1)
        told = read(profile.statement).weights
        for code, much in told.items():
            self._told.write(code, row, much)
        self._write_concerns(row, profile, told)
        self._words.add(row, profile.statement)
        self._lots.write("lot", row, number_of(profile.lot or profile.member_id))
        self._facts.write("here", row, 1)

    def _write_concerns(self, row: int, profile: Profile, told: Mapping[str, float]) -> None:
        top = list(dict.fromkeys(profile.top_concerns))[:_TOP]
        listed = dict.fromkeys([*top, *profile.every_concern])
        for code in listed:
            self._held.write(code, row, top.index(code) + 1 if code in top else FURTHER)
            speaks = kin().get(code, {})
            self._kin.write(code, row, sum(speaks[other] for other in listed if other in speaks))
        self._facts.write("listed", row, len(listed))
        self._facts.write("top", row, len(top))
        self._facts.write("told", row, sum(told.get(code, 0.0) for code in listed))

    def _sheets(self) -> Sequence[Sheet]:
        return (self._stated, self._wished, self._held, self._told, self._kin, self._facts, self._lots)


def _unshown(profile: Profile) -> Profile:
    return replace(profile, shown_lately=0, last_shown=None)


def number_of(text: str) -> int:
    """A number of 64 bits that is the same in every run."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())
