"""What is said of a statement while it is written: kind, short, and without a word of the writer's own.

It stands in calls to Slack that draw the form anew, so it quotes phrases of our table alone (`saying`).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.matching import vocabulary
from bot.matching.advice.coaching import Part, Vague
from bot.views.message import aside, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_sdk.models.blocks import Block

    from bot.matching.advice.coaching import Coaching

_BLOCK = "coaching"
_MOST = 2
_BEGIN = "A colleague remembers three things: *who* they are, *with what* they come, *how* they leave."
_WHOLE = "It says who, with what, and how they leave: a colleague can picture them."
_SAID: Mapping[Part, str] = MappingProxyType(
    {Part.WHO: "who", Part.STRUGGLE: "with what", Part.CHANGE: "how they leave"}
)
_OPEN: Mapping[Part, str] = MappingProxyType(
    {
        Part.WHO: "*who* they are (“new mothers”, “nurses on nights”)",
        Part.STRUGGLE: "*with what* they come (“who lie awake”, “after an affair”)",
        Part.CHANGE: "*how they leave* (“so they sleep through the night”)",
    }
)
_VAGUE: Mapping[Vague, str] = MappingProxyType(
    {
        Vague.SHARED: "every colleague would say so. What do your clients do differently afterwards?",
        Vague.BREADTH: "whoever helps everybody comes to mind for nobody. Who do you hope is calling?",
        Vague.METHOD: "it tells how you work, which has a place under Approaches. For whom does it help most?",
        Vague.PROMISE: "it could follow any sentence. What would one see on an ordinary Tuesday?",
        Vague.JARGON: "a client wouldn't say it. How does it look at their kitchen table?",
        Vague.ABOUT_ME: "it tells of you, and your colleague has a client in mind. Begin with “I help …”.",
    }
)
_LIST = "A list blurs, and your three picks below hold it already. Tell of one client instead."
_LONG = "A busy colleague remembers two sentences. Which two would you keep?"
#: A statement near to a concern of each group of the vocabulary.
EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "Mood and anxiety": "I help people who look fine and lie awake at three; they get their evenings back.",
        "Safety": "I work with teens who have wanted to die. They leave with a plan, and with someone who knows it.",
        "Trauma": "I help adults who still flinch in calm rooms; they learn to sit with their back to the door.",
        "Couples and relationships": "I help couples who fight about the dishes at midnight; they leave able to talk.",
        "Family": "I help parents who have begun to shout at a child they love; mornings get quieter.",
        "Pregnancy and parenthood": "I see new mothers who feel nothing when everyone else coos. They leave feeling "
        "like themselves, with a child in their arms.",
        "Loss and change": "I sit with people after a death that split life in two. They find a way to carry it.",
        "Body and health": "I help women who count every bite, so that lunch with a friend is lunch again.",
        "Substances and habits": "I work with men who drink more than they meant to; most are home for dinner, sober.",
        "Learning and thinking": "I help students who can't begin until midnight. They learn to hand it in on time.",
        "Serious mental illness": "I see young adults after a first psychosis; they go back to school, step by step.",
        "Identity and culture": "I help queer adults who grew up in strict churches rebuild a faith or a life.",
        "Work and money": "I help nurses who cry in the parking lot before a shift; they leave work at work again.",
    }
)
_ANY_EXAMPLE = "I help nurses who lie awake after night shifts; they leave able to sleep."


def block(coaching: Coaching, concern: str) -> Block:
    """What is said, in small print below the statement; it keeps its place, so nothing moves while somebody types.

    Args:
        concern: the code of the one they treat best, for an example near to it; "" where none was picked.
    """
    shown = aside("\n".join(_lines(coaching, concern)))
    shown.block_id = _BLOCK
    return shown


def shown(coaching: Coaching, concern: str) -> str:
    """What `block` says, as codes: the same where it says the same."""
    example = f"like {_group(concern)}" if coaching.missing else "whole"
    return ",".join([*coaching.says, *_notes(coaching), example])


def _lines(coaching: Coaching, concern: str) -> list[str]:
    example = f"For example: “{EXAMPLES.get(_group(concern), _ANY_EXAMPLE)}”"
    return [_parts(coaching), *_notes(coaching).values(), *([example] if coaching.missing else [])]


def _notes(coaching: Coaching) -> Mapping[str, str]:
    """What could be said otherwise, by its code; two at a time, for more would read like a school report."""
    notes = {phrase: f"“{phrase}”: {_VAGUE[why]}" for phrase, why in coaching.vague.items()}
    notes |= {"list": _LIST} if coaching.is_list else {}
    notes |= {"long": _LONG} if coaching.is_long else {}
    return dict(list(notes.items())[:_MOST])


def _parts(coaching: Coaching) -> str:
    if not coaching.missing:
        return _WHOLE
    if not coaching.says:
        return _BEGIN
    told = listed([_SAID[part] for part in coaching.says])
    return f"It says {told}. Still open: {listed([_OPEN[part] for part in coaching.missing])}."


def _group(concern: str) -> str:
    """The heading under which a concern stands; "" for a collective's own, and for none."""
    return next((term.group for term in vocabulary.terms("concern") if term.code == concern), "")
