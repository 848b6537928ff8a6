"""Finds rules and figures that have to be read again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from matcher.rules.book import Book

A_YEAR = timedelta(days=365)


def outdated(book: Book, on: date) -> list[str]:
    """One sentence for each rule or parameter to look at on this date."""
    return [*_old(book, on), *_ending_rules(book, on), *_ending_figures(book, on)]


def _old(book: Book, on: date) -> Iterator[str]:
    dated = [(f"rule {r.id}", r.checked_on) for r in book.rules]
    dated += [(f"figure {p.name}", p.checked_on) for p in book.parameters.values()]
    return (
        f"{name}: last checked on {checked}, more than a year ago" for name, checked in dated if on - checked > A_YEAR
    )


def _ending_rules(book: Book, on: date) -> Iterator[str]:
    last: dict[str, date] = {}
    for rule in book.rules:
        last[rule.id] = max(rule.valid_to, last.get(rule.id, rule.valid_to))
    return (f"rule {name}: ends on {end} without successor" for name, end in last.items() if _ends(end, on))


def _ending_figures(book: Book, on: date) -> Iterator[str]:
    ends = ((p.name, p.values[-1].last) for p in book.parameters.values())
    return (f"figure {name}: ends on {end} without successor" for name, end in ends if _ends(end, on))


def _ends(end: date, on: date) -> bool:
    return end <= date(on.year, 12, 31)
