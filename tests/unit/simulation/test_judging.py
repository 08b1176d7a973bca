"""The judge of the simulated year sees each promise that is broken, from the two records alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.exchange.notices import Face, NoticeKind
from bot.matching import Profile
from bot.simulation.calendar import business_days, works_at
from bot.simulation.deeds import DONE, POST, Deed
from bot.simulation.facts import Done, Facts
from bot.simulation.judging import Judge
from bot.simulation.people import Colleague, Place, Temper, Trip
from bot.simulation.slack import Post, dm_of
from bot.simulation.story import Story
from bot.simulation.verdict import Verdict
from bot.views.actions import Action
from storage.tracing import Traced

if TYPE_CHECKING:
    from collections.abc import Sequence

_STORY = Story(seed=1, members=3, weeks=4, begins=date(2028, 3, 6))
_TEMPER = Temper(accepts=1, answers=1, looks=0, thanks=1, hours=1)
_NEW_YORK = Place("America/New_York", "US-NY", ("NY",))


def _colleague(name: str) -> Colleague:
    return Colleague(name, f"U{name.upper()}", _NEW_YORK, Profile(""), _TEMPER)


_PEOPLE = {one.user_id: one for one in map(_colleague, ("Ana", "Rae", "Ben"))}
#: A Tuesday, in the morning of New York.
_MORNING = datetime(2028, 3, 7, 15, tzinfo=UTC)
_REFERRAL = "one"


def _post(
    at: datetime, kind: str, reader: str = "URAE", lines: Sequence[tuple[str, str, str]] = (), place: int = 1
) -> Post:
    return Post(place, dm_of(reader), f"1.{place:06}", at, "", Traced(kind, reader, _REFERRAL, "", tuple(lines)))


def _deed(at: datetime, by: str, what: str, detail: str = "", came_of_it: str = DONE) -> Done:
    return Done(Deed(at, by, what, _REFERRAL, detail), came_of_it)


_POSTED = _deed(_MORNING, "URAE", POST)


def _judge(posts: Sequence[Post], deeds: Sequence[Done] = (_POSTED,)) -> Judge:
    return Judge(_STORY, _PEOPLE, Facts(deeds, _PEOPLE), posts)


def _broken(judge: Judge, deeds: Sequence[Done] = (_POSTED,)) -> list[str]:
    verdict = Verdict(_STORY, _PEOPLE, judge, Facts(deeds, _PEOPLE))
    return [promise.says for promise in verdict.promises() if not promise.kept]


def test_night_and_weekend() -> None:
    """A message at night or at the weekend is seen; one that answers its reader's own deed is none of them."""
    night, saturday = _MORNING + timedelta(hours=12), _MORNING + timedelta(days=4)
    posts = [
        _post(at, NoticeKind.LET_GO, place=n) for n, at in enumerate((_MORNING + timedelta(hours=1), night, saturday))
    ]

    assert [post.at for post in _judge(posts).outside_hours()] == [night, saturday]
    assert not _judge([_post(night, Face.REFERRER)], [_deed(night, "URAE", POST)]).outside_hours()


def test_holiday_and_travel() -> None:
    """Their holidays are those of where they live; their hours are those of where they are."""
    ana = _PEOPLE["UANA"]
    away = replace(ana, trip=Trip(_MORNING, _MORNING + timedelta(days=14), "Asia/Tokyo"))

    assert not works_at(ana, datetime(2028, 7, 4, 15, tzinfo=UTC))
    assert works_at(ana, datetime(2028, 7, 5, 15, tzinfo=UTC))
    assert not works_at(away, _MORNING + timedelta(hours=1))
    assert works_at(away, datetime(2028, 3, 9, 2, tzinfo=UTC))


def test_business_days_over_a_change_of_the_clocks() -> None:
    """From Friday noon to Monday noon is one business day, also in the weekend in which an hour is left out."""
    friday, monday = (datetime(2028, 3, day, hour, tzinfo=UTC) for day, hour in ((10, 17), (13, 16)))

    assert business_days(_PEOPLE["UANA"], friday, monday) == pytest.approx(1)


def test_late_nudge() -> None:
    """To ask whether the client has chosen is late once they have; before, it is not."""
    offered = _deed(_MORNING + timedelta(minutes=5), "UANA", Action.OFFER)
    chosen = _deed(_MORNING + timedelta(hours=1), "URAE", Action.CHOOSE, came_of_it=f"{DONE} UANA")
    asked = [_post(_MORNING + timedelta(minutes=m), NoticeKind.CHOOSE_REMINDER, place=m) for m in (30, 90)]

    late = _judge(asked, [_POSTED, offered, chosen]).late_nudges()

    assert [said.post.place for said in late] == [90]


