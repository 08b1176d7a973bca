"""Every setting, as one typed object read from the environment or from a `.env` file."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.exchange.nudges import BusinessDays, Days, Mornings, NudgeTimes, WorkingHours

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pydantic_core import ErrorDetails

_Days = Annotated[int, Field(ge=1, le=365)]
_PREFIX = "EXCHANGE_"
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_DATABASES = frozenset({"sqlite", "postgresql", "postgres"})


class Transport(StrEnum):
    """How Slack reaches the bot."""

    SOCKET = "socket"
    HTTP = "http"


class LogFormat(StrEnum):
    """Lines for a person's eyes, or one JSON object a line."""

    CONSOLE = "console"
    JSON = "json"


class Weekday(StrEnum):
    """A day of the working week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"


class SettingsError(Exception):
    """A setting is missing or wrong; the message says which and what was expected, and holds no secret."""


class Settings(BaseSettings):
    """The settings, under the names that Slack's own tools use and `EXCHANGE_...` for ours.

    Delays of nudges count from the moment at which the referral reached the status that they belong to.
    """

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        env_file=".env",
        env_file_encoding="utf-8-sig",  # as Windows' Notepad may save it
        extra="ignore",
        populate_by_name=True,
        env_ignore_empty=True,
        frozen=True,
    )

    slack_bot_token: SecretStr = Field(validation_alias="SLACK_BOT_TOKEN", description="the bot token, xoxb-...")
    slack_app_token: SecretStr | None = Field(
        None, validation_alias="SLACK_APP_TOKEN", description="the app-level token, xapp-..., for Socket Mode"
    )
    slack_signing_secret: SecretStr | None = Field(
        None, validation_alias="SLACK_SIGNING_SECRET", description="the signing secret, for HTTP"
    )
    slack_api_url: str = Field(
        "https://slack.com/api/", validation_alias="SLACK_API_URL", description="another base URL of the Web API"
    )

    database_url: str = Field(  # it may hold a password, so no repr shows it
        "sqlite:///exchange.sqlite3", repr=False, description="a SQLite or PostgreSQL database"
    )
    offer_emoji: str = Field(
        "raised_hand", pattern="^[a-z0-9_+'-]+$", description="the name of the reaction that offers to take a referral"
    )
    host: str = Field("127.0.0.1", description="the address to listen on, with HTTP")
    port: int = Field(3000, ge=1, le=65535, description="the port to listen on, with HTTP")
    log_format: LogFormat = Field(LogFormat.CONSOLE, description="how log lines look")

    invite_next_days: _Days = Field(1, description="business days until the next three are invited")
    invite_next_this_week_hours: int = Field(4, ge=1, le=200, description="working hours, when it is for this week")
    ask_channel_days: _Days = Field(2, description="business days until the channel is asked once more")
    ask_channel_this_week_days: _Days = Field(1, description="the same, when it is for this week")
    unanswered_days: _Days = Field(3, description="business days until a person is told that nobody offered")
    unanswered_this_week_days: _Days = Field(2, description="the same, when it is for this week")
    expire_days: _Days = Field(10, description="business days until an unanswered referral expires")
    expire_this_week_days: _Days = Field(5, description="the same, when it is for this week")
    choose_days: _Days = Field(2, description="business days until the referrer is asked whether the client chose")
    choose_again_days: _Days = Field(4, description="business days until they are asked again")
    lapse_days: _Days = Field(14, description="business days until an offer that nobody chose lapses")
    outcome_days: _Days = Field(7, description="days until the chosen colleague is asked how it went")
    outcome_again_days: _Days = Field(14, description="days until they are asked again")
    unconfirmed_days: _Days = Field(21, description="days until the referrer is told that nobody has said")
    close_days: _Days = Field(35, description="days until it is closed with the outcome unknown")
    full_weeks: int = Field(4, ge=1, le=52, description="weeks that Full right now means, unless a date is named")
    room_weeks: int = Field(6, ge=1, le=52, description="weeks for which room now is taken to be true")
    small_below: int = Field(12, ge=0, description="collectives with fewer members are asked in one round only")

    weekly_day: Weekday = Field(Weekday.THURSDAY, description="the day of the weekly post in the channel")

    @field_validator("slack_bot_token", "slack_app_token")
    @classmethod
    def _of_its_kind(cls, token: SecretStr | None, info: object) -> SecretStr | None:
        expected = "xapp-" if getattr(info, "field_name", "") == "slack_app_token" else "xoxb-"
        if token is not None and not token.get_secret_value().startswith(expected):
            raise ValueError(f"one that begins with {expected}; this is a token of another kind")
        return token

    @field_validator("slack_api_url")
    @classmethod
    def _with_slash(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
            raise ValueError("an address that begins with https://")
        return url.rstrip("/") + "/"

    @field_validator("database_url")
    @classmethod
    def _of_a_known_kind(cls, url: str) -> str:
        try:
            kind = make_url(url).get_backend_name()
        except (ArgumentError, ValueError):  # what they say can hold the password
            kind = ""
        if kind not in _DATABASES:
            raise ValueError("like sqlite:///exchange.sqlite3 or postgresql://user:password@host/name")
        return url

    @field_validator("offer_emoji", mode="before")
    @classmethod
    def _without_colons(cls, name: object) -> object:
        return name.strip(":") if isinstance(name, str) else name

    @property
    def transport(self) -> Transport:
        """Socket Mode when there is an app token, HTTP when there is a signing secret.

        Raises:
            SettingsError: there is neither.
        """
        if self.slack_app_token is not None:
            return Transport.SOCKET
        if self.slack_signing_secret is not None:
            return Transport.HTTP
        raise SettingsError(
            "Set SLACK_APP_TOKEN (the app-level token, xapp-...) to run in Socket Mode, "
            "or SLACK_SIGNING_SECRET to listen for HTTP."
        )

    @property
    def nudge_times(self) -> NudgeTimes:
        return NudgeTimes(
            invite_next=BusinessDays(self.invite_next_days),
            invite_next_this_week=WorkingHours(self.invite_next_this_week_hours),
            ask_channel=Mornings(self.ask_channel_days),
            ask_channel_this_week=BusinessDays(self.ask_channel_this_week_days),
            unanswered=Mornings(self.unanswered_days),
            unanswered_this_week=Mornings(self.unanswered_this_week_days),
            expire=BusinessDays(self.expire_days),
            expire_this_week=BusinessDays(self.expire_this_week_days),
            choose=Mornings(self.choose_days),
            choose_again=Mornings(self.choose_again_days),
            lapse=BusinessDays(self.lapse_days),
            outcome=Days(self.outcome_days),
            outcome_again=Days(self.outcome_again_days),
            unconfirmed=Days(self.unconfirmed_days),
            close=Days(self.close_days),
        )


def load(env_file: str | None = ".env", **given: object) -> Settings:
    """Read the settings.

    Args:
        env_file: where settings may stand that the environment does not hold.
        given: settings that are known already, by field.

    Raises:
        SettingsError: one line for each that is missing or wrong, without its value.
    """
    known = {str(Settings.model_fields[field].validation_alias or field): value for field, value in given.items()}
    try:
        return Settings(_env_file=env_file, **known)  # type: ignore[call-arg, arg-type]
    except ValidationError as error:
        lines = [_line(problem) for problem in error.errors(include_input=False)]
        raise SettingsError("\n".join(lines)) from None


def name_of(field: str) -> str:
    """The environment's name of a setting."""
    alias = Settings.model_fields[field].validation_alias
    return alias if isinstance(alias, str) else f"{_PREFIX}{field}".upper()


def unknown_names(names: Iterable[str]) -> Sequence[str]:
    """Those of the environment's names that were meant for the exchange and that it does not know, in order."""
    known = {name_of(field) for field in Settings.model_fields}
    return sorted(name for name in names if name.upper().startswith(_PREFIX) and name.upper() not in known)


def _line(problem: ErrorDetails) -> str:
    name = str(problem["loc"][0])
    field = next((field for field in Settings.model_fields if name_of(field) == name), name)
    described = Settings.model_fields[field].description
    if problem["type"] == "missing":
        return f"{name_of(field)} ({described}) is not set."
    return f"{name_of(field)} ({described}) is wrong: it should be {_expected(problem)}."


def _expected(problem: ErrorDetails) -> str:
    """What would have been right, without a word of what was there."""
    limits = problem.get("ctx", {})
    match problem["type"]:
        case "int_parsing" | "int_from_float" | "int_type":
            return "a whole number"
        case "greater_than_equal":
            return f"{limits['ge']} or more"
        case "less_than_equal":
            return f"{limits['le']} or less"
        case "enum":
            return str(limits["expected"]).replace("'", "")
        case "string_pattern_mismatch":
            return "a name such as raised_hand"
        case _:
            return problem["msg"].removeprefix("Value error, ")
