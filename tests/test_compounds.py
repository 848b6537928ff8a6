from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
