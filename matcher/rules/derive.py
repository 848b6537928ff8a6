"""Facts that follow from a person, a vacancy and what was declared; None where that is not known."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from matcher.facts import age
from matcher.models import Cefr, Strength
from matcher.rules.german_tax import commute_expenses
from matcher.rules.professions import profession_of
from matcher.rules.wage import Case, hours, number

# Names that only bodies under public law carry; a company "Stadtwerke" is left to the question.
PUBLIC = re.compile(
    r"\b(landkreis|stadt(?!werke)|gemeinde|samtgemeinde|universität|finanzamt|bundeswehr|land niedersachsen)\b", re.I
)

Derive = Callable[[Case], Any]


def german_has(case: Case) -> Cefr | None:
    """The person's German level: as answered, else as the profile says."""
    if case.declared.get("german_level"):
        return Cefr(case.declared["german_level"])
    return next((x.level for x in case.person.languages if x.code == "de"), None)


def german_gap(case: Case) -> int | None:
    has, asked = german_has(case), case.asked.german.level if case.asked else None
    return None if has is None or asked is None else max(0, asked.rank - has.rank)


def partner_works(case: Case) -> bool | None:
    if case.declared.get("partner") == "none":
        return False
    income = number(case, "partner_income")
    return None if income is None else income > 0


def partner_dutch_income(case: Case) -> bool | None:
    works = partner_works(case)
    if not works:
        return works
    country = case.declared.get("partner_country")
    return None if country is None else country == "nl"


def mortgage(case: Case) -> bool | None:
    """Whether there is interest to deduct: only known when the home or the interest is."""
    if case.declared.get("home_owner") is False:
        return False
    interest = number(case, "mortgage_interest")
    return case.declared.get("home_owner") if interest is None else interest > 0


def dutch_share(case: Case) -> float | None:
    """Share of all working time that is worked in the Netherlands, in a second job."""
    if case.declared.get("job_in_nl") is False:
        return 0.0
    dutch, german = number(case, "nl_hours"), hours(case)
    return None if dutch is None or german is None else round(dutch / (dutch + german), 4)


def home_share(case: Case) -> float | None:
    days = number(case, "home_office_days")
    return None if days is None else round(days / case.figures["working_days"], 4)


def certificate(name: str) -> Derive:
    def asks(case: Case) -> bool | None:
        if case.asked is None:
            return None
        return any(s.concept == name and s.strength is not Strength.BOAST for s in case.asked.skills)

    return asks


def licence(*classes: str) -> Derive:
    return lambda case: None if case.asked is None else bool(set(classes) & set(case.asked.licences))


def has_text(*words: str) -> Derive:
    """Whether the person's courses, skills or schooling name one of these words."""

    def has(case: Case) -> bool:
        person = case.person
        texts = [c.name for c in person.courses] + list(person.skills) + [e.name or "" for e in person.education]
        return any(word in text.lower() for text in texts for word in words)

    return has


def diploma(case: Case) -> str | None:
    if case.declared.get("diploma"):
        return str(case.declared["diploma"])
    levels = [case.person.level, *(e.level for e in case.person.education if e.completed is not False)]
    known = [level for level in levels if level is not None]
    return max(known, key=lambda x: x.vocational_rank).value if known else None


def profession(case: Case) -> str | None:
    """The regulated profession the job belongs to (data/rules/professions.toml), or "none"."""
    return profession_of(case.asked.isco) if case.asked and case.asked.isco else None


def public(case: Case) -> bool | None:
    if case.vacancy is None or not case.vacancy.employer:
        return None
    return True if PUBLIC.search(case.vacancy.employer) else None


def cycles(case: Case) -> bool | None:
    """Whether the way to work is done by bike only; not known where the person named no means of transport."""
    said = case.declared.get("transport")
    named = (said,) if said else case.person.transport
    return named == ("bike",) if named else None


def commute_pays(case: Case) -> bool | None:
    """Whether the way to work exceeds the lump sum that every employee gets."""
    km = case.match.km if case.match else None
    if km is None:
        return None
    f = case.figures
    return commute_expenses(km, int(f["working_days"]), f) > f["de_employee_allowance"]


def towns(case: Case) -> str | None:
    return " ".join(x.town for x in case.vacancy.locations if x.town).lower() or None if case.vacancy else None


def in_town(name: str) -> Derive:
    return lambda case: None if (found := towns(case)) is None else name in found


def years_left(case: Case) -> int | None:
    years = age(case.declared, case.on)
    return None if years is None else max(0, 67 - years)


def of_vacancy(field: str) -> Derive:
    return lambda case: getattr(case.vacancy, field) if case.vacancy else None


def of_asked(field: str) -> Derive:
    return lambda case: getattr(case.asked, field) if case.asked else None
