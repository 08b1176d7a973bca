"""The fields of the set-up form, filled in with what was chosen before."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from slack_sdk.models.blocks import (
    ConversationFilter,
    ConversationSelectElement,
    PlainTextObject,
    TimePickerElement,
    UserSelectElement,
)

from bot.exchange.values import Membership
from bot.views.actions import Action
from bot.views.forms import ANSWER, field, option, radio, text, ticks

if TYPE_CHECKING:
    from slack_sdk.models.blocks import Block

    from bot.exchange.values import Collective

_OUTSIDE_LIMIT = 1000  # characters; a handful of places with their numbers
_CRISIS_LIMIT = 500  # characters; two or three lines to call
_WORDS_LIMIT = 3000  # characters, which is the most that Slack takes
#: The one option of each of the fields that are a tick.
WATCH = "watch"
WEEKLY = "weekly"

_MEMBERSHIPS = MappingProxyType(
    {
        Membership.CHANNEL: ("Everybody in the channel", "Full members of the workspace who joined it"),
        Membership.WORKSPACE: ("Everybody in the workspace", "Every full member, in the channel or not"),
    }
)


class Field(StrEnum):
    """The block ids of the form."""

    CHANNEL = "channel"
    MEMBERSHIP = "membership"
    START = "start"
    END = "end"
    PERSON = "person"
    EXTRA_ADMIN = "extra_admin"
    OUTSIDE = "outside"
    CRISIS = "crisis"
    ALLOWED = "allowed"
    WATCHED = "watched"
    WATCH_CHANNEL = "watch_channel"
    WEEKLY = "weekly"


def channel(collective: Collective) -> Block:
    """Where the cards stand."""
    select = ConversationSelectElement(
        action_id=Action.SET_CHANNEL.value,
        placeholder=PlainTextObject(text="Pick a channel"),
        initial_conversation=collective.channel_id or None,
        default_to_current_conversation=None if collective.channel_id else True,
        filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
    )
    hint = "Invite me to it first. A private channel is best."
    return field(Field.CHANNEL, "Referral channel", select, hint=hint, tells=True)


def members_and_hours(collective: Collective) -> list[Block]:
    """Who counts as a member, and when they work."""
    kinds = [option(kind.value, label, description) for kind, (label, description) in _MEMBERSHIPS.items()]
    start, end = (at.strftime("%H:%M") for at in (collective.hours.start, collective.hours.end))
    return [
        field(Field.MEMBERSHIP, "Who is a member?", radio(kinds, collective.membership)),
        field(
            Field.START,
            "Practice hours from",
            TimePickerElement(action_id=ANSWER, initial_time=start),
            hint="Monday to Friday, in each member's own time zone. I remind nobody outside them.",
        ),
        field(Field.END, "Practice hours until", TimePickerElement(action_id=ANSWER, initial_time=end)),
    ]


def people(person_user_id: str, extra_admin_user_id: str) -> list[Block]:
    """Who steps in, and who else may change the set-up, by their Slack ids; "" for nobody."""
    return [
        field(
            Field.PERSON,
            "Who steps in when nobody answers?",
            _user(person_user_id),
            hint="They hear of it by DM, with no more than stands on the card.",
            optional=True,
        ),
        field(
            Field.EXTRA_ADMIN,
            "Who else may change this?",
            _user(extra_admin_user_id),
            hint="Workspace owners and admins always may.",
            optional=True,
        ),
    ]


def outside(collective: Collective) -> Block:
    """Where a client can turn when no colleague answers."""
    return field(
        Field.OUTSIDE,
        "Where else can a client turn?",
        text(collective.outside_options, _OUTSIDE_LIMIT, "Directories, clinics, lines to call", multiline=True),
        hint="The referrer sees this when nobody has offered in time.",
        optional=True,
    )


def weekly(collective: Collective) -> Block:
    """Whether there is a weekly post."""
    post = option(
        WEEKLY,
        "Post what is worth knowing of each other",
        "Thanks, who is still needed, one niche. From 15 members on.",
    )
    return field(
        Field.WEEKLY,
        "Once a week in the channel",
        ticks([post], [WEEKLY] if collective.posts_weekly else []),
        optional=True,
    )


def privacy(collective: Collective) -> list[Block]:
    """Danger, the collective's local words, and whether what is typed into the channel is looked at."""
    words = collective.local_words
    watch = option(
        WATCH,
        "Tell whoever types one into the channel by hand",
        "Privately, once. Once you save, I say what it takes.",
    )
    return [
        field(
            Field.CRISIS,
            "Whom to call when somebody is in danger now?",
            text(collective.crisis_resources, _CRISIS_LIMIT, "County crisis line, 512-555-0100", multiline=True),
            hint="Shown beside 988 and 911 when a note sounds like present danger.",
            optional=True,
        ),
        field(
            Field.ALLOWED,
            "Words never to ask about",
            text("\n".join(words.allowed), _WORDS_LIMIT, "Larkspur Health Plan\nthe Marlow method", multiline=True),
            hint="Local plans, programs, methods. I don't ask about them. One a line.",
            optional=True,
        ),
        field(
            Field.WATCHED,
            "Words that always stop a note",
            text("\n".join(words.watched), _WORDS_LIMIT, "Your towns\nyour schools\nyour employers", multiline=True),
            hint="I stop what has one of them, and ask about one that is an ordinary word too. One a line.",
            optional=True,
        ),
        field(
            Field.WATCH_CHANNEL,
            "Names and numbers in the channel",
            ticks([watch], [WATCH] if collective.watches_channel else []),
            optional=True,
        ),
    ]


def _user(chosen: str) -> UserSelectElement:
    return UserSelectElement(action_id=ANSWER, placeholder=PlainTextObject(text="Nobody"), initial_user=chosen or None)
