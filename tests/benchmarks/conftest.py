"""What benchmarks stand on, and the report at their end. They gate nothing: what they print is for people to judge."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.benchmarks.comparing import Bench, Comparison, table

if TYPE_CHECKING:
    from collections.abc import Iterator

_DONE = pytest.StashKey[list[Comparison]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_DONE] = []
    config.option.benchmark_quiet = True  # its own table knows no baseline
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", tempfile.gettempdir())  # what is measured waits for the disk


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if done := config.stash[_DONE]:
        terminalreporter.section("ours beside a baseline, measured in turn")
        for line in table(done):
            terminalreporter.write_line(line)
        terminalreporter.write_line("Medians of all rounds. Ratios tell; the numbers are this machine's, at this hour.")


@pytest.fixture
def bench(benchmark: Any, request: pytest.FixtureRequest) -> Bench:
    """Compares two things; what comes of it stands in the report."""
    return Bench(benchmark, request.config.stash[_DONE])


@pytest.fixture
def careful_postgres(request: pytest.FixtureRequest) -> Iterator[None]:
    """PostgreSQL waits for the disk as it does in earnest, which a comparison of commits is about."""
    url = request.getfixturevalue("postgres_url")
    _wait_for_the_disk(url, "on")
    yield
    _wait_for_the_disk(url, "off")


def _wait_for_the_disk(url: str, value: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = {value}")
        connection.execute("SELECT pg_reload_conf()")
