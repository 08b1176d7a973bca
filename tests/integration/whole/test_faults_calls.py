"""What the exchange asks of Slack is done and not answered, put off, refused or met with silence: all is said once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.slack.faults import ALWAYS, EVERY
from tests.integration.whole.telling import CHANNEL, Troubled

if TYPE_CHECKING:
    from bot.sandbox.acting.participant import Participant

_POST, _CHANGE = "chat.postMessage", "chat.update"


def test_whatever_slack_makes_of_a_call_it_is_said_once(troubled: Troubled) -> None:
    """Accepted and the connection dropped, silence, an error, a pause: each message comes, and comes once."""
    tell, server = troubled, troubled.server
    server.faults.drop_answer(_POST, ALWAYS)
    card = tell.ask()
    ben, cleo, dev = tell.invited()
    server.faults.drop_answer(_POST, 0)
    tell.wait_for_call(lambda call: call.dropped)
    tell.come_to_rest()
    assert len(tell.ana.messages(CHANNEL)) == 1

    server.faults.drop_answer(_CHANGE, 1)
    server.faults.keep_silent(_POST, 1)
    ben.react(CHANNEL, card.ts, "raised_hand")
    tell.wait_for_call(lambda call: call.error == "no_answer")
    server.end_silence()
    tell.wait_for_call(lambda call: call.dropped and call.method == _CHANGE)
    tell.come_to_rest()
    _told_once(tell, ben, "You are first.")
    assert tell.card_shows(f"<@{ben.id}> offered first")

    server.faults.break_down(_POST, 1)
    cleo.react(CHANNEL, card.ts, "raised_hand")
    tell.wait_for_call(lambda call: call.error == "http_500")
    tell.come_to_rest()
    _told_once(tell, cleo, "You are the backup.")

    server.faults.rate_limit(EVERY, ALWAYS, retry_after=20)
    dev.react(CHANNEL, card.ts, "raised_hand")
    tell.wait(lambda: sum(call.error == "http_429" for call in server.calls) >= 3)
    server.faults.rate_limit(EVERY, 0)
    assert tell.card_shows("1 backup so far"), "a channel was written to while Slack asked to wait"
    tell.come_to_rest()
    _told_once(tell, dev, "You are backup 2.")
    assert tell.card_shows("2 backups so far")
    assert tell.most_often_said() == 1


def _told_once(tell: Troubled, who: Participant, words: str) -> None:
    assert tell.count(who, words) == 1
    assert sum(message.text.startswith(f"<@{who.id}> can take this") for message in tell.ana.dms) == 1
