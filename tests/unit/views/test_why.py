"""Every message that comes by itself says why it came and how to hear less, once."""

from __future__ import annotations

import pytest

from bot.exchange.notices import MANNERS, Face, NoticeKind, Way
from bot.views import attention, digest, niche_habits
from bot.views.cards import render
from bot.views.digest import Line
from bot.views.message import plain
from bot.views.why import BY_THEMSELVES, with_why
from tests.unit.views.scenes import ANA, COLLECTIVE, after

ALONE = [
    kind for kind, manner in MANNERS.items() if manner.way in (Way.AT_ONCE, Way.THREAD) and kind not in BY_THEMSELVES
]


@pytest.mark.parametrize("kind", ALONE)
def test_what_comes_as_a_message_of_its_own_says_how_to_hear_less(kind: NoticeKind) -> None:
    """Of every kind in the table of manners, in one line beneath it."""
    said = with_why(plain("Something"), kind, MANNERS[kind].way, ANA)
    assert str(said.payload()).count("To hear less from me, open *Home*") == 1


def test_a_line_of_a_thread_rings_whoever_it_is_for() -> None:
    """Slack notifies nobody of a thread in which they never wrote, but for a mention."""
    said = with_why(plain("Something"), NoticeKind.OFFER_MADE, Way.THREAD, ANA)
    assert f"For <@{ANA.user_id}>, who asked." in str(said.payload())


def test_in_a_digest_it_stands_once_for_all_lines() -> None:
    """The same notice as a line has no small print of its own."""
    line = Line("a", NoticeKind.STILL_A_FIT, plain("Still a fit?"))
    assert with_why(line.said, line.kind, Way.DIGEST, ANA) is line.said
    assert str(digest.render([line, line], ANA.zone).payload()).count("Why this came") == 1


def test_the_others_say_it_in_their_own_words() -> None:
    """The welcome, the last message before a pause, and whoever is asked by name."""
    assert "my Home" in str(niche_habits.welcome(ANA, COLLECTIVE).payload())
    assert "so I stop" in str(attention.paused().payload())
    invitation = render(Face.INVITATION, "ana", after())
    assert invitation
    assert "Why I thought of you" in str(invitation.payload())
    assert "stops these" in str(invitation.payload())
