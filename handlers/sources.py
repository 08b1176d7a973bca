"""`/sources`: a member's private list of who refers to them, and who sent the client whom they pass on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.exchange.moves import Refused, Why
from bot.services import origins, sourcing
from bot.services.checking import IdentifyingTextError
from bot.services.sourcing import NameTakenError
from bot.views import lists, origin_form, refusals, source_form, sources
from bot.views.actions import Action, Form, parts
from bot.views.message import plain
from bot.views.sources import Verb
from handlers.desk import client_of, delivery_id, pressed, tell_privately

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk.models.views import View

    from bot.exchange.sources import Written
    from bot.exchange.values import Member
    from handlers.desk import Actor, Desk


def register(app: App, desk: Desk) -> None:
    """Register the listeners of this file."""
    _list(app, desk)
    _one(app, desk)
    _contact(app, desk)
    _origin(app, desk)


def _list(app: App, desk: Desk) -> None:
    @app.command("/sources")
    def open_list(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        """Whoever has a list sees it, whatever became of their membership: it is theirs to copy and to delete."""
        visitor = desk.visitor(context)
        if not visitor.collective.is_set_up:
            ack(lists.not_set_up())
            return
        kept = visitor.member and sourcing.all_of(desk.ctx, visitor.member)
        if not visitor.may_ask and not kept:
            ack(refusals.sentence(Why.NOT_A_MEMBER))
            return
        view = _shown(desk, visitor.member) if visitor.member else sources.begun()
        client_of(context).views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    @app.action(Action.EXPORT_SOURCES)
    def export(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        view = sources.export(*sourcing.everything_of(desk.ctx, desk.whose(context)[1]))
        client_of(context).views_push(trigger_id=body["trigger_id"], view=view)
        ack()

    @app.action(Action.FORGET_SOURCES)
    def forget_all(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        collective, member = desk.whose(context)
        sourcing.forget_all(desk.ctx, collective, member, delivery_id(body))
        _draw_anew(context, body, _shown(desk, member))
        ack()


def _one(app: App, desk: Desk) -> None:
    @app.action(Action.ADD_SOURCE)
    def begin(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        if not desk.visitor(context).may_ask:
            raise Refused(Why.NOT_A_MEMBER)
        _draw_anew(context, body, source_form.render())
        ack()

    _menu(app, desk)

    @app.action(Action.FORGET_SOURCE)
    def forget(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        collective, member = desk.whose(context)
        sourcing.forget(desk.ctx, collective, member, pressed(body), delivery_id(body))
        _draw_anew(context, body, _shown(desk, member))
        ack()

    @app.view(Form.SOURCE)
    def save(ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext) -> None:
        source_id, written = source_form.parse(view)
        actor = desk.actor(context, body) if source_id else desk.full_member(context, body)
        if problems := _problems(desk, actor, source_id, written):
            ack(response_action="errors", errors=problems)
        else:
            ack(response_action="update", view=_shown(desk, actor.member))


def _menu(app: App, desk: Desk) -> None:
    @app.action(Action.SOURCE_MENU)
    def pick(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        source_id, verb = parts(pressed(body))
        collective, member = desk.whose(context)
        match Verb(verb):
            case Verb.IN_TOUCH:
                sourcing.in_touch(desk.ctx, collective, member, source_id, delivery_id(body))
                _draw_anew(context, body, _shown(desk, member))
            case Verb.WORDS:
                view = _words(desk, member, source_id)
                client_of(context).views_push(trigger_id=body["trigger_id"], view=view)
            case Verb.EDIT:
                _draw_anew(context, body, source_form.render(sourcing.one_of(desk.ctx, member, source_id)))
        ack()


def _problems(desk: Desk, actor: Actor, source_id: str, written: Written) -> dict[str, str]:
    """What is to be mended before it can be saved, by the field; empty once it is."""
    if problems := source_form.problems(written, sourcing.today_of(desk.ctx, actor.member)):
        return problems
    try:
        sourcing.save(desk.ctx, actor.collective, actor.member, source_id, written, actor.delivery_id)
    except IdentifyingTextError as error:
        return source_form.tells_somebody(written, error.findings)
    except NameTakenError:
        return source_form.twice()
    return {}


def _contact(app: App, desk: Desk) -> None:
    @app.action(Action.IN_TOUCH)
    def in_touch(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        collective, member = desk.whose(context)
        source = sourcing.in_touch(desk.ctx, collective, member, pressed(body), delivery_id(body))
        ack()
        tell_privately(context, body, plain(sources.noted_contact(source)), title="Noted")

    @app.action(Action.SOURCE_WORDS)
    def open_words(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        view = _words(desk, desk.whose(context)[1], pressed(body))
        client_of(context).views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    @app.view(Form.SOURCE_WORDS)
    def done(ack: Ack) -> None:
        """The words stand in fields so that they can be copied; what becomes of them is the member's own."""
        ack()


def _origin(app: App, desk: Desk) -> None:
    @app.action(Action.TELL_ORIGIN)
    def ask(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        referral_id = pressed(body)
        known = origins.open_question(desk.ctx, desk.whose(context)[1], referral_id)
        client_of(context).views_open(trigger_id=body["trigger_id"], view=origin_form.render(known, referral_id))
        ack()

    @app.action(Action.SKIP_ORIGIN)
    def skip(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        collective, member = desk.whose(context)
        origins.skip(desk.ctx, collective, member, pressed(body), delivery_id(body))
        ack()
        tell_privately(context, body, origin_form.settled(skipped=True))

    @app.view(Form.ORIGIN)
    def told(ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext) -> None:
        actor, (referral_id, said) = desk.full_member(context, body), origin_form.parse(view)
        if problems := origin_form.problems(said):
            ack(response_action="errors", errors=problems)
            return
        try:
            made = origins.answer(desk.ctx, actor.collective, actor.member, referral_id, said, actor.delivery_id)
        except IdentifyingTextError as error:
            ack(response_action="errors", errors=origin_form.tells_somebody(said, error.findings))
            return
        ack(response_action="update", view=origin_form.notes(actor.member, made))


def _shown(desk: Desk, member: Member) -> View:
    return sources.everything(sourcing.all_of(desk.ctx, member), sourcing.today_of(desk.ctx, member))


def _words(desk: Desk, member: Member, source_id: str) -> View:
    source = sourcing.one_of(desk.ctx, member, source_id)
    return origin_form.keep_in_touch(sourcing.as_of_today(desk.ctx, member), source)


def _draw_anew(context: BoltContext, body: Mapping[str, Any], shown: View) -> None:
    """The list and the form of one source take each other's place in the same window, so neither goes stale."""
    view = body["view"]
    client_of(context).views_update(view_id=view["id"], hash=view["hash"], view=shown)
