"""Plain German titles lead to the usual Dutch work first, not to a special trade or to another level."""

from __future__ import annotations

import pytest

from matcher.bridge import Bridge
from matcher.index import KEEP_CONCEPTS, title_meanings

USUAL = {
    "Industriemechaniker/in": {"1000405826", "7533", "1000405854"},  # maintenance mechanic, machine fitter
    "Anlagenmechaniker SHK": {"1000406753", "1000407014", "1000406941", "1000407057"},  # plumber, heating fitter
    "Helfer/in - Lagerwirtschaft": {"nl-magazijnhulp", "7737"},  # warehouse helper and worker
}


@pytest.fixture(scope="module")
def meanings() -> dict[str, dict[str, float]]:
    return title_meanings(Bridge.load(), list(USUAL))


@pytest.mark.parametrize("title", USUAL)
def test_the_usual_work_is_among_the_meanings_and_surest(title: str, meanings: dict[str, dict[str, float]]) -> None:
    found = meanings[title]
    assert USUAL[title] <= found.keys(), "the usual work is missing"
    others = [sure for key, sure in found.items() if key not in USUAL[title]]
    assert len(found) <= KEEP_CONCEPTS and max(found[key] for key in USUAL[title]) >= max(others, default=0.0)


def test_a_warehouse_helper_is_no_manager(meanings: dict[str, dict[str, float]]) -> None:
    managers = {"1000408545", "7761", "1000408610", "5379"}
    assert not managers & meanings["Helfer/in - Lagerwirtschaft"].keys()


PLAIN = {
    "Fleischer/in": "Slager",
    "Maurer/in": "Metselaar",
    "Dachdecker/in": "Dakdekker",
    "Landwirt/in": "Landbouwer",
    "Koch/Köchin": "Zelfstandig werkend kok",
    "Elektroniker/in - Energie- und Gebäudetechnik": "Monteur elektrische installaties",
    "Berufskraftfahrer/in": "Vrachtwagenchauffeur buitenland",
}


@pytest.mark.parametrize("german", PLAIN)
def test_of_several_occupations_with_one_german_title_the_plain_one_stands_first(german: str) -> None:
    bridge = Bridge.load()
    first = next(iter(title_meanings(bridge, [german])[german]))
    assert bridge.by_id[first].nl[0] == PLAIN[german]
