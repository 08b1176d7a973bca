"""What is said of offers, from the first to those who are let go, and of colleagues who are not reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.exchange.values import LIVE, LOOKING, Standing, Status, Willing
from bot.views.actions import Action
from bot.views.claim_card import GLAD, glad_buttons
from bot.views.invitation_card import NO_LONGER_NEEDED
from bot.views.message import Message, aside, button, choices, person, plain, said
from bot.views.needs import details
from bot.views.notices.parts import is_handed_to, need, was_let_go, who_is_next
from bot.views.referrer_card import (
    NEVER_IN_SLACK,
    ask_next_button,
    choose_button,
    introduction,
    names_button,
)

if TYPE_CHECKING:
    from bot.exchange.notices import Notice
    from bot.exchange.scene import Scene


def offer_made(notice: Notice, scene: Scene) -> Message | None:
    claim = scene.state.offer_of(notice.about)
    if claim is None or scene.state.status not in LOOKING:
        return None
    who = person(scene.people[notice.about])
    also = "" if claim.standing is Standing.HOLDER else " as a backup"
    text = f"{who} can take this{also}: {need(scene)}"
    call = "Give your client that contact; they call. Then tell me whom they chose."
    return Message(
        text,
        [
            said(f"*{who} can take this{also}*\n{need(scene)}\n{introduction(scene, claim)}"),
            said(call, choose_button(scene, claim)),
            choices(names_button(scene)),
            aside(NEVER_IN_SLACK),
        ],
    )


def offer_released(notice: Notice, scene: Scene) -> Message | None:
    if scene.state.status not in LOOKING or scene.state.offer_of(notice.about):
        return None
    who = person(scene.people[notice.about])
    return plain(f"{who} can't take this after all: {need(scene)}. {who_is_next(scene)}")


def first_in_line(notice: Notice, scene: Scene) -> Message | None:
    claim = scene.state.holder
    if claim is None or claim.member_id != notice.to:
        return None
    text = f"You are first in line now: {need(scene)}. {GLAD}"
    asks = f"*You are first in line now*\n{need(scene)}, for {person(scene.referrer)}\n{GLAD}"
    return Message(text, [said(asks), glad_buttons(claim, scene.state.referral.id)])


def still_a_fit(notice: Notice, scene: Scene) -> Message | None:
    claim = scene.state.offer_of(notice.to)
    if claim is None:
        return None
    referral = scene.state.referral
    text = f"{person(scene.referrer)} changed what is needed. Is it still a fit for you?"
    as_backup = claim.willing is Willing.AS_BACKUP
    still = Action.AS_BACKUP if as_backup else Action.GLAD
    buttons = choices(
        button("Yes, as a backup" if as_backup else "Yes, still a fit", still, referral.id),
        button("Release my offer", Action.RELEASE, referral.id),
    )
    return Message(f"{text} {need(scene)}", [said(f"*{text}*\n{details(referral)}"), buttons])


def line_changed(notice: Notice, scene: Scene) -> Message | None:
    holder = scene.state.holder
    if scene.state.status not in LOOKING or (holder.member_id if holder else "") != notice.about:
        return None
    if holder is None:
        return plain(
            f"Nobody is first in line now, though who offered could as a backup: {need(scene)}. I keep looking."
        )
    who = person(scene.people[holder.member_id])
    text = f"{who} is first in line now: {need(scene)}"
    return Message(text, [said(f"*{text}*", choose_button(scene, holder))])


def back_in_line(notice: Notice, scene: Scene) -> Message | None:
    if scene.state.offer_of(notice.to) is None:
        return None
    return plain(f"{person(scene.referrer)} is looking again after all, and your offer stands: {need(scene)}")


def let_go(notice: Notice, scene: Scene) -> Message | None:
    if scene.state.status not in (Status.HANDED_OFF, Status.CLOSED) or not was_let_go(notice.to, scene):
        return None
    return plain(f"The client found somebody this time: {need(scene)}. Thank you for offering; it gave them a choice.")


def no_longer_needed(notice: Notice, scene: Scene) -> Message | None:
    if scene.state.status not in (Status.WITHDRAWN, Status.EXPIRED) or not was_let_go(notice.to, scene):
        return None
    return plain(f"{NO_LONGER_NEEDED} It was about: {need(scene)}")


def colleague_left(notice: Notice, scene: Scene) -> Message | None:
    handed_to_them = is_handed_to(notice.about, scene)
    if scene.state.status not in LOOKING and not handed_to_them:
        return None
    who = person(scene.people[notice.about])
    text = f"{who} is no longer a member here ({need(scene)})."
    if handed_to_them:
        call = "Your client can still call the practice. If they need somebody else, I ask the next in line."
        return Message(text, [said(f"{text}\n{call}"), choices(ask_next_button(scene, "Ask the next in line"))])
    return plain(f"{text} The offer is released. {who_is_next(scene)}")


def colleague_quiet(notice: Notice, scene: Scene) -> Message | None:
    claim = next((each for each in (scene.state.holder, scene.state.chosen) if each), None)
    if scene.state.status not in LIVE or claim is None or claim.member_id != notice.about:
        return None
    if not scene.people[notice.about].reminders.is_paused(scene.now):
        return None  # they are back
    who = person(scene.people[notice.about])
    text = f"I don't reach {who} at the moment ({need(scene)})."
    ask = "A word from you may reach them."
    if scene.state.status is Status.HANDED_OFF:
        more = f"{ask} If your client still needs somebody, I ask the next in line."
        return Message(text, [said(f"{text}\n{more}"), choices(ask_next_button(scene, "Ask the next in line"))])
    return plain(f"{text} {ask} If your client has chosen, tell me in the message above.")
