"""A text of a form on its way back to its writer: with the words that were found in it, or in another wording."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.privacy import mend, rewrite, suggestion
from bot.services import checking
from bot.views import review
from bot.views.review import Review
from handlers.desk import client_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from slack_bolt import Ack, BoltContext
    from slack_sdk.models.views import View

    from bot.privacy import Finding, Known
    from bot.views.review import Reword


@dataclass(frozen=True)
class CheckedText:
    """A text that passes the privacy check, as it stands in a form.

    Attributes:
        name: its field's.
        text: as it was typed.
        known: what the check knows of it beforehand.
        redraw: draws the form with a text in it, and with what its writer is to look at.
        is_need: it says what therapist is needed, so another wording may say that better; else it stays in its
            writer's words.
    """

    name: str
    text: str
    known: Known
    redraw: Callable[[str, Review], View]
    is_need: bool = False

    @property
    def reword(self) -> Reword:
        """How its lines could be without what was found in them."""
        return partial(rewrite if self.is_need else mend, known=self.known)

    def send_back(self, ack: Ack, view: Mapping[str, Any], findings: Sequence[Finding]) -> None:
        """Answer the form with what remains in the text.

        The first time it is drawn anew with what was found; sent again unchanged, Slack shows what is still to do, and
        scrolls there. What the writer asked to have taken out is taken out, and shown before it is sent.

        Args:
            findings: what remains; not empty.
        """
        if out := review.to_take_out(view, self.name, self.text, findings):
            left = suggestion(mend(self.text, out, self.known))
            taken_out = Review(taken_out=[each.words(self.text) for each in out])
            ack(response_action="update", view=self.redraw(left, taken_out))
        elif problems := review.errors(view, self.name, self.text, findings):
            ack(response_action="errors", errors=problems)
        else:
            ack(response_action="update", view=self.redraw(self.text, Review(findings, reword=self.reword)))

    def use_other_wording(self, context: BoltContext, view: Mapping[str, Any], vouched: Collection[str]) -> None:
        """Draw the form with the wording that it offered; what was found does not travel.

        A text that needs no other wording by now is left as it stands.

        Args:
            vouched: the keys of the words of which the writer says that they identify nobody.
        """
        found = checking.remaining(self.text, self.known, vouched)
        left = suggestion(self.reword(self.text, found))
        if left != self.text:
            shown = self.redraw(left, Review(reworded=True))
            client_of(context).views_update(view_id=view["id"], hash=view["hash"], view=shown)
