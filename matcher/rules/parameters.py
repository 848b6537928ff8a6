"""Dated figures of law (rates, limits, amounts) from data/rules/parameters*.toml; a date without a figure refuses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, TypeGuard

from matcher.data import read_toml, shipped
from matcher.errors import InputError, MatcherError

ALWAYS = date(9999, 12, 31)


class NoFiguresError(MatcherError):
    """There is no figure for this date; older figures are never used instead."""


@dataclass(frozen=True, slots=True)
class Dated:
    """One value of a parameter and the days on which it holds, first and last included."""

    value: float
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure with its values over time; `assumed` marks a choice of this project, not a figure of law."""

    name: str
    unit: str
    source: str
    checked_on: date
    values: tuple[Dated, ...]
    assumed: bool = False

    def at(self, on: date) -> float:
        """The value on a date; raises NoFiguresError outside the dates it is known for."""
        for dated in self.values:
            if dated.first <= on <= dated.last:
                return dated.value
        first, last = self.values[0].first, self.values[-1].last
        raise NoFiguresError(f"no figure for {self.name} on {on}: known from {first} to {last}")


@dataclass(frozen=True, slots=True)
class Figures:
    """All parameters as they are on one date."""

    parameters: Mapping[str, Parameter]
    on: date

    def __getitem__(self, name: str) -> float:
        return self.parameters[name].at(self.on)


def parse_parameters(raw: Mapping[str, Any], where: str, sources: Mapping[str, Any]) -> dict[str, Parameter]:
    """Parameters from parsed TOML; raises InputError that names the parameter and what is wrong with it."""
    return {name: _parameter(name, body, where, sources) for name, body in raw.items()}


def _parameter(name: str, body: Mapping[str, Any], where: str, sources: Mapping[str, Any]) -> Parameter:
    place = f"{where}, parameter {name}"
    for field in ("unit", "source", "checked_on", "values"):
        if not body.get(field) and body.get(field) != "":
            raise InputError(place, field, "expected a value")
    if not is_day(body["checked_on"]):
        raise InputError(place, "checked_on", "expected a date")
    if body["source"] not in sources:
        raise InputError(place, "source", f"expected a source of sources.toml, not {body['source']!r}")
    values = tuple(_dated(value, place) for value in body["values"])
    check_dates([(v.first, v.last) for v in values], place)
    return Parameter(name, body["unit"], body["source"], body["checked_on"], values, body.get("assumed", False))


def _dated(raw: Mapping[str, Any], place: str) -> Dated:
    first, last = raw.get("from"), raw.get("to", ALWAYS)
    if not isinstance(raw.get("is"), int | float) or not is_day(first) or not is_day(last):
        raise InputError(place, "values", "expected { from = date, to = date, is = number }")
    return Dated(float(raw["is"]), first, last)


def is_day(value: object) -> TypeGuard[date]:
    """Whether a value is a date without a time of day, which could not be compared with one."""
    return isinstance(value, date) and not isinstance(value, datetime)


def check_dates(periods: list[tuple[date, date]], place: str) -> None:
    """Refuse periods that end before they begin, overlap, or leave a gap; raises InputError."""
    for first, last in periods:
        if last < first:
            raise InputError(place, "valid_to", f"expected a date from {first} on, not {last}")
    for (_, last), (first, _) in zip(sorted(periods), sorted(periods)[1:], strict=False):
        if first <= last:
            raise InputError(place, "valid_from", f"periods overlap on {first}")
        if first - last > timedelta(days=1):
            raise InputError(place, "valid_from", f"there is a gap between {last} and {first}")


def parameter_files() -> Iterator[str]:
    """Names of the shipped parameter files."""
    names = (f.name for f in shipped("rules").iterdir())
    return (n for n in sorted(names) if n.startswith("parameters") and n.endswith(".toml"))


@lru_cache(maxsize=1)
def load_parameters() -> Mapping[str, Parameter]:
    """All shipped parameters, validated; raises InputError."""
    sources = read_toml("rules", "sources.toml")
    result: dict[str, Parameter] = {}
    for file in parameter_files():
        found = parse_parameters(read_toml("rules", file), file, sources)
        twice = sorted(set(found) & set(result))
        if twice:
            raise InputError(file, twice[0], "is declared twice")
        result |= found
    return result


def figures(on: date) -> Figures:
    """The shipped parameters on a date."""
    return Figures(load_parameters(), on)
