"""Listing every advertisement of a list of searches, past the ceiling of the service, and reconciling the counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from matcher.models import Rejected
from matcher.sources.gazetteer import Gazetteer
from matcher.sources.jobsuche_service import CEILING, Service
from matcher.sources.slices import Query


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

    `root` for the searches asked for, `cut` names the way a too large one was cut ("" when it was listed itself).
    `reconciled` when at least as many distinct references were found as announced; else `problem` says why not.
    For a cut search `distinct` counts what its parts found inside it.
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


def sweep(
    service: Service,
    queries: Sequence[Query],
    places: Gazetteer,
    known: Mapping[str, datetime | None] | None = None,
    ceiling: int = CEILING,
) -> Iterator[ListedItem | Rejected | SliceReport]:
    """List every advertisement of the queries; items stream as they come, a report follows each slice.

    A Rejected is an entry of a list that has no reference number. Only when every report with `root` is reconciled
    may absence from the sweep count as withdrawn. A slice that fails is reported and the others go on.
    Raises SourceMovedError (403, retired route), BudgetSpentError, and SourceError when a place is not understood,
    the shape of answers has drifted, or several slices in a row fail.
    """
    raise NotImplementedError


def detail_due(ref: str, modified: datetime | None, known: Mapping[str, datetime | None]) -> bool:
    """Whether the detail is to be fetched: unknown, without date, or changed since."""
    return ref not in known or modified is None or known[ref] != modified
