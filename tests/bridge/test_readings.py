"""What a label can be read as: brackets, lists and ellipses of the two labour markets' own spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.bridge.readings import dutch_readings, german_readings, parts_of_list
from matcher.compounds import Splitter

GERMAN = Splitter.of(
    "de", "sende anlagen technik kunden beratung betreuung verkehr park leit systeme bau moebel tischler".split()
)
DUTCH = Splitter.of("nl", "zink koper werk metaal bewerking inkoop verkoop".split())
LIGHT = frozenset({"uitvoeren", "plaatsen"})


@pytest.mark.parametrize(
    ("label", "reading"),
    [
        pytest.param("Haarwaschen, Shampoonieren", "Shampoonieren", id="a list by comma"),
        pytest.param("Maler und Lackierer", "Lackierer", id="a list by und"),
        pytest.param("Sendeanlagen, -technik", "Sendetechnik", id="the modifier is left out"),
        pytest.param("Kundenberatung, -betreuung", "Kundenbetreuung", id="the modifier with its n"),
        pytest.param("Bau- und Möbeltischler", "Bautischler", id="the head is left out"),
        pytest.param("Verkehrs- und Parkleitsysteme", "Verkehrssysteme", id="the head of a long compound"),
        pytest.param("Neurochirurgie (ärztlich)", "Neurochirurgie", id="brackets say which kind"),
        pytest.param("Speicherprogrammierbare Steuerung (SPS)", "SPS", id="a short form in brackets"),
        pytest.param("Schleifen, Polieren (Metall)", "Polieren (Metall)", id="brackets belong to each part"),
        pytest.param("Staatlich geprüfter Techniker Fachrichtung Bau", "Techniker Bau", id="an official title"),
        pytest.param("Altenpfleger (ohne Schwerpunkt)", "Altenpfleger", id="what a title is not"),
    ],
)
def test_german_readings(label: str, reading: str) -> None:
    found = dict(german_readings(label, GERMAN))
    assert found[label] == 1.0
    assert 0.8 < found[reading] < 1.0


@pytest.mark.parametrize(
    ("label", "reading"),
    [
        pytest.param("in- en verkoop", "inverkoop", id="unknown compounds are put together plainly"),
        pytest.param("Zink- en koperwerk", "Zinkwerk", id="the head is left out"),
        pytest.param("Mozaïek plaatsen", "Mozaïek", id="the verb says little"),
        pytest.param("Back-ups maken, terugzetten", "terugzetten", id="a hyphen within a word is no list"),
        pytest.param("Metaal Actief Gas (MAG)", "MAG", id="a short form"),
    ],
)
def test_dutch_readings(label: str, reading: str) -> None:
    found = dict(dutch_readings(label, DUTCH, LIGHT))
    assert found[label] == 1.0
    if reading == "inverkoop":  # `in` is too short to be read as a noun: the part stays unread
        assert reading not in found
    else:
        assert 0.8 < found[reading] < 1.0


def test_what_is_narrowed_less_comes_first() -> None:
    """Of a speciality for doctors and the same for assistants the first, shorter one is nearer to the bare word."""
    doctors = dict(german_readings("Kardiologie (ärztlich)", GERMAN))["Kardiologie"]
    assistants = dict(german_readings("Kardiologie (Pflege, Assistenz)", GERMAN))["Kardiologie"]
    assert doctors > assistants


def test_a_domain_in_brackets_is_no_reading_of_its_own() -> None:
    assert "Metall" not in dict(german_readings("Schleifen (Metall)", GERMAN))


def test_a_label_of_light_words_alone_keeps_them() -> None:
    assert dutch_readings("plaatsen", DUTCH, LIGHT) == [("plaatsen", 1.0)]


@given(st.text(alphabet="abcdeü ,;/()-", max_size=30))
def test_any_label_has_readings_between_0_and_1_and_the_whole_first(label: str) -> None:
    for found in (german_readings(label, GERMAN), dutch_readings(label, DUTCH, LIGHT)):
        assert found[0][1] == 1.0
        assert all(0 < sure <= 1 for _, sure in found)
    assert all(part.strip() for part in parts_of_list(label, DUTCH)) or not label.strip()
