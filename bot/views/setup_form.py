"""The form behind `/refer setup`: where the collective asks, when it works, who belongs, and who steps in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from slack_sdk.models.blocks import PlainTextObject
from slack_sdk.models.views import View

from bot import manifest
from bot.exchange.values import Membership
from bot.exchange.working_time import PracticeHours
from bot.privacy import LocalWords, read_phrases
from bot.views.actions import Action, Form
from bot.views.forms import Answers, modal
from bot.views.message import aside, button, listed, said
from bot.views.setup_fields import (
    WATCH,
    WEEKLY,
    Field,
    channel,
    members_and_hours,
    outside,
    people,
    privacy,
    weekly,
)

if TYPE_CHECKING:
    from slack_sdk.models.blocks import Block

    from bot.exchange.values import Collective

_SHORTEST = 3  # letters of a watched word

_APPS = "https://api.slack.com/apps"


class Exposure(StrEnum):
    """What makes a channel readable for more people than the collective."""

    PUBLIC = "public"
    SHARED = "shared"
    GUESTS = "guests"


_SMALL = "You are few, so everybody may know everybody's clients: I'll suggest to ask “the best three only”."
_WARNINGS = MappingProxyType(
    {
        Exposure.PUBLIC: "This channel is public: the whole workspace can read the cards. A private one is safer.",
        Exposure.SHARED: "This channel is shared with another workspace: its people can read the cards too.",
        Exposure.GUESTS: "This channel has guests: they can read the cards, though they cannot offer.",
    }
)


@dataclass(frozen=True)
class SetupChoices:
    """What an admin chose; people and the channel by their Slack ids, "" where nobody was named."""

    channel_id: str
    membership: Membership
    hours: PracticeHours
    person_user_id: str
    extra_admin_user_id: str
    outside_options: str
    crisis_resources: str
    local_words: LocalWords
    watches_channel: bool
    posts_weekly: bool


def render(
    collective: Collective,
    warnings: Sequence[str] = (),
    *,
    suggest_best_only: bool = False,
    person_user_id: str = "",
    extra_admin_user_id: str = "",
) -> View:
    """The form, filled in with what was chosen before.

    Args:
        warnings: codes of `Exposure` that hold for the channel.
        suggest_best_only: so few members that everybody may know everybody's clients.
        person_user_id, extra_admin_user_id: the Slack ids of the people whom the collective names.
    """
    blocks: list[Block] = [channel(collective), *warning_lines(warnings)]
    if suggest_best_only:
        blocks.append(aside(_SMALL))
    blocks += [
        *members_and_hours(collective),
        *people(person_user_id, extra_admin_user_id),
        outside(collective),
        *privacy(collective),
        weekly(collective),
        said(
            "*Words of your own in the lists*\nLocal plans, programs, areas of your offices.",
            button("Your own words", Action.OWN_TERMS, "open"),
        ),
    ]
    return modal(Form.SETUP, "Set up the exchange", "Save", blocks, {})


def parse(view: Mapping[str, Any]) -> SetupChoices:
    """What the admin chose.

    Raises:
        ValueError: the practice hours end before they begin; `problems` says so beforehand.
    """
    answers = Answers(view)
    usual = PracticeHours()
    hours = PracticeHours(answers.time(Field.START) or usual.start, answers.time(Field.END) or usual.end)
    return SetupChoices(
        channel_id=answers.conversation(Field.CHANNEL),
        membership=Membership(answers.one(Field.MEMBERSHIP) or Membership.CHANNEL),
        hours=hours,
        person_user_id=answers.person(Field.PERSON),
        extra_admin_user_id=answers.person(Field.EXTRA_ADMIN),
        outside_options=answers.text(Field.OUTSIDE),
        crisis_resources=answers.text(Field.CRISIS),
        local_words=LocalWords(read_phrases(answers.text(Field.ALLOWED)), read_phrases(answers.text(Field.WATCHED))),
        watches_channel=WATCH in answers.many(Field.WATCH_CHANNEL),
        posts_weekly=WEEKLY in answers.many(Field.WEEKLY),
    )


def problems(view: Mapping[str, Any]) -> dict[str, str]:
    """What is to be mended, by the field at which Slack is to show it; empty when nothing is."""
    answers = Answers(view)
    start, end = answers.time(Field.START), answers.time(Field.END)
    found: dict[str, str] = {}
    if start and end and start >= end:
        found[Field.END] = "The day should end after it begins."
    if short := [phrase for phrase in read_phrases(answers.text(Field.WATCHED)) if len(phrase) < _SHORTEST]:
        quoted = listed([f"“{phrase}”" for phrase in short])
        found[Field.WATCHED] = f"{quoted} could stand in nearly every note. Which longer words do you mean?"
    words = read_phrases(answers.text(Field.ALLOWED)), read_phrases(answers.text(Field.WATCHED))
    if both := set(map(str.casefold, words[0])) & set(map(str.casefold, words[1])):
        quoted = listed([f"“{phrase}”" for phrase in sorted(both)])
        found[Field.WATCHED] = f"{quoted} stands in both lists. Shall I stop at it, or never ask about it?"
    return found


def cannot_post() -> dict[str, str]:
    """The channel is archived, or the bot is not in it."""
    return {Field.CHANNEL: "I'm not in this channel yet. Type /invite @Referral Exchange there, then save again."}


def no_answer() -> dict[str, str]:
    """Slack was too slow to say what the channel is, or who was named; nothing is kept."""
    return {Field.CHANNEL: "Slack did not answer just now, so nothing is saved yet. Please press Save once more."}


def saved(choices: SetupChoices, warnings: Sequence[str] = ()) -> View:
    """What the admin reads once everything is kept."""
    done = f"The exchange is set up in <#{choices.channel_id}>. Members can ask with `/refer`."
    next_ = "Next: invite everybody to say whom they help best with `/niche`; that is what I match on."
    watching = [said(_subscribe(private=Exposure.PUBLIC not in warnings))] if choices.watches_channel else []
    return View(
        type="modal",
        title=PlainTextObject(text="Set up the exchange"),
        close=PlainTextObject(text="Done"),
        blocks=[said(f"{done}\n{next_}"), *watching, *warning_lines(warnings)],
    )


def _subscribe(*, private: bool) -> str:
    """What it takes that the app hears of what is typed into the channel; it cannot know whether that was done."""
    event = manifest.message_event(private=private)
    return (
        f"I hear what is typed into the channel by hand only with the event `{event}`. At <{_APPS}|api.slack.com/apps> "
        "pick me, open Event Subscriptions, add it under Subscribe to bot events, and save. "
        "To try it, type a made-up phone number in the channel: a private line answers."
    )


def warning_lines(warnings: Sequence[str]) -> list[Block]:
    """A line for each thing that lets more people read the channel than the collective."""
    return [said(f":warning: {_WARNINGS[Exposure(code)]}") for code in warnings]
