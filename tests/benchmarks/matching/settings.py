"""The circumstances in which the ranking is measured: what members say of themselves, and what a request says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from bot.matching import Need, Profile
from tests.benchmarks.matching.samples import Request, Sample

#: Needs, and how often each is asked.
Asked = Mapping[Need, int]

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_COLLECTIVE, _COLLECTIVES = 100, 5


def as_told(member: Profile) -> Profile:
    """The member as they describe themselves, with their top three in order."""
    return member


def unranked(member: Profile) -> Profile:
    """The member who ticked the same concerns and put none first."""
    return replace(member, top_concerns=(), concerns=tuple(sorted({*member.top_concerns, *member.concerns})))


def two_sentences(member: Profile) -> Profile:
    """The member, unranked, who wrote no more than the first two sentences."""
    short = " ".join(_SENTENCE_END.split(member.statement.strip())[:2])
    return replace(unranked(member), statement=short)


def story_and_concern(request: Request, _sample: Sample) -> Asked:
    """The client's story, with the main concern ticked."""
    return {Need(concerns=request.concerns[:1], note=request.story): 1}


def note_and_concern(request: Request, _sample: Sample) -> Asked:
    """The therapist's note, with the main concern ticked."""
    return {Need(concerns=request.concerns[:1], note=request.note): 1}


def story_alone(request: Request, _sample: Sample) -> Asked:
    return {Need(note=request.story): 1}


def wrong_in_four(request: Request, sample: Sample) -> Asked:
    """Three times as it should be; once what was ticked is the main concern of another request, and none of this."""
    others = [other.concerns[0] for other in sample.requests if other.concerns[0] not in request.concerns]
    (right,) = story_and_concern(request, sample)
    return {right: 3, replace(right, concerns=(Random(request.id).choice(others),)): 1}


@dataclass(frozen=True)
class Setting:
    """One of the circumstances.

    Attributes:
        member: a member as they are in it.
        needs: what is asked for a request, and how often.
        collectives: how many collectives of a hundred are drawn from the sample and averaged; 0 for the whole sample.
        ranked: whether it takes a sample whose members ranked their top three, with notes by therapists.
    """

    name: str
    member: Callable[[Profile], Profile] = unranked
    needs: Callable[[Request, Sample], Asked] = story_and_concern
    collectives: int = 0
    ranked: bool = False

    def samples(self, sample: Sample) -> Sequence[Sample]:
        """The collectives that are asked; the same in every run."""
        if not self.collectives:
            return [sample]
        draw = Random(_COLLECTIVE)
        members = sorted(sample.members, key=lambda member: member.member_id)
        return [sample.among(draw.sample(members, min(_COLLECTIVE, len(members)))) for _ in range(self.collectives)]


SETTINGS = (
    Setting("top three hidden"),
    Setting("top three ranked", member=as_told, ranked=True),
    Setting("collectives of 100", collectives=_COLLECTIVES),
    Setting("two-sentence statements", member=two_sentences),
    Setting("text only", needs=story_alone),
    Setting("one wrong concern in four", needs=wrong_in_four),
    Setting("a therapist's note", needs=note_and_concern, ranked=True),
)
