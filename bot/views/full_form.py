"""The form that asks until when a member is full."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from bot.matching import OpeningKind
from bot.views.actions import Form
from bot.views.forms import ROOM_BY_THEN, Answers, about_of, day, field, modal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta

    from slack_sdk.models.views import View

    from bot.exchange.values import Member

_UNTIL = "until"


def render(member: Member | None, now: datetime, referral_id: str, usually: timedelta) -> View:
    """The form, filled in with the date that the member named before, or with the usual one.

    Args:
        now: calendar time.
        referral_id: of the invitation that was answered with "Full right now".
        usually: how long that is taken to mean.
    """
    opening = member.niche.opening if member else None
    until = opening.until if opening and opening.kind is OpeningKind.NONE else None
    today = now.astimezone(member.zone).date() if member else now.date()
    ask = field(
        _UNTIL,
        "From when may I ask you again?",
        day(until or today + usually),
        hint="Nobody is told why. You can change it any time with /niche.",
    )
    return modal(Form.FULL, "Full right now", "Save", [ask], {"referral_id": referral_id})


def problems(until: date | None, today: date) -> dict[str, str]:
    """What is to be mended, by the field at which Slack is to show it; `today` is in the member's own calendar."""
    return {_UNTIL: ROOM_BY_THEN} if until and until <= today else {}


def parse(view: Mapping[str, Any]) -> tuple[str, date | None]:
    """The referral's id, and the day in the member's own calendar; None when none was picked."""
    return about_of(view)["referral_id"], Answers(view).day(_UNTIL)
