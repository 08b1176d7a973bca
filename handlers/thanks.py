"""Gratitude: a thank-you to the referrer or to anybody, and a word on whom one helps best."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from bot.exchange import gratitude
from bot.exchange.gratitude import ThankYou
from bot.exchange.moves import Refused, Why
from bot.services import checking, niche_words, thanking, weekly
from bot.services.checking import IdentifyingTextError
from bot.views import lists, refusals, thanks, thanks_form
from bot.views.actions import Action, Form, Shortcut
from bot.views.message import plain
from handlers.desk import Actor, client_of, pressed, tell_privately
from handlers.sending_back import CheckedText

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk.models.views import View

    from bot.exchange.values import Member
    from bot.services.people import Visitor
    from bot.views.review import Review
    from bot.views.thanks_form import Written
    from handlers.desk import Desk

# Slack turns a name that is picked into this, where the manifest says so.
_MENTION = re.compile(r"<@(\w+)(?:\|[^>]*)?>")


def register(app: App, desk: Desk) -> None:
    """Register the listeners of this file."""
    _begin(app, desk)
    _form(app, desk)
    _while_it_is_written(app, desk)
    _afterwards(app, desk)


@dataclass(frozen=True)
class _Begun:
    """A thank-you that somebody begins.

    Attributes:
        visitor: who wants to thank somebody.
        giver: the same, who is a member.
    """

    desk: Desk
    context: BoltContext
    body: dict[str, Any]
    visitor: Visitor
    giver: Member

    @classmethod
    def by(cls, desk: Desk, context: BoltContext, body: dict[str, Any]) -> _Begun:
        """Whoever did something.

        Raises:
            Refused: they are no member.
        """
        visitor = desk.visitor(context)
        if not visitor.may_ask:
            raise Refused(Why.NOT_A_MEMBER)
        giver = visitor.member or desk.full_member(context, body).member  # a trigger lives too short to ask more
        return cls(desk, context, body, visitor, giver)

    def colleague(self, user_id: str) -> Member:
        """Who is to be thanked, by their Slack id.

        Raises:
            Refused: they are no member, or the giver themselves.
        """
        return _colleague(self.desk, self.context, self.body, Actor(self.visitor.collective, self.giver, ""), user_id)

    def open(self, to: Member | None, referral_id: str = "") -> None:
        """Open the form; with nobody to thank yet it asks whom."""
        note = ThankYou(uuid4().hex, to_user=to.user_id if to else "", referral_id=referral_id)
        given = thanking.given(self.desk.ctx, self.giver)
        is_posted = weekly.is_posted(self.visitor.collective, self.visitor.size)
        written = thanks_form.begun(self.giver, note, given, to, weekly=is_posted)
        view = thanks_form.render(written)
        client_of(self.context).views_open(trigger_id=self.body["trigger_id"], view=view)


def _begin(app: App, desk: Desk) -> None:
    @app.action(Action.THANK)
    def after_hand_off(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        begun, referral_id = _Begun.by(desk, context, body), pressed(body)
        begun.open(thanking.referrer_of(desk.ctx, begun.visitor.collective, referral_id), referral_id)
        ack()

    @app.command("/thanks")
    def any_time(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        if not desk.visitor(context).collective.is_set_up:
            ack(lists.not_set_up())
            return
        begun, named = _Begun.by(desk, context, body), _MENTION.search(body.get("text", ""))
        begun.open(begun.colleague(named[1]) if named else None)
        ack()

    @app.message_shortcut(Shortcut.THANK_AUTHOR)
    def author(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        begun, message = _Begun.by(desk, context, body), body["message"]
        if message.get("bot_id") or not message.get("user"):
            raise Refused(Why.NO_COLLEAGUE)
        begun.open(begun.colleague(message["user"]))
        ack()


def _colleague(desk: Desk, context: BoltContext, body: dict[str, Any], giver: Actor, user_id: str) -> Member:
    """Who is to be thanked; Slack is asked about whoever was never met.

    Raises:
        Refused: they are no member, or the giver themselves.
    """
    met = thanking.met(desk.ctx, giver.collective, user_id)
    to = met or desk.actor_named(context, body, user_id).member
    return gratitude.colleague(giver.member, to, giver.collective.membership)


def _form(app: App, desk: Desk) -> None:
    @app.view(Form.THANKS)
    def send(ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext) -> None:
        actor, written = desk.full_member(context, body), thanks_form.parse(view)
        try:
            _colleague(desk, context, body, actor, written.note.to_user)
            thanking.thank(desk.ctx, actor.collective, actor.member, written.note, actor.delivery_id)
        except Refused as refused:
            ack(response_action="errors", errors=thanks_form.cannot_thank(view, refusals.sentence(refused.why)))
        except IdentifyingTextError as error:
            _words(desk, actor, written).send_back(ack, view, error.findings)
        else:
            ack()

    @app.view(Form.COPY_THANKS)
    def copied(ack: Ack) -> None:
        ack()


def _while_it_is_written(app: App, desk: Desk) -> None:
    @app.action(Action.USE_THANKS)
    def use_wording(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        view, actor = body["view"], desk.full_member(context, body)
        written = thanks_form.parse(view)
        _words(desk, actor, written).use_other_wording(context, view, written.note.not_identifying)
        ack()

    @app.action(Action.OTHER_DRAFT)
    def another_draft(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        view, actor = body["view"], desk.full_member(context, body)
        written = thanks_form.parse(view)
        to = thanking.met(desk.ctx, actor.collective, written.note.to_user)
        written = thanks_form.another(written, actor.member, thanking.given(desk.ctx, actor.member), to)
        client_of(context).views_update(view_id=view["id"], hash=view["hash"], view=thanks_form.render(written))
        ack()

    @app.action(Action.PREVIEW_THANKS)
    def preview(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        _show(desk, body, context, thanks_form.preview)
        ack()

    @app.action(Action.COPY_THANKS)
    def copy(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        _show(desk, body, context, lambda _giver, words: thanks_form.to_copy(words))
        ack()


def _show(desk: Desk, body: dict[str, Any], context: BoltContext, show: Callable[[Member, str], View]) -> None:
    """Show the words on top of their form, once they pass the check; until then nothing of them travels."""
    actor, written = desk.full_member(context, body), thanks_form.parse(body["view"])
    words, vouched = written.note.words, written.note.not_identifying
    passes = words and not checking.remaining(words, _words(desk, actor, written).known, vouched)
    shown = show(actor.member, words) if passes else thanks_form.nothing_to_show(words)
    client_of(context).views_push(trigger_id=body["trigger_id"], view=shown)


def _words(desk: Desk, giver: Actor, written: Written) -> CheckedText:
    def redraw(words: str, review: Review) -> View:
        return thanks_form.render(written.with_words(words), review)

    to = thanking.met(desk.ctx, giver.collective, written.note.to_user)
    known = thanking.known_of(giver.collective, giver.member, to)
    return CheckedText(thanks_form.WORDS, written.note.words, known, redraw)


def _afterwards(app: App, desk: Desk) -> None:
    for action, agrees in ((Action.SHARE_THANKS, True), (Action.KEEP_THANKS, False)):
        _answers(app, desk, action, agrees=agrees)

    @app.action(Action.TELL_NICHE)
    def tell_niche(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        actor = desk.full_member(context, body)
        referrer = niche_words.ask(desk.ctx, actor.collective, actor.member, pressed(body), actor.delivery_id)
        ack()
        tell_privately(context, body, plain(thanks.niche_passed_on(referrer)), title="Thank you")


def _answers(app: App, desk: Desk, action: Action, *, agrees: bool) -> None:
    @app.action(action)
    def answer(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        actor = desk.actor(context, body)
        thanking.answer(desk.ctx, actor.collective, actor.member, pressed(body), actor.delivery_id, agrees=agrees)
        ack()
