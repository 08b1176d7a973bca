"""The app's Home: what needs its reader, what they put off, and how they want to be reminded."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from slack_sdk.models.blocks import ActionsBlock, CheckboxesElement, DividerBlock, HeaderBlock
from slack_sdk.models.views import View

from bot.exchange.duties import Duty
from bot.exchange.regions import regions
from bot.exchange.working_time import WEEKDAYS
from bot.views import clarity
from bot.views.actions import Action
from bot.views.attention import TOPICS
from bot.views.claim_card import GLAD, glad_buttons
from bot.views.digest import Line, with_menu
from bot.views.forms import option
from bot.views.message import Message, aside, button, choices, day, listed, person, said
from bot.views.needs import headline
from bot.views.outcomes import QUESTION, outcome_select
from bot.views.referrer_card import choose_button

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from slack_sdk.models.blocks import Block

    from bot.exchange.scene import Scene
    from bot.exchange.values import Collective, Member

#: What fits on a phone before one scrolls for long; the rest is counted.
MOST_SHOWN = 5
#: So many offers have a button here; all of them have one in the referrer's own copy.
_MOST_OFFERS = 3
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Seen:
    """What stands in somebody's Home.

    Attributes:
        needs: what needs them, the most urgent first; a line has its menu, the rest its buttons alone.
        more: how many more need them.
        put_off: lines that come again, the soonest first.
    """

    needs: Sequence[Line | Message] = ()
    more: int = 0
    put_off: Sequence[Line] = ()


def render(member: Member, collective: Collective, seen: Seen, now: datetime) -> View:
    """The Home of a member; `now` is calendar time."""
    return _home([*_needs(seen), *_put_off(member, seen), *_reminders(member, collective, now)])


def for_others(why: str) -> View:
    """For whoever is no member, or where nothing is set up yet."""
    return _home([said(f"*Referral Exchange*\n{why}")])


def of_duty(duty: Duty, member: Member, scene: Scene) -> Message:
    """What a referral asks of a member, in the words that they may read elsewhere too."""
    return _DUTIES[duty](member, scene)


def _home(blocks: Sequence[Block]) -> View:
    return View(type="home", callback_id="home", blocks=blocks)


def _header(text: str) -> HeaderBlock:
    return HeaderBlock(text=text)


def _needs(seen: Seen) -> Iterator[Block]:
    yield _header("What needs me")
    if not seen.needs:
        yield said("Nothing right now.")
    for each in seen.needs:
        yield from with_menu(each) if isinstance(each, Line) else each.blocks
        yield DividerBlock()
    if seen.more:
        yield aside(f"And {seen.more} more, each in its own message.")


def _put_off(member: Member, seen: Seen) -> Iterator[Block]:
    if not seen.put_off:
        return
    yield _header("What is put off")
    for line in seen.put_off[:MOST_SHOWN]:
        on = day(line.snoozed_until.astimezone(member.zone).date()) if line.snoozed_until else "later"
        yield said(f"_Until {on}:_ {line.said.text}", button("Bring it back now", Action.UNSNOOZE, line.id))
    left = len(seen.put_off) - MOST_SHOWN
    more = f"And {left} more. " if left > 0 else ""
    yield aside(f"{more}Brought back, it stands again in the message with which it came.")


def _reminders(member: Member, collective: Collective, now: datetime) -> Iterator[Block]:
    yield _header("How I want to be reminded")
    yield _pause(member, now)
    yield said(_when(member, collective), button("Change", Action.HOURS, "hours"))
    yield said("*Tell me*")
    yield ActionsBlock(block_id=_topics_id(member), elements=[_topics(member)])
    yield aside("Where a client waits for you I tell you all the same.")
    yield from _agreed(member)


def _pause(member: Member, now: datetime) -> Block:
    pause = member.reminders.pause
    if pause is None or not member.reminders.is_paused(now):
        return said("*Reminders are on.*", button("Pause…", Action.PAUSE, "pause"))
    resume = button("Remind me again", Action.RESUME, "resume", style="primary")
    if member.reminders.were_stopped:
        return said("*I stopped*, because three messages of mine went unanswered. Nobody asks you meanwhile.", resume)
    until = f"until {day(pause.until.astimezone(member.zone).date())}" if pause.until else "until you say so"
    return said(f"*Paused {until}.* Nobody asks you meanwhile.", resume)


def _when(member: Member, collective: Collective) -> str:
    own = member.working_time(collective.hours)
    days = "Monday to Friday" if own.days == WEEKDAYS else listed([DAYS[each] for each in sorted(own.days)])
    of_whom = "" if member.reminders.hours else " (as everybody here)"
    holidays = f"Not on public holidays: {regions().get(own.region, own.region)}." if own.region else ""
    zone = member.time_zone.rpartition("/")[2].replace("_", " ")
    return f"*When:* {days}, {own.hours.start:%H:%M} to {own.hours.end:%H:%M}{of_whom}, {zone} time. {holidays}".strip()


def _topics(member: Member) -> CheckboxesElement:
    options = {topic: option(topic.value, f"{words[0].upper()}{words[1:]}") for topic, words in TOPICS.items()}
    told = [shown for topic, shown in options.items() if topic not in member.reminders.muted]
    return CheckboxesElement(
        action_id=Action.TOPICS.value, options=list(options.values()), initial_options=told or None
    )


def _topics_id(member: Member) -> str:
    """Another one for another choice: at the same id Slack keeps what was ticked before it was changed elsewhere."""
    return f"topics:{','.join(sorted(member.reminders.muted))}"


def _agreed(member: Member) -> Iterator[Block]:
    """What somebody said yes to, each with its switch."""
    wants, helps = member.reminders.wants_clarity, member.reminders.helps_clarity
    yield said(
        f"*How clear my niche is to colleagues*: {'I want to know.' if wants else 'not asked.'}",
        clarity.stop_button() if wants else clarity.want_button(),
    )
    yield said(
        f"*How clear a colleague's niche is to me*: {'ask me, once a month at most.' if helps else 'not asked.'}",
        clarity.help_no_more_button() if helps else clarity.help_button(),
    )


def _answer(_member: Member, scene: Scene) -> Message:
    referral = scene.state.referral
    text = f"{person(scene.referrer)} asks: can you take this? {headline(referral.need)}"
    buttons = choices(
        button("I can take this", Action.OFFER, referral.id, style="primary"),
        button("Not a fit", Action.NOT_A_FIT, referral.id),
        button("Full right now", Action.FULL, referral.id),
        button("I may know this person", Action.MAY_KNOW, referral.id),
    )
    return Message(text, [said(f"{text}{_see(scene)}"), buttons])


def _choose(_member: Member, scene: Scene) -> Message:
    text = f"Has your client chosen? {headline(scene.state.referral.need)}"
    offers = [
        said(f"*{place}.* {person(scene.people[claim.member_id])}", choose_button(scene, claim))
        for place, claim in enumerate(scene.state.line[:_MOST_OFFERS], start=1)
    ]
    return Message(text, [said(f"{text}{_see(scene)}"), *offers])


def _hold(member: Member, scene: Scene) -> Message:
    claim = scene.state.offer_of(member.id)
    text = f"You are first in line for {person(scene.referrer)}: {headline(scene.state.referral.need)}. {GLAD}"
    buttons = [glad_buttons(claim, scene.state.referral.id)] if claim else []
    return Message(text, [said(f"{text}{_see(scene)}"), *buttons])


def _tell(_member: Member, scene: Scene) -> Message:
    referral = scene.state.referral
    text = f"{QUESTION} {person(scene.referrer)}'s client chose you: {headline(referral.need)}"
    return Message(text, [said(f"{text}{_see(scene)}"), choices(outcome_select(referral.id))])


def _see(scene: Scene) -> str:
    return f" <{scene.card_url}|See the card>" if scene.card_url else ""


_DUTIES: Mapping[Duty, Callable[[Member, Scene], Message]] = MappingProxyType(
    {Duty.ANSWER: _answer, Duty.CHOOSE: _choose, Duty.HOLD: _hold, Duty.TELL: _tell}
)
