from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.rules.dutch_net import dutch_net, dutch_tax
from matcher.rules.german_tax import SINGLE, SPLITTING, commute_expenses, commute_saving, german_pay, wage_tax
from matcher.rules.mortgage import compensation, compensation_for
from matcher.rules.parameters import NoFiguresError, figures
from matcher.rules.pension import aow_lost, pension_of_one_year
from matcher.rules.social_security import contributions, is_midijob, is_minijob, midijob_bases, midijob_factor

F26 = figures(date(2026, 11, 24))
F25 = figures(date(2025, 11, 24))
wages = st.floats(0, 15_000).map(lambda x: round(x, 2))


@pytest.mark.parametrize(
    ("gross", "tax_class", "children", "tax", "social", "net"),
    [
        (3200, SINGLE, 0, 337.25, 696.00, 2166.75),
        (3200, SPLITTING, 0, None, 696.00, 2440.83),
        (3200, SPLITTING, 2, None, None, 2463.03),
        (4000, SINGLE, 0, None, None, 2605.50),
        (5000, SINGLE, 0, None, None, 3130.08),
    ],
    ids=["3200-I", "3200-III", "3200-III-two-children", "4000-I", "5000-I"],
)
def test_german_net_pay_to_the_cent(
    gross: float, tax_class: int, children: int, tax: float | None, social: float | None, net: float
) -> None:
    pay = german_pay(gross, tax_class, F26, children)
    assert pay.net == net
    assert tax is None or pay.tax == tax
    assert social is None or pay.social.total == social


def test_full_time_at_the_minimum_wage() -> None:
    """The published sum 1,716.29 rounds once at the end; each branch is rounded here, as on a pay slip: one cent."""
    assert german_pay(2409, SINGLE, F26).net == pytest.approx(1716.29, abs=0.011)


def test_wage_tax_by_hand() -> None:
    """3,200 €/month: taxable income 29,396, §32a EStG third zone gives 4,047 a year."""
    z = (29_396 - 17_799) / 10_000
    assert int((173.10 * z + 2397) * z + 1034.87) == 4047
    assert wage_tax(3200, SINGLE, F26) == pytest.approx(4047 / 12, abs=0.005)


@pytest.mark.parametrize(
    ("year", "tax_class", "children", "tax"),
    [(60_000, SINGLE, 0, 9389), (60_000, SPLITTING, 0, 4822), (30_000, SINGLE, 0, 2248), (30_000, SPLITTING, 0, 0), (30_000, SINGLE, 1, 2294)],
    ids=["60000-I", "60000-III", "30000-I", "30000-III", "30000-I-child"],
)  # fmt: skip
def test_wage_tax_as_the_ministry_computes_it(year: float, tax_class: int, children: int, tax: float) -> None:
    """Results of bmf-steuerrechner.de for 2026 (as recorded in GETTSIM's own test cases), in €/year."""
    assert wage_tax(year / 12, tax_class, F26, children, age=56) * 12 == pytest.approx(tax, abs=1.5)


@pytest.mark.parametrize("on", [date(2025, 12, 31), date(2027, 1, 1)], ids=["2025", "2027"])
def test_a_year_without_programme_refuses(on: date) -> None:
    with pytest.raises(NoFiguresError, match=str(on.year)):
        wage_tax(3200, SINGLE, figures(on))


def test_social_security_2025_by_hand() -> None:
    """9.3 + 1.3 + (7.3 + 1.25) + 2.4 = 21.55% of 3,200."""
    assert contributions(3200, F25).total == 689.60


def test_contributions_stop_at_the_ceilings() -> None:
    top = contributions(9000, F26)
    assert (top.pension, top.health) == (785.85, 508.59)
    assert contributions(20_000, F26) == top


@pytest.mark.parametrize(
    ("children", "age", "care"),
    [(0, 40, 76.80), (0, 22, 57.60), (1, 40, 57.60), (2, 40, 49.60), (5, 40, 25.60), (7, 40, 25.60)],
    ids=["childless", "under-23", "one", "two", "five", "seven-as-five"],
)
def test_care_by_children(children: int, age: int, care: float) -> None:
    assert contributions(3200, F26, children, age).care == care


def test_midijob_factor() -> None:
    """28% over 42.3% in 2026 and over 41.9% in 2025."""
    assert (midijob_factor(F26), midijob_factor(F25)) == (0.6619, 0.6683)


