"""Figures of the team from dates and counts; pure, no request and no database."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

# A count under this is not shown where it tells something about the people counted: they could be recognised.
LEAST = 5
REST = "rest"


@dataclass(frozen=True, slots=True)
class Progress:
    """Placements by month from the first month of the goal to the present one; `so_far` adds them up.

    `expected` is what an even course would have reached today; `left` are the months that remain after the present one.
    """

    months: tuple[str, ...]
    counts: tuple[int, ...]
    so_far: tuple[int, ...]
    target: int
    expected: float
    length: int
    left: int

    @property
    def reached(self) -> int:
        """All placements until today."""
        return self.so_far[-1] if self.so_far else 0


@dataclass(frozen=True, slots=True)
class Quartiles:
    """Of `n` values the middle one, and those a quarter from either end."""

    n: int
    first: float
    median: float
    third: float


def month_number(day: date) -> int:
    """Months since year 0, to count with."""
    return day.year * 12 + day.month - 1


def month_name(number: int) -> str:
    """The month as 2026-03."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def progress(by_month: Mapping[str, int], target: int, starts: date, length: int, today: date) -> Progress:
    """How far the team came; `by_month` are placements by month (2026-03), `length` the months the goal has."""
    first, now = month_number(starts), month_number(today)
    months = tuple(month_name(n) for n in range(first, max(first, now) + 1))
    counts = tuple(by_month.get(m, 0) for m in months)
    so_far = tuple(sum(counts[: i + 1]) for i in range(len(counts)))
    ends = first + length
    share = (now - first + (today.day - 1) / 31) / length if now >= first else 0.0
    return Progress(
        months, counts, so_far, target, target * min(1.0, share), length, min(length, max(0, ends - now - 1))
    )


def by_month(days: Iterable[str], earlier: Mapping[str, int]) -> dict[str, int]:
    """Placements by month: of days in ISO 8601, and counts that were kept without their people."""
    return dict(Counter(day[:7] for day in days) + Counter(earlier))


def days_between(pairs: Iterable[tuple[str, str]]) -> list[int]:
    """Days from the first to the second of each pair of dates; a pair the wrong way round counts as none."""
    found = ((date.fromisoformat(b) - date.fromisoformat(a)).days for a, b in pairs)
    return [days for days in found if days >= 0]


def quartiles(values: Sequence[int]) -> Quartiles | None:
    """Median and quartiles, between two values in proportion (method 7 of Hyndman and Fan 1996).

    None under LEAST values: so few would speak of single people.
    """
    if len(values) < LEAST:
        return None
    first, median, third = statistics.quantiles(values, n=4, method="inclusive")
    return Quartiles(len(values), first, median, third)


def without_small(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Counts from high to low in which none under LEAST can be read or worked out; nothing where all are few.

    Small counts are put together as REST; where these are few together, the smallest shown one joins them.
    """
    ordered = sorted(((n, name) for name, n in counts.items() if n), key=lambda x: (-x[0], x[1]))
    shown = [(name, n) for n, name in ordered if n >= LEAST]
    rest = sum(n for n, _ in ordered if n < LEAST)
    while shown and 0 < rest < LEAST:
        rest += shown.pop()[1]
    if rest < LEAST:
        return tuple(shown)
    return (*shown, (REST, rest))


def reached(furthest: Mapping[str, int], steps: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Per step how many matches came so far or further."""
    return tuple((step, sum(furthest.get(later, 0) for later in steps[i:])) for i, step in enumerate(steps))
