"""One person at the workspace, as stories and tests drive them: what they do, and what they then see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.slack.conversations import Message
from bot.sandbox.slack.elements import elements_of
from bot.sandbox.slack.forms import TYPED, typed_values, used
from bot.sandbox.slack.objects import view_object
from bot.sandbox.slack.views import View
from bot.sandbox.slack.workspace import BOT_USER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.sandbox.acting.deeds import Deeds
    from bot.sandbox.slack.conversations import Conversation
    from bot.sandbox.slack.forms import Values
    from bot.sandbox.slack.workspace import Workspace


class Participant:
    """A person's hands and eyes. Each deed raises SlackError when Slack would not let them."""

    def __init__(self, workspace: Workspace, deeds: Deeds, user: str) -> None:
        self.id = workspace.person(user).id
        self._workspace = workspace
        self._deeds = deeds

    def command(self, text: str, channel: str = "") -> None:
        """Type a slash command, in their direct messages with the app unless a channel is named."""
        self._deeds.command(self.id, channel or self.dm_with_bot().id, text)

    def shortcut(self, name: str, message: Message | None = None) -> None:
        """Use a shortcut of the app's, by its name or callback_id: a global one, or one in the menu of a message.

        Raises:
            LookupError: the app has none that is called so.
        """
        callback_id = self._workspace.manifest.shortcut(name).callback_id
        self._deeds.shortcut(self.id, callback_id, (message.channel, message.ts) if message else None)

    def say(self, channel: str, text: str, *, thread_ts: str = "") -> Message:
        """Say something, or reply to what was said."""
        return self._deeds.say(self.id, channel, text, thread_ts=thread_ts)

    def react(self, channel: str, ts: str, name: str) -> None:
        """Put an emoji under a message."""
        self._deeds.react(self.id, channel, ts, name)

    def unreact(self, channel: str, ts: str, name: str) -> None:
        """Take an emoji back."""
        self._deeds.unreact(self.id, channel, ts, name)

    def click(self, place: Message | View, action_id: str, value: Any = None, **typed: Any) -> None:
        """Press a button, or choose in an element of a message or a view.

        Args:
            place: one of `messages(...)`, or `view`.
            value: the button's, where there are several with this action_id; what is chosen, for other elements.
            typed: what is typed in the form before (see `forms.typed_values`).

        Raises:
            LookupError: there is no such element.
        """
        values = None if isinstance(place, Message) else self._typed(place, typed)
        value = self._offered(place, {action_id: value})[action_id]
        self._deeds.act(self.id, _container(place), _action(place, action_id, value), values)

    def fill(self, values: Mapping[str, Any]) -> None:
        """Type these values into the form on top without sending it (see `forms.typed_values`).

        A field that dispatches its action tells the app, a text once, as one that was pasted in.

        Raises:
            LookupError: no form is open.
        """
        view = self._open_view()
        after = self._typed(view, values)
        self._deeds.fill(self.id, view.id, after)
        for action in _dispatched(view, after):
            self._deeds.act(self.id, {"type": "view", "view_id": view.id}, action)

    def submit(self, values: Mapping[str, Any] | None = None) -> None:
        """Type these values into the form on top and send it (see `forms.typed_values`).

        Raises:
            LookupError: no form is open.
        """
        view = self._open_view()
        self._deeds.submit(self.id, view.id, self._typed(view, values or {}))

    def close(self) -> None:
        """Close the form on top by its button."""
        self._deeds.close(self.id, self._open_view().id)

    def dismiss(self) -> None:
        """Close all forms by the cross."""
        self._deeds.close(self.id, self._open_view().id, all_forms=True)

    def suggest(self, block_id: str, action_id: str, query: str, place: Message | View | None = None) -> dict[str, Any]:
        """Type in a select whose options come from the app, in the form on top or somewhere else."""
        return self._deeds.suggest(self.id, _container(place or self._open_view()), (block_id, action_id), query)

    def open_home(self, tab: str = "home") -> None:
        """Open the app's Home tab, or "messages"."""
        self._deeds.open_home(self.id, tab)

    def values_in(self, place: Message | View) -> Values:
        """What stands in the fields of a message or a view for them."""
        with self._workspace.lock:
            return place.values if isinstance(place, View) else self._deeds.picked_in(self.id, place)

    @property
    def home(self) -> View | None:
        """What the app has published on their Home tab."""
        with self._workspace.lock:
            return self._workspace.views.home(self.id)

    @property
    def view(self) -> View | None:
        """The form on top."""
        with self._workspace.lock:
            return self._workspace.views.top(self.id)

    @property
    def view_payload(self) -> dict[str, Any]:
        """The form on top, as Slack would tell it to the app."""
        return view_object(self._workspace, self._open_view())

    @property
    def notice(self) -> str:
        """What Slack itself told them about the last thing that they did, or empty."""
        with self._workspace.lock:
            return self._workspace.notices.get(self.id, "")

    def messages(self, channel: str) -> tuple[Message, ...]:
        """What they see in a conversation, oldest first."""
        with self._workspace.lock:
            seen = {each.id: each for each in self._deeds.seen_by(self.id)}
            return seen[channel].seen_by(self.id) if channel in seen else ()

    def dm_with_bot(self) -> Conversation:
        """Their direct messages with the app, begun if need be."""
        with self._workspace.lock:
            return self._workspace.direct(self.id, BOT_USER)

    @property
    def dms(self) -> tuple[Message, ...]:
        """What the app told them in direct messages, oldest first."""
        return self.messages(self.dm_with_bot().id)

    def _typed(self, view: View, values: Mapping[str, Any]) -> Values:
        return typed_values(view.blocks, view.values, self._offered(view, values))

    def _offered(self, place: Message | View, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values; where they name what only the app offers, with what it offers once that is typed.

        Raises:
            LookupError: the app offers no such option.
        """
        found = dict(values)
        for block in place.blocks:
            for element in elements_of(block):
                key = element["action_id"] if element.get("action_id") in found else block.get("block_id")
                if key in found and element["type"].endswith("external_select"):
                    field = block["block_id"], element["action_id"]
                    many = element["type"].startswith("multi_")
                    options = [self._look_up(place, field, each) for each in (found[key] if many else [found[key]])]
                    found[key] = options if many else options[0]
        return found

    def _look_up(self, place: Message | View, field: tuple[str, str], wanted: Any) -> Any:
        """The option with this value or label, or the likeliest whose label begins so."""
        if not isinstance(wanted, str):
            return wanted
        told = self.suggest(*field, wanted, place)
        options = [each for group in told.get("option_groups", [told]) for each in group["options"]]
        exact = [each for each in options if wanted in (each["value"], each["text"]["text"])]
        alike = [each for each in options if each["text"]["text"].startswith(wanted)]
        if not exact and not alike:
            raise LookupError(f"There is no option “{wanted}”.")
        return (exact or alike)[0]

    def _open_view(self) -> View:
        if (view := self.view) is None:
            raise LookupError(f"{self.id} has no form open")
        return view


def _container(place: Message | View) -> dict[str, str]:
    if isinstance(place, Message):
        return {"type": "message", "channel": place.channel, "ts": place.ts}
    return {"type": "view", "view_id": place.id}


def _dispatched(view: View, after: Values) -> Iterator[dict[str, Any]]:
    """Slack's account of the fields that were filled in and tell the app so."""
    for block in view.blocks:
        element, block_id = block.get("element") or {}, block["block_id"]
        config = element.get("dispatch_action_config") or {}
        tells = config.get("trigger_actions_on", ["on_enter_pressed"])
        if not block.get("dispatch_action") or (element["type"] in TYPED and "on_character_entered" not in tells):
            continue
        state = after[block_id][element["action_id"]]
        if state != view.values[block_id][element["action_id"]]:
            yield state | {"action_id": element["action_id"], "block_id": block_id}


def _action(place: Message | View, action_id: str, value: Any) -> dict[str, Any]:
    """Slack's account of the use of one element."""
    for block in place.blocks:
        for element in elements_of(block):
            if element["action_id"] != action_id:
                continue
            told = {"type": element["type"], "action_id": action_id, "block_id": block["block_id"]}
            if element["type"] == "button" and value in (None, element.get("value")):
                return told | {name: element[name] for name in ("text", "value", "style") if name in element}
            if element["type"] != "button":
                try:
                    return told | used(element, value)
                except ValueError:
                    continue  # several lines may have a menu of this name, each with options of its own
    raise LookupError(f"there is no {action_id} in it")
