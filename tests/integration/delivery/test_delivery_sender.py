"""Promises of sending: nothing is lost, nothing is said twice, and no log carries a client's words."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from structlog.testing import capture_logs

from bot.delivery import cards as card_delivery
from bot.delivery import letters
from bot.delivery.parcel import Round
from bot.exchange.moves import Release, Why
from bot.exchange.notices import NoticeKind
from bot.exchange.values import Kind, Means, Status
from bot.services import thanking
from bot.services.moving import make_move
from bot.views.actions import Action
from storage import members, outbox, referrals, thanks
from storage.sending import SendState
from storage.thanks import Thanks
from tests.factories import CHANNEL, NEED, NOON, make_members, make_referral
from tests.integration.delivery.fake_slack import Fail

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.integration.delivery.conftest import House

CANARY = "Wilhelmina Prendergast"


class Killed(BaseException):
    """The process ends here, as `kill -9` ends it: nothing catches this."""


def _keys(house: House) -> list[str]:
    """The keys of everything that stands in Slack."""
    return sorted(message["metadata"]["event_payload"]["key"] for message in house.slack.all_messages())


def _killed(*_: object, **__: object) -> None:
    raise Killed


def _killed_after(do: Callable[..., Any]) -> Callable[..., None]:
    def killed(*args: Any, **arguments: Any) -> None:
        do(*args, **arguments)
        raise Killed

    return killed


@pytest.mark.parametrize("point", ["leased", "before the post", "after the post", "recorded"])
@pytest.mark.parametrize("what", ["card", "letter"])
def test_a_kill_at_any_point_loses_nothing_and_says_nothing_twice(
    house: House, monkeypatch: pytest.MonkeyPatch, point: str, what: str
) -> None:
    """Whoever starts after a kill between two steps finds out what was said, and says the rest."""
    if what == "letter":
        house.send()
        house.machine.move(1)
        house.notify()
    with monkeypatch.context() as patch:
        match point:
            case "leased":
                patch.setattr(Round, "begin", _killed)
            case "before the post":
                patch.setattr(house.client, "chat_postMessage", _killed)
            case "after the post":
                patch.setattr(house.client, "chat_postMessage", _killed_after(house.client.chat_postMessage))
            case "recorded":
                patch.setattr(card_delivery, "_record", _killed_after(card_delivery._record))
                patch.setattr(letters, "_sent", _killed_after(letters._sent))
        with pytest.raises(Killed):
            house.send()

    for _ in range(5):
        house.machine.move(61)
        house.send()

    expected = [house.card().id, *(letter.id for letter in house.letters())]
    assert _keys(house) == sorted(expected)
    assert house.card().state == SendState.SHOWN
    assert all(letter.state == SendState.SENT for letter in house.letters())


@pytest.mark.parametrize("done", [True, False], ids=["accepted", "not accepted"])
@pytest.mark.parametrize("status", [0, 500], ids=["dropped", "server error"])
def test_a_post_without_an_answer_is_looked_up_before_it_is_made_again(
    house: House, status: int, *, done: bool
) -> None:
    """A lost answer neither loses the message nor makes it twice, and Slack is given time to accept it."""
    house.slack.fail("chat.postMessage", Fail(status=status, done=done))
    house.send_for(29)
    assert house.slack.count("chat.postMessage") == 1

    house.send_for(5)
    assert _keys(house) == [house.card().id]
    assert house.slack.count("chat.postMessage") == (1 if done else 2)
    assert house.card().state == SendState.SHOWN


def test_a_post_is_found_on_a_later_page_of_the_history(house: House) -> None:
    """A busy channel does not hide a post that was made."""
    house.slack.page = 2
    house.slack.fail("chat.postMessage", Fail(status=0, done=True))
    house.send()
    house.machine.move(31)
    ts = house.machine.now().timestamp()
    house.in_channel().extend({"ts": f"{ts + number:.6f}", "text": "chatter"} for number in range(5))
    house.send()

    assert house.card().ts == house.in_channel()[0]["ts"]
    assert house.slack.count("chat.postMessage") == 1


def test_a_post_in_doubt_whose_history_cannot_be_read_is_listed_and_never_repeated(house: House) -> None:
    """What cannot be found out is unknown, for a person to look at; it is not guessed."""
    house.slack.fail("chat.postMessage", Fail(status=0))
    house.slack.fail("conversations.history", *[Fail("missing_scope")] * 10)
    house.send()
    for _ in range(10):
        house.machine.move(601)
        house.send()

    with house.ctx.database.read() as conn:
        assert outbox.unknown(conn) == ((house.card().id, "channel"),)
    assert house.slack.count("chat.postMessage") == 1


@pytest.mark.parametrize("failure", [Fail("ratelimited", status=429, retry_after="5"), Fail(status=500)])
def test_a_post_in_doubt_waits_for_a_history_that_cannot_be_read_now(house: House, failure: Fail) -> None:
    """As long as it is not known whether it was posted it is not posted again."""
    house.slack.fail("chat.postMessage", Fail(status=0, done=True))
    house.slack.fail("conversations.history", *[failure] * 3)
    house.send_for(120)

    assert _keys(house) == [house.card().id]
    assert house.card().state == SendState.SHOWN
    assert house.slack.count("chat.postMessage") == 1


def test_two_senders_at_work_at_once_send_each_thing_once(house: House, other: House) -> None:
    """Replicas share the work; no message is made by both."""
    with house.ctx.database.write() as conn:
        people = make_members(conn, house.collective, *(f"Colleague{number}" for number in range(12)))
    for person in people:
        house.notify(to=person)
    threads = [threading.Thread(target=replica.send) for replica in (house, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    house.send_for(3)

    assert _keys(house) == sorted([house.card().id, *(letter.id for letter in house.letters())])
    assert len(house.letters()) == 12


def test_a_pause_that_slack_asks_for_holds_for_every_sender(house: House, other: House) -> None:
    """After a 429 no replica posts in that channel before its time, and then the card is posted."""
    house.slack.fail("chat.postMessage", Fail("ratelimited", status=429, retry_after="20"))
    house.send()
    with house.ctx.database.write() as conn:
        make_referral(conn, house.collective, house.rae)
    for _ in range(19):
        house.machine.move(1)
        other.send()
    assert house.slack.count("chat.postMessage") == 1

    other.send_for(3)
    assert len(house.in_channel()) == 2


def test_a_message_waits_for_slack_to_be_reached(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing was sent there is no doubt: the next try is seconds away."""
    monkeypatch.setattr(house.client, "base_url", "http://127.0.0.1:9/api/")
    house.send()
    monkeypatch.setattr(house.client, "base_url", house.slack.url)
    house.machine.move(6)
    house.send()

    assert house.card().state == SendState.SHOWN
    assert house.slack.count("conversations.history") == 0


