"""What can be picked in a message tells the app what Slack's does, for each reader apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.sandbox.stories.story import StoryFailed, parse_story
from bot.sandbox.stories.storyteller import Storyteller
from tests.integration.sandbox.tiny import ANA, BEN, CHANNEL, Stage

if TYPE_CHECKING:
    from bot.sandbox.slack.conversations import Message


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def options(*texts: str) -> list[dict[str, Any]]:
    return [{"text": plain(text), "value": text.lower()} for text in texts]


HOW = {"type": "radio_buttons", "action_id": "how", "options": options("Daily", "Weekly")}
ELEMENTS: list[dict[str, Any]] = [
    {"type": "static_select", "action_id": "one", "placeholder": plain("One"), "options": options("Red", "Blue")},
    {
        "type": "multi_static_select",
        "action_id": "many",
        "placeholder": plain("Many"),
        "options": options("Mon", "Tue"),
    },
    {"type": "checkboxes", "action_id": "ticks", "options": options("Thanks", "Sources")},
    HOW,
    {"type": "datepicker", "action_id": "day", "initial_date": "2026-11-30"},
    {"type": "timepicker", "action_id": "hour"},
    {"type": "external_select", "action_id": "person", "min_query_length": 0},
]
BLOCKS: list[dict[str, Any]] = [
    {"type": "actions", "block_id": "fields", "elements": ELEMENTS},
    *(
        {
            "type": "section",
            "block_id": line,
            "text": plain(line),
            "accessory": {"type": "overflow", "action_id": "snooze", "options": options(f"Tomorrow {line}", "Mute")},
        }
        for line in ("first", "second")
    ),
]


def posted(stage: Stage) -> Message:
    ts = stage.tiny.app.client.chat_postMessage(channel=CHANNEL, text="Choose", blocks=BLOCKS)["ts"]
    return stage.server.workspace.message(CHANNEL, ts)


@pytest.mark.parametrize(
    ("action_id", "value", "told"),
    [
        ("one", "blue", {"selected_option": {"value": "blue"}, "placeholder": {"text": "One"}}),
        ("many", ["mon", "tue"], {"selected_options": [{"value": "mon"}, {"value": "tue"}]}),
        ("ticks", ["sources"], {"selected_options": [{"value": "sources"}]}),
        ("how", "weekly", {"selected_option": {"value": "weekly"}}),
        ("day", "2026-12-01", {"selected_date": "2026-12-01", "initial_date": "2026-11-30"}),
        ("hour", "09:15", {"selected_time": "09:15"}),
        ("person", "Z", {"selected_option": {"value": "a"}}),
        ("snooze", "tomorrow second", {"selected_option": {"value": "tomorrow second"}, "block_id": "second"}),
    ],
)
def test_a_choice_is_told_as_slack_tells_it(stage: Stage, action_id: str, value: Any, told: dict[str, Any]) -> None:
    """The option whole, the day and the time as texts, and what of the element goes with them."""
    stage.tiny.app.action(action_id)(lambda ack: ack())
    stage.server.person(ANA).click(posted(stage), action_id, value)
    (action,) = stage.tiny.of_type("block_actions")[-1]["actions"]
    assert {"type", "action_id", "block_id", "action_ts"} <= action.keys()
    for name, part in told.items():
        assert contains(action[name], part)


def contains(whole: Any, part: Any) -> bool:
    if isinstance(part, dict):
        return all(contains(whole[key], each) for key, each in part.items())
    if isinstance(part, list):
        return len(whole) == len(part) and all(map(contains, whole, part))
    return bool(whole == part)


def test_what_was_picked_in_a_message_is_each_readers_own(stage: Stage) -> None:
    """It is told with the next use, also once the app has changed the message; nobody else's is."""
    for action_id in ("how", "hour"):
        stage.tiny.app.action(action_id)(lambda ack: ack())
    message = posted(stage)
    stage.server.person(ANA).click(message, "how", "weekly")
    less = [{"type": "actions", "block_id": "fields", "elements": ELEMENTS[3:6]}]
    stage.tiny.app.client.chat_update(channel=CHANNEL, ts=message.ts, text="Choose", blocks=less)
    changed = stage.server.workspace.message(CHANNEL, message.ts)
    for user in (ANA, BEN):
        stage.server.person(user).click(changed, "hour", "09:15")
    mine, others = (each["state"]["values"]["fields"] for each in stage.tiny.of_type("block_actions")[1:])
    assert mine["how"]["selected_option"]["value"] == "weekly"
    assert (others["how"]["selected_option"], others["hour"]["selected_time"]) == (None, "09:15")
    assert set(mine) == {"how", "day", "hour"}


