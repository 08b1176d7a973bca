"""`/niche`: a member says whom they serve best, and whether they have room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.exchange.moves import Why
from bot.services import niches
from bot.services.checking import IdentifyingTextError
from bot.views import lists, niche_form, refusals
from bot.views.actions import Form
from handlers.desk import client_of

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext

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
        niche, practice_contact = niche_form.parse(view)
        today = desk.ctx.clock.now().astimezone(actor.member.zone).date()
        if problems := niche_form.problems(niche, today):
            ack(response_action="errors", errors=problems)
            return
        try:
            niches.save(desk.ctx, actor.collective, actor.member, niche, practice_contact, actor.delivery_id)
        except IdentifyingTextError as error:
            ack(response_action="errors", errors=niche_form.identifying(niche, error.where, error.findings))
            return
        ack(response_action="update", view=niche_form.saved(niche))
