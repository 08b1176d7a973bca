"""What every listener is handed, and the facts that they all read from a payload."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.delivery.directory import fetch_person
from bot.delivery.slack import NoAnswer, Uncertain, silent
from bot.exchange.moves import Refused, Why
from bot.services import attention, people
from bot.services.moving import make_move
from bot.views.refusals import on_top

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient
    from slack_sdk.models.views import View

    from bot.exchange.moves import Move
    from bot.exchange.values import Collective, Member
    from bot.services.context import Context
    from bot.views.actions import Action
    from bot.views.message import Message

#: A form that opens, or a move that is made, has its own share of the three seconds; this is what is left for words.
_ANSWER_TIMEOUT_SECONDS = 1


@dataclass(frozen=True)
class Actor:
    """Who did what Slack tells of, and the id under which it is told.

    Attributes:
        delivery_id: the same when the same thing is told again.
        slack_is_silent: Slack was asked who they are and never answered: the time for a further question is used up.
    """

    collective: Collective
    member: Member
    delivery_id: str
    slack_is_silent: bool = False


@dataclass(frozen=True)
class Desk:
    """What listeners work with.

    Attributes:
        ctx: what the services are handed.
        offer_emoji: the reaction that offers to take a referral.
        sync_members: has the people of the referral channel looked up anew, soon and in the background.
    """

    ctx: Context
    offer_emoji: str
    sync_members: Callable[[], None]

    def visitor(self, context: BoltContext) -> people.Visitor:
        """Who did it, as far as is known, in one short read and without asking Slack."""
        return people.visitor(self.ctx, context.team_id or "", context.user_id or "")

    def whose(self, context: BoltContext) -> tuple[Collective, Member]:
        """Who pressed something of their own, in one short read.

        Raises:
            Refused: they have not been met, so nothing here is theirs.
        """
        visitor = self.visitor(context)
        if visitor.member is None:
            raise Refused(Why.NOT_YOURS)
        return visitor.collective, visitor.member

    def actor(self, context: BoltContext, body: Mapping[str, Any]) -> Actor:
        """Who did it; Slack is asked about whoever is new or was not looked up for a day."""
        return self.actor_named(context, body, context.user_id or "")

    def actor_named(self, context: BoltContext, body: Mapping[str, Any], user_id: str) -> Actor:
        """The same for the person with this Slack id; old news of them will do where Slack has no newer.

        Raises:
            bot.delivery.slack.NoAnswer: Slack did not say who somebody new is.
        """
        visitor = people.visitor(self.ctx, context.team_id or "", user_id)
        collective, member, unheard = visitor.collective, visitor.member, False
        if member is None or visitor.stale:
            try:
                told = fetch_person(client_of(context), user_id, collective)
            except NoAnswer as error:
                if member is None:
                    raise
                unheard = isinstance(error.trouble, Uncertain)
            else:
                member = people.remember(self.ctx, collective, told)
        attention.noticed(self.ctx, member)
        return Actor(collective, member, delivery_id(body), slack_is_silent=unheard)

    def full_member(self, context: BoltContext, body: Mapping[str, Any]) -> Actor:
        """Who did it, if they are a member.

        Raises:
            Refused: they are a guest, of another workspace, or not in the channel.
        """
        actor = self.actor(context, body)
        if not actor.member.counts(actor.collective.membership):
            raise Refused(Why.NOT_A_MEMBER)
        return actor

    def moves(self, app: App, action: Action, make: Callable[[str], Move]) -> None:
        """Let a button make one move on the referral that it names.

        Args:
            make: the move of the member with this id.
        """

        @app.action(action)
        def press(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
            actor = self.actor(context, body)
            make_move(self.ctx, actor.collective, pressed(body), make(actor.member.id), actor.delivery_id)
            ack()


def client_of(context: BoltContext) -> WebClient:
    """The client for this request, with the workspace's own token."""
    client: WebClient = context.client
    return client


def tell_privately(context: BoltContext, body: Mapping[str, Any], message: Message, title: str = "One moment") -> bool:
    """Tell whoever typed or pressed, where they did; on top of the form where the button stands in one.

    What was done before stays done, so a failure is logged by its class and raises nothing.

    Args:
        title: of the form on top.

    Returns:
        Whether Slack took it.
    """
    trouble = _answer(context, message) if context.response_url else _show(context, body, on_top(message, title))
    if trouble:
        structlog.get_logger().warning("private answer lost", trouble=trouble)
    return not trouble


def _answer(context: BoltContext, message: Message) -> str:
    """The answer leaves before Slack is told that the listener ended, which has to be within three seconds."""
    client = client_of(context)
    webhook = WebhookClient(
        context.response_url or "",
        timeout=_ANSWER_TIMEOUT_SECONDS,
        ssl=client.ssl,
        proxy=client.proxy,
        logger=silent(),
        retry_handlers=[],
    )
    try:
        told = webhook.send_dict({**message.payload(), "response_type": "ephemeral", "replace_original": False})
    except (OSError, HTTPException) as error:
        return type(error).__name__
    return "" if told.status_code == HTTPStatus.OK else f"http_{told.status_code}"


def _show(context: BoltContext, body: Mapping[str, Any], view: View) -> str:
    """On top of the form, or of Home, where there is none to put it on."""
    client = client_of(context)
    show = client.views_open if is_in_home(body) else client.views_push
    try:
        show(trigger_id=body["trigger_id"], view=view)
    except (SlackApiError, OSError, HTTPException) as error:
        return type(error).__name__
    return ""


def is_in_home(body: Mapping[str, Any]) -> bool:
    """Whether something was pressed in somebody's Home."""
    view: Mapping[str, Any] = body.get("view") or {}
    return view.get("type") == "home"


def delivery_id(body: Mapping[str, Any]) -> str:
    """`event_id` of an event, `trigger_id` of a command, a button or a form: a view's own id comes again."""
    found: str = body.get("event_id") or body["trigger_id"]
    return found


def pressed(body: Mapping[str, Any]) -> str:
    """The value of the button that was pressed, or of the option that was picked."""
    action = body["actions"][0]
    value: str = action["value"] if "value" in action else action["selected_option"]["value"]
    return value
