"""Words for those who refer from outside, to be copied: thanks, an honest redirect, a note to keep in touch.

Telling a source that a client came discloses, and needs that client's consent. So no draft says or implies that
anybody came, was sent or was passed on: it thanks for being thought of, and speaks of kinds of concerns.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.exchange.sources import POOR_FITS, Reason
from bot.matching import OpeningKind, vocabulary
from bot.views.message import cut, day, listed
from bot.views.names import limits_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.exchange.sources import Notes
    from bot.exchange.values import Member
    from bot.matching import Opening

_THANKS = (
    "Thank you for thinking of me. It means a good deal to me.",
    "A short note to thank you for keeping me in mind.",
    "I wanted to say thank you: it is good to know that you think of me.",
    "Thank you for your trust in my work.",
    "Just a word of thanks for keeping my practice in mind.",
)
_OPENINGS = (
    "Thank you for thinking of me.",
    "Thank you for keeping me in mind.",
    "It is kind of you to think of me.",
    "Thank you for your trust in my work.",
    "I'm glad to be on your mind.",
)
#: By the reason, so that no redirect promises what was not looked at: payment and licences are to be asked about.
_ELSEWHERE = MappingProxyType(
    {
        Reason.NICHE: ("For {area} I'd call {names}.", "For {area} I'd turn to {names}."),
        Reason.PAYMENT: (
            "I don't take every way to pay. For {area} I'd call {names} as well, and ask what they take.",
            "I take some kinds of payment only. For {area} {names} may take others: it is worth a call.",
        ),
        Reason.DISTANCE: (
            "My office and my licence reach only so far. For {area} I'd call {names} as well, and ask where they work.",
            "I can't work everywhere. For {area} {names} may be nearer: it is worth a call.",
        ),
    }
)
_NO_NAMES = "For {area} please ask me: I'll gladly look for a good name."
_ENDS = (
    "If you are ever in doubt whom to call, please ask me.",
    "You are always welcome to ask me for a name.",
    "I'm glad to help you find the right one.",
)
_TOUCH = (
    ("Hello, a short note to keep in touch.", "If there is ever a question that I can help with, please just ask."),
    ("Hello, I hope that all is well with you.", "You are welcome to ask me for a good name at any time."),
    ("Hello, it has been a while, so I wanted to say hello.", "How are things at your end?"),
    (
        "Hello, I'd like us to stay in touch.",
        "What do you look for most often, and find it hard to get? I may know a name.",
    ),
    ("Hello, just to stay in touch.", "I'd be glad of a quick chat over the phone or a coffee when it suits you."),
)
#: How the headings of the vocabulary's concerns stand within a sentence.
AREAS = MappingProxyType(
    {
        "Mood and anxiety": "mood and anxiety",
        "Safety": "self-harm and thoughts of suicide",
        "Trauma": "trauma",
        "Couples and relationships": "couples and relationships",
        "Family": "family matters",
        "Pregnancy and parenthood": "pregnancy and parenthood",
        "Loss and change": "loss and change",
        "Body and health": "body and health",
        "Substances and habits": "substance use and habits",
        "Learning and thinking": "learning and attention",
        "Serious mental illness": "serious mental illness",
        "Identity and culture": "questions of identity and culture",
        "Work and money": "work and money",
    }
)
_STATEMENT = 400  # characters: the words are for somebody who reads little
_CONTACT = 120


def thanks(member: Member, notes: Notes) -> str:
    """A thank-you to a source, another with each that was brought for it before."""
    return _letter(_nth(_THANKS, notes.source.drafts), _statement(member), member.name)


def redirect(member: Member, notes: Notes) -> str:
    """Whom to think of instead, as a general word; "" where the reason calls for none."""
    if notes.reason not in POOR_FITS:
        return ""
    turn = notes.source.drafts
    best = f"I help best with {_best(member)}." if _best(member) else ""
    body = " ".join(each for each in (_nth(_OPENINGS, turn), best, _elsewhere(notes)) if each)
    return _letter(body, _nth(_ENDS, turn), member.name)


def keep_in_touch(member: Member, turn: int) -> str:
    """A note to a source, with whom the member helps best and whether there is room.

    Args:
        member: with their opening as it stands today.
        turn: how many drafts were brought for the source before.
    """
    hello, end = _TOUCH[turn % len(_TOUCH)]
    about = " ".join(each for each in (_statement(member), _room(member.niche.opening)) if each)
    contact = cut(" ".join(member.practice_contact.split()), _CONTACT)
    return _letter(f"{hello} {about}".strip(), end, "\n".join(each for each in (member.name, contact) if each))


def _elsewhere(notes: Notes) -> str:
    area = AREAS.get(notes.area, "")
    if not area:
        return ""
    if not notes.colleagues:
        return _NO_NAMES.format(area=area)
    names = listed([_to_call(each) for each in notes.colleagues], "or")
    return _nth(_ELSEWHERE[notes.reason], notes.source.drafts).format(area=area, names=names)


def _to_call(colleague: Member) -> str:
    return f"{colleague.name} ({cut(' '.join(colleague.practice_contact.split()), _CONTACT)})"


def _best(member: Member) -> str:
    concerns = [vocabulary.inline("concern", code) for code in member.niche.top_concerns]
    return ", ".join(concerns) if any(" and " in each for each in concerns) else listed(concerns)


def _statement(member: Member) -> str:
    """A line of their niche, in their own words where there are any."""
    if member.niche.statement:
        return cut(" ".join(member.niche.statement.split()), _STATEMENT)
    return f"I help best with {_best(member)}." if _best(member) else ""


def _room(opening: Opening) -> str:
    match opening.kind:
        case OpeningKind.SOME:
            limits = limits_of(opening)
            return f"I have room at the moment ({limits})." if limits else "I have room at the moment."
        case OpeningKind.NONE if opening.until:
            return f"I have no room before {day(opening.until)}."
        case OpeningKind.NONE:
            return "I have no room at the moment."
        case OpeningKind.UNKNOWN:
            return ""


def _letter(*paragraphs: str) -> str:
    return "\n\n".join(each for each in paragraphs if each)


def _nth(drafts: Sequence[str], turn: int) -> str:
    return drafts[turn % len(drafts)]
