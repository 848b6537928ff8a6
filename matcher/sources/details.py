"""Fetching details by a pool of threads; one outcome per reference, in the order in which they come in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from queue import SimpleQueue
from typing import Any

from matcher.errors import GoneError, SourceError
from matcher.sources.jobsuche_http import BudgetSpentError, SourceMovedError
from matcher.sources.jobsuche_service import Service

# Requests that wait their turn, per thread: enough to keep each busy, few enough to keep memory small.
AHEAD = 8


@dataclass(frozen=True, slots=True)
class Fetched:
    """The detail of an advertisement, as the service gave it."""

    ref: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Gone:
    """The service says by its code that the advertisement no longer exists."""

    ref: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The detail could not be had this time; what is known of the advertisement stays."""

    ref: str
    reason: str


Outcome = Fetched | Gone | Failed


def details(service: Service, refs: Iterable[str]) -> Iterator[Outcome]:
    """Fetch the details of these references; `refs` is read only a little ahead, so memory stays bounded.

    To resume, pass the references still to do. Closing the iterator stops the asking. How many threads, and how
    many failures in a row are too many, say the settings of the service.
    Raises SourceMovedError (403), BudgetSpentError, and SourceError when details keep failing in a row.
    """
    failures = 0
    for outcome in _outcomes(service, iter(refs)):
        failures = failures + 1 if isinstance(outcome, Failed) else 0
        yield outcome
        if isinstance(outcome, Failed) and failures >= service.settings.detail_failures:
            raise SourceError(f"Jobsuche: {failures} details in a row failed; the last: {outcome.reason}")


def _outcomes(service: Service, todo: Iterator[str]) -> Iterator[Outcome]:
    pool = ThreadPoolExecutor(service.settings.workers, thread_name_prefix="jobsuche")
    finished: SimpleQueue[Future[Outcome]] = SimpleQueue()

    def start(count: int) -> int:
        refs = list(islice(todo, count))
        for ref in refs:
            pool.submit(fetch_one, service, ref).add_done_callback(finished.put)
        return len(refs)

    try:
        running = start(AHEAD * service.settings.workers)
        while running:
            outcome = finished.get().result()
            running += start(1) - 1
            yield outcome
    finally:
        pool.shutdown(cancel_futures=True)


def fetch_one(service: Service, ref: str) -> Outcome:
    """The outcome for one reference; raises only what concerns every other reference too."""
    try:
        return Fetched(ref, service.detail(ref))
    except GoneError:
        return Gone(ref)
    except (SourceMovedError, BudgetSpentError):
        raise
    except SourceError as error:
        return Failed(ref, str(error))
