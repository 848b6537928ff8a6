"""Fetching advertisements around a place from the Jobsuche service: the search first, then each detail."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from matcher.errors import GoneError, InputError, SourceError
from matcher.models import Vacancy
from matcher.sources.base import RawRecord
from matcher.sources.jobsuche import parse
from matcher.sources.jobsuche_answers import search_items, total
from matcher.sources.jobsuche_http import BudgetSpentError, SourceMovedError, half_to_full
from matcher.sources.jobsuche_names import REF
from matcher.sources.jobsuche_service import CEILING, PAGE_SIZE, ClientSettings, Service

AHEAD = 8
LARGEST_RADIUS, MOST_DAYS = 200, 100
KIND_CODES = (1, 2, 4, 34)
HOURS = ("vz", "tz", "snw", "ho", "mj")

Unchanged = Callable[[str, datetime | None], bool]


@dataclass(frozen=True, slots=True)
class SearchArea:
    """What to search: a place and radius in km, published in the last `days`, and one kind of offer.

    `kind` is the service's angebotsart: 1 job, 2 self-employed, 4 apprenticeship, 34 internship.
    `hours` are vz, tz, snw, ho, mj; `contract` are 1, 2, 3; `agency` None means with and without temporary
    work. Raises InputError for what the service would refuse or, worse, ignore.
    """

    around: str
    radius_km: int = 50
    days: int | None = None
    kind: int = 1
    words: str | None = None
    hours: tuple[str, ...] = ()
    contract: tuple[int, ...] = ()
    agency: bool | None = None

    def __post_init__(self) -> None:
        _check(bool(self.around.strip()), "around", "a postcode or town")
        _check(0 <= self.radius_km <= LARGEST_RADIUS, "radius_km", f"0 to {LARGEST_RADIUS} km")
        _check(self.days is None or 0 <= self.days <= MOST_DAYS, "days", f"0 to {MOST_DAYS} days")
        _check(self.kind in KIND_CODES, "kind", "1, 2, 4 or 34")
        _check(self.words is None or bool(self.words.strip()), "words", "words or nothing")
        _check(set(self.hours) <= set(HOURS), "hours", "any of vz, tz, snw, ho, mj")
        _check(set(self.contract) <= {1, 2, 3}, "contract", "any of 1, 2, 3")

    def params(self) -> dict[str, str]:
        """The query as the service names it; what is not set is left out, for empty values are refused."""
        agency = None if self.agency is None else str(self.agency).lower()
        query = {
            "wo": self.around,
            "umkreis": str(self.radius_km),
            "angebotsart": str(self.kind),
            "veroeffentlichtseit": None if self.days is None else str(self.days),
            "was": self.words,
            "arbeitszeit": ";".join(self.hours) or None,
            "befristung": ";".join(map(str, self.contract)) or None,
            "zeitarbeit": agency,
        }
        return {name: value for name, value in query.items() if value is not None}


def _check(holds: bool, name: str, expected: str) -> None:
    if not holds:
        raise InputError("search area", name, f"expected {expected}")


@dataclass(slots=True)
class Tally:
    """What one fetch met: `expected` by the service's count, `listed` distinct, then each record's fate."""

    expected: int = 0
    listed: int = 0
    fetched: int = 0
    unchanged: int = 0
    gone: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether the list holds all that was announced; only then may absence count as withdrawn."""
        return self.listed >= self.expected


@dataclass(frozen=True, slots=True)
class _Outcome:
    ref: str
    item: dict[str, Any]
    detail: dict[str, Any] | None = None
    fate: str = "fetched"
    reason: str = ""


