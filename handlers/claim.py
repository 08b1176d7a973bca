"""A colleague offers, or says no: by a reaction on a card, or by the buttons that can do all that a reaction can."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.exchange import moves
from bot.exchange.reactions import is_offer
from bot.exchange.values import Answer, Means
from bot.services import claiming
from bot.views import full_form
from bot.views.actions import Action, Form
from handlers.desk import Actor, client_of, pressed
from storage.reactions import Reaction

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import Ack, App, BoltContext

    from handlers.desk import Desk

_ANSWERS = {
    Action.NOT_A_FIT: Answer.NOT_A_FIT,
    Action.FULL: Answer.FULL,
    Action.MAY_KNOW: Answer.MAY_KNOW,
}


def register(app: App, desk: Desk) -> None:
    """Register the listeners of this file."""
    _reactions(app, desk)
    _offers(app, desk)
    _answers(app, desk)


def _reactions(app: App, desk: Desk) -> None:
    def tells_of(event_name: str, act: Callable[..., None]) -> None:
        @app.event(event_name)
        def reaction(event: dict[str, Any], body: dict[str, Any], context: BoltContext) -> None:
            if told := _offering(desk, event, body, context):
                actor, sign = told
                at, delivery_id = event["event_ts"], actor.delivery_id
                act(desk.ctx, actor.collective, actor.member, sign, event_ts=at, delivery_id=delivery_id)

    tells_of("reaction_added", claiming.reacted)
    tells_of("reaction_removed", claiming.unreacted)


def _offering(
    desk: Desk, event: dict[str, Any], body: dict[str, Any], context: BoltContext
) -> tuple[Actor, Reaction] | None:
    """Who reacted and to which card, if it is a card and the reaction is the sign of an offer."""
    item = event["item"]
    if item.get("type") != "message" or not is_offer(event["reaction"], desk.offer_emoji):
        return None
    card = claiming.card_at(desk.ctx, item["channel"], item["ts"])
    if card is None:
        return None
    actor = desk.actor_named(context, body, event["user"])
    return actor, Reaction(card, actor.member.id, event["reaction"])


def _offers(app: App, desk: Desk) -> None:
    @app.action(Action.OFFER)
    def offer(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        actor = desk.actor(context, body)
        claiming.offer(desk.ctx, actor.collective, actor.member, pressed(body), actor.delivery_id)
        ack()

    desk.moves(app, Action.CONFIRM, moves.Confirm)
    desk.moves(app, Action.GLAD, moves.SayGlad)
    desk.moves(app, Action.AS_BACKUP, moves.StandBack)
    desk.moves(app, Action.RELEASE, lambda by: moves.Release(by, Means.BUTTON))


def _answers(app: App, desk: Desk) -> None:
    def declines(action: Action, answer: Answer) -> None:
        @app.action(action)
        def decline(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
            actor = desk.actor(context, body)
            claiming.decline(desk.ctx, actor.collective, actor.member, pressed(body), answer, actor.delivery_id)
            ack()

    for action, answer in _ANSWERS.items():
        declines(action, answer)

    @app.action(Action.UNDO_DECLINE)
    @app.action(Action.UNDO_FULL)
    def undo(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        actor = desk.actor(context, body)
        claiming.undo_decline(desk.ctx, actor.collective, actor.member, pressed(body), actor.delivery_id)
        ack()

    @app.action(Action.FULL_UNTIL)
    def ask_until_when(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        visitor = desk.visitor(context)
        view = full_form.render(visitor.member, desk.ctx.clock.now(), pressed(body), desk.ctx.full_for)
        client_of(context).views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    @app.view(Form.FULL)
    def full_until(ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext) -> None:
        actor = desk.actor(context, body)
        referral_id, until = full_form.parse(view)
        if problems := full_form.problems(until, desk.ctx.clock.now().astimezone(actor.member.zone).date()):
            ack(response_action="errors", errors=problems)
            return
        claiming.full_until(desk.ctx, actor.collective, actor.member, referral_id, until, actor.delivery_id)
        ack()