def test_midijob_base_by_hand() -> None:
    """1,200 €: 2000 / 1397 × 597."""
    own, whole = midijob_bases(1200, F26)
    assert own == pytest.approx(854.69, abs=0.005)
    assert own < whole < 1200


@pytest.mark.parametrize(
    ("wage", "minijob", "midijob"),
    [(603, True, False), (603.01, False, True), (2000, False, True), (2000.01, False, False)],
    ids=["minijob-limit", "midijob-starts", "midijob-limit", "ordinary"],
)
def test_limits_of_minijob_and_midijob(wage: float, minijob: bool, midijob: bool) -> None:
    assert (is_minijob(wage, F26), is_midijob(wage, F26)) == (minijob, midijob)


def test_a_minijob_is_paid_out_whole() -> None:
    assert german_pay(603, SINGLE, F26).net == 603


def test_dutch_tax_and_net() -> None:
    assert dutch_tax(38_400, F26) == 5623
    assert dutch_net(3200, F26) == pytest.approx(2731, abs=0.5)


def test_compensation_as_published_for_2016() -> None:
    assert compensation(8300, 7861) == 439


@pytest.mark.parametrize(
    ("gross", "expected"),
    [(2600, (0, 1648, 2495, 2495)), (3200, (0, 532, 1796, 3269)), (4000, (0, 0, 0, 1666)), (5000, (0, 0, 0, 0))],
    ids=["2600", "3200", "4000", "5000"],
)
def test_compensation_table(gross: float, expected: tuple[float, ...]) -> None:
    houses = (0, 5000, 8000, 12_000)
    assert tuple(compensation_for(gross, h, F26) for h in houses) == expected
    assert all(compensation_for(gross, h, F26, SPLITTING) == 0 for h in houses)


def test_pension_of_a_year() -> None:
    assert pension_of_one_year(3200, F26) == pytest.approx(31.4, abs=0.05)
    assert pension_of_one_year(3250, F26) == pytest.approx(31.9, abs=0.05)
    assert aow_lost(3, F26) == pytest.approx(0.06)


def test_pension_value_changes_in_july() -> None:
    june, july = figures(date(2026, 6, 30)), figures(date(2026, 7, 1))
    assert (pension_of_one_year(3200, june), pension_of_one_year(3200, july)) == (30.16, 31.44)


def test_commute() -> None:
    """Exact by §32a: 4,047 − 3,505 = 542. A rough sum with the marginal rate (27.98%) gives 549."""
    assert commute_expenses(40, 210, F26) == 3192
    assert commute_saving(3200, 40, 210, F26) == 542
    assert commute_saving(3200, 15, 210, F26) == 0


@given(wages)
def test_net_is_between_nothing_and_gross(gross: float) -> None:
    for tax_class in (SINGLE, SPLITTING):
        assert 0 <= german_pay(gross, tax_class, F26).net <= gross
    assert 0 <= dutch_net(gross, F26) <= gross + 0.05


@given(wages, st.floats(1, 2000))
def test_more_gross_is_more_net_except_where_the_minijob_ends(gross: float, more: float) -> None:
    """Steps of whole euros in the tax and rounded branches may cost cents; the midijob starts with a small step down."""
    low, high = german_pay(gross, SINGLE, F26), german_pay(gross + more, SINGLE, F26)
    if gross > F26["de_minijob_limit"] or gross + more <= F26["de_minijob_limit"]:
        assert high.net >= low.net - 0.15
    assert dutch_net(gross + more, F26) >= dutch_net(gross, F26) - 0.15


@given(wages)
def test_splitting_never_costs_tax(gross: float) -> None:
    assert wage_tax(gross, SPLITTING, F26) <= wage_tax(gross, SINGLE, F26)


@given(st.floats(605, 1999))
def test_midijob_never_costs_more_than_the_full_rate(gross: float) -> None:
    rate = contributions(3200, F26).total / 3200
    assert contributions(gross, F26).total <= gross * rate + 0.03


@given(wages, st.floats(0, 20_000), st.floats(0, 5000))
def test_compensation_grows_with_interest_up_to_the_german_tax(gross: float, house: float, more: float) -> None:
    less, greater = compensation_for(gross, house, F26), compensation_for(gross, house + more, F26)
    assert 0 <= less <= greater <= wage_tax(gross, SINGLE, F26) * 12 + 1
