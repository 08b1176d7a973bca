"""How somebody is reminded: putting a line of a digest off, stopping its kind, going on after a pause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.exchange.reminders import Later, Topic
from bot.services import attention
from bot.views import later_form
from bot.views.actions import Action, Form, parts
from bot.views.attention import brought_back, muted, put_off, resumed, unmuted
from handlers.desk import client_of, pressed, tell_privately

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext

    from handlers.desk import Actor, Desk


def register(app: App, desk: Desk) -> None:
    """Register the listeners of this file."""

    @app.action(Action.LATER)
    def later(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        row_id, chosen = parts(pressed(body))
        match Later(chosen):
            case Later.ON_A_DATE:
                visitor = desk.visitor(context)
                today = desk.ctx.clock.now().astimezone(visitor.member.zone if visitor.member else None).date()
                view = later_form.render(today, row_id)
                client_of(context).views_open(trigger_id=body["trigger_id"], view=view)
                ack()
            case Later.NEVER:
                actor = desk.actor(context, body)
                topic = attention.mute(desk.ctx, actor.collective, actor.member, row_id, actor.delivery_id)
                ack()
                tell_privately(context, body, muted(topic))
            case when:
                actor = desk.actor(context, body)
                until = attention.put_off(desk.ctx, actor.collective, actor.member, row_id, when, actor.delivery_id)
                ack()
                tell_privately(context, body, put_off(actor.member, until, row_id))

    @app.view(Form.LATER)
    def on_a_date(ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext) -> None:
        actor = desk.actor(context, body)
        row_id, on = later_form.parse(view)
        problems = later_form.problems(on, desk.ctx.clock.now().astimezone(actor.member.zone).date())
        if problems or on is None:
            ack(response_action="errors", errors=problems)
            return
        attention.put_off(desk.ctx, actor.collective, actor.member, row_id, on, actor.delivery_id)
        ack()

    _undoing(app, desk)


def _undoing(app: App, desk: Desk) -> None:
    @app.action(Action.UNSNOOZE)
    def bring_back(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        actor = desk.actor(context, body)
        attention.bring_back(desk.ctx, actor.collective, actor.member, pressed(body), actor.delivery_id)
        ack()
        tell_privately(context, body, brought_back())

    @app.action(Action.UNMUTE)
    def unmute(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        actor, topic = desk.actor(context, body), Topic(pressed(body))
        attention.unmute(desk.ctx, actor.collective, actor.member, topic, actor.delivery_id)
        ack()
        tell_privately(context, body, unmuted(topic))

    @app.action(Action.RESUME)
    def resume(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        actor: Actor = desk.actor(context, body)
        attention.resume(desk.ctx, actor.collective, actor.member, actor.delivery_id)
        ack()
        tell_privately(context, body, resumed())
