"""The rules of not nagging: one digest a day, two a week unless a client waits, in the reader's own working time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange.digests import A_WEEK, WEEK, Waiting, digest_at, held_until, may_be_told
from bot.exchange.notices import ASKING, MANNERS, Notice, NoticeKind, Way
from bot.exchange.reminders import Pause, PausedBy, Reminders, Topic
from bot.exchange.working_time import WorkingTime

NEW_YORK, TOKYO = ZoneInfo("America/New_York"), ZoneInfo("Asia/Tokyo")
WORK = WorkingTime(NEW_YORK, region="US-NY")
K = NoticeKind
LINES = sorted(kind for kind, manner in MANNERS.items() if manner.way in (Way.DIGEST, Way.THREAD))
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001


def local(text: str, zone: ZoneInfo = NEW_YORK) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def waiting(kind: NoticeKind, since: str) -> Waiting:
    return Waiting(kind, local(since))


def test_every_kind_has_its_manners() -> None:
    """No kind can be added without saying how it comes to its reader."""
    assert set(MANNERS) == set(NoticeKind)


def test_whatever_a_client_waits_for_cannot_be_muted() -> None:
    """It can be put off, and everything can be paused."""
    assert not {kind for kind, manner in MANNERS.items() if manner.client_waits and manner.topic}


def test_what_asks_is_held_against_later_states() -> None:
    """A green button must not lie, in a digest either."""
    assert {K.OFFER_MADE, K.CHOOSE_REMINDER, K.OUTCOME_REMINDER, K.UNANSWERED, K.FIRST_IN_LINE} <= ASKING


def test_a_thread_is_the_referrers_alone() -> None:
    """Anybody else reads the same as a line of their digest."""
    told = Notice(K.OUTCOME_REPORTED, "ana", about="sam")
    assert (told.way("ana"), told.way("sam")) == (Way.THREAD, Way.DIGEST)


def test_a_muted_topic_is_not_told() -> None:
    """And only that one."""
    quiet = Reminders(muted=frozenset({Topic.THANKS}))
    assert not may_be_told(K.THANKS_PROMPT, quiet)
    assert may_be_told(K.OUTCOME_REMINDER, quiet)
    assert may_be_told(K.CHOSEN, Reminders(muted=frozenset(Topic)))


@pytest.mark.parametrize(
    ("pause", "paused"),
    [
        (None, False),
        (Pause(PausedBy.MEMBER), True),
        (Pause(PausedBy.BOT), True),
        (Pause(PausedBy.MEMBER, local("2026-03-05T09:00")), True),
        (Pause(PausedBy.MEMBER, local("2026-03-04T12:00")), False),
    ],
)
def test_a_pause_ends_at_its_moment_or_by_hand(pause: Pause | None, paused: bool) -> None:
    """To the second: a pause until noon is none at noon."""
    assert Reminders(pause=pause).is_paused(local("2026-03-04T12:00")) is paused


@pytest.mark.parametrize(
    ("way", "kind", "now", "until"),
    [
        (Way.ANSWER, K.REFUSED, "2026-03-07T23:00", "2026-03-07T23:00"),  # a Saturday night
        (Way.AT_ONCE, K.FIRST_IN_LINE, "2026-03-04T16:59", "2026-03-04T16:59"),
        (Way.AT_ONCE, K.FIRST_IN_LINE, "2026-03-06T17:00", "2026-03-09T09:00"),
        (Way.THREAD, K.OFFER_MADE, "2026-05-25T10:00", "2026-05-26T09:00"),  # Memorial Day
        (Way.DIGEST, K.CHOSEN, "2026-03-04T11:00", "2026-03-04T11:00"),  # the client may call today
        (Way.DIGEST, K.LET_GO, "2026-03-04T11:00", "2026-03-05T09:00"),
        (Way.DIGEST, K.LET_GO, "2026-03-04T09:00", "2026-03-04T09:00"),
        (Way.DIGEST, K.LET_GO, "2026-03-04T09:59", "2026-03-04T09:59"),  # this morning's digest takes it along
        (Way.DIGEST, K.LET_GO, "2026-03-06T18:00", "2026-03-09T09:00"),
        (Way.DIGEST, K.ORIGIN_ASKED, "2026-03-04T11:00", "2026-03-09T09:00"),  # unless another goes out before
    ],
)
def test_when_a_notice_may_be_said_at_the_soonest(way: Way, kind: NoticeKind, now: str, until: str) -> None:
    """Answers at any hour, what a client waits for in working time, all else with the next morning's digest."""
    assert held_until(way, kind, WORK, local(now)) == local(until)


