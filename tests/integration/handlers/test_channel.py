"""Promises to whoever types into the referral channel by hand: told privately, once, and never quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
import structlog

from bot import privacy
from bot.privacy import Kind, PrivacyDataError
from bot.services import watching
from bot.views.by_hand import may_say_who
from bot.views.message import plain
from tests.factories import CHANNEL, IDENTITY, make_collective
from tests.integration.delivery.fake_slack import Fail
from tests.integration.handlers import payloads

if TYPE_CHECKING:
    from tests.integration.handlers.conftest import House

Json = dict[str, Any]

IDENTIFYING = "Anybody for Quentin Marsh? Call him at 212-555-0142"
WORDS = ("Quentin", "Marsh", "0142")
FOUND = (Kind.NAME, Kind.PHONE)
BOT_MESSAGE: Json = {"bot_id": "B0OTHER", "app_id": "A0OTHER", "bot_profile": {"id": "B0OTHER", "name": "Other"}}
FILE = {"id": "F0FILE", "name": "intake.pdf", "title": "intake.pdf", "mimetype": "application/pdf", "filetype": "pdf"}
FILE_SHARE: Json = {"subtype": "file_share", "files": [FILE], "upload": False, "display_as_bot": False}
ROOT = "1772557000.000900"


@pytest.fixture
def watched(house: House) -> House:
    """An admin has ticked it, and subscribed the app to messages."""
    with house.exchange.ctx.database.write() as conn:
        house.collective = make_collective(conn, watches_channel=True)
    return house


def _lines(house: House) -> list[Json]:
    """What was said privately, each with where and to whom."""
    return house.slack.whispers


def _typed(house: House, text: str = IDENTIFYING, **more: Any) -> Json:
    return payloads.message(house.ana.user_id, text, **more)


@pytest.mark.parametrize("private", [True, False], ids=["private channel", "public channel"])
def test_whoever_types_a_name_and_a_number_is_told_so_privately(watched: House, private: bool) -> None:
    """Where it was typed and for their eyes alone: the classes, and no word of the message."""
    assert watched.tell(_typed(watched, private=private)).status == 200

    [line] = _lines(watched)
    said = plain(may_say_who(FOUND)).payload()
    assert line == {"channel": CHANNEL, "user": watched.ana.user_id, "team_id": IDENTITY.team_id, **said}
    assert watched.asked() == ["chat.postEphemeral"]
    assert not [word for word in WORDS if word in str((watched.slack.calls, watched.rows()))]


def test_in_a_thread_it_is_said_there(watched: House) -> None:
    """The author looks at the thread, not at the channel; the first of a thread stands in the channel itself."""
    watched.tell(_typed(watched, thread_ts=ROOT, parent_user_id=watched.sam.user_id))
    watched.tell(_typed(watched, ts=ROOT, thread_ts=ROOT))

    assert [line.get("thread_ts") for line in _lines(watched)] == [ROOT, None]


@pytest.mark.parametrize(
    "more",
    [
        FILE_SHARE,
        {"subtype": "me_message"},
        {"subtype": "thread_broadcast", "thread_ts": ROOT, "root": {"ts": ROOT, "type": "message", "text": "x"}},
    ],
    ids=["with a file", "/me", "also sent to the channel"],
)
def test_whatever_a_person_typed_counts(watched: House, more: Json) -> None:
    """Slack gives some of it a subtype."""
    watched.tell(_typed(watched, **more))

    assert len(_lines(watched)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Anybody with room for couples in the evening? Aetna, telehealth, TX",
        "I can help with that",
        "<@U0BEN>, <!here>: look at <#C0OTHER|intakes>",
        "Thank you Ben, and welcome Ana",
        "Anybody in Round Rock?",
    ],
    ids=["a need", "plain talk", "mentions", "colleagues", "a doubtful word"],
)
def test_what_certainly_identifies_nobody_goes_without_a_word(watched: House, text: str) -> None:
    """Nor does it leave a trace."""
    before = watched.rows()
    assert watched.tell(_typed(watched, text)).status == 200

    assert (_lines(watched), watched.rows(), watched.asked()) == ([], before, [])


def _silent(house: House) -> dict[str, Json]:
    """What nobody typed into the referral channel, though it holds the words."""
    card = {**_typed(house), "user": IDENTITY.bot_user_id, "bot_id": IDENTITY.bot_id}
    deleted = payloads.edit(_typed(house), IDENTIFYING) | {"subtype": "message_deleted", "deleted_ts": "1772557300.1"}
    del deleted["message"]
    return {
        "another channel": _typed(house, channel="C0OTHER"),
        "another app": _typed(house, **BOT_MESSAGE),
        "an old-fashioned app": _typed(house, subtype="bot_message", bot_id="B0OTHER"),
        "the app itself": card,
        "the app's card drawn anew": payloads.edit(card, IDENTIFYING + "!"),
        "somebody came": _typed(house, subtype="channel_join"),
        "a topic": _typed(house, subtype="channel_topic", topic=IDENTIFYING),
        "a message deleted": deleted,
        "a file alone": _typed(house, "", **FILE_SHARE),
        "a thread that was answered": {
            "type": "message",
            "subtype": "message_replied",
            "message": {"type": "message", "user": house.ana.user_id, "text": IDENTIFYING, "ts": ROOT},
            "channel": CHANNEL,
            "ts": "1772557300.2",
            "event_ts": "1772557300.2",
        },
    }


SILENT = (
    "another channel",
    "another app",
    "an old-fashioned app",
    "the app itself",
    "the app's card drawn anew",
    "somebody came",
    "a topic",
    "a message deleted",
    "a file alone",
    "a thread that was answered",
)


@pytest.mark.parametrize("what", SILENT)
def test_what_nobody_typed_here_is_not_looked_at(watched: House, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Acknowledged, unread and without a trace."""
    monkeypatch.setattr(watching, "find_identifiers", _unwanted)
    before = watched.rows()

    assert watched.tell(_silent(watched)[what]).status == 200
    assert (_lines(watched), watched.rows()) == ([], before)


