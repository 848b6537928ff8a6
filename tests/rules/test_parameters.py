from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from matcher.errors import InputError
from matcher.rules.book import load_book
from matcher.rules.parameters import NoFiguresError, figures, load_parameters, parse_parameters
from tests.conftest import ROOT

SOURCES = {"law": {"title": "A law", "date": date(2025, 1, 1)}}


def parameter(**changes: Any) -> dict[str, Any]:
    body = {
        "unit": "€/month",
        "source": "law",
        "checked_on": date(2026, 1, 1),
        "values": [
            {"from": date(2025, 1, 1), "to": date(2025, 12, 31), "is": 1},
            {"from": date(2026, 1, 1), "to": date(2026, 12, 31), "is": 2},
        ],
    }
    return {"limit": {**body, **changes}}


def values(*rows: tuple[date, date, Any]) -> list[dict[str, Any]]:
    return [{"from": a, "to": b, "is": x} for a, b, x in rows]


D = date


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"source": "nobody"}, "source"),
        ({"source": ""}, "expected a"),
        ({"checked_on": None}, "checked_on"),
        ({"values": []}, "values"),
        ({"values": [{"from": D(2025, 1, 1), "is": "much"}]}, "is = number"),
        ({"values": values((D(2025, 1, 1), D(2025, 12, 31), 1), (D(2025, 12, 31), D(2026, 12, 31), 2))}, "overlap"),
        ({"values": values((D(2025, 1, 1), D(2025, 12, 31), 1), (D(2026, 1, 2), D(2026, 12, 31), 2))}, "gap"),
        ({"values": values((D(2026, 1, 1), D(2025, 1, 1), 1))}, "expected a date from"),
    ],
    ids=[
        "unknown-source",
        "no-source",
        "no-check-date",
        "no-values",
        "text-as-number",
        "overlap",
        "gap",
        "ends-before-start",
    ],
)
def test_a_bad_parameter_is_refused(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=says):
        parse_parameters(parameter(**changes), "parameters.toml", SOURCES)


def test_values_on_their_first_and_last_day() -> None:
    limit = parse_parameters(parameter(), "parameters.toml", SOURCES)["limit"]
    assert [limit.at(D(2025, 12, 31)), limit.at(D(2026, 1, 1)), limit.at(D(2026, 12, 31))] == [1, 2, 2]


@pytest.mark.parametrize("on", [D(2024, 12, 31), D(2027, 1, 1)], ids=["before", "after"])
def test_outside_its_dates_a_parameter_refuses(on: date) -> None:
    limit = parse_parameters(parameter(), "parameters.toml", SOURCES)["limit"]
    with pytest.raises(NoFiguresError, match=f"no figure for limit on {on}"):
        limit.at(on)


def test_every_parameter_is_used_and_every_used_one_exists() -> None:
    code = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "matcher" / "rules").glob("*.py"))
    used = set(re.findall(r'(?:\bf|figures)\["(\w+)"\]', code))
    banded = {f"nl_child_benefit_{band}" for band in ("0_5", "6_11", "12_17")}
    shown = {a.name for rule in load_book().rules for a in rule.figures}
    known = set(load_parameters())
    assert used <= known
    assert known <= used | banded | shown


def test_the_minimum_wage_of_2027_is_known_already() -> None:
    assert (figures(D(2026, 12, 31))["de_minimum_wage"], figures(D(2027, 1, 1))["de_minimum_wage"]) == (13.90, 14.60)
