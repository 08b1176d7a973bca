"""The weekly post is gathered once a week, from what is so at that moment; nobody reads in it what is settled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.exchange.gratitude import FEWEST_FOR_WEEKLY
from bot.exchange.moves import Move, Offer, Release
from bot.exchange.nudges import NudgeKind
from bot.exchange.reminders import Topic
from bot.exchange.values import Audience, Kind, Means
from bot.exchange.weekly import MOST_REFERRALS, MOST_THANKS
from bot.services import attention, claiming, nudging, setup, weekly
from bot.services.moving import make_move
from storage import collectives, members, nudges, thanks, weekly_posts
from storage.engine import Database
from storage.models import nudges as nudges_table
from storage.models import outbox as outbox_table
from storage.models import weekly_posts as posts_table
from storage.sending import SendState
from storage.thanks import Thanks
from tests.factories import NEED, NOON, make_member, make_niche, make_referral

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from bot.exchange.values import Member
    from bot.exchange.weekly import ThisWeek
    from tests.integration.services.conftest import House

#: Where the members are.
NEW_YORK = ZoneInfo("America/New_York")
SILENT = make_niche(statement="")


def thursday(week: int = 0) -> datetime:
    """Ten in the morning for the members; of the week after the first one their clocks are changed."""
    return datetime(2026, 3, 5, 10, tzinfo=NEW_YORK) + timedelta(weeks=week)


THURSDAY = thursday()


@dataclass
class Paper:
    """The house on the way to its weekly posts: enough members, and nobody's niche unless a test gives them one."""

    house: House

    def speak(self, *people: Member) -> None:
        """Let members put their niches into words."""
        with self.house.ctx.database.write() as conn:
            for member in people:
                members.save_niche(conn, member.id, make_niche(), "")

    def ask(self, *, at: datetime = NOON, by: Member | None = None, audience: Audience = Audience.CHANNEL) -> str:
        """A request that stands in the channel; gives its id."""
        with self.house.ctx.database.write() as conn:
            state = make_referral(conn, self.house.collective, by or self.house.sam, now=at, audience=audience)
        return state.referral.id

    def thank(self, giver: Member, to: Member, *, at: datetime = NOON, agree: bool | None = True) -> str:
        """A thank-you of which the giver agreed that it may stand there; gives its id."""
        new = Thanks(uuid4().hex, giver.id, to.id, "Thank you.", from_agrees=True, to_agrees=agree)
        with self.house.ctx.database.write() as conn:
            thanks.add(conn, self.house.collective.id, uuid4().hex, new, at)
        return new.id

    def until(self, moment: datetime) -> None:
        """Let it be that moment, and look for what is due."""
        self.house.move(moment - self.house.clock.now())
        while nudging.look(self.house.ctx):
            pass

    def posts(self) -> Sequence[Row[tuple[object, ...]]]:
        with self.house.ctx.database.read() as conn:
            return conn.execute(select(posts_table).order_by(posts_table.c.at)).all()

    def letters(self) -> Sequence[Row[tuple[object, ...]]]:
        """What is to be said in the channel."""
        with self.house.ctx.database.read() as conn:
            return conn.execute(select(outbox_table).where(outbox_table.c.to_id.is_(None))).all()

    def shown(self) -> ThisWeek:
        """The only post, as it is to be shown now."""
        [post] = self.posts()
        with self.house.ctx.database.read() as conn:
            return weekly.shown(conn, post.id)

    def planned(self) -> datetime | None:
        with self.house.ctx.database.read() as conn:
            return nudges.planned(conn, self.house.collective.id, NudgeKind.WEEKLY_POST)


@pytest.fixture
def paper(house: House) -> Paper:
    with house.ctx.database.write() as conn:
        for number in range(FEWEST_FOR_WEEKLY - 7):
            make_member(conn, house.collective, f"Member{number}", niche=SILENT)
        for member in (house.sam, *house.colleagues):
            members.save_niche(conn, member.id, SILENT, "")
    weekly.get_ready(house.ctx, house.collective)
    return Paper(house)


