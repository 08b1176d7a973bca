"""What looks like Slack behaves like it: threads, unread marks, the app's Home, every block and element."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from slack_sdk import WebClient

from bot.clock import MovableClock
from bot.sandbox.server import PracticeServer
from tests.browser.axe import troubles_in_any_look
from tests.browser.visitor import Visitor
from tests.integration.sandbox.tiny import ANA, BEN, CHANNEL, ROSTER, declaring

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(400)]
PageOf = Callable[[PracticeServer], Visitor]


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def option(text: str) -> dict[str, Any]:
    return {"text": plain(text), "value": text.lower()}


HOME: dict[str, Any] = {
    "type": "home",
    "blocks": [
        {"type": "header", "text": plain("What needs me")},
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "*Two* things wait"},
            "accessory": {
                "type": "overflow",
                "action_id": "more",
                "options": [option("Tomorrow"), option("Next week")],
            },
        },
        {
            "type": "actions",
            "elements": [
                {"type": "datepicker", "action_id": "day", "initial_date": "2026-03-03"},
                {"type": "radio_buttons", "action_id": "how", "options": [option("Daily"), option("Weekly")]},
            ],
        },
    ],
}


PICKS: dict[str, Any] = {
    "type": "actions",
    "block_id": "picks",
    "elements": [
        {
            "type": "static_select",
            "action_id": "when",
            "placeholder": plain("When"),
            "options": [option("Daily"), option("Weekly")],
        },
        {"type": "timepicker", "action_id": "hour", "placeholder": plain("Hour")},
        {"type": "checkboxes", "action_id": "days", "options": [option("Mondays"), option("Tuesdays")]},
        {"type": "overflow", "action_id": "later", "options": [option("Tomorrow"), option("Next week")]},
    ],
}
SHORTCUTS = [
    {"name": "Tell about it", "type": "message", "callback_id": "about", "description": "Say something about it"},
    {"name": "Begin", "type": "global", "callback_id": "begin", "description": "Begin something new"},
]


@pytest.fixture
def server() -> Iterator[PracticeServer]:
    """A practice workspace whose app has a Home tab and shortcuts; no app is connected."""
    manifest = declaring(home_tab_enabled=True)
    manifest["features"]["shortcuts"] = SHORTCUTS
    practice = PracticeServer(ROSTER, manifest, MovableClock(), ack_seconds=0.2)
    practice.start()
    yield practice
    practice.stop()


@pytest.fixture
def client(server: PracticeServer) -> WebClient:
    return WebClient(server.bot_token, base_url=server.api_url, retry_handlers=[])


def test_a_reply_stays_in_its_thread(server: PracticeServer, client: WebClient, page_of: PageOf) -> None:
    """The channel counts it; the thread's pane shows it, takes an answer, and closes by Escape to where one was."""
    root = client.chat_postMessage(channel=CHANNEL, text="A card")["ts"]
    client.chat_postMessage(channel=CHANNEL, text="told in the thread", thread_ts=root)
    visitor = page_of(server)
    visitor.become("Ben Okafor", "referrals")
    messages, thread = visitor.page.locator("#messages"), visitor.page.get_by_role("complementary", name="Thread")
    expect(messages).not_to_contain_text("told in the thread")
    expect(thread).to_be_hidden()
    messages.get_by_role("button", name="1 reply").click()
    expect(thread.get_by_role("article")).to_have_count(2)
    reply = thread.get_by_role("textbox", name="Reply")
    expect(reply).to_be_focused()
    reply.fill("/form")
    reply.press("Enter")
    expect(thread).to_contain_text("/form is not supported in threads.")
    reply.fill("thank you")
    reply.press("Enter")
    expect(thread.get_by_role("article").last).to_contain_text("thank you")
    expect(messages.get_by_role("button", name="2 replies")).to_be_visible()
    reply.press("Escape")
    expect(thread).to_be_hidden()
    expect(messages.get_by_role("article")).to_be_focused()
    assert [each.text for each in server.person(BEN).messages(CHANNEL) if each.thread_ts == root][-1] == "thank you"


def test_the_thread_of_a_direct_message_of_the_app_is_read(
    server: PracticeServer, client: WebClient, page_of: PageOf
) -> None:
    """Where nobody can type to the app there is no box; a broadcast reply stands in both, and says what it is to."""
    root = client.chat_postMessage(channel=ANA, text="Your copy of the referral")
    for text, loud in (("Ben offered.", False), ("Nobody else did.", True)):
        client.chat_postMessage(channel=root["channel"], text=text, thread_ts=root["ts"], reply_broadcast=loud)
    visitor = page_of(server)
    visitor.become("Ana Flores", "Tiny")
    messages, thread = visitor.page.locator("#messages"), visitor.page.get_by_role("complementary", name="Thread")
    expect(messages).not_to_contain_text("Ben offered.")
    loud_one = visitor.message("Nobody else did.")
    expect(loud_one).to_contain_text("Tiny replied to a thread: Your copy of the referral")
    loud_one.get_by_role("button", name="Your copy of the referral").press("Enter")
    expect(thread.get_by_role("article")).to_have_count(3)
    expect(thread.get_by_role("article").last).to_contain_text("Also sent as a direct message")
    expect(thread.get_by_role("region", name="Replies")).to_be_focused()
    expect(thread.get_by_role("textbox")).to_be_hidden()


