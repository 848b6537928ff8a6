"""Dutch words and phrases into German: by the lexicon, part by part, by spelling last, and never by looks."""

from __future__ import annotations

import pytest

from matcher.bridge import Bridge
from matcher.bridge.cognates import cognates
from matcher.bridge.lexicon import cells
from matcher.bridge.similarity import pieces
from matcher.bridge.translate import COGNATE
from matcher.data import read_csv
from matcher.text import fold, root, tokenise

FRIENDS = [
    pytest.param(r["nl"], r["looks_like"], cells(r["de"]), id=r["nl"]) for r in read_csv("lexicon", "false_friends.csv")
]


@pytest.fixture(scope="module")
def bridge() -> Bridge:
    return Bridge.load()


@pytest.mark.parametrize(
    ("nl", "looks_like", "means"),
    [
        pytest.param("bellen", "bellen", "anrufen", id="dogs bell in German"),
        pytest.param("klaar", "klar", "fertig", id="ready, not clear"),
        pytest.param("dom", "Dom", "dumm", id="stupid, not a cathedral"),
        pytest.param("winkel", "Winkel", "Laden", id="shop, not angle"),
        pytest.param("slim", "schlimm", "klug", id="clever, not bad"),
        pytest.param("meer", "Meer", "See", id="lake, not sea"),
        pytest.param("kok", "Koks", "Koch", id="cook, not coke"),
        pytest.param("monster", "Monster", "Muster", id="sample, not monster"),
    ],
)
def test_the_classic_false_friends(bridge: Bridge, nl: str, looks_like: str, means: str) -> None:
    german = [option for option, _ in bridge.translator.options(nl)]
    assert means in german
    assert fold(looks_like) not in {fold(g) for g in german}


@pytest.mark.parametrize(("nl", "looks_like", "means"), FRIENDS)
def test_no_false_friend_is_linked_by_its_looks(
    bridge: Bridge, nl: str, looks_like: str, means: tuple[str, ...]
) -> None:
    """For each row: neither in the words of a profile nor in the ranking does the look-alike win."""
    german = bridge.german_splitter
    meant = {key for phrase in means for token in tokenise(phrase) for key, _ in pieces(token, german)}
    looks = {root(token, "de") for token in tokenise(looks_like)}
    assert not (looks - meant) & set(bridge.translator.bag(nl))
    for kind in ("skill", "occupation"):
        scores = bridge.similarity([nl], [looks_like, *means], kind)[0]
        assert scores[1:].max() > scores[0], kind


@pytest.mark.parametrize(
    ("dutch", "german"),
    [
        pytest.param("houtbewerking", "Holzbearbeitung", id="-bewerking"),
        pytest.param("brandbeveiligingssystemen", "Brandschutzsysteme", id="three parts"),
        pytest.param("vrachtwagens", "Lkw", id="a plural"),
        pytest.param("lassen", "schweißen", id="a verb"),
        pytest.param("onroerend goed", "Immobilien", id="two words, one row"),
        pytest.param("dieetleer", "Diätlehre", id="the head of a compound is a theory, no leather"),
        pytest.param("fietsmechanica", "Fahrradtechnik", id="what the trade calls the head"),
        pytest.param("plantenbiologie", "Pflanzenbiologie", id="a compound that no row has"),
        pytest.param("heftruckonderhoud", "Gabelstaplerwartung", id="a compound of another domain"),
    ],
)
def test_phrases(bridge: Bridge, dutch: str, german: str) -> None:
    assert fold(german) in {fold(phrase) for phrase, _ in bridge.translator.phrases(dutch)}


@pytest.mark.parametrize(
    ("dutch", "german"),
    [
        pytest.param("capaciteit", "kapazitaet", id="iteit"),
        pytest.param("tekst", "text", id="ks"),
        pytest.param("organisatie", "organisation", id="tie"),
        pytest.param("validatie", "validierung", id="atie for ierung"),
        pytest.param("zand", "sand", id="z"),
        pytest.param("peper", "pfeffer", id="p"),
        pytest.param("fysica", "physik", id="f for ph"),
        pytest.param("kwaliteit", "qualitaet", id="kw"),
    ],
)
def test_cognates_that_are_german_words(dutch: str, german: str) -> None:
    assert german in cognates(dutch, lambda word: word == german)


def test_without_a_known_word_only_the_spelling_changes() -> None:
    assert cognates("zwekerij", lambda _: False) == ["zwekerei"]


@pytest.mark.parametrize("word", ["winkel", "schoonmaken", "loodgieter", "heftruck"], ids=str)
def test_spelling_comes_last(bridge: Bridge, word: str) -> None:
    """A word of the lexicon is never guessed at: all its options are surer than any cognate."""
    assert all(sure > COGNATE for _, sure in bridge.translator.options(word))


def test_a_listed_label_is_found_whatever_form_the_verb_has(bridge: Bridge) -> None:
    german = ["Schweißen", "Schreiben", "Reinigung", "Verpackung"]
    for dutch, at in (("lassen", 0), ("laswerk", 0), ("reinigen", 2), ("verpakken", 3)):
        assert int(bridge.similarity([dutch], german, "skill").argmax()) == at, dutch


def test_rows_under_the_same_main_german_title_mean_each_other_less_surely(bridge: Bridge) -> None:
    linker = bridge.linker("occupation")
    at = {c.nl[0]: i for i, c in enumerate(linker.concepts)}
    porter, bellhop = at["Portier hotel"], at["Bagagist"]
    assert linker.kin[porter, porter] == 0
    assert 0 < linker.kin[porter, bellhop] <= 1
