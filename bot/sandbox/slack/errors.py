"""How Slack says no."""

from __future__ import annotations

from typing import Any


class SlackError(Exception):
    """A Web API call is refused.

    Attributes:
        code: Slack's name for it, as in "channel_not_found".
        details: what stands beside the name in the answer.
    """

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def invalid_arguments(*messages: str) -> SlackError:
    """What Slack says to arguments that are missing or malformed."""
    return SlackError(
        "invalid_arguments", response_metadata={"messages": [f"[ERROR] {message}" for message in messages]}
    )
