"""Somebody types a name into the channel of a practice whose app was subscribed to messages: they alone read a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import manifest
from bot.settings import Transport
from tests.integration.whole.telling import CHANNEL, Teller

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.demo import Practice

IDENTIFYING = "Anybody for Quentin Marsh? He is at 212-555-0142"
_LINE = "Your message has a name and a phone number in it."


@pytest.fixture
def subscribed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An admin has taken the sign off the line in the manifest."""
    event = manifest.message_event(private=True)
    text = manifest.file().read_text("utf-8").replace(f"# - {event}", f"- {event}")
    file = tmp_path / "manifest.yml"
    file.write_text(text, "utf-8")
    monkeypatch.setattr(manifest, "file", lambda: file)


def _turn_on(practice: Practice) -> None:
    """The admin ticks it in `/refer setup`, and reads what else it takes."""
    admin = practice.server.person("U02BEN")
    admin.command("/refer setup", CHANNEL)
    practice.server.wait_until(lambda: admin.view)
    admin.submit({"watch_channel": ["watch"]})
    practice.server.wait_until(lambda: admin.view and "message.groups" in str(admin.view.blocks))


def _lines(tell: Teller, who: str) -> list[tuple[str, str]]:
    """What somebody reads of it in the channel: the text, and the thread where it stands."""
    return [(each.text, each.thread_ts) for each in tell.person(who).messages(CHANNEL) if each.text.startswith("Your")]


@pytest.mark.usefixtures("subscribed")
@pytest.mark.parametrize("transport", Transport)
def test_whoever_types_a_name_by_hand_reads_a_private_line(
    practise: Callable[..., Practice], transport: Transport
) -> None:
    """In the channel and in a thread, where they typed it; nobody else reads it, and nothing of it is sent anywhere."""
    practice = practise(transport)
    _turn_on(practice)
    tell = Teller(practice.server)
    root = tell.ana.say(CHANNEL, "Who has an evening for couples?")
    tell.ana.say(CHANNEL, IDENTIFYING)
    tell.person("U03CLEO").say(CHANNEL, IDENTIFYING, thread_ts=root.ts)
    tell.wait(lambda: _lines(tell, "U01ANA") and _lines(tell, "U03CLEO"))
    practice.server.settle()

    assert [(text.partition(" If")[0], where) for text, where in _lines(tell, "U01ANA")] == [(_LINE, "")]
    assert [(text.partition(" If")[0], where) for text, where in _lines(tell, "U03CLEO")] == [(_LINE, root.ts)]
    assert _lines(tell, "U02BEN") == []
    assert "Quentin" not in str([call.args for call in practice.server.calls])


def test_where_the_app_is_not_subscribed_nothing_is_heard(practise: Callable[..., Practice]) -> None:
    """As the manifest is given: the tick alone opens no ear."""
    practice = practise()
    _turn_on(practice)
    tell = Teller(practice.server)
    tell.ana.say(CHANNEL, IDENTIFYING)
    practice.server.settle()

    assert "chat.postEphemeral" not in {call.method for call in practice.server.calls}
