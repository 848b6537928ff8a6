from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest

from matcher.errors import InputError
from matcher.notes import why_not
from matcher.rules.book import Rule, load_book, make_book
from matcher.rules.check import outdated
from matcher.rules.conditions import AnyOf, Condition
from matcher.rules.parameters import ALWAYS, figures, load_parameters
from matcher.rules.questions import parse_questions

TODAY = date(2026, 11, 24)
SOURCES = {"law": {"title": "A law", "date": date(2025, 1, 1)}}
TEXT = {"title": "Title", "body": "You keep {net}.", "action": "Ask."}
RULE: dict[str, Any] = {
    "id": "net", "topic": "net_pay", "weight": 1, "valid_from": date(2026, 1, 1), "valid_to": date(2026, 6, 30),
    "when": [{"fact": "gross", "op": "ge", "value": 1}], "figures": ["net"], "source": "law",
    "checked_on": date(2026, 1, 1), "certain": True, "contact": "us", "nl": TEXT, "de": TEXT, "en": TEXT,
}  # fmt: skip


def book(*rules: dict[str, Any], sources: Any = SOURCES) -> Any:
    return make_book({"pay.toml": {"rule": list(rules)}}, sources, {"us": "Us"}, {}, load_parameters())


def changed(**changes: Any) -> dict[str, Any]:
    return {k: v for k, v in {**deepcopy(RULE), **changes}.items() if v is not None}


def text(body: str) -> dict[str, str]:
    return {"title": "Title", "body": body}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"id": None}, "field id"),
        ({"de": None}, "field de"),
        ({"en": {"title": "Title"}}, "a title and a body"),
        ({"source": "nobody"}, "sources.toml"),
        ({"source": None}, "field source"),
        ({"checked_on": None}, "field checked_on"),
        ({"checked_on": "yesterday"}, "expected a date"),
        ({"contact": "nobody"}, "contacts.toml"),
        ({"topic": "weather"}, "field topic"),
        ({"certain": "perhaps"}, "true or false"),
        ({"colour": "red"}, "not a field"),
        ({"when": [{"fact": "shoe_size", "op": "is", "value": 1}]}, "shoe_size"),
        ({"figures": ["net", "wealth"]}, "wealth"),
        ({"figures": ["net", "gross"]}, "figure gross is not used"),
        ({"nl": text("You keep {net} of {gross}.")}, "placeholder {gross} has no figure"),
        ({"nl": text("You keep something.")}, "figure net is not used"),
        ({"valid_to": date(2025, 1, 1)}, "expected a date from"),
    ],
    ids=[
        "no-id", "no-german", "no-body", "unknown-source", "no-source", "not-checked", "date-as-text", "unknown-contact",
        "unknown-topic", "certain-unclear", "odd-field", "unknown-fact", "unknown-figure", "figure-unused",
        "placeholder-unfilled", "figure-unused-in-one-language", "ends-before-start",
    ],
)  # fmt: skip
def test_a_bad_rule_is_refused(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=says):
        book(changed(**changes))


@pytest.mark.parametrize(
    ("start", "says"),
    [(date(2026, 6, 30), "overlap"), (date(2026, 7, 2), "gap"), (date(2026, 1, 1), "overlap")],
    ids=["overlap", "gap", "same-id-twice"],
)
def test_rules_of_one_id_follow_each_other(start: date, says: str) -> None:
    with pytest.raises(InputError, match=says):
        book(RULE, changed(valid_from=start, valid_to=date(2026, 12, 31)))


def test_a_source_needs_a_date() -> None:
    with pytest.raises(InputError, match="title and a date"):
        book(RULE, sources={"law": {"title": "A law"}})


@pytest.mark.parametrize(
    ("days", "fires"), [(date(2025, 12, 31), False), (date(2026, 1, 1), True), (date(2026, 6, 30), True), (date(2026, 7, 1), False)],
    ids=["day-before", "first-day", "last-day", "day-after"],
)  # fmt: skip
def test_a_rule_with_an_end_on_its_edges(days: date, fires: bool) -> None:
    rule = book(RULE).rules[0]
    assert (why_not(rule, {"gross": 3200}, figures(days)) == "") is fires


