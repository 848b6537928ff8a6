from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.bridge import Bridge
from matcher.compounds import LINKS, Splitter

GERMAN = Splitter.of("de", "pflege hilf kraft schweissen kenntnis lager logistik fahrer stapler arbeit zeit".split())
DUTCH = Splitter.of("nl", "verpleegkundig assistent magazijn medewerker lassen".split())


@pytest.mark.parametrize(
    ("splitter", "word", "parts"),
    [
        pytest.param(GERMAN, "pflegehilfskraft", ("pflege", "hilf", "kraft"), id="three parts with s"),
        pytest.param(GERMAN, "staplerfahrer", ("stapler", "fahrer"), id="two parts"),
        pytest.param(GERMAN, "arbeitszeit", ("arbeit", "zeit"), id="linking s"),
        pytest.param(GERMAN, "krankenhaus", ("krankenhaus",), id="unknown stays whole"),
        pytest.param(DUTCH, "verpleegkundigassistent", ("verpleegkundig", "assistent"), id="Dutch"),
        pytest.param(DUTCH, "magazijnmedewerker", ("magazijn", "medewerker"), id="Dutch plain"),
    ],
)
def test_split(splitter: Splitter, word: str, parts: tuple[str, ...]) -> None:
    assert splitter.split(word) == parts


@given(st.lists(st.sampled_from(sorted(GERMAN.words)), min_size=1, max_size=4), st.sampled_from(LINKS["de"]))
def test_the_parts_stand_in_the_word_in_order(parts: list[str], link: str) -> None:
    word, at = link.join(parts), 0
    for part in GERMAN.split(word):
        at = word.index(part, at) + len(part)
    assert at <= len(word)


@pytest.mark.parametrize(
    ("lang", "word", "parts"),
    [
        pytest.param("nl", "verpleegkundigassistent", ("verpleegkundig", "assistent"), id="verpleegkundig assistent"),
        pytest.param(
            "nl", "brandbeveiligingssystemen", ("brand", "beveiligingssystemen"), id="a word of the list stays whole"
        ),
        pytest.param("nl", "vrachtwagenchauffeur", ("vrachtwagen", "chauffeur"), id="fewest parts"),
        pytest.param("de", "pflegehilfskraft", ("pflege", "hilfskraft"), id="a known last part stays whole"),
        pytest.param("de", "brandschutztuer", ("brandschutz", "tuer"), id="umlaut"),
        pytest.param(
            "de",
            "gabelstaplerfahrer",
            ("gabelstapler", "fahrer"),
            id="of two splits the one with the longer first part",
        ),
    ],
)
def test_split_over_the_lexicon(lang: str, word: str, parts: tuple[str, ...]) -> None:
    bridge = Bridge.load()
    found = (bridge.dutch_splitter if lang == "nl" else bridge.german_splitter).split(word)
    assert found == parts


def test_every_cut_into_two_known_words() -> None:
    splitter = Splitter.of("nl", "brand beveiliging brandbeveiliging systeem beveiligingssysteem".split())
    found = splitter.pairs("brandbeveiligingssysteem")
    assert found == [("brand", "beveiligingssysteem"), ("brandbeveiliging", "systeem")]
