"""Promises of the directory: who counts is known, without asking Slack more than it takes."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.delivery import directory
from bot.delivery.directory import ChannelFacts
from bot.delivery.slack import NoAnswer
from bot.exchange.notices import NoticeKind
from bot.exchange.values import Kind, Membership
from bot.services import claiming, people
from storage import collectives, members, referrals
from tests.factories import CHANNEL, IDENTITY
from tests.integration.delivery.fake_slack import Fail

if TYPE_CHECKING:
    from tests.integration.delivery.conftest import House


def _user(user_id: str, **more: Any) -> dict[str, Any]:
    return {
        "id": user_id,
        "team_id": IDENTITY.team_id,
        "name": "handle",
        "tz": "America/Chicago",
        "profile": {"display_name": "Cleo", "real_name": "Cleo Marsh"},
    } | more


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({}, Kind.FULL),
        ({"is_restricted": True}, Kind.GUEST),
        ({"is_restricted": True, "is_ultra_restricted": True}, Kind.GUEST),
        ({"is_stranger": True}, Kind.EXTERNAL),
        ({"team_id": "T0OTHER"}, Kind.EXTERNAL),
        ({"is_bot": True}, Kind.BOT),
        ({"id": "USLACKBOT"}, Kind.BOT),
        ({"deleted": True}, Kind.GONE),
    ],
    ids=str,
)
def test_each_kind_of_person_is_known(house: House, told: dict[str, Any], kind: Kind) -> None:
    """Guests, strangers, bots and the deactivated are told from full users."""
    person = directory.person_of(_user("U0CLEO") | told, house.collective, in_channel=True)

    assert person.kind is kind


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({}, "Cleo"),
        ({"profile": {"display_name": "", "real_name": "Cleo Marsh"}}, "Cleo Marsh"),
        ({"profile": {}}, "handle"),
        ({"profile": {"display_name": "x" * 300}}, "x" * 200),
    ],
)
def test_a_person_has_the_name_that_colleagues_see(house: House, told: dict[str, Any], name: str) -> None:
    """The display name where there is one, else the real one, never longer than there is room for."""
    assert directory.person_of(_user("U0CLEO") | told, house.collective, in_channel=True).name == name


@pytest.mark.parametrize("zone", [None, "", "Mars/Olympus"])
def test_an_unknown_time_zone_is_utc(house: House, zone: str | None) -> None:
    """A person without a usable zone is no reason to fail."""
    person = directory.person_of(_user("U0CLEO", tz=zone), house.collective, in_channel=True)

    assert person.time_zone == "UTC"


@pytest.mark.parametrize("present", [True, False])
def test_one_person_is_asked_about_with_their_place_in_the_channel(house: House, *, present: bool) -> None:
    """First contact tells who somebody is and whether they are in the referral channel, on whichever page."""
    house.slack.users["U0CLEO"] = _user("U0CLEO", is_admin=True)
    house.slack.channel_members = ["U0A", "U0B", *(["U0CLEO"] if present else [])]
    house.slack.page = 2

    person = directory.fetch_person(house.client, "U0CLEO", house.collective)
    assert (person.in_channel, person.is_admin, person.time_zone) == (present, True, "America/Chicago")


def test_who_cannot_be_asked_about_is_no_member_by_guess(house: House) -> None:
    """Trouble is raised, so that the event comes again."""
    house.slack.fail("users.info", Fail(status=500))
    with pytest.raises(NoAnswer):
        directory.fetch_person(house.client, "U0CLEO", house.collective)


def _kinds(house: House, *user_ids: str) -> list[Kind | None]:
    visitors = [people.visitor(house.ctx, IDENTITY.team_id, user_id) for user_id in user_ids]
    return [visitor.member.kind if visitor.member else None for visitor in visitors]


def test_everybody_in_the_channel_is_met_and_who_left_is_let_go(house: House) -> None:
    """After a look, members and guests of the channel are known; who left counts no more; strangers stay unknown."""
    house.slack.page = 2
    house.slack.users = {
        "U0CLEO": _user("U0CLEO"),
        "U0GUEST": _user("U0GUEST", is_restricted=True),
        "U0BOT": _user("U0BOT", is_bot=True),
        "U0ELSEWHERE": _user("U0ELSEWHERE"),
        house.ana.user_id: _user(house.ana.user_id, deleted=True),
        house.ben.user_id: _user(house.ben.user_id),
    }
    house.slack.channel_members = ["U0CLEO", "U0GUEST", "U0BOT", house.rae.user_id]
    directory.sync_members(house.ctx, house.client, IDENTITY.team_id)

    assert _kinds(house, "U0CLEO", "U0GUEST", "U0BOT", "U0ELSEWHERE") == [Kind.FULL, Kind.GUEST, None, None]
    assert _kinds(house, house.ana.user_id) == [Kind.GONE]
    assert not people.visitor(house.ctx, IDENTITY.team_id, house.ben.user_id).may_ask
    assert house.slack.count("users.info") == 0


def test_the_end_waits_for_one_page_of_people(house: House) -> None:
    """Who was read is known, the rest is left to the next start, and nobody is sent away by half a look."""
    stopping = threading.Event()
    house.slack.page = 1
    house.slack.users = {user_id: _user(user_id) for user_id in (house.ana.user_id, "U0CLEO")}
    house.slack.channel_members = ["U0CLEO"]
    house.slack.during["users.list"] = stopping.set
    directory.sync_members(house.ctx, house.client, IDENTITY.team_id, stopping)

    assert house.slack.count("users.list") == 1
    assert _kinds(house, "U0CLEO") == [None]
    with house.ctx.database.read() as conn:
        assert members.get(conn, house.ana.id).in_channel


def test_who_joins_while_everybody_is_looked_up_is_not_sent_away(house: House) -> None:
    """The channel is read before seconds of paging; an offer is not released for what was so before them."""
    house.slack.users = {member.user_id: _user(member.user_id) for member in (house.rae, house.ana, house.ben)}
    house.slack.channel_members = [house.rae.user_id]
    house.offer(house.ana)
    house.slack.during["users.list"] = lambda: house.slack.channel_members.append(house.ana.user_id)
    directory.sync_members(house.ctx, house.client, IDENTITY.team_id)

    with house.ctx.database.read() as conn:
        state = referrals.load(conn, house.referral_id)
        assert members.get(conn, house.ana.id).in_channel
        assert not members.get(conn, house.ben.id).in_channel
    assert state
    assert state.holder
    assert state.holder.member_id == house.ana.id


def test_when_the_set_up_counts_fewer_people_those_who_no_longer_count_hold_nothing(house: House) -> None:
    """From the whole workspace to the channel alone: the look at everybody that follows the set-up sees to it."""
    with house.ctx.database.write() as conn:
        members.set_in_channel(conn, house.ana.id, in_channel=False)
        collectives.save(conn, replace(house.collective, membership=Membership.WORKSPACE))
        collective = collectives.get(conn, house.collective.id)
        ana = members.get(conn, house.ana.id)
    claiming.offer(house.ctx, collective, ana, house.referral_id, "offer")
    with house.ctx.database.write() as conn:
        collectives.save(conn, replace(collective, membership=Membership.CHANNEL))
    house.slack.users = {member.user_id: _user(member.user_id) for member in (house.rae, house.ana, house.ben)}
    house.slack.channel_members = [house.rae.user_id, house.ben.user_id]
    directory.sync_members(house.ctx, house.client, IDENTITY.team_id)

    with house.ctx.database.read() as conn:
        state = referrals.load(conn, house.referral_id)
    assert state
    assert state.line == []
    assert [letter.kind for letter in house.letters()][-1] == NoticeKind.COLLEAGUE_LEFT


def test_where_the_whole_workspace_counts_everybody_is_met(house: House) -> None:
    """With membership by workspace, being in the channel is not asked for."""
    with house.ctx.database.write() as conn:
        collectives.save(conn, replace(house.collective, membership=Membership.WORKSPACE))
    house.slack.users = {"U0ELSEWHERE": _user("U0ELSEWHERE")}
    directory.sync_members(house.ctx, house.client, IDENTITY.team_id)

    assert _kinds(house, "U0ELSEWHERE") == [Kind.FULL]


def test_direct_messages_are_opened_once(house: House) -> None:
    """The channel is remembered."""
    first = directory.dm_channel(house.ctx, house.client, house.ana.id)
    again = directory.dm_channel(house.ctx, house.client, house.ana.id)

    assert first == again == f"D0{house.ana.user_id}"
    assert house.slack.count("conversations.open") == 1


def test_what_a_channel_is_can_be_told(house: House) -> None:
    """The set-up warns of public, shared and archived channels and counts the guests in it."""
    house.slack.channel = {"name": "referrals", "is_private": True, "is_member": True, "is_ext_shared": True}
    house.slack.users = {
        "U0A": _user("U0A", is_restricted=True),
        "U0B": _user("U0B", is_ultra_restricted=True),
        "U0C": _user("U0C", is_restricted=True, deleted=True),
        "U0D": _user("U0D", is_restricted=True),
        "U0E": _user("U0E"),
    }
    house.slack.channel_members = ["U0A", "U0B", "U0C", "U0E"]

    facts = directory.channel_facts(house.client, CHANNEL)
    assert facts == ChannelFacts("referrals", private=True, shared=True, archived=False, bot_is_member=True, guests=2)


def test_a_channel_that_the_bot_cannot_see_is_no_channel(house: House) -> None:
    """The set-up hears of it as an error with Slack's code."""
    with pytest.raises(NoAnswer, match="channel_not_found"):
        directory.channel_facts(house.client, CHANNEL)
