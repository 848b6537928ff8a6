"""Ten people against three jobs: `python -m tests.rules.situations` prints the table of amounts in Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from matcher.models import Asked, Cefr, Jobseeker, Language, Location, Match, Note, Vacancy
from matcher.notes import notes_for

ON = date(2026, 11, 24)

# name: (German level, declared facts)
PEOPLE: dict[str, tuple[Cefr | None, dict[str, Any]]] = {
    "single, 28, rents": (Cefr.B1, {"birth_year": 1998, "partner": "none", "children": 0, "home_owner": False, "current_wage": 2800}),
    "single, 45, home 5,000": (Cefr.B2, {"birth_year": 1981, "partner": "none", "children": 0, "home_owner": True, "mortgage_interest": 5000, "current_wage": 3000}),
    "single, 39, home 12,000": (Cefr.B1, {"birth_year": 1987, "partner": "none", "children": 0, "home_owner": True, "mortgage_interest": 12000, "current_wage": 3300}),
    "married, partner earns 30,000 NL, 2 children, home 8,000": (Cefr.A2, {"birth_year": 1986, "partner": "married", "partner_income": 30000, "partner_country": "nl", "children": 2, "youngest_child": 7, "home_owner": True, "mortgage_interest": 8000, "current_wage": 3000}),
    "married, partner without income, 2 children, home 8,000": (Cefr.A2, {"birth_year": 1984, "partner": "married", "partner_income": 0, "children": 2, "youngest_child": 3, "home_owner": True, "mortgage_interest": 8000, "current_wage": 3000}),
    "single parent, 1 child, allowances": (Cefr.A1, {"birth_year": 1992, "partner": "none", "single_parent": True, "children": 1, "youngest_child": 9, "home_owner": False, "allowances": True, "current_wage": 2500}),
    "62, cohabiting, 40 years NL": (Cefr.B1, {"birth_year": 1964, "partner": "cohabiting", "partner_income": 0, "children": 0, "home_owner": False, "years_insured_nl": 40, "current_wage": 3100}),
    "WW, wage 2,900": (Cefr.A2, {"birth_year": 1979, "partner": "none", "children": 0, "benefit": "ww", "ww_monthly_wage": 2900, "home_owner": False}),
    "second job 12 h in NL": (Cefr.B2, {"birth_year": 1990, "partner": "none", "children": 0, "job_in_nl": True, "nl_hours": 12, "home_owner": False}),
    "home office 60 days": (Cefr.C1, {"birth_year": 1988, "partner": "none", "children": 0, "home_office_days": 60, "home_owner": False, "current_wage": 4200}),
}  # fmt: skip

JOBS: dict[str, tuple[Vacancy, Asked, float]] = {
    "warehouse, 3,200, 40 km": (
        Vacancy("w", "Fachlagerist", employer="Emslogistik GmbH", locations=(Location(town="Meppen"),), full_time=True),
        Asked(german=Language("de", Cefr.A2, True), pay_low=3200, pay_high=3200, pay_hours=40, isco="4321"),
        40,
    ),
    "care, part-time, 1,800, 20 km": (
        Vacancy("c", "Pflegehilfskraft", employer="Pflegedienst Vechte", part_time=True),
        Asked(german=Language("de", Cefr.B1, False), pay_low=1800, pay_high=1800, pay_hours=25, isco="5322"),
        20,
    ),
    "technician, 4,000, 55 km": (
        Vacancy("t", "Elektroniker", employer="Ems Technik GmbH", full_time=True, home_office=True),
        Asked(german=Language("de", Cefr.B2, False), pay_low=4000, pay_high=4000, pay_hours=38, isco="7412"),
        55,
    ),
}

# column: (rules it may come from, amount)
COLUMNS: dict[str, tuple[tuple[str, ...], str]] = {
    "net, class I": (("net-pay",), "net"),
    "net, splitting": (("tax-splitting",), "net_splitting"),
    "compensation a year": (("mortgage-compensation", "mortgage-compensation-married"), "compensation"),
    "partner saves a year": (("mortgage-partner",), "partner_saving"),
    "pension a month per year": (("pension-year",), "pension_per_year"),
    "Kindergeld a month": (("child-german-first", "child-single-parent"), "kindergeld_total"),
    "commute tax a year": (("commute-saving",), "commute_saving"),
}


def notes(person: str, job: str, on: date = ON) -> tuple[Note, ...]:
    """The notes of one person and one job of the tables."""
    level, facts = PEOPLE[person]
    vacancy, asked, km = JOBS[job]
    languages = (Language("de", level),) if level else ()
    seeker = Jobseeker(person, "situations", languages=languages)
    return notes_for(seeker, facts, Match(person, vacancy.ref, 50.0, (), km=km, minutes=km), vacancy, asked, on)


def amount(found: Mapping[str, Note], rules: tuple[str, ...], name: str) -> float | None:
    """An amount of the first of these rules that fired."""
    return next((found[r].amounts[name] for r in rules if r in found), None)


def row(person: str, job: str) -> list[str]:
    """One line of the table."""
    found = {note.rule: note for note in notes(person, job)}
    cells = [amount(found, rules, name) for rules, name in COLUMNS.values()]
    return [person, job, *("–" if c is None else f"{c:,.2f}".removesuffix(".00") for c in cells), difference(found)]


def difference(found: Mapping[str, Note]) -> str:
    """Germany minus the Netherlands in €/month, as a range."""
    signs = {"life-more": (1, 1), "life-less": (-1, -1), "life-open": (-1, 1)}
    for rule, (low, high) in signs.items():
        if rule in found:
            a = found[rule].amounts
            return f"{low * a['life_low']:+,.0f} to {high * a['life_high']:+,.0f}"
    return "–"


def table() -> str:
    """The whole table in Markdown."""
    head = ["person", "job", *COLUMNS, "left more or less a month"]
    rows = [row(person, job) for person in PEOPLE for job in JOBS]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (head, ["---"] * len(head), *rows))


if __name__ == "__main__":
    print(table())
