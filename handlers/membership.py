"""People come, change and go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.delivery import sweep
from bot.delivery.directory import channel_members, person_of
from bot.services import people
from handlers.desk import client_of, delivery_id

if TYPE_CHECKING:
    from slack_bolt import App, BoltContext

    from handlers.desk import Desk


def register(app: App, desk: Desk) -> None:
    """Register the listeners of this file."""

    @app.event("user_change")
    def user_change(event: dict[str, Any], context: BoltContext) -> None:
        visitor = people.visitor(desk.ctx, context.team_id or "", event["user"]["id"])
        if visitor.member is not None:
            person = person_of(event["user"], visitor.collective, in_channel=None)
            people.remember(desk.ctx, visitor.collective, person)

    @app.event("member_joined_channel")
    def came(event: dict[str, Any], body: dict[str, Any], context: BoltContext) -> None:
        visitor = people.visitor(desk.ctx, context.team_id or "", event["user"])
        if event["channel"] != visitor.collective.channel_id:
            return
        if event["user"] == context.bot_user_id:
            people.bot_came(desk.ctx, visitor.collective)
            sweep.look_again(desk.ctx)
        told = delivery_id(body)
        people.came_or_went(desk.ctx, visitor.collective, event["user"], in_channel=True, delivery_id=told)
        if visitor.stale:
            desk.sync_members()

    @app.event("member_left_channel")
    def went(event: dict[str, Any], body: dict[str, Any], context: BoltContext) -> None:
        visitor = people.visitor(desk.ctx, context.team_id or "", event["user"])
        if event["channel"] != visitor.collective.channel_id or visitor.member is None:
            return
        # Events come unordered, and a release cannot be taken back: perhaps they have joined again meanwhile.
        is_back = event["user"] in channel_members(client_of(context), event["channel"])
        told = delivery_id(body)
        people.came_or_went(desk.ctx, visitor.collective, event["user"], in_channel=is_back, delivery_id=told)
