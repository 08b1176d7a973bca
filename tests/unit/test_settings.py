"""Settings are read under their names, wrong ones are named with what was expected, and no secret is ever shown."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

import bot
from bot.exchange.nudges import NudgeTimes
from bot.settings import Settings, SettingsError, Transport, load, name_of, unknown_names

if TYPE_CHECKING:
    from collections.abc import Callable

CANARY = "canary-7f3a"
EXAMPLE = Path(bot.__file__).parent.parent / ".env.example"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Sets the environment to a bot token and what is given, in an empty folder; None takes a name away."""
    monkeypatch.chdir(tmp_path)
    for field in Settings.model_fields:
        monkeypatch.delenv(name_of(field), raising=False)
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")

    def tell(**names: str | None) -> None:
        for name, value in names.items():
            if value is None:
                monkeypatch.delenv(name)
            else:
                monkeypatch.setenv(name, value)

    return tell


def test_settings_stand_under_the_names_of_slacks_own_tools_and_ours(told: Callable[..., None]) -> None:
    """SLACK_... as Slack's tools have it, EXCHANGE_... for the rest."""
    told(
        SLACK_APP_TOKEN="xapp-1",
        SLACK_SIGNING_SECRET="0" * 32,
        SLACK_API_URL="https://slack.example.com/api",
        EXCHANGE_DATABASE_URL="postgresql://localhost/exchange",
        EXCHANGE_OFFER_EMOJI=":wave:",
        EXCHANGE_EXPIRE_DAYS="8",
    )
    settings = load()
    assert settings.slack_bot_token.get_secret_value() == "xoxb-1"
    assert settings.slack_app_token == SecretStr("xapp-1")
    assert settings.slack_signing_secret == SecretStr("0" * 32)
    assert settings.slack_api_url == "https://slack.example.com/api/"
    assert settings.database_url == "postgresql://localhost/exchange"
    assert settings.offer_emoji == "wave"
    assert settings.nudge_times.expire.count == 8


def test_the_defaults_are_those_of_the_rules(told: Callable[..., None]) -> None:
    """With a token alone the nudges come when the rules of the exchange say."""
    told()
    assert load().nudge_times == NudgeTimes()


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("SLACK_BOT_TOKEN", f"xapp-{CANARY}", "begins with xoxb-"),
        ("SLACK_APP_TOKEN", f"xoxb-{CANARY}", "begins with xapp-"),
        ("SLACK_API_URL", f"http://127.0.0.1.{CANARY}.example.com", "begins with https://"),
        ("EXCHANGE_DATABASE_URL", f"mysql://exchange:{CANARY}@localhost/exchange", "like sqlite:///exchange.sqlite3"),
        ("EXCHANGE_DATABASE_URL", f"postgresql://exchange:{CANARY}@localhost:port/exchange", "postgresql://user"),
        ("EXCHANGE_DATABASE_URL", CANARY, "like sqlite:///exchange.sqlite3"),
        ("EXCHANGE_PORT", CANARY, "a whole number"),
        ("EXCHANGE_PORT", "70000", "65535 or less"),
        ("EXCHANGE_EXPIRE_DAYS", "0", "1 or more"),
        ("EXCHANGE_LOG_FORMAT", CANARY, "console or json"),
        ("EXCHANGE_OFFER_EMOJI", f"{CANARY} ✋", "a name such as raised_hand"),
    ],
)
def test_a_wrong_value_is_named_with_what_was_expected(
    told: Callable[..., None], name: str, value: str, expected: str
) -> None:
    """One line, with the name and what would be right, and without the value: it may be a secret in the wrong place."""
    told(**{name: value})
    with pytest.raises(SettingsError) as refused:
        load()
    line = str(refused.value)
    assert line.startswith(f"{name} (")
    assert expected in line
    assert "\n" not in line
    assert value not in line
    assert CANARY not in line


def test_all_that_is_wrong_is_said_at_once(told: Callable[..., None]) -> None:
    """Nobody mends one setting to hear of the next."""
    told(SLACK_BOT_TOKEN=None, EXCHANGE_PORT="no", EXCHANGE_CLOSE_DAYS="366")
    with pytest.raises(SettingsError) as refused:
        load()
    assert [line.split(" ")[0] for line in str(refused.value).splitlines()] == [
        "SLACK_BOT_TOKEN",
        "EXCHANGE_PORT",
        "EXCHANGE_CLOSE_DAYS",
    ]


