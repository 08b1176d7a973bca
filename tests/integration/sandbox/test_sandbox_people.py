"""What a person does reaches the app as Slack would tell it, and what the app answers is what they then see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.sandbox.acting.deeds import NO_ANSWER
from bot.sandbox.api.answers import TROUBLE
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.forms import REQUIRED
from bot.sandbox.slack.workspace import APP_ID, BOT_USER
from tests.integration.sandbox.tiny import ANA, BEN, BUTTONS, CHANNEL, FORM, VERA, Stage

if TYPE_CHECKING:
    from bot.sandbox.slack.conversations import Message


def posted(stage: Stage) -> Message:
    stage.tiny.app.client.chat_postMessage(channel=CHANNEL, text="Press one", blocks=BUTTONS)
    return stage.server.person(ANA).messages(CHANNEL)[-1]


def test_a_command_opens_the_form_that_the_app_shows(stage: Stage) -> None:
    """A command arrives with Slack's fields, and the form is there when the command is acknowledged."""
    ana = stage.server.person(ANA)
    ana.command("/form some words", CHANNEL)
    (told,) = stage.tiny.told
    assert told["command"] == "/form"
    assert told["text"] == "some words"
    assert (told["team_id"], told["api_app_id"], told["user_id"]) == ("T0PRACTICE", APP_ID, ANA)
    assert (told["channel_id"], told["channel_name"], told["user_name"]) == (CHANNEL, "privategroup", "ana.flores")
    assert ana.view_payload["callback_id"] == "form"
    assert not ana.notice


def test_what_a_command_is_answered_with_is_seen_by_one_person(stage: Stage) -> None:
    """An acknowledgement with words and a response_url are both ephemeral messages."""
    stage.server.person(ANA).command("/words of mine", CHANNEL)
    assert [each.text for each in stage.server.person(ANA).messages(CHANNEL)] == ["and later", "You typed of mine"]
    assert stage.server.person(BEN).messages(CHANNEL) == ()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("/words @Ben Okafor and @ana.flores", f"<@{BEN}|ben.okafor> and <@{ANA}|ana.flores>"),
        ("/words @Ben Okafors cat", "@Ben Okafors cat"),
        ("/form @Ben Okafor", "@Ben Okafor"),
    ],
)
def test_a_person_who_is_named_in_a_command_comes_with_their_id(stage: Stage, typed: str, told: str) -> None:
    """Where the manifest asks for it, and by their whole name alone."""
    stage.server.person(ANA).command(typed)
    assert [each["text"] for each in stage.tiny.told] == [told]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/slow", '/slow failed with the error "operation_timeout"'),
        ("/nothing", "/nothing is not a valid command."),
    ],
)
def test_a_command_without_an_answer_is_told_as_slack_tells_it(stage: Stage, typed: str, said: str) -> None:
    """Who gets no answer in time, or types what no app knows, reads Slack's own line."""
    ana = stage.server.person(ANA)
    ana.command(typed)
    assert ana.notice == said


def test_a_fault_in_a_command_is_told(stage: Stage) -> None:
    """A fault in the app is a time-out over Socket Mode, which carries no status, and a failed dispatch over HTTP."""
    ana = stage.server.person(ANA)
    ana.command("/fault")
    assert ana.notice.startswith("/fault failed with the error")


def test_a_form_that_is_taken_closes(stage: Stage) -> None:
    """A submission carries the view with what was typed."""
    ana = stage.server.person(ANA)
    ana.command("/form")
    ana.submit({"text": "fine"})
    told = stage.tiny.told[-1]
    assert told["type"] == "view_submission"
    assert told["trigger_id"]
    assert told["view"]["state"]["values"]["what"]["text"] == {"type": "plain_text_input", "value": "fine"}
    assert told["view"]["private_metadata"] == "opaque"
    assert told["user"] == {"id": ANA, "username": "ana.flores", "name": "ana.flores", "team_id": "T0PRACTICE"}
    assert ana.view is None


def test_errors_stand_in_the_form_and_what_was_typed_stays(stage: Stage) -> None:
    """After `response_action: errors` the same form is open, with the words and the complaint."""
    ana = stage.server.person(ANA)
    ana.command("/form")
    ana.submit({"what": "wrong"})
    assert ana.view
    assert ana.view.errors == {"what": "Say it otherwise."}
    assert ana.view.values["what"]["text"]["value"] == "wrong"


