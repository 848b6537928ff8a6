"""Which towns count as within reach because the person names them, and what the ranking does with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.case import make_ranker
from matcher.geo import Places
from matcher.models import Correction, Location, Match
from matcher.named_places import named_places
from tests.test_same import DRIVER, SEEKER

ROOM = replace(DRIVER, ref="lingen", employer="Halle GmbH", locations=(Location("49808", "Lingen", country="DE"),))
NEUENHAUS = Location("49828", "Neuenhaus", country="DE")
NEXT = replace(DRIVER, ref="neuenhaus", employer="Nachbar GmbH", locations=(NEUENHAUS,))


@pytest.fixture(scope="module")
def places() -> Places:
    return Places.load()


@pytest.mark.parametrize(
    ("words", "towns"),
    [
        pytest.param("Ik zoek werk in Meppen.", ["Meppen"], id="looking"),
        pytest.param("Gronau, Nordhorn of Bentheim zijn prima te doen.", ["Gronau (Westfalen)", "Nordhorn", "Bad Bentheim"], id="fine"),
        pytest.param("Leer of Weener lijkt mij mooi.", ["Leer (Ostfriesland)", "Weener"], id="a town opens the sentence"),
        pytest.param("Leer graag nieuwe dingen.", [], id="a verb opens the sentence"),
        pytest.param("Mijn moeder komt uit Nordhorn. Ik zoek een baan.", [], id="where somebody comes from"),
        pytest.param("Ik kom uit Nordhorn en werk graag in Meppen.", ["Meppen"], id="where from, and where to"),
        pytest.param("Een bedrijf in Meppen of Lingen lijkt mij een leuke combinatie.", ["Meppen", "Lingen"], id="nice"),
        pytest.param("Gronau ligt om de hoek.", ["Gronau (Westfalen)"], id="round the corner"),
        pytest.param("Ik wil niet naar Lingen.", [], id="refused"),
        pytest.param("Ik wil wel werken, maar Papenburg is te ver.", [], id="too far"),
        pytest.param("Meppen is geen probleem, Twist ook niet ver.", ["Meppen", "Twist"], id="no problem"),
        pytest.param("Graag in Bad Bentheim of in Meppen, liefst Meppen.", ["Bad Bentheim", "Meppen"], id="each once"),
        pytest.param("Ik zou graag naar München verhuizen.", [], id="nobody drives so far"),
        pytest.param("Ich suche eine Stelle in Emlichheim.", ["Emlichheim"], id="German"),
        pytest.param("Ik zoek iets in de haren van meppen.", [], id="no capital"),
        pytest.param("", [], id="nothing"),
    ],
)  # fmt: skip
def test_towns_that_a_person_would_work_in(places: Places, words: str, towns: list[str]) -> None:
    assert [p.name for p in named_places(replace(SEEKER, presentation=words), places)] == towns


def test_without_a_home_no_town_is_the_near_one(places: Places) -> None:
    assert named_places(replace(SEEKER, postcode=None, presentation="Ik zoek werk in Meppen."), places) == ()


def test_what_is_said_of_a_town_goes_before_the_text(places: Places) -> None:
    said = (
        Correction("place", "Meppen", False),
        Correction("place", "Haren", True),
        Correction("place", "Nowhere", True),
    )
    person = replace(SEEKER, presentation="Ik zoek werk in Meppen of Lingen.", corrections=said)
    assert [p.name for p in named_places(person, places)] == ["Lingen", "Haren"]


@given(st.text())
def test_any_text_names_german_towns_only(places: Places, words: str) -> None:
    named = named_places(replace(SEEKER, presentation=f"Ik zoek {words}"), places)
    assert all(p.country == "DE" for p in named) and len(set(named)) == len(named)


def _matches(words: str, **limits: float) -> dict[str, Match]:
    ranker = make_ranker([DRIVER, ROOM, NEXT], date(2026, 11, 24))
    return {m.vacancy: m for m in ranker.rank(replace(SEEKER, presentation=words, **limits)).matches}  # type: ignore[arg-type]


def test_a_town_that_is_named_is_within_reach_however_far() -> None:
    assert set(_matches("", max_minutes=25.0)) == set()
    found = _matches("Een baan in Lingen zou prima zijn.", max_minutes=25.0)
    assert set(found) == {"lingen"}
    commute = {f.name: f for f in found["lingen"].factors}["commute"]
    assert (commute.level, commute.params["named"], commute.params["limit_minutes"]) == ("named", "Lingen", "25")
    assert "grade" not in commute.params and 0 < commute.points < commute.best / 2


def test_within_the_limit_the_commute_says_nothing_of_the_town() -> None:
    commute = {f.name: f for f in _matches("Graag in Lingen.", max_minutes=90.0)["lingen"].factors}["commute"]
    assert "named" not in commute.params
