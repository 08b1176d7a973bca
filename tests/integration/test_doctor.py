"""The doctor finds each thing that can be missing or wrong, and says what to do about it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot import doctor, manifest
from bot.cli import app
from bot.exchange.notices import Notice, NoticeKind, Way
from bot.settings import Settings, name_of
from storage import migrate, outbox, sending
from storage.engine import Database
from tests.factories import CHANNEL, IDENTITY, make_collective, make_member
from tests.integration.canned_slack import canned_slack

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from bot.doctor import Finding
    from tests.integration.canned_slack import CannedSlack

pytestmark = pytest.mark.usefixtures("logs_as_they_were")

CANARY = "canary7f3a"
ME = {"user_id": IDENTITY.bot_user_id, "user": "referral-exchange", "bot_id": IDENTITY.bot_id}


@dataclass
class Surgery:
    """An installation that is well, to be made ill in one way."""

    slack: CannedSlack
    folder: Path
    monkeypatch: pytest.MonkeyPatch

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'exchange.sqlite3'}"

    def set(self, **names: str) -> None:
        for name, value in names.items():
            self.monkeypatch.setenv(name, value)

    def channel(self, **facts: Any) -> None:
        """What Slack says of the referral channel, and of nobody else."""
        told = {"id": CHANNEL, "name": "referrals", "is_private": True, "is_member": True} | facts
        self.slack.answers["conversations.info"] = {"channel": told}

    def clock(self, off: timedelta) -> None:
        date = format_datetime(datetime.now(UTC) + off, usegmt=True)
        self.slack.headers["auth.test"]["Date"] = date

    def examine(self) -> tuple[Finding, ...]:
        return tuple(doctor.examine(env_file=None))

    def faults(self) -> tuple[Finding, ...]:
        """What is not as it should be."""
        return tuple(finding for finding in self.examine() if not finding.ok)


@pytest.fixture
def surgery(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_template: Path) -> Iterator[Surgery]:
    """An exchange that is set up and well, in Socket Mode."""
    monkeypatch.chdir(tmp_path)
    for field in Settings.model_fields:
        monkeypatch.delenv(name_of(field), raising=False)
    shutil.copy(sqlite_template, tmp_path / "exchange.sqlite3")
    with canned_slack() as slack:
        well = Surgery(slack, tmp_path, monkeypatch)
        well.set(
            SLACK_BOT_TOKEN=f"xoxb-{CANARY}",
            SLACK_APP_TOKEN=f"xapp-{CANARY}",
            SLACK_API_URL=slack.url,
            EXCHANGE_DATABASE_URL=well.url,
        )
        slack.answers |= {
            "auth.test": {"team_id": IDENTITY.team_id, "team": IDENTITY.team_name, **ME},
            "apps.connections.open": {"url": "ws://127.0.0.1:1/"},
            "conversations.members": {"members": ["U0ANA"]},
            "users.list": {"members": [{"id": "U0ANA"}]},
        }
        slack.headers["auth.test"] = {"x-oauth-scopes": ",".join(manifest.scopes())}
        well.channel()
        well.clock(timedelta())
        database = Database(well.url)
        with database.write() as conn:
            make_collective(conn)
        database.dispose()
        yield well


def test_all_is_well(surgery: Surgery) -> None:
    """An exchange in order gets a tick on every line, and the command ends with 0."""
    result = CliRunner().invoke(app, ["doctor"])
    assert result.exit_code == 0, result.output
    assert all(line.startswith("✓ ") for line in result.output.splitlines())
    assert "The bot is in #referrals." in result.output


def test_something_wrong_ends_with_1_and_shows_no_secret(surgery: Surgery) -> None:
    """The line says what is wrong, the next what to do; no token stands in either."""
    surgery.slack.answers["auth.test"] = {"error": "invalid_auth"}
    result = CliRunner().invoke(app, ["doctor"])
    assert result.exit_code == 1
    assert "✗ Slack does not accept SLACK_BOT_TOKEN (invalid_auth).\n  Copy it again from" in result.output
    assert CANARY not in result.output


def test_missing_settings_are_each_named(surgery: Surgery) -> None:
    """Without a token nothing else is looked at."""
    surgery.monkeypatch.delenv("SLACK_BOT_TOKEN")
    surgery.set(EXCHANGE_PORT="no")
    assert [finding.says.split(" ")[0] for finding in surgery.examine()] == ["SLACK_BOT_TOKEN", "EXCHANGE_PORT"]
    assert all(finding.ok is False and finding.do for finding in surgery.examine())


def test_a_token_of_the_wrong_kind_is_told_apart(surgery: Surgery) -> None:
    """Whoever swaps the two tokens reads which goes where."""
    surgery.set(SLACK_BOT_TOKEN=f"xapp-{CANARY}", SLACK_APP_TOKEN=f"xoxb-{CANARY}")
    bot_token, app_token = surgery.faults()
    assert "begins with xoxb-" in bot_token.says
    assert "begins with xapp-" in app_token.says


def test_neither_transport_is_possible(surgery: Surgery) -> None:
    """A bot token alone is not enough."""
    surgery.monkeypatch.delenv("SLACK_APP_TOKEN")
    (fault,) = surgery.faults()
    assert "SLACK_APP_TOKEN" in fault.says
    assert "SLACK_SIGNING_SECRET" in fault.says


def test_a_misspelled_setting_is_pointed_out(surgery: Surgery) -> None:
    """It works without, and not as was meant."""
    surgery.set(EXCHANGE_EXPIRE_DAY="3")
    (fault,) = surgery.faults()
    assert fault.ok is None
    assert "EXCHANGE_EXPIRE_DAY" in fault.says


def test_a_signing_secret_that_looks_like_none_is_pointed_out(surgery: Surgery) -> None:
    """Tokens are sometimes pasted in its place."""
    surgery.set(SLACK_SIGNING_SECRET=f"xoxb-{CANARY}")
    (fault,) = surgery.faults()
    assert fault.ok is None
    assert "SLACK_SIGNING_SECRET" in fault.says
    assert CANARY not in fault.says


def test_with_http_no_app_token_is_asked_about(surgery: Surgery) -> None:
    """Only what this installation uses is looked at."""
    surgery.monkeypatch.delenv("SLACK_APP_TOKEN")
    surgery.set(SLACK_SIGNING_SECRET="0" * 32)
    assert surgery.faults() == ()
    assert "apps.connections.open" not in surgery.slack.calls


def test_a_slack_that_cannot_be_reached_is_named(surgery: Surgery) -> None:
    """The address stands in the line: it may be the setting that is wrong."""
    surgery.set(SLACK_API_URL="http://127.0.0.1:1/api/")
    faults = surgery.faults()
    assert {fault.says for fault in faults} == {"Slack cannot be reached at http://127.0.0.1:1/api/."}


def test_missing_scopes_are_listed(surgery: Surgery) -> None:
    """The app was installed before the manifest asked for them."""
    granted = manifest.scopes() - {"im:write", "reactions:read"}
    surgery.slack.headers["auth.test"]["x-oauth-scopes"] = ",".join(granted)
    (fault,) = surgery.faults()
    assert fault.ok is False
    assert fault.says == "The app lacks scopes: im:write, reactions:read."
    assert "install the app again" in fault.do


def test_superfluous_scopes_are_pointed_out(surgery: Surgery) -> None:
    """The app should be able to do as little as it needs; "identify" comes with every token."""
    granted = manifest.scopes() | {"files:read", "identify"}
    surgery.slack.headers["auth.test"]["x-oauth-scopes"] = ", ".join(granted)
    (fault,) = surgery.faults()
    assert fault.ok is None
    assert "files:read." in fault.says


@pytest.mark.parametrize("error", ["invalid_auth", "not_allowed_token_type", "missing_scope"])
def test_an_app_token_that_opens_no_socket_is_named(surgery: Surgery, error: str) -> None:
    """And not mistaken for the bot token."""
    surgery.slack.answers["apps.connections.open"] = {"error": error}
    (fault,) = surgery.faults()
    assert fault.ok is False
    assert "SLACK_APP_TOKEN" in fault.says
    assert fault.do


@pytest.mark.parametrize("seconds", [-90, 90])
def test_a_clock_that_is_off_is_found(surgery: Surgery, seconds: int) -> None:
    """By Slack's own time in the answer, in either direction."""
    surgery.clock(timedelta(seconds=seconds))
    (fault,) = surgery.faults()
    assert fault.ok is False
    assert "clock" in fault.says


