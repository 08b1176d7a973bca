"""What a member who is asked sees: who asks, all that is needed, why them, and four ways to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.exchange.values import LIVE, LOOKING, PASSED, Answer
from bot.matching import OpeningKind
from bot.views.actions import Action
from bot.views.message import Message, aside, button, choices, day, escape, person, plain, said
from bot.views.needs import details, headline
from bot.views.thanks import offer_to_tell

if TYPE_CHECKING:
    from slack_sdk.models.blocks import ButtonElement

    from bot.exchange.scene import Scene
    from bot.exchange.values import Invitation

NO_LONGER_NEEDED = "No longer needed, thank you."
_CHANGED = "It asks for something else since I asked you, and may fit you less."


def render(member_id: str, scene: Scene) -> Message | None:
    """The invitation as the referral is now; None when this member was never asked."""
    invitation = scene.state.invitation_of(member_id)
    if invitation is None:
        return None
    if invitation.answer is Answer.OFFERED:
        return plain("You offered to take this. My message about your offer shows how it stands.")
    if invitation.answer is Answer.LEFT:
        return plain(NO_LONGER_NEEDED)
    if scene.state.status not in LOOKING:
        return _over(invitation, scene)
    if invitation.answer is Answer.ASKED:
        return _asked(invitation, scene)
    return _answered(invitation, scene)


def _asked(invitation: Invitation, scene: Scene) -> Message:
    referral = scene.state.referral
    referrer = person(scene.referrer)
    taken = "A colleague has offered first; a backup still helps.\n" if scene.state.holder else ""
    reasons = [f"• {escape(reason)}" for reason in invitation.reasons or [_CHANGED]]
    why = "\n".join([f"*Why I thought of you* (as I would tell {referrer})", *reasons])
    blocks = [
        said(f"*{referrer} asks: can you take this?*\n{taken}{details(referral)}"),
        said(why, button("Why me?", Action.FIT, referral.id)),
        choices(
            button("I can take this", Action.OFFER, referral.id, style="primary"),
            button("Not a fit", Action.NOT_A_FIT, referral.id),
            button("Full right now", Action.FULL, referral.id),
            button("I may know this person", Action.MAY_KNOW, referral.id),
        ),
        aside(
            "✋ on this message works too. A quick no is a kindness: I ask the next colleague, and never say why. "
            "“Full right now” stops these for a while."
        ),
    ]
    return Message(f"{referrer} asks: can you take this? {headline(referral.need)}", blocks)


def _answered(invitation: Invitation, scene: Scene) -> Message:
    """The answer and its undo; of the need itself nothing stays."""
    referral_id = scene.state.referral.id
    sees = f"{person(scene.referrer)} sees only “passed”."
    buttons: tuple[ButtonElement, ...] = (button("Undo", Action.UNDO_DECLINE, referral_id),)
    match invitation.answer:
        case Answer.FULL:
            text = f"Noted: you are full right now. {_until(invitation, scene)} {sees}"
            buttons = (
                button("Change the date", Action.FULL_UNTIL, referral_id),
                button("Undo", Action.UNDO_FULL, referral_id),
            )
        case Answer.MAY_KNOW:
            text = f"You may know this person, so I leave you out of it. {sees}"
        case _:
            text = f"Not a fit this time, thank you for the quick answer. {sees}"
    # After every kind of no alike: were it offered after one alone, the word would tell which one it was.
    offer = offer_to_tell(scene.people[invitation.member_id], scene.referrer, referral_id, *buttons)
    return Message(text, [said(text), *offer])


def _over(invitation: Invitation, scene: Scene) -> Message:
    """Nothing is asked any more; but whom they help best, and whether they have room, is theirs to say all the same."""
    if invitation.answer not in PASSED:
        return plain(NO_LONGER_NEEDED)
    member, referral_id = scene.people[invitation.member_id], scene.state.referral.id
    text, buttons = NO_LONGER_NEEDED, []
    if invitation.answer is Answer.FULL and member.niche.opening.kind is OpeningKind.NONE:
        text = f"{NO_LONGER_NEEDED} You are noted as full right now. {_until(invitation, scene)}"
        buttons.append(button("Change the date", Action.FULL_UNTIL, referral_id))
        if scene.state.status in LIVE:
            buttons.append(button("Undo", Action.UNDO_FULL, referral_id))
    return Message(text, [said(text), *offer_to_tell(member, scene.referrer, referral_id, *buttons)])


def _until(invitation: Invitation, scene: Scene) -> str:
    opening = scene.people[invitation.member_id].niche.opening
    if opening.kind is OpeningKind.NONE and opening.until:
        return f"I won't ask you before {day(opening.until)}."
    return "I won't ask you for a while."
