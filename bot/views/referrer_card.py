"""The referrer's own copy of a referral: where it stands, whom I asked, who offered, and what to say to the client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.exchange.naming import few_to_wait_for
from bot.exchange.values import LOOKING, Answer, Outcome, Standing, Status, Willing
from bot.matching.advice.niche_line import niche_line
from bot.views.actions import Action, pair
from bot.views.licences import licence_line
from bot.views.message import (
    Message,
    aside,
    asking,
    button,
    choices,
    escape,
    moment,
    person,
    quoted,
    said,
)
from bot.views.needs import details, headline, office
from bot.views.outcomes import OUTCOMES, QUESTION, both_sides

if TYPE_CHECKING:
    from slack_sdk.models.blocks import Block, ButtonElement

    from bot.exchange.scene import Scene
    from bot.exchange.values import Claim, Invitation, Member

NEVER_IN_SLACK = "Please never send a client's name or number in Slack, direct messages included."
# The line can be as long as the collective; Slack takes 50 blocks and 3,000 characters a paragraph.
_MOST_OFFERS = 20
_MOST_ASKED = 15


def render(scene: Scene) -> Message:
    """The referrer's copy as the referral is now."""
    match scene.state.status:
        case Status.OPEN | Status.CLAIMED:
            return _looking(scene)
        case Status.HANDED_OFF:
            return _handed_off(scene)
        case Status.CLOSED:
            return _closed(scene)
        case Status.WITHDRAWN:
            return _withdrawn(scene)
        case Status.EXPIRED:
            return _expired(scene)


def choose_button(scene: Scene, claim: Claim) -> ButtonElement:
    """ "Client chose Ana", with the question whether that is so."""
    name = scene.people[claim.member_id].name
    sure = asking(
        f"Did your client choose {name}?",
        "I tell them to expect a call, and thank the others who offered. You can undo this.",
        "Yes",
        "Not yet",
    )
    value = pair(scene.state.referral.id, claim.id)
    return button(f"Client chose {name}", Action.CHOOSE, value, style="primary", confirm=sure)


def withdraw_button(scene: Scene, label: str) -> ButtonElement:
    """Withdraw the referral, with the question whether that is meant."""
    sure = asking(
        "Withdraw this referral?",
        "Whoever offered hears “No longer needed, thank you”. You can undo this.",
        "Withdraw",
        "Keep it",
    )
    return button(label, Action.WITHDRAW, scene.state.referral.id, confirm=sure)


def ask_next_button(scene: Scene, label: str) -> ButtonElement:
    """Turn to the next in line after a hand-off, with the question whether that is meant."""
    chosen = scene.state.chosen
    name = scene.people[chosen.member_id].name if chosen else "The colleague"
    sure = asking(
        "Ask somebody else?",
        f"{name} hears that you have turned to another colleague. I call the next in line, or ask everybody again.",
        "Yes, ask",
        "Not yet",
    )
    return button(label, Action.ASK_NEXT, scene.state.referral.id, confirm=sure)


def introduction(scene: Scene, claim: Claim) -> str:
    """Who offers: their niche line, where they are licensed, how a client reaches them, what to clear up first."""
    member = scene.people[claim.member_id]
    lines = [quoted(niche_line(member.niche)), licence_line(member), contact_line(member)]
    if not claim.confirmed:
        lines.append("This differs from what they list about their practice, so I asked them to confirm first.")
    elif claim.conflicts:
        lines.append("It differs from what they list about their practice; they confirmed that they can take it.")
    return "\n".join(line for line in lines if line)


def contact_line(member: Member) -> str:
    """How a client reaches the practice."""
    if not member.practice_contact:
        return "No practice contact listed yet: please ask them for it."
    return f"For your client: {escape(member.practice_contact)}"


def no_offer_kept(scene: Scene) -> bool:
    """Whether the referral expired without anybody who could have been chosen."""
    return not any(claim.standing is Standing.LET_GO for claim in scene.state.claims)


def outside_options(scene: Scene) -> str:
    """The admin's own words on where else a client can turn; "" when there are none."""
    options = scene.collective.outside_options
    return f"Other places to turn to:\n{quoted(options)}" if options else ""


def _looking(scene: Scene) -> Message:
    state = scene.state
    line = state.line
    count = len(line)
    title = {0: "Looking for a colleague", 1: "A colleague can take this"}.get(
        count, f"{count} colleagues can take this"
    )
    need = headline(state.referral.need)
    known = need if line else "\n".join(filter(None, (details(state.referral), office(state.referral.need))))
    blocks: list[Block] = [said(f"*{title}*\n{known}{_card_link(scene)}")]
    blocks += [_offer(scene, place, claim) for place, claim in enumerate(line[:_MOST_OFFERS], start=1)]
    if state.invitations:
        blocks.append(said(_asked(scene)))
    blocks += [said(_for_the_client(scene)), aside(NEVER_IN_SLACK), _buttons(scene)]
    return Message(f"{title}: {need}", blocks)


def _offer(scene: Scene, place: int, claim: Claim) -> Block:
    who = person(scene.people[claim.member_id])
    role = "offered first" if claim.standing is Standing.HOLDER else "is a backup"
    if claim.willing is Willing.AS_BACKUP:
        role = "can be a backup"
    glad = ", and would be glad of it" if claim.willing is Willing.GLAD else ""
    text = f"*{place}.* {who} {role}{glad}\n{introduction(scene, claim)}"
    return said(text, choose_button(scene, claim))


