"""The ids by which Slack tells us what a person pressed or filled in; a button's value carries opaque ids only."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import get_args

from bot.matching.vocabulary import Kind

#: The action ids of the selects that people type in, and whose options the bot finds: see `look_up`.
LOOK_UP = re.compile(rf"(?P<use>look_up|ask_for):(?P<kind>{'|'.join(get_args(Kind))})")


class Action(StrEnum):
    """What can be pressed. Unless a comment says otherwise the value is the referral's id."""

    OFFER = "offer"
    NOT_A_FIT = "not_a_fit"
    FULL = "full"
    FULL_UNTIL = "full_until"  # opens the form that changes the date
    MAY_KNOW = "may_know"
    FIT = "fit"  # opens "Why me?" or "How do I fit?", whichever they may read
    UNDO_DECLINE = "undo_decline"
    UNDO_FULL = "undo_full"
    GLAD = "glad"
    AS_BACKUP = "as_backup"
    RELEASE = "release"
    CONFIRM = "confirm"
    CHOOSE = "choose"  # "referral:claim", see `parts`
    UNDO_CHOOSE = "undo_choose"
    EDIT = "edit"
    EXTEND = "extend"
    NAMES = "names"  # opens the names for the client
    WHO_ELSE = "who_else"  # opens what would help where few fit
    ASK_WITHOUT = "ask_without"  # there: "referral:constraint", see `parts`
    SEE_FULL = "see_full"  # there: who is full
    WITHDRAW = "withdraw"
    UNDO_WITHDRAW = "undo_withdraw"
    REPORT = "report"  # opens the outcome form
    REPORT_AS = "report_as"  # a select; the option's value is "referral:outcome", see `parts`
    ASK_NEXT = "ask_next"
    THANK = "thank"
    TELL_NICHE = "tell_niche"
    MORE = "more"  # in the referral form: show the further fields
    CONCERNS = "ask_for:concern"  # in the referral form: the concerns were picked; the value is the select's own
    EDIT_SIMILAR = "edit_similar"  # in the referral form: edit the open one instead
    USE_NOTE = "use_note"  # in the referral form: take the note without the words that were found; a field's name
    FORM_WITHOUT = "form_without"  # in the referral form: give up a wish; the value is the constraint
    FORM_FULL = "form_full"  # in the referral form: see who is full; the value says nothing
    USE_THANKS = "use_thanks"  # the same in a thank-you
    OTHER_DRAFT = "other_draft"  # in a thank-you: begin with other words; a field's name, as of the two below
    PREVIEW_THANKS = "preview_thanks"  # in a thank-you: show what the colleague would read
    COPY_THANKS = "copy_thanks"  # in a thank-you: show the words where they can be copied
    SHARE_THANKS = "share_thanks"  # the weekly post may mention it; the id of the thanks
    KEEP_THANKS = "keep_thanks"  # it may not; the id of the thanks
    USE_NICHE = "use_niche"  # and in the niche form
    OWN_TERMS = "own_terms"  # in the set-up form: opens the form on top, in which an admin adds to the lists
    STATEMENT = "statement"  # in the niche form: a letter was typed in it; the value is the field's own
    BEST_CONCERN = "look_up:concern"  # in the niche form: what they treat best was picked
    MORE_NICHE = "more_niche"  # in the niche form: show the further fields
    PREVIEW_NICHE = "preview_niche"  # in the niche form: show what colleagues would read
    OPEN_NICHE = "open_niche"  # opens the niche form; the value says nothing
    STILL_RIGHT = "still_right"  # the niche is; the value says nothing
    ROOM_NOW = "room_now"  # there is room; the value says nothing
    STILL_FULL = "still_full"  # there is none for as long again; the value says nothing
    WANT_CLARITY = "want_clarity"  # how clear is my niche? the value of these four says nothing
    WANT_NO_CLARITY = "want_no_clarity"
    HELP_CLARITY = "help_clarity"  # ask me about the niches of colleagues
    HELP_NO_CLARITY = "help_no_clarity"
    PICK_CLARITY = "pick_clarity"  # a select; the option's value is "round:place", see `parts`
    SET_CHANNEL = "set_channel"  # in the set-up form: a channel was picked; the value is the select's own
    SEE_MEMBER = "see_member"  # in the list of members: somebody was picked; the value is the select's own
    LICENCE_CHECKED = "licence_checked"  # "user:key of the licences", see `parts`
    LICENCE_UNCHECKED = "licence_unchecked"  # the member's Slack id
    LATER = "later"  # the menu of a line of a digest: "row:when", see `parts` and `bot.exchange.reminders.Later`
    UNSNOOZE = "unsnooze"  # the line's row
    UNMUTE = "unmute"  # the topic
    RESUME = "resume"  # remind me again; the value says nothing
    PAUSE = "pause"  # in Home: opens the form that pauses everything; the value says nothing
    HOURS = "hours"  # in Home: opens the form for working hours; the value says nothing
    TOPICS = "topics"  # in Home: what they want to hear of was ticked; the values are the checkboxes' own
    ADD_SOURCE = "add_source"  # in the list of sources: opens the form; the value says nothing
    SOURCE_MENU = "source_menu"  # there, beside each: "source:what to do with it", see `parts`
    EXPORT_SOURCES = "export_sources"  # there: all of it as words to copy; the value says nothing
    FORGET_SOURCES = "forget_sources"  # there: delete all of it; the value says nothing
    FORGET_SOURCE = "forget_source"  # in the form of a source; the source's id
    IN_TOUCH = "in_touch"  # the source's id
    SOURCE_WORDS = "source_words"  # opens words to copy; the source's id
    TELL_ORIGIN = "tell_origin"  # opens the form that asks who sent the client
    SKIP_ORIGIN = "skip_origin"


class Form(StrEnum):
    """The callback ids of the forms."""

    REFER = "refer"
    NAMES = "names"
    WHO_ELSE = "who_else"
    NICHE = "niche"
    SETUP = "setup"
    TERMS = "terms"
    OUTCOME = "outcome"
    FULL = "full"
    THANKS = "thanks"
    LATER = "later"
    PAUSE = "pause"
    HOURS = "hours"
    SOURCE = "source"
    SOURCE_WORDS = "source_words"
    ORIGIN = "origin"
    COPY_THANKS = "copy_thanks"


def look_up(kind: Kind, *, asking: bool) -> str:
    """The action id of a select in which terms of a kind are found by typing.

    Args:
        asking: a therapist is asked for; else somebody speaks of themselves.
    """
    return f"{'ask_for' if asking else 'look_up'}:{kind}"


def pair(first: str, other: str) -> str:
    """Two ids as one value."""
    return f"{first}:{other}"


def parts(value: str) -> tuple[str, str]:
    """The two ids (or the id and the code of an outcome or a wish) of a value made by `pair`.

    Raises:
        ValueError: it was not made by `pair`.
    """
    first, other = value.split(":")
    return first, other


class Shortcut(StrEnum):
    """The callback ids of the shortcuts in the menu of a message."""

    THANK_AUTHOR = "thank_author"
