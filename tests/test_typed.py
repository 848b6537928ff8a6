"""A number that somebody types is the number they mean, whichever way they write it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import typed
from matcher.errors import InputError
from matcher.facts import FACTS, LEAST_WAGE, check_fact, read_number

AMOUNTS = {
    "only digits": ("2650", 2650),
    "a dot for thousands": ("2.650", 2650),
    "a comma for thousands": ("2,650", 2650),
    "a space for thousands": ("2 650", 2650),
    "a hard space": ("2\u00a0650", 2650),
    "a Swiss mark": ("2'650", 2650),
    "a year's pay": ("16.500", 16500),
    "cents behind a comma": ("2.650,50", 2650.5),
    "English cents": ("2,650.50", 2650.5),
    "cents without thousands": ("2650,5", 2650.5),
    "dash for no cents": ("2.650,-", 2650),
    "two dashes": ("2650,--", 2650),
    "a long dash": ("2650,–", 2650),
    "euro sign before": ("€ 2.650", 2650),
    "euro sign close": ("€2650", 2650),
    "euro sign behind": ("2.650 €", 2650),
    "euro in words": ("2650 euro", 2650),
    "Euro in German": ("2.650 Euro", 2650),
    "close to the word": ("2650euro", 2650),
    "EUR": ("EUR 2.650,00", 2650),
    "everything at once": (" € 2.650,- euro ", 2650),
    "words": ("veel", None),
    "two amounts": ("2500-2700", None),
    "a thousand too short": ("2.65.0", None),
    "three thousands of two digits": ("26.50.00", None),
    "below nothing": ("-2650", None),
    "not a number": ("nan", None),
    "endless": ("inf", None),
    "only the sign": ("€", None),
}  # fmt: skip
NUMBERS = {
    "hours with a comma": ("nl_hours", "38,5", 38.5),
    "hours with a dot": ("nl_hours", "38.5", 38.5),
    "hours in words": ("hours_max", "32 uur", 32),
    "kilometres": ("max_km", "40km", 40),
    "minutes": ("max_minutes", "45 min.", 45),
    "not hours for minutes": ("max_minutes", "10 uur", None),
    "years": ("years_insured_nl", "39 jaar", 39),
    "a whole postcode": ("postcode", "7824 KM", 7824),
    "a postcode written close": ("postcode", "1234AB", 1234),
    "a postcode in small letters": ("postcode", "7824 km", 7824),
    "digits of a postcode": ("postcode", "7824", 7824),
    "a German postcode": ("postcode", "49716", None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), AMOUNTS.values(), ids=AMOUNTS)
def test_an_amount_is_what_was_meant(text: str, meant: float | None) -> None:
    assert read_number(text, FACTS["current_wage"]) == meant
    assert read_number(text, FACTS["partner_income"]) == meant


@pytest.mark.parametrize(("fact", "text", "meant"), NUMBERS.values(), ids=NUMBERS)
def test_a_number_is_what_was_meant(fact: str, text: str, meant: float | None) -> None:
    assert read_number(text, FACTS[fact]) == meant


WAYS: tuple[Callable[[int], str], ...] = (
    str, lambda n: f"{n:,}".replace(",", "."), lambda n: f"{n:,}".replace(",", " "), lambda n: f"{n:,}",
    lambda n: f"{n},00", lambda n: f"{n:,}".replace(",", ".") + ",00", lambda n: f"{n:,}.00",
)  # fmt: skip
AROUND = ("{}", "€ {}", "€{}", "{} €", "{} euro", "{}euro", "EUR {}", "  {} ")


@given(st.integers(0, 9_999_999), st.sampled_from(WAYS), st.sampled_from(AROUND))
def test_whatever_way_an_amount_is_written_the_same_number_comes_out(
    meant: int, way: Callable[[int], str], around: str
) -> None:
    assert read_number(around.format(way(meant)), FACTS["current_wage"]) == meant


@given(st.sampled_from([f for f in FACTS.values() if f.kind == "number"]), st.data())
def test_what_a_form_shows_of_a_number_is_read_back_as_it_was(fact: object, data: st.DataObject) -> None:
    kind = FACTS[fact.name]  # type: ignore[attr-defined]
    value = data.draw(st.integers(int(kind.low), int(kind.high)))
    assert check_fact(kind.name, f"{value:g}" if value < 1e6 else value) == value == check_fact(kind.name, value)


YEARS = {
    "a year": ("2015", 2015),
    "with a month": ("mei 2015", 2015),
    "with a day": ("1-5-2015", 2015),
    "the last century": (" 1987 ", 1987),
    "two years": ("2015-2020", None),
    "a short year": ("'15", None),
    "a number within a longer one": ("120153", None),
    "words": ("lang geleden", None),
    "nothing": ("", None),
}


@pytest.mark.parametrize(("text", "meant"), YEARS.values(), ids=YEARS)
def test_a_year_is_read_where_there_is_one(text: str, meant: int | None) -> None:
    assert typed.year(text) == meant


@pytest.mark.parametrize("text", ["2.65", "16,5", "0", "99"])
def test_a_wage_that_cannot_be_one_is_refused(text: str) -> None:
    for fact in ("current_wage", "wage_wish", "ww_monthly_wage"):
        with pytest.raises(InputError):
            check_fact(fact, text)
        assert check_fact(fact, str(LEAST_WAGE)) == LEAST_WAGE
