from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text import fold, german_tokens, masculine, plain, stem, tokenise, ungender


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("Fachlagerist/in", "Fachlagerist", id="slash-in"),
        pytest.param("Abfallbeauftragter/Abfallbeauftragte", "Abfallbeauftragter", id="adjectival noun"),
        pytest.param(
            "Mediengestalter/Mediengestalterin Digital und Print",
            "Mediengestalter Digital und Print",
            id="pair with rest",
        ),
        pytest.param(
            "Staatlich geprüfter Techniker/Staatlich geprüfte Technikerin Fachrichtung Metall",
            "Staatlich geprüfter Techniker Fachrichtung Metall",
            id="three words repeated",
        ),
        pytest.param("Arzt/Ärztin", "Arzt", id="umlaut in the feminine"),
        pytest.param("Kaufmann/-frau - Büromanagement", "Kaufmann - Büromanagement", id="mann-frau"),
        pytest.param("Krankenpfleger*innen", "Krankenpfleger", id="star plural"),
        pytest.param("Mitarbeiter:in Lager", "Mitarbeiter Lager", id="colon"),
        pytest.param("VerkäuferIn", "Verkäufer", id="inner capital"),
        pytest.param("Staplerfahrer (m/w/d) in Meppen", "Staplerfahrer in Meppen", id="tag in brackets"),
        pytest.param("Koch w/m/x", "Koch", id="tag without brackets"),
        pytest.param("Lager/Logistik Helfer", "Lager / Logistik Helfer", id="alternatives stay"),
    ],
)
def test_ungender(title: str, expected: str) -> None:
    assert ungender(title) == expected


@pytest.mark.parametrize(
    ("feminine", "expected"),
    [("verkaeuferin", "verkaeufer"), ("buerokauffrau", "buerokaufmann"), ("koechin", "koch"), ("aerztin", "arzt"),
     ("benzin", "benzin"), ("medizin", "medizin"), ("termin", "termin"), ("krankenschwester", "krankenpfleger")],
    ids=lambda x: x,
)  # fmt: skip
def test_masculine_leaves_other_words_alone(feminine: str, expected: str) -> None:
    assert masculine(feminine) == expected


def test_german_umlauts_meet_their_two_letter_spelling() -> None:
    assert tokenise("Bäcker Schweißer") == tokenise("Baecker Schweisser")


def test_programming_languages_keep_their_signs() -> None:
    assert german_tokens("C++ und C# Entwickler/in") == ["c++", "und", "c#", "entwickler"]


def test_plain_removes_markup_and_keeps_lines() -> None:
    text = plain("<p>Wir suchen:</p><ul><li>**Schweißer** &amp; Schlosser</li></ul>\n* MAG<br>WIG")
    assert text.split("\n")[0] == "Wir suchen:"
    assert "Schweißer & Schlosser" in text
    assert "<" not in text and "**" not in text
    assert text.endswith("MAG\nWIG")


@given(st.text(max_size=80))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=30))
def test_a_stem_is_the_beginning_of_its_word_and_never_empty(word: str) -> None:
    assert word.startswith(stem(word))
    assert len(stem(word)) >= min(4, len(word))


@given(st.text(max_size=120))
def test_ungender_never_raises_and_never_grows_much(title: str) -> None:
    assert len(ungender(title)) <= len(title) + 2 * title.count("/") + 1