def _unwanted(*_: object) -> None:
    raise AssertionError("it was read")


def test_where_it_is_off_nothing_is_read(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Off is what it is until an admin ticks it, whatever the app is subscribed to."""
    monkeypatch.setattr(watching, "find_identifiers", _unwanted)
    before = house.rows()

    assert house.tell(_typed(house)).status == 200
    assert (_lines(house), house.rows()) == ([], before)


def test_the_same_message_is_told_of_once(watched: House) -> None:
    """However often Slack brings it, and under whatever id."""
    typed = _typed(watched)
    for event_id in ("Ev0ONE", "Ev0ONE", "Ev0TWO"):
        assert watched.tell(typed, event_id=event_id).status == 200

    assert len(_lines(watched)) == 1


def test_an_edit_is_not_told_of_again(watched: House) -> None:
    """Not by one more word, and not by one more name: they have read it and are at it."""
    typed = _typed(watched)
    watched.tell(typed)
    watched.tell(payloads.edit(typed, f"{IDENTIFYING}, please"))
    watched.tell(payloads.edit(typed, "Anybody for Quentin Marsh and Delphine Okafor?"))

    assert len(_lines(watched)) == 1


def test_an_edit_that_brings_a_name_is_told_of(watched: House) -> None:
    """The message said nothing of anybody before; where it did, only what is new counts."""
    typed = _typed(watched, "Anybody for a man in his thirties?")
    watched.tell(typed)
    watched.tell(payloads.edit(typed, "Anybody for Quentin Marsh?"))
    long_there = _typed(watched)
    watched.tell(payloads.edit(long_there, f"{IDENTIFYING}, please"))

    assert [line["text"] for line in _lines(watched)] == [may_say_who([Kind.NAME])]


def test_an_edit_without_what_was_before_is_read_as_if_it_were_new(watched: House) -> None:
    """Slack may leave it out."""
    edited = payloads.edit(_typed(watched, "x"), IDENTIFYING)
    del edited["previous_message"]
    watched.tell(edited)

    assert len(_lines(watched)) == 1


@pytest.mark.parametrize("failure", [Fail("ratelimited", status=429, retry_after="1"), Fail("ratelimited")], ids=str)
def test_a_line_that_slack_surely_did_not_take_is_said_when_the_message_comes_again(
    watched: House, failure: Fail
) -> None:
    """500, so that it does; and then once."""
    typed = _typed(watched)
    watched.slack.fail("chat.postEphemeral", failure)
    assert watched.tell(typed).status == 500
    assert _lines(watched) == []

    assert [watched.tell(typed).status for _ in range(2)] == [200, 200]
    assert len(_lines(watched)) == 1


@pytest.mark.parametrize(
    "failure",
    [Fail(status=0), Fail(status=0, done=True), Fail("internal_error"), Fail("user_not_in_channel"), Fail(status=503)],
    ids=str,
)
def test_a_line_that_slack_may_have_taken_or_never_will_is_not_said_again(watched: House, failure: Fail) -> None:
    """Nobody is told twice, and the event is acknowledged."""
    typed = _typed(watched)
    watched.slack.fail("chat.postEphemeral", failure)

    assert [watched.tell(typed).status for _ in range(2)] == [200, 200]
    assert watched.slack.count("chat.postEphemeral") == 1


def test_with_damaged_word_lists_nothing_is_said(watched: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of the log says so by class; the event is not brought again, for that would not mend the lists."""

    def damaged(text: str, _known: privacy.Known) -> None:
        raise PrivacyDataError(f"cannot read {text}")

    monkeypatch.setattr(watching, "find_identifiers", damaged)
    with structlog.testing.capture_logs() as logged:
        assert watched.tell(_typed(watched)).status == 200

    assert [(line["event"], line["error"]) for line in logged] == [("message not checked", "PrivacyDataError")]
    assert _lines(watched) == []
    assert not [word for word in WORDS if word in str(logged)]


def test_a_fault_of_our_own_loses_no_line(watched: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """500 and a log line without the words; when the message comes again, it is told of."""
    typed = _typed(watched)

    def broken(text: str, _known: privacy.Known) -> None:
        raise RuntimeError(text)

    with monkeypatch.context() as patched, structlog.testing.capture_logs() as logged:
        patched.setattr(watching, "find_identifiers", broken)
        assert watched.tell(typed).status == 500
    assert not [word for word in WORDS if word in str(logged)]

    assert watched.tell(typed).status == 200
    assert len(_lines(watched)) == 1


def test_a_long_message_is_read_as_far_as_time_allows(watched: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Slack waits three seconds, whatever somebody pastes."""
    read: list[int] = []
    real = privacy.find_identifiers

    def measured(text: str, _known: privacy.Known) -> object:
        read.append(len(text))
        return real(text[:100])

    monkeypatch.setattr(watching, "find_identifiers", measured)
    watched.tell(_typed(watched, f"{IDENTIFYING} {uuid4().hex * 2000}"))

    assert max(read) == 12_000
    assert len(_lines(watched)) == 1
