"""Log lines find the standard error of the moment."""

from __future__ import annotations

import io
import sys

import pytest
import structlog

from bot import logs
from bot.settings import LogFormat


@pytest.mark.usefixtures("logs_as_they_were")
def test_a_standard_error_that_was_closed_stops_no_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever redirects it after the start, and closes what it was, still gets every line."""
    first, second = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stderr", first)
    logs.configure(LogFormat.JSON)
    first.close()
    monkeypatch.setattr(sys, "stderr", second)
    structlog.get_logger().error("fault", reference="1234")
    assert '"reference": "1234"' in second.getvalue()
