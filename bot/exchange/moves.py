"""The moves: everything that can happen to a referral, as frozen values.

`by` is the id of the member who makes the move, or `CLOCK` when time does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.exchange.nudges import NudgeKind
from bot.exchange.values import Answer, Means, Outcome, Urgency
from bot.matching import Match, Need

CLOCK = ""


@dataclass(frozen=True)
class Move:
    """Something that happens to a referral."""

    by: str


@dataclass(frozen=True)
class Post(Move):
    """Ask the colleagues; `candidates` is the ranking, best first."""

    candidates: Sequence[Match] = ()


@dataclass(frozen=True)
class Offer(Move):
    """ "I can take this."

    Attributes:
        counts: whether who offers is a member of the collective.
        claim_id: the id that the claim gets.
        conflicts: what it conflicts with among what they stated.
    """

    counts: bool
    claim_id: str
    means: Means
    conflicts: Sequence[str] = ()


@dataclass(frozen=True)
class Confirm(Move):
    """ "I can take it all the same", to an offer that conflicts with what the member stated."""


@dataclass(frozen=True)
class SayGlad(Move):
    """ "Yes, I would be glad to see this on my calendar"."""


@dataclass(frozen=True)
class StandBack(Move):
    """ "I could as backup"."""


@dataclass(frozen=True)
class Release(Move):
    """Take an offer back; by reaction only where it was made by reaction."""

    means: Means


@dataclass(frozen=True)
class Decline(Move):
    """Say no to an invitation; the next candidate is asked at once."""

    answer: Answer
    candidates: Sequence[Match] = ()


@dataclass(frozen=True)
class UndoDecline(Move):
    """Take the no back."""


@dataclass(frozen=True)
class Edit(Move):
    """Change what is asked for; `vouched` as in `Referral`."""

    need: Need
    urgency: Urgency
    candidates: Sequence[Match] = ()
    vouched: tuple[str, ...] = ()


@dataclass(frozen=True)
class Extend(Move):
    """Keep an unanswered referral open as long again, and ask the next candidates."""

    candidates: Sequence[Match] = ()


@dataclass(frozen=True)
class Withdraw(Move):
    """It is no longer needed."""


@dataclass(frozen=True)
class UndoWithdraw(Move):
    """It is needed after all: everything stands as it stood."""


@dataclass(frozen=True)
class Choose(Move):
    """The client chose the colleague with this claim."""

    claim_id: str


@dataclass(frozen=True)
class UndoChoose(Move):
    """That was a slip: everything stands as it stood."""


@dataclass(frozen=True)
class ReportOutcome(Move):
    """How it went, as the chosen colleague or the referrer tells it."""

    outcome: Outcome


@dataclass(frozen=True)
class AskNext(Move):
    """The referrer turns to the next in line after a hand-off that did not work out or was never confirmed."""


@dataclass(frozen=True)
class Leave(Move):
    """The member left the workspace, or is a member no more; whoever is asked in their place is the next candidate."""

    candidates: Sequence[Match] = ()


@dataclass(frozen=True)
class Remind(Move):
    """A nudge became due; `candidates` is the ranking where the nudge invites."""

    nudge: NudgeKind
    candidates: Sequence[Match] = ()


class Why(StrEnum):
    """Why something was refused, a move above all. What a person reads is in the views."""

    NOT_YOURS = "not_yours"
    OVER = "over"
    CHOSEN_ALREADY = "chosen_already"
    NOT_NOW = "not_now"
    OWN_REFERRAL = "own_referral"
    KEPT_FROM = "kept_from"
    NOT_A_MEMBER = "not_a_member"
    ALREADY_OFFERED = "already_offered"
    NO_OFFER = "no_offer"
    NOT_ADMIN = "not_admin"
    OWN_LICENCE = "own_licence"
    OTHER_LICENCES = "other_licences"
    NO_SOURCE = "no_source"
    LIST_FULL = "list_full"
    NO_COLLEAGUE = "no_colleague"
    THANKS_TO_ONESELF = "thanks_to_oneself"
    MENTIONED = "mentioned"
    NO_NICHE = "no_niche"
    TOLD_LATELY = "told_lately"


class Refused(Exception):
    """The move is not legal in the state as it is; nothing changed.

    Attributes:
        why: the rule that it broke.
    """

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why
