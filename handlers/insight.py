""" "Why me?" and "How do I fit?": a member reads the true answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.services import insight
from bot.views import fit
from bot.views.actions import Action
from handlers.desk import client_of, pressed

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext

    from handlers.desk import Desk


def register(app: App, desk: Desk) -> None:
    """Register the listeners of this file."""

    @app.action(Action.FIT)
    def tell(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        visitor = desk.visitor(context)
        member = visitor.member or desk.actor(context, body).member  # a trigger lives too short to ask more
        shown = fit.modal(insight.fit(desk.ctx, visitor.collective, member, pressed(body)))
        client_of(context).views_open(trigger_id=body["trigger_id"], view=shown)
        ack()
