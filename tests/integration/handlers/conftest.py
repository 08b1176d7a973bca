"""The whole app as `bot.app.build` makes it, a Slack on a real socket behind it, and payloads in Slack's own shapes."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from slack_bolt import BoltRequest
from sqlalchemy import select, update

from bot.app import build
from bot.clock import MovableClock
from bot.exchange.drafts import Draft
from bot.exchange.notices import Face
from bot.exchange.values import Outcome
from bot.scheduler import Scheduler
from bot.services import claiming, referring
from bot.services.context import machine_now
from bot.services.scenes import scene_of
from bot.settings import Settings
from bot.views.actions import Action, Shortcut, pair
from storage import collectives, members, nudges, referrals
from storage.models import cards as cards_table
from storage.models import metadata
from storage.models import outbox as outbox_table
from storage.models import referrals as referrals_table
from tests.factories import CHANNEL, IDENTITY, NEED, NOON, make_collective, make_member
from tests.integration.delivery.fake_slack import FakeSlack, Machine, Server
from tests.integration.handlers import payloads
from tests.slack_limits import violations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from slack_bolt import BoltResponse

    from bot.app import Exchange
    from bot.exchange.nudges import NudgeKind
    from bot.exchange.scene import Scene
    from bot.exchange.values import Collective, Member, ReferralState

Json = dict[str, Any]

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
CARD_TS = "1772557000.000001"


@dataclass
class FormSlack(FakeSlack):
    """The same Slack, which also shows forms and takes private answers."""

    def _views_open(self, asked: Json) -> Json:
        return {"view": {"id": "V0FORM", **asked["view"]}}

    def _views_push(self, asked: Json) -> Json:
        return {"view": {"id": "V0ON_TOP", **asked["view"]}}

    def _views_update(self, asked: Json) -> Json:
        return {"view": {"id": asked["view_id"], **asked["view"]}}

    def _views_publish(self, asked: Json) -> Json:
        return {"view": {"id": "V0HOME", **asked["view"]}}

    def _respond(self, _: Json) -> Json:
        return {}


@dataclass(frozen=True)
class Reply:
    """What Slack is answered.

    Attributes:
        said: the answer's payload; a text alone stands under "text".
    """

    status: int
    said: Json = field(default_factory=dict)

    @property
    def text(self) -> str:
        return str(self.said.get("text", ""))

    @property
    def errors(self) -> Mapping[str, str]:
        assert self.said.get("response_action") == "errors", self.said
        found: Mapping[str, str] = self.said["errors"]
        return found

    @property
    def view(self) -> Json:
        assert self.said.get("response_action") == "update", self.said
        shown: Json = self.said["view"]
        return shown

    @property
    def on_top(self) -> Json:
        """The form that is laid on the one that was sent, which stays."""
        assert self.said.get("response_action") == "push", self.said
        shown: Json = self.said["view"]
        return shown


@dataclass
class House:
    """The exchange under test: Sam refers, the colleagues fit, and Slack knows them all."""

    exchange: Exchange
    slack: FormSlack
    collective: Collective
    sam: Member
    ana: Member
    ben: Member
    cleo: Member
    woken: list[str]

    def hand(self, body: Json) -> Reply:
        """What the app answers to one payload, over Socket Mode."""
        return reply_of(self.exchange.app.dispatch(BoltRequest(mode="socket_mode", body=body)))

    def command(self, by: Member | str, name: str, text: str = "") -> Reply:
        return self.hand(payloads.command(_user(by), name, text, response_url=self.response_url))

    def press(self, by: Member | str, action: Action, value: str) -> Reply:
        return self.hand(payloads.press(_user(by), action, value, response_url=self.response_url))

    def press_in_form(self, by: Member, action: Action, value: str, view: Json) -> Reply:
        return self.hand(payloads.press_in_form(by.user_id, action, value, view))

    def shortcut(self, by: Member | str, shortcut: Shortcut, message: Json) -> Reply:
        """Use the shortcut in the menu of a message."""
        return self.hand(payloads.message_shortcut(_user(by), shortcut, message, response_url=self.response_url))

    def submit(self, by: Member | str, view: Json, **answers: Any) -> Reply:
        """Fill in a form that was shown, and send it."""
        return self.hand(payloads.submission(_user(by), payloads.filled(view, **answers)))

    def tell(self, told: Json, **envelope: str) -> Reply:
        return self.hand(payloads.event(told, **envelope))

    @property
    def response_url(self) -> str:
        return f"{self.slack.url}respond"

    def form(self) -> Json:
        """The form that was opened, drawn anew or pushed last."""
        opened = ("views.open", "views.push", "views.update")
        shown: list[Json] = [asked["view"] for method, asked in self.slack.calls if method in opened]
        return shown[-1]

    def homes(self, of: Member | str) -> Sequence[Json]:
        """Every Home that was shown to somebody, the newest last."""
        asked = [asked for method, asked in self.slack.calls if method == "views.publish"]
        return [{"id": "V0HOME", **each["view"]} for each in asked if each["user_id"] == _user(of)]

    def refer_form(self, **render: Any) -> Json:
        """Sam's form, opened by `/refer`, with the further fields where `more` says so."""
        assert self.command(self.sam, "/refer").status == 200
        return self.form()

    def answers(self) -> Sequence[str]:
        """The private answers to commands and buttons, in order."""
        return [asked["text"] for method, asked in self.slack.calls if method == "respond"]

    def asked(self) -> Sequence[str]:
        """The Web API methods that were called since the start, in order."""
        return [method for method, _ in self.slack.calls if method not in ("auth.test", "respond")]

    def post(self, **fields: Any) -> str:
        """Sam has posted; gives the referral's id."""
        told: Json = {"form_id": _unique(), "need": NEED, "consent": True, "told_nobody": True, **fields}
        draft = Draft(**told)
        result = referring.submit(self.exchange.ctx, self.collective, self.sam, draft, _unique())
        assert isinstance(result, referring.Posted)
        return result.referral_id

    def posted(self) -> str:
        """The same, and delivery has put the card into the channel at `CARD_TS`."""
        referral_id = self.post()
        with self.exchange.ctx.database.write() as conn:
            where = (cards_table.c.referral_id == referral_id) & (cards_table.c.face == Face.CHANNEL.value)
            conn.execute(update(cards_table).where(where).values(channel_id=CHANNEL, ts=CARD_TS, state="shown"))
        return referral_id

    def offered(self, referral_id: str, by: Member) -> str:
        """The member has offered; gives the claim's id."""
        state = claiming.offer(self.exchange.ctx, self.collective, by, referral_id, _unique())
        claim = state.offer_of(by.id)
        assert claim is not None
        return claim.id

    def handed_off(self) -> str:
        """Sam's client chose Ana, and Ben was the backup; gives the referral's id."""
        referral_id = self.post(post_anyway=True)
        claim_id = self.offered(referral_id, self.ana)
        self.offered(referral_id, self.ben)
        self.press(self.sam, Action.CHOOSE, pair(referral_id, claim_id))
        return referral_id

    def booked(self) -> str:
        """The same, and a first appointment is booked."""
        referral_id = self.handed_off()
        self.press(self.ana, Action.REPORT, referral_id)
        assert self.submit(self.ana, self.form(), outcome=Outcome.BOOKED.value).said == {}
        return referral_id

    def rejoins(self, member: Member, *, guest: bool) -> None:
        """An admin made a member a guest, or a guest a member."""
        user = self.slack.users[member.user_id] | {"is_restricted": guest}
        self.tell({"type": "user_change", "user": user, "cache_ts": 1, "event_ts": "1.1"})

    def only_referral(self) -> str:
        """The id of the one referral that there is."""
        with self.exchange.ctx.database.read() as conn:
            return str(conn.execute(select(referrals_table.c.id)).scalar_one())

    def long_form(self) -> Json:
        """The same with the further fields, and with what is needed filled in."""
        self.press_in_form(self.sam, Action.MORE, "more", payloads.filled(self.refer_form(), **payloads.ANSWERS))
        return self.form()

    def state(self, referral_id: str) -> ReferralState:
        with self.exchange.ctx.database.read() as conn:
            state = referrals.load(conn, referral_id)
        assert state is not None
        return state

    def scene(self, referral_id: str) -> Scene:
        """The referral as the views are handed it."""
        with self.exchange.ctx.database.read() as conn:
            scene = scene_of(conn, referral_id, self.exchange.ctx.clock.now())
        assert scene is not None
        return scene

    def line(self, referral_id: str) -> Sequence[str]:
        """Who is in line, the holder first, by member id."""
        return [claim.member_id for claim in self.state(referral_id).line]

    def letters(self, kind: str) -> Sequence[Any]:
        """The outbox's rows of one kind."""
        with self.exchange.ctx.database.read() as conn:
            return conn.execute(select(outbox_table).where(outbox_table.c.kind == kind)).all()

    def pending(self, referral_id: str) -> set[NudgeKind]:
        with self.exchange.ctx.database.read() as conn:
            return {nudge.kind for nudge in nudges.pending(conn, referral_id)}

    def member(self, member: Member) -> Member:
        """The member as they are remembered now."""
        with self.exchange.ctx.database.read() as conn:
            return members.get(conn, member.id)

    def met(self, user_id: str) -> Member:
        """Somebody who has been met, by their Slack id."""
        with self.exchange.ctx.database.read() as conn:
            found = members.by_user(conn, self.collective.id, user_id)
        assert found is not None
        return found

    def everybody_is_stale(self) -> None:
        """Nobody was looked up for a long time."""
        with self.exchange.ctx.database.write() as conn:
            conn.exec_driver_sql("UPDATE members SET refreshed_at = '2020-01-01 00:00:00.000000'")

    def now_set_up(self) -> Collective:
        with self.exchange.ctx.database.read() as conn:
            return collectives.get(conn, self.collective.id)

    def rows(self) -> Mapping[str, Sequence[str]]:
        """Everything that is kept, table by table."""
        with self.exchange.ctx.database.read() as conn:
            return {table.name: [str(row) for row in conn.execute(table.select())] for table in metadata.sorted_tables}


