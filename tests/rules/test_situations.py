"""The table of ten people and three jobs, with the amounts that were recomputed by hand."""

from __future__ import annotations

import pytest

from tests.rules.situations import COLUMNS, JOBS, PEOPLE, notes, row, table

WAREHOUSE, CARE, TECHNICIAN = JOBS


def test_the_table_is_whole() -> None:
    lines = table().splitlines()
    assert len(lines) == 2 + len(PEOPLE) * len(JOBS) == 32
    assert {line.count("|") for line in lines} == {len(COLUMNS) + 4}


@pytest.mark.parametrize(
    ("person", "job", "column", "value"),
    [
        # 3,200 − 337.25 − 696.00
        ("single, 28, rents", WAREHOUSE, "net, class I", "2,167"),
        # 4,000: 524.50 tax and 870.00 contributions
        ("single, 28, rents", TECHNICIAN, "net, class I", "2,606"),
        # German tax 4,047 − Dutch tax on 38,400 with 5,000 deducted, 3,515
        ("single, 45, home 5,000", WAREHOUSE, "compensation a year", "532"),
        # 4,047 − 778
        ("single, 39, home 12,000", WAREHOUSE, "compensation a year", "3,269"),
        # 48,000 / 51,944 = 0.9241 points × 42.52
        ("single, 28, rents", TECHNICIAN, "pension a month per year", "39.29"),
        # 21,600 / 51,944 = 0.4158 points × 42.52
        ("single, 28, rents", CARE, "pension a month per year", "17.68"),
        ("married, partner without income, 2 children, home 8,000", WAREHOUSE, "Kindergeld a month", "518"),
        ("married, partner without income, 2 children, home 8,000", WAREHOUSE, "net, splitting", "2,463"),
        # 40 km × 210 × 0.38 = 3,192; 1,962 above the lump sum; 4,047 − 3,505
        ("single, 28, rents", WAREHOUSE, "commute tax a year", "542"),
    ],
    ids=["net", "net-technician", "compensation", "compensation-large", "pension", "pension-part-time", "kindergeld", "splitting", "commute"],
)  # fmt: skip
def test_amounts_by_hand(person: str, job: str, column: str, value: str) -> None:
    assert row(person, job)[2 + list(COLUMNS).index(column)] == value


def test_the_partner_deducts_by_hand() -> None:
    """30,000: 10,725 − 3,098 (credit) − 5,381 = 2,246; with 8,000 less income nothing is due."""
    found = {n.rule: n for n in notes("married, partner earns 30,000 NL, 2 children, home 8,000", WAREHOUSE)}
    assert found["mortgage-partner"].amounts["partner_saving"] == 2246


def test_sharp_warnings_come_first() -> None:
    assert notes("second job 12 h in NL", CARE)[0].rule == "second-job-large"
    assert notes("home office 60 days", TECHNICIAN)[0].rule == "telework-agreement"
