"""The words of every notice of a referral: said once, when delivery sends it, and left unsaid where it is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.exchange.notices import MANNERS, NoticeKind
from bot.views import attention
from bot.views.message import Message, person, plain
from bot.views.notices import hand_off, offers, silence
from bot.views.notices.parts import need

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.exchange.notices import Notice
    from bot.exchange.scene import Scene


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
            return plain(f"{person(scene.referrer)}'s client chose you: {need(scene)}.")
        case NoticeKind.OUTCOME_REMINDER:
            return plain("I asked here how it went. That is settled; nothing for you to do.")
        case NoticeKind.THANKS_PROMPT if scene.thanked:
            return plain(f"You have thanked {person(scene.referrer)}. How kind of you.")
        case NoticeKind.THANKS_PROMPT:
            return plain("I offered here to write a thank-you. Things have changed since; nothing for you to do.")
        case NoticeKind.COLLEAGUE_QUIET:
            return plain(f"I could not reach {person(scene.people[notice.about])} for a while. That has changed since.")
        case _:
            return attention.settled() if MANNERS[notice.kind].asks else attention.passed()


_WORDS: Mapping[NoticeKind, Callable[[Notice, Scene], Message | None]] = {
    NoticeKind.OFFER_MADE: offers.offer_made,
    NoticeKind.OFFER_RELEASED: offers.offer_released,
    NoticeKind.FIRST_IN_LINE: offers.first_in_line,
    NoticeKind.STILL_A_FIT: offers.still_a_fit,
    NoticeKind.CHOSEN: hand_off.chosen,
    NoticeKind.LET_GO: offers.let_go,
    NoticeKind.NO_LONGER_NEEDED: offers.no_longer_needed,
    NoticeKind.BACK_IN_LINE: offers.back_in_line,
    NoticeKind.CHOICE_UNDONE: hand_off.choice_undone,
    NoticeKind.OPEN_AGAIN: hand_off.open_again,
    NoticeKind.CHOOSE_REMINDER: hand_off.choose_reminder,
    NoticeKind.OUTCOME_REMINDER: hand_off.outcome_reminder,
    NoticeKind.OUTCOME_REPORTED: hand_off.outcome_reported,
    NoticeKind.THANKS_PROMPT: hand_off.thanks_prompt,
    NoticeKind.UNCONFIRMED: hand_off.unconfirmed,
    NoticeKind.COLLEAGUE_LEFT: offers.colleague_left,
    NoticeKind.ASKING_NEXT: hand_off.asking_next,
    NoticeKind.UNANSWERED: silence.unanswered,
    NoticeKind.UNANSWERED_PERSON: silence.unanswered_person,
    NoticeKind.EXPIRED: silence.expired,
    NoticeKind.EXPIRED_PERSON: silence.expired_person,
    NoticeKind.COLLEAGUE_QUIET: offers.colleague_quiet,
    NoticeKind.LINE_CHANGED: offers.line_changed,
    NoticeKind.CLOSED: hand_off.closed,
}

#: The kinds that are about a referral, and that these words are for.
OF_A_REFERRAL = frozenset(_WORDS)
