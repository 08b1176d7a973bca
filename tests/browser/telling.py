"""The steps that a test and the pictures share: how Ana asks, and how a colleague offers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.visitor import CHANNEL, Form, Visitor, asked

if TYPE_CHECKING:
    from playwright.sync_api import Locator

ANA = "Ana Flores"
HAND = "raised_hand"


def begin_request(visitor: Visitor) -> Form:
    """Ana types `/refer` and fills the form in; three colleagues treat trauma and fit the rest."""
    visitor.become(ANA, CHANNEL)
    visitor.type("/refer")
    return fill_in_request(visitor)


def fill_in_request(visitor: Visitor) -> Form:
    """The form that has been opened for Ana, filled in and not sent."""
    form = visitor.form("Find a colleague")
    form.pick("What is it about?", "Trauma and PTSD")
    form.pick("Who comes?", "Individual")
    form.pick("How old?", "Adult")
    form.pick("How can they pay?", "Aetna")
    form.tick("Telehealth")
    expect(form.dialog).to_contain_text("Texas")  # her own state stands there already
    form.tick("My client agreed")
    return form


def whom_ana_asked(visitor: Visitor) -> tuple[str, ...]:
    """As she reads it, best first."""
    visitor.become(ANA)
    names = asked(visitor.message("Whom I asked"))
    assert len(names) == 3
    return tuple(names)


def offer(visitor: Visitor, who: str, emoji: str, answer: str) -> None:
    """Raise a hand on the card, and read where in line that is."""
    visitor.become(who, CHANNEL)
    visitor.react(visitor.card, emoji)
    visitor.become(who)
    expect(visitor.message(answer)).to_contain_text(f"@{ANA} asks:")


def choose(visitor: Visitor, who: str) -> None:
    """Ana presses "Client chose ..."; it counts only once she has said yes."""
    question = visitor.page.get_by_role("dialog", name=f"Did your client choose {who}?")
    button = visitor.message("Whom I asked").get_by_role("button", name=f"Client chose {who}")
    button.click()
    question.get_by_role("button", name="Not yet").click()
    expect(button).to_be_visible()
    button.click()
    question.get_by_role("button", name="Yes").click()
    expect(visitor.message(f"Your client chose @{who}")).to_contain_text("please pass it on")


def report(visitor: Visitor, reminder: Locator, outcome: str) -> None:
    """Answer the reminder with its select."""
    reminder.get_by_role("combobox").click()
    visitor.page.get_by_role("option", name=outcome).click()
    expect(visitor.message(f"You said: {outcome}")).to_be_visible()


def thank(visitor: Visitor, who: str) -> None:
    """Press the button of a hand-off that ended well, and send the draft as it stands."""
    visitor.become(who)
    visitor.message("You said:").get_by_role("button", name=f"Thank {ANA}").click()
    form = visitor.form(f"Thank {ANA}")
    expect(form.field("Your words")).to_have_value(re.compile("hank you"))
    form.send("Send")
