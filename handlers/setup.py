"""`/refer setup`: an owner or admin chooses the channel, the hours, who belongs and who steps in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.delivery.directory import channel_facts
from bot.delivery.slack import NoAnswer
from bot.delivery.slack import Refused as SlackRefused
from bot.exchange.moves import Refused, Why
from bot.services import people, setup
from bot.views import lists, setup_form
from bot.views.actions import Action, Form
from bot.views.setup_fields import Field
from bot.views.setup_form import Exposure
from handlers.desk import client_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_bolt import Ack, App, BoltContext

    from bot.delivery.directory import ChannelFacts
    from bot.exchange.values import Collective
    from bot.views.setup_form import SetupChoices
    from handlers.desk import Desk


#: What Slack says of a channel that the bot was not invited to.
_UNSEEN = (SlackRefused("channel_not_found"), SlackRefused("not_in_channel"))


def register(app: App, desk: Desk) -> None:
    """Register the listeners of this file; `/refer setup` itself comes in by `handlers.refer`."""

    @app.action(Action.SET_CHANNEL)
    def channel_picked(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        view, visitor = body["view"], desk.visitor(context)
        if visitor.member is None or not setup.may_set_up(visitor.collective, visitor.member):
            raise Refused(Why.NOT_ADMIN)
        if setup_form.problems(view):
            ack()  # they are told when they save
            return
        choices = setup_form.parse(view)
        try:
            facts = _facts(desk, context, visitor.collective, choices.channel_id)
        except NoAnswer:
            facts = None  # it is asked again when they save
        shown = setup_form.render(
            _picked(visitor.collective, choices),
            _exposure(facts),
            suggest_best_only=visitor.size < setup.SMALL_COLLECTIVE,
            person_user_id=choices.person_user_id,
            extra_admin_user_id=choices.extra_admin_user_id,
        )
        client_of(context).views_update(view_id=view["id"], hash=view["hash"], view=shown)
        ack()

    @app.view(Form.SETUP)
    def save(ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext) -> None:
        actor = desk.actor(context, body)
        if not setup.may_set_up(actor.collective, actor.member):
            ack(response_action="errors", errors={Field.CHANNEL: lists.only_admins()})
            return
        if problems := setup_form.problems(view):
            ack(response_action="errors", errors=problems)
            return
        choices = setup_form.parse(view)
        try:
            facts = _facts(desk, context, actor.collective, choices.channel_id)
            if facts is None or facts.archived or not facts.bot_is_member:
                ack(response_action="errors", errors=setup_form.cannot_post())
                return
            person = _named(desk, context, body, choices.person_user_id)
            extra_admin = _named(desk, context, body, choices.extra_admin_user_id)
        except NoAnswer:
            ack(response_action="errors", errors=setup_form.no_answer())
            return
        chosen = replace(_with(actor.collective, choices), person_id=person, extra_admin_id=extra_admin)
        setup.save(desk.ctx, chosen, actor.delivery_id)
        desk.sync_members()
        ack(response_action="update", view=setup_form.saved(choices, _exposure(facts)))


def open_form(desk: Desk, ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    """Open the form for whoever may use it, and say to everybody else who can."""
    visitor = desk.visitor(context)
    collective = visitor.collective
    member = visitor.member or desk.actor(context, body).member  # a trigger lives too short to ask more
    if not setup.may_set_up(collective, member):
        ack(lists.only_admins())
        return
    person, extra = (people.user_id_of(desk.ctx, id_) for id_ in (collective.person_id, collective.extra_admin_id))
    view = setup_form.render(
        collective,
        suggest_best_only=visitor.size < setup.SMALL_COLLECTIVE,
        person_user_id=person,
        extra_admin_user_id=extra,
    )
    client_of(context).views_open(trigger_id=body["trigger_id"], view=view)
    ack()


def _picked(collective: Collective, choices: SetupChoices) -> Collective:
    """What was picked, with the texts as they are kept: what is typed travels when it is saved, not before."""
    return replace(
        collective,
        channel_id=choices.channel_id,
        membership=choices.membership,
        hours=choices.hours,
        watches_channel=choices.watches_channel,
        posts_weekly=choices.posts_weekly,
    )


def _with(collective: Collective, choices: SetupChoices) -> Collective:
    return replace(
        _picked(collective, choices),
        outside_options=choices.outside_options,
        crisis_resources=choices.crisis_resources,
        local_words=choices.local_words,
    )


def _named(desk: Desk, context: BoltContext, body: dict[str, Any], user_id: str) -> str:
    """The id of somebody whom the admin picked, "" for nobody; whoever is known is not looked up while a form waits.

    Raises:
        NoAnswer: Slack did not say who somebody new is.
    """
    if not user_id:
        return ""
    known = people.visitor(desk.ctx, context.team_id or "", user_id).member
    return (known or desk.actor_named(context, body, user_id).member).id


def _facts(desk: Desk, context: BoltContext, collective: Collective, channel_id: str) -> ChannelFacts | None:
    """What the channel is, or None where the bot cannot see it.

    Raises:
        NoAnswer: Slack did not say.
    """
    try:
        return channel_facts(client_of(context), channel_id, known_guests=setup.known_guests(desk.ctx, collective))
    except NoAnswer as none:
        if none.trouble not in _UNSEEN:
            raise
        return None


def _exposure(facts: ChannelFacts | None) -> Sequence[Exposure]:
    """What lets more people read the channel than the collective."""
    if facts is None:
        return ()
    signs = {Exposure.PUBLIC: not facts.private, Exposure.SHARED: facts.shared, Exposure.GUESTS: facts.guests > 0}
    return [exposure for exposure, holds in signs.items() if holds]
