from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.facts import FACTS
from matcher.models import Asked, Cefr, Jobseeker, Language, Match, Note, Vacancy, VacancyKind
from matcher.notes import check_rules, explain, notes_for, questions_for
from matcher.rules.book import load_book

TODAY = date(2026, 11, 24)
PERSON = Jobseeker("p", "test", languages=(Language("de", Cefr.A2),))
MATCH = Match("p", "v", 60.0, (), km=40.0, minutes=42.0)
VACANCY = Vacancy("v", "Fachlagerist", employer="Emslogistik GmbH", full_time=True)
ASKED = Asked(german=Language("de", Cefr.B1), pay_low=3200, pay_high=3200, pay_hours=40, isco="4321")


def notes(facts: dict[str, Any] | None = None, on: date = TODAY, **parts: Any) -> dict[str, Note]:
    found = notes_for(
        parts.get("person", PERSON),
        facts or {},
        parts.get("match", MATCH),
        parts.get("vacancy", VACANCY),
        parts.get("asked", ASKED),
        on,
    )
    return {note.rule: note for note in found}


MARRIED = {"partner": "married", "partner_income": 0, "home_owner": True, "mortgage_interest": 8000}


@pytest.mark.parametrize(
    ("facts", "on", "rule", "amounts"),
    [
        ({}, TODAY, "net-pay", {"net": 2167, "gross": 3200}),
        ({}, date(2026, 6, 30), "pension-year", {"pension_per_year": 30.16}),
        ({}, date(2026, 7, 1), "pension-year", {"pension_per_year": 31.44}),
        (MARRIED | {"partner": "none"}, TODAY, "mortgage-compensation", {"compensation": 1796, "dutch_value": 3372}),
        (MARRIED, TODAY, "mortgage-compensation-married", {"compensation": 1796, "compensation_splitting": 0}),
        (MARRIED | {"mortgage_interest": 3000}, TODAY, "mortgage-no-compensation", {"mortgage_interest": 3000}),
        (MARRIED | {"partner_income": 30000, "partner_country": "nl"}, TODAY, "mortgage-partner", {"mortgage_interest": 8000}),
        ({"home_owner": True}, TODAY, "mortgage-ask", {}),
        (MARRIED | {"children": 2}, TODAY, "child-german-first", {"kindergeld_total": 518}),
        ({"partner": "none", "children": 1}, TODAY, "child-single-parent", {"kindergeld_total": 259}),
        ({"benefit": "ww", "ww_monthly_wage": 2000}, TODAY, "ww-now-amount", {"ww_stop": 1750}),
        ({"benefit": "wajong"}, TODAY, "benefit-other", {}),
        ({"home_office_days": 34}, TODAY, "tax-home-days", {"de_home_days": 34}),
        ({"home_office_days": 35}, TODAY, "tax-home-days-over", {"home_office_days": 35}),
        ({"home_office_days": 52}, TODAY, "tax-home-days-over", {}),
        ({"home_office_days": 53}, TODAY, "telework-agreement", {}),
        ({"home_office_days": 104}, TODAY, "telework-agreement", {}),
        ({"home_office_days": 105}, TODAY, "telework-half", {}),
        ({"job_in_nl": True, "nl_hours": 13}, TODAY, "second-job-small", {}),
        ({"job_in_nl": True, "nl_hours": 14}, TODAY, "second-job-large", {"nl_hours": 14}),
        ({"birth_year": 1966}, TODAY, "aow-voluntary-near", {"years_to_pension": 7}),
        ({"birth_year": 1990}, TODAY, "aow-voluntary", {}),
        ({}, TODAY, "commute-saving", {"commute_saving": 542, "commute_expenses": 3192}),
        ({}, TODAY, "language-gap", {}),
        ({"german_level": "B1"}, TODAY, "language-enough", {}),
        ({"allowances": True}, TODAY, "health-allowance", {}),
        ({"company_car": True}, TODAY, "company-car", {}),
        ({"student": True}, TODAY, "student", {}),
        ({}, date(2027, 1, 1), "figures-missing", {"year": 2027}),
        ({}, date(2027, 1, 1), "health-switch-plain", {}),
    ],
    ids=lambda x: str(x)[:60] if not isinstance(x, dict) else "",
)  # fmt: skip
def test_situations(facts: dict[str, Any], on: date, rule: str, amounts: dict[str, float]) -> None:
    found = notes(facts, on)
    assert rule in found, sorted(found)
    assert {name: found[rule].amounts[name] for name in amounts} == amounts


