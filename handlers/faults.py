"""What a person hears when a move is refused or something inside fails; what Slack hears, so that nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import structlog
from slack_bolt import BoltResponse
from slack_sdk.errors import SlackApiError

from bot.exchange.moves import Refused
from bot.privacy import PrivacyDataError
from bot.views import lists, refusals
from bot.views.message import plain
from bot.views.niche_form import TOLD_AT_ONCE
from handlers.desk import tell_privately

if TYPE_CHECKING:
    from slack_bolt import App, BoltContext

#: Slack has closed the door on this trigger: the person has to type or press once more.
_TOO_LATE = frozenset({"expired_trigger_id"})
#: The same delivery has opened the form before, or the form was drawn anew or closed: there is nothing to say about it.
_MOVED_ON = frozenset({"exchanged_trigger_id", "hash_conflict", "not_found"})


def register(app: App) -> None:
    """Register the one handler for whatever a listener raises."""

    @app.error
    def on_error(error: Exception, body: dict[str, Any], context: BoltContext) -> BoltResponse:
        if body.get("type") == "event_callback":
            _log(error)
            return BoltResponse(status=500, body="")  # Slack brings it again
        if _code(error) in _MOVED_ON:
            return BoltResponse(status=200, body="")
        if _asks_for_a_hint(body):
            _log(error)  # one that does not come is missed by nobody; a form on top of what they write would be
            return BoltResponse(status=200, body="")
        sentence = _sentence(error)
        if body.get("type") == "view_submission":
            return _in_form(body, sentence)
        heard = tell_privately(context, body, plain(sentence))
        return BoltResponse(status=200 if heard else 500, body="")  # at 500 Slack shows a sign of its own


def _asks_for_a_hint(body: dict[str, Any]) -> bool:
    """Whether Slack told of a letter that was typed, or of the like, and nobody asked for anything."""
    return any(action["action_id"] in TOLD_AT_ONCE for action in body.get("actions", ()))


def _sentence(error: Exception) -> str:
    """What the person reads."""
    if isinstance(error, Refused):
        return refusals.sentence(error.why)
    if _code(error) in _TOO_LATE:
        return lists.too_late()
    reference = _log(error)
    return lists.check_unavailable(reference) if isinstance(error, PrivacyDataError) else lists.apology(reference)


def _log(error: Exception) -> str:
    """Log a fault by its class and place alone: what it says could hold somebody's words.

    Returns:
        A short reference that the person can quote.
    """
    reference = uuid4().hex[:8]
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "unknown"
    structlog.get_logger().error(
        "fault", reference=reference, error=type(error).__name__, code=_code(error), where=where
    )
    return reference


def _code(error: Exception) -> str:
    """Slack's code for its no, or ""."""
    answer = error.response.data if isinstance(error, SlackApiError) else {}
    return str(answer.get("error", "")) if isinstance(answer, dict) else ""


def _in_form(body: dict[str, Any], sentence: str) -> BoltResponse:
    """The form stays open with what was typed, and the sentence stands in it."""
    inputs = [block["block_id"] for block in body["view"]["blocks"] if block["type"] == "input"]
    return BoltResponse(
        status=200,
        headers={"content-type": "application/json"},
        body={"response_action": "errors", "errors": {inputs[-1]: sentence}},
    )
