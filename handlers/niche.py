"""`/niche`: a member says whom they serve best, and whether they have room."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.exchange.moves import Refused, Why
from bot.exchange.oversight import check_holds
from bot.services import checking, niches
from bot.services.checking import IdentifyingTextError
from bot.views import lists, niche_form, niche_preview, refusals
from bot.views.actions import Action, Form
from handlers.desk import client_of, pressed
from handlers.sending_back import CheckedText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk.models.views import View

    from bot.exchange.values import Collective, Member
    from bot.services.people import Visitor
    from bot.views.niche_form import Checked
    from bot.views.review import Review
    from handlers.desk import Desk


def register(app: App, desk: Desk) -> None:
    """Register the listeners of this file; that of each letter first."""
    _while_it_is_filled_in(app, desk)
    _command(app, desk)
    _form(app, desk)


def _while_it_is_filled_in(app: App, desk: Desk) -> None:
    def coach(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        """Nothing is asked of Slack, nor read, while there is nothing else to say."""
        view = body["view"]
        if niche_form.is_coached_otherwise(view):
            _draw_anew(desk, context, body)
        ack()

    for each in niche_form.TOLD_AT_ONCE:
        app.action(each)(coach)

    @app.action(Action.MORE_NICHE)
    def more(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        _draw_anew(desk, context, body, more=True)
        ack()

    @app.action(Action.PREVIEW_NICHE)
    def preview(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        visitor = desk.visitor(context)
        member = visitor.member or desk.actor(context, body).member
        shown = _previewed(visitor.collective, member, body["view"])
        client_of(context).views_push(trigger_id=body["trigger_id"], view=shown)
        ack()


def _draw_anew(desk: Desk, context: BoltContext, body: Mapping[str, Any], *, more: bool = False) -> None:
    view, collective = body["view"], desk.visitor(context).collective
    shown = niche_form.untyped(view, collective.own_terms, more=more)
    client_of(context).views_update(view_id=view["id"], hash=view["hash"], view=shown)


def _previewed(collective: Collective, member: Member, view: Mapping[str, Any]) -> View:
    """The preview is a call: of the two texts it holds what passes the check, of the contact what was kept before."""
    (niche, contact), vouched = niche_form.parse(view), niche_form.checked(view).not_identifying
    known = niches.known_of(collective)
    held_back = [name for name, text in niche_form.texts(niche).items() if checking.remaining(text, known, vouched)]
    for name in held_back:
        niche = niche_form.with_text(niche, name, "")
    kept = contact == member.practice_contact
    written = replace(
        member,
        niche=replace(niche, member_id=member.id),
        practice_contact=contact if kept or not contact else niche_preview.CONTACT_TYPED,
        licence_checked_at=member.licence_checked_at if check_holds(member, niche) else None,
    )
    return niche_preview.preview(written, niches.imagined_match(written.niche), held_back)


def _command(app: App, desk: Desk) -> None:
    @app.command("/niche")
    def niche(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        visitor = desk.visitor(context)
        if not visitor.collective.is_set_up:
            ack(lists.not_set_up())
            return
        if not visitor.may_ask:
            ack(refusals.sentence(Why.NOT_A_MEMBER))
            return
        _open(context, body, visitor)
        ack()


def open_form(desk: Desk, context: BoltContext, body: Mapping[str, Any]) -> None:
    """Open the niche form for whoever pressed a button for it.

    Raises:
        Refused: they are no member.
    """
    visitor = desk.visitor(context)
    if not visitor.may_ask:
        raise Refused(Why.NOT_A_MEMBER)
    _open(context, body, visitor)


def _open(context: BoltContext, body: Mapping[str, Any], visitor: Visitor) -> None:
    view = niche_form.render(visitor.member, own=visitor.collective.own_terms)
    client_of(context).views_open(trigger_id=body["trigger_id"], view=view)


def _form(app: App, desk: Desk) -> None:
    @app.view(Form.NICHE)
    def save(ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext) -> None:
        actor = desk.full_member(context, body)
        (niche, practice_contact), checked = niche_form.parse(view), niche_form.checked(view)
        today = desk.ctx.clock.now().astimezone(actor.member.zone).date()
        if problems := niche_form.problems(niche, today):
            ack(response_action="errors", errors=problems)
            return
        try:
            member = niches.save(
                desk.ctx,
                actor.collective,
                actor.member,
                niche,
                practice_contact,
                actor.delivery_id,
                checked.not_identifying,
            )
        except IdentifyingTextError as error:
            written = replace(actor.member, niche=niche, practice_contact=practice_contact)
            _text(actor.collective, written, checked, error.where).send_back(ack, view, error.findings)
            return
        unchecked = bool(actor.member.licence_checked_at) and not member.licence_checked_at
        match = niches.imagined_match(member.niche)
        ack(response_action="update", view=niche_preview.saved(member, match, unchecked=unchecked))

    @app.action(Action.USE_NICHE)
    def use_wording(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        view, where, actor = body["view"], pressed(body), desk.actor(context, body)
        (niche, _), checked = niche_form.parse(view), niche_form.checked(view)
        text = niche_form.texts(niche)[where]
        # What stands in the other fields was not read yet, and Slack keeps it: it does not travel.
        other = niche_form.with_text(niche_form.without_texts(niche), where, text)
        written = replace(actor.member, niche=other, practice_contact="")
        _text(actor.collective, written, checked, where).use_other_wording(context, view, checked.not_identifying)
        ack()


def _text(collective: Collective, member: Member, checked: Checked, where: str) -> CheckedText:
    typed = niche_form.texts(member.niche)[where]

    def redraw(text: str, review: Review) -> View:
        anew = (where,) if text != typed else ()
        shown = replace(checked, where=where, review=review, rewritten=(*checked.rewritten, *anew))
        written = replace(member, niche=niche_form.with_text(member.niche, where, text))
        return niche_form.render(written, shown, own=collective.own_terms)

    return CheckedText(where, typed, niches.known_of(collective), redraw)
