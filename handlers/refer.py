"""`/refer`: ask colleagues for the therapist a client needs; and what the referrer does with it afterwards."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from bot.delivery import slack
from bot.delivery.slack import Done
from bot.delivery.slack import Refused as SlackRefused
from bot.exchange import moves
from bot.exchange.drafts import Draft
from bot.exchange.values import Audience, Urgency
from bot.matching import Need
from bot.privacy import find_danger
from bot.services import checking, referring
from bot.services.checking import IdentifyingTextError
from bot.services.naming import Names, Nobody
from bot.services.setup import SMALL_COLLECTIVE, may_set_up
from bot.views import lists, names, refer_fields, refer_form, refusals
from bot.views.actions import Action, Form
from bot.views.crisis import Stop
from bot.views.message import plain
from bot.views.refer_form import Hindrance
from bot.views.review import Review
from handlers import members, setup
from handlers.desk import client_of, pressed, tell_privately
from handlers.sending_back import CheckedText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk.models.views import View

    from bot.exchange.values import Collective
    from bot.matching.relaxing import Shortage
    from bot.services.people import Visitor
    from handlers.desk import Desk


def register(app: App, desk: Desk) -> None:
    """Register the listeners of this file."""
    _command(app, desk)
    _form(app, desk)
    _drawn_anew(app, desk)
    _afterwards(app, desk)


def _command(app: App, desk: Desk) -> None:
    @app.command("/refer")
    def refer(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        typed = body.get("text", "").strip()
        visitor = desk.visitor(context)
        match typed.lower():
            case "help":
                ack(lists.help_text(for_admin=_is_admin(visitor)))
            case "setup":
                setup.open_form(desk, ack, body, context)
            case _ if not visitor.collective.is_set_up:
                ack(lists.not_set_up())
            case "members":
                members.open_list(desk, ack, body, context)
            case "mine":
                actor = desk.full_member(context, body)
                ack(lists.mine(actor.member, referring.mine(desk.ctx, actor.member)).payload())
            case "list":
                actor = desk.full_member(context, body)
                ack(lists.open_list(referring.open_to(desk.ctx, actor.collective, actor.member)).payload())
            case _ if not visitor.may_ask:
                ack(refusals.sentence(moves.Why.NOT_A_MEMBER))
            case _:
                stop = Stop({}, visitor.collective.crisis_resources) if find_danger(typed) else None
                view = refer_form.render(_blank(visitor), typed=bool(typed), stop=stop)
                client_of(context).views_open(trigger_id=body["trigger_id"], view=view)
                ack()


def _is_admin(visitor: Visitor) -> bool:
    return visitor.member is not None and may_set_up(visitor.collective, visitor.member)


def _blank(visitor: Visitor) -> Draft:
    """A new form, filled in where one can guess: the referrer's own state, and whom to ask in a small collective."""
    states = {licence.state for licence in visitor.member.niche.licences} if visitor.member else set()
    small = visitor.size < SMALL_COLLECTIVE
    return Draft(
        form_id=uuid4().hex,
        # With several it would be a guess, and one that is easily overlooked.
        need=Need(states=tuple(states) if len(states) == 1 else ()),
        urgency=Urgency.ROUTINE,
        audience=Audience.BEST if small else Audience.CHANNEL,
        few=small,
    )


def _form(app: App, desk: Desk) -> None:
    @app.view(Form.REFER)
    def submit(ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext) -> None:
        draft = refer_form.parse(view)
        if early := referring.not_yet(draft):
            _say_what_became_of_it(ack, desk.visitor(context).collective, view, draft, early)
            return
        actor = desk.full_member(context, body)
        if not actor.slack_is_silent and (obstacle := hindrance(context, actor.collective.channel_id, draft)):
            ack(response_action="errors", errors=refer_form.cannot_post(obstacle))
            return
        try:
            result = referring.submit(desk.ctx, actor.collective, actor.member, draft, actor.delivery_id)
        except IdentifyingTextError as error:
            _note(actor.collective, draft).send_back(ack, view, error.findings)
            return
        _say_what_became_of_it(ack, actor.collective, view, draft, result)