@pytest.mark.parametrize(
    ("parts", "rule"),
    [
        ({"asked": Asked(pay_low=600, pay_high=600, pay_hours=10)}, "minijob"),
        ({"vacancy": Vacancy("v", "Aushilfe", minijob=True), "asked": Asked(hours_max=10)}, "minijob"),
        ({"asked": Asked(pay_low=1200, pay_high=1200, pay_hours=20)}, "midijob"),
        ({"asked": Asked(pay_low=2000, pay_high=2000, pay_hours=40)}, "pay-below-minimum"),
        ({"asked": Asked(pay_low=7000, pay_high=7000, pay_hours=40)}, "health-private"),
        ({"asked": Asked()}, "net-pay-minimum"),
        ({"asked": Asked(isco="2221")}, "diploma-nurse"),
        ({"asked": Asked(isco="2342")}, "diploma-childcare"),
        ({"asked": Asked(isco="2269")}, "diploma-health"),
        ({"asked": Asked(isco="8332", licences=("CE",))}, "code-95-missing"),
        ({"vacancy": Vacancy("v", "Sachbearbeitung", employer="Landkreis Emsland")}, "tax-public"),
        ({"vacancy": Vacancy("v", "Praktikum", kind=VacancyKind.INTERNSHIP), "asked": Asked()}, "internship"),
        ({"vacancy": Vacancy("v", "Ausbildung", kind=VacancyKind.APPRENTICESHIP), "asked": Asked()}, "apprenticeship"),
        ({"person": Jobseeker("q", "test")}, "language-unknown"),
    ],
    ids=lambda x: x if isinstance(x, str) else "",
)
def test_jobs(parts: dict[str, Any], rule: str) -> None:
    assert rule in notes(**parts)


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        (MARRIED, "mortgage-partner"), (MARRIED, "mortgage-no-compensation"), ({"home_owner": False}, "mortgage-ask"), ({}, "mortgage-ask"),
        ({}, "tax-splitting"), ({"partner": "cohabiting"}, "tax-splitting"), ({}, "figures-missing"), ({}, "minijob"),
        ({"children": 0}, "child-ask"), ({"children": 1, "youngest_child": 19}, "child-ask"), ({}, "company-car"),
        ({"birth_year": 1990}, "aow-voluntary-near"), ({}, "telework-half"), ({"job_in_nl": False}, "second-job-ask"),
    ],
)  # fmt: skip
def test_what_must_not_be_said(facts: dict[str, Any], rule: str) -> None:
    assert rule not in notes(facts)


def test_an_internship_is_not_promised_a_minimum_wage() -> None:
    found = notes(vacancy=Vacancy("v", "Praktikum", kind=VacancyKind.INTERNSHIP, full_time=True), asked=Asked())
    assert not {"net-pay-minimum", "pension-year", "health-switch"} & set(found)


def test_the_most_important_note_comes_first() -> None:
    assert next(iter(notes({"job_in_nl": True, "nl_hours": 20}))) == "second-job-large"
    assert list(notes())[-1] == "edr"


def test_a_note_carries_source_date_and_contact() -> None:
    note = notes()["pension-year"]
    assert (note.source_date, note.checked_on) == (date(2026, 7, 1), date(2026, 11, 23))
    assert "178" in note.source and "Rentenversicherung" in note.contact
    assert (
        "€ 31,44" in note.texts["nl"].body and "31,44 €" in note.texts["de"].body and "€31.44" in note.texts["en"].body
    )


ALL_TEXTS = [(r.id, lang, t) for r in load_book().rules for lang, t in r.texts.items()]


@pytest.mark.parametrize(("rule", "lang", "text"), ALL_TEXTS, ids=[f"{r}-{lang}" for r, lang, _ in ALL_TEXTS])
def test_texts_promise_nothing_and_carry_no_disclaimer(rule: str, lang: str, text: Any) -> None:
    whole = f"{text.title} {text.body} {text.action}".lower()
    assert not re.search(r"geen rechten|ohne gewähr|disclaimer|gegarandeerd|garantiert|guaranteed|altijd recht", whole)
    assert not re.search(r"verliest u (de|uw) hypotheekrente|you lose (the|your) (mortgage|deduction)", whole)


