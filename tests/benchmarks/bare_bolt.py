"""The least that an app for Slack can be: it acknowledges a command, and perhaps opens a form that is ready-made.

Whoever types in a select of that form is offered one option, whatever they type.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from tests.integration.sandbox.tiny import disconnect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slack_sdk.models.views import View

    from bot.sandbox.server import PracticeServer


@contextmanager
def connected(server: PracticeServer, form: View | None = None) -> Iterator[None]:
    """Such an app, with Bolt's own authorization, connected to a practice workspace of its own."""
    handler = begin(server, form)
    try:
        server.wait_until(lambda: server.connections)
        yield
    finally:
        disconnect(server, handler)


def begin(server: PracticeServer, form: View | None = None) -> SocketModeHandler:
    """Make the app and open its connection."""
    client = WebClient(server.bot_token, base_url=server.api_url, retry_handlers=[])
    # Acknowledged by the listener itself: Bolt's other way looks for the answer every 10 ms, and would lose to ours.
    app = App(client=client, signing_secret=server.signing_secret, process_before_response=True)

    @app.command("/refer")
    def refer(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        if form is not None:
            client.views_open(trigger_id=body["trigger_id"], view=form)
        ack()

    @app.options(re.compile(""))
    def offer(ack: Ack) -> None:
        ack(options=[{"text": {"type": "plain_text", "text": "Anxiety"}, "value": "anxiety"}])

    handler = SocketModeHandler(app, server.app_token)
    handler.connect()  # type: ignore[no-untyped-call]
    return handler
