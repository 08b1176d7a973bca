"""Promises of the surface: everything that can be pressed, sent or told has a listener, and the manifest knows them."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
import structlog
import yaml
from slack_bolt import BoltRequest

from bot.services import claiming, moving, niches, people
from bot.views import lists
from bot.views.actions import Action, Form
from storage import reactions
from tests.factories import CHANNEL, IDENTITY
from tests.integration.delivery.fake_slack import Fail
from tests.integration.handlers import payloads
from tests.integration.handlers.conftest import CARD_TS, SECRET, reply_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.integration.handlers.conftest import House, Json, Reply

MANIFEST: Mapping[str, Any] = yaml.safe_load((Path(__file__).parents[3] / "manifest.yml").read_text())
CANARY = "Quillfeather"
#: Says what would help, with buttons alone, so that it is never sent.
NEVER_SENT = {Form.WHO_ELSE}


def _listeners(house: House) -> Mapping[str, set[str]]:
    """What the app listens to, by kind, as the constraints of its listeners hold it."""
    kinds = ("command", "event", "action", "view", "options", "message_shortcut")
    found: dict[str, set[str]] = {kind: set() for kind in kinds}
    for listener in house.exchange.app._listeners:
        [matcher] = listener.matchers
        held = [cell.cell_contents for cell in getattr(matcher, "func").__closure__]  # noqa: B009
        [constraint] = [each for each in held if isinstance(each, str | dict | re.Pattern)]
        where = getattr(matcher, "func").__qualname__  # noqa: B009
        kind = next(kind for kind in found if where.startswith(kind))
        found[kind].add(constraint["type"] if isinstance(constraint, dict) else str(constraint))
    return found


def test_every_button_and_form_has_a_listener_and_no_listener_is_idle(house: House) -> None:
    """Both ways: nothing that is shown is dead, and nothing listens for what is never shown."""
    listeners = _listeners(house)

    assert listeners["action"] == {action.value for action in Action}
    assert listeners["view"] == {form.value for form in Form if form not in NEVER_SENT}


def test_the_manifest_and_the_listeners_agree(house: House) -> None:
    """A subscription without a listener would come again and again; one that is missing never comes."""
    listeners = _listeners(house)

    subscribed = set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])
    assert listeners["event"] == subscribed | {"message"}, "message.* is subscribed to where an admin wants it"
    assert listeners["command"] == {command["command"] for command in MANIFEST["features"]["slash_commands"]}
    assert listeners["message_shortcut"] == {each["callback_id"] for each in MANIFEST["features"]["shortcuts"]}


def _event_of(name: str, house: House) -> Json:
    """One event of each kind, as Slack tells it."""
    user_id = house.ana.user_id
    channel = {"type": name, "user": user_id, "channel": CHANNEL, "channel_type": "G", "team": IDENTITY.team_id}
    return {
        "reaction_added": payloads.reaction(user_id, CARD_TS),
        "reaction_removed": payloads.reaction(user_id, CARD_TS, added=False),
        "member_joined_channel": channel,
        "member_left_channel": channel,
        "app_home_opened": payloads.home_opened(user_id),
        "user_change": {"type": name, "user": house.slack.users[user_id], "cache_ts": 1, "event_ts": "1.1"},
    }[name]


@pytest.mark.parametrize("name", MANIFEST["settings"]["event_subscriptions"]["bot_events"])
def test_each_event_is_acknowledged(house: House, name: str) -> None:
    """Every subscription of the manifest is answered 200."""
    house.posted()

    assert house.tell(_event_of(name, house)).status == 200


@pytest.mark.parametrize("name", MANIFEST["settings"]["event_subscriptions"]["bot_events"])
def test_an_event_from_a_workspace_that_is_not_ours_comes_again(house: House, name: str) -> None:
    """Perhaps the database was not there yet: 500, and never a silent 200."""
    assert house.tell(_event_of(name, house), team_id="T0ELSEWHERE").status == 500


def test_slack_is_asked_once_who_the_bot_is(house: House) -> None:
    """At the start; no request waits for auth.test."""
    house.command(house.sam, "/refer")
    house.press(house.ana, Action.OFFER, house.posted())
    house.tell(_event_of("reaction_added", house))

    assert house.slack.count("auth.test") == 1


def _broken(*_: object, **__: object) -> None:
    raise RuntimeError(f"{CANARY} called from 212-555-0199")


@pytest.mark.parametrize(
    ("name", "room", "function"),
    [
        ("reaction_added", reactions, "set_present"),
        ("reaction_removed", reactions, "set_present"),
        ("member_left_channel", people, "came_or_went"),
        ("user_change", people, "remember"),
    ],
)
def test_an_event_whose_listener_fails_comes_again(
    house: House, name: str, room: object, function: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """500, and the log tells where it failed and not what it said."""
    house.posted()
    monkeypatch.setattr(room, function, _broken)
    with structlog.testing.capture_logs() as logged:
        assert house.tell(_event_of(name, house)).status == 500

    assert [line["error"] for line in logged] == ["RuntimeError"]
    assert CANARY not in str(logged)


def test_a_button_that_fails_answers_with_an_apology_and_a_reference(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack brings it no second time: the person reads so, and an admin finds the reference in the log."""
    monkeypatch.setattr(claiming, "offer", _broken)
    with structlog.testing.capture_logs() as logged:
        reply = house.press(house.ana, Action.OFFER, "some-referral")

    [line] = logged
    assert reply.status == 200
    assert house.answers() == [lists.apology(line["reference"])]


