"""Names for a client, and what would help where few fit: the buttons on the referrer's own copy and in a held form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.exchange.values import Audience
from bot.matching import Constraint
from bot.services import naming, referring
from bot.services.checking import IdentifyingTextError
from bot.services.naming import Names, Nobody
from bot.views import names, refer_form, refusals, shortage
from bot.views.actions import Action, Form, parts
from bot.views.message import plain
from handlers.desk import client_of, pressed
from handlers.refer import held, hindrance

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk.models.views import View

    from bot.exchange.drafts import Draft
    from handlers.desk import Actor, Desk


def register(app: App, desk: Desk) -> None:
    """Register the listeners of this file."""
    _names(app, desk)
    _who_else(app, desk)
    _where_nobody_fits(app, desk)


def _names(app: App, desk: Desk) -> None:
    @app.action(Action.NAMES)
    def show(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        collective, member = desk.whose(context)
        found = naming.names_of(desk.ctx, collective, member, pressed(body))
        client_of(context).views_open(trigger_id=body["trigger_id"], view=names.modal(found.names, found.need))
        ack()

    @app.view(Form.NAMES)
    def done(ack: Ack) -> None:
        """The words stand in a field so that they can be copied; what becomes of them is the referrer's own."""
        ack(response_action="clear")


def _who_else(app: App, desk: Desk) -> None:
    @app.action(Action.WHO_ELSE)
    def show(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        referral_id = pressed(body)
        collective, member = desk.whose(context)
        need, few = naming.shortage_of(desk.ctx, collective, member, referral_id)
        client_of(context).views_open(trigger_id=body["trigger_id"], view=shortage.modal(few, need, referral_id))
        ack()

    @app.action(Action.ASK_WITHOUT)
    def ask(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        referral_id, wish = parts(pressed(body))
        actor, view = desk.actor(context, body), body["view"]
        given_up = Constraint(wish)
        state = referring.ask_without(
            desk.ctx, actor.collective, actor.member, referral_id, given_up, actor.delivery_id
        )
        shown = refusals.on_top(plain(shortage.asked_without(given_up)), "Asked", "Done")
        if not state.awaits_an_answer:
            need, few = naming.shortage_of(desk.ctx, actor.collective, actor.member, referral_id)
            shown = shortage.modal(few, need, referral_id)
        client_of(context).views_update(view_id=view["id"], hash=view["hash"], view=shown)
        ack()

    @app.action(Action.SEE_FULL)
    def full(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        collective, member = desk.whose(context)
        found = naming.full_of(desk.ctx, collective, member, pressed(body))
        client_of(context).views_push(trigger_id=body["trigger_id"], view=names.full(found.names, found.need))
        ack()


def _where_nobody_fits(app: App, desk: Desk) -> None:
    """The buttons of a form that was held since nobody fits; of danger in its note nothing travels."""

    @app.action(Action.FORM_WITHOUT)
    def without(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        view, wish = body["view"], Constraint(pressed(body))
        draft = replace(refer_form.parse(view).without(wish), told_nobody=False)
        if not referring.unanswered_danger(draft):
            actor, client = desk.full_member(context, body), client_of(context)
            result = _sent_without(desk, context, actor, draft)
            if isinstance(result, Names):
                shown = names.modal(result.names, result.need, result.shortage, on_top=True)
                client.views_push(trigger_id=body["trigger_id"], view=shown)
            else:
                shown = _after(wish, draft.untyped, result)
                client.views_update(view_id=view["id"], hash=view["hash"], view=shown)
        ack()

    @app.action(Action.FORM_FULL)
    def full(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        draft = refer_form.parse(body["view"])
        if not referring.unanswered_danger(draft):
            actor = desk.full_member(context, body)
            found = naming.full_for(desk.ctx, actor.collective, actor.member, draft.untyped)
            shown = names.full(found.names, found.need)
            client_of(context).views_push(trigger_id=body["trigger_id"], view=shown)
        ack()


def _sent_without(desk: Desk, context: BoltContext, actor: Actor, draft: Draft) -> referring.Result | None:
    """What becomes of a form without the wish that was given up; None where its own button has to tell more."""
    if draft.audience is Audience.NOBODY:
        return naming.names(desk.ctx, actor.collective, actor.member, draft.untyped)
    if hindrance(context, actor.collective.channel_id, draft):
        return None
    try:
        return referring.submit(desk.ctx, actor.collective, actor.member, draft, actor.delivery_id)
    except IdentifyingTextError:
        return None


def _after(wish: Constraint, draft: Draft, result: referring.Result | None) -> View:
    """The form once a wish was given up: posted, or the next wish, or what is left to be sent with its own button."""
    match result:
        case referring.Posted():
            return refusals.on_top(plain(shortage.asked_without(wish)), "Asked", "Done")
        case Nobody(few):
            return held(draft, few)
        case _:
            return refer_form.render(draft, more=True)
