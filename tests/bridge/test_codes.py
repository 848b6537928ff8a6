"""Codes present on both sides are looked up, never guessed, and reach the ranking."""

from __future__ import annotations

from datetime import date

import pytest

from matcher.bridge import Bridge, Lexicon
from matcher.bridge.codes import dutch_code, german_title, settle, unit_group
from matcher.bridge.lexicon import Concept
from matcher.bridge.official import Reference
from matcher.index import Index, Read, person_features, vacancy_features, vacancy_occupations
from matcher.models import Asked, Jobseeker, Occupation, Vacancy
from matcher.profile import Reader, Understood
from matcher.related import Reach, best_link
from matcher.stock import isco_of

TODAY = date(2026, 11, 1)
LEXICON = Lexicon(
    (
        Concept("9990", "occupation", ("Lasser",), ("Schweißer/in",), ("7212",), "24422"),
        Concept("10", "occupation", ("Kok",), ("Koch/Köchin",), ("5120",), "29301"),
        Concept("11", "occupation", ("Banketbakker",), ("Konditor/in",), ("7512",), "29232"),
    ),
    (Concept("vca", "certificate", ("VCA",), ("SCC",)),),
    {},
)
REFERENCE = Reference(
    concepts=(
        Concept("esco:pan", "occupation", ("pannenkoekenbakker",), ("Pfannkuchenbäcker",), ("5120",)),
        Concept("esco:robot", "skill", ("lasrobots instellen",), ("Schweißroboter einrichten",)),
    ),
    kldb_of_title={"Fügetechniker/in": "24422", "Süßspeisenkoch/-köchin": "29301"},
    isco_of_kldb={"24422": ("7212",), "29301": ("5120", "9412")},
    boc={"721": ("tig-lasser", "9990", "Lasser"), "10": ("Snijder", "n.v.t", "n.v.t")},
    links={("boc", "721"): (("esco:pan", 0.7),), ("dkz title", "Fügetechniker/in"): (("esco:gone", 1.0),)},
)


@pytest.fixture(scope="module")
def bridge() -> Bridge:
    return Bridge(LEXICON, REFERENCE.concepts, reference=REFERENCE)


def read(bridge: Bridge, *occupations: Occupation) -> Understood:
    return Reader.of(bridge).read(Jobseeker("p", "test", occupations=occupations), TODAY)


def test_every_concept_a_linker_can_give_is_found_by_its_id(bridge: Bridge) -> None:
    for kind in ("occupation", "skill"):
        assert {c.id for c in bridge.linker(kind).concepts} <= set(bridge.by_id)


@pytest.mark.parametrize(
    ("code", "scheme", "means"),
    [
        ("721", "boc", {"esco:pan": 0.7, "9990": 1.0}),
        ("10", "boc", {"10": 1.0}),
        ("http://data.europa.eu/esco/occupation/pan", "competentnl", {"esco:pan": 1.0}),
        ("pan", "esco", {"esco:pan": 1.0}),
        ("http://data.europa.eu/esco/isco/C5120", "esco", {"isco:5120": 1.0}),
        ("7212", "isco08", {"isco:7212": 1.0}),
        ("424242", "boc", {}),
        ("x", "competentnl", {}),
        (None, "boc", {}),
    ],
    ids=[
        "UWV",
        "UWV without reference",
        "ESCO address",
        "ESCO id",
        "ESCO group",
        "ISCO",
        "unknown",
        "other scheme",
        "none",
    ],
)
def test_a_code_of_a_profile_is_looked_up(
    bridge: Bridge, code: str | None, scheme: str, means: dict[str, float]
) -> None:
    assert dutch_code(code, scheme, bridge.reference, bridge.by_id) == means


def test_a_german_title_in_the_list_has_its_code_with_certainty(bridge: Bridge) -> None:
    assert german_title("Fügetechniker/in", bridge.reference, bridge.by_id) == {"kldb:24422": 1.0}
    assert bridge.by_id["kldb:24422"].isco == ("7212",)


def test_a_guess_that_contradicts_the_code_goes_unless_its_label_is_the_same(bridge: Bridge) -> None:
    looked_up = {"kldb:24422": 1.0}
    assert settle({"10": 0.4, "9990": 0.4}, looked_up, bridge.by_id) == {"9990": 0.4, "kldb:24422": 1.0}
    assert "10" in settle({"10": 0.9}, looked_up, bridge.by_id)
    assert settle({"10": 0.4}, {}, bridge.by_id) == {"10": 0.4}


@pytest.mark.parametrize(
    ("occupations", "group"),
    [
        ({"10": 0.5, "kldb:24422": 1.0}, "7212"),
        ({"10": 0.5, "kldb:29301": 1.0}, "5120"),
        ({"10": 0.5, "11": 0.6}, "7512"),
        ({"isco:5120": 1.0}, "5120"),
        ({}, None),
    ],
    ids=["one group", "the guess that fits", "no code", "an ISCO code", "nothing"],
)
def test_the_unit_group_comes_from_the_code(bridge: Bridge, occupations: dict[str, float], group: str | None) -> None:
    assert unit_group(occupations, bridge.by_id) == group


def test_two_titles_without_a_common_word_meet_by_their_codes(bridge: Bridge) -> None:
    """The whole way: a UWV code and a title of the BA's list, no word in common, no row of the lexicon."""
    vacancies = [
        Vacancy("weld", "Verstärkung gesucht", "Fügetechniker/in"),
        Vacancy("cook", "Wir suchen", "Süßspeisenkoch/-köchin"),
    ]
    found = vacancy_occupations(bridge, vacancies)
    assert [isco_of(f, bridge) for f in found] == ["7212", "5120"]
    person = read(bridge, Occupation(None, "721", "boc"))
    assert person.titles == ("tig-lasser",)
    near = [best_link(Reach.of({"9990": 1.0}, bridge.by_id), f, bridge.by_id)[0] for f in found]
    assert near[0] >= 0.74 > near[1]
    index = Index.fit(
        ["weld", "cook"], [vacancy_features(Read(v, Asked(), f), bridge) for v, f in zip(vacancies, found, strict=True)]
    )
    assert index.top(index.vectors([person_features(person, bridge)]), 1)[0].rows.tolist() == [0]


def test_esco_occupations_of_one_unit_group_are_near(bridge: Bridge) -> None:
    person = read(bridge, Occupation(None, "pan", "esco"))
    assert best_link(Reach.of(person.occupations, bridge.by_id), {"10": 1.0}, bridge.by_id)[0] >= 0.7


def test_a_code_alone_is_not_an_unknown_title(bridge: Bridge) -> None:
    assert read(bridge, Occupation("zzz", "7212", "isco08")).unknown_titles == ()
    assert read(bridge, Occupation("zzz")).unknown_titles == ("zzz",)


def test_the_surest_concepts_are_kept_not_the_first_of_the_lexicon() -> None:
    many = tuple(
        Concept(f"a{i}", "occupation", (f"kok {i}",), (f"Koch {c}",), ("5120",)) for i, c in enumerate("abcdefghi")
    )
    last = Concept("last", "occupation", ("kok pizza",), ("Koch Pizza",), ("5120",))
    bridge = Bridge(Lexicon((*many, last), (), {}))
    assert next(iter(vacancy_occupations(bridge, [Vacancy("1", "Koch Pizza")])[0])) == "last"


def test_skills_of_official_tables_are_found_in_a_profile(bridge: Bridge) -> None:
    person = Jobseeker("p", "test", skills=("Lasrobots instellen", "VCA"))
    assert set(Reader.of(bridge).read(person, TODAY).skills) == {"esco:robot", "vca"}
