"""Who people are, where they are written to and who the bot is: asked of Slack and kept in the database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.delivery import slack
from bot.exchange.values import Kind, Membership
from bot.services import people
from storage import collectives, members
from storage.collectives import BotIdentity
from storage.members import Person

if TYPE_CHECKING:
    import threading
    from collections.abc import Collection, Mapping

    from slack_sdk import WebClient

    from bot.exchange.values import Collective
    from bot.services.context import Context

#: Slack's own helper, which its API does not mark as a bot.
_SLACKBOT = "USLACKBOT"
_LONGEST_NAME = 200


@dataclass(frozen=True)
class ChannelFacts:
    """What the set-up and `exchange doctor` want to know of a channel.

    Attributes:
        shared: people of another workspace are in it, or are invited.
        guests: how many guests are in it; 0 where the bot is not, for then it cannot see.
    """

    name: str
    private: bool
    shared: bool
    archived: bool
    bot_is_member: bool
    guests: int


def identify(client: WebClient) -> BotIdentity:
    """Who the bot is.

    Raises:
        slack_sdk.errors.SlackApiError: Slack does not know the token.
    """
    told = client.auth_test()
    return BotIdentity(
        team_id=told["team_id"], team_name=told["team"], bot_id=told.get("bot_id", ""), bot_user_id=told["user_id"]
    )


def fetch_person(client: WebClient, user_id: str, collective: Collective) -> Person:
    """Who somebody is, as Slack says now.

    Raises:
        bot.delivery.slack.NoAnswer: Slack did not say.
    """
    user = slack.must(client.users_info, user=user_id)["user"]
    in_channel = collective.is_set_up and user_id in channel_members(client, collective.channel_id)
    return person_of(user, collective, in_channel=in_channel)


def person_of(user: Mapping[str, Any], collective: Collective, *, in_channel: bool | None) -> Person:
    """A person from Slack's user object (`users.info`, `users.list`, `user_change`), which tells of no channel."""
    profile = user.get("profile") or {}
    name = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name")
    return Person(
        user_id=user["id"],
        name=str(name or "A colleague")[:_LONGEST_NAME],
        time_zone=_zone(user.get("tz")),
        kind=_kind(user, collective.team_id),
        in_channel=in_channel,
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
    )


def channel_members(client: WebClient, channel_id: str) -> frozenset[str]:
    """The Slack ids of everybody in a channel.

    Raises:
        bot.delivery.slack.NoAnswer: the bot cannot see the channel, or Slack did not say.
    """
    found = slack.pages(client.conversations_members, channel=channel_id)
    return frozenset(user_id for page in found for user_id in page["members"])


def sync_members(ctx: Context, client: WebClient, team_id: str, stopping: threading.Event | None = None) -> None:
    """Learn who is in the referral channel and what they are, and who has left: a page at a time, no call a person.

    Args:
        stopping: once it is set no further page is read, and nobody is sent away.

    Raises:
        bot.delivery.slack.NoAnswer: Slack did not say all of it; what it said is kept.
    """
    with ctx.database.read() as conn:
        collective = collectives.by_team(conn, team_id)
    if collective is None or not collective.is_set_up:
        return
    in_channel = channel_members(client, collective.channel_id)
    missing = []
    for page in slack.pages(client.users_list):
        for user in page["members"]:
            person = person_of(user, collective, in_channel=user["id"] in in_channel)
            known = people.visitor(ctx, team_id, person.user_id).member
            if known and known.in_channel and not person.in_channel:
                missing.append(person)
            elif known or _is_to_be_met(person, collective):
                people.remember(ctx, collective, person)
        if stopping is not None and stopping.is_set():
            return
    if missing:
        # Paging takes seconds in which somebody may have joined: nobody is sent away by an old look.
        in_channel = channel_members(client, collective.channel_id)
    for person in missing:
        people.remember(ctx, collective, replace(person, in_channel=person.user_id in in_channel))


def channel_facts(client: WebClient, channel_id: str, *, known_guests: Collection[str] | None = None) -> ChannelFacts:
    """What a channel is.

    Args:
        known_guests: Slack ids of guests who are known already. A form that waits names them: then only the first page
            of the workspace's people is read, and guests beyond it are counted once they are known.

    Raises:
        bot.delivery.slack.NoAnswer: the bot cannot see it, or Slack did not say.
    """
    channel = slack.must(client.conversations_info, channel=channel_id)["channel"]
    is_member = bool(channel.get("is_member"))
    return ChannelFacts(
        name=channel.get("name", ""),
        private=bool(channel.get("is_private")),
        shared=any(channel.get(sign) for sign in ("is_ext_shared", "is_shared", "is_pending_ext_shared")),
        archived=bool(channel.get("is_archived")),
        bot_is_member=is_member,
        guests=_count_guests(client, channel_id, known_guests) if is_member else 0,
    )


def dm_channel(ctx: Context, client: WebClient, member_id: str) -> str:
    """Where a member is written to: from the database, or opened once.

    Raises:
        bot.delivery.slack.NoAnswer: it could not be opened.
    """
    with ctx.database.read() as conn:
        known = members.dm_channel(conn, member_id)
        user_id = members.get(conn, member_id).user_id
    if known:
        return known
    opened: str = slack.must(client.conversations_open, users=user_id)["channel"]["id"]
    with ctx.database.write() as conn:
        members.save_dm_channel(conn, member_id, opened)
    return opened


def _is_to_be_met(person: Person, collective: Collective) -> bool:
    """Whether somebody whom we may not know yet is of use before they do anything."""
    wanted = bool(person.in_channel) or collective.membership is Membership.WORKSPACE
    return wanted and person.kind not in (Kind.BOT, Kind.GONE)


def _count_guests(client: WebClient, channel_id: str, known: Collection[str] | None) -> int:
    present = channel_members(client, channel_id)
    listed = slack.pages(client.users_list)
    users = (user for page in (listed if known is None else islice(listed, 1)) for user in page["members"])
    guests = {user["id"] for user in users if _is_guest(user) and not user.get("deleted")}
    return len(present & guests.union(known or ()))


def _is_guest(user: Mapping[str, Any]) -> bool:
    return bool(user.get("is_restricted") or user.get("is_ultra_restricted"))


def _kind(user: Mapping[str, Any], team_id: str) -> Kind:
    if user.get("deleted"):
        return Kind.GONE
    if user.get("is_bot") or user["id"] == _SLACKBOT:
        return Kind.BOT
    if user.get("is_stranger") or user.get("team_id", team_id) != team_id:
        return Kind.EXTERNAL
    return Kind.GUEST if _is_guest(user) else Kind.FULL


def _zone(name: str | None) -> str:
    """The time zone that Slack names, or UTC where it names none that is known here."""
    try:
        return ZoneInfo(name or "UTC").key
    except (ZoneInfoNotFoundError, ValueError):
        return "UTC"
