"""A practice workspace in which the whole gallery hangs, with no exchange behind it: every view, to be looked at."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot import manifest
from bot.clock import MovableClock
from bot.sandbox.server import PracticeServer
from bot.sandbox.slack.people import ChannelSeed, Person, Roster, Team
from bot.sandbox.slack.workspace import BOT_ID, BOT_USER
from bot.transport import Socket
from tests.unit.views.forms_shown import forms, sent_back
from tests.unit.views.gallery import Wall, walls
from tests.unit.views.homes_shown import homes
from tests.unit.views.scenes import COLLECTIVE, PEOPLE, SAM, START

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from slack_sdk.models.views import View

_COMMAND = "/refer"


@dataclass
class Showroom:
    """A showroom that is open.

    Attributes:
        walls: every message, by wall.
        forms: every form, by name; sent back or not.
        mended: what is to be mended in those that are sent back, by name.
    """

    server: PracticeServer
    walls: Sequence[Wall]
    forms: Mapping[str, View]
    mended: Mapping[str, dict[str, str]]

    @property
    def front(self) -> str:
        """The address at which `show` shows."""
        return self._address(SAM.user_id, COLLECTIVE.channel_id)

    def address(self, wall: Wall) -> str:
        """Where a wall is found, for its reader."""
        return self._address(wall.reader.user_id, _channel(self.walls.index(wall)))

    @contextmanager
    def show(self, name: str) -> Iterator[str]:
        """Open a form at the front, and send it back where it is one of those; it is closed at the end.

        Returns:
            Its title.
        """
        person = self.server.person(SAM.user_id)
        person.command(f"{_COMMAND} {name}", COLLECTIVE.channel_id)
        self.server.wait_until(lambda: person.view)
        if name in self.mended:
            person.submit()
            self.server.wait_until(lambda: person.view and person.view.errors)
        yield str(person.view_payload["title"]["text"])
        person.close()

    def first_words(self, name: str) -> str:
        """With which a Home begins, without its marks."""
        return str(homes()[name].to_dict()["blocks"][0]["text"]["text"]).splitlines()[0].strip("*")

    def show_home(self, name: str) -> str:
        """Put a Home into the app's tab, and give where it is found."""
        WebClient(self.server.bot_token, base_url=self.server.api_url, retry_handlers=[]).views_publish(
            user_id=SAM.user_id, view=homes()[name]
        )
        direct = self.server.workspace.direct(SAM.user_id, BOT_USER).id
        return f"{self._address(SAM.user_id, direct)}&tab=home"

    def _address(self, user_id: str, channel_id: str) -> str:
        return f"{self.server.page_url}?as={user_id}&in={channel_id}"


@contextmanager
def opened() -> Iterator[Showroom]:
    """Hang everything, and open the door."""
    hung = walls()
    places = (ChannelSeed(_channel(at), _slug(wall.name), private=True) for at, wall in enumerate(hung))
    everybody = tuple(Person(each.user_id, each.name, timezone=each.time_zone) for each in PEOPLE.values())
    roster = Roster(
        Team("T1", "Larkspur"), everybody, (ChannelSeed(COLLECTIVE.channel_id, "referrals", private=True), *places)
    )
    server = PracticeServer(roster, manifest.file(), MovableClock(START + timedelta(hours=4)))
    server.start()
    back = sent_back()
    shown = {**forms(), **{name: view for name, (view, _) in back.items()}}
    mended = {name: errors for name, (_, errors) in back.items()}
    curator = Socket(_curator(server, shown, mended), server.app_token)
    try:
        curator.connect()
        client = WebClient(server.bot_token, base_url=server.api_url, retry_handlers=[])
        for at, wall in enumerate(hung):
            _hang(client, _channel(at), wall)
        yield Showroom(server, hung, shown, mended)
    finally:
        curator.drain_and_close()
        server.stop()


def _hang(client: WebClient, channel_id: str, wall: Wall) -> None:
    for each in wall.shown:
        if wall.private:
            client.chat_postEphemeral(channel=channel_id, user=wall.reader.user_id, **each.payload)
        else:
            client.chat_postMessage(channel=channel_id, **each.payload)


def _curator(server: PracticeServer, shown: Mapping[str, View], mended: Mapping[str, dict[str, str]]) -> App:
    """An app that opens the form of which it is told the name, and sends each back with what is to be mended in it."""
    told = AuthorizeResult(
        enterprise_id=None, team_id="T1", bot_id=BOT_ID, bot_user_id=BOT_USER, bot_token=server.bot_token
    )
    app = App(
        client=WebClient(base_url=server.api_url, retry_handlers=[]),
        signing_secret=server.signing_secret,
        authorize=lambda: told,
        process_before_response=True,
    )
    wrong: dict[str, str] = {}

    @app.command(_COMMAND)
    def show(ack: Any, command: Mapping[str, str], client: WebClient) -> None:
        wrong.clear()
        wrong.update(mended.get(command["text"], {}))
        client.views_open(trigger_id=command["trigger_id"], view=shown[command["text"]])
        ack()

    @app.view(re.compile(".*"))
    def send_back(ack: Any) -> None:
        ack(response_action="errors", errors=wrong)

    return app


def _channel(at: int) -> str:
    return f"C0WALL{at:02}"


def _slug(name: str) -> str:
    return re.sub(r"[^a-z]+", "-", name.lower().replace("'", "")).strip("-")
