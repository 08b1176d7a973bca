"""The page itself, where a person could trip over it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from bot.demo import Practice
from tests.browser.conftest import in_one_transport
from tests.browser.telling import ANA, begin_request, whom_ana_asked
from tests.browser.visitor import APP, CHANNEL, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(400)]
PageOf = Callable[[Practice], Visitor]


@in_one_transport
def test_who_is_in_a_hurry_gets_where_they_clicked(practice: Practice, page_of: PageOf) -> None:
    """Becoming two people in turn and opening the app's messages, before the page has heard of the first."""
    visitor = page_of(practice)
    visitor.become("Ben Okafor")
    visitor.become(ANA, CHANNEL)
    visitor.page.get_by_role("toolbar", name="Be somebody").evaluate(
        """(faces, app) => {
            for (const id of ["U03CLEO", "U02BEN"]) faces.querySelector(`[data-person="${id}"]`).click();
            [...document.querySelectorAll("nav button")].find((each) => each.textContent.includes(app)).click();
        }""",
        APP,
    )
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text(APP)
    expect(visitor.page.locator("#who")).to_contain_text("Ben Okafor")


@in_one_transport
def test_a_request_that_nobody_fits_is_asked_without_what_stood_in_the_way(practice: Practice, page_of: PageOf) -> None:
    """The form says what that was, and one press there asks three colleagues."""
    visitor = page_of(practice)
    form = begin_request(visitor)
    form.press("More choices and a note")
    form.pick("Language", "Polish")
    form.press("Ask")
    held = visitor.form("Nobody fits yet")
    expect(held.dialog).to_contain_text("Nobody who fits otherwise speaks Polish.")
    held.press("Ask without “Polish”")
    visitor.form("Asked").press("Done")
    assert len(whom_ana_asked(visitor)) == 3


@in_one_transport
def test_names_for_the_client_lie_on_the_form_and_can_be_copied(practice: Practice, page_of: PageOf) -> None:
    """They begin at their top, the words stand in a field, and Back leads to the form as it was filled in."""
    visitor = page_of(practice)
    form = begin_request(visitor)
    form.tick("Nobody, just show me names")
    form.press("Ask")
    names = visitor.form("Names for your client")
    words = names.field("Words for your client")
    expect(words).to_be_in_viewport()
    expect(words).to_have_value(re.compile("here is who I'd call:\n\n1. "))
    expect(names.dialog).to_contain_text("Top concern: trauma and PTSD")
    names.press("Back")
    expect(visitor.form("Find a colleague").dialog).to_contain_text("Trauma and PTSD")


@in_one_transport
def test_the_drawer_of_a_phone_is_left_by_a_tap_beside_it(practice: Practice, page_of: PageOf) -> None:
    """It covers the button that opened it, and a phone has no Escape."""
    visitor = page_of(practice)
    visitor.page.set_viewport_size({"width": 390, "height": 780})
    drawer = visitor.page.get_by_role("complementary", name="Workspace")
    expect(drawer).to_be_hidden()
    visitor.page.get_by_role("button", name="Channels and people").click()
    expect(drawer).to_be_visible()
    visitor.page.mouse.click(380, 400)
    expect(drawer).to_be_hidden()
