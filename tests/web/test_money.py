"""What a jobseeker reads about money is never more certain than what is known."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.notes import Difference, difference_for, notes_for
from matcher.store import Store
from tests.web.conftest import ASKED, MOMENT, PEOPLE, VACANCIES, made_match
from web.me import money

CASES = {
    "more whatever happens": (200, 500, "méér over"),
    "less whatever happens": (-600, -200, "minder over"),
    "the same within the estimate": (-10, 20, "ongeveer evenveel"),
    "may be either": (-100, 200, "van € 100 minder tot € 200 meer"),
    "a little more at least": (10, 300, "iets meer"),
    "a little less at most": (-300, -10, "iets minder"),
    "more, but by how much nobody knows": (100, 700, "van € 100 meer tot € 700 meer"),
    "less, but by how much nobody knows": (-1200, -300, "van € 1.200 minder tot € 300 minder"),
    "from nothing to a lot": (0, 450, "van evenveel tot € 450 meer"),
}


@pytest.mark.parametrize(("low", "high", "words"), CASES.values(), ids=CASES)
def test_the_verdict_says_what_the_range_says(app: Flask, low: int, high: int, words: str) -> None:
    with app.test_request_context():
        assert words in money.verdict(Difference(low, high, (), "pay"))


@given(st.integers(-5000, 5000), st.integers(0, 3000))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_more_or_less_is_said_only_where_the_whole_narrow_range_says_so(app: Flask, low: int, room: int) -> None:
    with app.test_request_context():
        text = money.verdict(Difference(low, low + room, (), "pay"))
    assert ("méér over" in text) <= (low > 0 and room <= money.WIDE)
    assert ("minder over" in text) <= (low + room < 0 and room <= money.WIDE)


# What makes the difference uncertain

HERE = {"current_wage": 2850.0, "birth_year": 1970.0, "home_owner": False}
URL = "/me/jobs/10000-1/A-S"
WHY = {
    "a partner may change the tax": ({"children": 0.0}, 3900, "Beantwoord de vragen", "belastingklasse"),
    "married: nothing to ask": ({"partner": "married", "partner_income": 0.0, "children": 0.0}, 3200, "belastingklasse in Duitsland", "Beantwoord de vragen"),
    "alone: only the pay is open": ({"partner": "none", "children": 0.0}, 3900, "het loon dat u afspreekt", "Beantwoord de vragen"),
}  # fmt: skip


@pytest.mark.parametrize(("facts", "pay_high", "said", "not_said"), WHY.values(), ids=WHY)
def test_questions_are_asked_for_only_while_an_answer_would_help(
    jobseeker: FlaskClient, store: Store, facts: dict[str, object], pay_high: int, said: str, not_said: str
) -> None:
    store.put_asked([("10000-1/A-S", replace(ASKED, pay_high=pay_high))])
    store.put_facts("p-anna", HERE | facts, "jobseeker", "2026-03-10")
    card = jobseeker.get(URL).get_data(as_text=True).split('id="h-money"')[1].split("</section>")[0]
    assert "Het verschil: van" in card and said in card and not_said not in card


@given(
    wage=st.integers(1500, 6000), partner=st.sampled_from(["none", "married"]), interest=st.integers(0, 12000),
    pay=st.tuples(st.integers(1800, 5000), st.integers(0, 1500)),
)  # fmt: skip
@settings(max_examples=15, deadline=None)
def test_the_card_and_the_note_name_the_same_amounts(
    wage: int, partner: str, interest: int, pay: tuple[int, int]
) -> None:
    asked = replace(ASKED, pay_low=pay[0], pay_high=sum(pay))
    facts = {"current_wage": wage, "partner": partner, "mortgage_interest": interest, "home_owner": True, "children": 0}
    given = (PEOPLE[0].jobseeker, facts, made_match("p-anna", "10000-1/A-S"), VACANCIES[0], asked, MOMENT.date())
    found = difference_for(*given)
    note = next(n for n in notes_for(*given) if n.rule.startswith("life-"))
    assert found and (abs(found.low), abs(found.high)) == (note.amounts["life_low"], note.amounts["life_high"])


def test_net_pay_is_called_so_and_nothing_else_is(jobseeker: FlaskClient, store: Store) -> None:
    store.put_facts("p-anna", HERE, "jobseeker", "2026-03-10")
    card = jobseeker.get("/me/").get_data(as_text=True).split('<li class="wb-card wb-match">')[1]
    rows = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", card, re.S))
    assert "per maand" in rows["Nettoloon"] and "Het verschil" in rows["Wat u overhoudt"]
    assert "Netto" not in rows["Wat u overhoudt"]


def test_the_wage_before_the_benefit_is_the_last_pay_and_is_said_to_be(jobseeker: FlaskClient, store: Store) -> None:
    store.put_facts("p-anna", {"ww_monthly_wage": 2850.0, "benefit": "ww"}, "import", "2026-03-10")
    for url in ("/me/", URL):
        html = jobseeker.get(url).get_data(as_text=True)
        assert "vóór de WW" in html and "niet wat u hier verdient" not in html and "fact=current_wage" not in html, url
    assert "Hoeveel verdient u nu" not in jobseeker.get("/me/question/").get_data(as_text=True)
    store.put_facts("p-anna", {"current_wage": 1900.0}, "jobseeker", "2026-03-10")
    assert "vóór de WW" not in jobseeker.get("/me/").get_data(as_text=True), "what was said of the pay itself counts"


def test_a_suggestion_names_what_is_left_of_the_pay(jobseeker: FlaskClient) -> None:
    html = jobseeker.get("/me/").get_data(as_text=True)
    assert re.search(r"In deze baan ongeveer € [\d.]+ tot € [\d.]+ per maand", html)


def test_without_the_present_pay_the_page_asks_for_it_and_with_it_compares(
    jobseeker: FlaskClient, store: Store
) -> None:
    url = "/me/jobs/10000-1/A-S"
    assert "Vul in wat u nu verdient" in jobseeker.get(url).get_data(as_text=True)
    store.put_facts("p-anna", {"current_wage": 2800.0, "partner": "none", "children": 0.0}, "jobseeker", "2026-03-10")
    html = jobseeker.get(url).get_data(as_text=True)
    assert "Nettoloon per maand in uw huidige of laatste baan" in html and "Vergeleken met wat u nu" in html
