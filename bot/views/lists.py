"""The private answers to `/refer help`, `mine` and `list`, and the lines for when something stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.exchange.values import Answer, Standing, Status
from bot.views.actions import Action
from bot.views.claim_card import place_in_line
from bot.views.message import Message, button, choices, person, plain, said
from bot.views.needs import card_headline, headline, see_card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_sdk.models.blocks import Block

    from bot.exchange.scene import Scene
    from bot.exchange.values import Member

# Slack takes 50 blocks; nobody reads more on a phone.
_MOST = 20


def help_text(*, for_admin: bool = False) -> str:
    """What there is, in a few lines; with an admin's own commands for whoever may use them."""
    admins = (
        "*/refer setup*: the channel, the hours, who belongs. */refer members*: who was asked how often, and licences "
        "to look up.\n"
    )
    return (
        "*/refer* asks your colleagues for the therapist a client needs. The channel sees a short card; the best three "
        "get a DM.\n"
        "*/refer mine*: what you posted, and what you offered to take. */refer list*: what is open.\n"
        "*/niche*: whom you help best, and whether you have room. */thanks*: thank a colleague, any time. */sources*: "
        "your private list of who refers to you.\n"
        f"{admins if for_admin else ''}"
        "To offer, press “I can take this” or raise a ✋ on the card.\n"
        "Describe the therapist, never the client. No client names or numbers in Slack, DMs included."
    )


def not_set_up() -> str:
    """Why nothing happens yet, and who can change that."""
    return (
        "The exchange isn't set up here yet. A workspace owner or admin can do it in two minutes with `/refer setup`."
    )


def only_admins() -> str:
    """Who may change the set-up."""
    return "Workspace owners and admins can change the set-up, and the one more person whom they name there."


def too_late() -> str:
    """Slack's door closed before the form could open."""
    return "That took me too long, and Slack closed the door. Please try once more; nothing was sent."


def extended() -> str:
    """Answers "Give it more time", pressed on a message that stays as it is."""
    return "It stays open as long again, and I ask whoever fits and was not asked before."


def posted_as_first_sent() -> str:
    """Answers a form that was posted, changed and sent once more."""
    return (
        "This is posted already, as you first sent it; what you changed since then is not in it. "
        "To change it, press Edit on the message that I sent you."
    )


def noted() -> str:
    """Answers an outcome that was picked on a message that stays as it is."""
    return "Thank you for telling. I've noted it."


def apology(reference: str) -> str:
    """Something inside failed; the reference finds it in the log."""
    return (
        "Something went wrong on my side, and I can't be sure that this was done. Please try once more. "
        f"If it happens again, an admin can look for {reference}."
    )


def check_unavailable(reference: str) -> str:
    """The privacy check cannot run, so nothing may pass."""
    return (
        "I can't check texts for names right now, so I send nothing. Your words are still in the form. "
        f"An admin can look for {reference}."
    )


def mine(member: Member, scenes: Sequence[Scene]) -> Message:
    """The live referrals that a member posted, offered for, holds or is asked about."""
    lines = [line for scene in scenes if (line := _mine(member, scene))]
    if not lines:
        return plain("Nothing of yours is open: no request, and no offer. `/refer` begins one.")
    text = f"Yours at the moment: {len(lines)}"
    return Message(text, [said("\n".join([f"*{text}*", *lines[:_MOST]]) + _more(lines))])


def open_list(scenes: Sequence[Scene]) -> Message:
    """The cards for which the reader could still offer; no more of each than stands on its card."""
    if not scenes:
        return plain("Nothing is open in the channel for which you could offer right now.")
    text = f"Open in the channel: {len(scenes)}"
    blocks: list[Block] = [said(f"*{text}*{_more(scenes)}")]
    for scene in scenes[:_MOST]:
        offer = button("I can take this", Action.OFFER, scene.state.referral.id)
        fit = button("How do I fit?", Action.FIT, scene.state.referral.id)
        blocks += [said(_open(scene)), choices(offer, fit)]
    return Message(text, blocks)


def _mine(member: Member, scene: Scene) -> str:
    state = scene.state
    claim = next((c for c in state.claims if c.member_id == member.id and (c.stands or c is state.chosen)), None)
    if state.referral.referrer_id == member.id:
        role = f"you asked; {_where_it_stands(scene)}"
    elif claim and claim.standing is Standing.CHOSEN:
        role = f"{person(scene.referrer)}'s client chose you"
    elif claim:
        role = place_in_line(claim, scene).lower().replace("you", f"for {person(scene.referrer)}: you", 1)
    elif (invitation := state.invitation_of(member.id)) and invitation.answer is Answer.ASKED:
        role = f"{person(scene.referrer)} asks you"
    else:
        return ""  # who passed, or stepped back, is not told of it again
    return f"• {headline(state.referral.need)}: {role}{see_card(scene.card_url)}"


def _where_it_stands(scene: Scene) -> str:
    state = scene.state
    if state.status is Status.HANDED_OFF and state.chosen:
        return f"the client chose {person(scene.people[state.chosen.member_id])}"
    count = len(state.line)
    return f"{count} {'offer' if count == 1 else 'offers'}" if count else "nobody has offered yet"


def _open(scene: Scene) -> str:
    line = len(scene.state.line)
    offers = f" ({line} {'offer' if line == 1 else 'offers'} so far)" if line else ""
    return f"{card_headline(scene.facets) or 'Details by DM'}{offers}{see_card(scene.card_url)}"


def _more(listed: Sequence[object]) -> str:
    return f"\nThe first {_MOST} of them." if len(listed) > _MOST else ""
