"""The form in which an admin adds a collective's own words to the lists: local plans, programs, areas of offices."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from slack_sdk.models.blocks import PlainTextObject
from slack_sdk.models.views import View

from bot.matching import OwnTerm, vocabulary
from bot.privacy import Certainty, find_identifiers
from bot.views.actions import Form
from bot.views.forms import Answers, field, modal, text
from bot.views.message import aside, cut, said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.matching.vocabulary import Kind
    from bot.privacy import Known

TITLE = "Your own words"
_BULLETS = "-–•* \t"  # before a line of a list, and no part of a name
_FIELD_LIMIT = 3000  # characters, which is the most that Slack takes
_LONGEST = 60  # characters of a term, so that a phone shows it whole
_MOST = 30  # terms of a kind
_SIGNS = re.compile(r"[<>*_~`]")  # they would mention or format something wherever the term is shown
_IN_REFER = "`/refer` lists an area once three have an office there, and never your communities; all others at once."
_WHY = (
    "Members find these first in the lists. One a line. "
    "Take one out, and it is offered no more; whoever picked it keeps it."
)
# What is asked for each kind: label, examples, hint.
_ASKED: Mapping[Kind, tuple[str, str, str]] = MappingProxyType(
    {
        "area": (
            "Areas of your offices",
            "Downtown\nNorth of the river",
            "For clients who come in person. One is asked for once three members have it, and stands on no card.",
        ),
        "payment": ("Plans and other ways to pay", "Larkspur Health Plan\nCounty voucher", ""),
        "concern": ("What you treat", "River guide burnout", ""),
        "modality": ("Approaches", "Marlow method", ""),
        "identity": (
            "Communities",
            "River guides\nFestival workers",
            "Members can say that they know them. Referrals don't ask for them: one may tell a client's background.",
        ),
        "language": ("Languages", "Chuukese", ""),
    }
)
#: The block id of the first field.
FIRST = next(iter(_ASKED))


def render(own: Sequence[OwnTerm]) -> View:
    """The form, with the terms that there are."""
    blocks = [
        field(
            kind,
            label,
            text("\n".join(term.label for term in own if term.kind == kind), _FIELD_LIMIT, examples, multiline=True),
            hint=hint,
            optional=True,
        )
        for kind, (label, examples, hint) in _ASKED.items()
    ]
    return modal(Form.TERMS, TITLE, "Save", [aside(_WHY), *blocks], {})


def parse(view: Mapping[str, Any]) -> tuple[OwnTerm, ...]:
    """The terms, in the order in which they were written."""
    answers = Answers(view)
    return tuple(OwnTerm(kind, label) for kind in _ASKED for label in _lines(answers, kind))


def problems(view: Mapping[str, Any], known: Known) -> dict[str, str]:
    """What is to be mended, by the field at which Slack is to show it; empty when nothing is.

    Args:
        known: what the privacy check knows beforehand.

    Raises:
        PrivacyDataError: the check cannot run.
    """
    answers = Answers(view)
    found = {kind: _problem(kind, _lines(answers, kind), known) for kind in _ASKED}
    return {kind: trouble for kind, trouble in found.items() if trouble}


def saved() -> View:
    """What the admin reads once everything is kept."""
    return View(
        type="modal",
        title=PlainTextObject(text=TITLE),
        close=PlainTextObject(text="Back"),
        blocks=[said(f"Saved. Members find them in the lists of `/niche` from now on. {_IN_REFER}")],
    )


def _lines(answers: Answers, kind: Kind) -> Sequence[str]:
    lines = (" ".join(line.lstrip(_BULLETS).split()) for line in answers.text(kind).splitlines())
    return [line for line in lines if line]


def _problem(kind: Kind, labels: Sequence[str], known: Known) -> str:
    """The first thing to mend in a field, or ""."""
    if len(labels) > _MOST:
        return f"{len(labels)} are more than people read: at most {_MOST}, please."
    for at, label in enumerate(labels):
        if len(label) > _LONGEST:
            return f"“{cut(label, _LONGEST)}” is too long for a list on a phone: at most {_LONGEST} letters, please."
        if sign := _SIGNS.search(label):
            return f"Please leave out the {sign.group()}: Slack would read it as a sign of its own."
        if code := vocabulary.lookup(kind, label):
            return f"“{label}” is in the list already, as “{vocabulary.label(kind, code)}”."
        if any(vocabulary.same(label, other) for other in labels[:at]):
            return f"“{label}” stands here twice."
        if telling := _telling(kind, label, known):
            return telling
    return ""


def _telling(kind: Kind, label: str, known: Known) -> str:
    """What in a term surely says who somebody is. An area is a place by its nature, and tells of an office."""
    if kind == "area":
        return ""
    certain = [each for each in find_identifiers(label, known) if each.certainty is Certainty.CERTAIN]
    return (
        f"“{label[certain[0].start : certain[0].end]}” {certain[0].reason}, and everybody reads this."
        if certain
        else ""
    )
