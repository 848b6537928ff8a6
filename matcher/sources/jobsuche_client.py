"""Fetching the advertisements of one search from the Jobsuche service: the list first, then each detail."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from matcher.models import Rejected, Vacancy
from matcher.sources.base import RawRecord
from matcher.sources.details import Failed, Fetched, Gone, Outcome, details
from matcher.sources.gazetteer import Gazetteer
from matcher.sources.jobsuche import parse
from matcher.sources.jobsuche_answers import total
from matcher.sources.jobsuche_http import half_to_full
from matcher.sources.jobsuche_service import ClientSettings, Service
from matcher.sources.slices import Query
from matcher.sources.sweep import ListedItem, SliceReport, sweep


@dataclass(slots=True)
class Tally:
    """What one fetch met: `expected` by the service's count, `listed` distinct, then each record's fate."""

    expected: int = 0
    listed: int = 0
    fetched: int = 0
    unchanged: int = 0
    gone: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether the list holds all that was announced; only then may absence count as withdrawn."""
        return not self.problems

    def count(self, outcome: Outcome) -> None:
        """Note the fate of one record."""
        if isinstance(outcome, Fetched):
            self.fetched += 1
        elif isinstance(outcome, Gone):
            self.gone.append(outcome.ref)
        else:
            self.failed[outcome.ref] = outcome.reason


class JobsucheSource:
    """The advertisements of one search, however many; `tally` tells about the last fetch.

    Details are not asked for again where `known` has the date of change that the list gives.
    """

    name = "jobsuche"

    def __init__(
        self,
        query: Query,
        places: Gazetteer,
        settings: ClientSettings | None = None,
        *,
        known: Mapping[str, datetime | None] | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        jitter: Callable[[float], float] = half_to_full,
    ) -> None:
        self.query, self.tally = query, Tally()
        self._places, self._known = places, known or {}
        self._service = Service(settings, sleep=sleep, clock=clock, jitter=jitter)

    def __enter__(self) -> JobsucheSource:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._service.close()

    def parse(self, raw: RawRecord) -> Vacancy:
        """One record of `fetch` or of a file; raises InputError when it has no reference number."""
        return parse(raw.body, raw.where)

    def count(self, query: Query | None = None) -> int:
        """How many advertisements a search has, by one small request. Raises SourceError."""
        return total(self._service.page((query or self.query).params(), 1, 1))

    def detail(self, ref: str) -> dict[str, Any]:
        """One detail body; raises GoneError when the service says it is gone, else SourceError."""
        return self._service.detail(ref)

    def fetch(self) -> Iterator[RawRecord | Rejected]:
        """Every advertisement of the search, as {"item": ..., "detail": ...}; entries without number are Rejected.

        Without "detail" the record was unchanged or its detail could not be had: keep what is known of it.
        Records that are gone are left out and named in `tally`. Raises SourceError when the place is unknown, the
        shape has drifted, the route has moved, or requests keep failing.
        """
        self.tally = Tally()
        due: dict[str, Mapping[str, Any]] = {}
        for found in sweep(self._service, [self.query], self._places, self._known):
            if isinstance(found, Rejected):
                yield found
            elif isinstance(found, SliceReport):
                self._count(found)
            elif found.detail_due:
                due[found.ref] = found.body
            else:
                yield self._unchanged(found)
        self.tally.listed = self.tally.unchanged + len(due)
        for outcome in details(self._service, list(due)):
            self.tally.count(outcome)
            item = due.pop(outcome.ref)
            if not isinstance(outcome, Gone):
                yield _record(item, outcome)

    def _count(self, report: SliceReport) -> None:
        if report.root:
            self.tally.expected += report.announced
            self.tally.problems += [] if report.reconciled else [f"{report.query}: {report.problem}"]

    def _unchanged(self, found: ListedItem) -> RawRecord:
        self.tally.unchanged += 1
        return RawRecord(f"jobsuche {found.ref}", {"item": found.body})


def _record(item: Mapping[str, Any], outcome: Fetched | Failed) -> RawRecord:
    extra = {"detail": outcome.body} if isinstance(outcome, Fetched) else {}
    return RawRecord(f"jobsuche {outcome.ref}", {"item": item, **extra})
