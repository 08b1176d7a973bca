"""The judge: holds the record of messages against the record of deeds and the calendar, and says what was promised.

It knows what kinds of messages there are and what each asks for, and nothing of the code that sends them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.exchange.notices import Face, NoticeKind
from bot.exchange.values import Outcome
from bot.simulation import calendar
from bot.simulation.deeds import PAUSE
from bot.simulation.kinds import ASKS, CLIENT_WAITS, SETTLES, TELLS_OF_WAIT
from bot.simulation.people import ADMIN
from bot.simulation.record import WHISPER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from bot.simulation.facts import Facts, Standing
    from bot.simulation.people import Colleague
    from bot.simulation.slack import Post
    from bot.simulation.story import Story

_WEEK = timedelta(days=7)
_MONTH = timedelta(days=30)
_WAITING = Outcome.WAITING.value


@dataclass(frozen=True)
class Said:
    """One thing that one person was told: a message of its own, or a line of a digest."""

    post: Post
    kind: str
    referral: str
    about: str


@dataclass(frozen=True)
class Wait:
    """A time in which nobody could hold a referral.

    Attributes:
        until: when somebody could, it was over, or somebody was told; None at the end of the story.
        days: business days of the referrer.
        ended: "offered", "over", "told" or "story".
    """

    referral: str
    since: datetime
    until: datetime
    days: float
    ended: str


@dataclass(frozen=True)
class Week:
    """What came to one member in one week; `nudges_an_item` counts the item's earlier weeks too."""

    messages: int = 0
    answers: int = 0
    digests: int = 0
    invitations: int = 0
    nudges_an_item: int = 0
    late_nudges: int = 0
    outside_hours: int = 0


