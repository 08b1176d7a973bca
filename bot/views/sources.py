"""A member's private list of who refers to them, as that member alone sees it."""

from __future__ import annotations

import csv
import io
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from slack_sdk.models.blocks import OverflowMenuElement, PlainTextObject
from slack_sdk.models.views import View

from bot.exchange.sources import MOST_SOURCES, Reason, SourceKind
from bot.views import forms
from bot.views.actions import Action, Form, pair
from bot.views.message import Message, aside, asking, button, choices, day, escape, plain, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from slack_sdk.models.blocks import Block, ButtonElement

    from bot.exchange.sources import Origin, Source

KINDS = MappingProxyType(
    {
        SourceKind.PHYSICIANS: "Physician group",
        SourceKind.PSYCHIATRY: "Psychiatry",
        SourceKind.HOSPITAL: "Hospital or clinic",
        SourceKind.SCHOOL: "School or college",
        SourceKind.COLLEAGUE: "Former colleague, therapist",
        SourceKind.AGENCY: "Agency or nonprofit",
        SourceKind.CLERGY: "Clergy or congregation",
        SourceKind.COURT: "Attorney or court",
        SourceKind.EMPLOYER: "Employer or EAP",
        SourceKind.OTHER: "Other",
    }
)
OFTEN = MappingProxyType(
    {
        0: "No reminders",
        1: "Every month",
        2: "Every 2 months",
        3: "Every 3 months",
        6: "Every 6 months",
        12: "Once a year",
    }
)
REASONS = MappingProxyType(
    {
        Reason.FULL: "I'm full",
        Reason.NICHE: "Outside what I do best",
        Reason.PAYMENT: "Payment or insurance",
        Reason.DISTANCE: "Distance or licence",
        Reason.CONFLICT: "A conflict of interest",
        Reason.OTHER: "Something else",
    }
)
_TITLE = "Your sources"
_PRIVATE = (
    "Nobody but you sees this list, no admin either. It holds names of practices and of people at their work: nothing "
    "about a client."
)
_NOBODY_YET = (
    "*Nobody is in your list yet.*\nWho sends people to you from outside: a physician group, a school, a former "
    "colleague? Put them here, and I remind you to keep in touch, with words to copy."
)
_PART = 2800  # characters of a text field, whose limit is 3,000


class Verb(StrEnum):
    """What the menu beside a source does."""

    IN_TOUCH = "in_touch"
    WORDS = "words"
    EDIT = "edit"


_VERBS = MappingProxyType(
    {
        Verb.IN_TOUCH: "I was in touch today",
        Verb.WORDS: "Words to copy",
        Verb.EDIT: "Change or delete",
    }
)


def everything(sources: Sequence[Source], today: date) -> View:
    """The list, those whose contact is due first; `today` is the member's."""
    if not sources:
        return begun()
    sure = asking(
        "Delete all of it?",
        "Your list, and which clients you said came from it, are deleted for good. Nobody can bring it back.",
        "Delete all",
        "Keep it",
    )
    whole = [
        button("Copy all of it", Action.EXPORT_SOURCES, "all"),
        button("Delete all", Action.FORGET_SOURCES, "all", style="danger", confirm=sure),
    ]
    add = [_add()] if len(sources) < MOST_SOURCES else []
    lines = [said(_line(source, today), _menu(source)) for source in _in_order(sources)]
    return _view([choices(*add, *whole), *lines, aside(_PRIVATE)])


def begun() -> View:
    """The list of whoever has none yet."""
    return _view([said(_NOBODY_YET), choices(_add()), aside(_PRIVATE)])


def export(sources: Sequence[Source], origins: Sequence[Origin]) -> View:
    """All that is kept, as comma-separated values in fields of their own, which are neither read nor kept."""
    parts = _in_parts(_rows(sources, origins))
    fields = [
        forms.field(
            f"part{place}",
            "All of it" if len(parts) == 1 else f"Part {place} of {len(parts)}",
            forms.text(part, _PART + 200, multiline=True),
            hint="Press and hold in it, select all, copy.",
            optional=True,
        )
        for place, part in enumerate(parts, start=1)
    ]
    return View(
        type="modal",
        callback_id=Form.SOURCE_WORDS.value,
        title=PlainTextObject(text="All of your list"),
        submit=PlainTextObject(text="Done"),
        close=PlainTextObject(text="Back"),
        blocks=[said("Paste it into a text file that ends in *.csv*, and any spreadsheet opens it."), *fields],
    )


