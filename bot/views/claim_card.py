"""What a member who offered sees: who asks, the details, their place in line, and what is theirs to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.exchange.values import LOOKING, Outcome, Standing, Status, Willing
from bot.matching import Conflict, vocabulary
from bot.views.actions import Action
from bot.views.invitation_card import NO_LONGER_NEEDED
from bot.views.message import Message, aside, button, choices, escape, listed, person, plain, said
from bot.views.needs import details, headline
from bot.views.outcomes import OUTCOMES, QUESTION, both_sides
from bot.views.referrer_card import NEVER_IN_SLACK
from bot.views.thanks import offer_to_tell

if TYPE_CHECKING:
    from slack_sdk.models.blocks import Block, ButtonElement

    from bot.exchange.scene import Scene
    from bot.exchange.values import Claim, Member

GLAD = "Would you be glad to see this on your calendar?"


def render(member_id: str, scene: Scene) -> Message | None:
    """The member's newest offer as the referral is now; None when they never offered."""
    claims = [claim for claim in scene.state.claims if claim.member_id == member_id]
    if not claims:
        return None
    claim = max(claims, key=lambda claim: claim.place)
    match claim.standing:
        case Standing.HOLDER | Standing.BACKUP:
            return _in_line(claim, scene)
        case Standing.CHOSEN:
            return _chosen(claim, scene)
        case Standing.LET_GO:
            return _let_go(scene)
        case Standing.RELEASED:
            return _released(claim, scene)


def place_in_line(claim: Claim, scene: Scene) -> str:
    """ "You are first", or which backup the member is."""
    if claim.standing is Standing.HOLDER:
        return "You are first"
    place = [other.id for other in scene.state.line].index(claim.id)
    number = place if scene.state.holder else place + 1
    return "You are the backup" if number == 1 and len(scene.state.line) <= 2 else f"You are backup {number}"


def glad_buttons(claim: Claim, referral_id: str) -> Block:
    """The answers to the one question, those that would change something."""
    buttons: list[ButtonElement] = []
    if claim.willing is not Willing.GLAD:
        buttons.append(button("Yes, gladly", Action.GLAD, referral_id, style="primary"))
    if claim.willing is not Willing.AS_BACKUP:
        buttons.append(button("As a backup", Action.AS_BACKUP, referral_id))
    return choices(*buttons, button("Release my offer", Action.RELEASE, referral_id))


def chosen_lines(scene: Scene, claim: Claim) -> str:
    """What happens once the client has chosen this member."""
    member = scene.people[claim.member_id]
    if member.practice_contact:
        reach = f"{person(scene.referrer)} gives them your practice contact: {escape(member.practice_contact)}"
    else:
        reach = f"Please add a practice contact with `/niche`, so that {person(scene.referrer)} can pass it on."
    return f"{reach}\nThe client makes the call. I'll ask you later how it went."


def told_open_again(member: Member, referrer: Member, referral_id: str) -> Message:
    """For a member who said that it was no fit: what the referrer learns, and a word for the next time."""
    text = f"Thank you for telling. {person(referrer)} sees only that it is open again."
    return Message(text, [said(text), *offer_to_tell(member, referrer, referral_id)])


def _in_line(claim: Claim, scene: Scene) -> Message:
    referral = scene.state.referral
    place = place_in_line(claim, scene)
    blocks: list[Block] = [
        said(f"*{place}. Thank you for offering.*\n{person(scene.referrer)} asks:\n{details(referral)}"),
        *(_to_confirm(claim, scene) if not claim.confirmed else _to_ask(claim, scene)),
        aside(f"{_reach(claim, scene)} {NEVER_IN_SLACK}"),
    ]
    return Message(f"{place}: {headline(referral.need)}", blocks)


def _reach(claim: Claim, scene: Scene) -> str:
    """How the client will come, and what is missing for it."""
    if scene.people[claim.member_id].practice_contact:
        return f"{person(scene.referrer)} passes on your practice contact; the client calls you."
    return f"You have no practice contact yet: add one with `/niche`, so that {person(scene.referrer)} can pass it on."


