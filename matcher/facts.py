"""The facts about a person that notes and ranking use beside the profile: one declared table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from matcher.errors import InputError
from matcher.models import Cefr, Diploma


@dataclass(frozen=True, slots=True)
class FactType:
    """A fact: its kind (yes_no, number, choice), the choices or the range, and its questions by language."""

    name: str
    kind: str
    choices: tuple[str, ...] = ()
    low: float = 0
    high: float = 0
    unit: str = ""


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
        FactType("ww_monthly_wage", "number", low=0, high=10_000, unit="€/month"),
        FactType("job_in_nl", "yes_no"),
        FactType("nl_hours", "number", low=0, high=60, unit="hours/week"),
        FactType("home_office_days", "number", low=0, high=230, unit="days/year"),
        FactType("years_insured_nl", "number", low=0, high=60, unit="year"),
        FactType("allowances", "yes_no"),
        FactType("student", "yes_no"),
        FactType("german_level", "choice", tuple(Cefr)),
        FactType("diploma", "choice", tuple(Diploma)),
        FactType("wage_wish", "number", low=0, high=20_000, unit="€/month"),
        FactType("current_wage", "number", low=0, high=20_000, unit="€/month"),
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
    try:
        number = float(str(value).replace(",", "."))
    except ValueError:
        raise InputError(where, kind.name, "expected a number") from None
    if not kind.low <= number <= kind.high:
        raise InputError(where, kind.name, f"expected {kind.low:g} to {kind.high:g} {kind.unit}".rstrip())
    return number


def age(facts: Mapping[str, Any], on: date) -> int | None:
    """Age in years at the end of the year, from the birth year; only notes about pension use it."""
    year = facts.get("birth_year")
    return on.year - int(year) if year else None
