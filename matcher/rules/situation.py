"""A person, a vacancy and a date as named facts: what was declared, and what follows from it.

Unknown stays unknown: a fact that cannot be known is absent from the mapping.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from matcher.facts import FACTS, age
from matcher.models import Asked, Cefr, Jobseeker, Match, Strength, Vacancy, VacancyKind
from matcher.rules.compare import compare
from matcher.rules.german_tax import SINGLE, commute_expenses, wage_tax
from matcher.rules.mortgage import compensation_for
from matcher.rules.parameters import Figures, NoFiguresError, figures
from matcher.rules.professions import profession_of

WEEKS_PER_MONTH = 52 / 12
# Names that only bodies under public law carry; a company "Stadtwerke" is left to the question.
PUBLIC = re.compile(
    r"\b(landkreis|stadt(?!werke)|gemeinde|samtgemeinde|universität|finanzamt|bundeswehr|land niedersachsen)\b", re.I
)
AGENCY_PERMANENT_HOURS = 40.0


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


Derive = Callable[[Case], Any]


@dataclass(frozen=True, slots=True)
class Derived:
    """A fact that follows from others; `needs` are the declared facts it depends on."""

    name: str
    derive: Derive
    needs: tuple[str, ...] = ()


def _number(case: Case, fact: str) -> float | None:
    value = case.declared.get(fact)
    return None if value is None else float(value)


def hours(case: Case) -> float | None:
    """Weekly hours of the job: as the pay counts them, as written, or 40 for a full-time job."""
    if not case.asked:
        return None
    written = case.asked.pay_hours or case.asked.hours_max or case.asked.hours_min
    if written or not case.vacancy:
        return written
    return AGENCY_PERMANENT_HOURS if case.vacancy.full_time and not case.vacancy.part_time else None


def pay_basis(case: Case) -> str | None:
    """Where the wage in the notes comes from: the advertisement, the person's wish, or the minimum wage."""
    if case.asked and case.asked.pay_low:
        return "advert"
    if _number(case, "wage_wish") and not _training(case):
        return "wish"
    return "minimum" if _minimum(case) else None


def gross(case: Case) -> float | None:
    """Gross €/month the notes count with: the lower end of the advertised pay, else the wish, else the minimum."""
    if case.asked and case.asked.pay_low:
        return float(case.asked.pay_low)
    wish = None if _training(case) else _number(case, "wage_wish")
    return wish or _minimum(case)


def gross_high(case: Case) -> float | None:
    """The upper end of the advertised pay, else the same as `gross`."""
    return float(case.asked.pay_high) if case.asked and case.asked.pay_high else gross(case)


def _minimum(case: Case) -> float | None:
    week = None if _training(case) else hours(case)
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


def _training(case: Case) -> bool:
    """Whether it is no ordinary job: wishes and the minimum wage say nothing about its pay."""
    return case.vacancy is not None and case.vacancy.kind is not VacancyKind.JOB


def _below_minimum(case: Case) -> bool | None:
    per_hour = hourly(case)
    # Two cents of room: a monthly wage is rounded.
    return None if per_hour is None or _training(case) else per_hour < case.figures["de_minimum_wage"] - 0.02


def _wage_class(case: Case) -> str | None:
    """minijob, midijob, regular, or above the limit of the compulsory Krankenkasse."""
    wage = gross(case)
    if wage is None:
        return None
    if _only_minijob(case) or wage <= case.figures["de_minijob_limit"]:
        return "minijob"
    if wage <= case.figures["de_midijob_limit"]:
        return "midijob"
    return "high" if wage > case.figures["de_health_compulsory_to"] else "regular"


def _only_minijob(case: Case) -> bool:
    """Whether the advertisement offers a minijob and nothing larger."""
    v = case.vacancy
    return bool(v and v.minijob and not v.full_time and not v.part_time and pay_basis(case) != "advert")


def german_has(case: Case) -> Cefr | None:
    """The person's German level: as answered, else as the profile says."""
    if case.declared.get("german_level"):
        return Cefr(case.declared["german_level"])
    return next((x.level for x in case.person.languages if x.code == "de"), None)


def _german_gap(case: Case) -> int | None:
    has, asked = german_has(case), case.asked.german.level if case.asked else None
    return None if has is None or asked is None else max(0, asked.rank - has.rank)


def _partner_works(case: Case) -> bool | None:
    if case.declared.get("partner") == "none":
        return False
    income = _number(case, "partner_income")
    return None if income is None else income > 0


def _partner_dutch_income(case: Case) -> bool | None:
    works = _partner_works(case)
    if not works:
        return works
    country = case.declared.get("partner_country")
    return None if country is None else country == "nl"


def _mortgage(case: Case) -> bool | None:
    """Whether there is interest to deduct: only known when the home or the interest is."""
    if case.declared.get("home_owner") is False:
        return False
    interest = _number(case, "mortgage_interest")
    return case.declared.get("home_owner") if interest is None else interest > 0


def _dutch_share(case: Case) -> float | None:
    """Share of all working time that is worked in the Netherlands, in a second job."""
    if case.declared.get("job_in_nl") is False:
        return 0.0
    dutch, german = _number(case, "nl_hours"), hours(case)
    return None if dutch is None or german is None else round(dutch / (dutch + german), 4)


def _home_share(case: Case) -> float | None:
    days = _number(case, "home_office_days")
    return None if days is None else round(days / case.figures["working_days"], 4)


def _certificate(name: str) -> Derive:
    def asks(case: Case) -> bool | None:
        if case.asked is None:
            return None
        return any(s.concept == name and s.strength is not Strength.BOAST for s in case.asked.skills)

    return asks