def test_an_empty_value_is_none_at_all(told: Callable[..., None]) -> None:
    """A line of the example file that was left as it is counts as not set."""
    told(SLACK_BOT_TOKEN="")
    with pytest.raises(SettingsError, match=r"SLACK_BOT_TOKEN .* is not set"):
        load()


@pytest.mark.parametrize(
    ("names", "transport"),
    [
        ({"SLACK_APP_TOKEN": "xapp-1"}, Transport.SOCKET),
        ({"SLACK_SIGNING_SECRET": "0" * 32}, Transport.HTTP),
        ({"SLACK_APP_TOKEN": "xapp-1", "SLACK_SIGNING_SECRET": "0" * 32}, Transport.SOCKET),
    ],
)
def test_the_transport_follows_from_what_there_is(
    told: Callable[..., None], names: dict[str, str], transport: Transport
) -> None:
    """Socket Mode when there is an app token, HTTP when there is a signing secret."""
    told(**names)
    assert load().transport is transport


def test_with_neither_both_ways_are_named(told: Callable[..., None]) -> None:
    """Who has only a bot token reads what else is needed."""
    told()
    with pytest.raises(SettingsError, match=r"SLACK_APP_TOKEN .* or SLACK_SIGNING_SECRET"):
        _ = load().transport


def test_a_file_named_dot_env_is_read_and_the_environment_comes_first(told: Callable[..., None]) -> None:
    """Also as Windows' Notepad saves it, with a mark at its beginning."""
    told(SLACK_BOT_TOKEN=None, EXCHANGE_PORT="4000")
    Path(".env").write_text("SLACK_BOT_TOKEN=xoxb-file\nEXCHANGE_PORT=5000\nOTHER=1\n", "utf-8-sig")
    settings = load()
    assert settings.slack_bot_token.get_secret_value() == "xoxb-file"
    assert settings.port == 4000


def test_what_is_given_comes_before_all_else(told: Callable[..., None]) -> None:
    """The practice never speaks with the tokens of a real workspace."""
    told(SLACK_APP_TOKEN="xapp-real", EXCHANGE_DATABASE_URL="sqlite:///real.sqlite3")
    Path(".env").write_text("SLACK_SIGNING_SECRET=real\n", "utf-8")
    settings = load(
        None, slack_bot_token="xoxb-practice", slack_app_token=None, database_url="sqlite:///practice.sqlite3"
    )
    assert settings.slack_bot_token.get_secret_value() == "xoxb-practice"
    assert settings.slack_app_token is None
    assert settings.slack_signing_secret is None
    assert settings.database_url == "sqlite:///practice.sqlite3"


def test_settings_can_be_printed_without_a_secret(told: Callable[..., None]) -> None:
    """A log line or a traceback that shows the settings shows no token, and not the database's password."""
    told(
        SLACK_BOT_TOKEN=f"xoxb-{CANARY}",
        SLACK_APP_TOKEN=f"xapp-{CANARY}",
        SLACK_SIGNING_SECRET=CANARY,
        EXCHANGE_DATABASE_URL=f"postgresql://exchange:{CANARY}@localhost/exchange",
    )
    assert CANARY not in f"{load()!r} {load()}"


def test_a_misspelled_name_is_found() -> None:
    """What begins as ours and is none of ours was meant to be a setting."""
    names = ("EXCHANGE_PORT", "EXCHANGE_EXPIRE_DAY", "SLACK_BOT_TOKEN", "SLACK_CHANNEL", "HOME")
    assert unknown_names(names) == ["EXCHANGE_EXPIRE_DAY"]


def test_the_example_file_names_every_setting_with_its_default(told: Callable[..., None]) -> None:
    """Whoever copies it finds each setting, and what it is when nothing is said."""
    shown = dict(re.findall(r"^(?:# )?([A-Z_]+)=(.*)$", EXAMPLE.read_text("utf-8"), flags=re.MULTILINE)[::-1])
    assert set(shown) == {name_of(field) for field in Settings.model_fields}
    told()
    defaults = load().model_dump(mode="json", exclude={"slack_bot_token"})
    assert {name: value for name, value in shown.items() if value} == {
        name_of(field): str(value) for field, value in defaults.items() if value is not None
    }
