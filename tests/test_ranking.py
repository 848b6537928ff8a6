"""What a ranking says of its matches: each answers to one of the titles that the profile names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from matcher.case import make_ranker
from matcher.models import Experience, Location, Occupation
from matcher.pair import beyond
from matcher.ranking import Wish
from tests.test_same import DRIVER, OTHER_JOB, SEEKER

BOTH = replace(
    SEEKER,
    occupations=(Occupation("Heftruckchauffeur"),),
    experience=(Experience(Occupation("Orderpicker"), starts=date(2020, 1, 1)),),
)


@pytest.mark.parametrize(
    ("ref", "title"),
    [pytest.param("a", "Heftruckchauffeur", id="the wish"), pytest.param("e", "Orderpicker", id="the last job")],
)
def test_a_match_names_the_title_of_the_profile_that_it_answers_to(ref: str, title: str) -> None:
    found = make_ranker([DRIVER, OTHER_JOB], date(2026, 11, 24)).rank(BOTH).matches
    (match,) = [m for m in found if m.vacancy == ref]
    assert {f.name: f.params for f in match.factors}["occupation"]["wished"] == title


@pytest.mark.parametrize(
    ("limits", "km", "minutes", "said"),
    [
        ({"max_minutes": 45.0}, 137.5, 119, {"limit_minutes": "45", "grade": "far"}),
        ({"max_minutes": 45.0}, 60.0, 60, {"limit_minutes": "45", "grade": "further"}),
        ({"max_km": 40.0}, 43.0, 40, {"limit_km": "40"}),
        ({"max_minutes": 30.0, "max_km": 20.0}, 45.0, 45, {"limit_km": "20", "grade": "far"}),
        ({"max_minutes": 45.0}, 20.0, 25, {}),
        ({}, 200.0, 150, {}),
        ({"max_km": 40.0}, None, None, {}),
    ],
)
def test_the_limit_that_a_commute_exceeds_most(
    limits: dict[str, float], km: float | None, minutes: float | None, said: dict[str, str]
) -> None:
    assert (
        beyond(replace(SEEKER, max_minutes=limits.get("max_minutes"), max_km=limits.get("max_km")), km, minutes) == said
    )


def test_the_explanation_names_the_kilometres_of_the_match_and_the_limit() -> None:
    ranker = make_ranker([DRIVER, OTHER_JOB], date(2026, 11, 24))
    found = ranker.beyond(Wish(replace(SEEKER, max_minutes=10.0, max_km=None)), 25)
    factors = [(m, f) for m in found for f in m.factors if f.name == "commute"]
    assert factors
    for match, factor in factors:
        assert match.km is not None and match.minutes is not None
        assert (factor.params["km"], factor.params["minutes"]) == (f"{match.km:.0f}", f"{match.minutes:.0f}")
        assert factor.params["limit_minutes"] == "10" and factor.params["grade"]


def test_a_title_of_the_profile_has_its_german_name_beside_it() -> None:
    found = make_ranker([DRIVER, OTHER_JOB], date(2026, 11, 24)).rank(BOTH).matches
    told = {m.vacancy: {f.name: f.params for f in m.factors}["occupation"]["wished_de"] for m in found}
    assert "Gabelstaplerfahrer" in told["a"] and told["e"] != told["a"]


def test_the_way_is_named_by_the_place_it_leads_to() -> None:
    far, near = Location("80331", "München", country="DE"), Location("49716", "Meppen", country="DE")
    ranker = make_ranker([replace(DRIVER, locations=(far, near))], date(2026, 11, 24))
    (match,) = ranker.rank(SEEKER).matches
    assert {f.name: f.params for f in match.factors}["commute"]["town"] == "Meppen"
