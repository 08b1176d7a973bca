"""The clarity check as people read it: the offer, the question to a colleague, and what the member alone may know."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from slack_sdk.models.blocks import Option, PlainTextObject, StaticSelectElement

from bot.exchange.clarity import CANNOT_TELL, Clarity
from bot.matching.advice.niche_line import niche_line
from bot.views.actions import Action, pair
from bot.views.message import Message, aside, button, choices, cut, person, plain, quoted, said
from bot.views.needs import in_short
from bot.views.niche_habits import open_niche

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_sdk.models.blocks import Block, ButtonElement

    from bot.exchange.clarity import Result, Round
    from bot.exchange.values import Member

# Characters of an option (docs.slack.dev, 2026).
_OPTION = 75
_NOTHING = "clarity"
_WORDS: Mapping[Clarity, str] = MappingProxyType(
    {
        Clarity.CLEAR: "Your colleagues know whom to send you.",
        Clarity.HALF: "Some know. A line on whom you help best, in a thank-you or in the hall, may tell the others.",
        Clarity.UNCLEAR: "Few can tell yet. A plainer first sentence often helps: who comes, with what, what changes.",
    }
)


def offered(text: str, *, want: bool, help_others: bool) -> Message:
    """What follows an answer: the check, for whoever may want it.

    Args:
        text: the answer.
        want: they may like to know how clear their niche is.
        help_others: they may be asked about colleagues.
    """
    blocks: list[Block] = [said(text)]
    if want:
        how = "*How clear is it to colleagues?* A few who agreed pick which of three invented requests they'd send you."
        blocks.append(said(f"{how} You alone see how many knew; nobody is compared.", want_button()))
    if help_others:
        blocks.append(said("*May I ask you that about a colleague?* Once a month at most, one tap.", help_button()))
    return Message(text, blocks)


def want_button() -> ButtonElement:
    """Begins it."""
    return button("Yes, let me know", Action.WANT_CLARITY, _NOTHING)


def stop_button() -> ButtonElement:
    """Ends it, and deletes what was answered."""
    return button("Stop this check", Action.WANT_NO_CLARITY, _NOTHING)


def help_button() -> ButtonElement:
    """Agrees to be asked."""
    return button("Yes, ask me", Action.HELP_CLARITY, _NOTHING)


def help_no_more_button() -> ButtonElement:
    """Agrees no more."""
    return button("Don't ask me", Action.HELP_NO_CLARITY, _NOTHING)


def question(asked: Round, about: Member) -> Message:
    """Which of three invented requests would a colleague send to this member?"""
    text = f"Which of these would you send to {person(about)}?"
    listed = [f"{place}. {in_short(need)}" for place, need in enumerate(asked.invented.requests, start=1)]
    why = (
        "_Invented: there is no client behind them. You agreed to be asked, once a month at most. "
        f"{person(about)} hears how many knew, and never who._"
    )
    return Message(text, [said("\n".join([f"*{text}*", *listed, why])), choices(_pick(asked))])


def answered(about: Member) -> Message:
    """The question once it is answered: whom the colleague helps best, in their own words."""
    line = niche_line(about.niche)
    return plain(f"Thank you. This is how {person(about)} says it:\n{quoted(line)}" if line else "Thank you.")


def no_longer_asked() -> Message:
    """The question once nobody needs to answer it."""
    return plain("I asked which request you would send to a colleague. Enough have answered; nothing for you to do.")


def result(told: Result, best: str) -> Message:
    """How many knew, for the eyes of the member alone.

    Args:
        best: the request that fits what they do best, in words.
    """
    text = "How clear your niche is to colleagues"
    count = f"{told.right} of {told.answers} colleagues picked “{best}” for you, out of three invented requests."
    stop = "You asked for this, and nobody else sees it. It looks again when your niche changes, or in a quarter."
    return Message(
        text,
        [
            said(f"*{text}*\n{count}\n{_WORDS[told.clarity]}"),
            choices(open_niche("Change my niche"), stop_button()),
            aside(stop),
        ],
    )


def begun() -> str:
    """Answers whoever wants to know."""
    return "I'll ask a few colleagues over the next weeks, and tell you once five have answered. You alone will see it."


def deleted() -> Message:
    """Answers whoever wants to know no more, and stands where the count stood."""
    return plain("The check of how clear your niche is has stopped, and what was answered is deleted.")


def helping() -> str:
    """Answers whoever agrees to be asked."""
    return "Thank you. It comes with your digest, once a month at most, and you may let it pass."


def helping_no_more() -> str:
    """Answers whoever agrees no more."""
    return "I won't ask you about colleagues any more."


def too_late() -> str:
    """Answers a pick that nobody waits for."""
    return "Thank you; that check is over by now."


def _pick(asked: Round) -> StaticSelectElement:
    places = [(place, f"{place + 1}. {in_short(need)}") for place, need in enumerate(asked.invented.requests)]
    return StaticSelectElement(
        placeholder=PlainTextObject(text="I would send…"),
        action_id=Action.PICK_CLARITY.value,
        options=[
            Option(value=pair(asked.id, str(place)), text=PlainTextObject(text=cut(label, _OPTION)))
            for place, label in (*places, (CANNOT_TELL, "I can't tell"))
        ],
    )
