"""What a person does that reaches the app: commands, shortcuts, buttons, forms, the app's home."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.sandbox.acting.talk import Talk
from bot.sandbox.api.answers import TROUBLE, answer_form, respond, suggestions
from bot.sandbox.delivery import payloads
from bot.sandbox.delivery.gateway import Channel, Outcome
from bot.sandbox.slack.conversations import TOMBSTONE, Message
from bot.sandbox.slack.elements import elements_of
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.forms import initial_values, missing, told_besides, with_action, with_told
from bot.sandbox.slack.people import with_ids

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.sandbox.delivery.gateway import Answer, Gateway
    from bot.sandbox.slack.forms import Values
    from bot.sandbox.slack.people import Person
    from bot.sandbox.slack.views import View
    from bot.sandbox.slack.workspace import Workspace

#: Slack's names for a command that came to nothing.
_COMMAND_ERRORS = {
    Outcome.TIMED_OUT: "operation_timeout",
    Outcome.REFUSED: "dispatch_failed",
    Outcome.UNREACHABLE: "dispatch_failed",
}
NO_ANSWER = "The app did not answer. Please try again."


class Deeds(Talk):
    """Everything a person can do; each raises SlackError when Slack would not let them.

    Those that the app has to answer wait for the answer, so they are not for the server's own thread.
    """

    def __init__(self, workspace: Workspace, gateway: Gateway) -> None:
        super().__init__(workspace, gateway)
        self._picked: dict[tuple[str, str, str], Values] = {}

    def command(self, user: str, channel: str, text: str) -> None:
        """Type a slash command."""
        name, _, rest = text.strip().partition(" ")
        workspace = self._workspace
        with self._doing(user) as person:
            conversation = self._seen(person, channel)
            command = next((each for each in workspace.manifest.commands if each.command == name), None)
            if command is None:
                workspace.notices[user] = f"{name} is not a valid command."
                return
            if command.should_escape:
                rest = with_ids(rest, workspace.people.values())
            address_id = workspace.tickets.address(user, channel)
            payload = payloads.command(
                workspace, person, conversation, name=name, text=rest.strip(), response_url=self._url(address_id)
            )
        answer = self._ask(user, Channel.COMMAND, payload)
        with workspace.changing():
            if answer.outcome is not Outcome.ACKED:
                workspace.notices[user] = f'{name} failed with the error "{_COMMAND_ERRORS[answer.outcome]}"'
            elif answer.payload:
                self._answered(user, name, address_id, answer)

    def act(
        self,
        user: str,
        container: Mapping[str, Any],
        action: Mapping[str, Any],
        values: Mapping[str, Any] | None = None,
    ) -> None:
        """Use an element of a message or a view.

        Args:
            container: `{"type": "message", "channel", "ts"}` or `{"type": "view", "view_id"}`.
            action: as Slack tells it to the app, with block_id and without action_ts.
            values: what stands in the fields around it, as Slack's `state.values`; as it was when left out.
        """
        workspace = self._workspace
        with self._doing(user) as person:
            place = self._place(person, container)
            used = told_besides(_element(place, action)) | dict(action)
            if isinstance(place, Message):
                address_id = workspace.tickets.address(user, place.channel, place.ts)
                payload = payloads.used_in_message(
                    workspace,
                    person,
                    place,
                    used,
                    values=self._pick(user, place, values, action),
                    response_url=self._url(address_id),
                )
            else:
                view = _typed(place, values)
                view = workspace.views.keep(replace(view, values=with_action(view.values, action)))
                payload = payloads.used_in_view(workspace, person, view, used)
        self._tell(user, payload)

    def shortcut(self, user: str, callback_id: str, on: tuple[str, str] | None = None) -> None:
        """Use a shortcut of the app's: a global one, or one in the menu of a message.

        Args:
            on: the channel and the ts of that message.
        """
        workspace = self._workspace
        with self._doing(user) as person:
            kind = "message" if on else "global"
            if (kind, callback_id) not in {(each.kind, each.callback_id) for each in workspace.manifest.shortcuts}:
                raise SlackError("shortcut_not_found")
            if on is None:
                payload = payloads.shortcut(workspace, person, callback_id)
            else:
                message = self._message(person, *on)
                if message.for_user or message.subtype == TOMBSTONE:
                    raise SlackError("message_not_found")
                address_id = workspace.tickets.address(user, message.channel, message.ts)
                payload = payloads.message_action(
                    workspace, person, message, callback_id, response_url=self._url(address_id)
                )
        self._tell(user, payload)

    def picked_in(self, user: str, message: Message) -> Values:
        """What stands in the fields of a message for one of its readers."""
        return initial_values(message.blocks, self._picked.get((user, message.channel, message.ts)))

    def fill(self, user: str, view_id: str, values: Mapping[str, Any]) -> None:
        """Fill in a form without sending it yet.

        Args:
            values: as `submit` takes them.
        """
        with self._doing(user):
            self._workspace.views.keep(_typed(self._open_form(user, view_id), values))

    def submit(self, user: str, view_id: str, values: Mapping[str, Any]) -> None:
        """Send a form; what Slack's own client would not send stays open with its complaint.

        Args:
            values: what stands in its fields, as Slack's `state.values`; as it was for those that are left out.
        """
        workspace = self._workspace
        with self._doing(user) as person:
            view = workspace.views.keep(replace(_typed(self._open_form(user, view_id), values), errors={}, notice=""))
            if complaints := missing(view.blocks, view.values):
                workspace.views.keep(replace(view, errors=complaints))
                return
            payload = payloads.view_submission(workspace, person, view)
        answer = self._ask(user, Channel.INTERACTIVE, payload)
        with workspace.changing():
            if view_id not in {each.id for each in workspace.views.stack(user)}:
                return
            view = workspace.views.find(view_id)
            if answer.outcome is Outcome.ACKED:
                self._tell_closed(person, answer_form(workspace, view, answer.payload), cleared=True)
            else:
                workspace.views.keep(replace(view, notice=TROUBLE))

    def close(self, user: str, view_id: str, *, all_forms: bool = False) -> None:
        """Close a form without sending it, by its button; that of some closes all forms, as its cross always does.

        Args:
            all_forms: by its cross.
        """
        views = self._workspace.views
        with self._doing(user) as person:
            view = self._open_form(user, view_id)
            if cleared := all_forms or bool(view.shape.get("clear_on_close")):
                closed = views.clear(user)
            else:
                views.close(view)
                closed = (view,)
            self._tell_closed(person, closed, cleared=cleared)

    def open_home(self, user: str, tab: str = "home") -> None:
        """Open the app's Home tab, or its "messages" tab, where the app has one.

        Raises:
            ValueError: an app's home has no such tab.
        """
        manifest = self._workspace.manifest
        enabled = {"home": manifest.home_tab, "messages": manifest.messages_tab}
        if tab not in enabled:
            raise ValueError(f"no such tab: {tab}")
        with self._doing(user) as person:
            if not enabled[tab]:
                raise SlackError("not_enabled")
            self._gateway.tell(payloads.app_home_opened(self._workspace, person, tab))

    def suggest(self, user: str, container: Mapping[str, Any], field: tuple[str, str], query: str) -> dict[str, Any]:
        """Type in a select whose options come from the app.

        Args:
            field: its block_id and action_id.

        Returns:
            `{"options": [...]}` or `{"option_groups": [...]}`.
        """
        workspace = self._workspace
        with self._doing(user) as person:
            payload = payloads.block_suggestion(
                workspace, person, self._place(person, container), field=field, query=query
            )
        answer = self._ask(user, Channel.INTERACTIVE, payload)
        with workspace.changing():
            return suggestions(workspace, answer.payload)

    def move_clock(self, *, hours: float = 0, until: datetime | None = None) -> None:
        """Move calendar time forward.

        Raises:
            ValueError: time would run backwards, or further than a calendar goes.
        """
        clock = self._workspace.clock
        try:
            by = until - clock.now() if until else timedelta(hours=hours)
        except OverflowError:
            raise ValueError("no calendar goes so far") from None
        clock.move(by)

    def _pick(self, user: str, message: Message, values: Mapping[str, Any] | None, action: Mapping[str, Any]) -> Values:
        picked = with_action(dict(values or self.picked_in(user, message)), action)
        self._picked[user, message.channel, message.ts] = picked
        return picked

    def _tell(self, user: str, payload: dict[str, Any]) -> None:
        """Tell the app what somebody did, and them when it does not answer."""
        if self._ask(user, Channel.INTERACTIVE, payload).outcome is not Outcome.ACKED:
            with self._workspace.changing():
                self._workspace.notices[user] = NO_ANSWER

    def _ask(self, user: str, channel: Channel, payload: dict[str, Any]) -> Answer:
        waiting = self._workspace.waiting
        with self._workspace.changing():
            waiting[user] = waiting.get(user, 0) + 1
        try:
            return self._gateway.ask(channel, payload)
        finally:
            with self._workspace.changing():
                waiting[user] -= 1

    def _tell_closed(self, person: Person, closed: Sequence[View], *, cleared: bool) -> None:
        for view in closed:
            if view.shape.get("notify_on_close"):
                self._gateway.inform(payloads.view_closed(self._workspace, person, view, cleared=cleared))

    def _answered(self, user: str, name: str, address_id: str, answer: Answer) -> None:
        try:
            respond(self._workspace, self._workspace.tickets.address_of(address_id), answer.payload)
        except SlackError as error:
            self._workspace.notices[user] = f'{name} failed with the error "{error.code}"'

    def _own_view(self, user: str, view_id: str) -> View:
        view = self._workspace.views.find(view_id)
        if view.user != user:
            raise SlackError("not_found")
        return view

    def _open_form(self, user: str, view_id: str) -> View:
        if view_id not in {each.id for each in self._workspace.views.stack(user)}:
            raise SlackError("not_found")
        return self._workspace.views.find(view_id)

    def _place(self, person: Person, container: Mapping[str, Any]) -> Message | View:
        if container["type"] == "view":
            return self._own_view(person.id, container["view_id"])
        return self._message(person, container["channel"], container["ts"])

    def _message(self, person: Person, channel: str, ts: str) -> Message:
        message = self._workspace.message(self._seen(person, channel).id, ts)
        if message.for_user not in ("", person.id):
            raise SlackError("message_not_found")
        return message

    def _url(self, address_id: str) -> str:
        return f"{self._workspace.url}hooks/{address_id}"


def _typed(view: View, values: Mapping[str, Any] | None) -> View:
    return replace(view, values=with_told(view.values, values or {}))


def _element(place: Message | View, action: Mapping[str, Any]) -> dict[str, Any]:
    for block in place.blocks:
        for element in elements_of(block):
            if (block["block_id"], element["action_id"]) == (action.get("block_id"), action.get("action_id")):
                return element
    raise SlackError("action_not_found")
