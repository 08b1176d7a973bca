"""One call to Slack and what came of it, told apart by what may follow: done, wait, perhaps done, never sent, refused.

Neither what is sent nor what Slack says about it is logged: both can hold a person's words. The method and the error
code are.
"""

from __future__ import annotations

import logging
import re
import socket
import ssl
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPException
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.error import URLError

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from slack_sdk.web import SlackResponse

#: Seconds for each step of a call (connecting, sending, the answer): together well below `storage.sending.LEASE`.
_TIMEOUT_SECONDS = 10
#: Where Slack asks for a pause and does not say how long.
_PAUSE = timedelta(seconds=30)
_PAGE = 200

#: What error codes look like; anything else in their place is somebody's page or words.
_CODE = re.compile(r"[a-z][a-z0-9_]{1,63}")
_LIMITED = frozenset({"ratelimited", "rate_limited"})
#: "Some aspect of the operation may have succeeded" (docs.slack.dev, chat.postMessage, 2026).
_PERHAPS_DONE = frozenset({"fatal_error", "internal_error", "service_unavailable"})
_TOO_MANY_REQUESTS = 429
_CLIENT_ERROR = 400
_SERVER_ERROR = 500


@dataclass(frozen=True)
class Done:
    """Slack did it.

    Attributes:
        data: its answer.
        granted: the scopes of the token that asked; empty where Slack does not name them.
    """

    data: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    granted: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Limited:
    """Too many calls: nothing was done, and nothing is to be asked before this time is over."""

    retry_after: timedelta


@dataclass(frozen=True)
class Unreached:
    """Slack could not be reached: nothing was sent."""


@dataclass(frozen=True)
class Uncertain:
    """It was sent, and no answer came that says whether it was done."""


@dataclass(frozen=True)
class Refused:
    """Slack said no; `error` is its code."""

    error: str


Trouble = Limited | Unreached | Uncertain | Refused
Answer = Done | Trouble


class NoAnswer(Exception):
    """Slack did not give what was asked for; `trouble` says why."""

    def __init__(self, method: str, trouble: Trouble) -> None:
        super().__init__(f"{method}: {trouble}")
        self.trouble = trouble


def delivery_client(token: str, base_url: str) -> WebClient:
    """A client that asks once, keeps its time, and logs nothing of its own.

    Args:
        token: the bot token.
        base_url: of the Web API, with a slash at its end.
    """
    # slack_sdk's usual handlers post a second time after a dropped connection.
    return WebClient(token=token, base_url=base_url, timeout=_TIMEOUT_SECONDS, retry_handlers=[], logger=silent())


def silent() -> logging.Logger:
    """A logger for slack_sdk, whose own tells payloads and answers: no configuration of the process makes it speak."""
    return logging.Logger("slack_sdk", level=logging.CRITICAL + 1)  # noqa: LOG001


def ask(method: Callable[..., SlackResponse], /, **arguments: Any) -> Answer:
    """Call a method of the client once, and classify what came of it."""
    try:
        response = method(**arguments)
    except SlackApiError as error:
        trouble = _of_answer(error.response)
    except (OSError, HTTPException, ValueError) as error:
        trouble = _of_connection(error)
    else:
        return Done(response.data if isinstance(response.data, dict) else {}, scopes_of(response))
    structlog.get_logger().info("slack said no", method=_name(method), trouble=str(trouble))
    return trouble


def scopes_of(response: SlackResponse) -> frozenset[str]:
    """The scopes of the token that asked, as Slack names them beside each answer (X-OAuth-Scopes)."""
    headers = {name.lower(): str(value) for name, value in response.headers.items()}
    return frozenset(scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",")) - {""}


def must(method: Callable[..., SlackResponse], /, **arguments: Any) -> Mapping[str, Any]:
    """Call a method and give Slack's answer.

    Raises:
        NoAnswer: there was none, or it was a no.
    """
    answer = ask(method, **arguments)
    if isinstance(answer, Done):
        return answer.data
    raise NoAnswer(_name(method), answer)


def pages(method: Callable[..., SlackResponse], /, **arguments: Any) -> Iterator[Mapping[str, Any]]:
    """Every page of a method that answers in pages.

    Raises:
        NoAnswer: a page could not be had.
    """
    cursor = ""
    while True:
        page = must(method, limit=_PAGE, **arguments, **({"cursor": cursor} if cursor else {}))
        yield page
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


def _of_answer(response: SlackResponse) -> Trouble:
    data = response.data if isinstance(response.data, dict) else {}
    code, status = str(data.get("error", "")), response.status_code
    if status == _TOO_MANY_REQUESTS or code in _LIMITED:
        seconds = str(response.headers.get("Retry-After", ""))
        return Limited(timedelta(seconds=max(int(seconds), 1)) if seconds.isdecimal() else _PAUSE)
    if status >= _SERVER_ERROR or code in _PERHAPS_DONE:
        return Uncertain()
    if _CODE.fullmatch(code):
        return Refused(code)
    return Refused(f"http_{status}") if status >= _CLIENT_ERROR else Uncertain()


def _of_connection(error: Exception) -> Trouble:
    never_sent = (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError)
    if isinstance(error, URLError) and isinstance(error.reason, never_sent):
        return Unreached()
    return Uncertain()


def _name(method: Callable[..., object]) -> str:
    return getattr(method, "__name__", "call")