# What the facts of the shipped rules are where a condition leaves them open.
USUAL: dict[str, Any] = {
    "gross": 3200.0, "gross_high": 3600.0, "hours": 40.0, "hourly": 10.0, "km": 40.0, "minutes": 45.0, "pay_basis": "advert",
    "german_has": "A2", "german_asked": "B1", "own_diploma": "mbo2", "mortgage_interest": 5000.0, "children": 2, "age": 62,
    "partner_income": 20000.0, "ww_monthly_wage": 2900.0, "years_insured_nl": 5, "years_to_pension": 5, "current_wage": 3000.0,
    "nl_hours": 12.0, "dutch_share": 0.3, "home_share": 0.3, "home_office_days": 20, "birth_year": 1980,
}  # fmt: skip


def satisfying(condition: Condition) -> Any:
    value = condition.value
    return {
        "is": value, "in": value[0] if isinstance(value, list) else None, "not_in": "another", "ge": value, "le": value,
        "gt": value + 0.5 if isinstance(value, float) else None if not isinstance(value, int) else value + 1,
        "lt": value - 0.01 if isinstance(value, float) else None if not isinstance(value, int) else value - 1,
        "known": USUAL.get(condition.fact, 1), "unknown": None,
    }[condition.op]  # fmt: skip


def witness(rule: Rule) -> dict[str, Any]:
    """Facts under which a rule must fire."""
    facts: dict[str, Any] = {need: USUAL[need] for a in rule.figures for need in a.needs}
    for when in rule.when:
        first = (
            next((c for c in when.conditions if c.op != "unknown"), when.conditions[0])
            if isinstance(when, AnyOf)
            else when
        )
        if facts.get(first.fact) is None or not first.holds(facts):
            facts[first.fact] = satisfying(first)
    return facts


RULES = load_book().rules
# Figures of contributions and tax are missing on purpose where these fire.
WITHOUT_FIGURES = [r.id for r in RULES if any(str(w) == "figures_known is False" for w in r.when)]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_each_shipped_rule_can_fire_today(rule: Rule) -> None:
    assert why_not(rule, witness(rule), figures(TODAY)) == ""


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_each_shipped_rule_on_its_edges(rule: Rule) -> None:
    day = timedelta(days=1)
    assert why_not(rule, witness(rule), figures(rule.valid_from - day)).startswith("holds from")
    assert not why_not(rule, witness(rule), figures(rule.valid_from)).startswith("holds from")
    if rule.valid_to != ALWAYS:
        assert why_not(rule, witness(rule), figures(rule.valid_to + day)).startswith("holds from")


@pytest.mark.parametrize("rule", [r for r in RULES if r.valid_from == date(2026, 1, 1)], ids=lambda r: r.id)
def test_rules_of_2026_fire_on_new_years_day(rule: Rule) -> None:
    assert why_not(rule, witness(rule), figures(date(2026, 1, 1))) == ""


def yearly(rule: Rule) -> bool:
    """Whether a rule names a figure of the year: contributions, tax or amounts."""
    names = {a.name for a in rule.figures}
    return bool(names & {"net", "health", "social", "compensation", "dutch_value", "partner_saving", "de_kindergeld"})


@pytest.mark.parametrize("rule", [r for r in RULES if yearly(r)], ids=lambda r: r.id)
def test_no_amount_of_2026_is_told_in_2027(rule: Rule) -> None:
    assert why_not(rule, witness(rule), figures(date(2026, 12, 31))) == ""
    assert "2027" in why_not(rule, witness(rule), figures(date(2027, 1, 1)))


def test_what_is_old_or_ends_is_listed() -> None:
    found = outdated(book(RULE), TODAY)
    assert "rule net: ends on 2026-06-30 without successor" in found
    assert any("de_rate_pension: ends on 2026-12-31" in line for line in found)
    assert not any("de_minimum_wage" in line for line in found)
    assert any("rule net: last checked" in line for line in outdated(book(RULE), date(2027, 1, 2)))


@pytest.mark.parametrize(
    "raw",
    [
        {"shoe_size": {}},
        {"partner": {"nl": "Hebt u een partner?", "why_nl": "Dat telt."}},
        {
            "partner": {
                **{x: "?" for x in ("nl", "de", "en", "why_nl", "why_de", "why_en")},
                "after": [{"fact": "gross", "op": "known"}],
            }
        },
    ],
    ids=["unknown-fact", "one-language", "after-an-undeclared-fact"],
)
def test_a_bad_question_is_refused(raw: Any) -> None:
    with pytest.raises(InputError):
        parse_questions(raw)
