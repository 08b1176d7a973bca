"""A form goes back to its writer with the words that were found in it, and everything that was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.privacy import mend, suggestion
from bot.views import review
from bot.views.review import Review
from handlers.desk import client_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from slack_bolt import Ack, BoltContext
    from slack_sdk.models.views import View

    from bot.privacy import Finding
    from bot.views.review import Reword

    #: Draws a form with this text in it, and with what its writer is to look at.
    Redraw = Callable[[str, Review], View]


def send_back(
    ack: Ack,
    view: Mapping[str, Any],
    name: str,
    text: str,
    findings: Sequence[Finding],
    redraw: Redraw,
    reword: Reword = mend,
) -> None:
    """Answer a form in one of whose texts words were found.

    The first time it is drawn anew with what was found; sent again unchanged, Slack shows what is still to do, and
    scrolls there. What the writer asked to have taken out is taken out, and shown before it is sent.

    Args:
        name: the field of the text.
        findings: what remains in it; not empty.
        reword: how its lines could be.
    """
    if out := review.to_take_out(view, name, text, findings):
        left = suggestion(mend(text, out))
        ack(response_action="update", view=redraw(left, Review(taken_out=[each.words(text) for each in out])))
    elif problems := review.errors(view, name, text, findings):
        ack(response_action="errors", errors=problems)
    else:
        ack(response_action="update", view=redraw(text, Review(findings, reword=reword)))


def use_other_wording(
    context: BoltContext,
    view: Mapping[str, Any],
    text: str,
    findings: Sequence[Finding],
    redraw: Redraw,
    reword: Reword = mend,
) -> None:
    """Draw the form with the wording that it offered for one of its texts; what was found does not travel.

    A text that needs no other wording by now is left as it stands.

    Args:
        findings: what remains in the text as it stands in the form now.
        reword: how its lines could be.
    """
    left = suggestion(reword(text, findings))
    if left == text:
        return
    shown = redraw(left, Review())
    client_of(context).views_update(view_id=view["id"], hash=view["hash"], view=shown)
