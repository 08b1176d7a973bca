"""The client has chosen, and how it went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.exchange import moves
from bot.exchange.values import LOOKING, Outcome
from bot.services import thanking
from bot.services.moving import make_move
from bot.views import claim_card, lists, outcome_form
from bot.views.actions import Action, Form, parts
from bot.views.message import plain
from handlers.desk import client_of, pressed, tell_privately

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext

    from bot.exchange.values import ReferralState
    from bot.views.message import Message
    from handlers.desk import Actor, Desk


def register(app: App, desk: Desk) -> None:
    """Register the listeners of this file."""

    @app.action(Action.CHOOSE)
    def choose(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        actor = desk.actor(context, body)
        referral_id, claim_id = parts(pressed(body))
        make_move(desk.ctx, actor.collective, referral_id, moves.Choose(actor.member.id, claim_id), actor.delivery_id)
        ack()

    desk.moves(app, Action.UNDO_CHOOSE, moves.UndoChoose)
    desk.moves(app, Action.ASK_NEXT, moves.AskNext)
    _outcomes(app, desk)


def _outcomes(app: App, desk: Desk) -> None:
    @app.action(Action.REPORT)
    def ask_how_it_went(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        client_of(context).views_open(trigger_id=body["trigger_id"], view=outcome_form.render(pressed(body)))
        ack()

    @app.action(Action.REPORT_AS)
    def report_as(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        referral_id, outcome = parts(pressed(body))
        actor, state = _report(desk, body, context, referral_id, Outcome(outcome))
        ack()
        tell_privately(context, body, _open_again(desk, actor, state) or plain(lists.noted()))

    @app.view(Form.OUTCOME)
    def report(ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext) -> None:
        referral_id, outcome = outcome_form.parse(view)
        actor, state = _report(desk, body, context, referral_id, outcome)
        if answer := _open_again(desk, actor, state):
            ack(response_action="update", view=outcome_form.saved(answer))
        else:
            ack()


def _report(
    desk: Desk, body: dict[str, Any], context: BoltContext, referral_id: str, outcome: Outcome
) -> tuple[Actor, ReferralState]:
    actor = desk.actor(context, body)
    move = moves.ReportOutcome(actor.member.id, outcome)
    return actor, make_move(desk.ctx, actor.collective, referral_id, move, actor.delivery_id)


def _open_again(desk: Desk, actor: Actor, state: ReferralState) -> Message | None:
    """The answer to a colleague after whose word it is open again; None for any other word."""
    referral = state.referral
    if state.status not in LOOKING or actor.member.id == referral.referrer_id:
        return None
    referrer = thanking.referrer_of(desk.ctx, actor.collective, referral.id)
    return claim_card.told_open_again(actor.member, referrer, referral.id)
