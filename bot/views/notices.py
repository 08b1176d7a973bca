"""The words of every notice: said once, when delivery sends it, and left unsaid where it is no longer true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.exchange.notices import MANNERS, NoticeKind
from bot.exchange.values import LIVE, LOOKING, Outcome, Standing, Status, Willing
from bot.views import attention
from bot.views.actions import Action
from bot.views.claim_card import GLAD, chosen_lines, glad_buttons
from bot.views.invitation_card import NO_LONGER_NEEDED
from bot.views.message import Message, aside, button, choices, person, plain, said
from bot.views.needs import card_headline, details, headline
from bot.views.outcomes import OUTCOMES, QUESTION, both_sides, outcome_select
from bot.views.referrer_card import (
    NEVER_IN_SLACK,
    ask_next_button,
    choose_button,
    introduction,
    names_button,
    no_offer_kept,
    outside_options,
    who_else_buttons,
    withdraw_button,
)
from bot.views.thanks import offer_to_tell

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.exchange.notices import Notice
    from bot.exchange.scene import Scene

# Slack takes 50 blocks; a line as long as this is long enough.
_MOST_CHOICES = 20


def render(notice: Notice, scene: Scene) -> Message | None:
    """The notice as a message.

    Args:
        notice: what is to be said, and to whom.
        scene: the referral as it is when the message is sent.

    Returns:
        None where the notice is no longer true or no longer of use.
    """
    return _WORDS[notice.kind](notice, scene)


def settled(notice: Notice, scene: Scene) -> Message:
    """What a notice says once that for which it asked is settled; it has no buttons any more."""
    chosen = scene.state.chosen
    match notice.kind:
        case NoticeKind.OFFER_MADE:
            who = person(scene.people[notice.about])
            if chosen and chosen.member_id == notice.about:
                return plain(f"{who} offered, and your client chose them.")
            if chosen:
                return plain(f"{who} offered. Your client chose somebody else then, and {who} has been thanked.")
            return plain(f"{who} offered; that offer no longer stands. Please don't pass on their contact.")
        case NoticeKind.FIRST_IN_LINE:
            return plain("You were first in line. That has changed since; nothing for you to do here.")
        case NoticeKind.CHOSEN if chosen and chosen.member_id == notice.to:
            return plain(f"{person(scene.referrer)}'s client chose you: {_need(scene)}.")
        case NoticeKind.OUTCOME_REMINDER:
            return plain("I asked here how it went. That is settled; thank you.")
        case NoticeKind.THANKS_PROMPT if scene.thanked:
            return plain(f"You have thanked {person(scene.referrer)}. How kind of you.")
        case NoticeKind.THANKS_PROMPT:
            return plain("I offered here to write a thank-you. Things have changed since; nothing for you to do.")
        case NoticeKind.COLLEAGUE_QUIET:
            return plain(f"I could not reach {person(scene.people[notice.about])} for a while. That has changed since.")
        case _:
            return attention.settled() if MANNERS[notice.kind].asks else attention.passed()


def _offer_made(notice: Notice, scene: Scene) -> Message | None:
    claim = scene.state.offer_of(notice.about)
    if claim is None or scene.state.status not in LOOKING:
        return None
    who = person(scene.people[notice.about])
    also = "" if claim.standing is Standing.HOLDER else " as a backup"
    text = f"{who} can take this{also}: {_need(scene)}"
    call = "Give your client that contact; they call. Then tell me whom they chose."
    return Message(
        text,
        [
            said(f"*{who} can take this{also}*\n{_need(scene)}\n{introduction(scene, claim)}"),
            said(call, choose_button(scene, claim)),
            choices(names_button(scene)),
            aside(NEVER_IN_SLACK),
        ],
    )


def _offer_released(notice: Notice, scene: Scene) -> Message | None:
    if scene.state.status not in LOOKING or scene.state.offer_of(notice.about):
        return None
    who = person(scene.people[notice.about])
    return plain(f"{who} can't take this after all: {_need(scene)}. {_who_is_next(scene)}")


def _first_in_line(notice: Notice, scene: Scene) -> Message | None:
    claim = scene.state.holder
    if claim is None or claim.member_id != notice.to:
        return None
    text = f"You are first in line now: {_need(scene)}. {GLAD}"
    asks = f"*You are first in line now*\n{_need(scene)}, for {person(scene.referrer)}\n{GLAD}"
    return Message(text, [said(asks), glad_buttons(claim, scene.state.referral.id)])


def _still_a_fit(notice: Notice, scene: Scene) -> Message | None:
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
    return Message(f"{text} {_need(scene)}", [said(f"*{text}*\n{details(referral)}"), buttons])


def _chosen(notice: Notice, scene: Scene) -> Message | None:
    claim = scene.state.chosen
    if claim is None or not _is_handed_to(notice.to, scene):
        return None
    text = f"{person(scene.referrer)}'s client chose you: {_need(scene)}"
    return Message(text, [said(f"*{text}*\n{chosen_lines(scene, claim)}"), aside(NEVER_IN_SLACK)])


def _let_go(notice: Notice, scene: Scene) -> Message | None:
    if scene.state.status not in (Status.HANDED_OFF, Status.CLOSED) or not _was_let_go(notice.to, scene):
        return None
    return plain(f"The client found somebody this time: {_need(scene)}. Thank you for offering; it gave them a choice.")


def _no_longer_needed(notice: Notice, scene: Scene) -> Message | None:
    if scene.state.status not in (Status.WITHDRAWN, Status.EXPIRED) or not _was_let_go(notice.to, scene):
        return None
    return plain(f"{NO_LONGER_NEEDED} It was about: {_need(scene)}")


def _back_in_line(notice: Notice, scene: Scene) -> Message | None:
    if scene.state.offer_of(notice.to) is None:
        return None
    return plain(f"{person(scene.referrer)} is looking again after all, and your offer stands: {_need(scene)}")


def _choice_undone(notice: Notice, scene: Scene) -> Message | None:
    if scene.state.offer_of(notice.to) is None:
        return None
    slip = "pressed the button too soon: the client hasn't chosen yet"
    return plain(f"{person(scene.referrer)} {slip}. Your offer stands: {_need(scene)}")


def _open_again(_notice: Notice, scene: Scene) -> Message | None:
    """What happened stays unsaid: that it is open again is all that anybody hears."""
    if scene.state.status not in LOOKING:
        return None
    return plain(f"Open again: {_need(scene)}. {_who_is_next(scene)}")


def _choose_reminder(_notice: Notice, scene: Scene) -> Message | None:
    if scene.state.status is not Status.CLAIMED:
        return None
    text = f"Has your client chosen? {_need(scene)}"
    offers = [
        said(f"*{place}.* {person(scene.people[claim.member_id])}", choose_button(scene, claim))
        for place, claim in enumerate(scene.state.line[:_MOST_CHOICES], start=1)
    ]
    more = "If they have yet to decide, there is nothing to do."
    withdraw = choices(withdraw_button(scene, "No longer needed"))
    return Message(text, [said(f"*{text}*\n{more}"), *offers, withdraw])


def _outcome_reminder(notice: Notice, scene: Scene) -> Message | None:
    if not _is_handed_to(notice.to, scene):
        return None
    again = "Last time you were waiting to hear. " if both_sides(scene.state).colleague is Outcome.WAITING else ""
    text = f"{again}{QUESTION} {person(scene.referrer)}'s client chose you: {_need(scene)}"
    more = "One tap is enough, and every answer is a good one. “Rather not say” ends the reminders."
    return Message(text, [said(text), choices(outcome_select(scene.state.referral.id)), aside(more)])


def _outcome_reported(notice: Notice, scene: Scene) -> Message | None:
    if scene.state.status in LOOKING or not {notice.to, notice.about} <= _two_sides(scene):
        return None
    sides = both_sides(scene.state)
    by_referrer = notice.about == scene.state.referral.referrer_id
    told = sides.referrer if by_referrer else sides.colleague
    mine = sides.colleague if by_referrer else sides.referrer
    if told is None:
        return None
    who = person(scene.people[notice.about])
    if told is Outcome.UNDISCLOSED:
        return plain(f"{who} would rather not say how it went ({_need(scene)}). That is fine; I ask no more.")
    text = f"{who} says: “{OUTCOMES[told]}” ({_need(scene)})."
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


def _thanks_prompt(notice: Notice, scene: Scene) -> Message | None:
    sides, chosen, who = both_sides(scene.state), scene.state.chosen, person(scene.referrer)
    ended_well = Outcome.BOOKED in (sides.referrer, sides.colleague) and sides.colleague in (None, Outcome.BOOKED)
    if chosen is None or chosen.member_id != notice.to or scene.thanked:
        return None
    if scene.state.status is Status.HANDED_OFF:
        text = f"{who} thought of you ({_need(scene)}). Would you like to thank them?"
    elif ended_well:
        text = f"Good news: a first appointment is booked ({_need(scene)}). Would you like to thank {who}?"
    else:
        return None
    write = button("Write a thank-you", Action.THANK, scene.state.referral.id)
    only = "Only if you like: you begin with a draft, and nothing in it tells of the client."
    return Message(text, [said(text), choices(write), aside(only)])


def _unconfirmed(notice: Notice, scene: Scene) -> Message | None:
    if not _is_handed_to(notice.about, scene):
        return None
    who = person(scene.people[notice.about])
    sides = both_sides(scene.state)
    if Outcome.WAITING in (sides.referrer, sides.colleague):
        text = f"Unconfirmed: the last I heard of {who} is “waiting to hear” ({_need(scene)})."
    else:
        text = f"Unconfirmed: nobody has said how it went with {who} ({_need(scene)})."
    asks = (
        f"*{text}*\nA word with your client may help. If they still look, I ask the next in line, or everybody again."
    )
    report = button(QUESTION, Action.REPORT, scene.state.referral.id)
    return Message(text, [said(asks), choices(report, ask_next_button(scene, "Ask the next in line"))])


def _colleague_left(notice: Notice, scene: Scene) -> Message | None:
    handed_to_them = _is_handed_to(notice.about, scene)
    if scene.state.status not in LOOKING and not handed_to_them:
        return None
    who = person(scene.people[notice.about])
    text = f"{who} is no longer a member here ({_need(scene)})."
    if handed_to_them:
        call = "Your client can still call the practice. If they need somebody else, I ask the next in line."
        return Message(text, [said(f"{text}\n{call}"), choices(ask_next_button(scene, "Ask the next in line"))])
    return plain(f"{text} The offer is released. {_who_is_next(scene)}")


def _line_changed(notice: Notice, scene: Scene) -> Message | None:
    holder = scene.state.holder
    if scene.state.status not in LOOKING or (holder.member_id if holder else "") != notice.about:
        return None
    if holder is None:
        return plain(
            f"Nobody is first in line now, though who offered could as a backup: {_need(scene)}. I keep looking."
        )
    who = person(scene.people[holder.member_id])
    text = f"{who} is first in line now: {_need(scene)}"
    return Message(text, [said(f"*{text}*", choose_button(scene, holder))])


def _closed(notice: Notice, scene: Scene) -> Message | None:
    chosen = scene.state.chosen
    if scene.state.status is not Status.CLOSED or chosen is None or scene.state.reports_on(chosen):
        return None
    by_colleague = notice.to == chosen.member_id
    other = scene.referrer if by_colleague else scene.people[chosen.member_id]
    text = f"I never heard how it went with {person(other)}, so I close this one: {_need(scene)}."
    tell_me = "That is fine. Should you come to know, you can still tell me."
    report = button(QUESTION, Action.REPORT, scene.state.referral.id)
    return Message(text, [said(f"{text}\n{tell_me}"), choices(report)])


def _colleague_quiet(notice: Notice, scene: Scene) -> Message | None:
    claim = next((each for each in (scene.state.holder, scene.state.chosen) if each), None)
    if scene.state.status not in LIVE or claim is None or claim.member_id != notice.about:
        return None
    if not scene.people[notice.about].reminders.is_paused(scene.now):
        return None  # they are back
    who = person(scene.people[notice.about])
    text = f"I don't reach {who} at the moment ({_need(scene)})."
    ask = "A word from you may reach them."
    if scene.state.status is Status.HANDED_OFF:
        more = f"{ask} If your client still needs somebody, I ask the next in line."
        return Message(text, [said(f"{text}\n{more}"), choices(ask_next_button(scene, "Ask the next in line"))])
    return plain(f"{text} {ask} If your client has chosen, tell me in the message above.")


def _asking_next(notice: Notice, scene: Scene) -> Message | None:
    if scene.state.offer_of(notice.to) or _is_handed_to(notice.to, scene):
        return None
    text = f"{person(scene.referrer)} has turned to another colleague: {_need(scene)}."
    offer = offer_to_tell(scene.people[notice.to], scene.referrer, scene.state.referral.id)
    return Message(text, [said(f"{text} Nothing for you to do; thank you for being there."), *offer])


def _unanswered(_notice: Notice, scene: Scene) -> Message | None:
    if scene.state.status is not Status.OPEN:
        return None
    referral_id = scene.state.referral.id
    text = f"Nobody has offered yet: {_need(scene)}."
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


def _unanswered_person(notice: Notice, scene: Scene) -> Message | None:
    """Like the channel, they are told only what may stand on the card."""
    if scene.state.status is not Status.OPEN or _is_kept_out(notice, scene):
        return None
    card = f"\n<{scene.card_url}|The card in the channel>" if scene.card_url else ""
    help_ = (
        "If a colleague with room comes to mind, a word from you may be all it takes."
        if card
        else ("Only colleagues who fit best were asked, and whoever asks has been told too.")
    )
    return plain(f"A client is waiting: nobody has offered yet{_open_facets(scene)}. {help_}{card}")


def _expired(_notice: Notice, scene: Scene) -> Message | None:
    if scene.state.status is not Status.EXPIRED:
        return None
    if no_offer_kept(scene):
        text = f"Nobody has offered, and I stopped asking: {_need(scene)}. Please tell your client today."
        return Message(text, [said(f"{text}\n{outside_options(scene)}".strip())])
    return plain(
        f"I never heard whom your client chose, so I thanked those who offered: {_need(scene)}. "
        "If your client still needs somebody, ask again with `/refer`."
    )


def _expired_person(notice: Notice, scene: Scene) -> Message | None:
    if scene.state.status is not Status.EXPIRED or _is_kept_out(notice, scene):
        return None
    if no_offer_kept(scene):
        return plain(
            f"A request ended without an offer{_open_facets(scene)}. Whoever asked has been told, and there is nothing "
            "for you to do. Perhaps the collective lacks somebody here."
        )
    return plain(
        f"A request ended without a choice that I heard of, though colleagues had offered{_open_facets(scene)}. "
        "Whoever asked was told; nothing for you to do."
    )


def _need(scene: Scene) -> str:
    return headline(scene.state.referral.need)


def _open_facets(scene: Scene) -> str:
    facets = card_headline(scene.facets)
    return f" ({facets})" if facets else ""


def _who_is_next(scene: Scene) -> str:
    if scene.state.holder is None:
        return "I keep looking, and tell you as soon as somebody offers."
    return f"{person(scene.people[scene.state.holder.member_id])} is first in line, and hears so from me."


def _two_sides(scene: Scene) -> set[str]:
    chosen = scene.state.chosen
    return {scene.state.referral.referrer_id} | ({chosen.member_id} if chosen else set())


def _is_handed_to(member_id: str, scene: Scene) -> bool:
    chosen = scene.state.chosen
    return scene.state.status is Status.HANDED_OFF and chosen is not None and chosen.member_id == member_id


def _was_let_go(member_id: str, scene: Scene) -> bool:
    """Whether the member's newest offer was let go, and is so still."""
    claims = [claim for claim in scene.state.claims if claim.member_id == member_id]
    return bool(claims) and max(claims, key=lambda claim: claim.place).standing is Standing.LET_GO


