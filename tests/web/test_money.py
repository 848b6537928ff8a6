"""What a jobseeker reads about money is never more certain than what is known."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.store import Store
from web.me import money

CASES = {
    "more whatever happens": ((2000, 2100, 2300, 2500), "méér"),
    "less whatever happens": ((2000, 2100, 1500, 1800), "minder"),
    "the same within the estimate": ((2000, 2000, 2010, 1990), "ongeveer evenveel"),
    "may be either": ((2000, 2400, 2000, 2400), "Dat kan"),
    "a little more at least": ((2000, 2000, 2010, 2300), "iets meer"),
    "a little less at most": ((2000, 2000, 1600, 1990), "iets minder"),
    "the present pay is not known": ((), ""),
}
NAMES = ("left_nl_low", "left_nl_high", "left_de_low", "left_de_high")


@pytest.mark.parametrize(("amounts", "words"), CASES.values(), ids=CASES.keys())
def test_the_verdict_says_what_the_range_says(app: Flask, amounts: tuple[float, ...], words: str) -> None:
    with app.test_request_context():
        text = money.verdict(dict(zip(NAMES, amounts, strict=False)))
    assert (words in text) if words else text == ""


@given(st.floats(0, 4000), st.floats(0, 500), st.floats(0, 4000), st.floats(0, 500))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_more_or_less_is_said_only_where_the_whole_range_says_so(
    app: Flask, nl_low: float, nl_room: float, de_low: float, de_room: float
) -> None:
    ends = (nl_low, nl_low + nl_room, de_low, de_low + de_room)
    with app.test_request_context():
        text = money.verdict(dict(zip(NAMES, ends, strict=True)))
    assert ("méér over" in text) <= (ends[2] > ends[1]) and ("minder over" in text) <= (ends[3] < ends[0])


def test_a_suggestion_names_what_is_left_of_the_pay(jobseeker: FlaskClient) -> None:
    html = jobseeker.get("/me/").get_data(as_text=True)
    assert re.search(r"Netto ongeveer € [\d.]+ tot € [\d.]+ per maand", html)


def test_without_the_present_pay_the_page_asks_for_it_and_with_it_compares(
    jobseeker: FlaskClient, store: Store
) -> None:
    url = "/me/jobs/10000-1/A-S"
    assert "Vul in wat u nu verdient" in jobseeker.get(url).get_data(as_text=True)
    store.put_facts("p-anna", {"current_wage": 2800.0, "partner": "none", "children": 0.0}, "jobseeker", "2026-03-10")
    html = jobseeker.get(url).get_data(as_text=True)
    assert "Netto per maand in uw huidige of laatste baan" in html and ("over dan nu" in html or "Dat kan" in html)
