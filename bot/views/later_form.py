"""The forms that ask for a day: on which a line of a digest is to come again, and until which nothing is to come."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.views.actions import Form
from bot.views.attention import paused_by_member
from bot.views.forms import Answers, about_of, day, field, modal
from bot.views.refusals import on_top

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from slack_sdk.models.views import View

#: The block id of the one field.
ON = "on"
#: So far ahead at most: what waits longer is better asked anew.
_FARTHEST = timedelta(days=366)


def render(today: date, row_id: str) -> View:
    """The form that puts a line off; `today` is in the member's own calendar."""
    hint = "In the morning of that day, or of your next working day."
    ask = field(ON, "When may I remind you?", day(today + timedelta(days=14)), hint=hint)
    return modal(Form.LATER, "Remind me later", "Save", [ask], {"row_id": row_id})


def pause() -> View:
    """The form that pauses everything."""
    hint = "Leave it empty and I wait until you say so. Nobody asks you meanwhile; what still waits comes after it."
    ask = field(ON, "From which day on may I write again?", day(None), hint=hint, optional=True)
    return modal(Form.PAUSE, "Pause everything", "Pause", [ask], {})


def paused(on: date | None) -> View:
    """What is read once everything is paused; it can be taken back there."""
    return on_top(paused_by_member(on), "Paused", "Done")


def problems(on: date, today: date) -> dict[str, str]:
    """What is to be mended, by field; both days are in the member's own calendar."""
    if not today < on <= today + _FARTHEST:
        return {ON: "Please pick a day from tomorrow on, within a year."}
    return {}


def picked(view: Mapping[str, Any]) -> date | None:
    """The day in the member's own calendar; None when none was picked."""
    return Answers(view).day(ON)


def parse(view: Mapping[str, Any]) -> tuple[str, date | None]:
    """The id of the row of the line that is put off, and the day."""
    return about_of(view)["row_id"], picked(view)
