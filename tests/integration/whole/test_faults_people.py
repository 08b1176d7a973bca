"""A permission is taken away, the channel is archived, the bot put out of it, a colleague gone: all is right again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from slack_sdk import WebClient

from bot import doctor, manifest
from bot.delivery.slack import scopes_of
from tests.integration.whole.telling import CHANNEL, REQUEST

if TYPE_CHECKING:
    from bot.sandbox.acting.participant import Participant
    from tests.integration.whole.telling import Troubled


def test_a_scope_that_is_taken_away_is_named_and_nothing_is_lost(troubled: Troubled) -> None:
    """By the doctor, and to whoever asks; what was to be said is said once the scope is given back."""
    tell, server = troubled, troubled.server
    card = tell.ask()
    ben, *_ = tell.invited()
    tell.come_to_rest()
    server.admin.revoke_scope("chat:write")
    ben.react(CHANNEL, card.ts, "raised_hand")
    tell.wait_for_call(lambda call: call.error == "missing_scope")

    told = WebClient(server.bot_token, base_url=server.api_url).auth_test()
    finding = doctor.check_scopes(scopes_of(told), manifest.scopes())
    assert (finding.ok, "chat:write" in finding.says) == (False, True)
    assert "no longer lets me write" in _refusal(tell)
    assert not tell.has_read(ben, "You are first.")

    server.admin.grant_scope("chat:write")
    tell.come_to_rest()
    assert tell.count(ben, "You are first.") == 1
    assert tell.card_shows(f"<@{ben.id}> offered first")


@pytest.mark.parametrize(
    ("scope", "refused"),
    [
        ("reactions:read", "reactions.get"),
        ("groups:read", "conversations.info"),
        ("im:write", "conversations.open"),
        ("users:read", None),  # everybody is known already, so nobody is looked up
    ],
)
def test_what_a_missing_scope_keeps_from_happening_happens_once_it_is_back(
    troubled: Troubled, scope: str, refused: str | None
) -> None:
    """The request is taken; the reaction that was not told, and the messages that could not be written, come late."""
    tell, server, ben = troubled, troubled.server, troubled.person("U02BEN")
    server.admin.revoke_scope(scope)
    card = tell.ask()
    ben.react(CHANNEL, card.ts, "raised_hand")
    tell.wait_for_call(lambda call: (call.error == "missing_scope" and call.method == refused) or refused is None)
    server.admin.grant_scope(scope)
    tell.wait(lambda: tell.card_shows(f"<@{ben.id}> offered first"))
    tell.come_to_rest()
    assert tell.count(ben, "You are first.") == 1
    assert tell.count(tell.ana, f"<@{ben.id}> can take this") == 1
    assert len(tell.invited()) == 3
    assert tell.most_often_said() == 1


def test_a_channel_in_trouble_is_right_again_afterwards(troubled: Troubled) -> None:
    """Archived, or without the bot: the direct messages go on, and the card shows later what became of it."""
    tell, server = troubled, troubled.server
    card = tell.ask()
    ben, cleo, dev = tell.invited()

    server.admin.archive(CHANNEL)
    _offer(tell, ben)
    tell.wait_for(tell.ana, f"<@{ben.id}> can take this")
    tell.wait_for_call(lambda call: call.method == "chat.update" and bool(call.error))
    assert "archived" in _refusal(tell)
    server.admin.unarchive(CHANNEL)
    tell.come_to_rest()
    assert tell.card_shows(f"<@{ben.id}> offered first")

    server.admin.remove_bot(CHANNEL)
    _offer(tell, cleo)
    tell.wait_for(cleo, "You are the backup.")
    dev.react(CHANNEL, card.ts, "raised_hand")
    assert "/invite" in _refusal(tell)
    server.admin.invite_bot(CHANNEL)
    tell.wait_for(dev, "You are backup 2.")
    tell.wait(lambda: tell.card_shows("2 backups so far"))

    server.admin.deactivate(ben.id)
    tell.wait_for(tell.ana, f"<@{ben.id}> is no longer a member here")
    tell.wait_for(cleo, "You are first in line now")
    tell.wait(lambda: tell.card_shows(f"<@{cleo.id}> offered first"))
    assert len(tell.ana.messages(CHANNEL)) == 1


def _offer(tell: Troubled, who: Participant) -> None:
    """They press the button on their invitation, which is all that the exchange has written to them."""
    tell.wait(lambda: who.dms)
    who.click(who.dms[-1], "offer")


def _refusal(tell: Troubled) -> str:
    """What Ana reads in the form when she asks the channel now."""
    tell.ana.command("/refer", CHANNEL)
    tell.server.wait_until(lambda: tell.ana.view)
    tell.ana.submit(REQUEST)
    assert tell.ana.view is not None, "the form closed as if all were well"
    refusal = tell.ana.view.errors["audience"]
    tell.ana.close()
    return refusal
