"""What is new for an adviser since the last visit to a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from matcher.store.caseload import Look

# Pages opened within this time belong to one visit: what is new stays marked until the next.
VISIT = timedelta(hours=2)


def next_look(last: Look | None, edition: int, moment: datetime) -> Look:
    """The look that a page opened now makes; within one visit the edition seen before it stays what news is told from."""
    at = moment.isoformat(timespec="seconds")
    if last is None:
        return Look(at, edition, None)
    if moment - datetime.fromisoformat(last.at) <= VISIT and last.edition == edition:
        return Look(at, edition, last.before)
    return Look(at, edition, last.edition)


def new_since(look: Look, first_editions: Mapping[str, int]) -> frozenset[str]:
    """The vacancies that came up after the visit before; none on the first visit, where all are new."""
    if look.before is None:
        return frozenset()
    return frozenset(ref for ref, edition in first_editions.items() if edition > look.before)
