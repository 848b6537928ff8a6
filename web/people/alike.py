"""Whether a newcomer may be somebody who is known already: the same place and work, and nothing that contradicts it."""

from __future__ import annotations

from typing import Any

from matcher.models import Jobseeker
from matcher.profile import diploma_of, german_of
from matcher.store.caseload import folded


def is_alike(one: Jobseeker, other: Jobseeker) -> bool:
    """Whether two profiles have one postcode and one occupation in common, and agree in what both of them tell."""
    if one.key == other.key or not _agree(*(p.postcode for p in (one, other))) or not _work(one) & _work(other):
        return False
    return all(a == b for a, b in zip(_facts(one), _facts(other), strict=True) if a is not None and b is not None)


def _agree(one: str | None, other: str | None) -> bool:
    """Whether one postcode is the other or its beginning."""
    short, long = sorted((one or "", other or ""), key=len)
    return bool(short) and long.startswith(short)


def _work(person: Jobseeker) -> frozenset[str]:
    named = (*person.occupations, *(job.occupation for job in person.experience))
    return frozenset(folded(o.title).strip() for o in named if o.title)


def _facts(person: Jobseeker) -> tuple[Any, ...]:
    """What two profiles of one person would tell alike; None where it is not told."""
    licences = frozenset(person.licences) or None
    return (diploma_of(person), german_of(person).level, licences, person.shifts, person.germany)