def test_what_is_picked_in_a_message_by_keys_stays(server: PracticeServer, client: WebClient, page_of: PageOf) -> None:
    """Lists, boxes, days, times and menus are reached and used without a mouse, and a change by the app keeps them."""
    sent = client.chat_postMessage(channel=CHANNEL, text="Choose", blocks=[PICKS])
    visitor = page_of(server)
    visitor.become("Ana Flores", "referrals")
    message, keyboard = visitor.message("Mondays"), visitor.page.keyboard
    for field, typed in (("When", "Weekly"), ("Hour", "9:15 AM")):
        message.get_by_role("combobox", name=field).fill(typed)
        expect(visitor.page.locator("[role=option]:visible")).to_have_count(1)
        keyboard.press("ArrowDown")
        keyboard.press("Enter")
    message.get_by_role("checkbox", name="Mondays").press("Space")
    ana, ts = server.person(ANA), str(sent["ts"])

    def picked() -> dict[str, Any]:
        return ana.values_in(server.workspace.message(CHANNEL, ts))["picks"]

    server.wait_until(lambda: picked()["days"]["selected_options"])
    assert picked()["when"]["selected_option"]["value"] == "weekly"
    assert picked()["hour"]["selected_time"] == "09:15"
    client.chat_update(channel=CHANNEL, ts=ts, text="Choose", blocks=[PICKS, {"type": "divider"}])
    expect(message.get_by_role("separator")).to_be_visible()
    expect(message.get_by_role("checkbox", name="Mondays")).to_be_checked()
    expect(message.get_by_role("combobox", name="When")).to_have_value("Weekly")
    message.get_by_role("button", name="More options").press("Enter")
    expect(visitor.page.get_by_role("menuitem", name="Tomorrow")).to_be_focused()
    keyboard.press("ArrowDown")
    expect(visitor.page.get_by_role("menuitem", name="Next week")).to_be_focused()


def test_the_thread_of_a_deleted_message_closes(server: PracticeServer, client: WebClient, page_of: PageOf) -> None:
    """Nobody is left writing under a message that is gone."""
    root = client.chat_postMessage(channel=CHANNEL, text="A card")["ts"]
    visitor = page_of(server)
    visitor.become("Ben Okafor", "referrals")
    message = visitor.message("A card")
    message.hover()
    message.get_by_role("button", name="Reply in thread").click()
    thread = visitor.page.get_by_role("complementary", name="Thread")
    expect(thread).to_be_visible()
    client.chat_delete(channel=CHANNEL, ts=root)
    expect(thread).to_be_hidden()


def test_what_is_new_stands_beneath_a_line(server: PracticeServer, client: WebClient, page_of: PageOf) -> None:
    """Whoever comes back sees where they left off; what they see come is not new to them."""
    visitor = page_of(server)
    expect(visitor.page.locator("#messages")).to_contain_text("There is nothing here at the moment.")
    client.chat_postMessage(channel=CHANNEL, text="seen as it came")
    expect(visitor.message("seen as it came")).to_be_visible()
    line = visitor.page.locator("#messages .new-line")
    expect(line).to_have_count(0)
    server.wait_until(lambda: server.workspace.conversation(CHANNEL).unread_by(ANA) == 0)
    visitor.become("Ben Okafor", "Tiny")
    client.chat_postMessage(channel=CHANNEL, text="came meanwhile")
    client.chat_postMessage(channel=ANA, text="to Ana alone")
    ana = visitor.page.get_by_role("toolbar", name="Be somebody").get_by_role("button", name="Ana Flores, 1 unread")
    expect(ana).to_be_visible()
    visitor.become("Ana Flores", "referrals")
    expect(visitor.message("came meanwhile")).to_be_visible()
    expect(line).to_have_count(1)
    after = line.evaluate("(line) => line.nextElementSibling.textContent")
    assert "came meanwhile" in after


def test_the_home_of_the_app_is_drawn_and_works(server: PracticeServer, client: WebClient, page_of: PageOf) -> None:
    """A tab beside the messages; what is chosen in it is sent as Slack sends it, and a new Home is shown at once."""
    client.views_publish(user_id=ANA, view=HOME)
    visitor = page_of(server)
    visitor.become("Ana Flores", "Tiny", "Home")
    home = visitor.page.get_by_role("tabpanel")
    expect(home.get_by_role("heading", name="What needs me")).to_be_visible()
    expect(home.get_by_role("combobox", name="datepicker")).to_contain_text("March 3, 2026")
    assert troubles_in_any_look(visitor.page) == {}
    home.get_by_role("radio", name="Weekly").check()
    server.wait_until(lambda: server.person(ANA).notice)  # no app is there to answer
    visitor.page.get_by_role("tab", name="Home").press("ArrowRight")
    expect(visitor.page.get_by_role("tab", name="Messages")).to_be_focused()
    expect(home).to_be_hidden()
    visitor.page.reload()
    expect(visitor.page.get_by_role("tab", name="Messages", selected=True)).to_be_visible()
    visitor.page.get_by_role("tab", name="Messages").press("ArrowLeft")
    client.views_publish(user_id=ANA, view={"type": "home", "blocks": [{"type": "header", "text": plain("All done")}]})
    expect(home.get_by_role("heading", name="All done")).to_be_visible()
    visitor.become("Ben Okafor", "Tiny", "Home")
    expect(home).to_contain_text("The app has put nothing here yet.")


