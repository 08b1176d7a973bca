"""What the exchange says by itself, as opaque facts, and the table of manners: how each comes to its reader.

The views find the words when it is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.exchange.reminders import Topic


class NoticeKind(StrEnum):
    """One message, or one line, to one member."""

    OFFER_MADE = "offer_made"  # referrer: a colleague can take it
    OFFER_RELEASED = "offer_released"  # referrer: a colleague has taken their offer back
    FIRST_IN_LINE = "first_in_line"  # claimant: you hold it now
    STILL_A_FIT = "still_a_fit"  # claimant: it was edited
    CHOSEN = "chosen"  # claimant: the client chose you
    LET_GO = "let_go"  # claimant: the client found somebody
    NO_LONGER_NEEDED = "no_longer_needed"  # claimant: withdrawn or expired
    BACK_IN_LINE = "back_in_line"  # claimant: a slip was undone; your offer stands again
    CHOICE_UNDONE = "choice_undone"  # chosen colleague: that was a slip; your offer stands
    OPEN_AGAIN = "open_again"  # referrer: it did not work out, nobody is to blame
    CHOOSE_REMINDER = "choose_reminder"  # referrer: has the client chosen?
    OUTCOME_REMINDER = "outcome_reminder"  # chosen colleague: how did it go?
    OUTCOME_REPORTED = "outcome_reported"  # the other side: what was said
    THANKS_PROMPT = "thanks_prompt"  # chosen colleague: it went well; would you like to thank the referrer?
    UNCONFIRMED = "unconfirmed"  # referrer: nobody has said how it went
    COLLEAGUE_LEFT = "colleague_left"  # referrer: the colleague is no longer in the workspace
    ASKING_NEXT = "asking_next"  # former chosen colleague: the referrer has turned to somebody else
    UNANSWERED = "unanswered"  # referrer: nobody has offered yet
    UNANSWERED_PERSON = "unanswered_person"  # the set-up's person: a client waits
    EXPIRED = "expired"  # referrer: nobody has offered; tell the client today
    EXPIRED_PERSON = "expired_person"  # the set-up's person
    LINE_CHANGED = "line_changed"  # referrer: somebody else is first in line, or nobody
    CLOSED = "closed"  # both sides: closed without an outcome, which can still be told
    COLLEAGUE_QUIET = "colleague_quiet"  # referrer: the colleague on whom they depend answers no reminder
    # Not of any rule of a referral.
    REFUSED = "refused"  # a private line on why an offer by reaction could not be taken; `about` is the reason
    THANKS = "thanks"  # a colleague's thank-you
    TELL_NICHE = "tell_niche"  # whom a colleague helps best
    PAUSED = "paused"  # three digests went unanswered, so the bot stops
    WELCOME = "welcome"  # new member: what the exchange is
    NICHE_STILL_RIGHT = "niche_still_right"  # once a quarter: is it?
    OPENINGS_RUN_OUT = "openings_run_out"  # is there room now?
    CLARITY_ASK = "clarity_ask"  # who agreed: which request would you send to `about`? the subject is the round
    CLARITY_RESULT = "clarity_result"  # whose niche it is: how many knew; the subject is the round
    CONTACT_DUE = "contact_due"  # time to be in touch with who refers from outside; the subject is the source
    ORIGIN_ASKED = "origin_asked"  # referrer: did someone send this client to you? the subject is the referral
    DIGEST = "digest"  # the many nudges of one person, as one message
    WEEKLY_POST = "weekly_post"  # the channel: thanks, who is still needed, one niche


class Way(StrEnum):
    """How a notice comes to its reader."""

    ANSWER = "answer"  # to what they did this moment: at any hour
    AT_ONCE = "at_once"  # a message of its own, in their working time
    THREAD = "thread"  # likewise, in the thread of the referrer's own copy; to anybody else it is a line of the digest
    DIGEST = "digest"  # a line of their digest


@dataclass(frozen=True)
class Manner:
    """One row of the table of manners: how it is said.

    Attributes:
        rank: where it stands in a digest, the lowest first.
        topic: what somebody mutes who wants no more of these; None where it cannot be muted.
        client_waits: a client waits for what it asks or tells: no limit of digests a week holds it back.
        asks: it asks for something that may be settled before it is answered: it is held against every later state.
        mornings: so many working mornings later it is reason enough for a digest; it goes along with an earlier one.
    """

    way: Way
    rank: int = 0
    topic: Topic | None = None
    client_waits: bool = False
    asks: bool = False
    mornings: int = 0


MANNERS: Mapping[NoticeKind, Manner] = {
    NoticeKind.OFFER_MADE: Manner(Way.THREAD, client_waits=True, asks=True),
    NoticeKind.OFFER_RELEASED: Manner(Way.THREAD, client_waits=True),
    NoticeKind.FIRST_IN_LINE: Manner(Way.AT_ONCE, client_waits=True, asks=True),
    NoticeKind.STILL_A_FIT: Manner(Way.DIGEST, rank=10, client_waits=True, asks=True),
    NoticeKind.CHOSEN: Manner(Way.DIGEST, rank=0, client_waits=True),
    NoticeKind.LET_GO: Manner(Way.DIGEST, rank=70, topic=Topic.NEWS),
    NoticeKind.NO_LONGER_NEEDED: Manner(Way.DIGEST, rank=70, topic=Topic.NEWS),
    NoticeKind.BACK_IN_LINE: Manner(Way.DIGEST, rank=20, client_waits=True),
    NoticeKind.CHOICE_UNDONE: Manner(Way.DIGEST, rank=5, client_waits=True),
    NoticeKind.OPEN_AGAIN: Manner(Way.THREAD, client_waits=True),
    NoticeKind.CHOOSE_REMINDER: Manner(Way.DIGEST, rank=15, client_waits=True, asks=True),
    NoticeKind.OUTCOME_REMINDER: Manner(Way.DIGEST, rank=30, topic=Topic.FOLLOW_UP, asks=True),
    NoticeKind.OUTCOME_REPORTED: Manner(Way.THREAD, rank=40),
    NoticeKind.THANKS_PROMPT: Manner(Way.DIGEST, rank=80, topic=Topic.THANKS),
    NoticeKind.UNCONFIRMED: Manner(Way.DIGEST, rank=25, topic=Topic.FOLLOW_UP, asks=True),
    NoticeKind.COLLEAGUE_LEFT: Manner(Way.THREAD, client_waits=True, asks=True),
    NoticeKind.ASKING_NEXT: Manner(Way.DIGEST, rank=60, topic=Topic.NEWS),
    NoticeKind.UNANSWERED: Manner(Way.THREAD, client_waits=True, asks=True),
    NoticeKind.UNANSWERED_PERSON: Manner(Way.DIGEST, rank=12, client_waits=True),
    NoticeKind.EXPIRED: Manner(Way.THREAD, client_waits=True),
    NoticeKind.EXPIRED_PERSON: Manner(Way.DIGEST, rank=65),
    NoticeKind.LINE_CHANGED: Manner(Way.THREAD, client_waits=True),
    NoticeKind.CLOSED: Manner(Way.THREAD, rank=50, topic=Topic.FOLLOW_UP),
    NoticeKind.COLLEAGUE_QUIET: Manner(Way.THREAD, client_waits=True, asks=True),
    NoticeKind.REFUSED: Manner(Way.ANSWER),
    NoticeKind.THANKS: Manner(Way.AT_ONCE),
    NoticeKind.TELL_NICHE: Manner(Way.AT_ONCE),
    NoticeKind.PAUSED: Manner(Way.AT_ONCE),
    NoticeKind.WELCOME: Manner(Way.AT_ONCE),
    NoticeKind.NICHE_STILL_RIGHT: Manner(Way.DIGEST, rank=85, topic=Topic.NICHE, asks=True),
    NoticeKind.OPENINGS_RUN_OUT: Manner(Way.DIGEST, rank=50, topic=Topic.NICHE, asks=True),
    # A favour: whoever lets it pass is not taken to be away.
    NoticeKind.CLARITY_ASK: Manner(Way.DIGEST, rank=95, topic=Topic.NICHE),
    NoticeKind.CLARITY_RESULT: Manner(Way.DIGEST, rank=90, topic=Topic.NICHE),
    # Favours: whoever lets them pass is not taken to be away.
    NoticeKind.CONTACT_DUE: Manner(Way.DIGEST, rank=88, topic=Topic.SOURCES),
    NoticeKind.ORIGIN_ASKED: Manner(Way.DIGEST, rank=86, topic=Topic.SOURCES, mornings=3),
    NoticeKind.DIGEST: Manner(Way.AT_ONCE),
    NoticeKind.WEEKLY_POST: Manner(Way.AT_ONCE),
}

#: These are held against every later state of their referral.
ASKING = frozenset(kind for kind, manner in MANNERS.items() if manner.asks)


class Face(StrEnum):
    """One living message that always shows the state as it is."""

    CHANNEL = "channel"  # the card
    AGAIN = "again"  # a line in the channel: it still needs somebody
    REFERRER = "referrer"  # the referrer's own copy, by DM
    INVITATION = "invitation"  # to a member who is asked, by DM
    CLAIM = "claim"  # to a member who offered, by DM: the details


@dataclass(frozen=True)
class Notice:
    """Something to say once.

    Attributes:
        to: the id of the member who hears it.
        about: the id of the member whom it is about; "" when it is about the referral alone.
    """

    kind: NoticeKind
    to: str
    about: str = ""

    def way(self, referrer_id: str = "") -> Way:
        """How it comes to its reader; `referrer_id` is of whoever posted the referral that it is about."""
        way = MANNERS[self.kind].way
        return Way.DIGEST if way is Way.THREAD and self.to != referrer_id else way


@dataclass(frozen=True)
class Card:
    """A living message to be shown from now on; `member_id` is "" for the channel."""

    face: Face
    member_id: str = ""
