"""What axe-core finds wrong with a page for people who read or use it otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.base import AXE_SCRIPT, AxeResults

from tests.browser.camera import LOOKS

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: WCAG 2.2 at the levels A and AA, and what axe-core calls good practice.
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
_HEIGHT = 900  # pixels
_OPTIONS = {"runOnly": {"type": "tag", "values": _RULES}, "resultTypes": ["violations"]}


def troubles(page: Page, within: str = "html") -> str:
    """What is wrong with the page as it is now, in all its frames, in words; empty when all is well.

    Args:
        within: a selector of what is looked at; the whole page takes seconds.
    """
    for frame in page.frames:
        if not frame.evaluate("'axe' in window"):
            frame.evaluate(AXE_SCRIPT)
    found = AxeResults(page.evaluate("([within, options]) => axe.run(within, options)", [within, _OPTIONS]))
    return str(found.generate_report()) if found.violations_count else ""


def troubles_in_any_look(page: Page) -> dict[str, str]:
    """The same on a phone and on a desk, in the light and in the dark; afterwards the page is as it was."""
    size = page.viewport_size
    found = {}
    for look in LOOKS:
        page.set_viewport_size({"width": look.width, "height": _HEIGHT})
        page.emulate_media(color_scheme=look.theme)
        if wrong := troubles(page):
            found[look.name] = wrong
    page.emulate_media(color_scheme=None)
    if size:
        page.set_viewport_size(size)
    return found
