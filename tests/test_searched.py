"""Dutch words of a search are looked for in German too; German words, towns and numbers stay as they are."""

from __future__ import annotations

import pytest

from matcher.bridge import Bridge
from matcher.searched import Searched, searched


@pytest.fixture(scope="module")
def bridge() -> Bridge:
    return Bridge.load()


@pytest.mark.parametrize(
    ("typed", "german"),
    [
        ("heftruck", "Stapler"),
        ("Heftruckchauffeur", "Staplerfahrer"),
        ("heftruck chauffeur", "Gabelstaplerfahrer"),
        ("verpleegkundige", "Pflegefachmann"),
        ("verpleegkundige", "Pflegefachkraft"),
        ("lassen", "Schweißen"),
        ("kok", "Koch"),
    ],
)
def test_dutch_words_are_looked_for_in_german_as_well(bridge: Bridge, typed: str, german: str) -> None:
    found = searched(typed.split(), bridge)
    assert german in found.german and found.groups[0][0] == typed and german in found.groups[0]


@pytest.mark.parametrize(
    "typed",
    ["Staplerfahrer", "Pflegefachkraft", "Koch", "Lager", "Verkäufer", "10000-123-S", "c", "%", "Rossmann GmbH"],
)
def test_german_words_names_and_numbers_stay_as_they_are(bridge: Bridge, typed: str) -> None:
    found = searched(typed.split(), bridge)
    assert found.german == () and {text for group in found.groups for text in group} == set(typed.split())


def test_each_word_keeps_its_own_german_where_they_are_no_name_together(bridge: Bridge) -> None:
    found = searched(["zorg", "helpende"], bridge)
    assert [group[0] for group in found.groups] == ["zorg", "helpende"]
    assert "Pflege" in found.groups[0] and "Pflegehelfer" in found.groups[1]


def test_a_town_is_a_town_and_a_reader_of_german_means_the_german_word(bridge: Bridge) -> None:
    assert "Haare" in searched(["haren"], bridge).german
    assert searched(["haren"], bridge, lambda word: word == "haren") == Searched((("haren",),))
    assert searched(["monteur"], bridge).german and not searched(["monteur"], bridge, dutch=False).german


def test_what_another_text_finds_anyway_is_left_out(bridge: Bridge) -> None:
    assert searched(["lasser"], bridge).german == ("Schweißer",)
