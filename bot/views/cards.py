"""The living messages of a referral: the card that the channel sees, and which view draws each of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.exchange.notices import Face
from bot.exchange.values import LIVE, Status
from bot.views import claim_card, invitation_card, referrer_card
from bot.views.actions import Action
from bot.views.message import Message, aside, button, choices, person, said
from bot.views.needs import card_headline, card_lines

if TYPE_CHECKING:
    from bot.exchange.scene import Scene


def render(face: Face, member_id: str, scene: Scene) -> Message | None:
    """A living message as the referral is now.

    Args:
        face: which one.
        member_id: whom it is for; "" for the channel.
        scene: the referral and everybody in it.

    Returns:
        None when the message is to be deleted.
    """
    match face:
        case Face.CHANNEL:
            return _channel(scene)
        case Face.AGAIN:
            return _again(scene)
        case Face.REFERRER:
            return referrer_card.render(scene)
        case Face.INVITATION:
            return invitation_card.render(member_id, scene)
        case Face.CLAIM:
            return claim_card.render(member_id, scene)


def _channel(scene: Scene) -> Message | None:
    """The card: nothing of the need but `scene.facets`, never who asks, and never how it ended."""
    referral = scene.state.referral
    if referral.status not in LIVE:
        return None
    standing = _standing(scene)
    hidden = [] if scene.facets.concern else ["Main concern: by direct message to whoever offers"]
    facets = "\n".join([*hidden, *card_lines(scene.facets, referral.urgency)])
    headline = card_headline(scene.facets)
    text = f"{standing} {headline}".strip()
    if referral.status is Status.HANDED_OFF:
        return Message(text, [said(f"*{standing}*\n{headline}".strip())])
    return Message(
        text,
        [
            said(f"*{standing}*\n{facets}"),
            choices(
                button("I can take this", Action.OFFER, referral.id, style="primary"),
                button("How do I fit?", Action.FIT, referral.id),
            ),
            aside("✋ works too. Whoever offers gets the details by direct message. No client names here, please."),
        ],
    )


def _again(scene: Scene) -> Message | None:
    """One line below whatever was said in the channel since; gone as soon as somebody offers."""
    referral = scene.state.referral
    if referral.status is not Status.OPEN:
        return None
    text = f"Still looking for a colleague: {card_headline(scene.facets)}".removesuffix(": ")
    card = f" · <{scene.card_url}|the card>" if scene.card_url else ""
    return Message(
        text,
        [
            said(f"{text}{card}", button("I can take this", Action.OFFER, referral.id, style="primary")),
            aside("Asked once more, since nobody has offered yet; I delete this as soon as somebody does."),
        ],
    )


def _standing(scene: Scene) -> str:
    """Who has it, as it is now."""
    state = scene.state
    if state.status is Status.HANDED_OFF:
        return "In good hands. Thank you."
    backups = len(state.line) - (state.holder is not None)
    spare = f" {backups} {'backup' if backups == 1 else 'backups'} so far." if backups else ""
    if state.holder is None:
        return f"Looking for a colleague.{spare}"
    return f"{person(scene.people[state.holder.member_id])} offered first.{spare or ' Backups are welcome.'}"
