"""Members and requests to measure the ranking with, and who would be right for whom."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.matching import Licence, Opening, OpeningKind, Profile, vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

HERE = Path(__file__).parent

#: What a member is worth to a request whose main concern is among their top three, and one who shares a secondary one.
_MAIN, _SECONDARY = 2, 1
_FACETS = ("top_concerns", "concerns", "age_groups", "client_types", "modalities", "payments", "formats", "languages")


@dataclass(frozen=True)
class Request:
    """What somebody asks for, told twice, and who would be right.

    Attributes:
        story: in the client's own words.
        note: as a therapist would refer them on; "" where nobody wrote one.
        concerns: what it is about, the main one first. The form is told of that one alone.
        gains: what each member is worth to it, 2 or 1; who is not in it is worth nothing.
    """

    id: str
    story: str
    note: str
    concerns: Sequence[str]
    gains: Mapping[str, int]


@dataclass(frozen=True)
class Sample:
    """A collective, and requests that somebody in it is right for.

    Attributes:
        ranked: whether its members put their top three in order, and somebody wrote notes.
        secret: what is held out is counted, never shown.
    """

    name: str
    members: Sequence[Profile]
    requests: Sequence[Request]
    ranked: bool
    secret: bool = False

    def among(self, members: Iterable[Profile]) -> Sample:
        """The same requests to fewer members; those that nobody of them is right for are left out."""
        kept = tuple(members)
        ids = {member.member_id for member in kept}
        return replace(self, members=kept, requests=tuple(_answerable(self.requests, ids)))


def own() -> tuple[Sample, ...]:
    """The two samples that were written for this project, by two hands that had not seen the ranking."""
    return load(HERE / "tuned", "tuned on"), replace(load(HERE / "held_out", "held out"), secret=True)


def load(folder: Path, name: str = "") -> Sample:
    """Read `members.jsonl` and `needs.jsonl`, in the format of our own or of questions with graded answers."""
    members, needs = (rows(folder / file) for file in ("members.jsonl", "needs.jsonl"))
    ranked = "top_concerns" in members[0]
    profiles = tuple(map(_profile if ranked else _directory_entry, members))
    requests = [_request(row, profiles) if ranked else _question(row) for row in needs]
    ids = {profile.member_id for profile in profiles}
    return Sample(name or folder.name, profiles, tuple(_answerable(requests, ids)), ranked)


def rows(file: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def gains(concerns: Sequence[str], members: Iterable[Profile]) -> dict[str, int]:
    """What each member is worth to a request about `concerns`: 2 where its main one is among the three that they
    themselves name first, else 1 where another of its concerns is."""
    main, *others = concerns
    worth = {
        member.member_id: _MAIN
        if main in member.top_concerns
        else _SECONDARY * (not {*others}.isdisjoint(member.top_concerns))
        for member in members
    }
    return {member: gain for member, gain in worth.items() if gain}


def _answerable(requests: Iterable[Request], ids: Collection[str]) -> Iterable[Request]:
    for request in requests:
        if kept := {member: gain for member, gain in request.gains.items() if member in ids}:
            yield replace(request, gains=kept)


def _profile(row: Mapping[str, Any]) -> Profile:
    facets: dict[str, Any] = {facet: tuple(row.get(facet, ())) for facet in _FACETS}
    licences = tuple(map(Licence, row.get("states", ())))
    return Profile(row["id"], row["statement"], licences=licences, opening=Opening(OpeningKind.SOME), **facets)


def _request(row: Mapping[str, Any], members: Iterable[Profile]) -> Request:
    concerns = tuple(row["concerns"])
    return Request(row["id"], row["story"], row["note"], concerns, gains(concerns, members))


def _directory_entry(row: Mapping[str, Any]) -> Profile:
    statement = f"{row['niche']}. {row['answers']}"
    return Profile(row["id"], statement, concerns=_codes(row["specialties"]), opening=Opening(OpeningKind.SOME))


def _question(row: Mapping[str, Any]) -> Request:
    return Request(row["id"], row["text"], "", _codes(row["concerns"]), row["gold_graded"])


def _codes(labels: Iterable[str]) -> tuple[str, ...]:
    found = (vocabulary.lookup("concern", label) for label in labels)
    return tuple(dict.fromkeys(code for code in found if code))
