"""`/niche`: a member says whom they serve best, and whether they have room."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.exchange.moves import Why
from bot.services import niches
from bot.services.checking import IdentifyingTextError
from bot.views import lists, niche_form, refusals
from bot.views.actions import Action, Form
from handlers.desk import client_of, pressed
from handlers.sending_back import CheckedText

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk.models.views import View

    from bot.exchange.values import Collective, Member
    from bot.views.niche_form import Checked
    from bot.views.review import Review
    from handlers.desk import Desk


def register(app: App, desk: Desk) -> None:
    """Register the listeners of this file."""

    @app.command("/niche")
    def open_form(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        visitor = desk.visitor(context)
        if not visitor.collective.is_set_up:
            ack(lists.not_set_up())
            return
        if not visitor.may_ask:
            ack(refusals.sentence(Why.NOT_A_MEMBER))
            return
        client_of(context).views_open(trigger_id=body["trigger_id"], view=niche_form.render(visitor.member))
        ack()

    @app.view(Form.NICHE)
    def save(ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext) -> None:
        actor = desk.full_member(context, body)
        (niche, practice_contact), checked = niche_form.parse(view), niche_form.checked(view)
        today = desk.ctx.clock.now().astimezone(actor.member.zone).date()
        if problems := niche_form.problems(view, niche, today):
            ack(response_action="errors", errors=problems)
            return
        try:
            niches.save(
                desk.ctx,
                actor.collective,
                actor.member,
                niche,
                practice_contact,
                actor.delivery_id,
                checked.not_identifying,
            )
        except IdentifyingTextError as error:
            written = replace(actor.member, niche=niche, practice_contact=practice_contact)
            _text(actor.collective, written, checked, error.where).send_back(ack, view, error.findings)
            return
        ack(response_action="update", view=niche_form.saved(niche))

    @app.action(Action.USE_NICHE)
    def use_wording(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        view, where, actor = body["view"], pressed(body), desk.actor(context, body)
        (niche, _), checked = niche_form.parse(view), niche_form.checked(view)
        text = niche_form.texts(niche)[where]
        # What stands in the other fields was not read yet, and Slack keeps it: it does not travel.
        other = niche_form.with_text(niche_form.without_texts(niche), where, text)
        written = replace(actor.member, niche=other, practice_contact="")
        _text(actor.collective, written, checked, where).use_other_wording(context, view, checked.not_identifying)
        ack()


def _text(collective: Collective, member: Member, checked: Checked, where: str) -> CheckedText:
    typed = niche_form.texts(member.niche)[where]

    def redraw(text: str, review: Review) -> View:
        anew = (where,) if text != typed else ()
        shown = replace(checked, where=where, review=review, rewritten=(*checked.rewritten, *anew))
        return niche_form.render(replace(member, niche=niche_form.with_text(member.niche, where, text)), shown)

    return CheckedText(where, typed, niches.known_of(collective), redraw)