def _asked(scene: Scene) -> str:
    newest = sorted(scene.state.invitations, key=lambda i: i.invited_at, reverse=True)
    lines = [_asked_line(scene, invitation) for invitation in newest[:_MOST_ASKED]]
    more = len(newest) - len(lines)
    if few_to_wait_for(scene.state):
        lines.append("I found nobody else who fits.")
    return "\n".join(["*Whom I asked*", *lines, *([f"and {more} more"] if more else [])])


def _asked_line(scene: Scene, invitation: Invitation) -> str:
    who = person(scene.people[invitation.member_id])
    match invitation.answer:
        case Answer.ASKED if hears_at := scene.hears_at.get(invitation.member_id):
            return f"• {who}: hears of it {moment(hears_at)}, when they work again"
        case Answer.ASKED:
            return f"• {who}: not answered yet"
        case Answer.OFFERED:
            return f"• {who}: offered" + ("" if scene.state.offer_of(invitation.member_id) else " earlier")
        case Answer.NOT_A_FIT | Answer.FULL | Answer.MAY_KNOW | Answer.LEFT:
            return f"• {who}: passed"


def _for_the_client(scene: Scene) -> str:
    if scene.state.line:
        return "*Next:* give your client the practice contact above. They call; you press the button once they chose."
    if not scene.state.invitations:
        channel = "I asked the channel, and tell you as soon as somebody offers." if scene.card_url else ""
        return (
            f"*I know of nobody here who fits.* {channel} "
            "Asking for less may help; please don't promise your client names yet."
        )
    when = (
        f"I'll have names for you by {moment(scene.names_by)}" if scene.names_by else "I'll come back to you with names"
    )
    return f"*You could tell your client:* “I'm checking who has room; {when}.”"


def names_button(scene: Scene) -> ButtonElement:
    """Opens whom to name to the client, and words to say."""
    return button("Names for the client", Action.NAMES, scene.state.referral.id)


def who_else_buttons(scene: Scene) -> list[ButtonElement]:
    """Opens what would help, where few are asked and nobody offered."""
    few = few_to_wait_for(scene.state)
    return [button("Who else could fit", Action.WHO_ELSE, scene.state.referral.id)] if few else []


def _buttons(scene: Scene) -> Block:
    edit = button("Edit", Action.EDIT, scene.state.referral.id)
    return choices(names_button(scene), *who_else_buttons(scene), edit, withdraw_button(scene, "Withdraw"))


def _handed_off(scene: Scene) -> Message:
    state = scene.state
    if state.chosen is None:
        raise ValueError("a referral that was handed off has a chosen colleague")
    colleague = scene.people[state.chosen.member_id]
    title = f"Your client chose {person(colleague)}"
    text = "\n".join(
        [
            f"*{title}*",
            headline(state.referral.need),
            contact_line(colleague),
            f"If your client doesn't have it yet, please pass it on. They call, and {person(colleague)} expects them.",
        ]
    )
    said_so = both_sides(state)
    waiting = "\nSo far: waiting to hear." if Outcome.WAITING in (said_so.referrer, said_so.colleague) else ""
    buttons = [button(QUESTION, Action.REPORT, state.referral.id)]
    if not state.reports_on(state.chosen):
        buttons.append(button("Undo", Action.UNDO_CHOOSE, state.referral.id))
    return Message(title, [said(text + waiting), aside(NEVER_IN_SLACK), choices(*buttons)])


def _closed(scene: Scene) -> Message:
    state = scene.state
    title = f"Closed: {headline(state.referral.need)}"
    blocks: list[Block] = [said(f"*{title}*\n{_how_it_went(scene)}")]
    sides = both_sides(state)
    buttons = []
    if sides.referrer is None:
        buttons.append(button(QUESTION, Action.REPORT, state.referral.id))
    if Outcome.BOOKED not in (sides.referrer, sides.colleague):
        buttons.append(ask_next_button(scene, "My client still needs somebody"))
    if buttons:
        blocks.append(choices(*buttons))
    return Message(title, blocks)


def _how_it_went(scene: Scene) -> str:
    sides = both_sides(scene.state)
    if sides.referrer is None and sides.colleague is None:
        return "Nobody said how it went, and nobody will be asked again."
    colleague = person(scene.people[scene.state.chosen.member_id]) if scene.state.chosen else "Your colleague"
    if sides.differ and sides.referrer and sides.colleague:
        return (
            f"You said: {OUTCOMES[sides.referrer]}\n{colleague} said: {OUTCOMES[sides.colleague]}\n"
            "I keep both; only the two of you see them."
        )
    told = sides.colleague or sides.referrer
    return f"With {colleague}: {OUTCOMES[told]}" if told else ""


def _withdrawn(scene: Scene) -> Message:
    referral = scene.state.referral
    title = f"Withdrawn: {headline(referral.need)}"
    return Message(
        title,
        [
            said(f"*{title}*\nWhoever offered has been thanked. Nothing more to do."),
            choices(button("Undo", Action.UNDO_WITHDRAW, referral.id)),
        ],
    )


def _expired(scene: Scene) -> Message:
    title = f"Ended: {headline(scene.state.referral.need)}"
    if no_offer_kept(scene):
        text = f"Nobody has offered. Please tell your client today.\n{outside_options(scene)}"
    else:
        text = "I never heard whom your client chose, so I thanked those who offered and let them go."
    return Message(title, [said(f"*{title}*\n{text}\nYou can ask again with `/refer`.")])


def _card_link(scene: Scene) -> str:
    if scene.card_url and scene.state.status in LOOKING:
        return f"\n<{scene.card_url}|See the card in the channel>"
    return ""