@pytest.mark.parametrize("error", ["not_in_channel", "is_archived", "missing_scope", "invalid_auth", "something_new"])
def test_what_somebody_can_mend_waits_until_it_is_mended(house: House, error: str) -> None:
    """A bot that was removed from the channel loses no card."""
    house.slack.fail("chat.postMessage", *[Fail(error)] * 30)
    for _ in range(30):
        house.machine.move(601)
        house.send()
    assert house.in_channel() == []
    house.machine.move(601)
    house.send()

    assert len(house.in_channel()) == 1


@pytest.mark.parametrize("what", ["card", "letter"])
def test_what_slack_refuses_for_its_words_is_tried_seldom(house: House, what: str) -> None:
    """A fault in the message itself is logged and tried once an hour; nobody is told that it was posted perhaps."""
    if what == "letter":
        house.send()
        house.machine.move(1)
        house.notify()
    before = house.slack.count("chat.postMessage")
    house.slack.fail("chat.postMessage", Fail("invalid_blocks"))
    house.send_for(20)
    house.machine.move(3500)
    house.send()
    with house.ctx.database.read() as conn:
        assert outbox.unknown(conn) == ()
    assert house.slack.count("chat.postMessage") == before + 1

    house.machine.move(100)
    house.send()
    assert _keys(house) == sorted([house.card().id, *(letter.id for letter in house.letters())])


def test_what_is_for_a_deactivated_person_is_dropped_and_their_offers_are_released(house: House) -> None:
    """Slack's `user_disabled` is news: the referral is open again, and the referrer hears it."""
    house.notify()
    house.send_for(2)
    house.offer(house.ana)
    house.slack.fail("conversations.open", *[Fail("user_disabled")] * 2)
    house.notify(NoticeKind.FIRST_IN_LINE, to=house.ana)
    house.send_for(5)

    with house.ctx.database.read() as conn:
        state = referrals.load(conn, house.referral_id)
        assert members.get(conn, house.ana.id).kind is Kind.GONE
    assert state is not None
    assert state.status is Status.OPEN
    told = {letter.kind: letter.state for letter in house.letters()}
    assert told[NoticeKind.FIRST_IN_LINE] == SendState.DROPPED
    assert told[NoticeKind.COLLEAGUE_LEFT] == SendState.SENT


