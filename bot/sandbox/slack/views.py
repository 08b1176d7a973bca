"""The views that are shown: for each person a stack of forms, and their Home tab, as Slack keeps them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from bot.sandbox.slack.elements import with_ids
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.forms import Values, initial_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: How many views can lie on one another (docs.slack.dev/surfaces/modals).
DEEPEST = 3


@dataclass(frozen=True)
class View:
    """A view as it is shown, a form or a Home tab.

    Attributes:
        hash: changes with every change of the app's; an update can insist on it.
        shape: what the app sent: type, title, submit, close, callback_id, private_metadata and so on, without blocks.
        values: Slack's `state.values`.
        errors: what is wrong with the form, by block_id.
        notice: a line about the whole form, when it could not be sent.
    """

    id: str
    hash: str
    user: str
    shape: dict[str, Any]
    blocks: tuple[dict[str, Any], ...]
    values: Values
    root_id: str
    previous_id: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    notice: str = ""


class Views:
    """The views of everybody."""

    def __init__(self) -> None:
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}
        self._numbers = count(1)

    def stack(self, user: str) -> tuple[View, ...]:
        """A person's open views, the one on top last."""
        return tuple(self._stacks.get(user, ()))

    def top(self, user: str) -> View | None:
        """The view that a person looks at."""
        return next(iter(reversed(self.stack(user))), None)

    def home(self, user: str) -> View | None:
        """What the app has published for a person's Home tab."""
        return self._homes.get(user)

    def publish(self, user: str, source: Mapping[str, Any], known_hash: str = "") -> View:
        """Show a view in a person's Home tab; from the second time on it is an update.

        Raises:
            SlackError: hash_conflict, duplicate_external_id.
        """
        home = self._homes.get(user)
        if home is not None:
            return self.update(home, source, known_hash)
        if known_hash:
            raise SlackError("hash_conflict")
        self._unique(source)
        self._homes[user] = home = self._made(user, source)
        return home

    def open(self, user: str, source: Mapping[str, Any]) -> View:
        """Show a view, in place of whatever was open."""
        self._unique(source)
        self._stacks[user] = []
        return self._lay(self._made(user, source))

    def push(self, user: str, source: Mapping[str, Any]) -> View:
        """Lay a view on the one that is open.

        Raises:
            SlackError: not_found when none is open, push_limit_reached, duplicate_external_id.
        """
        stack = self.stack(user)
        if not stack:
            raise SlackError("not_found")
        if len(stack) >= DEEPEST:
            raise SlackError("push_limit_reached")
        self._unique(source)
        return self._lay(replace(self._made(user, source), root_id=stack[0].id, previous_id=stack[-1].id))

    def find(self, view_id: str = "", external_id: str = "") -> View:
        """A view by either id.

        Raises:
            SlackError: not_found.
        """
        for view in self._all():
            if view.id == view_id or (external_id and view.shape.get("external_id") == external_id):
                return view
        raise SlackError("not_found")

    def update(self, view: View, source: Mapping[str, Any], known_hash: str = "") -> View:
        """Show something else in its place; what was typed stays where the fields are the same.

        Raises:
            SlackError: hash_conflict, duplicate_external_id.
        """
        if known_hash and known_hash != view.hash:
            raise SlackError("hash_conflict")
        self._unique(source, but=view.id)
        blocks = with_ids(source["blocks"])
        return self.keep(
            replace(
                view,
                hash=self._hash(),
                shape=_shape(source),
                blocks=blocks,
                values=initial_values(blocks, view.values),
                errors={},
                notice="",
            )
        )

    def keep(self, view: View) -> View:
        """Put a changed view where it was; nothing happens when it was closed in the meantime."""
        stack = self._stacks.get(view.user, [])
        for index, each in enumerate(stack):
            if each.id == view.id:
                stack[index] = view
        home = self._homes.get(view.user)
        if home is not None and home.id == view.id:
            self._homes[view.user] = view
        return view

    def close(self, view: View) -> None:
        """Close a view and whatever lies on it."""
        stack = self._stacks.get(view.user, [])
        ids = [each.id for each in stack]
        if view.id in ids:
            del stack[ids.index(view.id) :]

    def clear(self, user: str) -> tuple[View, ...]:
        """Close all forms that a person has open.

        Returns:
            Those that were, the one on top last.
        """
        return tuple(self._stacks.pop(user, ()))

    def _made(self, user: str, source: Mapping[str, Any]) -> View:
        view_id = f"V{next(self._numbers):09d}"
        blocks = with_ids(source["blocks"])
        return View(
            id=view_id,
            hash=self._hash(),
            user=user,
            shape=_shape(source),
            blocks=blocks,
            values=initial_values(blocks),
            root_id=view_id,
        )

    def _lay(self, view: View) -> View:
        self._stacks.setdefault(view.user, []).append(view)
        return view

    def _all(self) -> Iterator[View]:
        for stack in self._stacks.values():
            yield from stack
        yield from self._homes.values()

    def _unique(self, source: Mapping[str, Any], but: str = "") -> None:
        external_id = source.get("external_id")
        taken = (view.shape.get("external_id") for view in self._all() if view.id != but)
        if external_id and external_id in taken:
            raise SlackError("duplicate_external_id")

    def _hash(self) -> str:
        return f"{next(self._numbers)}.{uuid4().hex[:8]}"


def _shape(source: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in source.items() if key != "blocks"}
