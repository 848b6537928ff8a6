"""Filters on a person's matches: read from the address, shown again as fields, and what each took out in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from matcher.filters import Wanted
from matcher.models import Cefr
from matcher.sectors import SECTORS
from web.forms import Field
from web.i18n import _
from web.people.wanted import sector

NAMES = ("minutes", "from_hours", "to_hours", "sector", "no_agencies", "german", "starts_by")
MOST_MINUTES, MOST_HOURS = 600, 80


def read(args: Mapping[str, str]) -> Wanted:
    """What the address asks for; a value that cannot be read restricts nothing, and `problems` says so."""
    low, high = _number(args.get("from_hours"), MOST_HOURS), _number(args.get("to_hours"), MOST_HOURS)
    if low and high and low > high:
        low = high = None
    return Wanted(
        minutes=_number(args.get("minutes"), MOST_MINUTES),
        hours=(low or 0, high or MOST_HOURS) if low or high else None,
        sectors=frozenset({args["sector"]}) if args.get("sector") in SECTORS else frozenset(),
        no_agencies=args.get("no_agencies") == "yes",
        german=next((level for level in Cefr if level == args.get("german")), None),
        starts_by=_day(args.get("starts_by")),
    )


def problems(args: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with the values of the address, by field; such a field restricts nothing."""
    most = {"minutes": MOST_MINUTES, "from_hours": MOST_HOURS, "to_hours": MOST_HOURS}
    wrong = {
        name: _("Enter a number from %(low)s to %(high)s.", low=1, high=high)
        for name, high in most.items()
        if args.get(name, "").strip() and _number(args.get(name), high) is None
    }
    low, high = _number(args.get("from_hours"), MOST_HOURS), _number(args.get("to_hours"), MOST_HOURS)
    if low and high and low > high:
        wrong["to_hours"] = _("This is less than the least number of hours.")
    if args.get("starts_by", "").strip() and _day(args.get("starts_by")) is None:
        wrong["starts_by"] = _("Enter a date, for example 2026-03-31.")
    return wrong


def _number(text: str | None, most: int) -> float | None:
    digits = (text or "").strip()
    return float(digits) if digits.isascii() and digits.isdigit() and 0 < int(digits) <= most else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def shown(args: Mapping[str, str]) -> tuple[Field, ...]:
    """The filters as fields that hold what was typed, with what is wrong with it."""
    wrong = problems(args)
    typed = {*wrong, *(("from_hours",) if "to_hours" in wrong else ())}
    return tuple(
        replace(f, value=args.get(f.name, "").strip() if f.name in typed else f.value, error=wrong.get(f.name, ""))
        for f in fields(read(args))
    )


def fields(wanted: Wanted) -> tuple[Field, ...]:
    """The filters as fields that hold what was asked."""
    hours = wanted.hours or (0, MOST_HOURS)
    low, high = (_text(h) if wanted.hours and h not in (0, MOST_HOURS) else "" for h in hours)
    any_ = ("", _("Any"))
    return (
        Field("minutes", _("At most so many minutes of travel"), "number", _text(wanted.minutes)),
        Field("from_hours", _("From so many hours a week"), "number", low),
        Field("to_hours", _("Up to so many hours a week"), "number", high),
        Field("sector", _("Field of work"), "select", next(iter(wanted.sectors), ""), (any_, *((x, sector(x)) for x in SECTORS))),
        Field("german", _("German asked, at most"), "select", wanted.german or "", (any_, *((c.value, c.value) for c in Cefr))),
        Field("starts_by", _("Starts no later than"), "date", wanted.starts_by.isoformat() if wanted.starts_by else ""),
        Field("no_agencies", _("No temporary agencies"), "checkbox", "yes" if wanted.no_agencies else ""),
    )  # fmt: skip


def _text(number: float | None) -> str:
    return f"{number:g}" if number else ""


def removed(counts: Mapping[str, int]) -> tuple[str, ...]:
    """What each filter took out."""
    return tuple(_removed(counts.items()))


def _removed(counts: Iterable[tuple[str, int]]) -> Iterator[str]:
    texts = {
        "minutes": lambda n: _("%(n)s further away", n=n),
        "hours": lambda n: _("%(n)s with other hours", n=n),
        "sector": lambda n: _("%(n)s in other fields of work", n=n),
        "agency": lambda n: _("%(n)s through a temporary agency", n=n),
        "german": lambda n: _("%(n)s that ask for more German", n=n),
        "start": lambda n: _("%(n)s that start later", n=n),
    }
    yield from (texts[name](count) for name, count in counts)