@pytest.mark.parametrize("rule", load_book().rules, ids=lambda r: r.id)
def test_dutch_sentences_are_short(rule: Any) -> None:
    text = rule.texts["nl"]
    sentences = re.split(r"(?<=[.!?:;])\s+", f"{text.body} {text.action}")
    lengths = [len(s.split()) for s in sentences if s]
    assert max(lengths) <= 30 and sum(lengths) / len(lengths) <= 15


@pytest.mark.parametrize("rule", [r for r in load_book().rules if not r.certain], ids=lambda r: r.id)
def test_what_is_uncertain_says_whom_or_what_to_ask(rule: Any) -> None:
    text = f"{rule.texts['nl'].title} {rule.texts['nl'].body} {rule.texts['nl'].action}".lower()
    assert re.search(r"vraag|vul|laat|meld|bel |controleer", text)


def test_questions_come_in_an_order_that_matters() -> None:
    asked = [q.fact for q in questions_for(PERSON, {}, TODAY)]
    assert 1 <= len(asked) <= 7 and "partner" in asked and "home_owner" in asked
    assert "mortgage_interest" not in asked and "partner_income" not in asked


def test_answers_lead_to_the_next_question_and_are_not_asked_again() -> None:
    known = {"partner": "married", "home_owner": True, "children": 2}
    asked = [q.fact for q in questions_for(PERSON, known, TODAY, ASKED)]
    assert {"partner_income", "mortgage_interest"} <= set(asked)
    assert not set(asked) & set(known)


def test_every_fact_that_a_rule_looks_at_has_a_question() -> None:
    from matcher.rules.questions import load_questions
    from matcher.rules.situation import declared_behind

    looked_at = {fact for r in load_book().rules for name in r.facts() for fact in declared_behind(name)}
    assert looked_at <= set(load_questions()) <= set(FACTS)


def test_a_person_with_all_answers_is_asked_nothing() -> None:
    known = {
        f.name: (f.choices[0] if f.kind == "choice" else False if f.kind == "yes_no" else f.low) for f in FACTS.values()
    }
    assert questions_for(PERSON, known, TODAY, ASKED) == ()


def test_explain_gives_a_reason_for_every_rule() -> None:
    told = {e.rule: e for e in explain(PERSON, {"home_owner": True}, MATCH, VACANCY, ASKED, TODAY)}
    assert len(told) == len({r.id for r in load_book().rules})
    assert told["mortgage-ask"].fired
    assert told["mortgage-partner"].why.startswith("not known: partner_dutch_income")
    assert told["minijob"].why == "not so: wage_class is minijob"
    assert told["net-pay"].facts["gross"] == 3200


def test_explain_agrees_with_the_notes() -> None:
    fired = {e.rule for e in explain(PERSON, MARRIED, MATCH, VACANCY, ASKED, TODAY) if e.fired}
    assert fired == set(notes(MARRIED))


def test_check_lists_figures_without_successor() -> None:
    assert any("nl_rate_1" in line for line in check_rules(TODAY))
    assert not any("rule " in line for line in check_rules(TODAY))
    assert any("more than a year ago" in line for line in check_rules(date(2028, 1, 1)))


def _values(kind: Any) -> st.SearchStrategy[Any]:
    if kind.kind == "yes_no":
        return st.booleans()
    return st.sampled_from(kind.choices) if kind.kind == "choice" else st.floats(kind.low, kind.high)


FACT_SETS = st.fixed_dictionaries({}, optional={f.name: _values(f) for f in FACTS.values()})
ASKINGS = st.builds(
    Asked,
    german=st.builds(Language, st.just("de"), st.none() | st.sampled_from(Cefr), st.booleans()),
    pay_low=st.none() | st.floats(100, 9000), pay_hours=st.none() | st.floats(1, 40), hours_max=st.none() | st.floats(1, 40),
    isco=st.none() | st.sampled_from(["2221", "4321", "8332", "5311", "2635"]),
)  # fmt: skip


@settings(max_examples=60)
@given(FACT_SETS, ASKINGS, st.dates(date(2025, 1, 1), date(2028, 12, 31)))
def test_any_facts_give_whole_sentences(facts: dict[str, Any], asked: Asked, on: date) -> None:
    for note in notes(facts, on, asked=asked).values():
        assert set(note.texts) == {"nl", "de", "en"}
        for text in note.texts.values():
            assert not re.search(r"[{}]|None|\bnan\b", f"{text.title} {text.body} {text.action}")