def test_direct_messages_that_moved_are_opened_once_more(house: House) -> None:
    """A remembered channel that Slack no longer knows is not the end of the message."""
    with house.ctx.database.write() as conn:
        members.save_dm_channel(conn, house.rae.id, "D0OLD")
    house.send()
    house.notify()
    house.slack.fail("chat.postMessage", Fail("channel_not_found"))
    house.send_for(2)

    assert [letter.state for letter in house.letters()] == [SendState.SENT]
    assert len(house.slack.messages[f"D0{house.rae.user_id}"]) == 1


@pytest.mark.parametrize("errors", [["channel_not_found"] * 2, ["cannot_dm_bot"]], ids=len)
def test_what_nobody_can_read_is_dropped(house: House, errors: list[str]) -> None:
    """A message for which there is no place is given up, and its reader is not taken to have left."""
    house.send()
    house.notify()
    house.slack.fail("chat.postMessage", *map(Fail, errors))
    house.send_for(12)

    assert [letter.state for letter in house.letters()] == [SendState.DROPPED]
    with house.ctx.database.read() as conn:
        assert members.get(conn, house.rae.id).kind is Kind.FULL


def test_what_is_no_longer_true_is_not_said(house: House) -> None:
    """A notice that was overtaken by events is dropped without a call."""
    house.send()
    house.notify(NoticeKind.EXPIRED)
    house.send()

    assert [letter.state for letter in house.letters()] == [SendState.DROPPED]
    assert house.slack.count("conversations.open") == 0


def test_a_private_line_is_shown_where_the_member_reacted(house: House) -> None:
    """Who cannot offer hears why, for their eyes alone."""
    house.notify(NoticeKind.REFUSED, about_id=Why.OWN_REFERRAL.value, channel_id=CHANNEL)
    house.send_for(2)

    [whisper] = house.slack.whispers
    assert (whisper["channel"], whisper["user"]) == (CHANNEL, house.rae.user_id)
    assert [letter.state for letter in house.letters()] == [SendState.SENT]


def test_a_private_line_in_doubt_is_never_repeated(house: House) -> None:
    """A private line leaves no trace to look for, so it is rather not said than said twice."""
    house.send()
    house.machine.move(1)
    house.slack.fail("chat.postEphemeral", Fail(status=0))
    house.notify(NoticeKind.REFUSED, about_id=Why.OWN_REFERRAL.value, channel_id=CHANNEL)
    house.send_for(40)

    assert house.slack.count("chat.postEphemeral") == 1
    assert [letter.state for letter in house.letters()] == [SendState.DROPPED]


