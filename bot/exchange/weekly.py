"""The weekly post in the channel: when it comes, whether there is anything to say, and whose niche is told this time.

It gathers what is worth knowing of each other, and ranks and counts nobody.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.exchange.reminders import Topic
from bot.exchange.values import Status
from bot.exchange.working_time import WorkingTime

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.exchange.scene import CardFacets
    from bot.exchange.values import Member, Referral, Urgency
    from bot.exchange.working_time import PracticeHours

#: Thanks that stand in it only this long after they were written, which is after the hand-off that they are for:
#: so near to it they could point to the client.
QUIET = timedelta(weeks=2)
#: What more there is comes in the weeks after, the oldest first.
MOST_THANKS = 6
#: What more there is stands in the channel as cards, and in `/refer list`.
MOST_REFERRALS = 15

_HOUR = time(10)
_WORKING_WEEK = 5
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Turn:
    """A member in the rotation of niches.

    Attributes:
        met_at: when the exchange first heard of them.
        featured_at: when their niche last stood in the post; None: never.
    """

    member: Member
    met_at: datetime
    featured_at: datetime | None


@dataclass(frozen=True)
class Contents:
    """What goes into a post, by ids; `featured_id` is "" where nobody's niche does."""

    thanks_ids: Sequence[str]
    referral_ids: Sequence[str]
    featured_id: str


@dataclass(frozen=True)
class Thanked:
    """A thank-you of which both people agreed that it may stand here."""

    giver: Member
    to: Member
    words: str


@dataclass(frozen=True)
class Wanted:
    """A request that still needs somebody: no more of it than may stand on its card.

    Attributes:
        card_url: where the card can be read; "" while that is not known.
    """

    facets: CardFacets
    urgency: Urgency
    card_url: str


@dataclass(frozen=True)
class ThisWeek:
    """A post as it is to be shown now: what is true no more is left out."""

    thanked: Sequence[Thanked] = ()
    wanted: Sequence[Wanted] = ()
    featured: Member | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.thanked or self.wanted or self.featured)


def working_time_of(members: Sequence[Member], hours: PracticeHours) -> WorkingTime:
    """When a collective works: its practice hours, Monday to Friday, where most of its members are.

    Of the time zones the most common counts, and of the public holidays those that most members there keep; where two
    are as common, the first by name.
    """
    zone = _commonest(member.time_zone for member in members) or "UTC"
    region = _commonest(member.working_time(hours).region for member in members if member.time_zone == zone)
    return WorkingTime(ZoneInfo(zone), hours, region=region)


def week_of(moment: datetime, working_time: WorkingTime) -> str:
    """The week in which a moment falls for the collective, by ISO 8601: "2026-W10"."""
    return f"{moment.astimezone(working_time.zone):%G-W%V}"


def week_before(moment: datetime, working_time: WorkingTime) -> str:
    """The week before that."""
    return week_of(moment.astimezone(working_time.zone) - _WEEK, working_time)


def next_post(after: datetime, working_time: WorkingTime, day: int) -> datetime:
    """When the next post is due after a moment, by `post_in_week`; UTC."""
    week = after
    while (at := post_in_week(week, working_time, day)) is None or at <= after:
        week += _WEEK
    return at


def post_in_week(moment: datetime, working_time: WorkingTime, day: int) -> datetime | None:
    """When the post of the week of `moment` is due: at ten in the morning or the working moment next to it; UTC.

    Args:
        day: of the week, 0 for Monday to 4. Where that is a holiday it is the next working day of the week, or else
            the one before; None in a week without any.
    """
    hour = _HOUR if working_time.hours.end > _HOUR else working_time.hours.start
    today = moment.astimezone(working_time.zone).date()
    monday = today - timedelta(days=today.weekday())
    for weekday in (*range(day, _WORKING_WEEK), *reversed(range(day))):
        on = monday + timedelta(days=weekday)
        at = working_time.next(datetime.combine(on, hour, working_time.zone))
        if at.astimezone(working_time.zone).date() == on:
            return at
    return None


def still_wanted(referral: Referral) -> bool:
    """Whether a referral needs somebody, and the whole channel was asked."""
    return referral.status is Status.OPEN and referral.asks_channel


def may_be_featured(member: Member) -> bool:
    """Whether a member has put their niche into words, and did not say "not me"."""
    return bool(member.niche.statement) and Topic.FEATURED not in member.reminders.muted


def whose_niche(turns: Iterable[Turn], now: datetime) -> str:
    """The id of the member whose turn it is; "" where it is nobody's.

    Whoever was never shown comes first, in the order in which they came; then whoever was shown longest ago. A member
    who is paused keeps their turn.
    """
    ready = [t for t in turns if may_be_featured(t.member) and not t.member.reminders.is_paused(now)]
    first = min(
        ready,
        key=lambda t: (t.featured_at is not None, t.featured_at or t.met_at, t.met_at, t.member.user_id),
        default=None,
    )
    return first.member.id if first else ""


def worth_saying(contents: Contents, *, spoke_last_week: bool) -> bool:
    """Whether there is a post this week; a niche by itself is one every other week at most."""
    if contents.thanks_ids or contents.referral_ids:
        return True
    return bool(contents.featured_id) and not spoke_last_week


def _commonest(names: Iterable[str]) -> str:
    tally = Counter(names)
    return min(tally, key=lambda name: (-tally[name], name), default="")
