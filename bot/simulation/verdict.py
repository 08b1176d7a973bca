"""What was promised and what was kept, in figures: as a table for people and as JSON for programs."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from statistics import mean, median
from typing import TYPE_CHECKING, Any

from bot.exchange.notices import NoticeKind
from bot.exchange.values import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.simulation.facts import Facts
    from bot.simulation.judging import Judge, Wait
    from bot.simulation.people import Colleague
    from bot.simulation.slack import Post
    from bot.simulation.story import Story

#: Business days by which somebody is told of a referral that nobody has.
_LONGEST_WAIT = 3
#: A ten-thousandth of a business day is three seconds.
_ROUNDED = 4


@dataclass(frozen=True)
class Promise:
    """One promise, the worst figure that was seen, and the most that it may be."""

    says: str
    figure: float
    most: float

    @property
    def kept(self) -> bool:
        return self.figure <= self.most


@dataclass(frozen=True)
class Verdict:
    """One year, judged."""

    story: Story
    people: Mapping[str, Colleague]
    judge: Judge
    facts: Facts

    def promises(self) -> Sequence[Promise]:
        """Each promise with the worst that was seen of it."""
        judge, nudges = self.judge, self.judge.nudges
        waits = [wait.days for wait in judge.waits()]
        return (
            Promise("share of nudges for what was done already", len(judge.late_nudges()) / max(len(nudges), 1), 0),
            Promise("messages outside the reader's working hours", len(judge.outside_hours()), 0),
            Promise("most nudges for one item", max(map(len, judge.nudges_by_item().values()), default=0), 2),
            Promise("most digests of one person in a day", max(judge.digests_a_day().values(), default=0), 1),
            Promise(
                "most digests of one person in seven days, no client waiting",
                max(judge.calm_digests_in_a_week().values(), default=0),
                2,
            ),
            Promise(
                "most invitations of one person in seven days",
                max(judge.invitations_in_a_week().values(), default=0),
                3,
            ),
            Promise(
                "longest wait of an unclaimed referral until a person was told, in business days",
                round(max(waits, default=0), _ROUNDED),
                _LONGEST_WAIT,
            ),
            Promise("messages to people who had asked for quiet", len(judge.while_paused()), 0),
            Promise("messages to people who had left", len(judge.after_leaving()), 0),
        )

    @property
    def is_good(self) -> bool:
        return all(promise.kept for promise in self.promises())

    def endings(self) -> Mapping[str, str]:
        """How each referral ended, by its key."""
        expired = {said.referral for said in self.judge.said if said.kind == NoticeKind.EXPIRED}
        return {each.deed.referral: self._ending(each.deed.referral, expired) for each in self.facts.posted}

    def _ending(self, referral: str, expired: set[str]) -> str:
        one = self.facts.at(referral, self.story.end)
        if one.reports:
            booked = Outcome.BOOKED.value in one.reports.values()
            return "booked" if booked else "another outcome"
        if one.over:
            return "withdrawn"
        if one.chosen:
            return "handed off, outcome unknown"
        return "expired" if referral in expired else "looking"

    def as_json(self) -> dict[str, Any]:
        """All of it, week by week and member by member."""
        known, handed_off = self.judge.outcomes()
        weeks = self.judge.weeks()
        return {
            "story": {**asdict(self.story), "begins": self.story.begins.isoformat()},
            "promises": [{**asdict(each), "kept": each.kept} for each in self.promises()],
            "referrals": len(self.facts.posted),
            "endings": Counter(self.endings().values()),
            "handed_off": handed_off,
            "outcome_known_by_day_30": known,
            "messages": len(self.judge.messages),
            "nudges": len(self.judge.nudges),
            "waits": [_wait(wait) for wait in self.judge.waits()],
            "members": [
                {"name": one.name, "zone": one.home.zone, "weeks": [asdict(week) for week in weeks[user_id]]}
                for user_id, one in self.people.items()
            ],
        }

    def table(self) -> Iterator[str]:
        """What somebody reads who ran it."""
        yield from self._members()
        yield ""
        yield from self._sums()
        yield ""
        for promise in self.promises():
            word = "kept  " if promise.kept else "BROKEN"
            yield f"{word}  {promise.says}: {_number(promise.figure)} (at most {promise.most})"

    def _members(self) -> Iterator[str]:
        heads = (
            "messages a week",
            "most",
            "answers",
            "digests",
            "most",
            "invited",
            "nudges an item",
            "late",
            "outside",
        )
        yield f"{'':<16} {'time zone':<20} " + " ".join(f"{head:>{_width(head)}}" for head in heads)
        for user_id, weeks in self.judge.weeks().items():
            by_itself = [week.messages - week.answers for week in weeks]
            figures = (
                f"{mean(by_itself):.1f}",
                max(by_itself),
                sum(week.answers for week in weeks),
                sum(week.digests for week in weeks),
                max(week.digests for week in weeks),
                sum(week.invitations for week in weeks),
                max(week.nudges_an_item for week in weeks),
                sum(week.late_nudges for week in weeks),
                sum(week.outside_hours for week in weeks),
            )
            one = self.people[user_id]
            cells = (f"{figure:>{_width(head)}}" for head, figure in zip(heads, figures, strict=True))
            yield f"{one.name:<16} {one.home.zone:<20} " + " ".join(cells)

    def _sums(self) -> Iterator[str]:
        known, handed_off = self.judge.outcomes()
        by_itself = [week.messages - week.answers for weeks in self.judge.weeks().values() for week in weeks]
        waits = [wait.days for wait in self.judge.waits() if wait.ended == "offered"]
        counts = (len(self.facts.posted), len(self.judge.messages), len(self.judge.nudges))
        yield "{} referrals, {} direct messages, {} nudges".format(*counts)
        yield f"messages by itself, per member and week: {mean(by_itself):.2f} on average, {max(by_itself)} at most"
        if waits:
            yield f"until somebody offered: {median(waits):.2f} business days in the middle"
        endings = ", ".join(f"{ending} {count}" for ending, count in Counter(self.endings().values()).most_common())
        yield f"how referrals ended: {endings}"
        if handed_off:
            share = f"{known / handed_off:.0%}"
            yield f"outcome known by day 30: {known} of {handed_off} hand-offs ({share}; the goal is 80%)"


def hours_of_the_day(verdict: Verdict, posts: Sequence[Post]) -> Sequence[int]:
    """At which hour of their reader's day messages came, from 0 to 23."""
    return [post.at.astimezone(verdict.people[post.label.reader].zone_at(post.at)).hour for post in posts]


def _wait(wait: Wait) -> dict[str, Any]:
    return {"referral": wait.referral, "business_days": round(wait.days, _ROUNDED), "ended": wait.ended}


def _width(head: str) -> int:
    return max(len(head), 6)


def _number(figure: float) -> str:
    return f"{figure:.4f}".rstrip("0").rstrip(".")
