"""The form that asks on which day a line of a digest is to come again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.views.actions import Form
from bot.views.forms import Answers, about_of, day, field, modal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from slack_sdk.models.views import View

#: The block id of the one field.
ON = "on"
#: So far ahead at most: what waits longer is better asked anew.
_FARTHEST = timedelta(days=366)


def render(today: date, row_id: str) -> View:
    """The form; `today` is in the member's own calendar."""
    hint = "In the morning of that day, or of your next working day."
    ask = field(ON, "When may I remind you?", day(today + timedelta(days=14)), hint=hint)
    return modal(Form.LATER, "Remind me later", "Save", [ask], {"row_id": row_id})


def problems(on: date | None, today: date) -> dict[str, str]:
    """What is to be mended, by field."""
    if on is None or not today < on <= today + _FARTHEST:
        return {ON: "Please pick a day from tomorrow on, within a year."}
    return {}


def parse(view: Mapping[str, Any]) -> tuple[str, date | None]:
    """The id of the line's row, and the day in the member's own calendar; None when none was picked."""
    return about_of(view)["row_id"], Answers(view).day(ON)