def _is_kept_out(notice: Notice, scene: Scene) -> bool:
    """The referrer has a notice of their own; who may know the client hears nothing."""
    referral = scene.state.referral
    return notice.to == referral.referrer_id or notice.to in referral.kept_from


_WORDS: Mapping[NoticeKind, Callable[[Notice, Scene], Message | None]] = {
    NoticeKind.OFFER_MADE: _offer_made,
    NoticeKind.OFFER_RELEASED: _offer_released,
    NoticeKind.FIRST_IN_LINE: _first_in_line,
    NoticeKind.STILL_A_FIT: _still_a_fit,
    NoticeKind.CHOSEN: _chosen,
    NoticeKind.LET_GO: _let_go,
    NoticeKind.NO_LONGER_NEEDED: _no_longer_needed,
    NoticeKind.BACK_IN_LINE: _back_in_line,
    NoticeKind.CHOICE_UNDONE: _choice_undone,
    NoticeKind.OPEN_AGAIN: _open_again,
    NoticeKind.CHOOSE_REMINDER: _choose_reminder,
    NoticeKind.OUTCOME_REMINDER: _outcome_reminder,
    NoticeKind.OUTCOME_REPORTED: _outcome_reported,
    NoticeKind.THANKS_PROMPT: _thanks_prompt,
    NoticeKind.UNCONFIRMED: _unconfirmed,
    NoticeKind.COLLEAGUE_LEFT: _colleague_left,
    NoticeKind.ASKING_NEXT: _asking_next,
    NoticeKind.UNANSWERED: _unanswered,
    NoticeKind.UNANSWERED_PERSON: _unanswered_person,
    NoticeKind.EXPIRED: _expired,
    NoticeKind.EXPIRED_PERSON: _expired_person,
    NoticeKind.COLLEAGUE_QUIET: _colleague_quiet,
    NoticeKind.LINE_CHANGED: _line_changed,
    NoticeKind.CLOSED: _closed,
}

#: The kinds that are about a referral, and that these words are for.
OF_A_REFERRAL = frozenset(_WORDS)
