"""What goes wrong on demand: the catalogue switches it on and off, and each entry does what its label says."""

from __future__ import annotations

import json
import threading
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect as connect_websocket

from bot.sandbox.delivery.gateway import Holding
from bot.sandbox.page.mischief import How, Mischief
from bot.sandbox.server import PracticeServer
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.faults import ALWAYS, EVERY
from bot.sandbox.slack.workspace import BOT_USER
from tests.integration.sandbox.tiny import ANA, BEN, CHANNEL, MANIFEST, ROSTER, Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.clock import MovableClock


def entry(server: PracticeServer, name: str) -> dict[str, Any]:
    return next(each for each in Mischief(server).told() if each["name"] == name)


def react(server: PracticeServer, *names: str) -> None:
    """Have things to tell the app, in this order."""
    ben = server.person(BEN)
    message = ben.say(CHANNEL, "words")
    for name in names:
        ben.react(CHANNEL, message.ts, name)


def reactions(stage: Stage) -> Sequence[str]:
    """What the app heard, in its order."""
    return [each["event"]["reaction"] for each in stage.tiny.of_type("reaction_added")]


@pytest.fixture
def post(client: WebClient) -> Any:
    return lambda: client.chat_postMessage(channel=CHANNEL, text="hello")


def test_every_switch_goes_on_and_off(stage: Stage) -> None:
    """Off at first, on when it was switched on, and off again."""
    mischief = Mischief(stage.server)
    switches = [each for each in mischief.told() if each["kind"] == How.SWITCH]
    assert len(switches) >= 7
    for each in switches:
        for on in (True, False):
            assert entry(stage.server, each["name"])["on"] is not on
            mischief.do(each["name"], on)
        assert entry(stage.server, each["name"])["on"] is False


def test_what_happens_once_is_armed_until_it_is_used(server: PracticeServer, post: Any) -> None:
    """The page can show that it is still to come."""
    Mischief(server).do("busy_post", None)
    assert entry(server, "busy_post")["on"] is True
    with pytest.raises(SlackApiError, match="ratelimited"):
        post()
    assert entry(server, "busy_post")["on"] is False
    post()


def test_the_connection_is_shown_only_where_there_is_one(stage: Stage) -> None:
    """Over signed HTTP there is no socket to close."""
    groups = [each["group"] for each in Mischief(stage.server).told()]
    assert ("Connection" in groups) is not stage.server.over_http
    assert groups == sorted(groups, key=["Deliveries", "Web API", "Connection", "People and channels"].index)


def test_a_pick_is_done_to_the_one_that_was_picked(server: PracticeServer) -> None:
    """Who was deactivated can be reactivated, and is brought into the channel; what cannot be picked is refused."""
    mischief = Mischief(server)
    names = [each["name"] for each in mischief.told()]
    assert not {"reactivate", "grant", f"join:{CHANNEL}"} & set(names)
    mischief.do("deactivate", ANA)
    assert entry(server, "reactivate")["options"] == [{"value": ANA, "label": "Ana Flores"}]
    mischief.do("reactivate", ANA)
    assert server.workspace.people[ANA].deleted is False
    mischief.do(f"join:{CHANNEL}", ANA)
    mischief.do(f"leave:{CHANNEL}", BEN)
    assert ANA in server.workspace.conversation(CHANNEL).members
    assert BEN not in server.workspace.conversation(CHANNEL).members
    for name, value in (("deactivate", "U99NOBODY"), ("twice", None)):
        with pytest.raises(ValueError, match=r"switch|picked"):
            mischief.do(name, value)
    with pytest.raises(SlackError, match="no_such_fault"):
        mischief.do("nothing", None)


