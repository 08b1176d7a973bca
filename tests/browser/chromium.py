"""Where a Chromium for the browser tests comes from: the machine's own, or else the one that playwright fetches."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from playwright.sync_api import Error, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

#: The shell comes first: it has no window of its own to draw.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
#: It draws in software, and speaks to nobody but the page.
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_FETCH_SECONDS = 240


class NoChromiumError(Exception):
    """There is none on this machine, and none could be fetched; the message says so."""


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium, closed at the end.

    Raises:
        NoChromiumError: none can be had.
    """
    with sync_playwright() as playwright:
        path = installed()
        try:
            started = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        except Error as error:
            whose = path or "playwright's own"
            raise NoChromiumError(f"Chromium does not start ({whose}): {error.message.splitlines()[0]}") from error
        with started:
            yield started


@cache
def installed() -> str | None:
    """The path of the machine's own Chromium; None when playwright's is there instead, which is fetched if need be.

    Raises:
        NoChromiumError: neither can be had.
    """
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        fetch = (sys.executable, "-m", "playwright", "install", "--only-shell", "chromium")
        try:
            subprocess.run(fetch, check=True, capture_output=True, timeout=_FETCH_SECONDS)
        except (OSError, subprocess.SubprocessError) as error:
            raise NoChromiumError("there is no Chromium on this machine, and none could be fetched") from error
    return path
