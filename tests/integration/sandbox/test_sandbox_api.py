"""The Web API answers slack_sdk's own client as Slack does, refusals included."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.sandbox.server import PracticeServer
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.people import Person, Roster
from bot.sandbox.slack.workspace import BOT_ID, BOT_USER, SLACKBOT
from tests.integration.sandbox.tiny import ANA, BEN, BUTTONS, CHANNEL, FORM, MANIFEST, ROSTER, VERA

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.clock import MovableClock

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "words"}}
LONG = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}


def refused(call: Callable[[], Any]) -> dict[str, Any]:
    """What Slack says to a call that it refuses."""
    with pytest.raises(SlackApiError) as caught:
        call()
    told: dict[str, Any] = caught.value.response.data
    return told


def error_of(call: Callable[[], Any]) -> str:
    return str(refused(call)["error"])


def post(client: WebClient, **more: Any) -> str:
    return str(client.chat_postMessage(**{"channel": CHANNEL, "text": "Hello", **more})["ts"])


def trigger(server: PracticeServer, user: str = ANA) -> str:
    return server.workspace.tickets.trigger(user)


def test_the_app_learns_who_it_is(client: WebClient, server: PracticeServer) -> None:
    """auth.test names team, user and bot, and the header names the scopes that were granted."""
    told = client.auth_test()
    assert (told["team_id"], told["user_id"], told["bot_id"]) == ("T0PRACTICE", BOT_USER, BOT_ID)
    assert "chat:write" in told.headers["x-oauth-scopes"].split(",")


def test_a_message_is_posted_and_read_back_with_its_metadata(client: WebClient) -> None:
    """conversations.history is newest first; metadata comes only when it is asked for."""
    metadata = {"event_type": "delivery", "event_payload": {"key": "k1"}}
    first, second = post(client, metadata=metadata), post(client, blocks=BUTTONS)
    assert float(first) < float(second)
    plain = client.conversations_history(channel=CHANNEL)["messages"]
    assert [each["ts"] for each in plain] == [second, first]
    assert "metadata" not in plain[1]
    assert plain[0]["blocks"][1]["elements"][0]["action_id"] == "press_one"
    assert (plain[0]["user"], plain[0]["bot_id"]) == (BOT_USER, BOT_ID)
    whole = client.conversations_history(channel=CHANNEL, include_all_metadata=True)["messages"]
    assert whole[1]["metadata"] == metadata


def test_history_is_bounded_and_paged(client: WebClient) -> None:
    """oldest and latest exclude themselves unless told otherwise; the cursor leads through every message once."""
    stamps = [post(client) for _ in range(5)]
    between = client.conversations_history(channel=CHANNEL, oldest=stamps[1], latest=stamps[3])["messages"]
    assert [each["ts"] for each in between] == [stamps[2]]
    inclusive = client.conversations_history(channel=CHANNEL, oldest=stamps[1], latest=stamps[3], inclusive=True)
    assert [each["ts"] for each in inclusive["messages"]] == stamps[3:0:-1]
    seen: list[str] = []
    cursor: str | None = None
    while cursor != "":
        page = client.conversations_history(channel=CHANNEL, limit=2, cursor=cursor)
        seen += [each["ts"] for each in page["messages"]]
        cursor = page["response_metadata"]["next_cursor"]
        assert page["has_more"] is bool(cursor)
    assert seen == stamps[::-1]


def test_timestamps_are_calendar_time(client: WebClient, clock: MovableClock) -> None:
    """A message posted after the clock was moved is as much later."""
    before = float(post(client))
    clock.move(timedelta(days=2))
    assert float(post(client)) - before >= 2 * 86_400


def test_an_update_with_text_alone_takes_the_blocks_away(client: WebClient) -> None:
    """As in Slack, blocks that are not sent again are gone, and metadata stays."""
    metadata = {"event_type": "delivery", "event_payload": {}}
    ts = post(client, blocks=BUTTONS, metadata=metadata)
    client.chat_update(channel=CHANNEL, ts=ts, text="Over")
    (message,) = client.conversations_history(channel=CHANNEL, include_all_metadata=True)["messages"]
    assert message["text"] == "Over"
    assert "blocks" not in message
    assert message["metadata"] == metadata
    assert message["edited"]["user"] == BOT_USER


def test_a_deleted_message_is_gone(client: WebClient) -> None:
    """What was deleted cannot be changed, deleted or linked to."""
    ts = post(client)
    client.chat_delete(channel=CHANNEL, ts=ts)
    assert error_of(lambda: client.chat_update(channel=CHANNEL, ts=ts, text="x")) == "message_not_found"
    assert error_of(lambda: client.chat_delete(channel=CHANNEL, ts=ts)) == "message_not_found"
    assert error_of(lambda: client.chat_getPermalink(channel=CHANNEL, message_ts=ts)) == "message_not_found"
    assert error_of(lambda: client.reactions_get(channel=CHANNEL, timestamp=ts)) == "message_not_found"


def test_an_ephemeral_message_is_for_one_person(client: WebClient, server: PracticeServer) -> None:
    """It is in nobody else's sight, and not in the history."""
    client.chat_postEphemeral(channel=CHANNEL, user=ANA, text="for you")
    assert [each.text for each in server.person(ANA).messages(CHANNEL)] == ["for you"]
    assert server.person(BEN).messages(CHANNEL) == ()
    assert client.conversations_history(channel=CHANNEL)["messages"] == []


