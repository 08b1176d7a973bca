"""What somebody hears of being reminded itself: that the bot has stopped, and how it goes on."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.exchange.reminders import Topic
from bot.views.actions import Action
from bot.views.message import Message, aside, button, choices, day, plain, said

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from bot.exchange.values import Member

#: What can be muted, in words that end a sentence.
TOPICS: Mapping[Topic, str] = MappingProxyType(
    {
        Topic.NEWS: "what became of referrals you offered for",
        Topic.FOLLOW_UP: "how it went after a hand-off",
        Topic.THANKS: "whether you would like to thank somebody",
        Topic.NICHE: "whether your niche and your openings are still right",
        Topic.SOURCES: "who refers to you from outside, and when to keep in touch",
        Topic.FEATURED: "your own niche in the channel's weekly post",
    }
)


def paused() -> Message:
    """Three digests went unanswered: the bot says so once, and stops."""
    text = "I have written three times without hearing from you, so I stop now."
    more = "Meanwhile I don't ask you to take a client, and colleagues who count on you know that I don't reach you."
    resume = button("Remind me again", Action.RESUME, "resume", style="primary")
    back = "Whatever you do here next, I take it that you are back. You need not do anything."
    return Message(text, [said(f"*{text}*\n{more}"), choices(resume), aside(back)])


def paused_by_member(on: date | None) -> Message:
    """They paused everything; `on` is the day of their calendar from which on they are reminded, if they named one."""
    until = f"until {day(on)}" if on else "until you say so"
    text = f"I write nothing to you by myself {until}, and nobody asks you."
    return Message(text, [said(text), choices(button("Remind me again", Action.RESUME, "resume"))])


def put_off(reader: Member, until: datetime, row_id: str) -> Message:
    """When a line comes again, UTC."""
    text = f"I'll remind you on {day(until.astimezone(reader.zone).date())}."
    return Message(text, [said(text, button("Undo", Action.UNSNOOZE, row_id))])


def brought_back() -> Message:
    """That was undone."""
    return plain("It is back in the message above.")


def muted(topic: Topic) -> Message:
    """What is said no more."""
    text = f"I'll say nothing more of this kind: {TOPICS[topic]}."
    return Message(text, [said(text, button("Undo", Action.UNMUTE, topic.value))])


def unmuted(topic: Topic) -> Message:
    """That was undone."""
    return plain(f"Undone. This comes again: {TOPICS[topic]}.")


def went_on() -> Message:
    """What stands in place of "I stop now" once they are back."""
    return plain("I had stopped writing to you, and go on now that you are back.")


def resumed() -> Message:
    """The pause has ended."""
    return plain("Good to have you back. I remind you again, and bring what still waits in one message.")


def passed() -> Message:
    """A line that told something which is so no more."""
    return plain("What I wrote here has changed since. Nothing for you to do.")


def settled() -> Message:
    """What I asked here is settled."""
    return plain("I asked something here that is settled by now. Nothing for you to do.")
