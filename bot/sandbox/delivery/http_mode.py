"""Signed HTTP, Slack's side of it: each delivery is a POST to the app's request URL."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from bot.sandbox.delivery.gateway import ACK_SECONDS, Answer, Channel, Outcome

if TYPE_CHECKING:
    from bot.sandbox.delivery.gateway import Delivery

_LOOPBACK = ("127.0.0.1", "localhost")
_AT_ONCE = 32


class HttpMode:
    """The way to an app that listens on this machine.

    Args:
        ack_seconds: how long an answer may take.

    Raises:
        ValueError: the request URL leads off this machine.
    """

    def __init__(self, request_url: str, signing_secret: str, ack_seconds: float = ACK_SECONDS) -> None:
        parts = urlsplit(request_url)
        if parts.scheme != "http" or parts.hostname not in _LOOPBACK:
            raise ValueError("the practice workspace delivers to this machine alone")
        self._host, self._port, self._path = parts.hostname, parts.port or 80, parts.path or "/"
        self._secret = signing_secret.encode()
        self._ack_seconds = ack_seconds
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="practice-http")

    async def send(self, delivery: Delivery) -> Answer:
        """Post once and wait for the answer."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._post, delivery)

    def close(self) -> None:
        """Let what is on its way end."""
        self._threads.shutdown()

    def _post(self, delivery: Delivery) -> Answer:
        content_type, body = _encoded(delivery)
        headers = {"Content-Type": content_type, "User-Agent": "Slackbot 1.0", **self._signed(body)}
        if delivery.attempt:
            headers |= {"X-Slack-Retry-Num": str(delivery.attempt), "X-Slack-Retry-Reason": _http_reason(delivery)}
        connection = HTTPConnection(self._host, self._port, timeout=self._ack_seconds)
        try:
            connection.request("POST", self._path, body, headers)
            response = connection.getresponse()
            text = response.read().decode()
        except TimeoutError:
            return Answer(Outcome.TIMED_OUT)
        except (OSError, HTTPException):
            return Answer(Outcome.UNREACHABLE)
        finally:
            connection.close()
        no_retry = response.getheader("X-Slack-No-Retry") == "1"
        understood = _understood(text, response.getheader("Content-Type", ""))
        if response.status != 200 or understood is None:
            return Answer(Outcome.REFUSED, no_retry=no_retry)
        return Answer(Outcome.ACKED, understood, no_retry)

    def _signed(self, body: bytes) -> dict[str, str]:
        """Slack's v0 signature (docs.slack.dev/authentication/verifying-requests-from-slack)."""
        timestamp = str(int(time.time()))
        base = b"v0:" + timestamp.encode() + b":" + body
        signature = hmac.new(self._secret, base, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={signature}"}


def _encoded(delivery: Delivery) -> tuple[str, bytes]:
    if delivery.channel is Channel.EVENT:
        return "application/json", json.dumps(delivery.payload).encode()
    form = delivery.payload if delivery.channel is Channel.COMMAND else {"payload": json.dumps(delivery.payload)}
    return "application/x-www-form-urlencoded", urlencode(form).encode()


def _http_reason(delivery: Delivery) -> str:
    return "http_timeout" if delivery.reason == "timeout" else delivery.reason


def _understood(text: str, content_type: str) -> dict[str, Any] | None:
    """An answer's JSON, or the plain text that a command may be answered with; None when it is neither."""
    if not text.strip():
        return {}
    if not content_type.startswith("application/json"):
        return {"text": text}
    try:
        told = json.loads(text)
    except json.JSONDecodeError:
        return None
    return told if isinstance(told, dict) else None