@pytest.mark.parametrize(("seconds", "ok"), [(60, True), (61, False)])
def test_a_clock_may_be_a_minute_off(seconds: int, ok: bool) -> None:
    """More breaks things sooner or later."""
    now = datetime(2026, 3, 3, 12, tzinfo=UTC)
    (finding,) = doctor.check_clock(format_datetime(now + timedelta(seconds=seconds), usegmt=True), now)
    assert finding.ok is ok


def test_a_database_that_is_not_there_yet_is_no_fault_and_is_not_made(surgery: Surgery) -> None:
    """The doctor only looks."""
    (surgery.folder / "exchange.sqlite3").unlink()
    (fault,) = surgery.faults()
    assert fault.ok is None
    assert "no database yet" in fault.says
    assert not (surgery.folder / "exchange.sqlite3").exists()


def test_a_database_that_cannot_be_reached_is_named_without_its_password(surgery: Surgery) -> None:
    """With what the driver says of the connection."""
    surgery.set(EXCHANGE_DATABASE_URL=f"postgresql://exchange:{CANARY}@127.0.0.1:1/exchange?application_name={CANARY}")
    (fault,) = surgery.faults()
    assert fault.ok is False
    assert "postgresql://exchange:***@127.0.0.1:1/exchange cannot be used" in fault.says
    assert "refused" in fault.says
    assert CANARY not in fault.says + fault.do


