"""What the private line about a message typed by hand promises: warm, short, and it says nothing again."""

from __future__ import annotations

import pytest

from bot.privacy import Kind
from bot.views.by_hand import may_say_who
from bot.views.message import plain
from tests.slack_limits import violations


def test_it_names_the_classes_and_what_to_do() -> None:
    """In one breath, readable on a phone."""
    assert may_say_who([Kind.NAME, Kind.PHONE]) == (
        "Your message has a name and a phone number in it. If that could point to a client, please edit or delete the "
        "message. `/refer` asks your colleagues without saying who it is for. "
        "If it's about a colleague or a meeting, all is well."
    )


@pytest.mark.parametrize("kind", Kind)
def test_every_class_has_a_word_of_its_own(kind: Kind) -> None:
    """No class can be added that the line cannot name."""
    others = {may_say_who([other]) for other in Kind if other is not kind}

    assert may_say_who([kind]) not in others


def test_every_class_at_once_is_a_line_that_slack_takes() -> None:
    """The worst message is told of too."""
    said = plain(may_say_who(list(Kind)))

    assert violations("chat.postEphemeral", {"channel": "C0X", "user": "U0X", **said.payload()}) == []
