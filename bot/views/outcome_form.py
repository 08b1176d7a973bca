"""The form that asks how a hand-off went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slack_sdk.models.blocks import PlainTextObject
from slack_sdk.models.views import View

from bot.exchange.values import Outcome
from bot.views.actions import Form
from bot.views.forms import Answers, about_of, field, modal, option, radio
from bot.views.outcomes import OUTCOMES, QUESTION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.views.message import Message

_OUTCOME = "outcome"


def render(referral_id: str) -> View:
    """The seven outcomes, of which one is picked."""
    options = [option(outcome.value, label) for outcome, label in OUTCOMES.items()]
    hint = "Every answer is a good one. “Rather not say” ends the reminders."
    ask = field(_OUTCOME, "What happened?", radio(options, ""), hint=hint)
    return modal(Form.OUTCOME, QUESTION, "Save", [ask], {"referral_id": referral_id})


def saved(answer: Message) -> View:
    """What the member reads in place of the form, where there is more to say than that it is saved."""
    return View(
        type="modal",
        title=PlainTextObject(text=QUESTION),
        close=PlainTextObject(text="Done"),
        blocks=answer.blocks,
    )


def parse(view: Mapping[str, Any]) -> tuple[str, Outcome]:
    """The referral's id, and how it went."""
    return about_of(view)["referral_id"], Outcome(Answers(view).one(_OUTCOME))
