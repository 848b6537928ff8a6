"""Reading the whole list of one search that fits under the ceiling."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from matcher.errors import InputError, SourceError
from matcher.models import Rejected
from matcher.sources.jobsuche import identify
from matcher.sources.jobsuche_answers import DriftError, search_items, total
from matcher.sources.jobsuche_http import BudgetSpentError, SourceMovedError
from matcher.sources.jobsuche_service import CEILING, PAGE_SIZE, Service

# Errors that say something about the service as a whole; asking for other advertisements is of no use.
WHOLE = (SourceMovedError, BudgetSpentError, DriftError)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list with its reference and date of change."""

    ref: str
    modified: datetime | None
    body: Mapping[str, Any]


@dataclass(slots=True)
class Reading:
    """What one reading of a list came to: entries read, references among them, and entries without one."""

    announced: int
    listed: int = 0
    refs: set[str] = field(default_factory=set)
    odd: list[Rejected] = field(default_factory=list)
    problem: str = ""

    @property
    def missing(self) -> int:
        """How many announced advertisements were not seen by their reference."""
        return max(0, self.announced - len(self.refs))


def read_list(
    service: Service, params: Mapping[str, str], first: Mapping[str, Any], pool: Executor
) -> Generator[Entry, None, Reading]:
    """Every entry of a search whose first page is given; stops at the ceiling of the service.

    A page that cannot be had ends the reading with a `problem`; raises only the errors in WHOLE.
    """
    reading = Reading(total(first))
    try:
        for number, page in enumerate(_pages(service, params, first, pool), start=1):
            for place, item in enumerate(search_items(page, params.get("wo")), start=1):
                reading.listed += 1
                entry = _entry(item, f"jobsuche {params['wo']}, page {number}, entry {place}", reading)
                if entry is not None:
                    yield entry
    except WHOLE:
        raise
    except SourceError as error:
        reading.problem = str(error)
    return reading


def _entry(item: Mapping[str, Any], where: str, reading: Reading) -> Entry | None:
    try:
        ref, modified = identify(item, where)
    except InputError as error:
        reading.odd.append(Rejected(error.where, error.field, error.expected))
        return None
    reading.refs.add(ref)
    return Entry(ref, modified, item)


def _pages(
    service: Service, params: Mapping[str, str], first: Mapping[str, Any], pool: Executor
) -> Iterator[Mapping[str, Any]]:
    """All pages in order, asked for a little ahead by the threads of the pool."""
    yield first
    last = -(-min(total(first), CEILING) // PAGE_SIZE)
    numbers = iter(range(2, last + 1))
    ahead: deque[Future[dict[str, Any]]] = deque()
    try:
        while True:
            while len(ahead) <= service.settings.workers and (number := next(numbers, 0)):
                ahead.append(pool.submit(service.page, params, number))
            if not ahead:
                return
            yield ahead.popleft().result()
    finally:
        for future in ahead:
            future.cancel()
