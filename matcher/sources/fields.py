"""Reading the fields of a JSON object one by one: what cannot be understood is noted, never raised."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, ClassVar, Self, TypeVar
from zoneinfo import ZoneInfo

T = TypeVar("T")

BERLIN = ZoneInfo("Europe/Berlin")
FIRST_YEAR, LAST_YEAR = 1990, 2100
MOST_NUMBER = 10**15
MOST_NOTES = 40
LONGEST_LABEL = 80
# Dashes and quotes of Windows-1252 arrive as control characters in real titles; NUL and the undefined ones go.
MEND = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)} | {0: ""}
ENUM_WORD = re.compile(r"[A-Z][A-Z0-9_]{0,40}")


def clean(text: str) -> str:
    """Strip a text, mend Windows-1252 signs read as Latin-1, drop what a database or page cannot hold."""
    return text.translate(MEND).encode("utf-8", "replace").decode("utf-8").strip()


def parse_moment(text: str, first_year: int = FIRST_YEAR) -> datetime:
    """An ISO date-time as aware UTC; without an offset it is Berlin time. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    if not first_year <= moment.year <= LAST_YEAR:
        raise ValueError("year out of range")
    local = moment if moment.tzinfo else moment.replace(tzinfo=BERLIN)
    return local.astimezone(UTC)


def parse_day(text: str, first_year: int = FIRST_YEAR) -> date:
    """An ISO date; a date-time gives its day in Berlin. Raises ValueError."""
    if len(text) > 10:
        return parse_moment(text, first_year).astimezone(BERLIN).date()
    day = date.fromisoformat(text)
    if not first_year <= day.year <= LAST_YEAR:
        raise ValueError("year out of range")
    return day


class Reader:
    """One JSON object and the list in which its odd fields are noted, each with its path."""

    first_year: ClassVar[int] = FIRST_YEAR

    def __init__(self, body: Mapping[str, Any], odd: list[str], path: str = "") -> None:
        self.body, self.odd, self.path = body, odd, path

    def note(self, name: str, reason: str) -> None:
        """Remember that a field is odd; past MOST_NOTES only that there are more."""
        if len(self.odd) < MOST_NOTES:
            self.odd.append(f"{clean(self.path + str(name))[:LONGEST_LABEL]}: {reason}")
        elif len(self.odd) == MOST_NOTES:
            self.odd.append("…: more odd fields, not listed")

    def typed(self, name: str, kind: type[T], expected: str) -> T | None:
        """The field when it has the type (true/false is never a number); null counts as absent."""
        value = self.body.get(name)
        if value is None:
            return None
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.note(name, f"not {expected}")
            return None
        return value

    def text(self, name: str) -> str | None:
        """Text without surrounding space; empty counts as absent."""
        value = self.typed(name, str, "text")
        return clean(value) or None if value is not None else None

    def flag(self, name: str) -> bool | None:
        """True or false."""
        return self.typed(name, bool, "true or false")

    def number(self, name: str) -> float | None:
        """A number of ordinary size."""
        value = self.body.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.note(name, "not a number")
            return None
        if not abs(value) < MOST_NUMBER:  # also catches NaN and integers too long for a float
            self.note(name, "not a usable number")
            return None
        return float(value)

    def choice(self, name: str, table: Mapping[str, T | None]) -> T | None:
        """The meaning of a word of a closed list; a word outside it is noted."""
        word = self.text(name)
        if word is None:
            return None
        if word not in table:
            self.note(name, f"unknown value {word}" if ENUM_WORD.fullmatch(word) else "unknown value")
            return None
        return table[word]

    def day(self, name: str) -> date | None:
        """An ISO date."""
        return self._dated(name, parse_day, "a date")

    def moment(self, name: str) -> datetime | None:
        """An ISO date-time, as aware UTC."""
        return self._dated(name, parse_moment, "a date and time")

    def _dated(self, name: str, parse: Callable[[str, int], T], expected: str) -> T | None:
        text = self.text(name)
        if text is None:
            return None
        try:
            return parse(text, self.first_year)
        except (ValueError, OverflowError):
            self.note(name, f"not {expected}")
            return None

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a list; other entries are noted and left out."""
        values = self.typed(name, list, "a list") or []
        good = [clean(v) for v in values if isinstance(v, str)]
        if len(good) < len(values):
            self.note(name, "holds something that is not text")
        return tuple(v for v in good if v)

    def child(self, name: str) -> Self:
        """The object in a field; an empty one when absent or odd."""
        value: Mapping[str, Any] = self.typed(name, dict, "an object") or {}
        return type(self)(value, self.odd, f"{self.path}{name}.")

    def children(self, name: str) -> list[Self]:
        """The objects of a list; other entries are noted and left out."""
        found = []
        for index, value in enumerate(self.typed(name, list, "a list") or []):
            if isinstance(value, dict):
                found.append(type(self)(value, self.odd, f"{self.path}{name}[{index}]."))
            else:
                self.note(f"{name}[{index}]", "not an object")
        return found

    def unknown(self, known: frozenset[str]) -> None:
        """Note every field that is not in `known`: the first sign of a changed service."""
        for name in self.body:
            if name not in known:
                self.note(name, "unknown field")
