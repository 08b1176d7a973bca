"""What is said once the client chooses: of the choice, how it went, and thanks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.exchange.values import LOOKING, Outcome, Status
from bot.views.actions import Action
from bot.views.claim_card import chosen_lines
from bot.views.message import Message, aside, button, choices, person, plain, said
from bot.views.notices.parts import is_handed_to, need, two_sides, who_is_next
from bot.views.outcomes import OUTCOMES, QUESTION, both_sides, outcome_select
from bot.views.referrer_card import (
    NEVER_IN_SLACK,
    ask_next_button,
    choose_button,
    withdraw_button,
)
from bot.views.thanks import offer_to_tell

if TYPE_CHECKING:
    from bot.exchange.notices import Notice
    from bot.exchange.scene import Scene

# Slack takes 50 blocks; a line as long as this is long enough.
_MOST_CHOICES = 20


def chosen(notice: Notice, scene: Scene) -> Message | None:
    claim = scene.state.chosen
    if claim is None or not is_handed_to(notice.to, scene):
        return None
    text = f"{person(scene.referrer)}'s client chose you: {need(scene)}"
    return Message(text, [said(f"*{text}*\n{chosen_lines(scene, claim)}"), aside(NEVER_IN_SLACK)])


def choice_undone(notice: Notice, scene: Scene) -> Message | None:
    if scene.state.offer_of(notice.to) is None:
        return None
    slip = "pressed the button too soon: the client hasn't chosen yet"
    return plain(f"{person(scene.referrer)} {slip}. Your offer stands: {need(scene)}")


def choose_reminder(_notice: Notice, scene: Scene) -> Message | None:
    if scene.state.status is not Status.CLAIMED:
        return None
    text = f"Has your client chosen? {need(scene)}"
    offers = [
        said(f"*{place}.* {person(scene.people[claim.member_id])}", choose_button(scene, claim))
        for place, claim in enumerate(scene.state.line[:_MOST_CHOICES], start=1)
    ]
    more = "If they have yet to decide, there is nothing to do."
    withdraw = choices(withdraw_button(scene, "No longer needed"))
    return Message(text, [said(f"*{text}*\n{more}"), *offers, withdraw])


def open_again(_notice: Notice, scene: Scene) -> Message | None:
    """What happened stays unsaid: that it is open again is all that anybody hears."""
    if scene.state.status not in LOOKING:
        return None
    return plain(f"Open again: {need(scene)}. {who_is_next(scene)}")


def asking_next(notice: Notice, scene: Scene) -> Message | None:
    if scene.state.offer_of(notice.to) or is_handed_to(notice.to, scene):
        return None
    text = f"{person(scene.referrer)} has turned to another colleague: {need(scene)}."
    offer = offer_to_tell(scene.people[notice.to], scene.referrer, scene.state.referral.id)
    return Message(text, [said(f"{text} Nothing for you to do; thank you for being there."), *offer])


def outcome_reminder(notice: Notice, scene: Scene) -> Message | None:
    if not is_handed_to(notice.to, scene):
        return None
    again = "Last time you were waiting to hear. " if both_sides(scene.state).colleague is Outcome.WAITING else ""
    text = f"{again}{QUESTION} {person(scene.referrer)}'s client chose you: {need(scene)}"
    more = "One tap is enough, and every answer is a good one. “Rather not say” ends the reminders."
    return Message(text, [said(text), choices(outcome_select(scene.state.referral.id)), aside(more)])


def outcome_reported(notice: Notice, scene: Scene) -> Message | None:
    if scene.state.status in LOOKING or not {notice.to, notice.about} <= two_sides(scene):
        return None
    sides = both_sides(scene.state)
    by_referrer = notice.about == scene.state.referral.referrer_id
    told = sides.referrer if by_referrer else sides.colleague
    mine = sides.colleague if by_referrer else sides.referrer
    if told is None:
        return None
    who = person(scene.people[notice.about])
    if told is Outcome.UNDISCLOSED:
        return plain(f"{who} would rather not say how it went ({need(scene)}). That is fine; I ask no more.")
    text = f"{who} says: “{OUTCOMES[told]}” ({need(scene)})."
    if mine is told:
        return plain(text)
    if mine is not None:
        return plain(f"{text} You said: “{OUTCOMES[mine]}”. I keep both; only the two of you see them.")
    buttons = [button(QUESTION, Action.REPORT, scene.state.referral.id)]
    if not by_referrer and told in (Outcome.COULD_NOT_CONNECT, Outcome.WENT_ELSEWHERE):
        buttons.append(ask_next_button(scene, "My client still needs somebody"))
    kind = " Good news, and you made it happen." if told is Outcome.BOOKED and not by_referrer else ""
    asks = f"{text}{kind}\nIf you know more, tell me too; if not, there is nothing to do."
    return Message(f"{text}{kind}", [said(asks), choices(*buttons)])


def unconfirmed(notice: Notice, scene: Scene) -> Message | None:
    if not is_handed_to(notice.about, scene):
        return None
    who = person(scene.people[notice.about])
    sides = both_sides(scene.state)
    if Outcome.WAITING in (sides.referrer, sides.colleague):
        text = f"Unconfirmed: the last I heard of {who} is “waiting to hear” ({need(scene)})."
    else:
        text = f"Unconfirmed: nobody has said how it went with {who} ({need(scene)})."
    asks = (
        f"*{text}*\nA word with your client may help. If they still look, I ask the next in line, or everybody again."
    )
    report = button(QUESTION, Action.REPORT, scene.state.referral.id)
    return Message(text, [said(asks), choices(report, ask_next_button(scene, "Ask the next in line"))])


def closed(notice: Notice, scene: Scene) -> Message | None:
    chosen = scene.state.chosen
    if scene.state.status is not Status.CLOSED or chosen is None or scene.state.reports_on(chosen):
        return None
    by_colleague = notice.to == chosen.member_id
    other = scene.referrer if by_colleague else scene.people[chosen.member_id]
    text = f"I never heard how it went with {person(other)}, so I close this one: {need(scene)}."
    tell_me = "That is fine. Should you come to know, you can still tell me."
    report = button(QUESTION, Action.REPORT, scene.state.referral.id)
    return Message(text, [said(f"{text}\n{tell_me}"), choices(report)])


def thanks_prompt(notice: Notice, scene: Scene) -> Message | None:
    sides, chosen, who = both_sides(scene.state), scene.state.chosen, person(scene.referrer)
    ended_well = Outcome.BOOKED in (sides.referrer, sides.colleague) and sides.colleague in (None, Outcome.BOOKED)
    if chosen is None or chosen.member_id != notice.to or scene.thanked:
        return None
    if scene.state.status is Status.HANDED_OFF:
        text = f"{who} thought of you ({need(scene)}). Would you like to thank them?"
    elif ended_well:
        text = f"Good news: a first appointment is booked ({need(scene)}). Would you like to thank {who}?"
    else:
        return None
    write = button("Write a thank-you", Action.THANK, scene.state.referral.id)
    only = "Only if you like: you begin with a draft, and nothing in it tells of the client."
    return Message(text, [said(text), choices(write), aside(only)])
