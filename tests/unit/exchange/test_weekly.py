"""The weekly post: when it comes, whether there is anything to say, and that niches take turns."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exchange.reminders import Pause, PausedBy, Reminders, Topic
from bot.exchange.values import Audience, Member, Referral, Status, Urgency
from bot.exchange.weekly import (
    Contents,
    Turn,
    next_post,
    still_wanted,
    week_before,
    week_of,
    whose_niche,
    working_time_of,
    worth_saying,
)
from bot.exchange.working_time import PracticeHours, WorkingTime
from bot.matching import Licence, Need, Profile

CHICAGO = ZoneInfo("America/Chicago")
HOURS = PracticeHours()
THURSDAY = 3
NOW = datetime(2026, 3, 5, 16, tzinfo=UTC)
TEXAS = WorkingTime(CHICAGO, HOURS, region="US-TX")


def at(local: str, zone: ZoneInfo = CHICAGO) -> datetime:
    """The moment at which a clock on the wall of `zone` shows this."""
    return datetime.fromisoformat(local).replace(tzinfo=zone).astimezone(UTC)


def member(name: str, **fields: object) -> Member:
    niche = Profile(name, f"I help people like {name}.", licences=(Licence("TX"),))
    usual = {"user_id": f"U0{name.upper()}", "name": name, "time_zone": "America/Chicago", "niche": niche}
    return Member(name, **(usual | fields))  # type: ignore[arg-type]


def turn(name: str, *, met: int = 0, featured: int | None = None, **fields: object) -> Turn:
    """Somebody who was met, and perhaps was featured, so many days after the first."""
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    shown = None if featured is None else begin + timedelta(days=featured)
    return Turn(member(name, **fields), begin + timedelta(days=met), shown)


def whose(*turns: Turn) -> str:
    return whose_niche(turns, NOW)


@pytest.mark.parametrize(
    ("after", "post"),
    [
        ("2026-03-02T09:00", "2026-03-05T10:00"),  # a Monday
        ("2026-03-05T09:59", "2026-03-05T10:00"),  # the morning itself
        ("2026-03-05T10:00", "2026-03-12T10:00"),  # it was just now
        ("2026-03-08T12:00", "2026-03-12T10:00"),  # the clocks are changed this Sunday
        ("2026-11-23T09:00", "2026-11-25T10:00"),  # Thanksgiving, and the day after it, which Texas keeps too
        ("2026-12-21T09:00", "2026-12-23T10:00"),  # both days before Christmas but one are free
        ("2025-12-29T09:00", "2026-01-02T10:00"),  # New Year is a Thursday: the day after, in the same week
        ("2024-02-26T09:00", "2024-02-29T10:00"),  # a leap day
    ],
)
def test_it_comes_once_a_week_and_on_no_holiday(after: str, post: str) -> None:
    """On Thursdays at ten; where that is a holiday, on the next working day of the week or else the one before."""
    assert next_post(at(after), TEXAS, THURSDAY) == at(post)


def test_a_week_without_a_working_day_has_none() -> None:
    """Golden Week and what is added to it: the post after it comes a week later."""
    china = WorkingTime(ZoneInfo("Asia/Shanghai"), HOURS, region="CN")
    found = next_post(at("2026-09-30T18:00", china.zone), china, THURSDAY)
    assert found == at("2026-10-08T10:00", china.zone)


@pytest.mark.parametrize(
    ("hours", "clock"),
    [
        (PracticeHours(time(13), time(20)), time(13)),
        (PracticeHours(time(6), time(9)), time(6)),
        (PracticeHours(time(9), time(10)), time(9)),
    ],
)
def test_hours_without_ten_in_the_morning_have_another_moment(hours: PracticeHours, clock: time) -> None:
    """The first of the day that is working time from ten on, or else the first at all."""
    found = next_post(at("2026-03-02T09:00"), WorkingTime(CHICAGO, hours), THURSDAY)
    assert found.astimezone(CHICAGO).time() == clock


@settings(max_examples=60)
@given(
    st.timedeltas(timedelta(), timedelta(days=4 * 365)).map(datetime(2024, 1, 1, tzinfo=UTC).__add__),
    st.sampled_from(["America/Chicago", "Europe/Berlin", "Pacific/Auckland", "Africa/Cairo"]),
    st.sampled_from(["", "US-TX", "DE-BY", "NZ"]),
    st.integers(0, 4),
)
def test_posts_are_in_working_time_one_a_week(after: datetime, zone: str, region: str, day: int) -> None:
    """Whatever the clocks do: each is ahead, in working time, and in another week than the one before it."""
    working_time = WorkingTime(ZoneInfo(zone), HOURS, region=region)
    weeks = []
    for _ in range(6):
        found = next_post(after, working_time, day)
        assert found > after
        assert working_time.is_working(found)
        weeks.append(week_of(found, working_time))
        after = found
    assert len(set(weeks)) == len(weeks)


def test_the_collective_is_where_most_of_its_members_are() -> None:
    """The most common time zone, with the holidays that most members there keep; of two as common the first by name."""
    east, west = {"time_zone": "America/New_York"}, {"time_zone": "America/Los_Angeles"}
    people = [member("a", **east), member("b", **east), member("c", **west), member("d")]
    found = working_time_of(people, HOURS)
    assert (found.zone.key, found.region, found.hours) == ("America/New_York", "US-TX", HOURS)
    assert working_time_of(people[1:], HOURS).zone.key == "America/Chicago"
    assert working_time_of([], HOURS).zone.key == "UTC"
    keeps = Reminders(region="US-LA")
    mixed = [member("d", reminders=keeps), member("e", reminders=keeps), member("f")]
    assert working_time_of(mixed, HOURS).region == "US-LA"


def test_a_week_is_of_the_collectives_own_calendar() -> None:
    """On Sunday evening in Chicago the week has not turned; the last days of a year may be of the next one's first."""
    assert week_of(datetime(2026, 3, 9, 3, tzinfo=UTC), TEXAS) == "2026-W10"
    assert week_of(at("2025-12-29T10:00"), TEXAS) == "2026-W01"
    assert week_before(at("2025-12-29T10:00"), TEXAS) == "2025-W52"
    assert week_before(at("2026-03-09T00:30"), TEXAS) == "2026-W10"