def test_one_digest_a_day_however_urgent() -> None:
    """What comes after it waits for the next working day."""
    urgent = [waiting(K.CHOSEN, "2026-03-04T15:00")]
    sent = [local("2026-03-04T09:00")]
    assert digest_at(urgent, sent, WORK, local("2026-03-04T15:00")) == local("2026-03-05T09:00")
    assert digest_at(urgent, [], WORK, local("2026-03-04T15:00")) == local("2026-03-04T15:00")


def test_a_third_digest_in_a_week_is_for_clients_who_wait() -> None:
    """Anything else waits until the last but one is a week old, by the calendar: the clocks change between them."""
    sent = [local("2026-03-02T09:00"), local("2026-03-03T09:00")]
    now = local("2026-03-04T09:00")
    assert digest_at([waiting(K.OUTCOME_REMINDER, "2026-03-04T09:00")], sent, WORK, now) == local("2026-03-09T09:00")
    both = [waiting(K.OUTCOME_REMINDER, "2026-03-04T09:00"), waiting(K.CHOSEN, "2026-03-04T09:00")]
    assert digest_at(both, sent, WORK, now) == now


def test_what_waits_for_later_is_no_reason_for_a_digest() -> None:
    """It goes along with one that has a reason, and makes none by itself."""
    later = waiting(K.LET_GO, "2026-03-05T09:00")
    assert digest_at([later], [], WORK, local("2026-03-04T12:00")) is None
    assert digest_at([], [], WORK, local("2026-03-04T12:00")) is None
    assert digest_at([later, waiting(K.CHOSEN, "2026-03-04T12:00")], [], WORK, local("2026-03-04T12:00")) == local(
        "2026-03-04T12:00"
    )


def test_who_travels_gets_no_second_digest_on_one_day() -> None:
    """Monday's digest in New York is read on Tuesday in Tokyo: the next one comes on Wednesday there."""
    sent = [local("2026-03-02T16:00")]
    in_tokyo = WorkingTime(TOKYO)
    urgent = [waiting(K.CHOSEN, "2026-03-02T18:00")]
    assert digest_at(urgent, sent, in_tokyo, local("2026-03-03T10:00", TOKYO)) == local("2026-03-04T09:00", TOKYO)


@given(
    st.lists(st.tuples(st.sampled_from(LINES), moments), max_size=6),
    st.lists(moments, max_size=6),
    moments,
    st.sampled_from([WORK, WorkingTime(TOKYO, region="JP"), WorkingTime(ZoneInfo("Australia/Lord_Howe"))]),
)
def test_no_digest_breaks_a_promise(
    lines: list[tuple[NoticeKind, datetime]], sent: list[datetime], now: datetime, work: WorkingTime
) -> None:
    """Whatever waits and whatever was sent: in working time, one a day, two in seven days unless a client waits."""
    lately = [moment for moment in sent if now - timedelta(days=8) < moment <= now]
    at = digest_at([Waiting(kind, until) for kind, until in lines], lately, work, now)
    due = [kind for kind, until in lines if until <= now]
    assert (at is None) is (not due)
    if at is None:
        return
    assert at >= now
    assert work.is_working(at)
    assert at.astimezone(work.zone).date() not in {moment.astimezone(work.zone).date() for moment in lately}
    if not any(MANNERS[kind].client_waits for kind in due):
        days = [moment.astimezone(work.zone).date() for moment in lately]
        assert sum(at.astimezone(work.zone).date() - day < WEEK for day in days) < A_WEEK
