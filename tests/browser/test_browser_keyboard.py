"""Hands that hold no mouse, and ears instead of eyes: all is reached by keys, and named by what it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from bot.demo import Practice
from tests.browser.telling import ANA
from tests.browser.visitor import APP, CHANNEL, Visitor, asked

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(400)]
PageOf = Callable[[Practice], Visitor]
_FAR = 80  # presses of Tab; farther than that nobody goes


class Keys:
    """Somebody who only types."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.press = page.keyboard.press
        self.type = page.keyboard.type

    def reach(self, place: Locator, key: str = "Tab") -> None:
        """Press the key until this has the focus."""
        for _ in range(_FAR):
            if place.count() and place.evaluate("(node) => node === document.activeElement"):
                return
            self.press(key)
        raise AssertionError(f"{place} is not reached with {key}")

    def pick(self, form: Locator, field: str, option: str) -> None:
        """Type in a select until the option is the one that a screen reader tells, and take it."""
        box = form.get_by_role("combobox", name=field)
        self.reach(box)
        self.type(option)
        told = self.page.locator("[role=option]:visible").first
        # The bot may be asked first, once typing has paused; beside a label may stand what it means.
        expect(told).to_have_accessible_name(re.compile(rf"^{re.escape(option)}(?!\w)"))
        expect(box).to_have_attribute("aria-expanded", "true")
        if box.get_attribute("aria-activedescendant") != told.get_attribute("id"):
            self.press("ArrowDown")
        expect(box).to_have_attribute("aria-activedescendant", told.get_attribute("id") or "an id")
        self.press("Enter")
        expect(box).to_have_attribute("aria-expanded", "false")

    def become(self, name: str, place: str) -> None:
        """Walk along the faces, and then to the conversation."""
        faces = self.page.get_by_role("toolbar", name="Be somebody")
        self.reach(faces.get_by_role("button", pressed=True))
        self.reach(faces.get_by_role("button", name=name), "ArrowRight")
        self.press("Enter")
        expect(faces.get_by_role("button", pressed=True)).to_have_accessible_name(re.compile(name))
        self.reach(self.page.get_by_role("navigation").get_by_role("button", name=place))
        self.press("Enter")
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(place)


def test_a_referral_is_asked_for_and_offered_without_a_mouse(practice: Practice, page_of: PageOf) -> None:
    """Tab, Enter, Space, arrows and Escape lead through it, and each thing says its role and name."""
    visitor = page_of(practice)
    page = visitor.page
    keys = Keys(page)
    keys.become(ANA, CHANNEL)
    box = page.get_by_role("textbox", name=f"Message to #{CHANNEL}")
    keys.reach(box)
    keys.type("/refer")
    keys.press("Enter")
    _fill_in(keys, page.get_by_role("dialog", name="Find a colleague"))
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(box).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="Looking for a colleague.")).to_have_count(1)

    keys.become(ANA, APP)
    colleague = asked(visitor.message("Whom I asked"))[0]
    keys.become(colleague, APP)
    keys.reach(visitor.message("can you take this?").get_by_role("button", name="I can take this"))
    keys.press("Enter")
    expect(visitor.message("You are first.")).to_contain_text(f"@{ANA} asks:")
    _look_into_the_menu(keys, visitor)


def _fill_in(keys: Keys, form: Locator) -> None:
    first = form.get_by_role("combobox", name="What is it about?")
    expect(first).to_be_focused()
    expect(first).to_have_attribute("aria-required", "true")
    keys.press("ArrowDown")
    expect(first).to_have_attribute("aria-expanded", "true")
    keys.press("Escape")
    expect(first).to_have_attribute("aria-expanded", "false")
    expect(form).to_be_visible()  # Escape closed the list alone
    keys.pick(form, "What is it about?", "Trauma and PTSD")
    keys.pick(form, "Who comes?", "Individual")
    keys.pick(form, "How old?", "Adult")
    keys.pick(form, "How can they pay?", "Aetna")
    formats = form.get_by_role("radiogroup", name="How do they want to meet?")
    keys.reach(formats.get_by_role("radio", name="Either"))
    keys.press("ArrowUp")
    expect(formats.get_by_role("radio", name="Telehealth")).to_be_checked()
    keys.reach(form.get_by_role("button", name="Ask", exact=True))
    keys.press("Enter")
    consent = form.get_by_role("group", name="Consent").get_by_role("checkbox")
    expect(consent).to_be_focused()  # it was forgotten, and that is where one is led
    expect(consent).to_have_accessible_description(re.compile("Please ask your client first"))
    keys.press("Space")
    keys.reach(form.get_by_role("button", name="Ask", exact=True))
    keys.press("Enter")


def _look_into_the_menu(keys: Keys, visitor: Visitor) -> None:
    """The menu of reactions opens, is walked through, and gives the focus back."""
    opener = visitor.message("You are first.").get_by_role("button", name="Add reaction")
    keys.reach(opener)
    keys.press("Enter")
    items = visitor.page.get_by_role("menu", name="Add reaction").get_by_role("menuitem")
    expect(items.first).to_be_focused()
    keys.press("ArrowRight")
    expect(items.nth(1)).to_be_focused()
    keys.press("Escape")
    expect(opener).to_be_focused()