def _licence(*classes: str) -> Derive:
    return lambda case: None if case.asked is None else bool(set(classes) & set(case.asked.licences))


def _has_text(*words: str) -> Derive:
    """Whether the person's courses, skills or schooling name one of these words."""

    def has(case: Case) -> bool:
        person = case.person
        texts = [c.name for c in person.courses] + list(person.skills) + [e.name or "" for e in person.education]
        return any(word in text.lower() for text in texts for word in words)

    return has


def _diploma(case: Case) -> str | None:
    if case.declared.get("diploma"):
        return str(case.declared["diploma"])
    levels = [case.person.level, *(e.level for e in case.person.education if e.completed is not False)]
    known = [level for level in levels if level is not None]
    return max(known, key=lambda x: x.vocational_rank).value if known else None


def _profession(case: Case) -> str | None:
    """The regulated profession the job belongs to (data/rules/professions.toml), or "none"."""
    return profession_of(case.asked.isco) if case.asked and case.asked.isco else None


def _public(case: Case) -> bool | None:
    if case.vacancy is None or not case.vacancy.employer:
        return None
    return True if PUBLIC.search(case.vacancy.employer) else None


def _pay_range(case: Case) -> bool | None:
    low, high = gross(case), gross_high(case)
    return None if low is None or high is None else high > low


def _figures_known(case: Case) -> bool:
    """Whether contributions and wage tax of the date are known."""
    try:
        return wage_tax(3000.0, SINGLE, case.figures) > 0
    except NoFiguresError:
        return False


def _commute_pays(case: Case) -> bool | None:
    """Whether the way to work exceeds the lump sum that every employee gets."""
    km = case.match.km if case.match else None
    if km is None:
        return None
    f = case.figures
    return commute_expenses(km, int(f["working_days"]), f) > f["de_employee_allowance"]


def _towns(case: Case) -> str | None:
    return " ".join(x.town for x in case.vacancy.locations if x.town).lower() or None if case.vacancy else None


def _in_town(name: str) -> Derive:
    return lambda case: None if (towns := _towns(case)) is None else name in towns


def _years_left(case: Case) -> int | None:
    years = age(case.declared, case.on)
    return None if years is None else max(0, 67 - years)


def _of_vacancy(field: str) -> Derive:
    return lambda case: getattr(case.vacancy, field) if case.vacancy else None


def _of_asked(field: str) -> Derive:
    return lambda case: getattr(case.asked, field) if case.asked else None


DERIVED: dict[str, Derived] = {
    d.name: d
    for d in (
        Derived("age", lambda c: age(c.declared, c.on), ("birth_year",)),
        Derived("years_to_pension", _years_left, ("birth_year",)),
        Derived("hours", hours),
        Derived("pay_basis", pay_basis, ("wage_wish",)),
        Derived("gross", gross, ("wage_wish",)),
        Derived("gross_high", gross_high, ("wage_wish",)),
        Derived("hourly", hourly),
        Derived("below_minimum", _below_minimum),
        Derived("wage_class", _wage_class, ("wage_wish",)),
        Derived("job_kind", lambda c: c.vacancy.kind.value if c.vacancy else None),
        Derived("km", lambda c: c.match.km if c.match else None),
        Derived("minutes", lambda c: c.match.minutes if c.match else None),
        Derived("german_has", german_has, ("german_level",)),
        Derived("german_asked", lambda c: c.asked.german.level if c.asked else None),
        Derived("german_usual", lambda c: c.asked.german.assumed if c.asked else None),
        Derived("german_gap", _german_gap, ("german_level",)),
        Derived("partner_works", _partner_works, ("partner", "partner_income")),
        Derived("partner_dutch_income", _partner_dutch_income, ("partner", "partner_income", "partner_country")),
        Derived("mortgage", _mortgage, ("home_owner", "mortgage_interest")),
        Derived("dutch_share", _dutch_share, ("job_in_nl", "nl_hours")),
        Derived("home_share", _home_share, ("home_office_days",)),
        Derived("own_diploma", _diploma, ("diploma",)),
        Derived("profession", _profession),
        Derived("asks_diploma", lambda c: c.asked.diploma.value if c.asked and c.asked.diploma else None),
        Derived("looks_public", _public),
        Derived("pay_range", _pay_range, ("wage_wish",)),
        Derived("figures_known", _figures_known),
        Derived("commute_pays", _commute_pays),
        Derived("in_osnabruck", _in_town("osnabrück")),
        Derived("agency", _of_asked("temporary_agency")),
        Derived("home_office", _of_vacancy("home_office")),
        Derived("asks_code_95", _certificate("code-95")),
        Derived("has_code_95", _has_text("code 95", "code95")),
        Derived("asks_lorry", _licence("C", "CE", "C1", "C1E", "D", "DE")),
        Derived("asks_forklift", _certificate("heftruckcertificaat")),
        Derived("has_forklift", _has_text("heftruck", "vorkheftruck", "reachtruck")),
    )
}


def life(found: Mapping[str, Any], f: Figures) -> str | None:
    """Whether more, less or either may be left of the German job than of the Dutch one."""
    if found.get("current_wage") is None or found.get("gross") is None:
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
    """A case with the shipped figures of the date."""
    return Case(person, {k: v for k, v in facts.items() if v is not None}, match, vacancy, asked, figures(on))


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


def _quietly(derive: Derive, case: Case) -> Any:
    try:
        return derive(case)
    except NoFiguresError:
        return None


def declared_behind(name: str) -> tuple[str, ...]:
    """The declared facts that a fact comes from: itself, or what it is derived from."""
    if name in LATE:
        return LATE[name][1]
    return (name,) if name in FACTS else DERIVED[name].needs
