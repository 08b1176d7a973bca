"""People come, change and go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.delivery.directory import person_of
from bot.services import people
from handlers.desk import delivery_id

if TYPE_CHECKING:
    from slack_bolt import App, BoltContext

    from handlers.desk import Desk


def register(app: App, desk: Desk) -> None:
    """Register the listeners of this file."""

    @app.event("user_change")
    def user_change(event: dict[str, Any], context: BoltContext) -> None:
        visitor = people.visitor(desk.ctx, context.team_id or "", event["user"]["id"])
        if visitor.member is not None:
            person = person_of(event["user"], visitor.collective, in_channel=visitor.member.in_channel)
            people.remember(desk.ctx, visitor.collective, person)

    def in_channel_from(event_name: str, *, in_channel: bool) -> None:
        @app.event(event_name)
        def came_or_went(event: dict[str, Any], body: dict[str, Any], context: BoltContext) -> None:
            visitor = people.visitor(desk.ctx, context.team_id or "", event["user"])
            if event["channel"] != visitor.collective.channel_id:
                return
            people.came_or_went(
                desk.ctx,
                visitor.collective,
                event["user"],
                in_channel=in_channel,
                delivery_id=delivery_id(body),
            )
            if in_channel and visitor.stale:
                desk.sync_members()

    in_channel_from("member_joined_channel", in_channel=True)
    in_channel_from("member_left_channel", in_channel=False)