class Judge:
    """Reads one year.

    Args:
        posts: every message, in order.
    """

    def __init__(self, story: Story, people: Mapping[str, Colleague], facts: Facts, posts: Sequence[Post]) -> None:
        self._story, self._people, self._facts = story, people, facts
        self._deeds_at = {(each.deed.by, each.deed.at) for each in facts.deeds}
        self.messages = [p for p in posts if p.label.reader in people and p.label.kind != WHISPER]
        self.said = [said for post in self.messages for said in _all_said(post)]
        self.nudges = [said for said in self.said if said.kind in ASKS]

    def is_answer(self, post: Post) -> bool:
        """Whether a message came in the moment in which its reader did something themselves."""
        return (post.label.reader, post.at) in self._deeds_at

    def outside_hours(self) -> Sequence[Post]:
        """The messages that came while their reader did not work, answers to themselves left aside."""
        return [
            post
            for post in self.messages
            if not self.is_answer(post) and not calendar.works_at(self._people[post.label.reader], post.at)
        ]

    def late_nudges(self) -> Sequence[Said]:
        """The nudges for what was done already when they came."""
        return [said for said in self.nudges if self._is_moot(said)]

    def nudges_by_item(self) -> Mapping[tuple[str, ...], Sequence[Said]]:
        """Nudges by reader and by what they ask for; whatever the reader does about it begins a new item."""
        found: dict[tuple[str, ...], list[Said]] = defaultdict(list)
        for said in self.nudges:
            reader, at = said.post.label.reader, said.post.at
            turn = sum(
                d.deed.by == reader and d.deed.referral == said.referral and d.deed.at < at for d in self._facts.deeds
            )
            # What is asked for no referral is asked anew each quarter.
            when = self._facts.at(said.referral, at).handed_off_at if said.referral else (at.year, (at.month - 1) // 3)
            found[reader, ASKS[said.kind], said.referral, str(turn), str(when)].append(said)
        return found

    def calm_digests_in_a_week(self) -> Mapping[str, int]:
        """For each reader the most digests for which no client waited, in any seven days of their calendar."""
        calm = [p for p in self._of(NoticeKind.DIGEST) if not any(kind in CLIENT_WAITS for kind, *_ in p.label.lines)]
        return self._most_in_a_week(calm)

    def digests_a_day(self) -> Mapping[str, int]:
        """For each reader the most digests in one day of their own calendar."""
        days = Counter((p.label.reader, self._day_of(p)) for p in self._of(NoticeKind.DIGEST))
        return {reader: max(n for (r, _), n in days.items() if r == reader) for reader, _ in days}

    def invitations_in_a_week(self) -> Mapping[str, int]:
        """For each reader the most invitations in any seven days of their calendar."""
        return self._most_in_a_week(self._of(Face.INVITATION))

    def after_leaving(self) -> Sequence[Post]:
        """Messages to people who were members no more."""
        return [p for p in self.messages if not self._people[p.label.reader].is_there(p.at)]

    def while_paused(self) -> Sequence[Post]:
        """Messages that came by themselves to people who had asked for quiet, until the day that they named."""
        found = []
        for each in self._facts.deeds:
            if each.deed.what == PAUSE:
                until, reader = date.fromisoformat(each.deed.detail), each.deed.by
                theirs = (p for p in self.messages if p.label.reader == reader and p.at > each.deed.at)
                found += [p for p in theirs if self._day_of(p) < until and not self.is_answer(p)]
        return found

    def waits(self) -> Iterator[Wait]:
        """Every time in which nobody could hold a referral, until somebody was told of it."""
        told = defaultdict(list)
        for said in self.said:
            if said.kind in TELLS_OF_WAIT:
                told[said.referral].append(said.post.at)
        for posted in self._facts.posted:
            key = posted.deed.referral
            history = [*self._facts.history(key), (self._story.end, None)]
            for since, until, ended in _unclaimed(history):
                heard = next((at for at in sorted(told[key]) if since <= at <= until), None)
                at, how = (heard, "told") if heard else (until, ended)
                days = calendar.business_days(self._people[posted.deed.by], since, at)
                yield Wait(key, since, at, days, how)

    def waits_of_the_person(self) -> Sequence[float]:
        """Business days of whoever is told when nobody answers, from when it was unclaimed until they heard."""
        person = list(self._people.values())[ADMIN]
        heard = [s for s in self.said if s.kind == NoticeKind.UNANSWERED_PERSON]
        since = [(s, self._facts.at(s.referral, s.post.at).unclaimed_since) for s in heard]
        return [calendar.business_days(person, begun, said.post.at) for said, begun in since if begun]

    def outcomes(self) -> tuple[int, int]:
        """Of the hand-offs that are a month old: (of how many the outcome was known by day 30, how many there were)."""
        known = total = 0
        for posted in self._facts.posted:
            for at, outcome_at in _hand_offs(self._facts.history(posted.deed.referral)):
                if at + _MONTH <= self._story.end:
                    total += 1
                    known += outcome_at is not None and outcome_at - at <= _MONTH
        return known, total

    def weeks(self) -> Mapping[str, Sequence[Week]]:
        """What came to each member, week by week."""
        late = {(said.post.place, said.kind, said.referral) for said in self.late_nudges()}
        outside = {post.place for post in self.outside_hours()}
        most: dict[tuple[str, int], int] = defaultdict(int)
        for nudges in self.nudges_by_item().values():
            for count, said in enumerate(nudges, 1):
                at = (said.post.label.reader, self._week_of(said.post))
                most[at] = max(most[at], count)
        by_week: dict[tuple[str, int], list[Post]] = defaultdict(list)
        for post in self.messages:
            by_week[post.label.reader, self._week_of(post)].append(post)

        def week(user_id: str, number: int) -> Week:
            posts = by_week[user_id, number]
            return Week(
                messages=len(posts),
                answers=sum(map(self.is_answer, posts)),
                digests=sum(post.label.kind == NoticeKind.DIGEST for post in posts),
                invitations=sum(post.label.kind == Face.INVITATION for post in posts),
                nudges_an_item=most[user_id, number],
                late_nudges=sum((post.place, s.kind, s.referral) in late for post in posts for s in _all_said(post)),
                outside_hours=sum(post.place in outside for post in posts),
            )

        return {user_id: [week(user_id, number) for number in range(self._story.weeks)] for user_id in self._people}

    def _day_of(self, post: Post) -> date:
        """The day of its reader's own calendar."""
        return post.at.astimezone(self._people[post.label.reader].zone_at(post.at)).date()

    def _most_in_a_week(self, posts: Sequence[Post]) -> Mapping[str, int]:
        days = defaultdict(list)
        for post in posts:
            days[post.label.reader].append(self._day_of(post))
        return {
            reader: max(sum(day <= other < day + _WEEK for other in on) for day in on) for reader, on in days.items()
        }

    def _week_of(self, post: Post) -> int:
        return min((post.at - self._story.start) // _WEEK, self._story.weeks - 1)

    def _of(self, kind: str) -> Sequence[Post]:
        return [post for post in self.messages if post.label.kind == kind]

    def _is_moot(self, said: Said) -> bool:
        """Whether what a nudge asks for had been done before it came."""
        if settled_by := SETTLES.get(ASKS[said.kind]):
            since = said.post.at - _WEEK
            return any(
                each.deed.what in settled_by and each.deed.by == said.post.label.reader
                for each in self._facts.deeds
                if since < each.deed.at < said.post.at
            )
        one, reader = self._facts.at(said.referral, said.post.at), said.post.label.reader
        if one.over:
            return True
        match ASKS[said.kind]:
            case "offer":
                return bool(one.chosen) or reader in one.answered
            case "hold" | "still a fit":
                return bool(one.chosen) or reader not in one.offers
            case "choose":
                return bool(one.chosen) or not one.offers
            case "outcome":
                return not one.chosen or _is_known(one)
            case "find somebody":
                return bool(one.chosen) or one.has_holder
            case "ask next":
                return said.about not in (one.chosen, *one.offers) and said.kind == NoticeKind.COLLEAGUE_QUIET
            case _:
                return reader in one.thanked


def _is_known(one: Standing) -> bool:
    """Whether either side has said how it went; that they still wait is no end."""
    return any(outcome != _WAITING for outcome in one.reports.values())


def _all_said(post: Post) -> Iterator[Said]:
    if post.label.kind == NoticeKind.DIGEST:
        for kind, referral, about in post.label.lines:
            yield Said(post, kind, referral, about)
    else:
        yield Said(post, post.label.kind, post.label.referral, post.label.about)


def _unclaimed(
    history: Sequence[tuple[datetime, Standing | None]],
) -> Iterator[tuple[datetime, datetime, str]]:
    """The spells in which nobody could hold it: (since, until, how it ended); a deed that restarts it begins one."""
    for (_, standing), (later, then) in pairwise(history):
        since = standing.unclaimed_since if standing else None
        if since is None or (then is not None and then.unclaimed_since == since):
            continue
        ended = "story" if then is None else "offered" if then.has_holder else "over" if not then.is_looking else "told"
        yield since, later, ended


def _hand_offs(history: Sequence[tuple[datetime, Standing]]) -> Iterator[tuple[datetime, datetime | None]]:
    """Each hand-off of a referral, and when somebody first said how it went."""
    begun: dict[datetime, datetime | None] = {}
    before: Standing | None = None
    for at, standing in history:
        if standing.handed_off_at:
            told = at if _is_known(standing) else None
            begun[standing.handed_off_at] = begun.get(standing.handed_off_at) or told
        elif before and before.handed_off_at:  # it did not work out, which is an outcome too
            begun[before.handed_off_at] = begun.get(before.handed_off_at) or at
        before = standing
    yield from begun.items()