def test_a_form_can_be_changed_covered_and_cleared(stage: Stage) -> None:
    """`update` keeps the view's id and what was typed, `push` lays one on it, `clear` closes all."""
    ana = stage.server.person(ANA)
    ana.command("/form")
    first = ana.view_payload
    ana.submit({"what": "other"})
    assert (ana.view_payload["id"], ana.view_payload["title"]["text"]) == (first["id"], "Other")
    assert ana.view_payload["hash"] != first["hash"]
    assert ana.view_payload["state"]["values"]["what"]["text"]["value"] == "other"
    ana.submit({"what": "deeper"})
    assert (ana.view_payload["previous_view_id"], ana.view_payload["root_view_id"]) == (first["id"], first["id"])
    ana.submit({"what": "all"})
    assert ana.view is None


def test_a_form_that_lacks_something_is_not_sent(stage: Stage) -> None:
    """Slack's own client holds back a form without a required field."""
    ana = stage.server.person(ANA)
    ana.command("/form")
    ana.submit()
    assert ana.view
    assert ana.view.errors == {"what": REQUIRED}
    assert stage.tiny.of_type("view_submission") == []


def test_an_answer_that_slack_does_not_understand_leaves_the_form_open(stage: Stage) -> None:
    """Errors for a field that is not there show as trouble, and what Slack disliked can be looked up."""
    ana = stage.server.person(ANA)
    ana.command("/form")
    ana.submit({"what": "nonsense"})
    assert ana.view
    assert ana.view.notice == TROUBLE
    assert [each.code for each in stage.server.workspace.form_troubles] == ["invalid_errors"]


def test_a_form_that_is_closed_is_told_when_it_asked_for_it(stage: Stage) -> None:
    """`notify_on_close` brings view_closed, without a trigger."""
    ana = stage.server.person(ANA)
    ana.command("/form")
    ana.close()
    stage.server.settle()
    assert ana.view is None
    (told,) = stage.tiny.of_type("view_closed")
    assert told["is_cleared"] is False
    assert "trigger_id" not in told


def closed(stage: Stage) -> list[tuple[str, bool]]:
    """Of which views the app was told that they were closed, and whether they were cleared."""
    stage.server.settle()
    return sorted((each["view"]["id"], each["is_cleared"]) for each in stage.tiny.of_type("view_closed"))


def covered(stage: Stage) -> tuple[str, str]:
    """Ana has a form open, and another on it; their ids."""
    ana = stage.server.person(ANA)
    ana.command("/form")
    below = ana.view_payload["id"]
    ana.submit({"what": "deeper"})
    return below, ana.view_payload["id"]


def test_the_close_button_closes_the_form_on_top_alone(stage: Stage) -> None:
    """The one below is there again, as it was."""
    below, top = covered(stage)
    stage.server.person(ANA).close()
    assert stage.server.person(ANA).view_payload["id"] == below
    assert closed(stage) == [(top, False)]


def test_the_cross_closes_all_forms(stage: Stage) -> None:
    """Each that asked for it is told as cleared."""
    views = covered(stage)
    stage.server.person(ANA).dismiss()
    assert stage.server.person(ANA).view is None
    assert closed(stage) == [(each, True) for each in views]


def test_a_form_can_have_its_close_button_close_all(stage: Stage) -> None:
    """`clear_on_close`, as the form on top has it."""
    below, top = covered(stage)
    stage.tiny.app.client.views_update(view_id=top, view={**FORM, "clear_on_close": True})
    stage.server.person(ANA).close()
    assert stage.server.person(ANA).view is None
    assert closed(stage) == [(below, True), (top, True)]


def test_forms_that_the_app_clears_are_told_of(stage: Stage) -> None:
    """`response_action: clear` closes all; those that asked for it are told as cleared."""
    views = covered(stage)
    stage.server.person(ANA).submit({"what": "all"})
    assert stage.server.person(ANA).view is None
    assert closed(stage) == [(each, True) for each in views]


def test_options_come_from_the_app_as_one_types(stage: Stage) -> None:
    """A select with options from outside asks the app."""
    ana = stage.server.person(ANA)
    ana.command("/form")
    found = ana.suggest("who", "person", "An")
    assert found["options"][0]["text"]["text"] == "Ana"
    ana.submit({"what": "fine", "who": found["options"][0]})
    assert stage.tiny.told[-1]["view"]["state"]["values"]["who"]["person"]["selected_option"]["value"] == "a"