def test_it_gathers_thanks_requests_and_one_niche(paper: Paper) -> None:
    """On Thursday at ten where the members are, and in the channel."""
    ana, ben = paper.house.colleagues[:2]
    paper.speak(ben)
    asked, thanked = paper.ask(), paper.thank(ana, ben)
    paper.until(THURSDAY - timedelta(seconds=1))
    assert not paper.posts()

    paper.until(THURSDAY)
    [post], [letter] = paper.posts(), paper.letters()
    assert (post.week, post.at) == ("2026-W10", THURSDAY)
    assert (post.thanks_ids, post.referral_ids, post.featured_id) == ([thanked], [asked], ben.id)
    assert (letter.subject_id, letter.state) == (post.id, SendState.DUE)
    told = paper.shown()
    assert [(each.giver, each.to, each.words) for each in told.thanked] == [
        (paper.house.member(ana), paper.house.member(ben), "Thank you.")
    ]
    assert told.wanted[0].facets.concern == "anxiety"
    assert told.featured == paper.house.member(ben)


def test_nothing_to_say_is_not_said(paper: Paper) -> None:
    """No thanks on which both agreed, no open request of the channel, nobody's niche: no post."""
    ana, ben = paper.house.colleagues[:2]
    paper.thank(ana, ben, agree=None)
    paper.ask(audience=Audience.BEST)
    claiming.offer(paper.house.ctx, paper.house.collective, ana, paper.ask(), "offer")
    paper.until(THURSDAY)
    assert (paper.posts(), paper.letters()) == ([], [])
    assert paper.planned() == thursday(1)


def test_a_niche_alone_comes_every_other_week(paper: Paper) -> None:
    """And each time it is somebody else's, until everybody had their turn."""
    ana, ben = paper.house.colleagues[:2]
    paper.speak(ana, ben)
    for week in range(7):
        paper.until(thursday(week) + timedelta(hours=1))
    assert [(post.week, post.featured_id) for post in paper.posts()] == [
        ("2026-W10", ana.id),
        ("2026-W12", ben.id),
        ("2026-W14", ana.id),
        ("2026-W16", ben.id),
    ]


def test_few_members_have_none(paper: Paper) -> None:
    """Where fewer than fifteen are, everybody may know whom it is about."""
    with paper.house.ctx.database.write() as conn:
        members.set_kind(conn, paper.house.colleagues[5].id, Kind.GONE)
    paper.ask()
    paper.until(THURSDAY)
    assert paper.posts() == []


def test_an_admin_can_end_it(paper: Paper) -> None:
    """And begin it again; meanwhile it comes round in silence."""
    house = paper.house
    paper.ask()
    setup.save(house.ctx, replace(house.collective, posts_weekly=False), "off")
    paper.until(THURSDAY)
    assert paper.posts() == []
    setup.save(house.ctx, house.collective, "on")
    paper.until(thursday(1))
    assert [post.week for post in paper.posts()] == ["2026-W11"]


def test_a_week_has_one_post_whoever_looks(paper: Paper, database_url: str) -> None:
    """Two replicas that both planned it, and one that starts anew each time, say what one would."""
    house = paper.house
    other = replace(house.ctx, database=Database(database_url))
    paper.ask()
    with house.ctx.database.write() as conn:  # as if both had planned it at the same moment
        row = conn.execute(select(nudges_table).where(nudges_table.c.kind == NudgeKind.WEEKLY_POST.value)).one()
        conn.execute(nudges_table.insert().values(row._asdict() | {"id": uuid4().hex}))
    for week in range(3):
        house.move(thursday(week) - house.clock.now())
        weekly.get_ready(other, house.collective)
        while nudging.look(other) or nudging.look(house.ctx):
            weekly.get_ready(house.ctx, house.collective)
        paper.ask(at=house.clock.now())
    other.database.dispose()
    assert [post.week for post in paper.posts()] == ["2026-W10", "2026-W11", "2026-W12"]
    assert len(paper.letters()) == 3
    with house.ctx.database.read() as conn:
        pending = (nudges_table.c.kind == NudgeKind.WEEKLY_POST.value) & (nudges_table.c.status == "pending")
        assert len(conn.execute(select(nudges_table).where(pending)).all()) == 1


