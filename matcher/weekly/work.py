"""What every stage of a weekly run works with, and how it leaves its traces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
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
    """What a run touches beside the store: the vacancy service, the clock, whoever watches, and who gets mail.

    `service` is told how many requests the run has made already. `digest` writes what is new for a user: subject and
    text, None when there is nothing.
    """

    service: Callable[[int], Service]
    now: Callable[[], str]
    today: Callable[[], date]
    progress: Progress
    mailbox: Mailbox | None = None
    digest: Callable[[Store, str], tuple[str, str] | None] | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """A run under way. A stage writes its results and the report with them, in one transaction."""

    store: Store
    open: OpenRun
    plan: Plan
    report: WeeklyReport
    outside: Outside
    bridge: Callable[[], Bridge]
    _counting: list[Callable[[], None]] = field(default_factory=list, repr=False)

    @property
    def run(self) -> int:
        """The number of the run."""
        return self.open.run

    def save(self, stage: str) -> None:
        """Note that the run is at this stage, with the report so far and the requests made until now."""
        for count in self._counting:
            count()
        self.store.save_weekly(self.run, stage, self.report.as_state())

    @contextmanager
    def service(self) -> Iterator[Service]:
        """The vacancy service; what was asked of it goes into the report, whatever happens, and off the budget."""
        requests, retries = self.report.requests, self.report.retries
        with self.outside.service(requests) as service:

            def count() -> None:
                self.report.requests = requests + service.traffic.requests
                self.report.retries = retries + service.traffic.retries

            self._counting.append(count)
            try:
                yield service
            finally:
                count()
                self._counting.remove(count)


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most this size."""
    iterator = iter(items)
    while part := list(islice(iterator, size)):
        yield part
