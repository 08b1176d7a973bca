"""Gratitude: a thank-you to the referrer, and a word to them on whom one helps best."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from bot.exchange.moves import Refused, Why
from bot.services import thanking
from bot.services.checking import IdentifyingTextError
from bot.views import thanks, thanks_form
from bot.views.actions import Action, Form
from bot.views.message import plain
from handlers.desk import client_of, pressed, tell_privately

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext

    from handlers.desk import Desk


def register(app: App, desk: Desk) -> None:
    """Register the listeners of this file."""

    @app.action(Action.THANK)
    def open_form(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        visitor = desk.visitor(context)
        if visitor.member is None or not visitor.may_ask:
            raise Refused(Why.NOT_A_MEMBER)
        to = thanking.referrer_of(desk.ctx, visitor.collective, pressed(body))
        view = thanks_form.render(visitor.member, to, uuid4().hex)
        client_of(context).views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    @app.view(Form.THANKS)
    def send(ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext) -> None:
        actor = desk.full_member(context, body)
        written = thanks_form.parse(view)
        try:
            thanking.thank(
                desk.ctx,
                actor.collective,
                actor.member,
                written.to_id,
                written.words,
                written.form_id,
                actor.delivery_id,
            )
        except IdentifyingTextError as error:
            ack(response_action="errors", errors=thanks_form.identifying(written.words, error.findings))
            return
        ack()

    @app.action(Action.TELL_NICHE)
    def tell_niche(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        actor = desk.full_member(context, body)
        referrer = thanking.tell_niche(desk.ctx, actor.collective, actor.member, pressed(body), actor.delivery_id)
        ack()
        tell_privately(context, body, plain(thanks.niche_passed_on(referrer)), title="Thank you")