def test_a_private_line_is_not_repeated_after_a_kill(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same holds when the process ended before it was recorded."""
    house.send()
    house.machine.move(1)
    house.notify(NoticeKind.REFUSED, about_id=Why.OWN_REFERRAL.value, channel_id=CHANNEL)
    with monkeypatch.context() as patch:
        patch.setattr(house.client, "chat_postEphemeral", _killed_after(house.client.chat_postEphemeral))
        with pytest.raises(Killed):
            house.send()
    house.machine.move(61)
    house.send()

    assert len(house.slack.whispers) == 1
    assert [letter.state for letter in house.letters()] == [SendState.DROPPED]


def test_gratitude_arrives(house: House) -> None:
    """A thank-you and a word on whom one helps best reach the colleague by direct message."""
    note = Thanks("thanks-1", house.ana.id, house.rae.id, "Thank you for thinking of me.")
    with house.ctx.database.write() as conn:
        thanks.add(conn, house.collective.id, "form-1", note, NOON)
    house.notify(NoticeKind.THANKS, about_id=house.ana.id, thanks_id=note.id, referral_id=None)
    house.notify(NoticeKind.TELL_NICHE, about_id=house.ana.id)
    house.send_for(2)

    told = house.slack.messages[f"D0{house.rae.user_id}"]
    assert len(told) == 2
    assert any(note.words in str(message["blocks"]) for message in told)


def test_a_thank_you_shows_what_its_reader_said_of_the_weekly_post(house: House) -> None:
    """One message all the while: the other answer is a press away until it is posted, and then there is none."""
    note = Thanks("thanks-1", house.ana.id, house.rae.id, "Thank you for thinking of me.", from_agrees=True)
    with house.ctx.database.write() as conn:
        thanks.add(conn, house.collective.id, "form-1", note, NOON)
    house.notify(NoticeKind.THANKS, about_id=house.ana.id, thanks_id=note.id, referral_id=None)
    house.send_for(2)
    shown = [_pressable(house)]
    for agrees in (True, False):
        thanking.answer(house.ctx, house.collective, house.rae, note.id, f"answer {agrees}", agrees=agrees)
        house.send_for(2)
        shown.append(_pressable(house))
    with house.ctx.database.write() as conn:
        thanks.stand_in(conn, [note.id], "weekly-1")
        outbox.recheck_of(conn, house.rae.id, NoticeKind.THANKS, house.machine.now())
    house.send_for(2)

    share, keep = Action.SHARE_THANKS, Action.KEEP_THANKS
    assert [*shown, _pressable(house)] == [[share, keep], [keep], [share], []]


def _pressable(house: House) -> list[str]:
    """The buttons of the one message that Rae has."""
    [message] = house.slack.messages[f"D0{house.rae.user_id}"]
    rows = [block["elements"] for block in message["blocks"] if block["type"] == "actions"]
    return [element["action_id"] for row in rows for element in row]


def test_no_log_carries_what_somebody_wrote(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Not when Slack quotes it in its answer, not when a fault carries it, not at the finest level of logging."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="slack_sdk")
    with house.ctx.database.write() as conn:
        asked = make_referral(conn, house.collective, house.rae, invited=(house.ana,), need=replace(NEED, note=CANARY))
    said = f'{{"ok": false, "error": "invalid_blocks", "response_metadata": {{"messages": ["{CANARY}"]}}}}'
    house.slack.fail(
        "chat.postMessage",
        Fail(body=said),
        Fail(body=f"<html>{CANARY}</html>"),
        Fail(status=502, body=CANARY),
        Fail(body=f'{{"ok": false, "error": "{CANARY}"}}'),
    )

    def broken(*_: object) -> None:
        raise ValueError(CANARY)

    with capture_logs() as logs:
        house.send_for(40)
        house.notify(NoticeKind.UNANSWERED, referral_id=asked.referral.id)
        monkeypatch.setattr("bot.delivery.words.notices.render", broken)
        house.send_for(2)
    assert any(entry["event"] == "delivery failed" for entry in logs)
    assert CANARY in str(house.slack.calls)
    assert CANARY not in str(logs)
    assert CANARY not in caplog.text


def _offered_and_released(house: House, *failures: Fail) -> list[dict[str, Any]]:
    """Ana offers, Rae reads of it, Ana takes it back; gives what Rae then reads of the offer."""
    house.offer(house.ana)
    house.send_for(5)
    house.slack.fail("chat.update", *failures)
    move = Release(house.ana.id, Means.BUTTON)
    make_move(house.ctx, house.collective, house.referral_id, move, "release")
    house.send_for(90)
    offer = next(row for row in house.letters() if row.kind == NoticeKind.OFFER_MADE)
    return [message for message in house.slack.all_messages() if message["ts"] == offer.ts]


@pytest.mark.parametrize(
    "failures", [(), (Fail(status=0),), (Fail(status=429, retry_after="2"),)], ids=["", "lost", "429"]
)
def test_a_message_that_asks_for_what_is_settled_says_so_and_has_no_button(
    house: House, failures: tuple[Fail, ...]
) -> None:
    """Nobody passes on the contact of a colleague who has taken their offer back; and it is never posted anew."""
    (message,) = _offered_and_released(house, *failures)
    assert "no longer stands" in message["text"]
    assert [block["type"] for block in message["blocks"]] == ["section"]
    assert len(_keys(house)) == len(set(_keys(house)))


def test_a_message_that_still_holds_is_left_as_it_is(house: House) -> None:
    """Another colleague's offer changes nothing about this one."""
    house.offer(house.ana)
    house.send_for(5)
    house.offer(house.ben)
    house.send_for(5)
    states = {row.about_id: row.state for row in house.letters() if row.kind == NoticeKind.OFFER_MADE}
    assert states == {house.ana.id: SendState.SENT, house.ben.id: SendState.SENT}