def test_shortcuts_are_used_by_keys_alone(server: PracticeServer, client: WebClient, page_of: PageOf) -> None:
    """Those for a message stand in its menu; those for any moment beside the box in which one writes."""
    client.chat_postMessage(channel=CHANNEL, text="A card")
    visitor, ana = page_of(server), server.person(ANA)
    visitor.become("Ana Flores", "referrals")
    visitor.message("A card").get_by_role("button", name="More actions").press("Enter")
    item = visitor.page.get_by_role("menuitem", name="Tell about it")
    expect(item).to_be_focused()
    assert troubles_in_any_look(visitor.page) == {}
    item.press("Enter")
    server.wait_until(lambda: ana.notice)  # no app is there to answer
    server.workspace.notices.clear()
    visitor.page.get_by_role("button", name="Shortcuts").press("Enter")
    visitor.page.get_by_role("menuitem", name="Begin").press("Enter")
    server.wait_until(lambda: ana.notice)


@pytest.mark.parametrize("leave", ["cross", "Escape"])
def test_a_form_on_another_is_left_alone_or_with_it(
    server: PracticeServer, client: WebClient, page_of: PageOf, leave: str
) -> None:
    """Its button leads back to the one below; the cross and Escape close all."""
    visitor = page_of(server)
    for show, title in ((client.views_open, "First"), (client.views_push, "Second"), (client.views_push, "Third")):
        show(trigger_id=server.workspace.tickets.trigger(ANA), view={**HOME, "type": "modal", "title": plain(title)})
    visitor.form("Third").dialog.get_by_role("button", name="Back").click()
    second = visitor.form("Second").dialog
    if leave == "cross":
        second.get_by_role("button", name="Dismiss").click()
    else:
        visitor.page.keyboard.press(leave)
    expect(visitor.page.get_by_role("dialog")).to_have_count(0)
    assert server.person(ANA).view is None


def test_side_by_side_two_members_see_each_other_act(server: PracticeServer, page_of: PageOf) -> None:
    """Each window is one member's; what one says stands in the other's at once, and a reload keeps both."""
    visitor = page_of(server)
    visitor.page.get_by_role("button", name="Side by side").click()
    left, right = (visitor.page.frame_locator(f"iframe >> nth={at}") for at in (0, 1))
    expect(left.locator("#who")).to_contain_text("Ana Flores")
    expect(right.locator("#who")).to_contain_text("Ben Okafor")
    box = left.locator("#message-box")
    box.fill("hello from Ana")
    box.press("Enter")
    expect(right.get_by_role("article").last).to_contain_text("hello from Ana")
    assert troubles_in_any_look(visitor.page) == {}
    right.get_by_role("button", name="Vera Castellanos").click()
    expect(right.locator("#who")).to_contain_text("Vera Castellanos")
    visitor.page.reload()
    expect(right.locator("#who")).to_contain_text("Vera Castellanos")
    expect(left.locator("#who")).to_contain_text("Ana Flores")
    visitor.page.get_by_role("button", name="One at a time").click()
    expect(visitor.page.locator("#who")).to_contain_text("Ana Flores")


def test_a_day_is_chosen_by_keys_alone(server: PracticeServer, client: WebClient, page_of: PageOf) -> None:
    """The calendar opens at the day that is chosen, the arrows walk, a page is a month, and Enter takes the day."""
    client.views_publish(user_id=ANA, view=HOME)
    visitor = page_of(server)
    visitor.become("Ana Flores", "Tiny", "Home")
    field = visitor.page.get_by_role("combobox", name="datepicker")
    field.press("Enter")
    keyboard = visitor.page.keyboard
    for key in ("ArrowRight", "ArrowDown", "PageDown"):
        keyboard.press(key)
    expect(visitor.page.get_by_role("button", name="Saturday, April 11, 2026")).to_be_focused()
    assert troubles_in_any_look(visitor.page) == {}
    keyboard.press("Enter")
    expect(field).to_contain_text("April 11, 2026")
    expect(field).to_be_focused()
    field.press("Enter")
    keyboard.press("Escape")
    expect(visitor.page.get_by_role("dialog", name="Choose a day")).to_be_hidden()
    chosen = server.workspace.views.home(ANA)
    assert chosen is not None
    assert [state for block in chosen.values.values() for state in block.values() if state["type"] == "datepicker"] == [
        {"type": "datepicker", "selected_date": "2026-04-11"}
    ]
