"""A small collective and a way to play out a referral among them, by the rules alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.exchange import moves as m
from bot.exchange.decide import Changes, decide
from bot.exchange.notices import NoticeKind
from bot.exchange.nudges import Nudge, NudgeKind
from bot.exchange.practice import Practice
from bot.exchange.values import (
    Answer,
    Audience,
    Kind,
    Means,
    Member,
    Membership,
    Outcome,
    Referral,
    ReferralState,
    Standing,
    Status,
    Urgency,
)
from bot.exchange.working_time import WorkingTime
from bot.matching import Match, Need

#: A Tuesday morning in New York.
START = datetime(2026, 3, 3, 15, tzinfo=UTC)
NEW_YORK, LOS_ANGELES = ZoneInfo("America/New_York"), ZoneInfo("America/Los_Angeles")
NEED = Need(
    concerns=("anxiety", "grief"),
    age_group="adult",
    payments=("aetna", "private_pay"),
    format="telehealth",
    states=("NY",),
    note="Somebody warm.",
)
#: Sam refers, Pat is the set-up's person; the others are colleagues, best match first. Ben lives in California.
COLLEAGUES = ("ana", "ben", "cleo", "dev", "eve", "fay", "gus")
PEOPLE = {name: Member(name, f"U0{name}", name.title()) for name in ("sam", "pat", *COLLEAGUES)}
GUEST = Member("guest", "U0guest", "Guest", kind=Kind.GUEST)
WORKING_TIMES = dict.fromkeys(PEOPLE, WorkingTime(NEW_YORK)) | {"ben": WorkingTime(LOS_ANGELES)}
PRACTICE = Practice(WORKING_TIMES, person_id="pat")


def matches(*names: str) -> Sequence[Match]:
    """A ranking, best first; of all colleagues when nobody is named."""
    return tuple(Match(name, 1.0, (f"why {name}",)) for name in names or COLLEAGUES)


def post(*names: str) -> m.Post:
    return m.Post("sam", matches(*names))


def offer(
    who: str, *conflicts: str, means: Means = Means.BUTTON, again: str = "", member: Member | None = None
) -> m.Offer:
    """An offer, its claim named after who makes it; `again` tells a second offer from the first."""
    member = member or PEOPLE[who]
    counts = member.counts(Membership.CHANNEL)
    return m.Offer(who, counts, claim_id=f"{who}{again}", means=means, conflicts=conflicts)


def release(who: str, means: Means = Means.BUTTON) -> m.Release:
    return m.Release(who, means)


def choose(claim_id: str) -> m.Choose:
    return m.Choose("sam", claim_id)


def report(who: str, outcome: Outcome) -> m.ReportOutcome:
    return m.ReportOutcome(who, outcome)


def decline(who: str, answer: Answer = Answer.NOT_A_FIT) -> m.Decline:
    return m.Decline(who, answer, matches())


def edit(*names: str, urgency: Urgency = Urgency.ROUTINE, **changed: object) -> m.Edit:
    """An edit that changes these facets of `NEED`; the names are whoever fits afterwards."""
    return m.Edit("sam", replace(NEED, **changed), urgency, matches(*names))  # type: ignore[arg-type]


def remind(kind: NudgeKind, *names: str) -> m.Remind:
    return m.Remind(m.CLOCK, kind, matches(*names))


@dataclass
class Story:
    """A referral as it goes: what stands, what was said last, what is pending; a move takes an hour."""

    state: ReferralState
    practice: Practice = PRACTICE
    now: datetime = START
    pending: Sequence[Nudge] = ()
    last: Changes | None = field(default=None, repr=False)

    def do(self, *moves: m.Move) -> Story:
        for move in moves:
            self.last = decide(self.state, move, self.now, self.practice)
            self.state = self.last.state
            if self.last.nudges is not None:
                self.pending = self.last.nudges
            self.now += timedelta(hours=1)
        return self

    def refuses(self, move: m.Move) -> m.Why:
        """Why the move is refused; it has to be."""
        with pytest.raises(m.Refused) as refusal:
            decide(self.state, move, self.now, self.practice)
        return refusal.value.why

    @property
    def status(self) -> Status:
        return self.state.status

    @property
    def line(self) -> list[str]:
        """Who is in line, holder first."""
        return [claim.member_id for claim in self.state.line]

    @property
    def holder(self) -> str | None:
        return self.state.holder.member_id if self.state.holder else None

    @property
    def asked(self) -> list[str]:
        """Who was ever asked, in that order."""
        return sorted((i.member_id for i in self.state.invitations), key=COLLEAGUES.index)

    @property
    def said(self) -> set[tuple[NoticeKind, str]]:
        """What the last move made the exchange say, and to whom; nothing is said twice."""
        notices = self.last.notices if self.last else ()
        said = {(notice.kind, notice.to) for notice in notices}
        assert len(said) == len(notices)
        return said

    def standing(self, claim_id: str) -> Standing:
        return next(claim.standing for claim in self.state.claims if claim.id == claim_id)


def draft(
    audience: Audience = Audience.CHANNEL, urgency: Urgency = Urgency.ROUTINE, kept_from: frozenset[str] = frozenset()
) -> Referral:
    """Sam's referral, not posted yet."""
    return Referral("r1", "practice", "sam", "form1", NEED, urgency, audience, START, kept_from)


def story(*moves: m.Move, referral: Referral | None = None, practice: Practice = PRACTICE) -> Story:
    """A referral that was posted, which asked Ana, Ben and Cleo, and then `moves`."""
    return Story(ReferralState(referral or draft()), practice).do(post(), *moves)