@pytest.mark.parametrize(
    ("late", "said_at"),
    [
        (timedelta(hours=3), THURSDAY + timedelta(hours=3)),
        (timedelta(hours=10), THURSDAY + timedelta(hours=23)),  # Friday at nine
        (timedelta(days=1, hours=9), None),  # Friday evening
        (timedelta(days=4), None),
    ],
)
def test_what_comes_late_comes_in_the_same_week_or_not_at_all(
    paper: Paper, late: timedelta, said_at: datetime | None
) -> None:
    """The machine was off: within working time it is said once it is on again, and a week that is over is over."""
    paper.ask()
    weekly.get_ready(paper.house.ctx, paper.house.collective)
    paper.house.move(THURSDAY + late - paper.house.clock.now())
    weekly.get_ready(paper.house.ctx, paper.house.collective)  # it starts
    for moment in (THURSDAY + late, THURSDAY + timedelta(hours=23), thursday(1) - timedelta(seconds=1)):
        paper.until(max(moment, paper.house.clock.now()))
    assert [post.at for post in paper.posts()] == ([said_at] if said_at else [])
    assert paper.planned() == thursday(1)


def test_a_collective_that_moves_has_it_at_its_own_hour(paper: Paper) -> None:
    """Most members are in California now: what was planned for New York waits until it is ten there."""
    house = paper.house
    paper.ask()
    with house.ctx.database.write() as conn:
        for member in members.of_collective(conn, house.collective):
            make_member(conn, house.collective, member.name, user_id=member.user_id, time_zone="America/Los_Angeles")
    paper.until(THURSDAY)
    assert paper.posts() == []
    paper.until(THURSDAY + timedelta(hours=3))
    assert [post.at for post in paper.posts()] == [THURSDAY + timedelta(hours=3)]


def test_another_day_can_be_set(paper: Paper) -> None:
    """It holds from the next start on."""
    monday = replace(paper.house.ctx, weekly_day=0)
    weekly.get_ready(monday, paper.house.collective)
    assert paper.planned() == datetime(2026, 3, 9, 14, tzinfo=UTC)  # New York has changed its clocks by then


def test_thanks_stand_in_one_post_and_in_no_later_one(paper: Paper) -> None:
    """As many as fit, the oldest first; the others come the week after."""
    ana, ben = paper.house.colleagues[:2]
    told = [paper.thank(ana, ben, at=NOON + timedelta(minutes=n)) for n in range(MOST_THANKS + 2)]
    paper.until(THURSDAY)
    paper.until(thursday(1))
    paper.until(thursday(2))
    assert [post.thanks_ids for post in paper.posts()] == [told[:MOST_THANKS], told[MOST_THANKS:]]


def test_thanks_of_somebody_who_left_are_left_out(paper: Paper) -> None:
    """They can say no more that they have changed their mind."""
    ana, ben = paper.house.colleagues[:2]
    paper.thank(ana, ben)
    with paper.house.ctx.database.write() as conn:
        make_member(conn, paper.house.collective, "Newcomer", niche=SILENT)
        members.set_kind(conn, ben.id, Kind.GONE)
    paper.until(THURSDAY)
    assert paper.posts() == []


def test_thanks_that_are_taken_back_are_left_out(paper: Paper) -> None:
    """Before the post there is none; after it the line leaves the post."""
    ana, ben = paper.house.colleagues[:2]
    paper.ask()
    early, late = paper.thank(ana, ben), paper.thank(ben, ana)
    with paper.house.ctx.database.write() as conn:
        thanks.reader_agrees(conn, early, agrees=False)
    paper.until(THURSDAY)
    assert [each.giver.id for each in paper.shown().thanked] == [ben.id]
    with paper.house.ctx.database.write() as conn:
        thanks.reader_agrees(conn, late, agrees=False)
    assert paper.shown().thanked == ()


