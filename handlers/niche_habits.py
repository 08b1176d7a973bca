"""One tap where the bot asked: is the niche still right, is there room, how clear is it to colleagues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.services import clarity, niches
from bot.views import clarity as views
from bot.views import niche_habits
from bot.views.actions import Action, parts
from bot.views.message import plain
from handlers.desk import pressed, tell_privately
from handlers.niche import open_form

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from slack_bolt import Ack, App, BoltContext

    from bot.exchange.values import Collective, Member
    from bot.services.context import Context
    from handlers.desk import Desk

#: What each of these does, and what it answers.
_CHOICES: Mapping[Action, tuple[Callable[[Context, Collective, Member, str], None], Callable[[], str]]] = {
    Action.WANT_CLARITY: (clarity.want, views.begun),
    Action.WANT_NO_CLARITY: (clarity.want_no_more, lambda: views.deleted().text),
    Action.HELP_CLARITY: (clarity.help_others, views.helping),
    Action.HELP_NO_CLARITY: (clarity.help_no_more, views.helping_no_more),
}
_TITLE = "Thank you"


def register(app: App, desk: Desk) -> None:
    """Register the listeners of this file."""
    _niche(app, desk)
    for action, (do, answer) in _CHOICES.items():
        _choice(app, desk, action, do, answer)
    _pick(app, desk)


def _niche(app: App, desk: Desk) -> None:
    @app.action(Action.OPEN_NICHE)
    def change(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        open_form(desk, context, body)
        ack()

    @app.action(Action.STILL_RIGHT)
    def still_right(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        actor = desk.full_member(context, body)
        niches.confirm(desk.ctx, actor.collective, actor.member, actor.delivery_id)
        ack()
        may = clarity.offer(desk.ctx, actor.collective, actor.member)
        answer = views.offered(niche_habits.thank_for_niche(), want=may.want, help_others=may.help_others)
        tell_privately(context, body, answer, _TITLE)

    def room(action: Action, *, has_room: bool) -> None:
        @app.action(action)
        def say(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
            actor = desk.full_member(context, body)
            opening = niches.say_room(
                desk.ctx, actor.collective, actor.member, room=has_room, delivery_id=actor.delivery_id
            )
            ack()
            tell_privately(context, body, niche_habits.openings_now(opening), _TITLE)

    room(Action.ROOM_NOW, has_room=True)
    room(Action.STILL_FULL, has_room=False)


def _choice(
    app: App,
    desk: Desk,
    action: Action,
    do: Callable[[Context, Collective, Member, str], None],
    answer: Callable[[], str],
) -> None:
    @app.action(action)
    def choose(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        actor = desk.full_member(context, body)
        do(desk.ctx, actor.collective, actor.member, actor.delivery_id)
        ack()
        tell_privately(context, body, plain(answer()), _TITLE)


def _pick(app: App, desk: Desk) -> None:
    @app.action(Action.PICK_CLARITY)
    def pick(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        actor = desk.full_member(context, body)
        round_id, place = parts(pressed(body))
        about = clarity.answer(desk.ctx, actor.collective, actor.member, round_id, int(place), actor.delivery_id)
        ack()
        tell_privately(context, body, views.answered(about) if about else plain(views.too_late()), _TITLE)