def test_a_scope_is_taken_away_and_given_back(server: PracticeServer, post: Any) -> None:
    """Slack names what is needed and what there is, in the answer and in its header; the manifest stays as it is."""
    mischief = Mischief(server)
    mischief.do("revoke", "chat:write")
    with pytest.raises(SlackApiError) as refused:
        post()
    answer = refused.value.response
    assert (answer["error"], answer["needed"]) == ("missing_scope", "chat:write")
    assert "chat:write" not in answer["provided"].split(",")
    assert "chat:write" not in answer.headers["x-oauth-scopes"].split(",")
    assert "chat:write" in server.workspace.manifest.scopes
    mischief.do("grant", "chat:write")
    assert "chat:write" in post().headers["x-oauth-scopes"].split(",")


def test_an_event_needs_its_scope(stage: Stage) -> None:
    """Slack tells an app nothing that it may not read."""
    stage.server.admin.revoke_scope("reactions:read")
    react(stage.server, "hand")
    stage.server.admin.grant_scope("reactions:read")
    react(stage.server, "wave")
    stage.server.settle()
    assert reactions(stage) == ["wave"]


@pytest.mark.parametrize(("scope", "heard"), [("groups:read", False), ("channels:read", True)])
def test_who_comes_and_goes_needs_the_scope_of_the_kind_of_channel(stage: Stage, scope: str, heard: bool) -> None:
    """An app that may read public channels hears nothing of a private one."""
    stage.server.admin.grant_scope("channels:read")
    stage.server.admin.revoke_scope(scope)
    stage.server.admin.leave_channel(BEN, CHANNEL)
    stage.server.settle()
    assert bool(stage.tiny.of_type("member_left_channel")) is heard


def test_the_channel_is_archived_and_the_app_is_put_out_of_it(server: PracticeServer, post: Any) -> None:
    """Until it is unarchived, and until the app is invited again."""
    mischief = Mischief(server)
    for name, refusal in (("archive", "is_archived"), ("remove_bot", "channel_not_found")):
        mischief.do(f"{name}:{CHANNEL}", True)
        with pytest.raises(SlackApiError, match=refusal):
            post()
        mischief.do(f"{name}:{CHANNEL}", False)
        post()
    assert BOT_USER in server.workspace.conversation(CHANNEL).members


def test_events_that_were_held_arrive_late(stage: Stage) -> None:
    """In their order, marked as Slack marks what it tried before, and nothing before that."""
    stage.server.hold_events(Holding.LATE)
    react(stage.server, "one", "two", "three")
    stage.server.settle()
    assert reactions(stage) == []
    stage.server.release_events()
    stage.server.settle()
    assert reactions(stage) == ["one", "two", "three"]
    react(stage.server, "four")
    stage.server.settle()
    assert reactions(stage)[-1] == "four"


def test_events_that_were_held_arrive_last_first(stage: Stage) -> None:
    """Each when the one before it was answered, so that the order is the same each time."""
    stage.server.hold_events(Holding.BACKWARDS)
    react(stage.server, "one", "two", "three")
    stage.server.release_events()
    stage.server.settle()
    assert reactions(stage) == ["three", "two", "one"]


def test_an_answer_that_is_lost_brings_the_event_again(stage: Stage) -> None:
    """Once more, with the same event_id."""
    stage.server.faults.lose_acks()
    react(stage.server, "hand")
    stage.server.settle()
    assert len(stage.tiny.told) == 2
    assert len({each["event_id"] for each in stage.tiny.told}) == 1


def test_retries_are_marked_in_the_envelope(server: PracticeServer) -> None:
    """retry_attempt counts from one, and retry_reason says why."""
    url = WebClient(base_url=server.api_url).apps_connections_open(app_token=server.app_token)["url"]
    server.hold_events(Holding.LATE)
    with connect_websocket(url) as socket:
        socket.recv()
        react(server, "hand")
        server.release_events()
        late = json.loads(socket.recv())
        socket.send(json.dumps({"envelope_id": late["envelope_id"]}))
        server.settle()
    assert (late["retry_attempt"], late["retry_reason"]) == (1, "timeout")


def test_a_command_can_come_too_late_for_its_form(stage: Stage) -> None:
    """Its trigger has expired; that of the next has not."""
    ana = stage.server.person(ANA)
    stage.server.faults.delay_commands()
    ana.command("/form")
    assert ana.view is None
    assert [call.error for call in stage.server.calls if call.method == "views.open"] == ["expired_trigger_id"]
    ana.command("/form")
    assert ana.view is not None


