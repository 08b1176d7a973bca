"""Log lines find the standard error of the moment."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import structlog

from bot import logs
from bot.settings import LogFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

import logging

import pytest


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """What is configured for the process is taken back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


def test_a_standard_error_that_was_closed_stops_no_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever redirects it after the start, and closes what it was, still gets every line."""
    first, second = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stderr", first)
    logs.configure(LogFormat.JSON)
    first.close()
    monkeypatch.setattr(sys, "stderr", second)
    structlog.get_logger().error("fault", reference="1234")
    assert '"reference": "1234"' in second.getvalue()