def test_options_that_slack_would_not_show_are_not_shown(stage: Stage) -> None:
    """More than a hundred are none, and what Slack disliked can be looked up."""
    ana = stage.server.person(ANA)
    ana.command("/form")
    assert ana.suggest("who", "person", "too many") == {"options": []}
    (trouble,) = stage.server.workspace.form_troubles
    assert "no more than 100 items allowed" in trouble.details["response_metadata"]["messages"][0]


def test_a_button_in_a_form_can_change_it(stage: Stage) -> None:
    """block_actions from a view carry the view with its state, and views.update with its hash is taken."""
    ana = stage.server.person(ANA)
    ana.command("/form")
    ana.click(ana.view, "more", what="half done")  # type: ignore[arg-type]
    told = stage.tiny.told[-1]
    assert told["container"] == {"type": "view", "view_id": told["view"]["id"]}
    assert told["view"]["state"]["values"]["what"]["text"]["value"] == "half done"
    assert ana.view_payload["blocks"][-1]["type"] == "divider"
    assert ana.view_payload["state"]["values"]["what"]["text"]["value"] == "half done"


def test_a_button_in_a_message_can_replace_it(stage: Stage) -> None:
    """block_actions from a message carry message, channel and a response_url that works on it."""
    message = posted(stage)
    ana = stage.server.person(ANA)
    ana.click(message, "press_two")
    told = stage.tiny.told[-1]
    assert told["message"]["ts"] == message.ts
    assert told["channel"] == {"id": CHANNEL, "name": "privategroup"}
    assert told["container"] == {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": CHANNEL,
        "is_ephemeral": False,
    }
    (action,) = told["actions"]
    assert (action["type"], action["action_id"], action["value"]) == ("button", "press_two", "two")
    assert action["action_ts"]
    (after,) = ana.messages(CHANNEL)
    assert (after.text, after.blocks) == ("pressed two", ())


def test_a_button_that_nobody_answers_says_so(stage: Stage) -> None:
    """A button without a listener leaves the person a line."""
    blocks: list[dict[str, Any]] = [
        {
            "type": "actions",
            "elements": [{"type": "button", "action_id": "unknown", "text": {"type": "plain_text", "text": "Press"}}],
        }
    ]
    stage.tiny.app.client.chat_postMessage(channel=CHANNEL, text="Press", blocks=blocks)
    ana = stage.server.person(ANA)
    ana.click(ana.messages(CHANNEL)[-1], "unknown")
    assert ana.notice == NO_ANSWER


def test_reactions_are_told_with_their_tone_and_taken_back(stage: Stage) -> None:
    """A reaction is an event with the name as Slack writes it and with the author of the message."""
    message = posted(stage)
    ben = stage.server.person(BEN)
    ben.react(CHANNEL, message.ts, "hand::skin-tone-3")
    stage.server.settle()
    ben.unreact(CHANNEL, message.ts, "hand::skin-tone-3")
    stage.server.settle()
    added, removed = (each["event"] for each in stage.tiny.told)
    assert (added["type"], removed["type"]) == ("reaction_added", "reaction_removed")
    assert added["reaction"] == "hand::skin-tone-3"
    assert added["item"] == {"type": "message", "channel": CHANNEL, "ts": message.ts}
    assert (added["user"], added["item_user"]) == (BEN, BOT_USER)
    assert float(added["event_ts"]) < float(removed["event_ts"])
    assert ben.messages(CHANNEL)[-1].reactions == ()
    with pytest.raises(SlackError, match="no_reaction"):
        ben.unreact(CHANNEL, message.ts, "hand::skin-tone-3")


def test_people_who_change_or_go_are_told(stage: Stage) -> None:
    """Leaving, coming and being deactivated are events, in Slack's shapes; no field of a live account is left."""
    admin = stage.server.admin
    admin.leave_channel(BEN, CHANNEL)
    stage.server.settle()
    admin.join_channel(BEN, CHANNEL)
    stage.server.settle()
    admin.deactivate(BEN)
    stage.server.settle()
    left, joined, changed = (each["event"] for each in stage.tiny.told)
    assert (left["type"], left["user"], left["channel"]) == ("member_left_channel", BEN, CHANNEL)
    assert (joined["type"], joined["channel_type"]) == ("member_joined_channel", "G")
    assert changed["user"]["deleted"] is True
    assert "tz" not in changed["user"]
    with pytest.raises(SlackError, match="account_inactive"):
        stage.server.person(BEN).command("/form")


