"""The practice's own tools: the tour, the clock and what is due, what can go wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from bot.demo import Practice
from tests.browser.axe import troubles_in_any_look
from tests.browser.conftest import in_one_transport
from tests.browser.telling import ANA, begin_request, fill_in_request, report
from tests.browser.visitor import APP, CHANNEL, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(400)]
PageOf = Callable[[Practice], Visitor]


def test_a_newcomer_is_led_through_one_referral(practice: Practice, page_of: PageOf) -> None:
    """Doing what each step says, and nothing else, leads to the end; after a reload it goes on where it was."""
    visitor = page_of(practice)
    page, faces = visitor.page, visitor.page.get_by_role("toolbar", name="Be somebody")
    guide, app = page.get_by_role("region", name="Guide"), page.get_by_role("button", name=APP)

    def at(step: int) -> None:
        expect(guide).to_contain_text(f"{step} of 10")

    guide.get_by_role("button", name="Show me").click()
    at(1)
    expect(guide.get_by_role("button", name="Take me there")).to_be_hidden()
    visitor.type("/refer")
    form = fill_in_request(visitor)
    at(2)
    assert troubles_in_any_look(page) == {}
    form.send("Ask")
    at(3)
    waiting = faces.get_by_role("button", name=re.compile("unread"))
    expect(waiting).to_have_count(4)  # Ana, and the three who were asked
    asked = re.sub(",.*", "", waiting.nth(1).get_attribute("aria-label") or "")
    waiting.nth(1).click()
    app.click()
    at(4)
    pointed(page).get_by_role("button", name="I can take this").click()
    at(5)
    faces.get_by_role("button", name=ANA).click()
    at(6)
    page.reload()
    at(6)
    assert troubles_in_any_look(page) == {}
    pointed(page).get_by_role("button", name=f"Client chose {asked}").click()
    page.get_by_role("dialog").get_by_role("button", name="Yes").click()
    at(7)
    pointed(page).click()
    faces.get_by_role("button", name=asked).click()
    visitor.move_clock_until(guide.get_by_text("8 of 10"))
    at(8)
    report(visitor, pointed(page), "First appointment booked")
    at(9)
    pointed(page).get_by_role("button", name=f"Thank {ANA}").click()
    at(10)
    expect(guide.get_by_role("button", name="Take me there")).to_be_hidden()
    visitor.form(f"Thank {ANA}").send("Send")
    guide.get_by_role("button", name="Take me there").click()
    expect(guide).to_contain_text("That was one referral.")
    guide.get_by_role("button", name="Look around").click()
    expect(guide).to_be_hidden()


def test_the_tour_brings_back_whoever_strays(practice: Practice, page_of: PageOf) -> None:
    """From another person and another place, in one press; until then it points at nothing."""
    visitor = page_of(practice)
    guide = visitor.page.get_by_role("region", name="Guide")
    guide.get_by_role("button", name="Show me").click()
    expect(pointed(visitor.page)).to_have_count(1)
    visitor.become("Ben Okafor")
    expect(pointed(visitor.page)).to_have_count(0)
    guide.get_by_role("button", name="Take me there").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("#referrals")
    expect(visitor.page.locator("#who")).to_contain_text(ANA)
    expect(pointed(visitor.page)).to_have_count(1)


def test_whoever_is_in_no_conversation_sees_none(practice: Practice, page_of: PageOf) -> None:
    """Least of all what the person before had open."""
    visitor = page_of(practice)
    visitor.become(ANA, CHANNEL)
    visitor.page.get_by_role("combobox", name="Write to somebody").select_option(label="Cleo Marchetti")
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("Cleo Marchetti")
    visitor.type("for Cleo alone")
    expect(visitor.message("for Cleo alone")).to_be_visible()
    practice.server.admin.leave_channel("U04DEV", "C0REFERRALS")
    visitor.page.get_by_role("toolbar", name="Be somebody").get_by_role("button", name="Dev Ramaswamy").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("No conversation")
    expect(visitor.page.locator("#messages")).not_to_contain_text("for Cleo alone")
    expect(visitor.page.locator("#message-box")).to_be_hidden()


def test_what_happens_to_people_and_channels_is_seen_at_once(practice: Practice, page_of: PageOf) -> None:
    """In an archived channel nothing can be written; a deactivated person reads that they are, and what to do."""
    visitor = page_of(practice)
    visitor.become("Ben Okafor", CHANNEL)
    visitor.type("hello")
    expect(visitor.message("hello").get_by_role("button", name="Reply in thread")).to_be_attached()
    practice.server.admin.archive("C0REFERRALS")
    expect(visitor.page.locator("#composer .composer-note")).to_have_text("This channel is archived.")
    expect(visitor.page.locator("#message-box")).to_be_hidden()
    expect(visitor.message("hello").get_by_role("button", name="Reply in thread")).not_to_be_attached()
    practice.server.admin.unarchive("C0REFERRALS")
    expect(visitor.page.locator("#message-box")).to_be_visible()
    expect(visitor.message("hello").get_by_role("button", name="Reply in thread")).to_be_attached()
    visitor.become("Ben Okafor", APP)
    practice.server.admin.deactivate("U02BEN")
    expect(visitor.page.locator("#who")).to_contain_text("Ben Okafor (deactivated)")
    expect(visitor.page.locator("#composer .composer-note")).to_contain_text("is deactivated")
    visitor.page.get_by_role("toolbar", name="Be somebody").get_by_role("button", name=ANA).press("Enter")
    expect(visitor.page.locator("#who")).to_contain_text(ANA)


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


def pointed(page: Page) -> Locator:
    """What the tour points at."""
    return page.locator(".pointed")


def due(panel: Locator) -> Locator:
    return panel.get_by_role("listitem")


@in_one_transport
def test_a_niche_is_coached_while_it_is_typed(practice: Practice, page_of: PageOf) -> None:
    """The words below the statement change as it grows; no letter is lost, and the caret stays where it is."""
    visitor = page_of(practice)
    visitor.become(ANA, CHANNEL)
    visitor.type("/niche")
    form = visitor.form("Your niche")
    box, coaching = form.field("Whom do you help best?"), form.dialog.locator("[data-block-id=coaching]")
    box.fill("")
    box.press_sequentially("A safe space for all ages. ")
    expect(coaching).to_contain_text("“safe space”: every colleague would say so")
    expect(coaching).to_contain_text("“all ages”")
    better = "I help couples who found out about an affair; they leave able to talk."
    box.press("ControlOrMeta+a")
    box.press_sequentially(better)
    expect(coaching).to_contain_text("It says who, with what, and how they leave")
    expect(box).to_have_value(better)
    expect(box).to_be_focused()
    assert troubles_in_any_look(visitor.page) == {}

    form.press("How colleagues see it")
    preview = visitor.form("How colleagues see it").dialog
    expect(preview).to_contain_text("Nothing is saved yet.")
    expect(preview).to_contain_text(better)
    preview.get_by_role("button", name="Back").click()
    expect(visitor.form("Your niche").field("Whom do you help best?")).to_have_value(better)
