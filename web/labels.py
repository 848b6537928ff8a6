"""Words for values: statuses, reasons, facts, levels, limits, topics. All in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from babel import Locale

from matcher.pair import MARGIN
from matcher.pipeline import REFUSED, STEPS
from web import i18n
from web.i18n import _, lazy

PIPELINE = (*STEPS, REFUSED)
ANSWERS = ("interested", "not_interested")
# A jobseeker's answer may replace these, never a step that the adviser has taken since.
OPEN_TO_ANSWER = frozenset({"proposed", *ANSWERS})
# Suggestions that a jobseeker no longer sees in the list.
CLOSED = frozenset({"refused", "ended", "not_interested"})
# And those about which nothing is left to choose: the job is taken, or over.
SETTLED = CLOSED | {"hired", "started"}
ADVISER_REASONS = (
    "too_far", "pay", "money_rules", "hours", "shifts", "language", "diploma", "skills", "licence", "other_work", "agency",
    "temporary", "employer", "filled", "other_job", "no_germany", "other",
)  # fmt: skip
OWN_REASONS = (
    "too_far", "pay", "money_rules", "hours", "shifts", "language", "skills", "other_work", "agency", "temporary",
    "other_job", "no_germany", "other",
)  # fmt: skip

Words = Mapping[str, Any]
STATUSES: Words = {
    "proposed": lazy("Proposed"),
    "discussed": lazy("Discussed"),
    "applied": lazy("Applied"),
    "interview": lazy("Interview"),
    "hired": lazy("Hired"),
    "started": lazy("Started"),
    "ended": lazy("Ended"),
    "refused": lazy("Refused"),
    "interested": lazy("Jobseeker is interested"),
    "not_interested": lazy("Jobseeker is not interested"),
}
REASONS: Words = {
    "too_far": lazy("Too far to travel"),
    "pay": lazy("Pay is too low"),
    "hours": lazy("Hours do not fit"),
    "shifts": lazy("Shift work does not fit"),
    "language": lazy("German is not good enough yet"),
    "diploma": lazy("Diploma or certificate is missing"),
    "skills": lazy("Skills or experience are missing"),
    "licence": lazy("Driving licence is missing"),
    "other_work": lazy("Would rather do different work"),
    "agency": lazy("No temporary agency"),
    "temporary": lazy("No temporary contract"),
    "money_rules": lazy("Worries about tax, benefit, mortgage or pension"),
    "employer": lazy("Employer said no"),
    "filled": lazy("Vacancy is filled"),
    "other_job": lazy("Found other work"),
    "no_germany": lazy("Would rather not work in Germany"),
    "other": lazy("Another reason"),
}
GROUPS: Words = {
    "travel": lazy("Travel and hours"),
    "work": lazy("Work and pay"),
    "language": lazy("Germany, language and diploma"),
    "family": lazy("Family and home"),
    "insurance": lazy("Benefit and insurance"),
    "more": lazy("More facts"),
}
FACT_GROUPS = {
    "work": ("germany", "works_shifts", "wage_wish", "current_wage", "job_in_nl", "nl_hours", "home_office_days",
             "company_car"),
    "language": ("german_level", "diploma", "student"),
    "family": ("birth_year", "partner", "partner_income", "partner_country", "children", "youngest_child",
               "single_parent", "home_owner", "mortgage_interest"),
    "insurance": ("benefit", "ww_monthly_wage", "allowances", "years_insured_nl"),
    "travel": ("postcode", "transport", "max_minutes", "max_km", "hours_min", "hours_max"),
}  # fmt: skip
FACT_LABELS: Words = {
    "birth_year": lazy("Year of birth"),
    "partner": lazy("Partner"),
    "partner_income": lazy("Income of the partner"),
    "partner_country": lazy("Where the partner works"),
    "home_owner": lazy("Owns a home"),
    "mortgage_interest": lazy("Mortgage interest"),
    "children": lazy("Number of children"),
    "youngest_child": lazy("Age of the youngest child"),
    "single_parent": lazy("Single parent"),
    "benefit": lazy("Benefit"),
    "ww_monthly_wage": lazy("Monthly wage before unemployment benefit (WW)"),
    "job_in_nl": lazy("Keeps a job in the Netherlands"),
    "nl_hours": lazy("Hours of work in the Netherlands"),
    "home_office_days": lazy("Days of work at home"),
    "years_insured_nl": lazy("Years of insurance in the Netherlands"),
    "allowances": lazy("Receives Dutch allowances (toeslagen)"),
    "student": lazy("Is a student"),
    "german_level": lazy("Level of German"),
    "diploma": lazy("Highest diploma"),
    "wage_wish": lazy("Wished gross pay"),
    "current_wage": lazy("Current or last gross pay"),
    "germany": lazy("Wants to work in Germany"),
    "company_car": lazy("Uses a company car"),
    "works_shifts": lazy("Can work shifts"),
    "postcode": lazy("Postcode of the home (four digits)"),
    "transport": lazy("Travels by"),
    "max_minutes": lazy("Longest travel time to work, one way"),
    "max_km": lazy("Longest distance to work, one way"),
    "hours_min": lazy("Smallest number of hours a week"),
    "hours_max": lazy("Largest number of hours a week"),
}
DIPLOMAS: Words = {
    "none": lazy("No diploma"),
    "vmbo": lazy("vmbo"),
    "mbo1": lazy("mbo level 1"),
    "mbo": lazy("mbo, level not known"),
    "mbo2": lazy("mbo level 2"),
    "mbo3": lazy("mbo level 3"),
    "havo_vwo": lazy("havo or vwo"),
    "mbo4": lazy("mbo level 4"),
    "hbo": lazy("hbo"),
    "wo": lazy("university"),
}
TRANSPORT: Words = {
    "car": lazy("car"),
    "motor": lazy("motorcycle"),
    "public": lazy("public transport"),
    "moped": lazy("moped"),
    "bike": lazy("bicycle"),
}
CHOICES: Mapping[str, Words] = {
    "partner": {"none": lazy("No partner"), "married": lazy("Married"), "registered": lazy("Registered partnership"),
                "cohabiting": lazy("Living together")},
    "partner_country": {"nl": lazy("In the Netherlands"), "de": lazy("In Germany"), "other": lazy("Elsewhere"),
                        "none": lazy("Does not work")},
    "benefit": {"none": lazy("No benefit"), "ww": lazy("WW"), "bijstand": lazy("Bijstand"), "wia": lazy("WIA"),
                "wajong": lazy("Wajong"), "zw": lazy("Ziektewet"), "other": lazy("Another benefit")},
    "diploma": DIPLOMAS,
    "transport": TRANSPORT,
}  # fmt: skip
UNITS: Words = {
    "€/year": lazy("euros a year"),
    "€/month": lazy("euros a month"),
    "hours/week": lazy("hours a week"),
    "days/year": lazy("days a year"),
    "year": lazy("years"),
    "minutes": lazy("minutes"),
    "km": lazy("km"),
}
KINDS: Words = {
    "job": lazy("Job"),
    "apprenticeship": lazy("Apprenticeship"),
    "internship": lazy("Internship"),
    "self_employed": lazy("Self-employed work"),
    "other": lazy("Other"),
}
LANGUAGE_NAMES: Words = {
    "nl": lazy("Dutch"), "de": lazy("German"), "en": lazy("English"), "fr": lazy("French"), "pl": lazy("Polish"),
    "tr": lazy("Turkish"), "ar": lazy("Arabic"), "es": lazy("Spanish"), "ru": lazy("Russian"), "uk": lazy("Ukrainian"),
}  # fmt: skip
GERMAN: Words = {
    "A1": lazy("A1 (some words and short sentences)"),
    "A2": lazy("A2 (a simple talk, for example in a shop)"),
    "B1": lazy("B1 (a talk about work and everyday life)"),
    "B2": lazy("B2 (talking and writing about nearly everything)"),
    "C1": lazy("C1 (fluently, also with difficult words)"),
    "C2": lazy("C2 (like one's own language)"),
}
TOPICS: Words = {
    "pension": lazy("Pension"), "mortgage": lazy("Mortgage interest"), "language": lazy("Language"),
    "health": lazy("Health insurance"), "health_insurance": lazy("Health insurance"), "tax": lazy("Tax"),
    "pay": lazy("Pay"), "net_pay": lazy("Net pay"), "diploma": lazy("Diploma"), "commute": lazy("Travel"),
    "benefit": lazy("Benefit"), "family": lazy("Family"), "social_security": lazy("Social security"),
    "support": lazy("Help and advice"), "training": lazy("Learning at work"),
}  # fmt: skip


OWN_STATUSES: Words = {
    "interested": lazy("You are interested"),
    "not_interested": lazy("You are not interested"),
}


def _word(words: Words, name: str) -> str:
    return str(words.get(name, name.replace("_", " ")))


def status(name: str) -> str:
    return _word(STATUSES, name)


def own_status(name: str) -> str:
    return _word(OWN_STATUSES, name) if name in OWN_STATUSES else status(name)


def reason(name: str) -> str:
    return _word(REASONS, name)


def diploma(name: str) -> str:
    return _word(DIPLOMAS, name)


def german(level: str) -> str:
    """A level of German with what it means."""
    return _word(GERMAN, level)


def kind(name: str) -> str:
    return _word(KINDS, name)


def transport(name: str) -> str:
    return _word(TRANSPORT, name)


def language(code: str) -> str:
    return str(LANGUAGE_NAMES.get(code) or Locale(i18n.lang()).languages.get(code, code))


def topic(name: str) -> str:
    return _word(TOPICS, name)


def topic_within(name: str) -> str:
    """A topic in the middle of a sentence, where only German keeps the capital of a noun."""
    word = topic(name)
    return word if i18n.lang() == "de" else word[:1].lower() + word[1:]


def unit(name: str) -> str:
    return _word(UNITS, name) if name else ""


def fact_label(name: str) -> str:
    return _word(FACT_LABELS, name)


def choice(fact: str, value: str) -> str:
    return _word(CHOICES.get(fact, {}), value)


def fact_group(name: str) -> str:
    """The heading under which a fact is asked."""
    found = next((group for group, facts in FACT_GROUPS.items() if name in facts), "more")
    return _word(GROUPS, found)


def fact_order(name: str) -> int:
    """The place of a fact among all; one that is in no group comes last."""
    order = [fact for facts in FACT_GROUPS.values() for fact in facts]
    return order.index(name) if name in order else len(order)


def fact_value(name: str, fact_kind: str, value: Any, unit_name: str) -> str:
    """A fact as words."""
    if fact_kind == "yes_no":
        return _("Yes") if value else _("No")
    if fact_kind == "choice":
        return choice(name, str(value))
    amount = i18n.number(value) if unit_name.startswith("€") else f"{value:g}"
    return f"{amount} {unit(unit_name)}".strip()


def removed(limit: str, count: int, minutes: float | None, km: float | None) -> str:
    """How many more vacancies one of the person's own limits took out; a little above a limit of travel is within it."""
    margin = f"{100 * (MARGIN - 1):.0f}"
    if limit == "minutes":
        return _(
            "%(n)s more further away than %(limit)s minutes (with a margin of %(margin)s%%)",
            n=count,
            limit=f"{minutes or 0:.0f}",
            margin=margin,
        )
    if limit == "distance":
        return _(
            "%(n)s more further away than %(limit)s km (with a margin of %(margin)s%%)",
            n=count,
            limit=f"{km or 0:.0f}",
            margin=margin,
        )
    texts = {
        "hours": _("%(n)s more with other hours", n=count),
        "shifts": _("%(n)s more with shift work", n=count),
        "kind": _("%(n)s more apprenticeships or internships", n=count),
        "licence": _("%(n)s more that need another driving licence", n=count),
    }
    return texts.get(limit) or _("%(n)s more outside other limits", n=count)


def limit(name: str) -> str:
    """One of the person's own limits, as a reason why the ranking did not show a vacancy."""
    texts = {
        "distance": _("further away than this person wants to travel"),
        "minutes": _("a longer way than this person wants to travel"),
        "hours": _("other hours than this person wants"),
        "shifts": _("shift work, which this person does not want"),
        "kind": _("an apprenticeship or internship"),
        "licence": _("a driving licence that the law asks for is missing"),
    }
    return texts.get(name) or name
