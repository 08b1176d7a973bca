"""What can stand in the way of the exchange, in words for whoever runs it: never a secret, never a traceback."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.delivery.slack import Limited, NoAnswer, Refused
from storage.migrate import NewerSchema

if TYPE_CHECKING:
    from bot.settings import Settings

#: Where an app's tokens, scopes and secrets are found.
APPS = "https://api.slack.com/apps"
#: What a start may meet that is nobody's mistake in the code.
EXPECTED = (SlackApiError, NoAnswer, OSError, SQLAlchemyError, NewerSchema)

_WRONG_TOKEN = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type"}
)
_WHERE = {
    "SLACK_BOT_TOKEN": "OAuth & Permissions, Bot User OAuth Token",
    "SLACK_APP_TOKEN": "Basic Information, App-Level Tokens, with the scope connections:write",
}


@dataclass(frozen=True)
class Trouble:
    """Something in the way: what it is, and what to do about it."""

    says: str
    do: str


def explain(error: Exception, settings: Settings) -> Trouble:
    """Say what one of `EXPECTED` means."""
    match error:
        case SlackApiError():
            return _refused(str(error.response["error"]), _token_of(error))
        case NoAnswer(trouble=Refused(error=code)):
            return _refused(code, "SLACK_BOT_TOKEN")
        case NoAnswer(trouble=Limited()):
            return _refused("ratelimited", "SLACK_BOT_TOKEN")
        case NewerSchema():
            return Trouble(
                f"The database {address(settings.database_url)} was changed by a newer version of the exchange.",
                "Install that version again, or point EXCHANGE_DATABASE_URL at another database.",
            )
        case SQLAlchemyError():
            return Trouble(
                f"The database {address(settings.database_url)} cannot be used: {_kind(error)}.",
                "See that it runs, and that EXCHANGE_DATABASE_URL is right.",
            )
        case _:
            return Trouble(
                f"Slack cannot be reached at {settings.slack_api_url}.",
                "See that this machine is on the internet; try again in a minute.",
            )


def address(database_url: str) -> str:
    """A database's address without its password."""
    return make_url(database_url).set(query={}).render_as_string(hide_password=True)


def _refused(code: str, token: str) -> Trouble:
    if code in _WRONG_TOKEN:
        return Trouble(
            f"Slack does not accept {token} ({code}).",
            f"Copy it again from {APPS}: {_WHERE[token]}.",
        )
    if code == "missing_scope":
        return Trouble(
            f"{token} lacks a scope that this needs.",
            f"Compare the app's scopes with manifest.yml at {APPS}, and install the app again.",
        )
    return Trouble(f"Slack said no: {code}.", "Try again in a minute; the code is explained at https://docs.slack.dev.")


def _token_of(error: SlackApiError) -> str:
    asked = str(getattr(error.response, "api_url", ""))
    return "SLACK_APP_TOKEN" if asked.endswith("apps.connections.open") else "SLACK_BOT_TOKEN"


def _kind(error: SQLAlchemyError) -> str:
    """The driver's own words where they speak of the connection; of anything else the class alone."""
    if isinstance(error, OperationalError) and str(error.orig):
        return str(error.orig).splitlines()[0].rstrip(".")
    return type(error).__name__
