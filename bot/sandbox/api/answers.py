"""What the app answers to what a person did: words for a command, a change of the form, a post to a response_url."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.sandbox.api.arguments import Arguments
from bot.sandbox.api.chat import in_thread
from bot.sandbox.api.views import checked_view
from bot.sandbox.slack.conversations import BOT_MESSAGE
from bot.sandbox.slack.errors import SlackError, invalid_arguments
from bot.sandbox.slack.limits import suggestion_problems
from bot.sandbox.slack.workspace import BOT_USER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.sandbox.slack.tickets import AnswerAddress
    from bot.sandbox.slack.views import View
    from bot.sandbox.slack.workspace import Workspace

#: What Slack's client says when a form could not be sent.
TROUBLE = "We had some trouble connecting. Try again?"


def respond(workspace: Workspace, address: AnswerAddress, body: Mapping[str, Any]) -> None:
    """Put an answer where it belongs: in place of what was acted on, or as a message, by default for that person alone.

    A message for all comes from the app and from no user, as through any webhook.

    Raises:
        SlackError: the answer is not one that Slack takes, the message is gone, or the channel is archived.
    """
    args = Arguments(body)
    conversation = workspace.conversation(address.channel)
    if conversation.archived:
        raise SlackError("is_archived")
    original = conversation.messages.get(address.message_ts)
    if args.flag("delete_original"):
        if original is None:
            raise SlackError("message_not_found")
        workspace.delete(original)
        return
    text, blocks = args.words()
    if args.flag("replace_original") and original is not None:
        workspace.change(original, text=text, blocks=blocks, edited_ts=workspace.next_ts())
        return
    to_all = args.text("response_type") == "in_channel"
    whose = {"subtype": BOT_MESSAGE} if to_all else {"for_user": address.user}
    workspace.say(address.channel, BOT_USER, text, blocks=blocks, **whose, **in_thread(conversation, args))


def answer_form(workspace: Workspace, view: View, payload: Mapping[str, Any]) -> Sequence[View]:
    """Do what the app says with a form that was sent: close it, show errors, change it, cover it, or close all.

    Returns:
        The views that were cleared, where all were.
    """
    try:
        match payload.get("response_action"):
            case None:
                workspace.views.close(view)
            case "clear":
                return workspace.views.clear(view.user)
            case "errors":
                _show_errors(workspace, view, payload.get("errors") or {})
            case "update":
                workspace.views.update(view, checked_view(payload.get("view")))
            case "push":
                workspace.views.push(view.user, checked_view(payload.get("view")))
            case _:
                raise SlackError("invalid_response_action")
    except SlackError as error:
        workspace.form_troubles.append(error)
        workspace.views.keep(replace(view, notice=TROUBLE))
    return ()


def suggestions(workspace: Workspace, payload: Mapping[str, Any]) -> dict[str, Any]:
    """The options that an app gave for what was typed in a select; none when Slack would not show them."""
    told = {name: payload[name] for name in ("options", "option_groups") if payload.get(name)}
    if problems := suggestion_problems(told):
        workspace.form_troubles.append(invalid_arguments(*problems))
        return {"options": []}
    return told or {"options": []}


def _show_errors(workspace: Workspace, view: View, errors: Mapping[str, str]) -> None:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not errors or not set(errors) <= inputs:
        raise SlackError("invalid_errors")
    workspace.views.keep(replace(view, errors=dict(errors)))