def test_only_what_is_subscribed_is_told(stage: Stage) -> None:
    """The app hears nothing of an archived channel, to which its manifest does not subscribe."""
    stage.server.admin.archive(CHANNEL)
    stage.server.settle()
    assert stage.tiny.told == []


def test_nobody_sees_what_is_not_theirs(stage: Stage) -> None:
    """A private channel is not there for who left it, nor a direct message for a third person."""
    stage.server.admin.leave_channel(VERA, CHANNEL)
    posted(stage)
    vera = stage.server.person(VERA)
    assert vera.messages(CHANNEL) == ()
    with pytest.raises(SlackError, match="channel_not_found"):
        vera.react(CHANNEL, "1.0", "hand")
    with pytest.raises(SlackError, match="channel_not_found"):
        vera.say(stage.server.person(ANA).dm_with_bot().id, "hello")


def test_nobody_can_type_to_an_app_that_wants_no_words(stage: Stage) -> None:
    """A read-only messages tab takes no message, and the channel does."""
    ana = stage.server.person(ANA)
    with pytest.raises(SlackError, match="messages_tab_disabled"):
        ana.say(ana.dm_with_bot().id, "hello")
    assert ana.say(CHANNEL, "hello").text == "hello"


def _told_of(config: dict[str, Any] | None, *, dispatch: bool = True) -> dict[str, Any]:
    """The form, with a text that tells the app what is typed; beside it one that does not."""
    element = {"type": "plain_text_input", "action_id": "letter", "multiline": True}
    element |= {"dispatch_action_config": config} if config else {}
    telling = {"type": "input", "block_id": "telling", "dispatch_action": dispatch, "element": element}
    label = {"type": "plain_text", "text": "Telling"}
    return {**FORM, "blocks": [{**telling, "label": label}, *FORM["blocks"]]}  # type: ignore[misc]


def test_what_is_typed_is_told_where_the_field_says_so(stage: Stage) -> None:
    """As Slack tells it: the action with its value, and all that stands in the form; the text stays when it changes."""
    ana, workspace = stage.server.person(ANA), stage.server.workspace
    view = _told_of({"trigger_actions_on": ["on_character_entered"]})
    stage.tiny.app.client.views_open(trigger_id=workspace.tickets.trigger(ANA), view=view)
    ana.fill({"telling": "hello", "what": "beside"})
    (told,) = stage.tiny.of_type("block_actions")
    (action,) = told["actions"]
    stamp = action.pop("action_ts")
    assert action == {"type": "plain_text_input", "block_id": "telling", "action_id": "letter", "value": "hello"}
    assert float(stamp) > 0
    state = told["view"]["state"]["values"]
    assert (state["telling"]["letter"]["value"], state["what"]["text"]["value"]) == ("hello", "beside")
    # The app has drawn the form anew, without that field: what stands in the other stays.
    assert ana.view_payload["state"]["values"]["what"]["text"]["value"] == "beside"
    assert not ana.notice


@pytest.mark.parametrize(
    "view",
    [_told_of(None), _told_of({"trigger_actions_on": ["on_enter_pressed"]}), _told_of(None, dispatch=False)],
    ids=["only Enter by default", "only Enter", "nothing"],
)
def test_what_is_typed_is_told_nowhere_else(stage: Stage, view: dict[str, Any]) -> None:
    """A text tells of the Enter key alone unless it says otherwise, and of nothing unless its block dispatches."""
    stage.tiny.app.client.views_open(trigger_id=stage.server.workspace.tickets.trigger(ANA), view=view)
    stage.server.person(ANA).fill({"telling": "hello"})
    assert stage.tiny.of_type("block_actions") == []


def test_of_two_letters_the_older_changes_a_form_no_more(stage: Stage) -> None:
    """Both were told with the same hash: once the app has answered the one, the other is a conflict."""
    ana, workspace = stage.server.person(ANA), stage.server.workspace
    view = _told_of({"trigger_actions_on": ["on_character_entered"]})
    client = stage.tiny.app.client
    opened = client.views_open(trigger_id=workspace.tickets.trigger(ANA), view=view)["view"]
    ana.fill({"telling": "h"})
    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.views_update(view_id=opened["id"], hash=opened["hash"], view=view)
