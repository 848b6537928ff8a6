"""Listing every advertisement of a list of searches, past the ceiling of the service, and reconciling the counts."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from matcher.errors import SourceError
from matcher.models import Rejected
from matcher.sources.gazetteer import Gazetteer
from matcher.sources.jobsuche_answers import PlaceError, total
from matcher.sources.jobsuche_service import CEILING, Service
from matcher.sources.listing import WHOLE, Reading, read_list
from matcher.sources.slices import Circle, Query, State, Way, split, ways
from matcher.sources.whereabouts import Inside, inside_of

# Advertisements come and go while a sweep runs: a cut that misses no more than this share is not done over.
TOLERATED = 0.01
FAILURES_IN_A_ROW = 3


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One advertisement as the search lists it, each reference once per sweep.

    `detail_due`: new, or its aenderungsdatum is not the one in `known`, or it has none. `body` is the raw item.
    """

    ref: str
    modified: datetime | None
    body: Mapping[str, Any]
    detail_due: bool


@dataclass(frozen=True, slots=True)
class SliceReport:
    """What one search announced and gave: `listed` entries read, `distinct` references among them.

    `root` for the searches asked for, `cut` names the ways a too large one was cut ("" when it was listed itself).
    `reconciled` when at least as many distinct references were found as announced; else `problem` says why not.
    For a cut search `distinct` counts what its parts found inside it, `listed` is 0, for its parts tell, and
    `requests` includes those of its parts.
    """

    query: Query
    announced: int
    listed: int
    distinct: int
    reconciled: bool
    requests: int
    root: bool = False
    cut: str = ""
    problem: str = ""


Found = ListedItem | Rejected | SliceReport
Walk = Generator[Found, None, set[str]]


def sweep(
    service: Service,
    queries: Sequence[Query],
    places: Gazetteer,
    known: Mapping[str, datetime | None] | None = None,
    ceiling: int = CEILING,
) -> Iterator[Found]:
    """List every advertisement of the queries; items stream as they come, a report follows each slice.

    A Rejected is an entry of a list that has no reference number. Only when every report with `root` is reconciled
    may absence from the sweep count as withdrawn; else ask for the details of what is absent, for the service says
    what is gone. A slice that fails is reported and the others go on.
    Raises SourceMovedError (403, retired route), BudgetSpentError, PlaceError when an area is not understood,
    DriftError when the shape of answers has changed, and SourceError when several slices in a row fail.
    """
    pool = ThreadPoolExecutor(service.settings.workers, thread_name_prefix="jobsuche")
    try:
        walker = _Walker(service, places, known or {}, ceiling, pool)
        for query in queries:
            yield from walker.root(query)
    finally:
        pool.shutdown(cancel_futures=True)


def detail_due(ref: str, modified: datetime | None, known: Mapping[str, datetime | None]) -> bool:
    """Whether the detail is to be fetched: unknown, without date, or changed since."""
    return ref not in known or modified is None or known[ref] != modified