def test_an_element_of_a_reply_tells_of_its_thread(stage: Stage) -> None:
    """In the container, as in the message; one that is in no thread tells of none."""
    stage.tiny.app.action("how")(lambda ack: ack())
    client, ana = stage.tiny.app.client, stage.server.person(ANA)
    root = stage.server.workspace.message(CHANNEL, client.chat_postMessage(channel=CHANNEL, text="Your copy")["ts"])
    blocks = [{"type": "actions", "elements": [HOW]}]
    reply = client.chat_postMessage(channel=CHANNEL, text="Well?", blocks=blocks, thread_ts=root.ts)["ts"]
    ana.click(stage.server.workspace.message(CHANNEL, reply), "how", "daily")
    told = stage.tiny.of_type("block_actions")[-1]
    assert told["container"]["thread_ts"] == told["message"]["thread_ts"] == root.ts
    ana.click(posted(stage), "how", "daily")
    assert "thread_ts" not in stage.tiny.of_type("block_actions")[-1]["container"]


def test_a_story_says_at_which_line(stage: Stage) -> None:
    """Where several lines have a menu with the same option; a line that is not there has none."""
    stage.tiny.app.action("snooze")(lambda ack: ack())
    posted(stage)
    head = "title: Lines\nshows: Some.\nsteps:\n"
    Storyteller(stage.server, parse_story(f"{head}  - Ana chooses: Mute\n    at: second\n"), patience=5).tell()
    assert stage.tiny.of_type("block_actions")[-1]["actions"][0]["block_id"] == "second"
    with pytest.raises(StoryFailed, match="There is no option “Mute”"):
        Storyteller(stage.server, parse_story(f"{head}  - Ana chooses: Mute\n    at: third\n"), patience=0.1).tell()


def test_a_story_chooses_in_a_message(stage: Stage) -> None:
    """One option more each time where several can be chosen, a day or a time by itself, and in a thread's reply too."""
    for action_id in ("ticks", "hour"):
        stage.tiny.app.action(action_id)(lambda ack: ack())
    root = stage.tiny.app.client.chat_postMessage(channel=CHANNEL, text="Your copy")["ts"]
    stage.tiny.app.client.chat_postMessage(channel=CHANNEL, text="Choose", blocks=BLOCKS, thread_ts=root)
    steps = "".join(f"  - Ana chooses: {each}\n" for each in ("Thanks", "Sources", "Thanks", "09:15"))
    places: list[str] = []
    told = parse_story(f"title: Choices\nshows: Some.\nsteps:\n{steps}")
    teller = Storyteller(
        stage.server, told, patience=5, heard=lambda _line: places.append(teller.playback.progress.where)
    )
    teller.tell()
    chosen = [each["actions"][0] for each in stage.tiny.of_type("block_actions")]
    ticks = [[one["value"] for one in each["selected_options"]] for each in chosen[:3]]
    assert ticks == [["thanks"], ["thanks", "sources"], ["sources"]]
    assert chosen[3]["selected_time"] == "09:15"
    assert places == [f"{CHANNEL}/{root}"] * 4
