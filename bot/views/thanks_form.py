"""The form of a thank-you, with words to begin with and a line of the giver's own niche."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.views import review
from bot.views.actions import Action, Form
from bot.views.forms import Answers, about_of, field, modal, text, written_anew
from bot.views.message import cut
from bot.views.review import Review

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_sdk.models.views import View

    from bot.exchange.values import Member

#: The block id of the one field.
WORDS = "words"
_WORDS_LIMIT = 1000  # characters
_NOTHING = Review()
_SUBMIT = "Send"


@dataclass(frozen=True)
class Written:
    """A thank-you as its form holds it.

    Attributes:
        title: of the form.
        to_id: the id of the member who is thanked.
        form_id: the form's own id, so that one form thanks once.
        not_identifying: the keys (`bot.privacy.Finding.key`) of the words of which the writer says that they identify
            nobody.
        rewritten: how often the words were written anew for their writer.
    """

    title: str
    to_id: str
    words: str
    form_id: str
    not_identifying: frozenset[str] = frozenset()
    rewritten: int = 0

    def with_words(self, words: str) -> Written:
        """The same with other words."""
        return self if words == self.words else replace(self, words=words, rewritten=self.rewritten + 1)


def begun(giver: Member, to: Member, form_id: str) -> Written:
    """A thank-you that says nothing about any client, to begin with."""
    niche = f"\n\nWhom I help best, in case it is of use: {giver.niche.statement}" if giver.niche.statement else ""
    words = cut(f"Thank you for thinking of me.{niche}", _WORDS_LIMIT)
    return Written(cut(f"Thank {to.name}", 24), to.id, words, form_id)


def render(written: Written, reviewed: Review = _NOTHING) -> View:
    """The form, with what the writer is to look at in the words."""
    words = written.words
    ask = field(
        written_anew(WORDS, written.rewritten),
        "Your words",
        text(words, _WORDS_LIMIT, multiline=True),
        hint="Goes to them alone. Nothing about the client, please.",
    )
    blocks = [*review.on_top(reviewed, _SUBMIT), *review.around(WORDS, words, ask, reviewed, Action.USE_THANKS)]
    about = {
        "to_id": written.to_id,
        "form_id": written.form_id,
        "rewritten": written.rewritten,
        "vouched": review.as_many_as_fit(written.not_identifying),
    }
    return modal(Form.THANKS, written.title, _SUBMIT, blocks, about)


def parse(view: Mapping[str, Any]) -> Written:
    """What was written, and to whom."""
    about = about_of(view)
    return Written(
        title=view["title"]["text"],
        to_id=about["to_id"],
        words=Answers(view).text(WORDS),
        form_id=about["form_id"],
        not_identifying=review.vouched(view, WORDS),
        rewritten=about.get("rewritten", 0),
    )
