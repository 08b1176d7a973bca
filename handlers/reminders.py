"""How somebody is reminded: putting a line of a digest off, stopping its kind, going on after a pause."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from bot.exchange.reminders import Later, Topic
from bot.services import attention
from bot.views import later_form
from bot.views.actions import Action, Form, parts
from bot.views.attention import brought_back, muted, put_off, resumed, unmuted
from handlers.desk import client_of, is_in_home, pressed, tell_privately

if TYPE_CHECKING:
    from datetime import date

    from slack_bolt import Ack, App, BoltContext

    from bot.exchange.values import Member
    from bot.views.message import Message
    from handlers.desk import Actor, Desk


def register(app: App, desk: Desk) -> None:
    """Register the listeners of this file."""
    _menu(app, desk)
    _forms(app, desk)
    _undoing(app, desk)


def _menu(app: App, desk: Desk) -> None:
    @app.action(Action.LATER)
    def later(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        row_id, chosen = parts(pressed(body))
        match Later(chosen):
            case Later.ON_A_DATE:
                view = later_form.render(_today(desk, desk.visitor(context).member), row_id)
                client_of(context).views_open(trigger_id=body["trigger_id"], view=view)
                ack()
            case Later.PAUSE:
                client_of(context).views_open(trigger_id=body["trigger_id"], view=later_form.pause())
                ack()
            case Later.NEVER:
                actor = desk.actor(context, body)
                topic = attention.mute(desk.ctx, actor.collective, actor.member, row_id, actor.delivery_id)
                ack()
                _answer(context, body, muted(topic))
            case when:
                actor = desk.actor(context, body)
                until = attention.put_off(desk.ctx, actor.collective, actor.member, row_id, when, actor.delivery_id)
                ack()
                _answer(context, body, put_off(actor.member, until, row_id))


def _forms(app: App, desk: Desk) -> None:
    @app.view(Form.LATER)
    def on_a_date(ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext) -> None:
        actor = desk.actor(context, body)
        (row_id, on), today = later_form.parse(view), _today(desk, actor.member)
        if problems := later_form.problems(on or today, today):
            ack(response_action="errors", errors=problems)
            return
        attention.put_off(desk.ctx, actor.collective, actor.member, row_id, on or today, actor.delivery_id)
        ack()

    @app.view(Form.PAUSE)
    def pause(ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext) -> None:
        actor, on = desk.actor(context, body), later_form.picked(view)
        if on and (problems := later_form.problems(on, _today(desk, actor.member))):
            ack(response_action="errors", errors=problems)
            return
        attention.pause(desk.ctx, actor.collective, actor.member, on, actor.delivery_id)
        ack(response_action="update", view=later_form.paused(on))


def _answer(context: BoltContext, body: dict[str, Any], message: Message) -> None:
    """In Home what was done shows by itself."""
    if not is_in_home(body):
        tell_privately(context, body, message)


def _today(desk: Desk, member: Member | None) -> date:
    """By the calendar of whoever asks."""
    return desk.ctx.clock.now().astimezone(member.zone if member else UTC).date()


def _undoing(app: App, desk: Desk) -> None:
    @app.action(Action.UNSNOOZE)
    def bring_back(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        actor = desk.actor(context, body)
        attention.bring_back(desk.ctx, actor.collective, actor.member, pressed(body), actor.delivery_id)
        ack()
        _answer(context, body, brought_back())

    @app.action(Action.UNMUTE)
    def unmute(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        actor, topic = desk.actor(context, body), Topic(pressed(body))
        attention.unmute(desk.ctx, actor.collective, actor.member, topic, actor.delivery_id)
        ack()
        _answer(context, body, unmuted(topic))

    @app.action(Action.RESUME)
    def resume(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        actor: Actor = desk.actor(context, body)
        attention.resume(desk.ctx, actor.collective, actor.member, actor.delivery_id)
        ack()
        _answer(context, body, resumed())
