"""Words with several meanings are read by the occupation of the advertisement and by what stands beside them."""

from __future__ import annotations

import pytest

from matcher.bridge.lexicon import Lexicon
from matcher.extract import extract
from matcher.models import Vacancy
from matcher.skilltext import SkillFinder

# The words of an advertisement, the ISCO-08 group of its occupation, a skill, and whether it is asked there.
WORDS = {
    "nursing, plainly": ("Pflege und Betreuung", "5321", "verplegen", True),
    "nursing, where the occupation is not known": ("Pflege und Betreuung", None, "verplegen", True),
    "of a forklift": ("Pflege und Sichtprüfung des Staplers", "8344", "verplegen", False),
    "of machines": ("Pflege der Maschinen", "7223", "verplegen", False),
    "of machines, by a nurse": ("Pflege und Wartung der Geräte", "2221", "verplegen", False),
    "of plants": ("Abteilung Stauden: Pflege, Gießen", "5223", "verplegen", False),
    "of greens": ("Grünpflege", "6113", "verplegen", False),
    "of data": ("Pflege von Stammdaten", "4110", "verplegen", False),
    "of contacts": ("Kontaktpflege", "2433", "verplegen", False),
    "broaching": ("Drehen, Fräsen und Räumen", "7223", "brootsen", True),
    "rooms": ("Arbeiten in engen Räumen", "7126", "brootsen", False),
    "filling shelves": ("Sie räumen Ware ein", "9334", "brootsen", False),
    "buying": ("Einkauf und Lieferantenauswahl", "3323", "inkopen", True),
    "buying, in a household": ("Speiseplanung, Einkauf, Zubereitung", "9112", "inkopen", True),
    "a staff discount": ("30 Tage Urlaub, Einkauf zum Personalpreis", "3323", "inkopen", False),
    "a colleague's department": ("Daten aus Einkauf und Logistik", "2521", "inkopen", False),
    "bedding a stable": ("Füttern, Misten, Einstreuen", "9212", "boxen-instrooien", True),
    "bedding as goods": ("Pflanzenkohle und Einstreu abfüllen", "9329", "boxen-instrooien", False),
    "teaching": ("Unterricht in den Klassen 5 bis 9", "2330", "lesgeven", True),
    "lessons of an apprentice": ("Der Blockunterricht ist in Lingen", "5120", "lesgeven", False),
    "a pot": ("mit einem heißen Topf vorbeigehen", "5120", "oppotten", False),
    "salt": ("Salz und Zucker auseinanderhalten", "5120", "zouten-en-pekelen", False),
    "founding metal": ("Formen und Gießen", "7211", "gieten-van-metaal", True),
    "watering": ("Pflanzen gießen", "5223", "gieten-van-metaal", False),
}


@pytest.fixture(scope="module")
def german() -> SkillFinder:
    return SkillFinder.of("de", Lexicon.load().skills)


@pytest.mark.parametrize(("text", "isco", "skill", "asked"), WORDS.values(), ids=WORDS.keys())
def test_a_word_is_the_skill_in_its_own_field_only(
    german: SkillFinder, text: str, isco: str | None, skill: str, asked: bool
) -> None:
    found = extract(Vacancy("v", "Stelle", description=f"Aufgaben\n{text}"), german, isco=isco).skills
    assert (skill in {s.concept for s in found}) is asked