def noted_contact(source: Source) -> str:
    """Answers "I was in touch"."""
    if source.due_on is None:
        return f"Noted: you were in touch with {escape(source.name)} today."
    return f"Noted. I'll bring up {escape(source.name)} again around {day(source.due_on)}."


def contact_due(source: Source, words: str) -> Message:
    """A line of the digest: contact is due, with a draft to copy."""
    text = f"Time to be in touch with {escape(source.name)}?"
    last = f"You last were on {day(source.last_contact)}." if source.last_contact else "You asked me to bring them up."
    shown = "\n".join(f">{line}" for line in escape(words).splitlines())
    return Message(
        text,
        [
            said(f"*{text}* {last} Here are words to begin with:"),
            said(shown),
            choices(
                button("I was in touch", Action.IN_TOUCH, source.id),
                button("Copy the words", Action.SOURCE_WORDS, source.id),
            ),
        ],
    )


def in_touch_since(source: Source) -> Message:
    """The same line, once it is done."""
    on = f" on {day(source.last_contact)}" if source.last_contact else ""
    return plain(f"You were in touch with {escape(source.name)}{on}.")


def _view(blocks: Sequence[Block]) -> View:
    return View(
        type="modal", title=PlainTextObject(text=_TITLE), close=PlainTextObject(text="Close"), blocks=list(blocks)
    )


def _add() -> ButtonElement:
    return button("Add somebody", Action.ADD_SOURCE, "new", style="primary")


def _menu(source: Source) -> OverflowMenuElement:
    offered = [forms.option(pair(source.id, verb), label) for verb, label in _VERBS.items()]
    return OverflowMenuElement(action_id=Action.SOURCE_MENU.value, options=offered)


def _in_order(sources: Iterable[Source]) -> list[Source]:
    """Those to be reminded of first, the soonest first; within a day by name, as they come."""
    return sorted(sources, key=lambda source: (source.due_on is None, source.due_on or source.added_on))


def _line(source: Source, today: date) -> str:
    last = f"last contact {_dated(source.last_contact, today)}" if source.last_contact else "no contact noted yet"
    due = f", *due since {_dated(source.due_on, today)}*" if source.due_on and source.due_on <= today else ""
    return f"*{escape(source.name)}*\n{KINDS[source.kind]} · {OFTEN[source.months].lower()} · {last}{due}"


def _dated(on: date, today: date) -> str:
    return day(on) if on.year == today.year else f"{day(on)}, {on.year}"


def _rows(sources: Sequence[Source], origins: Sequence[Origin]) -> Iterator[str]:
    """Lines of comma-separated values: the list, then what was said of who sent a client."""
    yield _csv("Name", "Kind", "Keep in touch", "Last contact", "Added")
    names = {source.id: source.name for source in sources}
    for source in sources:
        last = source.last_contact.isoformat() if source.last_contact else ""
        yield _csv(source.name, KINDS[source.kind], OFTEN[source.months], last, source.added_on.isoformat())
    told = [origin for origin in origins if origin.source_id in names]
    if told:
        yield ""
        yield _csv("Asked on", "Who sent the client", "Why I passed them on")
        for origin in told:
            reason = REASONS[origin.reason] if origin.reason else ""
            yield _csv(f"{origin.at:%Y-%m-%d}", names[origin.source_id or ""], reason)


def _csv(*values: str) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(values)
    return line.getvalue()


def _in_parts(rows: Iterable[str]) -> list[str]:
    """The lines as texts that a field of Slack's holds."""
    parts: list[str] = []
    for row in rows:
        if parts and len(parts[-1]) + len(row) < _PART:
            parts[-1] += f"\n{row}"
        else:
            parts.append(row)
    return parts
