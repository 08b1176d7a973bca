"""Logs without a client's words: what happened, to which opaque id, under which reference."""

from __future__ import annotations

import logging
import sys

import structlog

from bot.settings import LogFormat


def configure(log_format: LogFormat, *, quiet: bool = False) -> None:
    """Send this process's logs to standard error.

    Libraries are heard from warnings on: at finer levels they log payloads, and those can hold what somebody typed.

    Args:
        quiet: errors alone, for a command whose output is its own.
    """
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if log_format is LogFormat.JSON
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR if quiet else logging.INFO),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),  # the one of the moment, not of the start
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s", force=True
    )
    for handler in logging.getLogger().handlers:
        handler.addFilter(_worth_hearing)


def _worth_hearing(record: logging.LogRecord) -> bool:
    """Not the warnings that tell of nothing wrong.

    APScheduler warns when a job is woken while it runs and is rightly skipped; Bolt, that `authorize` comes before a
    token. Bolt's own loggers take their level from the root, so a level of theirs would not last.
    """
    return record.levelno >= logging.ERROR or not record.name.startswith(("apscheduler", "slack_bolt"))
