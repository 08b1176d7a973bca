"""The app's Home: shown when somebody opens it, and drawn anew after whatever they press there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slack_bolt.listener.listener_completion_handler import ListenerCompletionHandler

from bot.delivery import home
from bot.exchange.reminders import Topic
from bot.services import attention
from bot.views import hours_form, later_form
from bot.views.actions import Action, Form
from handlers.desk import client_of, is_in_home

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext, BoltRequest, BoltResponse

    from handlers.desk import Desk

#: The forms that Home opens: what they change shows there at once.
_FORMS = frozenset({Form.HOURS, Form.PAUSE, Form.LATER})


def register(app: App, desk: Desk) -> None:
    """Register the listeners of this file, and what follows upon every press in a Home."""
    _open(app, desk)
    _choices(app, desk)
    _hours(app, desk)
    app.listener_runner.listener_completion_handler = _Redraw(desk)


class _Redraw(ListenerCompletionHandler):
    """Shows a Home anew once a listener has ended, whatever came of it; a fault here disturbs nothing that was done."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def handle(self, request: BoltRequest, response: BoltResponse | None) -> None:  # noqa: ARG002 - Bolt's signature
        body = request.body
        sent = body.get("type") == "view_submission" and body["view"].get("callback_id") in _FORMS
        if sent or (body.get("type") == "block_actions" and is_in_home(body)):
            _show(self._desk, request.context)


def _show(desk: Desk, context: BoltContext) -> None:
    visitor = desk.visitor(context)
    if visitor.member:
        home.publish(desk.ctx, client_of(context), visitor.collective, visitor.member)


def _open(app: App, desk: Desk) -> None:
    @app.event("app_home_opened")
    def opened(event: dict[str, Any], body: dict[str, Any], context: BoltContext) -> None:
        """Looking is no answer: whoever opens it may only want to see why the bot has stopped."""
        if event["tab"] != "home":
            return
        if desk.visitor(context).member is None:
            desk.actor(context, body)
        _show(desk, context)


def _choices(app: App, desk: Desk) -> None:
    @app.action(Action.PAUSE)
    def pause(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        client_of(context).views_open(trigger_id=body["trigger_id"], view=later_form.pause())
        ack()

    @app.action(Action.TOPICS)
    def topics(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        actor = desk.full_member(context, body)
        told = frozenset(Topic(each["value"]) for each in body["actions"][0]["selected_options"])
        attention.hear_of(desk.ctx, actor.collective, actor.member, told, actor.delivery_id)
        ack()


def _hours(app: App, desk: Desk) -> None:
    @app.action(Action.HOURS)
    def open_form(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        visitor = desk.visitor(context)
        member = visitor.member or desk.actor(context, body).member
        shown = hours_form.render(member, visitor.collective)
        client_of(context).views_open(trigger_id=body["trigger_id"], view=shown)
        ack()

    @app.view(Form.HOURS)
    def save(ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext) -> None:
        actor = desk.full_member(context, body)
        if problems := hours_form.problems(view):
            ack(response_action="errors", errors=problems)
            return
        hours, days, region = hours_form.parse(view)
        attention.work(desk.ctx, actor.collective, actor.member, hours, days, region, actor.delivery_id)
        ack()
