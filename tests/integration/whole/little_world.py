"""A collective at work in one thread: the services, the senders and the practice workspace, with nothing between them.

Events wait in a mailbox until a test hands them over, in whatever order and however often; machine time and calendar
time stand still until it moves them.
"""

from __future__ import annotations

import json as json_
from collections import deque
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.client import RemoteDisconnected
from typing import TYPE_CHECKING, Any, cast

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse
from sqlalchemy import func, select

from bot import manifest
from bot.clock import MovableClock
from bot.delivery import directory
from bot.delivery.sender import Sender
from bot.delivery.sweep import Sweeper
from bot.exchange.moves import Refused
from bot.exchange.notices import Face
from bot.exchange.reactions import is_offer
from bot.matching import Licence
from bot.sandbox.acting.administration import Administration
from bot.sandbox.acting.deeds import Deeds
from bot.sandbox.api.web_api import Credentials, WebApi
from bot.sandbox.delivery.payloads import event_callback
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.manifest import read_manifest
from bot.sandbox.slack.people import ChannelSeed, Person, Role, Roster, Team
from bot.sandbox.slack.workspace import Workspace
from bot.services import attention, claiming, nudging, people
from bot.services.context import Context
from storage import held, members, nudges, referrals
from storage.models import cards, metadata, outbox
from storage.models import nudges as nudges_table
from storage.reactions import Reaction
from storage.sending import WAITING
from tests.factories import CHANNEL, NEED, make_collective, make_niche
from tests.integration.delivery.fake_slack import Machine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.exchange.values import Member, ReferralState
    from bot.sandbox.delivery.gateway import Gateway
    from storage.engine import Database

#: A Tuesday noon in New York, well ahead of the machine's own time: calendar time never runs behind it.
TUESDAY_NOON = datetime(2035, 3, 6, 17, tzinfo=UTC)
EMOJI = "raised_hand"
NEEDS = {
    "anxiety in NY": NEED,
    "anxiety in TX": replace(NEED, states=("TX",), note="Evenings would help."),
    "depression in NY": replace(NEED, concerns=("depression",), payments=("sliding_scale",)),
}
_NICHES: Mapping[str, Mapping[str, Any]] = {
    "Ana": {},
    "Ben": {"licences": (Licence("TX"),)},
    "Cleo": {"licences": (Licence("TX"), Licence("NY"))},
    "Dev": {"concerns": ("depression", "anxiety"), "payments": ("sliding_scale",)},
    "Eva": {"concerns": ("anxiety",), "payments": ("private_pay", "sliding_scale")},
    "Fay": {"statement": "I help couples and adults."},
    "Gil": {"statement": "I help adults at work."},
}
#: Habits come round without end, and nobody waits for them.
_NUDGES_OF_REFERRALS = (
    select(func.count())
    .select_from(nudges_table)
    .where(nudges_table.c.status == "pending", nudges_table.c.referral_id.is_not(None))
)
#: Who is there: seven members with a niche, one without, a guest in the channel, and one who is not in it.
NAMES = (*_NICHES, "Hal", "Guest", "Away")
#: How each table is read, save for when somebody was last looked up.
_EVERYTHING = {
    name: "SELECT {} FROM {}".format(
        ", ".join(f'"{each.name}"' for each in table.c if each.name != "refreshed_at"), name
    )
    for name, table in metadata.tables.items()
}
_TEAM = Team("T0PRACTICE", "Practice Collective")


class Killed(BaseException):
    """The process ends here, and nothing more is written."""


