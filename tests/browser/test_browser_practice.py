"""The practice's own tools: the tour, the clock and what is due, what can go wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from bot.demo import Practice
from tests.browser.axe import troubles_in_any_look
from tests.browser.telling import ANA, begin_request, report, thank
from tests.browser.visitor import APP, CHANNEL, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Locator

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(400)]
PageOf = Callable[[Practice], Visitor]


def test_a_newcomer_is_led_through_one_referral(practice: Practice, page_of: PageOf) -> None:
    """Each step of the tour ends as soon as it is done, and only then; after a reload it goes on where it was."""
    visitor = page_of(practice)
    guide = visitor.page.get_by_role("region", name="Guide")
    guide.get_by_role("button", name="Show me").click()
    expect(guide).to_contain_text("1 of 9")
    form = begin_request(visitor)
    expect(form.dialog.get_by_role("region", name="Guide")).to_contain_text("2 of 9")
    assert troubles_in_any_look(visitor.page) == {}
    form.send("Ask")
    expect(guide).to_contain_text("3 of 9")
    assert troubles_in_any_look(visitor.page) == {}
    waiting = visitor.page.get_by_role("toolbar", name="Be somebody").get_by_role("button", name=re.compile("unread"))
    expect(waiting).to_have_count(4)  # Ana, and the three who were asked
    asked = re.sub(",.*", "", waiting.nth(1).get_attribute("aria-label") or "")
    visitor.become(asked)
    expect(guide).to_contain_text("4 of 9")
    visitor.message("can you take this?").get_by_role("button", name="I can take this").click()
    expect(guide).to_contain_text("5 of 9")
    guide.get_by_role("button", name="Take me there").click()
    expect(guide).to_contain_text("6 of 9")
    visitor.page.reload()
    expect(guide).to_contain_text("6 of 9")
    visitor.message("Whom I asked").get_by_role("button", name=f"Client chose {asked}").click()
    visitor.page.get_by_role("dialog").get_by_role("button", name="Yes").click()
    expect(guide).to_contain_text("7 of 9")
    visitor.become(asked)
    visitor.move_clock("Next thing due")
    expect(guide).to_contain_text("8 of 9")
    report(visitor, visitor.message("One tap is enough"), "First appointment booked")
    expect(guide).to_contain_text("9 of 9")
    thank(visitor, asked)
    visitor.become(ANA)
    expect(guide).to_contain_text("That was one referral.")
    guide.get_by_role("button", name="Look around").click()
    expect(guide).to_be_hidden()


def test_what_is_due_is_listed_with_its_reason_and_can_be_brought_about(practice: Practice, page_of: PageOf) -> None:
    """Each line says when, what, why and unless; the clock moves to it in one press, and then it is listed no more."""
    visitor = page_of(practice)
    visitor.page.locator(".tools button").first.click()
    panel = visitor.page.get_by_role("complementary", name="Practice tools")
    expect(panel).to_contain_text("Nothing is due.")
    begin_request(visitor).send("Ask")
    first = due(panel).first
    expect(first).to_contain_text("Tomorrow, 10:00 AM for Ana Flores")
    expect(first).to_contain_text("Unless: somebody offers")
    before = due(panel).count()
    first.get_by_role("button").click()
    expect(due(panel)).to_have_count(before - 1)
    expect(visitor.page.locator(".clock-time")).to_contain_text("Wed, Mar 4, 10:00 AM")


def test_what_goes_wrong_is_switched_on_and_off(practice: Practice, page_of: PageOf) -> None:
    """The page says how many things are wrong, and the workspace does as it is told."""
    visitor = page_of(practice)
    button = visitor.page.get_by_role("button", name="Go wrong")
    button.click()
    panel = visitor.page.get_by_role("complementary", name="Practice tools")
    twice = panel.get_by_role("switch", name=re.compile("twice"))
    twice.click()
    expect(twice).to_have_attribute("aria-checked", "true")
    expect(twice).to_be_focused()
    expect(button).to_contain_text("1 on")
    assert practice.server.faults.copies == 2
    twice.click()
    expect(button).not_to_contain_text("1 on")
    assert practice.server.faults.copies == 1
    visitor.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()


def test_who_was_asked_is_found_by_the_dot_on_their_face(practice: Practice, page_of: PageOf) -> None:
    """One press makes one of them, beside the app's messages, where the request waits."""
    visitor = page_of(practice)
    visitor.become(ANA, APP)
    visitor.become(ANA, CHANNEL)
    begin_request(visitor).send("Ask")
    visitor.become(ANA, APP)
    dotted = visitor.page.locator(".face-unread")
    expect(dotted).to_have_count(3)
    dotted.first.click()
    expect(visitor.message("can you take this?")).to_be_visible()


def due(panel: Locator) -> Locator:
    return panel.get_by_role("listitem")
