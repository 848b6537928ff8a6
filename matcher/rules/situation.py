"""A person, a vacancy and a date as named facts: what was declared, and what follows from it.

Unknown stays unknown: a fact that cannot be known is absent from the mapping.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from matcher.facts import FACTS, age, last_pay
from matcher.models import Asked, Jobseeker, Match, Vacancy
from matcher.rules import derive as d
from matcher.rules import wage as w
from matcher.rules.compare import compare
from matcher.rules.mortgage import compensation_for
from matcher.rules.parameters import Figures, NoFiguresError, figures
from matcher.rules.wage import Case


@dataclass(frozen=True, slots=True)
class Derived:
    """A fact that follows from others; `needs` are the declared facts it depends on."""

    name: str
    derive: d.Derive
    needs: tuple[str, ...] = ()


DERIVED: dict[str, Derived] = {
    x.name: x
    for x in (
        Derived("age", lambda c: age(c.declared, c.on), ("birth_year",)),
        Derived("years_to_pension", d.years_left, ("birth_year",)),
        Derived("hours", w.hours),
        Derived("pay_basis", w.pay_basis, ("wage_wish",)),
        Derived("gross", w.gross, ("wage_wish",)),
        Derived("gross_high", w.gross_high, ("wage_wish",)),
        Derived("hourly", w.hourly),
        Derived("below_minimum", w.below_minimum),
        Derived("wage_class", w.wage_class, ("wage_wish",)),
        Derived("job_kind", lambda c: c.vacancy.kind.value if c.vacancy else None),
        Derived("km", lambda c: c.match.km if c.match else None),
        Derived("minutes", lambda c: c.match.minutes if c.match else None),
        Derived("german_has", d.german_has, ("german_level",)),
        Derived("german_asked", lambda c: c.asked.german.level if c.asked else None),
        Derived("german_usual", lambda c: c.asked.german.assumed if c.asked else None),
        Derived("german_gap", d.german_gap, ("german_level",)),
        Derived("partner_works", d.partner_works, ("partner", "partner_income")),
        Derived("partner_dutch_income", d.partner_dutch_income, ("partner", "partner_income", "partner_country")),
        Derived("mortgage", d.mortgage, ("home_owner", "mortgage_interest")),
        Derived("dutch_share", d.dutch_share, ("job_in_nl", "nl_hours")),
        Derived("home_share", d.home_share, ("home_office_days",)),
        Derived("own_diploma", d.diploma, ("diploma",)),
        Derived("profession", d.profession),
        Derived("asks_diploma", lambda c: c.asked.diploma.value if c.asked and c.asked.diploma else None),
        Derived("looks_public", d.public),
        Derived("pay_range", w.pay_range, ("wage_wish",)),
        Derived("figures_known", w.figures_known),
        Derived("cycles", d.cycles, ("transport",)),
        Derived("commute_pays", d.commute_pays),
        Derived("in_osnabruck", d.in_town("osnabrück")),
        Derived("agency", d.of_asked("temporary_agency")),
        Derived("home_office", d.of_vacancy("home_office")),
        Derived("asks_code_95", d.certificate("code-95")),
        Derived("has_code_95", d.has_text("code 95", "code95")),
        Derived("asks_lorry", d.licence("C", "CE", "C1", "C1E", "D", "DE")),
        Derived("asks_forklift", d.certificate("heftruckcertificaat")),
        Derived("has_forklift", d.has_text("heftruck", "vorkheftruck", "reachtruck")),
    )
}


def life(found: Mapping[str, Any], f: Figures) -> str | None:
    """Whether more, less or either may be left of the German job than of the Dutch one."""
    if any(found.get(name) is None for name in ("current_wage", "gross", "gross_high")):
        return None
    low, high = compare(found, f).difference
    return "more" if low > 0 else "less" if high < 0 else "open"


def _compensation_due(found: Mapping[str, Any], f: Figures) -> bool | None:
    """Whether the German tax in class I is above the Dutch tax with the deduction."""
    wage, interest = found.get("gross"), found.get("mortgage_interest")
    if wage is None or interest is None:
        return None
    return compensation_for(wage, interest, f, children=int(found.get("children") or 0)) > 0


Late = Callable[[Mapping[str, Any], Figures], Any]
# Facts that follow from the others by a calculator, with the declared facts behind them.
LATE: dict[str, tuple[Late, tuple[str, ...]]] = {
    "life": (life, ("current_wage", "wage_wish", "mortgage_interest", "partner", "children")),
    "compensation_due": (_compensation_due, ("mortgage_interest", "wage_wish")),
}
KNOWN_FACTS = frozenset(FACTS) | frozenset(DERIVED) | frozenset(LATE)


def case_of(
    person: Jobseeker,
    facts: Mapping[str, Any],
    on: date,
    match: Match | None = None,
    vacancy: Vacancy | None = None,
    asked: Asked | None = None,
) -> Case:
    """A case with the shipped figures of the date; the last pay is that before the benefit where no other is known."""
    declared = {k: v for k, v in {**facts, "current_wage": last_pay(facts)}.items() if v is not None}
    return Case(person, declared, match, vacancy, asked, figures(on))


def named_facts(case: Case) -> dict[str, Any]:
    """All facts that are known, declared and derived; a figure that has no value on the date leaves its fact unknown."""
    found = {name: case.declared[name] for name in FACTS if name in case.declared}
    for derived in DERIVED.values():
        value = _quietly(derived.derive, case)
        if value is not None:
            found[derived.name] = value
    return found | {name: value for name, late in LATE.items() if (value := _late(late[0], found, case)) is not None}


def _late(late: Late, found: Mapping[str, Any], case: Case) -> Any:
    return _quietly(lambda c: late(found, c.figures), case)


def _quietly(derive: d.Derive, case: Case) -> Any:
    try:
        return derive(case)
    except NoFiguresError:
        return None


def declared_behind(name: str) -> tuple[str, ...]:
    """The declared facts that a fact comes from: itself, or what it is derived from."""
    if name in LATE:
        return LATE[name][1]
    return (name,) if name in FACTS else DERIVED[name].needs