def test_late_line_of_a_digest() -> None:
    """A line of a digest is held to the same, for somebody who reads it in a digest is asked as well."""
    offered = _deed(_MORNING + timedelta(minutes=5), "UANA", Action.OFFER)
    digest = _post(_MORNING + timedelta(days=1), NoticeKind.DIGEST, lines=[(NoticeKind.UNANSWERED, _REFERRAL, "")])

    assert len(_judge([digest], [_POSTED, offered]).late_nudges()) == 1


def test_nudges_of_an_item() -> None:
    """A third reminder of one thing is too many; what the reader does in between makes it another thing."""
    asked = [_post(_MORNING + timedelta(days=n), NoticeKind.CHOOSE_REMINDER, place=n) for n in range(1, 4)]
    offered = _deed(_MORNING, "UANA", Action.OFFER)
    put_off = _deed(_MORNING + timedelta(days=2, hours=1), "URAE", Action.LATER)

    assert max(map(len, _judge(asked, [_POSTED, offered]).nudges_by_item().values())) == 3
    assert max(map(len, _judge(asked, [_POSTED, offered, put_off]).nudges_by_item().values())) == 2


def test_digests_of_a_week() -> None:
    """Three calm digests in seven days are seen, even over a Sunday; those for which a client waits do not count."""
    days = [_MORNING + timedelta(days=n) for n in (0, 3, 6)]
    calm = [_post(at, NoticeKind.DIGEST, lines=[(NoticeKind.LET_GO, "", "")], place=n) for n, at in enumerate(days)]
    urgent = [_post(at, NoticeKind.DIGEST, lines=[(NoticeKind.CHOSEN, "", "")], place=n) for n, at in enumerate(days)]

    assert _judge(calm).calm_digests_in_a_week() == {"URAE": 3}
    assert _judge(urgent).calm_digests_in_a_week() == {}


def test_two_digests_in_a_day() -> None:
    """A day is a day of the reader's own calendar."""
    late, early = datetime(2028, 3, 7, 21, 50, tzinfo=UTC), datetime(2028, 3, 8, 14, 10, tzinfo=UTC)
    posts = [
        _post(at, NoticeKind.DIGEST, lines=[(NoticeKind.CHOSEN, "", "")], place=n) for n, at in enumerate((late, early))
    ]

    assert _judge(posts).digests_a_day() == {"URAE": 1}
    assert _judge([*posts, _post(early + timedelta(hours=2), NoticeKind.DIGEST, place=9)]).digests_a_day() == {
        "URAE": 2
    }


def test_invitations_of_a_week() -> None:
    """Four invitations within seven days are seen."""
    posts = [_post(_MORNING + timedelta(days=n), Face.INVITATION, "UANA", place=n) for n in (0, 1, 3, 6, 7)]

    assert _judge(posts).invitations_in_a_week() == {"UANA": 4}


def test_forgotten_referral() -> None:
    """A referral of which nobody is told in three business days breaks a promise; one that is told of keeps it."""
    told = _post(_MORNING + timedelta(days=3), NoticeKind.UNANSWERED)

    assert _broken(_judge([])) == ["longest wait of an unclaimed referral until a person was told, in business days"]
    assert _broken(_judge([told])) == []


def test_message_to_somebody_who_left() -> None:
    """Whoever has left hears nothing more."""
    gone = {**_PEOPLE, "UANA": replace(_PEOPLE["UANA"], leaves=_MORNING)}
    judge = Judge(_STORY, gone, Facts([], gone), [_post(_MORNING + timedelta(hours=1), NoticeKind.LET_GO, "UANA")])

    assert len(judge.after_leaving()) == 1


def test_weeks_of_a_member() -> None:
    """The table's figures are those of the week in which each message came."""
    night = datetime.combine(date(2028, 3, 14), time(4), UTC)
    weeks = _judge([_post(night, Face.INVITATION), _post(night + timedelta(days=7), NoticeKind.DIGEST)]).weeks()["URAE"]

    assert [week.messages for week in weeks] == [0, 1, 1, 0]
    assert [week.invitations for week in weeks] == [0, 1, 0, 0]
    assert [week.outside_hours for week in weeks] == [0, 1, 1, 0]
