"""Takes a picture of every view of the bot, as people see it: `python -m tests.browser.shots [folder]`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser import camera, chromium, showroom

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.browser.camera import Look
    from tests.browser.showroom import Showroom
    from tests.unit.views.gallery import Wall

_CAPTIONS = """
article[data-caption] { margin-top: 34px; }
article[data-caption]::before {
    content: attr(data-caption); position: absolute; top: -26px; left: 12px; right: 0; padding-left: 4px;
    border-top: 1px dashed; font: italic 13px sans-serif; white-space: nowrap; overflow: hidden; opacity: 0.7;
}
"""
_WIDEST = 850  # pixels; a message ends before that


def take(room: Showroom, browser: Browser, folder: Path) -> None:
    """Write each picture into a folder for its look, and contact sheets beside them."""
    with camera.pages(browser) as pages:
        for look in pages:
            (folder / look.name).mkdir(parents=True)
        for wall in room.walls:
            for look, page in pages.items():
                _hang_captions(page, room, wall)
                _picture_of_messages(page, look, folder / look.name / f"messages {wall.name}.png")
                for title in _questions(page, wall):
                    _picture_of_dialog(page, title, folder / look.name / f"question {title.rstrip('?')}.png")
                    page.keyboard.press("Escape")
        for page in pages.values():
            page.goto(room.front)
        for name in room.forms:
            with room.show(name) as title:
                for look, page in pages.items():
                    _picture_of_dialog(page, title, folder / look.name / f"form {name}.png")
            for page in pages.values():
                expect(page.get_by_role("dialog")).to_be_hidden()
        for look in pages:
            place = folder / look.name
            messages = sorted(place.glob("messages *"))
            dialogs = sorted([*place.glob("form *"), *place.glob("question *")])
            camera.contact_sheets(browser, place / "sheet of messages.png", messages, columns=4 if look.phone else 2)
            camera.contact_sheets(browser, place / "sheet of forms.png", dialogs, columns=4 if look.phone else 3)


def _hang_captions(page: Page, room: Showroom, wall: Wall) -> None:
    page.goto(room.address(wall))
    articles = page.get_by_role("article")
    expect(articles).to_have_count(len(wall.shown))
    page.add_style_tag(content=_CAPTIONS)
    articles.evaluate_all(
        "(articles, captions) => articles.forEach((article, at) => { article.dataset.caption = captions[at]; })",
        [each.caption for each in wall.shown],
    )


def _picture_of_messages(page: Page, look: Look, file: Path) -> None:
    """The messages whole, without the empty room beneath them."""
    region = page.get_by_role("region", name="Messages")
    page.set_viewport_size({"width": look.width, "height": region.evaluate("(all) => all.scrollHeight + 400")})
    region.evaluate("(all) => all.scrollTo(0, 0)")
    box = region.bounding_box()
    last = page.get_by_role("article").last.bounding_box()
    assert box is not None
    assert last is not None
    page.mouse.move(0, 0)
    page.screenshot(
        path=file,
        clip={
            "x": box["x"],
            "y": box["y"],
            "width": min(box["width"], _WIDEST),
            "height": last["y"] + last["height"] + 12 - box["y"],
        },
    )


def _questions(page: Page, wall: Wall) -> Iterator[str]:
    """Press each kind of button that asks first, once; its question's title."""
    pressed = set()
    for at, each in enumerate(wall.shown):
        for block in each.payload.get("blocks", ()):
            for element in (*block.get("elements", ()), block.get("accessory") or {}):
                if "confirm" in element and element["action_id"] not in pressed:
                    pressed.add(element["action_id"])
                    article = page.get_by_role("article").nth(at)
                    article.get_by_role("button", name=element["text"]["text"], exact=True).first.click()
                    yield element["confirm"]["title"]["text"]


def _picture_of_dialog(page: Page, title: str, file: Path) -> None:
    dialog = page.get_by_role("dialog", name=title)
    expect(dialog).to_be_visible()
    dialog.screenshot(path=file)


def main() -> None:
    """Write into the given folder, or into `shots`; what was there before goes."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "shots"
    sys.stdout.write("Taking pictures of everything that the bot shows; this takes some minutes.\n")
    shutil.rmtree(folder, ignore_errors=True)
    with showroom.opened() as room, chromium.browser() as browser:
        take(room, browser, folder)
    count = len(list(folder.rglob("*.png")))
    sys.stdout.write(f"{count} pictures are in {folder}, by theme and width. Begin with the sheets.\n")


if __name__ == "__main__":
    main()