def _drawn_anew(app: App, desk: Desk) -> None:
    @app.action(Action.MORE)
    def more(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        view, areas = body["view"], referring.areas_offered(desk.ctx, desk.visitor(context).collective)
        shown = refer_form.with_more(view, areas)
        client_of(context).views_update(view_id=view["id"], hash=view["hash"], view=shown)
        ack()

    @app.action(Action.CONCERNS)
    def concerns(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        view, resources = body["view"], desk.visitor(context).collective.crisis_resources
        if shown := refer_form.with_other_lines(view, resources):
            client_of(context).views_update(view_id=view["id"], hash=view["hash"], view=shown)
        ack()

    @app.action(Action.EDIT_SIMILAR)
    def edit_similar(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        draft, view = _edited(desk, desk.visitor(context), pressed(body)), body["view"]
        client_of(context).views_update(view_id=view["id"], hash=view["hash"], view=refer_form.render(draft))
        ack()

    @app.action(Action.USE_NOTE)
    def use_wording(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        view, collective = body["view"], desk.visitor(context).collective
        draft = refer_form.parse(view)
        if not referring.unanswered_danger(draft):  # of danger nothing travels; whoever sends the form is told
            _note(collective, draft).use_other_wording(context, view, draft.not_identifying)
        ack()


def held(draft: Draft, few: Shortage) -> View:
    """The form that nobody fits, with each way on; sent once more it is posted as it is."""
    return refer_form.render(replace(draft, told_nobody=True), few=few)


def hindrance(context: BoltContext, channel_id: str, draft: Draft) -> Hindrance | None:
    """What would keep the messages of a new referral from being posted; None also where Slack does not say."""
    if draft.editing or draft.audience is Audience.NOBODY:
        return None
    answer = slack.ask(client_of(context).conversations_info, channel=channel_id)
    channel = answer.data["channel"] if isinstance(answer, Done) else {}
    if isinstance(answer, Done) and answer.granted and "chat:write" not in answer.granted:
        return Hindrance.MAY_NOT_WRITE
    if not draft.asks_channel:
        return None
    if channel.get("is_archived"):
        return Hindrance.ARCHIVED
    unseen = answer == SlackRefused("channel_not_found")
    return Hindrance.OUTSIDE if unseen or channel.get("is_member") is False else None


def _stop(ack: Ack, view: Mapping[str, Any], draft: Draft, stop: Stop) -> None:
    """The form stays with its writer, and says whom to call; sent again as it is, Slack scrolls to what is asked."""
    if problems := refer_form.still_asked(view, stop.phrases):
        ack(response_action="errors", errors=problems)
        return
    ack(response_action="update", view=refer_form.render(draft, more=True, stop=stop))


def _say_what_became_of_it(
    ack: Ack, collective: Collective, view: Mapping[str, Any], draft: Draft, result: referring.Result
) -> None:
    match result:
        case referring.Stopped(phrases):
            _stop(ack, view, draft, Stop(phrases, collective.crisis_resources))
        case referring.AboutTheClient():
            shown = Review(about_client=True, reword=_note(collective, draft).reword)
            ack(response_action="update", view=refer_form.render(replace(draft, told=True), reviewed=shown))
        case Names(need, named, few):
            ack(response_action="push", view=names.modal(named, need, few, on_top=True))
        case Nobody(few):
            ack(response_action="update", view=held(draft, few))
        case referring.Similar(scene):
            more = refer_form.shows_more(view)
            ack(response_action="update", view=refer_form.render(draft, more=more, similar=scene))
        case referring.TooLong():
            ack(response_action="errors", errors=refer_form.too_long(view, draft))
        case referring.NoConsent():
            ack(response_action="errors", errors=refer_form.errors(draft))
        case referring.Posted(as_sent=True):
            ack()
        case referring.Posted():
            ack(
                response_action="update",
                view=refusals.on_top(plain(lists.posted_as_first_sent()), "Posted already"),
            )


def _note(collective: Collective, draft: Draft) -> CheckedText:
    def redraw(note: str, review: Review) -> View:
        return refer_form.render(draft.with_note(note), more=True, reviewed=review)

    known = referring.known_of(collective)
    return CheckedText(refer_fields.Field.NOTE, draft.need.note, known, redraw, is_need=True)


def _edited(desk: Desk, visitor: Visitor, referral_id: str) -> Draft:
    """The form of a referral that is there already.

    Raises:
        Refused: it is not theirs, or can no longer be edited.
    """
    referral = referring.own_referral(desk.ctx, visitor.member, referral_id) if visitor.member else None
    if referral is None:
        raise moves.Refused(moves.Why.OVER)
    return Draft(
        form_id=uuid4().hex,
        need=referral.need,
        urgency=referral.urgency,
        audience=referral.audience,
        consent=True,
        not_identifying=checking.vouched_in(
            referral.need.note, referring.known_of(visitor.collective), referral.vouched
        ),
        told=True,
        areas_offered=referring.areas_offered(desk.ctx, visitor.collective),
        editing=referral.id,
    )


def _afterwards(app: App, desk: Desk) -> None:
    @app.action(Action.EDIT)
    def edit(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        draft = _edited(desk, desk.visitor(context), pressed(body))
        client_of(context).views_open(trigger_id=body["trigger_id"], view=refer_form.render(draft))
        ack()

    @app.action(Action.EXTEND)
    def extend(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        actor = desk.actor(context, body)
        referring.extend(desk.ctx, actor.collective, actor.member, pressed(body), actor.delivery_id)
        ack()
        tell_privately(context, body, plain(lists.extended()))

    desk.moves(app, Action.WITHDRAW, moves.Withdraw)
    desk.moves(app, Action.UNDO_WITHDRAW, moves.UndoWithdraw)