def test_a_command_that_fails_answers_with_an_apology(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for what was typed; none of it is in the log."""
    monkeypatch.setattr(people, "visitor", _broken)
    with structlog.testing.capture_logs() as logged:
        reply = house.command(house.sam, "/refer", f"{CANARY} needs help")

    [line] = logged
    assert (reply.status, house.answers()) == (200, [lists.apology(line["reference"])])
    assert CANARY not in str(logged)


def test_a_form_that_fails_stays_open_with_an_apology(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was filled in is not lost."""
    house.command(house.ana, "/niche")
    monkeypatch.setattr(niches, "save", _broken)
    with structlog.testing.capture_logs() as logged:
        reply = house.submit(house.ana, house.form())

    assert list(reply.errors.values()) == [lists.apology(logged[0]["reference"])]


def test_a_command_from_a_workspace_that_is_not_ours_is_answered(house: House) -> None:
    """An apology with a reference, and no silence."""
    typed = payloads.command(house.sam.user_id, "/refer", response_url=house.response_url)
    with structlog.testing.capture_logs() as logged:
        reply = house.hand(typed | {"team_id": "T0ELSEWHERE"})

    assert reply.status == 200
    assert house.answers() == [lists.apology(logged[0]["reference"])]


@pytest.mark.parametrize("failure", [Fail("internal_error"), Fail(status=503, body="<html>"), Fail(status=0)], ids=str)
def test_slack_that_fails_to_open_a_form_is_answered_with_an_apology(house: House, failure: Fail) -> None:
    """Whatever shape the failure has."""
    house.slack.fail("views.open", failure)

    assert house.command(house.sam, "/refer").status == 200
    [answer] = house.answers()
    assert "try once more" in answer


def test_when_no_apology_can_be_said_slack_shows_its_own(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not 200, which would look as if all were well."""
    monkeypatch.setattr(claiming, "offer", _broken)
    pressed = payloads.press(house.ana.user_id, Action.OFFER, "r", response_url="http://127.0.0.1:9/nobody")

    assert house.hand(pressed).status == 500


def test_somebody_known_is_not_kept_waiting_by_a_slack_that_fails(house: House) -> None:
    """Old news of a colleague will do where there is no newer."""
    referral_id = house.posted()
    house.everybody_is_stale()
    house.slack.fail("users.info", Fail("internal_error"))
    house.press(house.ana, Action.OFFER, referral_id)

    assert house.line(referral_id) == [house.ana.id]


def _signed(house: House, body: str, content_type: str, *, secret: str = SECRET) -> Reply:
    at = str(int(time.time()))
    digest = hmac.new(secret.encode(), f"v0:{at}:{body}".encode(), hashlib.sha256).hexdigest()
    headers: dict[str, str | Sequence[str]] = {
        "content-type": content_type,
        "x-slack-request-timestamp": at,
        "x-slack-signature": f"v0={digest}",
    }
    return reply_of(house.exchange.app.dispatch(BoltRequest(body=body, headers=headers)))


def test_over_http_signed_requests_do_the_same(house: House) -> None:
    """A command, a form, a button and an event, as Slack encodes them there."""
    form_encoded = "application/x-www-form-urlencoded"
    typed = payloads.command(house.sam.user_id, "/refer", response_url=house.response_url)
    assert _signed(house, urlencode(typed), form_encoded).status == 200
    answers = {
        "concerns": ["anxiety"],
        "age_group": "adult",
        "client_type": "individual",
        "payments": ["private_pay"],
        "states": ["NY"],
    }
    sent = payloads.submission(
        house.sam.user_id, payloads.filled(house.form(), **answers, format="telehealth", consent=["agreed"])
    )
    assert _signed(house, urlencode({"payload": json.dumps(sent)}), form_encoded).said == {}
    [row] = house.rows()["referrals"]
    referral_id = row.split("'")[1]

    pressed = payloads.press(house.ana.user_id, Action.OFFER, referral_id, response_url=house.response_url)
    assert _signed(house, urlencode({"payload": json.dumps(pressed)}), form_encoded).status == 200
    assert house.line(referral_id) == [house.ana.id]
    house.slack.channel_members.remove(house.ana.user_id)
    told = payloads.event(_event_of("member_left_channel", house))
    assert _signed(house, json.dumps(told), "application/json").status == 200
    assert house.line(referral_id) == []


def test_over_http_what_is_not_signed_by_slack_is_turned_away(house: House) -> None:
    """A wrong secret is a 401, and nothing happens."""
    referral_id = house.posted()
    pressed = payloads.press(house.ana.user_id, Action.OFFER, referral_id, response_url=house.response_url)
    body = urlencode({"payload": json.dumps(pressed)})

    assert _signed(house, body, "application/x-www-form-urlencoded", secret="guessed").status == 401
    assert house.line(referral_id) == []


def test_over_http_a_failing_event_is_brought_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """500 there too, so that Slack retries."""
    house.posted()
    monkeypatch.setattr(moving, "decide", _broken)
    told = json.dumps(payloads.event(_event_of("reaction_added", house)))

    assert _signed(house, told, "application/json").status == 500
