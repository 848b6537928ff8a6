"""What every stage of a weekly run works with, and how it leaves its traces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TypeVar

from matcher.bridge import Bridge
from matcher.sources.jobsuche_service import Service
from matcher.store import Store
from matcher.store.weekly import OpenRun
from matcher.weekly.plan import Plan
from matcher.weekly.progress import Progress
from matcher.weekly.report import WeeklyReport
from matcher.weekly.sending import Mailbox

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outside:
    """What a run touches beside the store: the vacancy service, the clock, whoever watches, and who gets the report."""

    service: Callable[[], Service]
    now: Callable[[], str]
    today: Callable[[], date]
    progress: Progress
    mailbox: Mailbox | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """A run under way. A stage writes its results and the report with them, in one transaction."""

    store: Store
    open: OpenRun
    plan: Plan
    report: WeeklyReport
    outside: Outside
    bridge: Callable[[], Bridge]

    @property
    def run(self) -> int:
        """The number of the run."""
        return self.open.run

    def save(self, stage: str) -> None:
        """Note that the run is at this stage, with the report so far."""
        self.store.save_weekly(self.run, stage, self.report.as_state())

    @contextmanager
    def service(self) -> Iterator[Service]:
        """The vacancy service; what was asked of it goes into the report, whatever happens."""
        with self.outside.service() as service:
            try:
                yield service
            finally:
                self.report.requests += service.traffic.requests
                self.report.retries += service.traffic.retries


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most this size."""
    iterator = iter(items)
    while part := list(islice(iterator, size)):
        yield part