class JobsucheSource:
    """The advertisements of one SearchArea; `tally` tells about the last fetch.

    `unchanged(ref, modified)` may say that the detail is known already, so that it is not asked for again.
    """

    name = "jobsuche"

    def __init__(
        self,
        area: SearchArea,
        settings: ClientSettings | None = None,
        *,
        unchanged: Unchanged = lambda ref, modified: False,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        jitter: Callable[[float], float] = half_to_full,
    ) -> None:
        self.area, self.tally = area, Tally()
        self._settings, self._unchanged = settings or ClientSettings(), unchanged
        self._service = Service(self._settings, sleep=sleep, clock=clock, jitter=jitter)

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

    def count(self, area: SearchArea | None = None) -> int:
        """How many advertisements an area holds, by one small request. Raises SourceError."""
        return total(self._service.page((area or self.area).params(), 1, 1))

    def detail(self, ref: str) -> dict[str, Any]:
        """One detail body; raises GoneError when the service says it is gone, else SourceError."""
        return self._service.detail(ref)

    def fetch(self) -> Iterator[RawRecord]:
        """Every advertisement of the area, as {"item": ..., "detail": ...}.

        Without "detail" the record was unchanged or its detail could not be had: keep what is known of it.
        Records that are gone are left out and named in `tally`. Raises SourceError when the place is unknown,
        the area holds more than the service lists, the shape has drifted, or details keep failing.
        """
        self.tally = Tally()
        items = list(self._listed())
        self.tally.listed = len(items)
        pool = ThreadPoolExecutor(self._settings.workers, thread_name_prefix="jobsuche")
        try:
            yield from self._recorded(self._completed(pool, items))
        finally:
            pool.shutdown(cancel_futures=True)

    def _listed(self) -> Iterator[dict[str, Any]]:
        """All items, each reference once: new advertisements push old ones to the next page meanwhile."""
        seen: set[str] = set()
        number, last = 1, 1
        while number <= last:
            page = self._service.page(self.area.params(), number)
            self.tally.expected = total(page)
            self._check_ceiling(self.tally.expected)
            last = -(-self.tally.expected // PAGE_SIZE)
            for item in search_items(page, self.area.around):
                ref = item.get(REF)
                if not isinstance(ref, str) or ref not in seen:
                    yield item
                seen.add(str(ref))
            number += 1

    def _check_ceiling(self, number: int) -> None:
        if number > CEILING:
            where = f"{self.area.radius_km} km of {self.area.around}"
            raise SourceError(
                f"Jobsuche has {number} advertisements within {where}, but lists at most {CEILING}: "
                "choose a smaller radius, fewer days or one kind of contract"
            )

    def _completed(self, pool: ThreadPoolExecutor, items: list[dict[str, Any]]) -> Iterator[_Outcome]:
        """Outcomes in the order of the list; asks only a little ahead, so that stopping stops the asking."""
        ahead = AHEAD * self._settings.workers
        for start in range(0, len(items), ahead):
            yield from pool.map(self._complete, items[start : start + ahead])

    def _complete(self, item: dict[str, Any]) -> _Outcome:
        """The item with its detail; only a refusal of everything is raised from here."""
        try:
            vacancy = parse(item)
            if self._unchanged(vacancy.ref, vacancy.modified):
                return _Outcome(vacancy.ref, item, fate="unchanged")
            return _Outcome(vacancy.ref, item, self.detail(vacancy.ref))
        except InputError as error:
            return _Outcome("", item, fate="unreadable", reason=str(error))
        except GoneError:
            return _Outcome(vacancy.ref, item, fate="gone")
        except (SourceMovedError, BudgetSpentError):
            raise
        except SourceError as error:
            return _Outcome(vacancy.ref, item, fate="failed", reason=str(error))

    def _recorded(self, outcomes: Iterator[_Outcome]) -> Iterator[RawRecord]:
        failures = 0
        for outcome in outcomes:
            self._count(outcome)
            failures = failures + 1 if outcome.fate == "failed" else 0
            if failures >= self._settings.detail_failures:
                raise SourceError(f"Jobsuche: {failures} details in a row failed; the last: {outcome.reason}")
            if outcome.fate != "gone":
                yield _record(outcome)

    def _count(self, outcome: _Outcome) -> None:
        if outcome.fate == "fetched":
            self.tally.fetched += 1
        elif outcome.fate == "unchanged":
            self.tally.unchanged += 1
        elif outcome.fate == "gone":
            self.tally.gone.append(outcome.ref)
        elif outcome.fate == "failed":
            self.tally.failed[outcome.ref] = outcome.reason


def _record(outcome: _Outcome) -> RawRecord:
    where = f"jobsuche {outcome.ref or 'item without number'}"
    extra = {} if outcome.detail is None else {"detail": outcome.detail}
    return RawRecord(where, {"item": outcome.item, **extra})
