"""Somebody opens the app's Home and decides there how they are reminded."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from bot.demo import Practice
from tests.browser.axe import troubles_in_any_look
from tests.browser.conftest import in_one_transport
from tests.browser.telling import ANA
from tests.browser.visitor import APP, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(400)]


@in_one_transport
def test_a_pause_is_made_and_ended_in_home(practice: Practice, page_of: Callable[[Practice], Visitor]) -> None:
    """A form asks until when; Home shows the pause once it is sent, and ends it at one press."""
    visitor = page_of(practice)
    visitor.become(ANA, APP, "Home")
    home = visitor.page.get_by_role("tabpanel")
    expect(home.get_by_role("heading", name="How I want to be reminded")).to_be_visible()
    assert troubles_in_any_look(visitor.page) == {}
    home.get_by_role("button", name="Pause…").click()
    form = visitor.form("Pause everything")
    form.press("Pause")
    visitor.form("Paused").press("Done")
    expect(home).to_contain_text("Paused until you say so.")
    home.get_by_role("button", name="Remind me again").click()
    expect(home).to_contain_text("Reminders are on.")
    box = home.get_by_role("checkbox", name="What became of referrals you offered for")
    box.uncheck()
    practice.server.settle()
    expect(box).not_to_be_checked()