def test_calls_fail_until_it_is_switched_off(server: PracticeServer, client: WebClient) -> None:
    """Whichever method is called."""
    server.faults.rate_limit(EVERY, ALWAYS, retry_after=10)
    for _ in range(3):
        with pytest.raises(SlackApiError, match="ratelimited") as refused:
            client.auth_test()
    assert refused.value.response.headers["retry-after"] == "10"
    server.faults.rate_limit(EVERY, 0)
    server.faults.break_down(EVERY, ALWAYS)
    with pytest.raises(SlackApiError) as broken:
        client.auth_test()
    assert broken.value.response.status_code == 500
    server.faults.break_down(EVERY, 0)
    client.auth_test()


def test_silence_lasts_until_it_is_ended(server: PracticeServer, client: WebClient, post: Any) -> None:
    """The call is taken, nothing is done and nothing said, and meanwhile others are answered."""
    failures: list[BaseException] = []

    def call() -> None:
        try:
            post()
        except (OSError, HTTPException) as failure:
            failures.append(failure)

    Mischief(server).do("silent_post", None)
    caller = threading.Thread(target=call)
    caller.start()
    server.wait_until(lambda: server.calls)
    client.auth_test()
    assert caller.is_alive()
    server.end_silence()
    caller.join(5)
    assert len(failures) == 1
    assert [(call.method, call.error) for call in server.calls] == [
        ("chat.postMessage", "no_answer"),
        ("auth.test", ""),
    ]
    assert server.person(ANA).messages(CHANNEL) == ()


def test_silence_keeps_nobody_from_leaving(clock: MovableClock) -> None:
    """A client that gives up has done with it, and so has a workspace that stops: it ends, and the call with it."""
    server = PracticeServer(ROSTER, MANIFEST, clock)
    server.start()
    server.faults.keep_silent(EVERY, ALWAYS)
    impatient = WebClient(server.bot_token, base_url=server.api_url, retry_handlers=[], timeout=0.1)  # type: ignore[arg-type]
    with pytest.raises(TimeoutError):
        impatient.auth_test()
    failures: list[BaseException] = []

    def call() -> None:
        try:
            WebClient(server.bot_token, base_url=server.api_url, retry_handlers=[], timeout=60).auth_test()
        except (OSError, HTTPException) as failure:
            failures.append(failure)

    caller, leaver = threading.Thread(target=call, daemon=True), threading.Thread(target=server.stop, daemon=True)
    caller.start()
    server.wait_until(lambda: len(server.calls) == 2)
    leaver.start()
    leaver.join(20)
    caller.join(20)
    assert (leaver.is_alive(), len(failures)) == (False, 1)


def test_a_socket_is_told_why_it_ends(server: PracticeServer) -> None:
    """A warning leaves a while; a refresh ends at once; a cut says nothing."""
    web = WebClient(base_url=server.api_url)

    def opened() -> Any:
        return connect_websocket(web.apps_connections_open(app_token=server.app_token)["url"])

    with opened() as socket:
        socket.recv()
        server.warn_sockets(grace_seconds=0.05)
        told = json.loads(socket.recv())
        assert (told["type"], told["reason"], set(told["debug_info"])) == ("disconnect", "warning", {"host"})
        with pytest.raises(ConnectionClosed) as closed:
            socket.recv(5)
        assert closed.value.rcvd is not None
    with opened() as socket:
        socket.recv()
        server.refresh_sockets()
        assert json.loads(socket.recv())["reason"] == "refresh_requested"
        with pytest.raises(ConnectionClosed):
            socket.recv(5)
    with opened() as socket:
        socket.recv()
        server.cut_sockets()
        with pytest.raises(ConnectionClosed) as cut:
            socket.recv(5)
        assert cut.value.rcvd is None
    server.wait_until(lambda: server.connections == 0)
