"""What a move makes the exchange say, as opaque facts; the views find the words when it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class NoticeKind(StrEnum):
    """One message to one member."""

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


#: These ask for something that may be settled before it is answered: they are held against every later state.
ASKING = frozenset(
    {
        NoticeKind.OFFER_MADE,
        NoticeKind.FIRST_IN_LINE,
        NoticeKind.STILL_A_FIT,
        NoticeKind.CHOOSE_REMINDER,
        NoticeKind.OUTCOME_REMINDER,
        NoticeKind.UNANSWERED,
        NoticeKind.UNCONFIRMED,
        NoticeKind.COLLEAGUE_LEFT,
    }
)


class Face(StrEnum):
    """One living message that always shows the state as it is."""

    CHANNEL = "channel"  # the card
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


@dataclass(frozen=True)
class Card:
    """A living message to be shown from now on; `member_id` is "" for the channel."""

    face: Face
    member_id: str = ""