def test_the_requests_that_waited_longest_stand_in_it(paper: Paper) -> None:
    """As many as fit; of one moment in the order of who asks."""
    hours = [timedelta(hours=n) for n in range(MOST_REFERRALS)]
    late = [paper.ask(at=NOON + after) for after in reversed(hours)]
    other = paper.ask(at=NOON, by=paper.house.colleagues[0])
    paper.until(THURSDAY)
    [post] = paper.posts()
    assert post.referral_ids == [other, *reversed(late)][:MOST_REFERRALS]


def test_what_is_taken_leaves_the_post_and_comes_back_with_the_offers_end(paper: Paper) -> None:
    """Each change has the post drawn once more."""
    house, ana = paper.house, paper.house.colleagues[0]
    offer = Offer(ana.id, counts=True, claim_id="c1", means=Means.BUTTON)
    asked = paper.ask()
    paper.until(THURSDAY)
    moves: list[tuple[Move, int]] = [(offer, 0), (Release(ana.id, Means.BUTTON), 1)]
    for move, wanted in moves:
        with house.ctx.database.write() as conn:
            conn.execute(outbox_table.update().values(state=SendState.SENT.value))
        make_move(house.ctx, house.collective, asked, move, uuid4().hex)
        assert [letter.state for letter in paper.letters()] == [SendState.RECHECK]
        assert len(paper.shown().wanted) == wanted


def test_not_me_takes_a_niche_out_of_the_post_and_of_the_turns(paper: Paper) -> None:
    """At once, and until they say otherwise; what else they chose stays."""
    house, ana = paper.house, paper.house.colleagues[0]
    paper.speak(ana)
    paper.until(THURSDAY)
    with house.ctx.database.write() as conn:
        conn.execute(outbox_table.update().values(state=SendState.SENT.value))
    attention.hear_of(house.ctx, house.collective, ana, frozenset(Topic) - {Topic.FEATURED}, uuid4().hex)
    assert [letter.state for letter in paper.letters()] == [SendState.RECHECK]
    assert paper.shown().is_empty
    paper.until(thursday(2))
    assert len(paper.posts()) == 1

    attention.hear_of(house.ctx, house.collective, ana, frozenset(Topic), uuid4().hex)
    assert paper.shown().featured == house.member(ana)
    paper.until(thursday(3))
    assert len(paper.posts()) == 2


def test_no_more_is_shown_than_may_stand_on_the_card(paper: Paper) -> None:
    """A facet that too few hold is left out, also where that comes about after the post."""
    house = paper.house
    rare = replace(NEED, concerns=("ocd",), note="")
    with house.ctx.database.write() as conn:
        make_referral(conn, house.collective, house.sam, need=rare)
        for member in house.colleagues[:3]:
            members.save_niche(conn, member.id, make_niche(statement="", top_concerns=("ocd",)), "")
    paper.until(THURSDAY)
    assert paper.shown().wanted[0].facets.concern == "ocd"
    with house.ctx.database.write() as conn:
        members.save_niche(conn, house.colleagues[0].id, SILENT, "")
    assert paper.shown().wanted[0].facets.concern == ""


def test_before_the_set_up_there_is_none(paper: Paper) -> None:
    """There is no channel to say it in."""
    house = paper.house
    paper.ask()
    with house.ctx.database.write() as conn:
        collectives.save(conn, replace(house.collective, channel_id=""))
    paper.until(THURSDAY)
    assert paper.posts() == []


def test_one_week_is_one_row(house: House) -> None:
    """The database keeps the last word."""
    post = weekly_posts.WeeklyPost("p1", house.collective.id, "2026-W10", ["t"], ["r"], None, NOON)
    with house.ctx.database.write() as conn:
        assert weekly_posts.add(conn, post)
        assert not weekly_posts.add(conn, replace(post, id="p2"))
    with house.ctx.database.read() as conn:
        assert weekly_posts.get(conn, "p1") == post
        assert weekly_posts.is_there(conn, house.collective.id, "2026-W10")
        assert not weekly_posts.is_there(conn, house.collective.id, "2026-W09")
        assert weekly_posts.lately(conn, house.collective.id) == ("p1",)
