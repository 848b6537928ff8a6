"""Guards: a broken service must not empty the stock, and a changed shape must not pass unseen."""

from __future__ import annotations

from typing import Any

import pytest

from matcher.data import read_toml
from matcher.errors import InputError
from matcher.sources.drift import Watch
from matcher.sources.guards import Expected, Verdict, check_counts, expected_for, read_expected
from matcher.sources.jobsuche import read_recorded
from matcher.sources.slices import read_area
from tests.conftest import SHARED, needs_shared
from tests.standins.country import Country

DECLARED = Expected("jobsuche", "49716+50", 1, 8000, 1000, 30_000)
LAST = expected_for([DECLARED], "49716+50", 1, last_good=9000)

CHECKS = [
    ("empty", DECLARED, 0, Verdict.FATAL, "0 advertisements for 49716+50, kind 1: far below the about 8000 expected"),
    ("just-below", DECLARED, 999, Verdict.FATAL, "at least 1000"),
    ("at-the-lower-bound", DECLARED, 1000, Verdict.FINE, "about 8000 expected by jobsuche"),
    ("at-the-upper-bound", DECLARED, 30_000, Verdict.FINE, "30000 advertisements"),
    ("just-above", DECLARED, 30_001, Verdict.WARNING, "far above"),
    ("half-of-last-week-missing", LAST, 4499, Verdict.FATAL, "about 9000 expected by last good run (at least 4500)"),
    ("as-last-week", LAST, 8500, Verdict.FINE, "last good run"),
    ("nothing-declared", None, 12, Verdict.FINE, "nothing is declared"),
    ("nothing-declared-and-nothing-seen", None, 0, Verdict.WARNING, "nothing is declared"),
]


@pytest.mark.parametrize(("expected", "seen", "verdict", "words"), [c[1:] for c in CHECKS], ids=[c[0] for c in CHECKS])
def test_a_count_is_judged_in_a_sentence(expected: Expected | None, seen: int, verdict: Verdict, words: str) -> None:
    found = check_counts(expected, seen)
    assert found.verdict is verdict and words in found.sentence


def test_the_last_good_run_knows_better_than_the_file() -> None:
    assert expected_for([DECLARED], "49716+50", 1) is DECLARED
    assert expected_for([DECLARED], "49716+50", 4) is None
    few = expected_for([], "49716", 34, last_good=7)
    assert few is not None and few.least == 0 and few.most == 40, "seven may well be none next week"


def test_the_shipped_file_can_be_read_and_covers_the_usual_areas() -> None:
    found = read_expected(read_toml("sources", "jobsuche.toml"), "jobsuche")
    assert {"Deutschland", "Niedersachsen", "49716+50"} <= {e.area for e in found}
    assert all(read_area(e.area) for e in found)


ENTRY = {"area": "49716+50", "kind": 1, "count": 10, "least": 1, "most": 20}
BROKEN: list[tuple[str, Any, str]] = [
    ("no-list", {}, "expected a list"),
    ("other-table", {"expected": [], "expectd": []}, "nothing else"),
    ("no-table", {"expected": [1]}, "entry 1: expected the fields area, kind"),
    ("misspelt", {"expected": [ENTRY, {**ENTRY, "lest": 3}]}, "entry 2: expected the fields"),
    ("text", {"expected": [{**ENTRY, "count": "10"}]}, "entry 1, field count: expected a whole number"),
    ("flag", {"expected": [{**ENTRY, "least": True}]}, "field least: expected a whole number"),
    ("negative", {"expected": [{**ENTRY, "least": -1}]}, "field least: expected a whole number"),
    ("kind", {"expected": [{**ENTRY, "kind": 2}]}, "field kind: expected 1, 4 or 34"),
    ("order", {"expected": [{**ENTRY, "least": 11}]}, "field count: expected a number between least and most"),
    ("area", {"expected": [{**ENTRY, "area": "49716+999"}]}, r"expected PLACE\+KM"),
    ("twice", {"expected": [ENTRY, ENTRY]}, "each area and kind once"),
]


@pytest.mark.parametrize(("table", "words"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_a_slip_in_the_file_is_named(table: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_expected(table, "jobsuche")


def seen(what: str, bodies: list[dict[str, Any]]) -> Watch:
    watch = Watch(what)
    for body in bodies:
        watch.see(body)
    return watch


def stock(**changes: Any) -> list[dict[str, Any]]:
    made = Country(60)
    return [{**made[n], **changes} for n in range(60)]


def without(name: str) -> list[dict[str, Any]]:
    return [{key: value for key, value in body.items() if key != name} for body in stock()]


def test_answers_as_they_are_known_raise_no_alarm() -> None:
    for what in ("item", "detail"):
        drift = seen(what, stock()).drift()
        assert not drift and str(drift) == f"60 bodies of kind {what}; as expected"


def test_a_new_field_is_named_with_its_path() -> None:
    place = {
        "adresse": {"ort": "Meppen", "land": "DEUTSCHLAND", "gemeinde": "x"},
        "breite": 1.0,
        "laenge": 1.0,
        "hoehe": 3,
    }
    drift = seen("detail", stock(neuesFeld=1, stellenlokationen=[place, place])).drift()
    assert drift.unknown == {
        "neuesFeld": 60,
        "stellenlokationen.hoehe": 60,
        "stellenlokationen.adresse.gemeinde": 60,
    }
    assert "unknown: " in str(drift) and "neuesFeld (60)" in str(drift)


@pytest.mark.parametrize("value", ["absent", None], ids=["absent", "null"])
def test_a_vanished_field_is_named(value: str | None) -> None:
    name = "stellenangebotsBeschreibung"
    bodies = without(name) if value else stock(**{name: None})
    assert seen("detail", bodies).drift().vanished == {name: 60}
    assert not seen("item", bodies).drift(), "the list never had the text"


def test_a_field_that_some_lack_and_a_handful_of_bodies_say_nothing() -> None:
    bodies = [*without("firma")[:25], *stock()[25:]]
    assert not seen("item", bodies).drift()
    assert not seen("item", without("firma")[:20]).drift()


def test_names_of_an_older_version_are_an_alarm_of_their_own() -> None:
    drift = seen("item", [{"refnr": "1", "titel": "Koch"}]).drift()
    assert drift.old == {"refnr": 1, "titel": 1} and not drift.unknown
    assert "named as in an older version: refnr (1), titel (1)" in str(drift)


def test_a_body_of_any_shape_can_be_counted() -> None:
    odd = [{"stellenlokationen": value} for value in (None, 1, "x", [None, 1, {"adresse": 3}])]
    assert seen("item", odd).drift().bodies == 4


@needs_shared
def test_real_answers_have_the_declared_shape() -> None:
    bodies = [dict(r.body) for r in read_recorded(SHARED / "ba" / "vacancies_dev.jsonl") if hasattr(r, "body")]
    assert len(bodies) == 841 and not seen("detail", bodies).drift()
