"""The list of vacancies as a page: search, filters that stay in the address, nothing typed is more than text."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape

from matcher.models import Asked, Pay, PayPeriod, Vacancy
from matcher.store import Store
from web.vacancies import vacancy_view

LISTS = {
    "everything": ("", ("Pflegefachkraft", "Elektroniker", "Reinigungskraft"), ()),
    "a word inside another": ("?q=fachkraft", ("Pflegefachkraft", "Fachkraft Lager"), ("Elektroniker",)),
    "a Dutch occupation": (
        "?q=verpleegkundige",
        ("Pflegefachkraft", "Ook gezocht op:"),
        ("Elektroniker", "Fachkraft Lager"),
    ),
    "a Dutch word and a place": ("?q=schoonmaker+meppen", ("Reinigungskraft",), ("Pflegefachkraft",)),
    "a Dutch word in another town": ("?q=schoonmaker+nordhorn", (), ("Glanz und Gloria",)),
    "a German word": ("?q=Pflegefachkraft", ("Pflegefachkraft",), ("Ook gezocht op",)),
    "employer and place together": ("?q=glanz+meppen", ("Reinigungskraft",), ("Pflegefachkraft",)),
    "a place": ("?place=nordhorn", ("Elektroniker",), ("Reinigungskraft",)),
    "the beginning of a postcode": ("?place=497", ("Pflegefachkraft",), ("Elektroniker",)),
    "without agencies": ("?agency=no", ("Pflegefachkraft", "Elektroniker"), ("Fachkraft Lager",)),
    "pay is named": ("?pay=yes", ("Pflegefachkraft", "Elektroniker"), ("Reinigungskraft",)),
    "new in the last week": ("?new=7", ("Reinigungskraft",), ()),
    "nothing of this kind": ("?kind=internship", (), ("Reinigungskraft",)),
    "a choice that does not exist": ("?kind=x&agency=x&new=x&sort=x&pay=x", ("Reinigungskraft",), ()),
}


@pytest.mark.parametrize("name", LISTS)
def test_the_list_shows_what_was_asked_for(name: str, adviser: FlaskClient) -> None:
    query, there, absent = LISTS[name]
    html = adviser.get(f"/vacancies/{query}").get_data(as_text=True)
    assert all(title in html for title in there) and not any(title in html for title in absent)


@pytest.mark.parametrize(
    "typed", ['"', "'; drop table vacancies; --", "a OR b", "NEAR(a b)", "words:x", "*", "\0", "(", "%_"]
)
def test_odd_words_are_text(typed: str, adviser: FlaskClient) -> None:
    answer = adviser.get("/vacancies/", query_string={"q": typed, "place": typed})
    assert answer.status_code == 200
    assert "Elektroniker" in adviser.get("/vacancies/").get_data(as_text=True)
    assert typed == "\0" or str(escape(typed)) in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("starts", "said"), [(None, ""), (date(2026, 3, 10), "zo snel mogelijk"), (date(2026, 3, 11), "11 mrt 2026")]
)
def test_a_start_that_is_over_means_at_once(app: Flask, starts: date | None, said: str) -> None:
    with app.test_request_context():
        assert vacancy_view.start(Vacancy("1", "Koch", starts=starts), date(2026, 3, 10)) == said


def test_a_vacancy_to_add_is_found_with_dutch_words_and_the_page_says_how(adviser: FlaskClient) -> None:
    html = adviser.get("/people/p-anna/find?q=schoonmaker").get_data(as_text=True)
    assert "Reinigungskraft" in html and "Elektroniker" not in html
    assert "Ook gezocht op:" in html and '<span lang="de">Reinigungskraft, ' in html
    assert "Ook gezocht op" not in adviser.get("/people/p-anna/find?q=Reinigungskraft").get_data(as_text=True)


@pytest.mark.parametrize(
    ("pay", "asked", "said"),
    [
        (Pay(16.5, 16.5, PayPeriod.HOUR), Asked(pay_low=2860), "€ 16,50 per uur"),
        (None, Asked(pay_low=2480, pay_high=2700), "€ 2.480–2.700 per maand (uit de tekst)"),
        (None, Asked(), ""),
    ],
    ids=["a field of its own", "in the text", "nowhere"],
)
def test_pay_before_tax_comes_from_the_field_else_from_the_text(
    app: Flask, pay: Pay | None, asked: Asked, said: str
) -> None:
    with app.test_request_context():
        assert vacancy_view.pay_before_tax(Vacancy("1", "Koch", pay=pay), asked) == said


def test_half_hours_are_written_as_the_reader_writes_them(adviser: FlaskClient, store: Store) -> None:
    store.put_asked([("10000-2-S", Asked(hours_min=37.5, hours_max=40))])
    assert "37,5–40" in adviser.get("/vacancies/10000-2-S").get_data(as_text=True)
