"""The form of one source: who they are, how often to keep in touch, and when that was last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.exchange.sources import NAME_LIMIT, SourceKind, Written
from bot.privacy import explain
from bot.views.actions import Action, Form
from bot.views.forms import Answers, about_of, day, field, modal, one_of, option, text
from bot.views.message import asking, button, choices
from bot.views.sources import KINDS, OFTEN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from slack_sdk.models.blocks import Block, InputBlock, Option
    from slack_sdk.models.views import View

    from bot.exchange.sources import Source
    from bot.privacy import Finding

# The block ids.
NAME = "name"
KIND = "kind"
OFTEN_FIELD = "often"
LAST = "last"
_NAME_HINT = "A practice, or a person at their work. Never a client, and no number or address."
_STILL_TO_COME = "That day is still to come. When were you in touch last?"
_NO_NAME = "Please give them a name."
_TWICE = "They are in your list already."


def render(source: Source | None = None) -> View:
    """The form, empty for somebody new."""
    blocks: list[Block] = [
        name_field(source.name if source else ""),
        kind_field(source.kind if source else None),
        field(
            OFTEN_FIELD,
            "Remind me to keep in touch",
            one_of(_often(), str(source.months if source else 3), "How often"),
        ),
        field(LAST, "Last contact", day(source.last_contact if source else None), optional=True),
    ]
    if source:
        sure = asking("Delete them?", "They are deleted from your list for good.", "Delete", "Keep them")
        delete = button("Delete", Action.FORGET_SOURCE, source.id, style="danger", confirm=sure)
        blocks.append(choices(delete))
    about = {"source_id": source.id if source else ""}
    return modal(Form.SOURCE, "Change" if source else "Add somebody", "Save", blocks, about)


def name_field(name: str = "", label: str = "Who are they?", *, optional: bool = False) -> InputBlock:
    """The name of a source."""
    return field(NAME, label, text(name, NAME_LIMIT, "Lakeview Pediatrics"), hint=_NAME_HINT, optional=optional)


def kind_field(kind: SourceKind | None = None, label: str = "What are they?", *, optional: bool = False) -> InputBlock:
    """What a source is."""
    offered = [option(each, words) for each, words in KINDS.items()]
    return field(KIND, label, one_of(offered, kind or "", "Pick one"), optional=optional)


def parse(view: Mapping[str, Any]) -> tuple[str, Written]:
    """Whom the form changes, "" for somebody new; and what was filled in."""
    answers, source_id = Answers(view), about_of(view)["source_id"]
    kind, months = SourceKind(answers.one(KIND)), int(answers.one(OFTEN_FIELD))
    return source_id, Written(answers.text(NAME), kind, months, answers.day(LAST))


def problems(written: Written, today: date) -> dict[str, str]:
    """What is to be mended, by the field; `today` is the member's."""
    if not written.name:
        return {NAME: _NO_NAME}
    return {LAST: _STILL_TO_COME} if written.last_contact and written.last_contact > today else {}


def tells_somebody(written: Written, findings: Sequence[Finding]) -> dict[str, str]:
    """What in the name must go, at its field."""
    return {NAME: explain(written.name, findings)}


def twice() -> dict[str, str]:
    """The name is that of another source."""
    return {NAME: _TWICE}


def _often() -> list[Option]:
    return [option(str(months), words) for months, words in OFTEN.items()]
