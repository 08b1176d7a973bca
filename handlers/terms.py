"""The long lists: what the bot offers while people type in them, and what an admin adds to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.exchange.moves import Refused, Why
from bot.privacy import Known
from bot.services import setup
from bot.services.own_terms import OwnTerms
from bot.views import lists, terms_form, typeahead
from bot.views.actions import LOOK_UP, Action, Form
from handlers.desk import client_of

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext

    from handlers.desk import Desk


def register(app: App, desk: Desk) -> None:
    """Register the listeners of this file."""
    own = OwnTerms(desk.ctx)

    @app.options(LOOK_UP)
    def offer(ack: Ack, payload: dict[str, Any], context: BoltContext) -> None:
        ack(**typeahead.offered(payload["action_id"], payload["value"], own.of(context.team_id or "")))

    @app.action(Action.OWN_TERMS)
    def open_form(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        visitor = desk.visitor(context)
        if visitor.member is None or not setup.may_set_up(visitor.collective, visitor.member):
            raise Refused(Why.NOT_ADMIN)
        shown = terms_form.render(visitor.collective.own_terms)
        client_of(context).views_push(trigger_id=body["trigger_id"], view=shown)
        ack()

    @app.view(Form.TERMS)
    def save(ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext) -> None:
        actor = desk.actor(context, body)
        if not setup.may_set_up(actor.collective, actor.member):
            ack(response_action="errors", errors={terms_form.FIRST: lists.only_admins()})
            return
        if problems := terms_form.problems(view, Known(actor.collective.local_words)):
            ack(response_action="errors", errors=problems)
            return
        own.save(actor.collective, terms_form.parse(view), actor.delivery_id)
        ack(response_action="update", view=terms_form.saved())