def test_direct_messages_are_opened_once(client: WebClient, server: PracticeServer) -> None:
    """conversations.open gives the same channel again, and posting there reaches that person."""
    channel = client.conversations_open(users=ANA)["channel"]["id"]
    assert client.conversations_open(users=[ANA])["channel"]["id"] == channel
    post(client, channel=channel)
    post(client, channel=ANA)
    assert [each.text for each in server.person(ANA).dms] == ["Hello", "Hello"]


def test_channels_and_people_can_be_looked_up(client: WebClient, server: PracticeServer) -> None:
    """info, members, list and users.* tell what they tell in Slack."""
    info = client.conversations_info(channel=CHANNEL, include_num_members=True)["channel"]
    assert (info["name"], info["is_private"], info["is_member"], info["num_members"]) == ("referrals", True, True, 4)
    assert client.conversations_members(channel=CHANNEL)["members"] == [ANA, BEN, VERA, BOT_USER]
    listed = client.conversations_list(types="private_channel")["channels"]
    assert [each["id"] for each in listed] == [CHANNEL]
    ana = client.users_info(user=ANA)["user"]
    assert (ana["real_name"], ana["tz"], ana["is_owner"], ana["is_admin"]) == (
        "Ana Flores",
        "America/Chicago",
        True,
        True,
    )
    everybody = {each["id"]: each for each in client.users_list()["members"]}
    assert everybody[VERA]["is_restricted"] is True
    assert everybody[BOT_USER]["is_bot"] is True
    assert (everybody[SLACKBOT]["is_bot"], everybody[SLACKBOT]["deleted"]) == (False, False)
    assert client.users_info(user=SLACKBOT)["user"]["name"] == "slackbot"
    assert client.users_list(limit=1)["response_metadata"]["next_cursor"]
    server.admin.archive(CHANNEL)
    assert client.conversations_list(types="private_channel", exclude_archived=True)["channels"] == []


def test_reactions_can_be_read(client: WebClient, server: PracticeServer) -> None:
    """reactions.get counts by name, tones apart."""
    ts = post(client)
    server.person(ANA).react(CHANNEL, ts, "hand")
    server.person(BEN).react(CHANNEL, ts, "hand")
    server.person(VERA).react(CHANNEL, ts, "hand::skin-tone-5")
    assert client.reactions_get(channel=CHANNEL, timestamp=ts)["message"]["reactions"] == [
        {"name": "hand", "users": [ANA, BEN], "count": 2},
        {"name": "hand::skin-tone-5", "users": [VERA], "count": 1},
    ]


@pytest.mark.parametrize("name", ["not an emoji!", "✋", "hand::skin-tone-9", ""])
def test_people_react_with_emoji_alone(client: WebClient, server: PracticeServer, name: str) -> None:
    """By the names that Slack has for them, as the app does."""
    ts = client.chat_postMessage(channel=CHANNEL, text="Hello")["ts"]
    with pytest.raises(SlackError, match="invalid_name"):
        server.person(ANA).react(CHANNEL, ts, name)
    assert server.person(ANA).messages(CHANNEL)[0].reactions == ()


