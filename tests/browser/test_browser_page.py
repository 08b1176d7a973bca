"""The page itself, where a person could trip over it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from bot.demo import Practice
from tests.browser.visitor import APP, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(400)]
PageOf = Callable[[Practice], Visitor]


def test_who_is_in_a_hurry_gets_where_they_clicked(practice: Practice, page_of: PageOf) -> None:
    """Becoming two people in turn and opening the app's messages, before the page has heard of the first."""
    visitor = page_of(practice)
    visitor.become("Ben Okafor")
    visitor.become("Ana Flores", "referrals")
    visitor.page.get_by_label("You are").evaluate(
        """(select, app) => {
            for (const id of ["U03CLEO", "U02BEN"]) {
                select.value = id;
                select.dispatchEvent(new Event("change"));
            }
            [...document.querySelectorAll("nav button")].find((each) => each.textContent.includes(app)).click();
        }""",
        APP,
    )
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text(APP)
    expect(visitor.page.locator("#who")).to_have_value("U02BEN")
