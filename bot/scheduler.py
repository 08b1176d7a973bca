"""What wakes when. APScheduler is the clockwork, not the memory: a job only looks at what the database says is due."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Scheduler:
    """Interval jobs on every replica, with no leader; each can be woken early.

    Args:
        jobs: by name, what to do and how many seconds to wait between two looks.
    """

    def __init__(self, jobs: Mapping[str, tuple[Callable[[], object], float]]) -> None:
        # A job that is woken while it runs is skipped, which is as it should be and not worth a warning.
        logger = logging.getLogger(__name__)
        logger.setLevel(logging.ERROR)
        self._scheduler = BackgroundScheduler(
            logger=logger,
            jobstores={"default": MemoryJobStore()},
            executors={"default": ThreadPoolExecutor(len(jobs))},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
            timezone=UTC,
        )
        for name, (look, seconds) in jobs.items():
            self._scheduler.add_job(look, "interval", seconds=seconds, id=name, next_run_time=datetime.now(UTC))

    def start(self) -> None:
        self._scheduler.start()

    def wake(self, name: str) -> None:
        """Look now; a look that is under way is followed by another at its next turn."""
        if self._scheduler.running:
            self._scheduler.modify_job(name, next_run_time=datetime.now(UTC))

    def stop(self) -> None:
        """Let the looks that are under way end, and start no other."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)
