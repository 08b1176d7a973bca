"""`/refer members`: an admin sees how often each member was asked, and says that they looked a licence up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.exchange.moves import Refused, Why
from bot.services import oversight, setup
from bot.views import members, refusals
from bot.views.actions import Action, parts
from handlers.desk import client_of, pressed

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk.models.views import View

    from bot.exchange.values import Collective, Member
    from handlers.desk import Actor, Desk


def register(app: App, desk: Desk) -> None:
    """Register the listeners of this file; `/refer members` itself comes in by `handlers.refer`."""

    @app.action(Action.SEE_MEMBER)
    def see(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        admin = _admin(desk, context, body)
        shown = _one(desk, admin.collective, admin.member, body["actions"][0]["selected_user"])
        client_of(context).views_push(trigger_id=body["trigger_id"], view=shown)
        ack()

    @app.action(Action.LICENCE_CHECKED)
    def checked(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        admin, (user_id, listed) = _admin(desk, context, body), parts(pressed(body))
        oversight.check_licence(desk.ctx, admin.collective, admin.member, user_id, listed, admin.delivery_id)
        _draw_anew(desk, context, body, admin, user_id)
        ack()

    @app.action(Action.LICENCE_UNCHECKED)
    def unchecked(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        admin, user_id = _admin(desk, context, body), pressed(body)
        oversight.take_check_back(desk.ctx, admin.collective, admin.member, user_id, admin.delivery_id)
        _draw_anew(desk, context, body, admin, user_id)
        ack()


def open_list(desk: Desk, ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    """Show the members to whoever may see them, and say to everybody else who can."""
    visitor = desk.visitor(context)
    member = visitor.member or desk.actor(context, body).member  # a trigger lives too short to ask more
    if not setup.may_set_up(visitor.collective, member):
        ack(refusals.sentence(Why.NOT_ADMIN))
        return
    shown = members.everybody(oversight.everybody(desk.ctx, visitor.collective))
    client_of(context).views_open(trigger_id=body["trigger_id"], view=shown)
    ack()


def _admin(desk: Desk, context: BoltContext, body: dict[str, Any]) -> Actor:
    """Who did it, if they still are an admin.

    Raises:
        Refused: they are not.
    """
    actor = desk.actor(context, body)
    if not setup.may_set_up(actor.collective, actor.member):
        raise Refused(Why.NOT_ADMIN)
    return actor


def _draw_anew(desk: Desk, context: BoltContext, body: dict[str, Any], admin: Actor, user_id: str) -> None:
    view = body["view"]
    shown = _one(desk, admin.collective, admin.member, user_id)
    client_of(context).views_update(view_id=view["id"], hash=view["hash"], view=shown)


def _one(desk: Desk, collective: Collective, admin: Member, user_id: str) -> View:
    seen = oversight.one(desk.ctx, collective, user_id)
    return members.one(seen, own=user_id == admin.user_id) if seen else members.nobody()
