"""One referral from `/refer` to thanks, told by clicking: what each person sees is what they were promised."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from bot.demo import Practice
from bot.views.review import LOOK_AGAIN
from tests.browser.axe import troubles_in_any_look
from tests.browser.conftest import in_one_transport
from tests.browser.telling import ANA, HAND, begin_request, choose, offer, report, thank, whom_ana_asked
from tests.browser.visitor import CHANNEL, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(400)]
PageOf = Callable[[Practice], Visitor]


def test_a_referral_comes_to_a_good_end(practice: Practice, page_of: PageOf) -> None:
    """Refer, offer, backup, release, promotion, the client chose, a week passes, a reminder, an outcome, thanks."""
    visitor = page_of(practice)
    form = begin_request(visitor)
    form.send("Ask")
    expect(visitor.card).to_contain_text("Looking for a colleague.")
    for shown in ("Trauma and PTSD", "Adult", "Telehealth", "Aetna", "Texas"):
        expect(visitor.card).to_contain_text(shown)
    expect(visitor.card).not_to_contain_text(ANA)

    first, second, _ = whom_ana_asked(visitor)
    visitor.become(first)
    expect(visitor.message("can you take this?")).to_contain_text("Why I thought of you")
    offer(visitor, first, f"{HAND}, skin tone 3", "You are first.")
    expect(visitor.message("Would you be glad to see this on your calendar?")).to_be_visible()
    offer(visitor, second, HAND, "You are the backup.")
    visitor.become(ANA, CHANNEL)
    expect(visitor.card).to_contain_text(f"@{first} offered first. 1 backup so far.")

    visitor.become(first, CHANNEL)
    visitor.take_back(visitor.card, f"{HAND}, skin tone 3")
    expect(visitor.card).to_contain_text(f"@{second} offered first.")
    visitor.become(second)
    expect(visitor.message("You are first in line now")).to_contain_text(f"for @{ANA}")
    visitor.become(ANA)
    expect(visitor.thread_of("Whom I asked")).to_contain_text(f"@{first} can't take this after all")
    expect(visitor.thread_of("Whom I asked")).to_contain_text(f"@{second} is first in line")

    choose(visitor, second)
    visitor.become(second)
    expect(visitor.message("client chose you")).to_contain_text("The client makes the call.")
    visitor.become(ANA, CHANNEL)
    expect(visitor.card).to_contain_text("In good hands. Thank you.")

    visitor.become(second)
    visitor.move_clock_until(visitor.page.get_by_role("article").filter(has_text="One tap is enough"))
    report(visitor, visitor.message("One tap is enough"), "First appointment booked")
    visitor.become(ANA)
    expect(visitor.thread_of("Closed:")).to_contain_text(f"@{second} says: “First appointment booked”")
    visitor.become(ANA, CHANNEL)
    expect(visitor.page.locator("#messages")).not_to_contain_text("In good hands")  # the weekly post may stand there

    thank(visitor, second)
    visitor.become(ANA)
    expect(visitor.message(f"@{second} thanks you")).to_contain_text(re.compile("hank you"))


def test_a_note_that_names_somebody_stays_in_the_form(practice: Practice, page_of: PageOf) -> None:
    """The form says which words and why, keeps what was typed, and goes once the other wording was taken."""
    visitor = page_of(practice)
    form = begin_request(visitor)
    form.press("More choices and a note")
    note = "Somebody warm. Call Maria Hernandez at 512-555-0101."
    form.write("A note on the therapist needed", note)
    form.press("Ask")
    again = visitor.form(LOOK_AGAIN)
    expect(again.dialog).to_contain_text("“Maria Hernandez”")
    expect(again.dialog).to_contain_text("“512-555-0101”")
    expect(again.field("A note on the therapist needed")).to_have_value(note)
    again.press("Ask")
    expect(again.dialog.locator(".field-error")).to_contain_text("“512-555-0101” is a phone number.")

    again.press("Use the wording after the arrow")
    expect(again.field("A note on the therapist needed")).to_have_value("Somebody warm")
    again.send("Ask")
    expect(visitor.card).to_contain_text("Looking for a colleague.")
    expect(visitor.card).not_to_contain_text("warm")
    whom_ana_asked(visitor)
    expect(visitor.message("Whom I asked")).not_to_contain_text("Hernandez")


@in_one_transport
def test_a_note_of_present_danger_stops_the_form_until_it_is_not_now(practice: Practice, page_of: PageOf) -> None:
    """A concern brings its line and leaves what is typed; the stop says whom to call, and asks for one tick."""
    visitor = page_of(practice)
    form = begin_request(visitor)
    form.press("More choices and a note")
    note, typed = "A note on the therapist needed", "Somebody steady. She wants to kill herself."
    form.write(note, typed)
    form.pick("What is it about?", "Suicidal thoughts")
    expect(form.dialog).to_contain_text("call or text 988")
    expect(form.field(note)).to_have_value(typed)
    form.press("Ask")

    stopped = visitor.form("Danger now? Call 988")
    expect(stopped.dialog).to_contain_text("Nothing was sent or kept.")
    expect(stopped.field(note)).to_have_value(typed)
    assert troubles_in_any_look(visitor.page) == {}
    stopped.press("Go on")
    expect(stopped.dialog).to_contain_text("please call or text 988 first")
    stopped.tick("It is not happening now")
    stopped.send("Go on")
    expect(visitor.card).to_contain_text("Looking for a colleague.")
