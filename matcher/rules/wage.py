"""A case, and what is known about the pay and hours of its job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from matcher.models import Asked, Jobseeker, Match, Vacancy, VacancyKind
from matcher.rules.german_tax import SINGLE, wage_tax
from matcher.rules.parameters import Figures, NoFiguresError

WEEKS_PER_MONTH = 52 / 12
FULL_TIME_HOURS = 40.0


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a note may look at."""

    person: Jobseeker
    declared: Mapping[str, Any]
    match: Match | None
    vacancy: Vacancy | None
    asked: Asked | None
    figures: Figures

    @property
    def on(self) -> date:
        """The date the notes are for."""
        return self.figures.on


def number(case: Case, fact: str) -> float | None:
    value = case.declared.get(fact)
    return None if value is None else float(value)


def hours(case: Case) -> float | None:
    """Weekly hours of the job: as the pay counts them, as written, or 40 for a full-time job."""
    if not case.asked:
        return None
    written = case.asked.pay_hours or case.asked.hours_max or case.asked.hours_min
    if written or not case.vacancy:
        return written
    return FULL_TIME_HOURS if case.vacancy.full_time and not case.vacancy.part_time else None


def pay_basis(case: Case) -> str | None:
    """Where the wage in the notes comes from: the advertisement, the person's wish, or the minimum wage."""
    if case.asked and case.asked.pay_low:
        return "advert"
    if number(case, "wage_wish") and not training(case):
        return "wish"
    return "minimum" if minimum(case) else None


def gross(case: Case) -> float | None:
    """Gross €/month the notes count with: the lower end of the advertised pay, else the wish, else the minimum."""
    if case.asked and case.asked.pay_low:
        return float(case.asked.pay_low)
    wish = None if training(case) else number(case, "wage_wish")
    return wish or minimum(case)


def gross_high(case: Case) -> float | None:
    """The upper end of the advertised pay, else the same as `gross`."""
    return float(case.asked.pay_high) if case.asked and case.asked.pay_high else gross(case)


def minimum(case: Case) -> float | None:
    week = None if training(case) else hours(case)
    try:
        return round(week * WEEKS_PER_MONTH * case.figures["de_minimum_wage"], 2) if week else None
    except NoFiguresError:
        return None


def hourly(case: Case) -> float | None:
    """Advertised pay per hour in €, from the monthly pay and its hours."""
    week = hours(case)
    if not (case.asked and case.asked.pay_low and week):
        return None
    return round(case.asked.pay_low / (week * WEEKS_PER_MONTH), 2)


def training(case: Case) -> bool:
    """Whether it is no ordinary job: wishes and the minimum wage say nothing about its pay."""
    return case.vacancy is not None and case.vacancy.kind is not VacancyKind.JOB


def below_minimum(case: Case) -> bool | None:
    per_hour = hourly(case)
    # Two cents of room: a monthly wage is rounded.
    return None if per_hour is None or training(case) else per_hour < case.figures["de_minimum_wage"] - 0.02


def wage_class(case: Case) -> str | None:
    """minijob, midijob, regular, or above the limit of the compulsory Krankenkasse."""
    wage = gross(case)
    if wage is None:
        return None
    if only_minijob(case) or wage <= case.figures["de_minijob_limit"]:
        return "minijob"
    if wage <= case.figures["de_midijob_limit"]:
        return "midijob"
    return "high" if wage > case.figures["de_health_compulsory_to"] else "regular"


def only_minijob(case: Case) -> bool:
    """Whether the advertisement offers a minijob and nothing larger."""
    v = case.vacancy
    return bool(v and v.minijob and not v.full_time and not v.part_time and pay_basis(case) != "advert")


def pay_range(case: Case) -> bool | None:
    low, high = gross(case), gross_high(case)
    return None if low is None or high is None else high > low


def figures_known(case: Case) -> bool:
    """Whether contributions and wage tax of the date are known."""
    try:
        return wage_tax(3000.0, SINGLE, case.figures) > 0
    except NoFiguresError:
        return False
