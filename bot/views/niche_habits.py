"""What a member hears by itself of their own practice: a welcome, is the niche still right, is there room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching import OpeningKind, vocabulary
from bot.views.actions import Action
from bot.views.message import Message, button, choices, day, escape, listed, plain, quoted, said

if TYPE_CHECKING:
    from slack_sdk.models.blocks import ButtonElement

    from bot.exchange.values import Collective, Member
    from bot.matching import Opening, Profile

#: What a button says that needs to name nothing.
_NOTHING = "niche"


def welcome(member: Member, collective: Collective) -> Message:
    """What the exchange is, how to begin, how to stop it: five short lines, said once."""
    text = f"Welcome to the referral exchange, {escape(member.name)}."
    lines = [
        f"*{text}*",
        f"Can't take a client? `/refer` asks the three colleagues who fit best, and <#{collective.channel_id}>.",
        "*First step:* `/niche`, two minutes: whom you help best. Then colleagues think of you, and so do I.",
        "I write in your working hours, one digest a day at most; *⋯* on any line, or my Home, puts off or stops it.",
        "You describe the therapist, never the client: no client is ever named in Slack, direct messages included.",
    ]
    return Message(text, [said("\n".join(lines)), choices(open_niche("Say whom I help best"))])


def still_right(member: Member) -> Message:
    """The question of the quarter, with what the answer is about."""
    text = "Is this still whom you help best?"
    why = "_Once a quarter: it is what colleagues read, and by which I ask you._"
    yes = button("Yes, still right", Action.STILL_RIGHT, _NOTHING, style="primary")
    lines = [f"*{text}*", quoted(member.niche.statement), _top_concerns(member.niche), why]
    return Message(text, [said("\n".join(filter(None, lines))), choices(yes, open_niche("Change it"))])


def is_right() -> Message:
    """The question of the quarter once it is answered."""
    return plain("I asked here whether your niche is still right. It is up to date; thank you.")


def openings_run_out(opening: Opening, full_weeks: int) -> Message:
    """What a member said of their openings has run out: what is so now?

    Args:
        full_weeks: for how long "full" means.
    """
    text = "Do you have room for a new client?"
    more = "1 more week" if full_weeks == 1 else f"{full_weeks} more weeks"
    buttons = choices(
        button("Yes, room now", Action.ROOM_NOW, _NOTHING, style="primary"),
        button(f"Full for {more}", Action.STILL_FULL, _NOTHING),
        open_niche("Change…"),
    )
    return Message(text, [said(f"*{text}*\n{_before(opening)} Until you say, colleagues read “not known”."), buttons])


def openings_now(opening: Opening) -> Message:
    """What stands there once they have said it."""
    return plain(f"Noted: {_now(opening)}. `/niche` changes it any time.")


def thank_for_niche() -> str:
    """Answers "still right"."""
    return "Thank you. It stands as of today, and I ask again in a quarter."


def open_niche(label: str) -> ButtonElement:
    """Opens the niche form."""
    return button(label, Action.OPEN_NICHE, _NOTHING)


def _top_concerns(niche: Profile) -> str:
    labels = [vocabulary.label("concern", code) for code in niche.top_concerns]
    return f"What you treat best: *{listed(labels)}*" if labels else ""


def _before(opening: Opening) -> str:
    until = f" until {day(opening.until)}" if opening.until else ""
    if opening.kind is OpeningKind.SOME:
        limits = f" ({escape(opening.limits)})" if opening.limits else ""
        return f"You last said that you have room{limits}, and that has run out."
    return f"You last said that you are full{until}."


def _now(opening: Opening) -> str:
    match opening.kind:
        case OpeningKind.SOME:
            return "you have room"
        case OpeningKind.NONE:
            return f"you are full until {day(opening.until)}" if opening.until else "you are full for now"
        case OpeningKind.UNKNOWN:
            return "you haven't said whether you have room"
