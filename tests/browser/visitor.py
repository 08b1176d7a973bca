"""Somebody in front of the page: finds things by what they are called, and acts by clicking and typing."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Locator, Page

APP = "Referral Exchange"
CHANNEL = "referrals"
#: A channel gets one message a second, and a story fills several.
PATIENCE = 30_000.0  # milliseconds

#: Milliseconds in which what is due comes to the page.
_A_MOMENT = 4000


class Visitor:
    """One window, in which one is any member."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)

    def become(self, name: str, place: str = APP, tab: str = "Messages") -> None:
        """Be this member, in a channel or in the direct messages with somebody; at the app in one of its tabs."""
        self.page.get_by_role("toolbar", name="Be somebody").get_by_role("button", name=name).click()
        expect(self.page.locator("#who")).to_contain_text(name)
        drawer = self.page.get_by_role("button", name="Channels and people")
        if drawer.is_visible():  # on a phone
            drawer.click()
        self.page.get_by_role("navigation").get_by_role("button", name=place).click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(place)
        tabs = self.page.get_by_role("tab", name=tab)
        if tabs.is_visible():
            tabs.click()

    def type(self, text: str) -> None:
        """Write a message or a command, and send it."""
        box = self.page.locator("#message-box")
        box.fill(text)
        box.press("Enter")

    def form(self, title: str) -> Form:
        """The form with this title, once it is open."""
        dialog = self.page.get_by_role("dialog", name=title)
        expect(dialog).to_be_visible()
        return Form(self.page, dialog)

    def message(self, words: str) -> Locator:
        """The newest message here that says this, once there is one."""
        found = self.page.get_by_role("article").filter(has_text=words).last
        expect(found).to_be_visible()
        return found

    @property
    def card(self) -> Locator:
        """The newest message of the app in the channel."""
        return self.page.get_by_role("article", name=f"message from {APP}").last

    def react(self, message: Locator, emoji: str) -> None:
        """Add a reaction from the menu."""
        message.hover()
        message.get_by_role("button", name="Add reaction").click()
        self.page.get_by_role("menuitem", name=emoji, exact=True).click()
        expect(reaction(message, emoji)).to_have_attribute("aria-pressed", "true")

    def take_back(self, message: Locator, emoji: str) -> None:
        """Press one's own reaction again."""
        reaction(message, emoji).click()
        expect(reaction(message, emoji)).to_be_hidden()

    def thread_of(self, text: str) -> Locator:
        """What was said in the thread of the newest message with this text, opened where it is not."""
        thread = self.page.get_by_role("complementary", name="Thread")
        if not thread.is_visible():
            self.message(text).get_by_role("button", name=re.compile("repl")).click()
        return thread

    def move_clock(self, *buttons: str) -> None:
        """Press these buttons of the calendar's clock, one after the other."""
        clock = self.page.get_by_role("region", name="Calendar clock")
        if not clock.is_visible():
            self.page.locator(".tools button").first.click()
        for name in buttons:
            before = clock.locator("time").get_attribute("datetime") or ""
            clock.get_by_role("button", name=name).click()
            expect(clock.locator("time")).not_to_have_attribute("datetime", before)

    def move_clock_until(self, sign: Locator) -> None:
        """Press "Next thing due" until this shows; what was due is given a moment to come."""
        while not sign.is_visible():
            self.move_clock("Next thing due")
            with suppress(AssertionError):
                expect(sign).to_be_visible(timeout=_A_MOMENT)


class Form:
    """A form that the bot has opened."""

    def __init__(self, page: Page, dialog: Locator) -> None:
        self.page = page
        self.dialog = dialog

    def pick(self, label: str, *options: str) -> None:
        """Pick these in a select."""
        field = self.dialog.get_by_role("combobox", name=label)
        for option in options:
            field.fill(option)
            called_so = self.page.get_by_text(option, exact=True)  # beside it may stand what it means
            self.page.get_by_role("option").filter(has=called_so).click()

    def tick(self, label: str) -> None:
        """Tick a box, or choose a round one."""
        self.dialog.get_by_label(label).check()

    def write(self, label: str, text: str) -> None:
        self.field(label).fill(text)

    def field(self, label: str) -> Locator:
        """The text field with this label."""
        return self.dialog.get_by_role("textbox", name=label)

    def press(self, button: str) -> None:
        self.dialog.get_by_role("button", name=button, exact=True).click()

    def send(self, button: str) -> None:
        """Press the button that sends it, and see it close."""
        self.press(button)
        expect(self.dialog).to_be_hidden()


def reaction(message: Locator, emoji: str) -> Locator:
    """The reactions of this kind beneath a message."""
    return message.get_by_role("button", name=re.compile(rf"^{re.escape(emoji)}, \d+ reaction"))


def asked(copy: Locator) -> Sequence[str]:
    """The names of those who were asked and have not answered, as the referrer's copy lists them, best first."""
    return re.findall(r"@(.+?): not answered yet", copy.inner_text())
