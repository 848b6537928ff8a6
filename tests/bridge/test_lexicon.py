"""The form of the lexicon: what a contributor's row must satisfy."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from matcher.bridge.lexicon import Lexicon, cells
from matcher.data import read_csv
from matcher.text import fold
from tests.conftest import ROOT

LEXICON = ROOT / "data" / "lexicon"
TYPES = {"skill", "knowledge", "tool", "machine", "software", "certificate", "licence", "soft", "material"}
COLUMNS = {
    "occupations.csv": ["id", "nl", "nl_synonyms", "de", "de_synonyms", "isco08", "kldb2010", "near"],
    "skills.csv": ["id", "type", "nl", "nl_synonyms", "de", "de_synonyms", "isco08"],
    "words.csv": ["nl", "de"],
    "light_words.csv": ["nl"],
    "heads.csv": ["nl", "de"],
    "false_friends.csv": ["nl", "looks_like", "de"],
    "plain_titles.csv": ["de", "nl"],
    "plain_words.csv": ["nl", "means"],
    "german_levels.csv": ["isco08", "level", "why"],
}
# ISCO-08 major and sub-major groups; a code begins with one of these.
SUB_MAJOR = set("01 02 03 11 12 13 14 21 22 23 24 25 26 31 32 33 34 35 41 42 43 44 51 52 53 54 61 62 63 71 72 73 74 75 81 82 83 91 92 93 94 95 96".split())  # fmt: skip


def rows(name: str) -> list[dict[str, str]]:
    return read_csv("lexicon", name)


def duplicates(values: list[str]) -> list[str]:
    return [value for value, n in Counter(values).items() if n > 1]


@pytest.mark.parametrize("name", COLUMNS, ids=str)
def test_columns_and_no_ragged_rows(name: str) -> None:
    with Path(LEXICON / name).open(encoding="utf-8", newline="") as lines:
        found = list(csv.reader(lines))
    assert found[0] == COLUMNS[name]
    assert [i for i, row in enumerate(found, start=1) if len(row) != len(COLUMNS[name])] == []


@pytest.mark.parametrize("name", ["occupations.csv", "skills.csv"], ids=str)
def test_ids_and_main_dutch_words_stand_once_and_both_languages_are_filled(name: str) -> None:
    found = rows(name)
    assert duplicates([r["id"] for r in found]) == []
    assert duplicates([fold(r["nl"], "nl") for r in found]) == []
    assert [r["id"] for r in found if not r["nl"].strip() or not r["de"].strip()] == []


@pytest.mark.parametrize("name", ["occupations.csv", "skills.csv"], ids=str)
def test_a_row_does_not_repeat_its_own_words(name: str) -> None:
    for row in rows(name):
        for lang in ("nl", "de"):
            words = [w.lower() for w in (row[lang], *cells(row[f"{lang}_synonyms"]))]
            assert duplicates(words) == [], row["id"]


def test_occupation_codes_are_codes() -> None:
    for row in rows("occupations.csv"):
        assert re.fullmatch(r"\d{4}", row["isco08"]) and row["isco08"][:2] in SUB_MAJOR, row["id"]
        assert re.fullmatch(r"\d{4}[1-4]", row["kldb2010"]), row["id"]


def test_near_occupations_exist_and_are_others() -> None:
    ids = {r["id"] for r in rows("occupations.csv")}
    for row in rows("occupations.csv"):
        assert set(cells(row["near"])) <= ids - {row["id"]}, row["id"]


def test_skills_have_a_known_type_and_valid_groups() -> None:
    for row in rows("skills.csv"):
        assert row["type"] in TYPES, row["id"]
        assert all(re.fullmatch(r"\d{1,4}", c) and (c[:2] in SUB_MAJOR or len(c) == 1) for c in cells(row["isco08"])), (
            row["id"]
        )


def test_false_friends_are_not_translated_by_their_looks() -> None:
    for row in rows("false_friends.csv"):
        assert row["nl"] and row["de"]
        assert row["looks_like"].lower() not in {w.lower() for w in cells(row["de"])}, row["nl"]


@pytest.mark.parametrize("name", ["words.csv", "light_words.csv", "heads.csv", "false_friends.csv"], ids=str)
def test_a_word_stands_on_one_row_in_its_alphabetical_place(name: str) -> None:
    keys = [fold(r["nl"], "nl") for r in rows(name)]
    assert duplicates(keys) == []
    if name != "false_friends.csv":
        assert keys == sorted(keys)


@pytest.mark.parametrize("name", ["words.csv", "heads.csv"], ids=str)
def test_words_are_translated_by_others_and_not_twice(name: str) -> None:
    for row in rows(name):
        german = [w.lower() for w in cells(row["de"])]
        assert german and duplicates(german) == [], row["nl"]


def test_false_friends_have_no_other_translation() -> None:
    """A false friend stands in its own list alone, so that there is one place to correct."""
    words = {fold(r["nl"], "nl"): cells(r["de"]) for r in rows("words.csv")}
    for row in rows("false_friends.csv"):
        assert row["looks_like"] not in words.get(fold(row["nl"], "nl"), ()), row["nl"]


def test_a_plain_title_stands_once_in_its_place_and_is_a_title_of_the_occupation_it_is_called_by() -> None:
    german = {r["nl"]: {r["de"], *cells(r["de_synonyms"])} for r in rows("occupations.csv")}
    titles = rows("plain_titles.csv")
    keys = [r["de"].casefold() for r in titles]
    assert keys == sorted(set(keys))
    assert [r["de"] for r in titles if r["nl"] and r["de"] not in german.get(r["nl"], ())] == []


def test_a_plain_word_stands_once_in_its_place_and_means_occupations_whose_name_it_is_not() -> None:
    names = {r["nl"] for r in rows("occupations.csv")}
    words = rows("plain_words.csv")
    keys = [r["nl"] for r in words]
    assert keys == sorted({fold(key, "nl") for key in keys})
    assert not set(keys) & {fold(name, "nl") for name in names}
    assert [r["nl"] for r in words if not r["means"] or not set(cells(r["means"])) <= names] == []


def test_the_lexicon_has_the_size_it_promises() -> None:
    lexicon = Lexicon.load()
    assert len(lexicon.occupations) >= 2_900
    assert len(lexicon.skills) >= 3_000
    assert len(lexicon.words) >= 2_500