class _Walker:
    """Walks down the queries; every walk yields what it finds and returns the references of its slice."""

    def __init__(
        self,
        service: Service,
        places: Gazetteer,
        known: Mapping[str, datetime | None],
        ceiling: int,
        pool: ThreadPoolExecutor,
    ) -> None:
        self._service, self._places, self._known = service, places, known
        self._ceiling, self._pool = ceiling, pool
        self._seen: set[str] = set()
        self._outside: set[str] = set()
        self._inside: Inside = lambda body: True
        self._failures = 0

    def root(self, query: Query) -> Iterator[Found]:
        """One of the searches asked for."""
        if query.kind is None:
            for part in split(query, self._places):
                yield from self.root(part)
            return
        self._inside, self._outside = inside_of(query.area, self._places), set()
        yield from self._slice(query, root=True)

    def _slice(self, query: Query, root: bool = False) -> Walk:
        """List a query, or its parts when it is too large; a part that fails is reported, for others go on."""
        asked = self._service.traffic.requests
        try:
            first = self._service.page(query.params(), 1)
        except WHOLE:
            raise
        except SourceError as error:
            if root and isinstance(error, PlaceError):
                return (yield from self._by_circles(query, asked, error))
            if not isinstance(error, PlaceError):
                self._failed(error)
            yield self._report(query, asked, root, problem=str(error))
            return set()
        announced = total(first)
        cuts = ways(query, self._places) if announced > self._ceiling else iter(())
        way = next(cuts, None)
        if way is None:
            return (yield from self._list(query, first, asked, root))
        return (yield from self._cut(query, announced, chain([way], cuts), asked, root))

    def _by_circles(self, query: Query, asked: int, error: PlaceError) -> Walk:
        """List a state whose name the service does not take; how many it has in all is not known then."""
        if not isinstance(query.area, State):
            raise error
        found: set[str] = set()
        for part in split(query, self._places):
            found |= yield from self._slice(part)
        inside = len(found - self._outside)
        yield self._report(query, asked, True, 0, 0, inside, "umkreis", f"{error}: listed by circles, uncounted")
        return found

    def _failed(self, error: SourceError | str) -> None:
        """Count failing slices; several in a row are the service's trouble, not theirs."""
        self._failures += 1
        if self._failures >= FAILURES_IN_A_ROW:
            raise SourceError(f"Jobsuche: {self._failures} searches in a row failed; the last: {error}")

    def _cut(self, query: Query, announced: int, cuts: Iterator[Way], asked: int, root: bool) -> Walk:
        """Walk the parts of a query, and those of a second way when the first misses too much."""
        found: set[str] = set()
        tried: list[str] = []
        missing = inside = 0
        for way in cuts:
            tried.append(way.name)
            for part in way.parts:
                found |= yield from self._slice(part)
            inside = len(found - self._outside) if root else len(found)
            missing = max(0, announced - inside) if way.comparable else 0
            if missing:  # some may have been withdrawn while the parts were listed
                announced = min(announced, self._announced_now(query, announced))
                missing = max(0, announced - inside)
            if missing <= announced * TOLERATED:
                break
        problem = (
            f"{missing} of {announced} announced advertisements are in none of the parts (some name no place)"
            if missing
            else ""
        )
        yield self._report(query, asked, root, announced, 0, inside, ", ".join(tried), problem)
        return found

    def _announced_now(self, query: Query, before: int) -> int:
        again = self._first(query)
        return before if again is None else total(again)

    def _list(self, query: Query, first: Mapping[str, Any], asked: int, root: bool) -> Walk:
        """List a query; once more when something is missing, for lists move while they are read."""
        reading = yield from self._read(query, first)
        refs = reading.refs
        if reading.announced > len(refs) and reading.announced <= self._ceiling:
            again = self._first(query)
            if again is not None:
                reading = yield from self._read(query, again)
                refs |= reading.refs
        yield from reading.odd
        if reading.problem:
            self._failed(reading.problem)
        else:
            self._failures = 0
        yield self._list_report(query, reading, refs, asked, root)
        return refs

    def _first(self, query: Query) -> Mapping[str, Any] | None:
        try:
            return self._service.page(query.params(), 1)
        except WHOLE:
            raise
        except SourceError:
            return None

    def _read(self, query: Query, first: Mapping[str, Any]) -> Generator[Found, None, Reading]:
        """One reading; yields the entries that this sweep has not given yet and that lie inside its root."""
        made = isinstance(query.area, Circle) and query.area.box is not None
        entries = read_list(self._service, query.params(), first, self._pool)
        while True:
            try:
                entry = next(entries)
            except StopIteration as stop:
                reading: Reading = stop.value
                return reading
            if made and not self._inside(entry.body):
                self._outside.add(entry.ref)
            elif entry.ref not in self._seen:
                self._seen.add(entry.ref)
                yield ListedItem(
                    entry.ref, entry.modified, entry.body, detail_due(entry.ref, entry.modified, self._known)
                )

    def _list_report(self, query: Query, reading: Reading, refs: set[str], asked: int, root: bool) -> SliceReport:
        missing = max(0, reading.announced - len(refs) - len(reading.odd))
        problem = reading.problem or (f"{missing} of {reading.announced} announced were not listed" if missing else "")
        return self._report(query, asked, root, reading.announced, reading.listed, len(refs), problem=problem)

    def _report(
        self,
        query: Query,
        asked: int,
        root: bool,
        announced: int = 0,
        listed: int = 0,
        distinct: int = 0,
        cut: str = "",
        problem: str = "",
    ) -> SliceReport:
        requests = self._service.traffic.requests - asked
        return SliceReport(query, announced, listed, distinct, not problem, requests, root, cut, problem)
