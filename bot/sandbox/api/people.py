"""The Web API's methods on the workspace itself: auth.test, team.info, users.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.api.conversations import page_of
from bot.sandbox.slack.objects import user_object
from bot.sandbox.slack.people import Person
from bot.sandbox.slack.workspace import APP_ID, BOT_ID, BOT_USER, SLACKBOT

if TYPE_CHECKING:
    from bot.sandbox.api.arguments import Arguments
    from bot.sandbox.slack.objects import Payload
    from bot.sandbox.slack.workspace import Workspace


#: Slack's own helper, whom its API takes for a person; in no channel and on no page.
_SLACKBOT = Person(SLACKBOT, "Slackbot", timezone="America/Los_Angeles")


def auth_test(workspace: Workspace, _args: Arguments) -> Payload:
    """auth.test, with a bot token."""
    return {
        "url": workspace.url,
        "team": workspace.team.name,
        "team_id": workspace.team.id,
        "user": workspace.person(BOT_USER).handle,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def app_test(workspace: Workspace, _args: Arguments) -> Payload:
    """auth.test, with an app-level token."""
    return {"app_id": APP_ID, "app_name": workspace.manifest.name}


def team_info(workspace: Workspace, _args: Arguments) -> Payload:
    """team.info."""
    team = workspace.team
    return {"team": {"id": team.id, "name": team.name, "domain": team.domain, "url": workspace.url}}


def user_info(workspace: Workspace, args: Arguments) -> Payload:
    """users.info."""
    user = args.required("user")
    return {"user": user_object(workspace, _SLACKBOT if user == SLACKBOT else workspace.person(user))}


def list_users(workspace: Workspace, args: Arguments) -> Payload:
    """users.list; everybody at once when no limit is given."""
    everybody = [_SLACKBOT, *workspace.people.values()]
    page, cursor = page_of(everybody, args) if args.has("limit") else (everybody, "")
    return {
        "members": [user_object(workspace, each) for each in page],
        "cache_ts": int(workspace.now.timestamp()),
        "response_metadata": {"next_cursor": cursor},
    }
