"""What is said where nobody answers, to the referrer and to the set-up's person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.exchange.values import Status
from bot.views.actions import Action
from bot.views.message import Message, button, choices, plain, said
from bot.views.notices.parts import is_kept_out, need, open_facets
from bot.views.referrer_card import (
    no_offer_kept,
    outside_options,
    who_else_buttons,
    withdraw_button,
)

if TYPE_CHECKING:
    from bot.exchange.notices import Notice
    from bot.exchange.scene import Scene


def unanswered(_notice: Notice, scene: Scene) -> Message | None:
    if scene.state.status is not Status.OPEN:
        return None
    referral_id = scene.state.referral.id
    text = f"Nobody has offered yet: {need(scene)}."
    asks = f"*{text}*\nYou can widen it (payment, format, state), or give it more time: then I ask the next colleagues."
    return Message(
        text,
        [
            said(asks),
            choices(
                button("Give it more time", Action.EXTEND, referral_id, style="primary"),
                *who_else_buttons(scene),
                button("Edit", Action.EDIT, referral_id),
                withdraw_button(scene, "No longer needed"),
            ),
        ],
    )


def unanswered_person(notice: Notice, scene: Scene) -> Message | None:
    """Like the channel, they are told only what may stand on the card."""
    if scene.state.status is not Status.OPEN or is_kept_out(notice, scene):
        return None
    card = f"\n<{scene.card_url}|The card in the channel>" if scene.card_url else ""
    help_ = (
        "If a colleague with room comes to mind, a word from you may be all it takes."
        if card
        else ("Only colleagues who fit best were asked, and whoever asks has been told too.")
    )
    return plain(f"A client is waiting: nobody has offered yet{open_facets(scene)}. {help_}{card}")


def expired(_notice: Notice, scene: Scene) -> Message | None:
    if scene.state.status is not Status.EXPIRED:
        return None
    if no_offer_kept(scene):
        text = f"Nobody has offered, and I stopped asking: {need(scene)}. Please tell your client today."
        return Message(text, [said(f"{text}\n{outside_options(scene)}".strip())])
    return plain(
        f"I never heard whom your client chose, so I thanked those who offered: {need(scene)}. "
        "If your client still needs somebody, ask again with `/refer`."
    )


def expired_person(notice: Notice, scene: Scene) -> Message | None:
    if scene.state.status is not Status.EXPIRED or is_kept_out(notice, scene):
        return None
    if no_offer_kept(scene):
        return plain(
            f"A request ended without an offer{open_facets(scene)}. Whoever asked has been told, and there is nothing "
            "for you to do. Perhaps the collective lacks somebody here."
        )
    return plain(
        f"A request ended without a choice that I heard of, though colleagues had offered{open_facets(scene)}. "
        "Whoever asked was told; nothing for you to do."
    )
