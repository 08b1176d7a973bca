"""Words for a thank-you to begin with: warm, short, and silent about every client."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.matching.advice.niche_line import niche_line
from bot.matching.advice.whom import whom
from bot.views.message import cut

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.matching import Profile

#: Longest line of niche, in characters: three lines of a phone.
LINE_LIMIT = 120

# How a draft says whom its writer helps best; "{Who}" begins a sentence.
_BEST = "{Who} are who I do my best work with."
_I_DO = "I do my best work with {who}."
_WORK = "My best work is with {who}."
_AT_MY_BEST = "I am at my best with {who}."
_WONDER = "In case you wonder: I'm best with {who}."
_SHORTEST = "The people I help best: {who}."
_IN_FULL = "Whom I help best: {line}"


@dataclass(frozen=True)
class _Draft:
    words: str
    niche: str


#: After a hand-off. Who was referred, and that anybody came of it, stays unsaid.
_AFTER_HAND_OFF: Mapping[str, _Draft] = MappingProxyType(
    {
        "mind": _Draft("Thank you for thinking of me. It means a lot to have been on your mind.", _BEST),
        "trust": _Draft("Thank you for your trust. I don't take it lightly.", _I_DO),
        "week": _Draft("You made my week by thinking of me. Thank you.", _SHORTEST),
        "listening": _Draft("You listen for who fits, and you thought of me. Thank you for that.", _AT_MY_BEST),
        "care": _Draft("The care with which you choose shows. Thank you for choosing to ask me.", _WORK),
        "desk": _Draft("A quiet thank-you from my desk: it was good to be thought of.", _BEST),
        "pause": _Draft("Before the day runs on I want to say it: thank you for thinking of me.", _WONDER),
        "door": _Draft("You opened a door, and I'm glad to stand behind it. Thank you.", _SHORTEST),
        "easy": _Draft("You make it easy to say yes. Thank you for thinking of me.", _I_DO),
        "known": _Draft("It is good to be known for what one does. Thank you for knowing it so well.", _BEST),
        "coffee": _Draft(
            "If there were coffee between us I'd raise my cup: thank you for thinking of me.", _AT_MY_BEST
        ),
        "time": _Draft("You took the time to think about who fits. I noticed, and I thank you for it.", _WORK),
        "smile": _Draft("I smiled when I saw who had thought of me. Thank you.", _WONDER),
        "note": _Draft("Just a short note, and I mean every word: thank you for thinking of me.", _BEST),
        "circle": _Draft("It is good to work in a circle with you in it. Thank you for thinking of me.", _I_DO),
        "list": _Draft("It is an honor to be on your short list. Thank you.", _SHORTEST),
        "kind": _Draft("That was kind of you, and careful too. Thank you for bringing me up.", _AT_MY_BEST),
        "matters": _Draft("To be asked by somebody who chooses well matters to me. Thank you.", _WORK),
    }
)
#: At any other time: for what a colleague is to others.
_ANY_TIME: Mapping[str, _Draft] = MappingProxyType(
    {
        "no_reason": _Draft("No special reason, only this: I'm glad that you are a colleague. Thank you.", _BEST),
        "learning": _Draft("I learn from the way you work, and I don't say it often enough. Thank you.", _I_DO),
        "open_ear": _Draft("Thank you for having an open ear. It helps more than you may think.", _WORK),
        "calm": _Draft("You bring calm into a busy field. Thank you for that.", _AT_MY_BEST),
        "answers": _Draft("You answer, and you answer kindly. In our work that is worth a lot. Thank you.", _SHORTEST),
        "generous": _Draft("You are generous with what you know. Thank you for sharing it.", _WONDER),
        "there": _Draft("Thank you for being somebody whom one can ask.", _BEST),
        "better": _Draft("Our circle is better for having you in it. Thank you.", _I_DO),
        "honest": _Draft("Thank you for being honest and kind at once. It is rarer than it should be.", _WORK),
        "less_alone": _Draft("You make this work feel less lonely. Thank you.", _AT_MY_BEST),
        "full_days": _Draft("Thank you for your time. I know how full the days are.", _SHORTEST),
        "example": _Draft("You do this work the way I want to do it. Thank you for showing how.", _WONDER),
        "good_word": _Draft("A good word from you goes a long way with me. Thank you for each of them.", _BEST),
        "grateful": _Draft("I thought of people whom I'm grateful for, and you came to mind. Thank you.", _I_DO),
    }
)
_EVERY: Mapping[str, _Draft] = MappingProxyType({**_AFTER_HAND_OFF, **_ANY_TIME})


def keys(*, after_hand_off: bool) -> Sequence[str]:
    """The drafts for an occasion, by key."""
    return tuple(_AFTER_HAND_OFF if after_hand_off else _ANY_TIME)


def words(key: str, niche: Profile) -> str:
    """A draft with a line of its writer's niche; without one where they have said nothing of it.

    Raises:
        KeyError: there is no such draft.
    """
    draft = _EVERY[key]
    return "\n\n".join(filter(None, (draft.words, _line(draft.niche, niche))))


def _line(frame: str, niche: Profile) -> str:
    """One sentence on whom they help best, at most `LINE_LIMIT` characters."""
    if who := whom(niche):
        return frame.format(who=who, Who=f"{who[0].upper()}{who[1:]}")
    line = niche_line(niche)
    return cut(_IN_FULL.format(line=line), LINE_LIMIT) if line else ""
