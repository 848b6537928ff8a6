"""The facts about a person that notes and ranking use beside the profile: one declared table."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from matcher import typed
from matcher.errors import InputError
from matcher.models import Cefr, Diploma, Jobseeker, Language


@dataclass(frozen=True, slots=True)
class FactType:
    """A fact: its kind (yes_no, number, choice), the choices or the range, and its unit."""

    name: str
    kind: str
    choices: tuple[str, ...] = ()
    low: float = 0
    high: float = 0
    unit: str = ""

    @property
    def money(self) -> bool:
        """Whether it is an amount of money."""
        return self.unit.startswith("€")


# Nobody is paid less a month: who types so little left out a part of the amount.
LEAST_WAGE = 100
FACTS: dict[str, FactType] = {
    f.name: f
    for f in (
        FactType("birth_year", "number", low=1930, high=2012),
        FactType("partner", "choice", ("none", "married", "registered", "cohabiting")),
        FactType("partner_income", "number", low=0, high=500_000, unit="€/year"),
        FactType("partner_country", "choice", ("nl", "de", "other", "none")),
        FactType("home_owner", "yes_no"),
        FactType("mortgage_interest", "number", low=0, high=100_000, unit="€/year"),
        FactType("children", "number", low=0, high=15),
        FactType("youngest_child", "number", low=0, high=30, unit="year"),
        FactType("single_parent", "yes_no"),
        FactType("benefit", "choice", ("none", "ww", "bijstand", "wia", "wajong", "zw", "other")),
        FactType("ww_monthly_wage", "number", low=LEAST_WAGE, high=10_000, unit="€/month"),
        FactType("job_in_nl", "yes_no"),
        FactType("nl_hours", "number", low=0, high=60, unit="hours/week"),
        FactType("home_office_days", "number", low=0, high=230, unit="days/year"),
        FactType("years_insured_nl", "number", low=0, high=60, unit="year"),
        FactType("allowances", "yes_no"),
        FactType("student", "yes_no"),
        FactType("german_level", "choice", tuple(Cefr)),
        FactType("diploma", "choice", tuple(Diploma)),
        FactType("wage_wish", "number", low=LEAST_WAGE, high=20_000, unit="€/month"),
        FactType("current_wage", "number", low=LEAST_WAGE, high=20_000, unit="€/month"),
        FactType("germany", "yes_no"),
        FactType("company_car", "yes_no"),
        FactType("works_shifts", "yes_no"),
        FactType("postcode", "number", low=1000, high=9999),
        FactType("transport", "choice", ("car", "motor", "public", "moped", "bike")),
        FactType("max_minutes", "number", low=5, high=240, unit="minutes"),
        FactType("max_km", "number", low=1, high=300, unit="km"),
        FactType("hours_min", "number", low=1, high=60, unit="hours/week"),
        FactType("hours_max", "number", low=1, high=60, unit="hours/week"),
    )
}


def check_fact(name: str, value: Any, where: str = "fact") -> Any:
    """The value in its stored form; raises InputError that says what was expected. None takes a fact away."""
    if name not in FACTS:
        raise InputError(where, name, f"unknown fact; known are {', '.join(FACTS)}")
    if value is None or value == "":
        return None
    kind = FACTS[name]
    if kind.kind == "yes_no":
        return _yes_no(value, where, name)
    if kind.kind == "choice":
        if str(value) not in kind.choices:
            raise InputError(where, name, f"expected one of {', '.join(kind.choices)}")
        return str(value)
    return _number(value, kind, where)


def _yes_no(value: Any, where: str, name: str) -> bool:
    known = {True: True, False: False, "yes": True, "no": False, "ja": True, "nee": False, "nein": False}
    if value in known:
        return known[value]
    raise InputError(where, name, "expected yes or no")


def _number(value: Any, kind: FactType, where: str) -> float:
    number = float(value) if isinstance(value, int | float) else read_number(str(value), kind)
    if number is None:
        raise InputError(where, kind.name, "expected a number")
    if not kind.low <= number <= kind.high:
        raise InputError(where, kind.name, f"expected {kind.low:g} to {kind.high:g} {kind.unit}".rstrip())
    return number


def read_number(text: str, kind: FactType) -> float | None:
    """The number that somebody typed for a fact; None where it is none."""
    if kind.name == "postcode":
        return typed.postcode(text)
    return typed.amount(text) if kind.money else typed.number(text, kind.unit)


def last_pay(facts: Mapping[str, Any]) -> float | None:
    """The pay in the Netherlands, now or last: as it was said, else the wage before unemployment benefit (WW)."""
    for name in ("current_wage", "ww_monthly_wage"):
        if facts.get(name) is not None:
            return float(facts[name])
    return None


def before_benefit(facts: Mapping[str, Any]) -> bool:
    """Whether the last pay is that from before unemployment benefit (WW)."""
    return facts.get("current_wage") is None and last_pay(facts) is not None


def age(facts: Mapping[str, Any], on: date) -> int | None:
    """Age in years at the end of the year, from the birth year; only notes about pension use it."""
    year = facts.get("birth_year")
    return on.year - int(year) if year else None


def read_facts(rows: Iterable[Mapping[str, str]], where: str) -> dict[str, dict[str, Any]]:
    """Facts by person key, from rows with the columns person, name, value; raises InputError by line."""
    result: dict[str, dict[str, Any]] = {}
    for line, row in enumerate(rows, start=2):
        value = check_fact(row["name"], row["value"], f"{where}:{line}")
        result.setdefault(row["person"], {})[row["name"]] = value
    return result


def read_facts_file(path: Path) -> dict[str, dict[str, Any]]:
    """Facts by person key from a CSV file with the columns person, name, value."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            if reader.fieldnames != ["person", "name", "value"]:
                raise InputError(f"{path.name}:1", "", "expected the columns person,name,value")
            return read_facts(reader, path.name)
    except UnicodeDecodeError as error:
        raise InputError(path.name, "", "expected a CSV file in UTF-8") from error


# Facts that stand for a field of the profile; what was said later counts.
FACTS_OF_PROFILE: Mapping[str, Callable[[Any], Any]] = {
    "postcode": lambda value: f"{value:.0f}", "max_minutes": float, "max_km": float, "hours_min": int, "hours_max": int,
    "transport": lambda value: (str(value),),
}  # fmt: skip
# A change of one of these changes the ranking.
RANKING_FACTS = frozenset(
    {"german_level", "diploma", "works_shifts", "germany", "student", "wage_wish", *FACTS_OF_PROFILE}
)


def with_facts(person: Jobseeker, facts: Mapping[str, Any]) -> Jobseeker:
    """A profile completed with what was added by hand: German level, diploma, shifts, Germany, travel, hours, postcode."""
    changes: dict[str, Any] = {}
    if facts.get("german_level"):
        others = tuple(x for x in person.languages if x.code != "de")
        changes["languages"] = (*others, Language("de", Cefr(facts["german_level"])))
    if facts.get("diploma"):
        changes["level"] = Diploma(facts["diploma"])
        changes["education"] = tuple(e for e in person.education if e.level is None)
    for fact, attribute in (("works_shifts", "shifts"), ("germany", "germany")):
        if facts.get(fact) is not None:
            changes[attribute] = facts[fact]
    if facts.get("student"):
        changes["learning"] = True
    changes |= {name: read(facts[name]) for name, read in FACTS_OF_PROFILE.items() if facts.get(name) is not None}
    return replace(person, **changes)
