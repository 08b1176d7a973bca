"""Gratitude: a thank-you to the referrer, and a word to them on whom one helps best."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from bot.exchange.moves import Refused, Why
from bot.services import thanking
from bot.services.checking import IdentifyingTextError
from bot.views import thanks, thanks_form
from bot.views.actions import Action, Form
from bot.views.message import plain
from handlers.desk import client_of, pressed, tell_privately
from handlers.sending_back import CheckedText

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk.models.views import View

    from bot.views.review import Review
    from bot.views.thanks_form import Written
    from handlers.desk import Actor, Desk


def register(app: App, desk: Desk) -> None:
    """Register the listeners of this file."""

    @app.action(Action.THANK)
    def open_form(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        visitor = desk.visitor(context)
        if visitor.member is None or not visitor.may_ask:
            raise Refused(Why.NOT_A_MEMBER)
        to = thanking.referrer_of(desk.ctx, visitor.collective, pressed(body))
        view = thanks_form.render(thanks_form.begun(visitor.member, to, uuid4().hex))
        client_of(context).views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    @app.view(Form.THANKS)
    def send(ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext) -> None:
        actor = desk.full_member(context, body)
        written = thanks_form.parse(view)
        try:
            thanking.thank(
                desk.ctx,
                actor.collective,
                actor.member,
                written.to_id,
                written.words,
                written.form_id,
                actor.delivery_id,
                written.not_identifying,
            )
        except IdentifyingTextError as error:
            _words(desk, actor, written).send_back(ack, view, error.findings)
            return
        ack()

    @app.action(Action.USE_THANKS)
    def use_wording(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        view, actor = body["view"], desk.full_member(context, body)
        written = thanks_form.parse(view)
        _words(desk, actor, written).use_other_wording(context, view, written.not_identifying)
        ack()

    @app.action(Action.TELL_NICHE)
    def tell_niche(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        actor = desk.full_member(context, body)
        referrer = thanking.tell_niche(desk.ctx, actor.collective, actor.member, pressed(body), actor.delivery_id)
        ack()
        tell_privately(context, body, plain(thanks.niche_passed_on(referrer)), title="Thank you")


def _words(desk: Desk, actor: Actor, written: Written) -> CheckedText:
    def redraw(words: str, review: Review) -> View:
        return thanks_form.render(written.with_words(words), review)

    known = thanking.known_of(desk.ctx, actor.collective, actor.member, written.to_id)
    return CheckedText(thanks_form.WORDS, written.words, known, redraw)
