"""The Web API: who calls, whether they may, what goes wrong on purpose, and which method answers."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.sandbox.api import chat, conversations, people, views
from bot.sandbox.api.arguments import Arguments
from bot.sandbox.slack.conversations import Kind
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.faults import Trouble
from bot.sandbox.slack.workspace import Call

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.sandbox.slack.objects import Payload
    from bot.sandbox.slack.workspace import Workspace

    Handler = Callable[[Workspace, Arguments], Payload]
    Scopes = Callable[[Workspace, Arguments], list[str]]


@dataclass(frozen=True)
class Credentials:
    """What the app proves itself with, and Slack to the app."""

    bot_token: str = "xoxb-practice-0123456789"  # noqa: S105 - it opens nothing but this workspace
    app_token: str = "xapp-1-practice-0123456789"  # noqa: S105
    signing_secret: str = "practice-signing-secret"  # noqa: S105


@dataclass(frozen=True)
class Reply:
    """An answer over HTTP.

    Attributes:
        dropped: the connection is to be dropped instead.
        silent: nothing is to be said instead, until the client gives up.
    """

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    dropped: bool = False
    silent: bool = False


@dataclass(frozen=True)
class _Method:
    handler: Handler
    scopes: Scopes
    changes: bool = False


def _always(*scopes: str) -> Scopes:
    return lambda _workspace, _args: list(scopes)


def _of_channel(verb: str) -> Scopes:
    """Slack wants a scope of the kind of channel that is asked about, as in groups:history."""

    def scopes(workspace: Workspace, args: Arguments) -> list[str]:
        found = workspace.conversations.get(args.text("channel"))
        return [f"{found.kind.value}:{verb}"] if found else []

    return scopes


def _of_types(_workspace: Workspace, args: Arguments) -> list[str]:
    return [f"{kind.value}:read" for kind in conversations.kinds_of(args)]


_METHODS = {
    "auth.test": _Method(people.auth_test, _always()),
    "chat.delete": _Method(chat.delete, _always("chat:write"), changes=True),
    "chat.getPermalink": _Method(chat.get_permalink, _always()),
    "chat.postEphemeral": _Method(chat.post_ephemeral, _always("chat:write"), changes=True),
    "chat.postMessage": _Method(chat.post_message, _always("chat:write"), changes=True),
    "chat.update": _Method(chat.update, _always("chat:write"), changes=True),
    "conversations.history": _Method(conversations.history, _of_channel("history")),
    "conversations.info": _Method(conversations.info, _of_channel("read")),
    "conversations.list": _Method(conversations.list_all, _of_types),
    "conversations.members": _Method(conversations.members, _of_channel("read")),
    "conversations.open": _Method(conversations.open_direct, _always(f"{Kind.DIRECT.value}:write"), changes=True),
    "conversations.replies": _Method(conversations.replies, _of_channel("history")),
    "reactions.add": _Method(chat.add_reaction, _always("reactions:write"), changes=True),
    "reactions.get": _Method(chat.get_reactions, _always("reactions:read")),
    "team.info": _Method(people.team_info, _always("team:read")),
    "users.info": _Method(people.user_info, _always("users:read")),
    "users.list": _Method(people.list_users, _always("users:read")),
    "views.open": _Method(views.open_view, _always(), changes=True),
    "views.publish": _Method(views.publish_view, _always(), changes=True),
    "views.push": _Method(views.push_view, _always(), changes=True),
    "views.update": _Method(views.update_view, _always(), changes=True),
}


class WebApi:
    """Answers calls.

    Args:
        socket_url: makes the address of a new Socket Mode connection; raises SlackError when there are too many.
    """

    def __init__(self, workspace: Workspace, credentials: Credentials, socket_url: Callable[[], str]) -> None:
        self._workspace = workspace
        self._credentials = credentials
        self._of_app = {
            "apps.connections.open": _Method(lambda _workspace, _args: {"url": socket_url()}, _always()),
            "auth.test": _Method(people.app_test, _always()),
        }

    def answer(self, name: str, token: str, sent: Mapping[str, Any]) -> Reply:
        """Do what a call asks, or say why not; the call is remembered.

        Args:
            name: of the method, as in "chat.postMessage".
            token: as it came with the call, or empty.
            sent: the arguments, as values or as texts.
        """
        args = Arguments(sent)
        if failure := self._fails(name, args):
            return failure
        try:
            body = {"ok": True, **self._run(self._method(name, token), args)}
        except SlackError as error:
            self._record(name, args, error.code)
            return self._reply({"ok": False, "error": error.code, **error.details})
        dropped = self._goes_wrong(Trouble.DROPPED, name)
        self._record(name, args, dropped=dropped)
        reply = self._reply(body)
        return Reply(reply.status, reply.body, reply.headers, dropped=dropped)

    def _fails(self, name: str, args: Arguments) -> Reply | None:
        """The answer to a call that is not even looked at."""
        with self._workspace.lock:
            if (seconds := self._workspace.faults.limits_now(name)) is not None:
                self._workspace.touch()
                self._record(name, args, "http_429")
                return self._reply({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(seconds)})
            if self._goes_wrong(Trouble.BROKEN, name):
                self._record(name, args, "http_500")
                return Reply(500, b"Internal Server Error", {"Content-Type": "text/plain"})
            if self._goes_wrong(Trouble.SILENT, name):
                self._record(name, args, "no_answer")
                return Reply(500, b"", silent=True)
        return None

    def _goes_wrong(self, trouble: Trouble, name: str) -> bool:
        with self._workspace.lock:
            happens = self._workspace.faults.happens_now(trouble, name)
            if happens:
                self._workspace.touch()
        return happens

    def _method(self, name: str, token: str) -> _Method:
        if name not in _METHODS and name not in self._of_app:
            raise SlackError("unknown_method", req_method=name)
        if not token:
            raise SlackError("not_authed")
        if token == self._credentials.bot_token:
            table = _METHODS
        elif token == self._credentials.app_token:
            table = self._of_app
        else:
            raise SlackError("invalid_auth")
        if name not in table:
            raise SlackError("not_allowed_token_type")
        return table[name]

    def _run(self, method: _Method, args: Arguments) -> Payload:
        workspace = self._workspace
        with workspace.changing() if method.changes else workspace.lock:
            granted = workspace.granted
            needed = [scope for scope in method.scopes(workspace, args) if scope not in granted]
            if needed:
                raise SlackError("missing_scope", needed=",".join(needed), provided=",".join(sorted(granted)))
            return method.handler(workspace, args)

    def _record(self, name: str, args: Arguments, error: str = "", *, dropped: bool = False) -> None:
        workspace = self._workspace
        workspace.record(Call(name, args.sent, error, dropped, workspace.now))

    def _reply(self, body: Payload, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
        scopes = ",".join(sorted(self._workspace.granted))
        always = {"Content-Type": "application/json; charset=utf-8", "X-OAuth-Scopes": scopes}
        return Reply(status, json.dumps(body).encode(), {**always, **(headers or {})})