def _user(by: Member | str) -> str:
    return by if isinstance(by, str) else by.user_id


def _unique() -> str:
    return uuid4().hex


def reply_of(response: BoltResponse) -> Reply:
    """The answer, once Slack's limits were held against what it shows."""
    if not response.body:
        return Reply(response.status)
    if not response.body.startswith("{"):
        return Reply(response.status, {"text": response.body})
    said: Json = json.loads(response.body)
    if "view" in said:
        assert violations("views.update", {"view": said["view"]}) == []
    if "text" in said:
        assert violations("chat.postEphemeral", said) == []
    return Reply(response.status, said)


#: People whom Slack knows and the exchange does not, until they do something.
GUEST, BOT, EXTERNAL, ADMIN, NEWCOMER = "U0GUEST", "U0OTHERBOT", "U0EXTERNAL", "U0ADMIN", "U0NEWCOMER"
_STRANGERS: Mapping[str, Json] = {
    GUEST: {"is_restricted": True},
    BOT: {"is_bot": True},
    EXTERNAL: {"is_stranger": True, "team_id": "T0ELSEWHERE"},
    ADMIN: {"is_admin": True},
    NEWCOMER: {},
}


@pytest.fixture
def slack(monkeypatch: pytest.MonkeyPatch) -> Iterator[FormSlack]:
    """A Slack whose every call is held against Slack's limits at the end."""
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    fake = FormSlack(Machine())
    with Server(fake):
        yield fake
    broken = [
        line
        for method, asked in fake.calls
        for line in violations("chat.postEphemeral" if method == "respond" else method, asked)
    ]
    assert broken == []


