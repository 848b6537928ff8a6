"""Plain German titles and plain Dutch words lead to the usual work first, not to a special trade or another level."""

from __future__ import annotations

from datetime import date

import pytest

from matcher.bridge import Bridge
from matcher.index import KEEP_CONCEPTS, title_meanings
from matcher.models import Jobseeker, Occupation
from matcher.profile import Reader

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
    "Koch/Köchin": "Kok",
    "Elektroniker/in - Energie- und Gebäudetechnik": "Monteur elektrische installaties",
    "Berufskraftfahrer/in": "Vrachtwagenchauffeur",
    "Helfer/in - Lebensmittelherstellung": "Productiemedewerker voedingsmiddelen",
    "Helfer/in - Gartenbau": "Medewerker tuinbouw en groen",
    "Verkäufer/in": "Verkoopmedewerker winkel",
    "Softwareentwickler/in": "Software ontwikkelaar",
}


@pytest.mark.parametrize("german", PLAIN)
def test_of_several_occupations_with_one_german_title_the_plain_one_stands_first(german: str) -> None:
    bridge = Bridge.load()
    first = next(iter(title_meanings(bridge, [german])[german]))
    assert bridge.by_id[first].nl[0] == PLAIN[german]


# What a jobseeker types as wished work, and the occupations that lead; a field leads to several.
WORDS = {
    "a painter paints houses": ("schilder", ["Schilder / behanger", "Onderhoudsschilder"]),
    "a mechanic of any kind": (
        "Monteur",
        [
            "Onderhoudsmonteur machines / installaties",
            "Servicemonteur",
            "Monteur elektrische installaties",
            "Montagemedewerker",
        ],
    ),
    "a driver drives goods, then people": (
        "chauffeur",
        ["Vrachtwagenchauffeur", "Bezorger", "Taxichauffeur", "Buschauffeur"],
    ),
    "the office, not its head": (
        "administratie",
        ["Administratief medewerker", "Financieel-administratief medewerker", "Secretarieel medewerker"],
    ),
    "a field with words around it": (
        "iets in de zorg",
        ["Verzorgende individuele gezondheidszorg (ig)", "Helpende instelling", "Verpleegkundige"],
    ),
    "a welder of any process": ("lasser", ["Lasser"]),
    "a cook": ("kok", ["Kok"]),
    "an electrician": ("elektricien", ["Monteur elektrische installaties"]),
    "a plumber": ("loodgieter", ["Installatiemonteur dakwerk, sanitair, verwarming, gas- en waterleiding"]),
    "a shop assistant": ("winkelmedewerker", ["Verkoopmedewerker winkel"]),
    "a warehouse": ("magazijn", ["Magazijnmedewerker", "Orderpicker", "Magazijnhulp"]),
    "a vehicle for its driver": ("heftruck", ["Heftruckchauffeur"]),
    "a lorry for its driver": ("vrachtwagen", ["Vrachtwagenchauffeur"]),
    "a teacher of no subject": (
        "docent",
        ["Docent voortgezet onderwijs", "Docent beroepsonderwijs", "Groepsleerkracht basisonderwijs"],
    ),
    "a trade in capitals": (
        "ICT",
        ["Servicedeskmedewerker ict", "Systeembeheerder (middelbaar)", "Software ontwikkelaar"],
    ),
    "an occupation's own name stays what it is": ("Kunstschilder", ["Kunstschilder"]),
}


@pytest.mark.parametrize("case", WORDS)
def test_a_plain_word_means_the_plain_work(case: str) -> None:
    word, leading = WORDS[case]
    bridge = Bridge.load()
    found = Reader.of(bridge).read(Jobseeker("p", "test", occupations=(Occupation(word),)), date(2026, 1, 5))
    best = max(found.occupations.values())
    assert [bridge.by_id[key].nl[0] for key, sure in found.occupations.items() if sure >= best - 0.01] == leading
