"""The Web API's views.* methods: the forms that the app shows, and what it publishes on people's Home tabs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.sandbox.slack.errors import SlackError, invalid_arguments
from bot.sandbox.slack.limits import VIEW_BYTES, view_problems
from bot.sandbox.slack.objects import view_object
from bot.sandbox.slack.shapes import problem

if TYPE_CHECKING:
    from bot.sandbox.api.arguments import Arguments
    from bot.sandbox.slack.objects import Payload
    from bot.sandbox.slack.workspace import Workspace


def open_view(workspace: Workspace, args: Arguments) -> Payload:
    """views.open."""
    source = checked_view(args.structure("view"))
    trigger = workspace.tickets.exchange(_trigger_id(args))
    return {"view": view_object(workspace, workspace.views.open(trigger.user, source))}


def push_view(workspace: Workspace, args: Arguments) -> Payload:
    """views.push."""
    source = checked_view(args.structure("view"))
    trigger = workspace.tickets.exchange(_trigger_id(args))
    return {"view": view_object(workspace, workspace.views.push(trigger.user, source))}


def update_view(workspace: Workspace, args: Arguments) -> Payload:
    """views.update, by either id."""
    if not args.has("view_id") and not args.has("external_id"):
        raise invalid_arguments("missing required field: view_id")
    told = args.structure("view")
    view = workspace.views.find(args.text("view_id"), args.text("external_id"))
    source = checked_view(told, kind=view.shape["type"])
    return {"view": view_object(workspace, workspace.views.update(view, source, args.text("hash")))}


def publish_view(workspace: Workspace, args: Arguments) -> Payload:
    """views.publish: what one person sees on the app's Home tab."""
    user = args.required("user_id")
    source = checked_view(args.structure("view"), kind="home")
    if not workspace.manifest.home_tab:
        raise SlackError("not_enabled")
    person = workspace.person(user)
    return {"view": view_object(workspace, workspace.views.publish(person.id, source, args.text("hash")))}


def checked_view(source: Any, kind: str = "modal") -> dict[str, Any]:
    """A view that Slack takes.

    Raises:
        SlackError: invalid_arguments, view_too_large.
    """
    if not isinstance(source, dict):
        raise invalid_arguments("missing required field: view")
    if source.get("type") not in (None, kind):
        raise invalid_arguments(problem(f"must be {kind}", "/view/type"))
    if problems := view_problems(source):
        raise invalid_arguments(*problems)
    if len(json.dumps(source).encode()) > VIEW_BYTES:
        raise SlackError("view_too_large")
    return source


def _trigger_id(args: Arguments) -> str:
    return args.text("interactivity_pointer") or args.required("trigger_id")
