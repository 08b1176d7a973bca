"""The nudge table: when each reminder is due, in whose working time, and that leaving a status ends its reminders."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exchange.nudges import HABIT_RULES, NUDGES, BusinessDays, NudgeKind, NudgeTimes, nudges_for
from bot.exchange.values import (
    LIVE,
    Audience,
    Claim,
    Means,
    Referral,
    ReferralState,
    Standing,
    Status,
    Urgency,
)
from bot.exchange.working_time import WorkingTime
from bot.matching import Need

NEW_YORK = ZoneInfo("America/New_York")
#: Each of these ends the referral, so that none is forgotten for ever.
ENDINGS = {NudgeKind.EXPIRE, NudgeKind.LAPSE, NudgeKind.CLOSE}
K = NudgeKind


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK).astimezone(UTC)


def at(status: Status, urgency: Urgency = Urgency.ROUTINE) -> ReferralState:
    """A referral of Sam's in this status; after the hand-off Ana is the chosen colleague."""
    asked = Referral("r", "c", "sam", "f", Need(), urgency, Audience.CHANNEL, local("2026-03-03T12:00"), status=status)
    chosen = Claim("k", "ana", Standing.CHOSEN, 1, Means.BUTTON, asked.posted_at)
    return ReferralState(asked, (chosen,) if status is Status.HANDED_OFF else ())


def both_in(zone: ZoneInfo) -> dict[str, WorkingTime]:
    return dict.fromkeys(("sam", "ana"), WorkingTime(zone))


def planned(
    status: Status, urgency: Urgency = Urgency.ROUTINE, since: str = "2026-03-03T12:00"
) -> dict[NudgeKind, datetime]:
    """The nudges of a status that begins at `since` in New York; left out, on a Tuesday at noon."""
    return {n.kind: n.due_at for n in nudges_for(at(status, urgency), local(since), both_in(NEW_YORK), NudgeTimes())}


@pytest.mark.parametrize("urgency", [Urgency.ROUTINE, Urgency.SOON])
def test_an_open_referral_asks_again_tells_people_and_expires(urgency: Urgency) -> None:
    """After a day the next three, on the second morning the channel, on the third a person; it expires after ten."""
    assert planned(Status.OPEN, urgency) == {
        K.INVITE_NEXT: local("2026-03-04T12:00"),
        K.ASK_CHANNEL: local("2026-03-05T09:00"),
        K.UNANSWERED: local("2026-03-06T09:00"),
        K.EXPIRE: local("2026-03-17T12:00"),  # in summer time by then
    }


def test_a_client_who_needs_somebody_this_week_waits_less() -> None:
    """Four working hours until the next three are asked, a day less for everything else."""
    assert planned(Status.OPEN, Urgency.THIS_WEEK) == {
        K.INVITE_NEXT: local("2026-03-03T16:00"),
        K.ASK_CHANNEL: local("2026-03-04T12:00"),
        K.UNANSWERED: local("2026-03-05T09:00"),
        K.EXPIRE: local("2026-03-10T12:00"),
    }


@pytest.mark.parametrize("urgency", Urgency)
def test_a_claimed_referral_asks_the_referrer_twice_and_lapses(urgency: Urgency) -> None:
    """Whom the client chose is asked after 2 and 4 business days; after 14 the offers are let go."""
    assert planned(Status.CLAIMED, urgency) == {
        K.CHOOSE: local("2026-03-05T09:00"),
        K.CHOOSE_AGAIN: local("2026-03-09T09:00"),
        K.LAPSE: local("2026-03-23T12:00"),
    }


@pytest.mark.parametrize("urgency", Urgency)
def test_a_hand_off_asks_the_colleague_twice_then_the_referrer(urgency: Urgency) -> None:
    """How it went is asked after 7 and 14 days, the referrer told after 21, and it is closed after 35."""
    assert planned(Status.HANDED_OFF, urgency) == {
        K.OUTCOME: local("2026-03-10T09:00"),
        K.OUTCOME_AGAIN: local("2026-03-17T09:00"),
        K.UNCONFIRMED: local("2026-03-24T09:00"),
        K.CLOSE: local("2026-04-07T09:00"),
    }


def test_days_that_end_on_a_weekend_wait_for_monday() -> None:
    """Seven days from a Saturday is a Saturday, on which nobody is asked."""
    assert planned(Status.HANDED_OFF, since="2026-03-14T12:00")[K.OUTCOME] == local("2026-03-23T09:00")


@pytest.mark.parametrize("status", sorted(set(Status) - LIVE))
def test_nothing_is_planned_after_the_end(status: Status) -> None:
    """A referral that is over reminds nobody."""
    assert planned(status) == {}


@pytest.mark.parametrize("status", sorted(LIVE))
def test_every_live_status_ends_by_itself(status: Status) -> None:
    """However silent everybody is, the last nudge of each status ends it, after every reminder."""
    last = max(planned(status).items(), key=lambda pair: pair[1])
    assert last[0] in ENDINGS


def test_each_kind_stands_in_one_row() -> None:
    """Whoever looks for a reminder finds one row, with one status that starts it."""
    rows = [*(rule.kind for rule in NUDGES), *(rule.kind for rule in HABIT_RULES)]
    assert sorted(rows) == sorted(NudgeKind)
    assert {rule.waits_in for rule in NUDGES} == LIVE


def test_every_time_is_a_setting() -> None:
    """A collective that wants to wait longer does so."""
    slower = NudgeTimes(invite_next=BusinessDays(3))
    [due] = [
        n.due_at
        for n in nudges_for(at(Status.OPEN), local("2026-03-03T12:00"), both_in(NEW_YORK), slower)
        if n.kind is K.INVITE_NEXT
    ]
    assert due == local("2026-03-06T12:00")


def test_each_nudge_keeps_to_the_working_time_of_its_reader() -> None:
    """Ana in Tokyo is asked in her morning; that nobody has said how it went Sam reads in his."""
    works = both_in(NEW_YORK) | {"ana": WorkingTime(ZoneInfo("Asia/Tokyo"))}
    due = {n.kind: n.due_at for n in nudges_for(at(Status.HANDED_OFF), local("2026-03-03T21:00"), works, NudgeTimes())}
    for kind, reader in ((K.OUTCOME, "ana"), (K.OUTCOME_AGAIN, "ana"), (K.UNCONFIRMED, "sam")):
        assert works[reader].is_working(due[kind])
        assert not works["sam" if reader == "ana" else "ana"].is_working(due[kind])


@settings(deadline=None)
@given(
    st.timedeltas(timedelta(), timedelta(days=6 * 365)).map(datetime(2024, 1, 1, tzinfo=UTC).__add__),
    st.sampled_from(sorted(LIVE)),
    st.sampled_from(Urgency),
    st.sampled_from([NEW_YORK, ZoneInfo("Europe/London"), ZoneInfo("Pacific/Auckland")]),
)
def test_every_nudge_is_due_later_and_at_work(
    since: datetime, status: Status, urgency: Urgency, zone: ZoneInfo
) -> None:
    """Whenever a status begins, its nudges come in working time, in the order of the table."""
    due = [nudge.due_at for nudge in nudges_for(at(status, urgency), since, both_in(zone), NudgeTimes())]
    assert due == sorted(due)
    for moment in due:
        assert WorkingTime(zone).is_working(moment)
        assert moment >= since + timedelta(hours=4)
