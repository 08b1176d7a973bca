"""Does a deed, once however often it is asked for: finds the button in what its reader was sent, and presses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.exchange.moves import Refused, Why
from bot.simulation.acts import MADE, PRESSED, SCROLLED, acting
from bot.simulation.deeds import DONE, NO_BUTTON, REACT, TO_BE_CONFIRMED
from bot.simulation.slack import dm_of
from bot.views.actions import Action
from storage import deliveries, members, referrals, tracing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.simulation.acts import Stage
    from bot.simulation.deeds import Deed


def do(stage: Stage, deed: Deed) -> str:
    """Do it, unless it was done before.

    Returns:
        `DONE`, with whom they chose or that the offer is `TO_BE_CONFIRMED`; `NO_BUTTON` where there is nothing to
        press; or why it was refused.
    """
    with stage.ctx.database.read() as conn:
        if deliveries.is_known(conn, deed.delivery_id):
            return _came_of(stage, deed)
    try:
        if made := MADE.get(deed.what):
            made(stage, deed)
        elif (value := _button(stage, deed)) is None:
            return NO_BUTTON
        else:
            member = acting(stage, deed.by)
            PRESSED[Action(deed.what)](stage, deed, member, value)
    except Refused as refusal:
        return refusal.why.value
    return _came_of(stage, deed)


def _came_of(stage: Stage, deed: Deed) -> str:
    """That it was done, and what else whoever judges the year has to know of it."""
    if deed.what not in (Action.CHOOSE, Action.OFFER, REACT):
        return DONE
    with stage.ctx.database.read() as conn:
        state = referrals.load(conn, referrals.id_of_form(conn, deed.referral) or "")
        member = members.by_user(conn, stage.collective.id, deed.by)
        offer = state.offer_of(member.id) if state and member else None
        if deed.what == Action.CHOOSE:
            return f"{DONE} {members.get(conn, state.chosen.member_id).user_id}" if state and state.chosen else DONE
    if offer is None:
        return Why.NOT_NOW.value  # by reaction, and refused in a line of its own
    return DONE if offer.confirmed else f"{DONE} {TO_BE_CONFIRMED}"


def _button(stage: Stage, deed: Deed) -> str | None:
    """The value of the button that they press, where one of their newest messages has it."""
    with stage.ctx.database.read() as conn:
        referral_id = referrals.id_of_form(conn, deed.referral) if deed.referral else ""
    for channel in (dm_of(deed.by), stage.collective.channel_id):
        for message in stage.slack.reading(channel, SCROLLED):
            for action_id, value in buttons(message):
                if action_id == deed.what and _is_meant(stage, deed, value, referral_id or ""):
                    return value
    return None


def _is_meant(stage: Stage, deed: Deed, value: str, referral_id: str) -> bool:
    """Whether a button is the one for this referral, or this choice in the menu of its line."""
    first, _, other = value.partition(":")
    if deed.what == Action.PICK_CLARITY:
        return other == deed.detail
    if deed.what != Action.LATER:
        return first == (referral_id or first)
    if other != deed.detail:
        return False
    with stage.ctx.database.read() as conn:
        line = tracing.trace(conn, first)
    return line is not None and (line.kind, line.referral) == (deed.prompt.split()[0], deed.referral)


def buttons(message: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What can be pressed in a message: (action id, value) each, those of menus too."""
    for block in message["blocks"]:
        for element in (*block.get("elements", ()), *filter(None, (block.get("accessory"),))):
            if "value" in element:
                yield element["action_id"], element["value"]
            for option in element.get("options", ()):
                yield element["action_id"], option["value"]