def _to_confirm(claim: Claim, scene: Scene) -> list[Block]:
    referral_id = scene.state.referral.id
    return [
        said(
            f"*{_conflict(claim, scene)} Can you take it all the same?*\nUntil you say so you are in line as a backup."
        ),
        choices(
            button("Yes, I can", Action.CONFIRM, referral_id, style="primary"),
            button("Release my offer", Action.RELEASE, referral_id),
        ),
    ]


def _to_ask(claim: Claim, scene: Scene) -> list[Block]:
    answered = {
        Willing.UNASKED: f"*{GLAD}*",
        Willing.GLAD: "You'd be glad of it. Good to know.",
        Willing.AS_BACKUP: "As a backup, then: I'll call on you only if nobody else is first.",
    }[claim.willing]
    return [said(answered), glad_buttons(claim, scene.state.referral.id)]


def _conflict(claim: Claim, scene: Scene) -> str:
    need = scene.state.referral.need
    said_so = []
    if Conflict.LICENCE in claim.conflicts:
        where = listed([vocabulary.label("state", code) for code in need.states], "or")
        said_so.append(f"You haven't listed a licence for this in {where}.")
    if Conflict.AGE_GROUP in claim.conflicts and need.age_group:
        said_so.append(f"You haven't listed “{vocabulary.label('age_group', need.age_group)}” among the ages you see.")
    if Conflict.CLIENT_TYPE in claim.conflicts and need.client_type:
        said_so.append(f"You haven't listed “{vocabulary.label('client_type', need.client_type)}” among whom you see.")
    return " ".join(said_so) or "This differs from what you list about your practice."


def _chosen(claim: Claim, scene: Scene) -> Message:
    state = scene.state
    if state.status is Status.CLOSED:
        return _closed(scene)
    title = "The client chose you"
    mine = both_sides(state).colleague
    so_far = "\nSo far: waiting to hear." if mine is Outcome.WAITING else ""
    return Message(
        f"{title}: {headline(state.referral.need)}",
        [
            said(f"*{title}.*\n{person(scene.referrer)} asked:\n{details(state.referral)}"),
            said(f"{chosen_lines(scene, claim)}{so_far}"),
            choices(button(QUESTION, Action.REPORT, state.referral.id)),
            aside(NEVER_IN_SLACK),
        ],
    )


def _closed(scene: Scene) -> Message:
    sides = both_sides(scene.state)
    title = f"Closed: {headline(scene.state.referral.need)}"
    if sides.colleague is None:
        ask = choices(button(QUESTION, Action.REPORT, scene.state.referral.id))
        return Message(title, [said(f"*{title}*\nThank you for being there."), ask])
    lines = [f"You said: {OUTCOMES[sides.colleague]}"]
    if sides.differ and sides.referrer:
        lines.append(f"{person(scene.referrer)} said: {OUTCOMES[sides.referrer]}")
        lines.append("I keep both; only the two of you see them.")
    blocks: list[Block] = [said("\n".join([f"*{title}*", *lines]))]
    if sides.colleague is Outcome.BOOKED:
        blocks.append(choices(button(f"Thank {scene.referrer.name}", Action.THANK, scene.state.referral.id)))
    return Message(title, blocks)


def _let_go(scene: Scene) -> Message:
    if scene.state.status in (Status.HANDED_OFF, Status.CLOSED):
        return plain("The client found somebody this time. Thank you for offering.")
    return plain(NO_LONGER_NEEDED)


def _released(claim: Claim, scene: Scene) -> Message:
    reported = scene.state.reports_on(claim).get(claim.member_id)
    referral_id = scene.state.referral.id
    member = scene.people[claim.member_id]
    if reported:
        return told_open_again(member, scene.referrer, referral_id)
    text = "Your offer no longer stands. Thank you for having offered."
    if scene.state.status in LOOKING:
        again = button("I can take this after all", Action.OFFER, referral_id)
        return Message(text, [said(text), *offer_to_tell(member, scene.referrer, referral_id, again)])
    return Message(text, [said(text), *offer_to_tell(member, scene.referrer, referral_id)])