@pytest.fixture
def address(sqlite_template: Path, tmp_path: Path) -> str:
    """Of the database: an SQLite file, unless a module says otherwise."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'exchange.sqlite3')}"


@pytest.fixture
def settings(slack: FormSlack, address: str) -> Settings:
    told = {
        "SLACK_BOT_TOKEN": "xoxb-test",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": slack.url,
        "database_url": address,
        "small_below": 3,
    }
    return Settings(_env_file=None, **told)  # type: ignore[call-arg, arg-type]


@pytest.fixture
def bare(settings: Settings, slack: FormSlack, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """The exchange before its set-up: nobody has been met but Sam and three colleagues."""
    woken: list[str] = []
    monkeypatch.setattr(Scheduler, "wake", lambda _self, name: woken.append(name))
    exchange = build(settings, MovableClock(NOON, frozen=True))
    with exchange.ctx.database.write() as conn:
        names = ("Sam", "Ana", "Ben", "Cleo")
        sam, ana, ben, cleo = (make_member(conn, exchange.collective, name, now=machine_now()) for name in names)
    known = {member.user_id: {"name": member.name} for member in (sam, ana, ben, cleo)}
    for user_id, told in (*known.items(), *_STRANGERS.items()):
        slack.users[user_id] = {"id": user_id, "team_id": IDENTITY.team_id, "tz": "America/New_York", **told}
    slack.channel_members = [*slack.users, IDENTITY.bot_user_id]
    yield House(exchange, slack, exchange.collective, sam, ana, ben, cleo, woken)
    exchange.stop()


@pytest.fixture
def house(bare: House) -> House:
    """The exchange, set up; delivery does not run, so Slack hears from the listeners alone."""
    with bare.exchange.ctx.database.write() as conn:
        bare.collective = make_collective(conn)
    bare.slack.channel = {"id": CHANNEL, "name": "referrals", "is_member": True, "is_private": True}
    return bare