def test_an_app_with_the_scope_can_react(clock: MovableClock) -> None:
    """Where everybody sees it."""
    manifest = {**MANIFEST, "oauth_config": {"scopes": {"bot": ["chat:write", "reactions:write"]}}}
    server = PracticeServer(ROSTER, manifest, clock)
    server.start()
    client = WebClient(server.bot_token, base_url=server.api_url)
    ts = post(client)
    client.reactions_add(channel=CHANNEL, timestamp=ts, name="eyes")
    assert server.person(ANA).messages(CHANNEL)[0].has_reaction("eyes", BOT_USER)
    server.stop()


def test_who_has_no_right_token_is_refused(server: PracticeServer) -> None:
    """No token, a wrong one, and one of the wrong kind are three different things."""
    bad = WebClient("xoxb-wrong", base_url=server.api_url)
    app = WebClient(server.app_token, base_url=server.api_url)
    good = WebClient(server.bot_token, base_url=server.api_url)
    assert error_of(WebClient(base_url=server.api_url).auth_test) == "not_authed"
    assert error_of(bad.auth_test) == "invalid_auth"
    assert error_of(lambda: app.users_list()) == "not_allowed_token_type"
    assert error_of(lambda: good.apps_connections_open(app_token=server.bot_token)) == "not_allowed_token_type"
    assert error_of(lambda: good.api_call("chat.nonsense")) == "unknown_method"
    assert app.auth_test()["app_id"]


def test_a_trigger_works_once_and_for_three_seconds(clock: MovableClock) -> None:
    """By the machine's time; the calendar has nothing to do with it."""
    seconds = [0.0]
    server = PracticeServer(ROSTER, MANIFEST, clock, machine_time=lambda: seconds[0])
    server.start()
    client = WebClient(server.bot_token, base_url=server.api_url)
    used, late = trigger(server), trigger(server)
    clock.move(timedelta(days=1))
    client.views_open(trigger_id=used, view=FORM)
    assert error_of(lambda: client.views_open(trigger_id=used, view=FORM)) == "exchanged_trigger_id"
    seconds[0] = 3.1
    assert error_of(lambda: client.views_open(trigger_id=late, view=FORM)) == "expired_trigger_id"
    assert error_of(lambda: client.views_open(trigger_id="nonsense", view=FORM)) == "invalid_trigger_id"
    server.stop()


def test_a_view_is_changed_only_by_who_knows_it(client: WebClient, server: PracticeServer) -> None:
    """An update with an old hash is a conflict; a closed view is not found; three views are the most."""
    first = client.views_open(trigger_id=trigger(server), view=FORM)["view"]
    second = client.views_update(view_id=first["id"], hash=first["hash"], view=FORM)["view"]
    conflict = error_of(lambda: client.views_update(view_id=first["id"], hash=first["hash"], view=FORM))
    assert (conflict, second["hash"] == first["hash"]) == ("hash_conflict", False)
    client.views_push(trigger_id=trigger(server), view=FORM)
    client.views_push(trigger_id=trigger(server), view=FORM)
    assert error_of(lambda: client.views_push(trigger_id=trigger(server), view=FORM)) == "push_limit_reached"
    server.workspace.views.clear(ANA)
    assert error_of(lambda: client.views_update(view_id=first["id"], view=FORM)) == "not_found"
    assert error_of(lambda: client.views_push(trigger_id=trigger(server), view=FORM)) == "not_found"


@pytest.mark.parametrize(
    "change",
    [
        {"title": {"type": "plain_text", "text": "x" * 25}},
        {"submit": None},
        {"private_metadata": "x" * 3001},
        {"blocks": [SECTION] * 101},
        {"type": "nonsense"},
    ],
)
def test_a_view_that_slack_would_not_take_is_refused(
    client: WebClient, server: PracticeServer, change: dict[str, Any]
) -> None:
    """With the reasons beside the name."""
    told = refused(lambda: client.views_open(trigger_id=trigger(server), view={**FORM, **change}))
    assert told["error"] == "invalid_arguments"
    assert told["response_metadata"]["messages"]


def test_an_app_without_a_home_tab_has_nothing_to_publish(client: WebClient) -> None:
    """The manifest decides."""
    home = {"type": "home", "blocks": [SECTION]}
    assert error_of(lambda: client.views_publish(user_id=ANA, view=home)) == "not_enabled"