def test_an_older_database_is_brought_up_to_date_by_the_next_start(surgery: Surgery) -> None:
    """There is nothing to do, and it is said."""
    database = Database(surgery.url)
    migrate.downgrade(database, "base")
    database.dispose()
    (fault,) = surgery.faults()
    assert fault.ok is None
    assert "older version" in fault.says


def test_a_newer_database_is_refused(surgery: Surgery) -> None:
    """This version would not know what it reads."""
    database = Database(surgery.url)
    with database.write() as conn:
        conn.exec_driver_sql("UPDATE alembic_version SET version_num = 'from_the_future'")
    database.dispose()
    (fault,) = surgery.faults()
    assert fault.ok is False
    assert "newer version" in fault.says


def test_sends_that_stayed_unknown_are_listed(surgery: Surgery) -> None:
    """A person can look whether they are there; nobody sends them a second time."""
    database = Database(surgery.url)
    now = datetime.now(UTC)
    with database.write() as conn:
        collective = make_collective(conn)
        ana = make_member(conn, collective)
        outbox.put(conn, collective.id, outbox.Order(Notice(NoticeKind.THANKS, ana.id), Way.AT_ONCE, now), now)
        (message,) = outbox.lease(conn, now, 1)
        outbox.end(conn, message, sending.SendState.UNKNOWN)
    database.dispose()
    (fault,) = surgery.faults()
    assert fault.ok is None
    assert f"thanks {message.id}" in fault.says


def test_nobody_has_set_it_up(surgery: Surgery) -> None:
    """Who can, and how."""
    database = Database(surgery.url)
    with database.write() as conn:
        make_collective(conn, channel_id="")
    database.dispose()
    (fault,) = surgery.faults()
    assert fault.ok is False
    assert "/refer setup" in fault.do


def test_a_channel_that_the_bot_cannot_see_is_named(surgery: Surgery) -> None:
    """It is gone, or private and without the bot."""
    surgery.slack.answers["conversations.info"] = {"error": "channel_not_found"}
    (fault,) = surgery.faults()
    assert fault.ok is False
    assert CHANNEL in fault.says


@pytest.mark.parametrize(
    ("facts", "says"),
    [({"is_archived": True}, "#referrals is archived."), ({"is_member": False}, "The bot is not in #referrals.")],
)
def test_a_channel_in_which_the_bot_cannot_post_is_a_fault(surgery: Surgery, facts: dict[str, bool], says: str) -> None:
    """No card could be shown."""
    surgery.channel(**facts)
    (fault,) = surgery.faults()
    assert fault.ok is False
    assert fault.says == says
    assert fault.do


@pytest.mark.parametrize(
    ("facts", "word"), [({"is_private": False}, "public"), ({"is_ext_shared": True}, "another workspace")]
)
def test_a_channel_that_many_can_read_is_pointed_out(surgery: Surgery, facts: dict[str, bool], word: str) -> None:
    """It works, and whoever set it up should know."""
    surgery.channel(**facts)
    (fault,) = surgery.faults()
    assert fault.ok is None
    assert word in fault.says


@pytest.mark.parametrize(("private", "event"), [(True, "message.groups"), (False, "message.channels")])
def test_a_channel_that_is_to_be_looked_at_says_what_that_takes(surgery: Surgery, private: bool, event: str) -> None:
    """Slack tells nobody to which events an app is subscribed: where to look, and how to try it."""
    surgery.channel(is_private=private)
    database = Database(surgery.url)
    with database.write() as conn:
        make_collective(conn, watches_channel=True)
    database.dispose()
    fault = surgery.faults()[-1]
    assert fault.ok is None
    assert event in fault.do


def test_guests_in_the_channel_are_pointed_out(surgery: Surgery) -> None:
    """They read the cards and cannot offer."""
    surgery.slack.answers["users.list"] = {"members": [{"id": "U0ANA", "is_restricted": True}]}
    (fault,) = surgery.faults()
    assert fault.ok is None
    assert "1 guest" in fault.says
