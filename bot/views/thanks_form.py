"""The form of a thank-you, with words to begin with and a line of the giver's own niche."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.privacy import explain
from bot.views.actions import Form
from bot.views.forms import Answers, about_of, field, modal, text
from bot.views.message import cut

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slack_sdk.models.views import View

    from bot.exchange.values import Member
    from bot.privacy import Finding

_WORDS = "words"
_WORDS_LIMIT = 1000  # characters


@dataclass(frozen=True)
class Written:
    """A thank-you as its form holds it.

    Attributes:
        to_id: the id of the member who is thanked.
        form_id: the form's own id, so that one form thanks once.
    """

    to_id: str
    words: str
    form_id: str


def render(giver: Member, to: Member, form_id: str) -> View:
    """The form, with a draft that says nothing about any client."""
    niche = f"\n\nWhom I help best, in case it is of use: {giver.niche.statement}" if giver.niche.statement else ""
    draft = cut(f"Thank you for thinking of me.{niche}", _WORDS_LIMIT)
    ask = field(
        _WORDS,
        "Your words",
        text(draft, _WORDS_LIMIT, multiline=True),
        hint="Goes to them alone. Nothing about the client, please.",
    )
    return modal(Form.THANKS, cut(f"Thank {to.name}", 24), "Send", [ask], {"to_id": to.id, "form_id": form_id})


def parse(view: Mapping[str, Any]) -> Written:
    """What was written, and to whom."""
    about = about_of(view)
    return Written(about["to_id"], Answers(view).text(_WORDS), about["form_id"])


def identifying(words: str, findings: Sequence[Finding]) -> dict[str, str]:
    """Which words may say who somebody is, and why, by the field at which Slack is to show it."""
    return {_WORDS: explain(words, findings)}
