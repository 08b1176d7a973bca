"""Takes the README's pictures anew, from the practice workspace: `python -m tests.browser.screenshots`."""

from __future__ import annotations

import base64
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from bot.clock import MovableClock
from bot.demo import opened
from bot.views.review import LOOK_AGAIN
from tests.browser import chromium
from tests.browser.conftest import TUESDAY_MORNING
from tests.browser.telling import ANA, HAND, begin_request, choose, offer, whom_ana_asked
from tests.browser.visitor import CHANNEL, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from bot.demo import Practice

_WIDTH, _HEIGHT = 1200, 760
_NOTE = "34-year-old teacher in Marfa, can't drive far, prefers Jamie's Tuesday slot"
_STATEMENT = "A safe space for couples who found out about an affair."
_LEFT = 480  # pixels of the picture that shows two windows
_MOST_BYTES = 200_000


def take(practice: Practice, browser: Browser, folder: Path) -> None:
    """Write a niche, tell the story as far as the first reminder, and write the five pictures on the way."""
    visitor = _visitor(practice, browser, _WIDTH)
    _niche(visitor, folder)
    form = begin_request(visitor)
    form.dialog.get_by_text("What is it about?").scroll_into_view_if_needed()
    _write(folder / "form.png", _picture(visitor))
    form.press("More choices and a note")
    form.write("A note on the therapist needed", _NOTE)
    form.press("Ask")
    again = visitor.form(LOOK_AGAIN)
    again.dialog.get_by_text("Nothing is sent yet.").scroll_into_view_if_needed()
    _write(folder / "note.png", _picture(visitor))
    again.press("Use the wording after the arrow")
    expect(again.field("A note on the therapist needed")).not_to_have_value(_NOTE)
    again.send("Ask")
    first, second, _ = sorted(whom_ana_asked(visitor))  # those who fit equally well are asked in any order
    offer(visitor, first, HAND, "You are first.")
    offer(visitor, second, HAND, "You are the backup.")

    channel, copy = _visitor(practice, browser, _LEFT), _visitor(practice, browser, _WIDTH - _LEFT)
    channel.become(ANA, CHANNEL)
    expect(channel.card).to_contain_text("1 backup so far.")
    copy.become(ANA)
    copy.message(f"@{second} is a backup").evaluate("(message) => message.scrollIntoView()")
    _write(folder / "card.png", _side_by_side(browser, _picture(channel), _picture(copy)))

    visitor.become(ANA)
    choose(visitor, first)
    visitor.become(first)
    visitor.message(f"@{ANA}'s client chose you")
    visitor.move_clock("+1 week", "+4 hours")
    visitor.message("One tap is enough")
    _write(folder / "reminder.png", _picture(visitor))


def _niche(visitor: Visitor, folder: Path) -> None:
    """A statement that is half said; nothing is saved."""
    visitor.become(ANA, CHANNEL)
    visitor.type("/niche")
    form = visitor.form("Your niche")
    box = form.field("Whom do you help best?")
    box.fill("")
    box.press_sequentially(_STATEMENT)
    expect(form.dialog).to_contain_text("Still open: how they leave")
    _write(folder / "niche.png", _picture(visitor))
    form.press("Cancel")


def _visitor(practice: Practice, browser: Browser, width: int) -> Visitor:
    page = browser.new_page(viewport={"width": width, "height": _HEIGHT}, color_scheme="light", reduced_motion="reduce")
    page.goto(practice.server.page_url)
    page.get_by_role("button", name="Not now").click()  # the tour is not what these pictures are about
    return Visitor(page)


def _picture(visitor: Visitor) -> bytes:
    visitor.page.mouse.move(0, 0)  # what lies under the pointer is drawn otherwise
    return visitor.page.screenshot()


def _side_by_side(browser: Browser, *pictures: bytes) -> bytes:
    page = browser.new_page(viewport={"width": _WIDTH, "height": _HEIGHT})
    sources = (f"data:image/png;base64,{base64.b64encode(picture).decode()}" for picture in pictures)
    images = "".join(f'<img src="{source}">' for source in sources)
    page.set_content(f'<body style="display: flex; margin: 0">{images}</body>')
    return page.screenshot()


def _write(file: Path, picture: bytes) -> None:
    if len(picture) > _MOST_BYTES:
        raise ValueError(f"{file.name} is {len(picture)} bytes; a README that loads quickly has smaller ones")
    file.write_bytes(picture)


def main() -> None:
    """Write into the given folder, or into the one that the README shows."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "docs" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory() as place,
        chromium.browser() as browser,
        opened(Path(place) / "practice.sqlite3", clock=MovableClock(TUESDAY_MORNING)) as practice,
    ):
        take(practice, browser, folder)


if __name__ == "__main__":
    main()