class Mailbox:
    """Keeps what Slack has to tell the exchange until somebody hands it over."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.letters: list[dict[str, Any]] = []

    def tell(self, event: dict[str, Any], subscription: str = "", *, scope: str = "") -> None:
        granted = not scope or scope in self._workspace.granted
        if (subscription or event["type"]) in self._workspace.manifest.events and granted:
            self.letters.append(event_callback(self._workspace, event))


@dataclass
class Meanwhile:
    """What happens while the next call to Slack is under way, before or after Slack does what it is asked for."""

    before: deque[Callable[[], object]] = field(default_factory=deque)
    after: deque[Callable[[], object]] = field(default_factory=deque)
    happened: bool = False

    def happen(self, waiting: deque[Callable[[], object]]) -> None:
        if waiting:
            self.happened = True
            waiting.popleft()()


class DirectClient(WebClient):
    """Slack's own client; only the socket between it and the practice workspace is left out.

    Attributes:
        posting: is told the key of what is about to be posted, where nothing happened since it was drawn.
    """

    def __init__(self, api: WebApi, meanwhile: Meanwhile) -> None:
        super().__init__(token=Credentials().bot_token, retry_handlers=[])
        self._api = api
        self._meanwhile = meanwhile
        self.posting: Callable[[str], object] = lambda _key: None

    def api_call(
        self,
        api_method: str,
        *,
        http_verb: str = "POST",
        files: dict[str, Any] | None = None,
        data: Any = None,
        params: dict[str, Any] | None = None,
        json: dict[str, Any] | None = None,
        headers: dict[str, Any] | None = None,
        auth: dict[str, Any] | None = None,
    ) -> SlackResponse:
        sent = json_.loads(json_.dumps({**(data or {}), **(params or {}), **(json or {})}))
        if api_method == "chat.postMessage" and not self._meanwhile.happened:
            self.posting(sent["metadata"]["event_payload"]["key"])
        self._meanwhile.happen(self._meanwhile.before)
        reply = self._api.answer(api_method, self.token or "", sent)
        self._meanwhile.happen(self._meanwhile.after)
        if reply.dropped:
            raise RemoteDisconnected("the answer was dropped")
        is_json = "json" in reply.headers.get("Content-Type", "")
        response = SlackResponse(
            client=self,
            http_verb=http_verb,
            api_url=api_method,
            req_args={},
            data=json_.loads(reply.body) if is_json else {},
            headers=dict(reply.headers),
            status_code=reply.status,
        )
        return response.validate()  # type: ignore[no-untyped-call,no-any-return]


class World:
    """Everything of one example.

    Args:
        databases: two replicas' doors to one database; what is in it is deleted.

    Attributes:
        untrue: what was said and should not have been.
    """

    def __init__(self, databases: Sequence[Database]) -> None:
        self.clock = MovableClock(TUESDAY_NOON, frozen=True)
        self.machine = Machine()
        self.workspace = Workspace(_roster(), read_manifest(manifest.file()), self.clock)
        self.mailbox = Mailbox(self.workspace)
        self.deeds = Deeds(self.workspace, cast("Gateway", self.mailbox))
        self.admin = Administration(self.workspace, cast("Gateway", self.mailbox))
        self.meanwhile = Meanwhile()
        self.client = DirectClient(WebApi(self.workspace, Credentials(), str), self.meanwhile)
        self.ctx, other = (Context(database, self.clock, small_below=3) for database in databases)
        self.senders = tuple(Sender(ctx, self.client, self.machine.now) for ctx in (self.ctx, other))
        self.sweeper = Sweeper(self.ctx, self.client, EMOJI)
        self.referral_ids: list[str] = []
        self.untrue: list[str] = []
        self._deliveries = 0
        self._begin()

    def _begin(self) -> None:
        self.admin.leave_channel(user_id("Away"), CHANNEL)
        self.mailbox.letters.clear()
        with self.ctx.database.write() as conn:
            for table in reversed(metadata.sorted_tables):
                conn.execute(table.delete())
            self.collective = make_collective(conn, identity=directory.identify(self.client))
        for name in NAMES:
            person = directory.fetch_person(self.client, user_id(name), self.collective)
            member = people.remember(self.ctx, self.collective, person)
            if name in _NICHES:
                with self.ctx.database.write() as conn:
                    niche = make_niche(confirmed_at=TUESDAY_NOON, **_NICHES[name])
                    members.save_niche(conn, member.id, niche, f"{name}: 212-555-0100")
        with self.ctx.database.write() as conn:
            self.collective = make_collective(
                conn, identity=directory.identify(self.client), person_id=self.member("Gil").id
            )

    def member(self, name: str) -> Member:
        """Somebody, as the exchange knows them now."""
        with self.ctx.database.read() as conn:
            found = members.by_user(conn, self.collective.id, user_id(name))
        assert found is not None
        return found

    def person(self, member_id: str) -> Member:
        with self.ctx.database.read() as conn:
            return members.get(conn, member_id)

    def state(self, referral_id: str) -> ReferralState:
        with self.ctx.database.read() as conn:
            state = referrals.load(conn, referral_id)
        assert state is not None
        return state

    def states(self) -> Sequence[ReferralState]:
        return [self.state(referral_id) for referral_id in self.referral_ids]

    def rows(self) -> Mapping[str, list[str]]:
        """Every row of every table, to compare with later: as the driver gives it, for there are many to read."""
        with self.ctx.database.read() as conn:
            cursor = conn.connection.cursor()
            found = {}
            for name, question in _EVERYTHING.items():
                cursor.execute(question)
                found[name] = sorted(map(repr, cursor.fetchall()))
            return found

    def new_delivery(self) -> str:
        self._deliveries += 1
        return f"delivery-{self._deliveries}"

    def make(self, deed: Callable[[str], object]) -> bool:
        """Have somebody do something, delivered twice; whether it was allowed.

        What is refused changes nothing, and what comes again is not done again.
        """
        delivery_id, before = self.new_delivery(), self.rows()
        try:
            deed(delivery_id)
        except Refused:
            assert self.rows() == before, "a refused move changed something"
            return False
        after = self.rows()
        deed(delivery_id)
        assert self.rows() == after, "a repeated delivery changed something"
        return True

    def hand_over(self, letter: Mapping[str, Any]) -> None:
        """Hand an event to the services, as the listeners do."""
        event, delivery_id = letter["event"], letter["event_id"]
        match event["type"]:
            case "reaction_added" | "reaction_removed":
                self._hand_over_reaction(event, delivery_id)
            case "user_change":
                person = directory.person_of(
                    event["user"], self.collective, in_channel=self._by_user(event["user"]["id"]).in_channel
                )
                people.remember(self.ctx, self.collective, person)
            case "member_left_channel" | "member_joined_channel":
                people.came_or_went(
                    self.ctx,
                    self.collective,
                    event["user"],
                    in_channel=event["type"] == "member_joined_channel",
                    delivery_id=delivery_id,
                )

    def _hand_over_reaction(self, event: Mapping[str, Any], delivery_id: str) -> None:
        card = claiming.card_at(self.ctx, event["item"]["channel"], event["item"]["ts"])
        if card is None or not is_offer(event["reaction"], EMOJI):
            return
        member = self._by_user(event["user"])
        take = claiming.reacted if event["type"] == "reaction_added" else claiming.unreacted
        reaction = Reaction(card, member.id, event["reaction"])
        take(self.ctx, self.collective, member, reaction, event_ts=event["event_ts"], delivery_id=delivery_id)

    def _by_user(self, slack_id: str) -> Member:
        visitor = people.visitor(self.ctx, self.collective.team_id, slack_id)
        assert visitor.member is not None
        return visitor.member

    def place_of(self, referral_id: str, member_id: str) -> tuple[str, str] | None:
        """Where a message that takes reactions stands: the member's invitation, or the card where they are nobody."""
        with self.ctx.database.read() as conn:
            mine = (cards.c.referral_id == referral_id) & (cards.c.member_id == member_id) & (cards.c.ts != "")
            faces = cards.c.face.in_([Face.CHANNEL.value, Face.INVITATION.value])
            found = conn.execute(select(cards.c.channel_id, cards.c.ts).where(mine, faces)).one_or_none()
        return (found[0], found[1]) if found else None

    def react(self, name: str, channel: str, ts: str, emoji: str) -> None:
        """Put an emoji under a message, or take it back where it is."""
        try:
            message = self.workspace.message(channel, ts)
            there = message.has_reaction(emoji, user_id(name))
            (self.deeds.unreact if there else self.deeds.react)(user_id(name), channel, ts, emoji)
        except SlackError:
            return  # the message is gone, or not theirs to see

    def fire_due(self) -> None:
        """Do all that is due by the calendar."""
        for _ in range(200):
            if not nudging.look(self.ctx):
                return
        raise AssertionError("nudges are due without end")

    def let_everything_become_due(self) -> None:
        """Go from moment to moment until no referral waits for anything, and all that was held is said.

        Everybody is at their desk now: of whoever answers nothing what is held would be held for ever.
        """
        for _ in range(200):
            for name in NAMES:
                attention.noticed(self.ctx, self.member(name))
            self.fire_due()
            self.settle()
            with self.ctx.database.read() as conn:
                waits = conn.execute(_NUDGES_OF_REFERRALS).scalar_one()
                moments = [held.next_moment(conn, self.clock.now()), *([nudges.next_due(conn)] if waits else [])]
            if not any(moments):
                return
            self.clock.move(max(min(filter(None, moments)) - self.clock.now(), timedelta()))
        raise AssertionError("something becomes due without end")

    def send(self, sender: int = 0) -> None:
        """One look of one sender; it may be killed in the middle of it."""
        self.meanwhile.happened = False
        try:
            self.senders[sender].run_once()
        except Killed:
            self.machine.move(1)

    def sweep(self) -> None:
        """One look for reactions, in the middle of which the process may end too."""
        try:
            self.sweeper.run_once()
        except Killed:
            self.machine.move(1)

    def settle(self) -> None:
        """Let everything that is under way come to its end: events, posts in doubt, leases, reactions."""
        self.meanwhile.before.clear()
        self.meanwhile.after.clear()
        while self.mailbox.letters:
            self.hand_over(self.mailbox.letters.pop(0))
        for _ in range(400):
            self.send()
            looked = self.sweeper.run_once()
            waits_until = self._waits_until()
            if waits_until is None and not looked and not self.mailbox.letters:
                return
            self.machine.time = max(self.machine.time, waits_until or self.machine.time)
            self.machine.move(0.001)
        raise AssertionError("delivery does not come to an end")

    def _waits_until(self) -> datetime | None:
        """When the next row is due, or given up by whoever leased it; None when nothing waits."""
        moments: list[datetime] = []
        with self.ctx.database.read() as conn:
            for table in (cards, outbox):
                free_at = func.coalesce(table.c.leased_until, table.c.send_at, type_=table.c.send_at.type)
                found = conn.execute(select(func.min(free_at)).where(table.c.state.in_(WAITING))).scalar()
                moments += [found] if found else []
        return min(moments, default=None)


def user_id(name: str) -> str:
    return f"U0{name.upper()}"


def _roster() -> Roster:
    roles = {"Guest": Role.GUEST}
    told = tuple(Person(user_id(n), n, timezone="America/New_York", role=roles.get(n, Role.MEMBER)) for n in NAMES)
    return Roster(_TEAM, told, (ChannelSeed(CHANNEL, "referrals", private=True),))
