"""The arguments of a Web API call, whichever way they were sent: as JSON, as a form, or in the address."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from bot.sandbox.slack.elements import with_ids
from bot.sandbox.slack.errors import SlackError, invalid_arguments
from bot.sandbox.slack.limits import (
    BLOCKS_CHARACTERS,
    MESSAGE_CHARACTERS,
    METADATA_BYTES,
    characters_in,
    message_problems,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

#: A timestamp as Slack writes it, to the microsecond; a number that lost its last zeros is none.
_TS = re.compile(r"\d{10}\.\d{6}")


class Arguments:
    """What a caller sent, read by name and kind.

    Args:
        sent: values as JSON carried them, or texts.
    """

    def __init__(self, sent: Mapping[str, Any]) -> None:
        self.sent = {name: value for name, value in sent.items() if value is not None and name != "token"}

    def has(self, name: str) -> bool:
        return name in self.sent

    def text(self, name: str, default: str = "") -> str:
        return str(self.sent.get(name, default))

    def required(self, name: str) -> str:
        """A text that has to be there.

        Raises:
            SlackError: invalid_arguments.
        """
        if self.sent.get(name, "") == "":
            raise invalid_arguments(f"missing required field: {name}")
        return str(self.sent[name])

    def timestamp(self, name: str, refusal: str) -> str:
        """The ts of a message, or "" when it was left out.

        Raises:
            SlackError: `refusal`, when it is none.
        """
        ts = self.text(name)
        if ts and not _TS.fullmatch(ts):
            messages = [f"[ERROR] {ts} is not a valid {name}"]
            raise SlackError(refusal, response_metadata={"messages": messages})
        return ts

    def flag(self, name: str, *, default: bool = False) -> bool:
        if name not in self.sent:
            return default
        return self.sent[name] in (True, 1, "1", "true", "True")

    def number(self, name: str, default: int) -> int:
        """A whole number.

        Raises:
            SlackError: invalid_limit, for "limit", or invalid_arguments.
        """
        try:
            return int(self.sent.get(name, default))
        except (TypeError, ValueError):
            raise SlackError("invalid_limit") if name == "limit" else invalid_arguments(f"bad {name}") from None

    def structure(self, name: str) -> Any:
        """A list or an object, sent as such or as JSON in a text; None when it was left out.

        Raises:
            SlackError: invalid_arguments.
        """
        value = self.sent.get(name)
        if not isinstance(value, str) or not value:
            return value or None
        try:
            return json.loads(value)
        except json.JSONDecodeError:
            raise invalid_arguments(f"{name} is no JSON") from None

    def blocks(self) -> tuple[dict[str, Any], ...]:
        """The blocks of a message; none when they were left out.

        Raises:
            SlackError: invalid_blocks_format, invalid_blocks.
        """
        try:
            blocks = self.structure("blocks")
        except SlackError:
            raise SlackError("invalid_blocks_format") from None
        if blocks is None:
            return ()
        if problems := message_problems(blocks):
            messages = [f"[ERROR] {each}" for each in problems]
            raise SlackError("invalid_blocks", errors=problems, response_metadata={"messages": messages})
        return with_ids(blocks)

    def words(self, most: int = MESSAGE_CHARACTERS) -> tuple[str, tuple[dict[str, Any], ...]]:
        """The text and the blocks of a message, of which there must be one.

        Args:
            most: how many characters the text may have.

        Raises:
            SlackError: no_text, msg_too_long, msg_blocks_too_long, invalid_blocks, invalid_blocks_format.
        """
        text, blocks = self.text("text"), self.blocks()
        if not text.strip() and not blocks:
            raise SlackError("no_text")
        if len(text) > most:
            raise SlackError("msg_too_long")
        if characters_in(blocks) > BLOCKS_CHARACTERS:
            raise SlackError("msg_blocks_too_long")
        return text, blocks

    def metadata(self) -> dict[str, Any] | None:
        """The metadata of a message.

        Raises:
            SlackError: invalid_metadata_format, invalid_metadata_schema, metadata_too_large.
        """
        try:
            told = self.structure("metadata")
        except SlackError:
            raise SlackError("invalid_metadata_format") from None
        if told is None:
            return None
        if not isinstance(told, dict) or (
            told and (not told.get("event_type") or not isinstance(told.get("event_payload"), dict))
        ):
            raise SlackError("invalid_metadata_schema")
        if len(json.dumps(told).encode()) > METADATA_BYTES:
            raise SlackError("metadata_too_large")
        return told
