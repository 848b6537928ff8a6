"""Notes of a person, a vacancy and a date; and what is asked when a fact is not known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.facts import FACTS
from matcher.models import Asked, Cefr, Jobseeker, Language, Location, Match, Note, Vacancy, VacancyKind
from matcher.notes import check_rules, explain, notes_for, questions_for
from matcher.rules.book import load_book
from matcher.rules.questions import MOST, load_questions
from matcher.rules.wording import LANGUAGES

NOW = date(2026, 11, 23)
PERSON = Jobseeker("p", "test", languages=(Language("de", Cefr.B1),))
JOB = Vacancy("v", "Lagermitarbeiter", full_time=True, part_time=False, locations=(Location(town="Lingen"),))
ASKED = Asked(
    german=Language("de", Cefr.B1, assumed=True), pay_low=3200.0, pay_high=3200.0, pay_hours=40.0, isco="9333"
)
MATCH = Match("p", "v", 1.0, (), km=30.0, minutes=35.0)
# Every fact answered, with nothing special about this person.
PLAIN: dict[str, Any] = {
    "birth_year": 1985, "partner": "none", "home_owner": False, "children": 0, "single_parent": False,
    "benefit": "none", "job_in_nl": False, "home_office_days": 0, "years_insured_nl": 20, "allowances": False,
    "student": False, "company_car": False, "works_shifts": False, "diploma": "mbo4", "wage_wish": 3000,
    "current_wage": 3000,
}  # fmt: skip
HOUSE = {"home_owner": True, "mortgage_interest": 8000}


def notes(facts: dict[str, Any], on: date = NOW, **asked: Any) -> dict[str, Note]:
    found = notes_for(PERSON, PLAIN | facts, MATCH, JOB, replace(ASKED, **asked), on)
    return {n.rule: n for n in found}


def of_topic(found: dict[str, Note], topic: str) -> dict[str, dict[str, float]]:
    return {rule: dict(n.amounts) for rule, n in found.items() if n.topic == topic}


def pay(euros: float) -> dict[str, float]:
    return {"pay_low": euros, "pay_high": euros}


# ---- situations: facts and pay -> all notes of one topic, with their amounts


@pytest.mark.parametrize(
    ("facts", "asked", "topic", "expected"),
    [
        pytest.param({}, {}, "mortgage", {}, id="no house, no word about interest"),
        pytest.param({"home_owner": True, "mortgage_interest": 0}, {}, "mortgage", {}, id="house without interest"),
        pytest.param(
            HOUSE,
            {},
            "mortgage",
            {"mortgage-compensation": {"compensation": 1796, "mortgage_interest": 8000, "gross": 3200, "dutch_value": 3372}},
            id="house, alone: compensation",
        ),
        pytest.param(
            HOUSE,
            pay(5000),
            "mortgage",
            {"mortgage-no-compensation": {"mortgage_interest": 8000, "gross": 5000, "dutch_value": 3516}},
            id="house, high wage: none",
        ),
        pytest.param(
            HOUSE | {"partner": "married", "partner_income": 0},
            {},
            "mortgage",
            {
                "mortgage-compensation-married": {
                    "compensation": 1796,
                    "compensation_splitting": 0,
                    "mortgage_interest": 8000,
                    "gross": 3200,
                    "dutch_value": 3372,
                }
            },
            id="house, married: both tax classes",
        ),
        pytest.param(
            HOUSE | {"partner": "married", "partner_income": 30_000, "partner_country": "nl"},
            {},
            "mortgage",
            {"mortgage-partner": {"partner_saving": 2246, "mortgage_interest": 8000}},
            id="house, partner with Dutch income deducts",
        ),
        pytest.param({"home_owner": True}, {}, "mortgage", {"mortgage-ask": {}}, id="house, interest not known"),
        pytest.param(
            {},
            {},
            "health_insurance",
            {"health-switch": {"health": 280, "gross": 3200}},
            id="Krankenkasse",
        ),
        pytest.param(
            {},
            pay(7000),
            "health_insurance",
            {"health-private": {"de_health_compulsory_to": 6450, "gross": 7000}},
            id="above the limit",
        ),
        pytest.param({}, pay(603), "health_insurance", {}, id="a minijob insures nobody"),
        pytest.param(
            {"allowances": True, "partner": "married", "partner_income": 0, "children": 1, "youngest_child": 7},
            {},
            "health_insurance",
            {
                "health-allowance": {},
                "health-switch": {"health": 280, "gross": 3200},
                "health-family": {"de_family_insurance_limit": 565},
            },
            id="family insured, zorgtoeslag stops",
        ),
        pytest.param(
            {"partner": "cohabiting", "partner_income": 20_000, "partner_country": "nl", "children": 1, "youngest_child": 7},
            {},
            "health_insurance",
            {"health-switch": {"health": 280, "gross": 3200}, "health-children-partner": {}},
            id="children stay with the Dutch partner",
        ),
        pytest.param(
            {},
            {},
            "pension",
            {
                "pension-year": {"pension_per_year": 31.44, "gross": 3200, "nl_aow_per_year": 0.02},
                "aow-voluntary": {"nl_premium_aow": 0.179, "aow_premium_max": 6960.06},
                "pension-waiting-met": {"years_insured_nl": 20},
                "pension-occupational": {},
            },
            id="pension at 41",
        ),
        pytest.param(
            {"birth_year": 1964, "years_insured_nl": 2},
            {},
            "pension",
            {
                "pension-year": {"pension_per_year": 31.44, "gross": 3200, "nl_aow_per_year": 0.02},
                "aow-voluntary-near": {"nl_premium_aow": 0.179, "aow_premium_max": 6960.06, "years_to_pension": 5},
                "pension-waiting-short": {"years_insured_nl": 2},
                "pension-age": {"years_to_pension": 5},
                "pension-occupational": {},
            },
            id="pension at 62, short insured",
        ),
        pytest.param({}, {}, "language", {"language-enough": {}}, id="German is enough"),
        pytest.param({}, {"german": Language("de", Cefr.C1)}, "language", {"language-gap": {}}, id="more asked"),
        pytest.param(
            {}, {"german": Language("de", Cefr.C1, assumed=True)}, "language", {"language-usual": {}}, id="more is usual"
        ),
        pytest.param({"german_level": "C1"}, {"german": Language("de", Cefr.C1)}, "language", {"language-enough": {}}, id="as answered"),
        pytest.param({}, {"german": Language("de")}, "language", {}, id="nothing asked, nothing said"),
        pytest.param(
            {"children": 2, "youngest_child": 4, "partner": "married", "partner_income": 0},
            {},
            "family",
            {"child-german-first": {"kindergeld_total": 518, "de_kindergeld": 259}, "childcare": {}},
            id="Germany pays for two children",
        ),
        pytest.param(
            {"children": 1, "youngest_child": 14, "partner": "married", "partner_income": 20_000, "partner_country": "nl"},
            {},
            "family",
            {"child-dutch-first": {"de_kindergeld": 259}},
            id="the Netherlands pays first",
        ),
        pytest.param({"children": 1, "youngest_child": 30}, {}, "family", {}, id="grown-up children"),
    ],
)  # fmt: skip
def test_situations(
    facts: dict[str, Any], asked: dict[str, Any], topic: str, expected: dict[str, dict[str, float]]
) -> None:
    found = of_topic(notes(facts, **asked), topic)
    assert set(found) == set(expected)
    for rule, amounts in expected.items():
        assert found[rule] == pytest.approx(amounts, abs=0.005)


@pytest.mark.parametrize(
    ("asked", "wish", "basis", "gross", "net"),
    [
        pytest.param({}, None, "net-pay", 3200, 2167, id="advertised"),
        pytest.param({"pay_low": None, "pay_high": None}, 3000, "net-pay", 3000, 2054, id="wish"),
        pytest.param({"pay_low": None, "pay_high": None}, None, "net-pay-minimum", 2409.33, 1716, id="minimum wage"),
        pytest.param({"pay_low": 3200.0, "pay_high": 4000.0}, None, "net-pay-range", 3200, 2167, id="from to"),
    ],
)
def test_net_pay_and_what_it_rests_on(
    asked: dict[str, Any], wish: int | None, basis: str, gross: float, net: float
) -> None:
    note = notes({"wage_wish": wish}, **asked)[basis]
    assert (note.amounts["gross"], note.amounts["net"]) == (gross, net)


def test_a_range_names_both_ends() -> None:
    note = notes({}, pay_low=3200.0, pay_high=4000.0)["net-pay-range"]
    assert "€ 2.167 tot € 2.606 per maand" in note.texts["nl"].title
    assert "€ 3.200 tot € 4.000" in note.texts["nl"].body


def test_no_pay_is_made_up_for_an_apprenticeship() -> None:
    training = replace(JOB, kind=VacancyKind.APPRENTICESHIP)
    asked = replace(ASKED, pay_low=None, pay_high=None)
    found = notes_for(PERSON, PLAIN, MATCH, training, asked, NOW)
    assert not [n.rule for n in found if "net" in n.amounts or "gross" in n.amounts]


# ---- dates


def test_the_pension_amount_follows_the_date() -> None:
    values = [notes({}, on)["pension-year"].amounts["pension_per_year"] for on in (date(2026, 6, 30), date(2026, 7, 1))]
    assert values == [30.16, 31.44]


@pytest.mark.parametrize("on", [date(2025, 12, 31), date(2027, 1, 1)], ids=str)
def test_a_year_without_figures_is_said_and_no_wage_amount_shown(on: date) -> None:
    found = notes(HOUSE, on)
    assert found["figures-missing"].amounts == {"year": on.year}
    computed = {"gross", "net", "health", "pension_per_year", "compensation", "left_de_low"}
    assert not [n.rule for n in found.values() if computed & set(n.amounts)]
    assert {"pension-year-plain", "health-switch-plain"} <= set(found)


@pytest.mark.parametrize("on", [date(2025, 12, 31), date(2027, 1, 1)], ids=str)
@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        pytest.param(HOUSE, "mortgage", id="alone with a house"),
        pytest.param(
            HOUSE | {"partner": "married", "partner_income": 30_000, "partner_country": "nl"},
            "mortgage",
            id="partner could deduct",
        ),
        pytest.param({}, "aow-voluntary", id="AOW must be asked within a year"),
    ],
)
@pytest.mark.xfail(strict=True, reason="the only note names an amount of the year, so without figures nothing is said")
def test_what_matters_is_said_without_amounts_too(facts: dict[str, Any], rule: str, on: date) -> None:
    assert [name for name in notes(facts, on) if name.startswith(rule)]


@pytest.mark.xfail(strict=True, reason="no child rule covers a partner who works outside the Netherlands")
@pytest.mark.parametrize("country", ["de", "other"])
def test_children_of_a_partner_who_works_abroad_get_a_note(country: str) -> None:
    facts = {"children": 1, "youngest_child": 14, "partner": "married", "partner_income": 20_000}
    assert of_topic(notes(facts | {"partner_country": country}), "family")


# ---- every note


PARTS = st.fixed_dictionaries(
    {},
    optional={
        name: st.booleans()
        if kind.kind == "yes_no"
        else st.sampled_from(kind.choices).map(str)
        if kind.kind == "choice"
        else st.integers(int(kind.low), int(kind.high))
        for name, kind in FACTS.items()
    },
)
PAYS = st.none() | st.integers(400, 9000).map(float)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def placeholders(found: Iterable[Note]) -> list[str]:
    texts = [
        t for n in found for lang in LANGUAGES for t in (n.texts[lang].title, n.texts[lang].body, n.texts[lang].action)
    ]
    return [t for t in texts if re.search(r"[{}]|\bNone\b|\bnan\b|\binf\b|--", t)]


@given(facts=PARTS, wage=PAYS, on=DAYS, kind=st.sampled_from(VacancyKind), german=st.none() | st.sampled_from(Cefr))
@settings(max_examples=80, deadline=None)
def test_any_person_gets_whole_notes(
    facts: dict[str, Any], wage: float | None, on: date, kind: VacancyKind, german: Cefr | None
) -> None:
    asked = replace(ASKED, pay_low=wage, pay_high=wage, german=Language("de", german, assumed=True))
    found = notes_for(PERSON, facts, MATCH, replace(JOB, kind=kind), asked, on)
    assert placeholders(found) == []
    for note in found:
        assert set(note.texts) == set(LANGUAGES)
        assert all(note.texts[lang].title and note.texts[lang].body for lang in LANGUAGES)
        assert note.source and note.contact and note.source_date <= note.checked_on
    assert len({n.rule for n in found}) == len(found)


def test_the_most_important_note_comes_first() -> None:
    weight = {r.id: r.weight for r in load_book().rules}
    for facts in ({}, HOUSE, {"benefit": "ww", "ww_monthly_wage": 2500, "allowances": True}):
        order = [weight[rule] for rule in notes(facts)]
        assert order == sorted(order, reverse=True)
    assert next(iter(notes(HOUSE))) == "mortgage-compensation"


def test_amounts_are_written_as_each_language_does() -> None:
    texts = notes({})["pension-year"].texts
    assert "€ 31,44" in texts["nl"].body and "31,44 €" in texts["de"].body and "€31.44" in texts["en"].body


UNSURE = [r for r in load_book().rules if not r.certain]
HEDGES = {
    "nl": r"\bvra(?:ag|gen)\b|hangt|afhangen|kan |kunnen|mogelijk|misschien|meestal|vaak|lijkt|waarschijnlijk|beslist|controleer|\?",
    "de": r"frag|klär|prüf|hängt|abhäng|kann|möglich|vielleicht|in der Regel|meist|oft|scheint|entscheide|offen|erfrag",
    "en": r"\bask\b|depend|\bmay\b|\bcan\b|possible|perhaps|usually|often|seem|decide|check|\?",
}
PROMISES = {
    "nl": r"u krijgt altijd|u hebt recht|gegarandeerd|\bzeker (?:recht|geld)|in elk geval|geldt zonder meer",
    "de": r"garantier|besteht Anspruch|haben Anspruch|auf jeden Fall|in jedem Fall",
    "en": r"guarantee|you are entitled|certainly|in any case|always get",
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("rule", UNSURE, ids=lambda r: r.id)
def test_a_note_that_is_not_certain_promises_nothing(rule: Any, lang: str) -> None:
    text = rule.texts[lang]
    whole = f"{text.title} {text.body} {text.action}"
    assert re.search(HEDGES[lang], whole, re.I)
    assert not re.search(PROMISES[lang], whole, re.I)
    assert text.action, "what is not certain needs somebody to ask"


# ---- unknown facts: a question, not a guess


def without(*names: str) -> dict[str, Any]:
    return {name: value for name, value in PLAIN.items() if name not in names}


def asks(facts: dict[str, Any], asked: Asked | None = ASKED) -> list[str]:
    return [q.fact for q in questions_for(PERSON, facts, NOW, asked)]


@pytest.mark.parametrize(
    ("unknown", "answers", "asked", "silent"),
    [
        pytest.param("home_owner", {}, "home_owner", ("mortgage-",), id="house"),
        pytest.param("mortgage_interest", {"home_owner": True}, "mortgage_interest", ("mortgage-comp", "mortgage-no"), id="interest"),
        pytest.param("partner", {}, "partner", ("tax-splitting", "health-family", "anw-partner"), id="partner"),
        pytest.param(
            "partner_income", {"partner": "married", "children": 1, "youngest_child": 4}, "partner_income",
            ("child-german", "child-dutch", "health-family"), id="income of the partner",
        ),
        pytest.param("children", {}, "children", ("child", "elterngeld"), id="children"),
        pytest.param("birth_year", {}, "birth_year", ("aow-voluntary-near", "pension-age"), id="age"),
        pytest.param("benefit", {}, "benefit", ("ww-now", "benefit-other"), id="benefit"),
        pytest.param("job_in_nl", {}, "job_in_nl", ("second-job",), id="second job"),
        pytest.param("current_wage", {}, "current_wage", ("life-",), id="present wage"),
        pytest.param("years_insured_nl", {}, "years_insured_nl", ("pension-waiting-",), id="insured years"),
    ],
)  # fmt: skip
def test_an_unknown_fact_is_asked_and_not_guessed(
    unknown: str, answers: dict[str, Any], asked: str, silent: tuple[str, ...]
) -> None:
    facts = {k: v for k, v in (PLAIN | answers).items() if k != unknown}
    assert asked in asks(facts)
    found = notes_for(PERSON, facts, MATCH, JOB, ASKED, NOW)
    assert not [n.rule for n in found if n.rule.startswith(silent)]


def test_an_unknown_level_of_german_is_asked() -> None:
    stranger = replace(PERSON, languages=())
    assert [q.fact for q in questions_for(stranger, PLAIN, NOW, ASKED)] == ["german_level"]
    found = [n.rule for n in notes_for(stranger, PLAIN, MATCH, JOB, ASKED, NOW) if n.topic == "language"]
    assert found == ["language-unknown"]


def test_at_most_seven_questions_the_weightiest_first() -> None:
    first = asks({})
    assert len(first) == MOST == 7
    assert first[:2] == ["partner", "children"]
    assert not {"company_car", "student"} & set(first)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("partner", "partner_income", id="income of a partner"),
        pytest.param("home_owner", "mortgage_interest", id="interest"),
        pytest.param("children", "youngest_child", id="age of a child"),
        pytest.param("benefit", "ww_monthly_wage", id="wage of WW"),
        pytest.param("job_in_nl", "nl_hours", id="hours of a second job"),
    ],
)
def test_what_hangs_on_an_answer_is_asked_after_it(before: str, after: str) -> None:
    given_yes = {"partner": "married", "home_owner": True, "children": 1, "benefit": "ww", "job_in_nl": True}
    facts = without(before, after)
    assert before in asks(facts) and after not in asks(facts)
    assert after in asks(facts | {before: given_yes[before]})


def test_nobody_is_asked_what_is_known_or_cannot_matter() -> None:
    assert asks(PLAIN) == []
    assert asks(PLAIN | {"home_owner": True}) == ["mortgage_interest"]
    assert asks(PLAIN | {"benefit": "ww"}) == ["ww_monthly_wage"]
    assert asks(PLAIN | {"children": 1}) == ["youngest_child"]


def test_a_wish_is_asked_only_where_the_advertisement_names_no_pay() -> None:
    facts = {"partner": "none", "home_owner": False, "children": 0, "benefit": "none"}
    assert "wage_wish" not in asks(facts)
    assert "wage_wish" in asks(facts, replace(ASKED, pay_low=None, pay_high=None, pay_hours=None))


@given(facts=PARTS)
@settings(max_examples=40, deadline=None)
def test_questions_are_few_and_about_unknown_facts(facts: dict[str, Any]) -> None:
    asked = [q.fact for q in questions_for(PERSON, facts, NOW, ASKED)]
    assert len(asked) <= 7 and len(set(asked)) == len(asked)
    assert not set(asked) & set(facts)


@pytest.mark.parametrize("fact", load_questions())
def test_a_shipped_question_says_what_and_why_in_every_language(fact: str) -> None:
    question = load_questions()[fact]
    assert all("?" in question.texts[lang] and question.why[lang] for lang in LANGUAGES)


# ---- why a note is there or not


def test_explain_names_what_decided() -> None:
    told = {e.rule: e for e in explain(PERSON, PLAIN | {"home_owner": None}, MATCH, JOB, ASKED, NOW)}
    assert not told["mortgage-compensation"].fired
    assert told["mortgage-compensation"].why == "not known: mortgage is True"
    assert told["health-private"].why == "not so: wage_class is high"
    assert told["net-pay"].fired and told["net-pay"].facts["gross"] == 3200
    fired = {rule for rule, e in told.items() if e.fired}
    assert fired == {n.rule for n in notes_for(PERSON, PLAIN | {"home_owner": None}, MATCH, JOB, ASKED, NOW)}


def test_the_maintainer_hears_of_rules_that_grow_old() -> None:
    assert not [line for line in check_rules(NOW) if "more than a year ago" in line]
    old = check_rules(NOW + timedelta(days=366))
    assert sum(line.startswith("rule ") for line in old) == len(load_book().rules)


def test_before_the_first_rule_nothing_is_said() -> None:
    """A date before the first rule gives no notes, and no error."""
    assert notes_for(PERSON, PLAIN | HOUSE, MATCH, JOB, ASKED, date(2024, 6, 1)) == ()
