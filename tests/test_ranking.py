"""What a ranking says of its matches: each answers to one of the titles that the profile names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from matcher.case import make_ranker
from matcher.models import Experience, Occupation
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
