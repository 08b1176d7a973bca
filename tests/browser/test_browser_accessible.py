"""Nobody is shut out: axe-core finds nothing wrong with anything that the bot shows, nor with the page around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import camera, showroom
from tests.browser.axe import troubles
from tests.unit.views.forms_shown import forms, sent_back
from tests.unit.views.gallery import walls
from tests.unit.views.homes_shown import homes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Locator, Page

    from tests.browser.camera import Look
    from tests.browser.showroom import Showroom

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-accessible"), pytest.mark.timeout(400)]


@pytest.fixture(scope="module")
def room() -> Iterator[Showroom]:
    with showroom.opened() as opened:
        yield opened


@pytest.fixture(scope="module")
def looks(browser: Browser) -> Iterator[dict[Look, Page]]:
    with camera.pages(browser) as opened:
        yield opened


@pytest.fixture(scope="module")
def two_looks(looks: dict[Look, Page]) -> dict[Look, Page]:
    """Both widths and both themes; the colours of a theme are the same on both, as the parts of the page show."""
    return {look: page for look, page in looks.items() if look.name in ("phone-light", "desk-dark")}


@pytest.mark.parametrize("name", [wall.name for wall in walls()])
def test_every_message_is_for_everybody(name: str, room: Showroom, two_looks: dict[Look, Page]) -> None:
    """Whatever the bot says can be read and used by all."""
    for look, page in two_looks.items():
        _stand_before(name, room, page)
        assert troubles(page, "#messages") == "", look.name


@pytest.mark.parametrize("name", [*forms(), *sent_back()])
def test_every_form_is_for_everybody(name: str, room: Showroom, two_looks: dict[Look, Page]) -> None:
    """Also where something in it is to be mended."""
    for page in two_looks.values():
        if page.url != room.front:
            page.goto(room.front)
    with room.show(name) as title:
        for look, page in two_looks.items():
            expect(page.get_by_role("dialog", name=title)).to_be_visible()
            assert troubles(page, "dialog") == "", look.name
    for page in two_looks.values():
        expect(page.get_by_role("dialog")).to_be_hidden()


@pytest.mark.parametrize("name", homes())
def test_every_home_is_for_everybody(name: str, room: Showroom, two_looks: dict[Look, Page]) -> None:
    """What needs me, what is put off, how I am reminded."""
    address = room.show_home(name)
    for look, page in two_looks.items():
        page.goto(address)
        expect(page.get_by_role("tabpanel")).to_contain_text(room.first_words(name))
        assert troubles(page, "[role=tabpanel]") == "", look.name


def _stand_before(name: str, room: Showroom, page: Page) -> None:
    wall = next(each for each in room.walls if each.name == name)
    page.goto(room.address(wall))
    expect(page.get_by_role("article")).to_have_count(len(wall.shown))


def _nothing(page: Page) -> Locator:
    return page.get_by_role("region", name="Messages")


def _question(page: Page) -> Locator:
    page.get_by_role("button", name="Withdraw").first.click()
    return page.get_by_role("dialog", name="Withdraw this referral?")


def _emoji(page: Page) -> Locator:
    page.get_by_role("article").first.hover()
    page.get_by_role("button", name="Add reaction").first.click()
    return page.get_by_role("menu", name="Add reaction")


def _commands(page: Page) -> Locator:
    page.locator("#message-box").press_sequentially("/")
    return page.get_by_role("listbox")


def _select(page: Page) -> Locator:
    page.get_by_role("article").get_by_role("combobox").click()
    return page.get_by_role("listbox")


def _drawer(page: Page) -> Locator:
    opener = page.get_by_role("button", name="Channels and people")
    if opener.is_visible():  # on a phone
        opener.click()
    return page.get_by_role("complementary", name="Workspace")


def _thread(page: Page) -> Locator:
    page.get_by_role("article").first.hover()
    page.get_by_role("button", name="Reply in thread").first.click()
    return page.get_by_role("complementary", name="Thread")


def _faults(page: Page) -> Locator:
    page.get_by_role("button", name="Go wrong").click()
    return page.get_by_role("region", name="Things that go wrong")


def _due(page: Page) -> Locator:
    page.locator(".tools button").first.click()
    return page.get_by_role("region", name="What is due")


#: The parts of the page itself: before which wall each is looked at, and how it is opened.
_PARTS: dict[str, tuple[str, Callable[[Page], Locator]]] = {
    "a channel": ("card in the channel", _nothing),
    "the sidebar": ("card in the channel", _drawer),
    "the menu of reactions": ("card in the channel", _emoji),
    "the commands": ("card in the channel", _commands),
    "buttons and their questions": ("referrer's copy", _question),
    "the list of a select": ("notices to Ana Flores", _select),
    "a thread": ("card in the channel", _thread),
    "the clock and what is due": ("card in the channel", _due),
    "what can go wrong": ("card in the channel", _faults),
}


@pytest.mark.parametrize("name", _PARTS)
def test_every_part_of_the_page_is_for_everybody(name: str, room: Showroom, looks: dict[Look, Page]) -> None:
    """On a desk and on a phone, in the light and in the dark."""
    wall, open_ = _PARTS[name]
    for look, page in looks.items():
        _stand_before(wall, room, page)
        expect(open_(page)).to_be_visible()
        assert troubles(page) == "", look.name