def test_niches_take_turns() -> None:
    """Who was never shown comes first, in the order in which they came; then who was shown longest ago."""
    turns = [turn("ana", featured=20), turn("ben", met=5), turn("cleo", met=2), turn("dev", featured=10)]
    order = []
    for week in range(1, 9):
        shown = whose(*turns)
        order.append(shown)
        turns = [replace(t, featured_at=NOW + timedelta(weeks=week)) if t.member.id == shown else t for t in turns]
    assert order == ["cleo", "ben", "dev", "ana"] * 2


def test_ties_are_decided_by_slacks_own_id() -> None:
    """Never by an id that is drawn at random: two replicas choose the same."""
    assert whose(turn("zoe", user_id="U1"), turn("amy", user_id="U2")) == "zoe"


def test_only_who_wants_to_and_has_words_is_shown() -> None:
    """Not without a statement, not after "not me"; whoever is paused keeps their turn."""
    silent = turn("ana", niche=Profile("ana"))
    shy = turn("ben", reminders=Reminders(muted=frozenset({Topic.FEATURED})))
    away = turn("cleo", reminders=Reminders(pause=Pause(PausedBy.MEMBER, NOW + timedelta(days=1))))
    back = turn("cleo", reminders=Reminders(pause=Pause(PausedBy.BOT, NOW)))
    assert whose(silent, shy, away) == ""
    assert whose(silent, shy, away, turn("dev", met=9)) == "dev"
    assert whose(back, turn("dev", met=9)) == "cleo"


@pytest.mark.parametrize(
    ("contents", "spoke", "worth"),
    [
        (Contents((), (), ""), False, False),
        (Contents((), (), "ana"), False, True),
        (Contents((), (), "ana"), True, False),
        (Contents(("t",), (), ""), True, True),
        (Contents((), ("r",), "ana"), True, True),
    ],
)
def test_a_niche_alone_is_enough_every_other_week(contents: Contents, spoke: bool, worth: bool) -> None:
    """Thanks and open requests always are; with nothing at all there is no post."""
    assert worth_saying(contents, spoke_last_week=spoke) is worth


def test_only_what_asks_the_channel_and_nobody_has_taken_stands_in_it() -> None:
    """Not what the best three were asked alone, not what is kept from somebody, not what has a first offer."""
    asked = Referral("r", "c", "sam", "f", Need(), Urgency.ROUTINE, Audience.CHANNEL, NOW)
    assert still_wanted(asked)
    for hidden in (
        replace(asked, audience=Audience.BEST),
        replace(asked, kept_from=frozenset({"ana"})),
        *(replace(asked, status=status) for status in Status if status is not Status.OPEN),
    ):
        assert not still_wanted(hidden)