def test_a_call_whose_answer_is_dropped_was_done(client: WebClient, server: PracticeServer) -> None:
    """Once; and the call is remembered as what it was."""
    server.faults.drop_answer("chat.postMessage")
    with pytest.raises(OSError, match=r"closed connection|reset"):
        post(client, text="dropped")
    assert [each.text for each in server.person(ANA).messages(CHANNEL)] == ["dropped"]
    post(client)
    assert [(each.error, each.dropped) for each in server.calls] == [("", True), ("", False)]
    assert server.calls[-1].args["channel"] == CHANNEL


def test_a_response_url_takes_five_answers_for_half_an_hour(clock: MovableClock) -> None:
    """After that it is used up, or too old, by the machine's time."""
    seconds = [0.0]
    server = PracticeServer(ROSTER, MANIFEST, clock, machine_time=lambda: seconds[0])
    server.start()
    tickets = server.workspace.tickets
    used = WebhookClient(f"{server.page_url}hooks/{tickets.address(ANA, CHANNEL)}")
    old = WebhookClient(f"{server.page_url}hooks/{tickets.address(ANA, CHANNEL)}")
    assert [used.send(text="again").status_code for _ in range(5)] == [200] * 5
    last = used.send(text="again")
    assert (last.status_code, "used_url" in last.body) == (404, True)
    assert old.send(text="").body == "no_text"
    seconds[0] = 1801.0
    assert "expired_url" in old.send(text="late").body
    server.stop()


def test_a_response_url_refuses_what_slack_would_not_take(client: WebClient, server: PracticeServer) -> None:
    """With 400 and the name of the error; it can answer in a thread, and change the message that was acted on."""
    ts = post(client)
    address = server.workspace.tickets.address(ANA, CHANNEL, ts)
    hook = WebhookClient(f"{server.page_url}hooks/{address}")
    for body, refusal in (
        ({"blocks": [{"type": "nonsense"}]}, "invalid_blocks"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"blocks": [LONG] * 5}, "msg_blocks_too_long"),
    ):
        told = hook.send_dict(body)
        assert (told.status_code, told.body) == (400, refusal)
        server.workspace.tickets.address_of(address).uses = 0
    hook.send_dict({"text": "in the thread", "response_type": "in_channel", "thread_ts": ts})
    thread = client.conversations_replies(channel=CHANNEL, ts=ts)["messages"]
    assert [each.get("subtype") for each in thread] == [None, "bot_message"]
    hook.send(text="changed", replace_original=True)
    assert server.workspace.message(CHANNEL, ts).text == "changed"
    client.chat_delete(channel=CHANNEL, ts=ts)
    client.chat_delete(channel=CHANNEL, ts=thread[1]["ts"])
    assert hook.send(delete_original=True).body == "message_not_found"


def test_a_response_url_of_an_archived_channel_takes_nothing(client: WebClient, server: PracticeServer) -> None:
    """Whatever it is to do there."""
    ts = post(client)
    hook = WebhookClient(f"{server.page_url}hooks/{server.workspace.tickets.address(ANA, CHANNEL, ts)}")
    server.admin.archive(CHANNEL)
    for body in ({"text": "for you"}, {"text": "changed", "replace_original": True}, {"delete_original": True}):
        told = hook.send_dict(body)
        assert (told.status_code, told.body) == (400, "is_archived")


def test_a_response_url_can_speak_to_all_or_take_back(client: WebClient, server: PracticeServer) -> None:
    """in_channel is seen by everybody; delete_original takes away the message that was acted on."""
    ts = post(client)
    address = server.workspace.tickets.address(ANA, CHANNEL, ts)
    hook = WebhookClient(f"{server.page_url}hooks/{address}")
    hook.send(text="for all", response_type="in_channel")
    hook.send(delete_original=True)
    assert [each.text for each in server.person(BEN).messages(CHANNEL)] == ["for all"]


def test_a_changed_account_shows_at_once(clock: MovableClock) -> None:
    """users.info tells the new time zone."""
    server = PracticeServer(Roster(ROSTER.team, (Person(ANA, "Ana"),), ROSTER.channels), MANIFEST, clock)
    server.start()
    client = WebClient(server.bot_token, base_url=server.api_url)
    server.admin.change_person(ANA, timezone="Europe/Paris")
    assert client.users_info(user=ANA)["user"]["tz"] == "Europe/Paris"
    server.stop()
