"""The form in which a member says when they work: it decides when the bot may write to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slack_sdk.models.blocks import OptionGroup, PlainTextObject, StaticSelectElement, TimePickerElement

from bot.exchange.regions import regions
from bot.exchange.working_time import PracticeHours
from bot.views.actions import Form
from bot.views.forms import ANSWER, Answers, field, modal, option, ticks
from bot.views.home import DAYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_sdk.models.blocks import Option
    from slack_sdk.models.views import View

    from bot.exchange.values import Collective, Member

#: The block ids.
ON, FROM, UNTIL, HOLIDAYS = "days", "from", "until", "holidays"
_NONE = "none"
_MOST_OPTIONS = 100


def render(member: Member, collective: Collective) -> View:
    """The form, filled in with what counts now."""
    now = member.working_time(collective.hours)
    usual = f"{collective.hours.start:%H:%M} to {collective.hours.end:%H:%M}"
    days = [option(str(number), name) for number, name in enumerate(DAYS)]
    blocks = [
        field(ON, "On which days do you work?", ticks(days, [str(each) for each in sorted(now.days)])),
        field(FROM, "From", _time(now.hours.start.strftime("%H:%M")), hint=f"On your own clock. Usual here: {usual}."),
        field(UNTIL, "Until", _time(now.hours.end.strftime("%H:%M"))),
        field(HOLIDAYS, "Whose public holidays do you keep?", _region(now.region)),
    ]
    return modal(Form.HOURS, "When may I write?", "Save", blocks, {})


def problems(view: Mapping[str, Any]) -> dict[str, str]:
    """What is to be mended, by field; what was typed stays in the form."""
    answers, found = Answers(view), {}
    start, end = answers.time(FROM), answers.time(UNTIL)
    if start is None or end is None or start >= end:
        found[UNTIL] = "The day should end after it begins."
    if not answers.many(ON):
        found[ON] = "Please pick one day at least. To hear nothing for now, pause instead."
    return found


def parse(view: Mapping[str, Any]) -> tuple[PracticeHours, frozenset[int], str]:
    """Hours, days and region of the public holidays, "" for none.

    Raises:
        ValueError: the hours end before they begin; `problems` says so beforehand.
    """
    answers, usual = Answers(view), PracticeHours()
    hours = PracticeHours(answers.time(FROM) or usual.start, answers.time(UNTIL) or usual.end)
    region = answers.one(HOLIDAYS)
    return hours, frozenset(map(int, answers.many(ON))), "" if region == _NONE else region


def _time(chosen: str) -> TimePickerElement:
    return TimePickerElement(action_id=ANSWER, initial_time=chosen)


def _region(chosen: str) -> StaticSelectElement:
    """Slack takes 100 options a group: the countries in parts each have one, and the others come by their letters."""
    groups: dict[str, list[Option]] = {"": [option(_NONE, "No public holidays")]}
    plain: list[tuple[str, str]] = []
    parted = {code.partition("-")[0] for code in regions() if "-" in code}
    for code, name in regions().items():
        country = code.partition("-")[0]
        if country in parted:
            groups.setdefault(regions()[country], []).append(option(code, name))
        else:
            plain.append((code, name))
    for start in range(0, len(plain), _MOST_OPTIONS):
        some = plain[start : start + _MOST_OPTIONS]
        groups[f"{some[0][1][0]} to {some[-1][1][0]}"] = [option(code, name) for code, name in some]
    everything = [each for group in groups.values() for each in group]
    return StaticSelectElement(
        action_id=ANSWER,
        option_groups=[
            OptionGroup(label=PlainTextObject(text=label or "None"), options=options)
            for label, options in groups.items()
        ],
        initial_option=next((each for each in everything if each.value == (chosen or _NONE)), None),
    )
