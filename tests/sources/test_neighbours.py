"""Usual pay and language courses: extras that help, and whose absence never stops anything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError
from matcher.models import LanguageCourse, Place
from matcher.sources.entgeltatlas import Entgeltatlas, UsualPay, parse_pay
from matcher.sources.neighbours import LIMITS
from matcher.sources.sprachkurse import Sprachkurse, parse_courses
from tests.standins.jobsuche import Fault, running
from tests.standins.neighbours import create_neighbours

MEPPEN = Place("DE", "49716", "Meppen", 52.69, 7.29)
QUICK = replace(LIMITS, pause=0, backoff_seconds=0.01, read_seconds=0.5)


class Kept(dict[str, dict[str, Any]]):
    """A cache that lives as long as a test."""

    def put(self, key: str, body: dict[str, Any]) -> None:
        self[key] = body


@contextmanager
def services(*faults: Fault, cache: Kept | None = None) -> Iterator[tuple[Entgeltatlas, Sprachkurse, Flask]]:
    app = create_neighbours(faults)
    with (
        running(app) as url,
        Entgeltatlas(url.removesuffix("/jobboerse/jobsuche-service"), cache=cache, limits=QUICK) as pay,
        Sprachkurse(url.removesuffix("/jobboerse/jobsuche-service"), cache=cache, limits=QUICK) as courses,
    ):
        yield pay, courses, app


PAYS = [
    ("five-digits-with-their-level", "84304", "Niedersachsen", UsualPay(5200, 4300, 6100, "84304")),
    ("group-of-three-where-five-have-too-few", "24302", "Niedersachsen", UsualPay(3100, 2700, 3600, "243")),
    ("other-state", "24302", "Nordrhein-Westfalen", UsualPay(3250, 2800, 3700, "24302")),
]


@pytest.mark.parametrize(("kldb", "state", "expected"), [p[1:] for p in PAYS], ids=[p[0] for p in PAYS])
def test_usual_pay_is_found_by_occupation_and_state(kldb: str, state: str, expected: UsualPay) -> None:
    with services() as (pay, _, _):
        assert pay.usual_pay(kldb, state).value == expected


NO_PAY = [
    ("too-few-cases", "11101", "Niedersachsen", "too few cases"),
    ("unknown-occupation", "99999", "Niedersachsen", "too few cases"),
    ("state-without-a-number", "84304", "Bayern", "not asked"),
    ("no-code", "Koch", "Niedersachsen", "not asked"),
    ("foreign-digits", "٢٤٣", "Niedersachsen", "not asked"),
]


@pytest.mark.parametrize(("kldb", "state", "words"), [p[1:] for p in NO_PAY], ids=[p[0] for p in NO_PAY])
def test_without_a_figure_there_is_a_reason(kldb: str, state: str, words: str) -> None:
    with services() as (pay, _, _):
        found = pay.usual_pay(kldb, state)
        assert found.value is None and words in found.reason


def test_many_advertisements_of_one_occupation_are_one_question() -> None:
    wanted = {f"ref-{n}": ("84304", "Niedersachsen") for n in range(50)} | {"other": ("24302", "Nordrhein-Westfalen")}
    with services() as (pay, _, app):
        found = pay.usual_pays(wanted)
        assert len(app.extensions["seen"]) == 2
    assert found.keys() == wanted.keys() and found["ref-7"].value == UsualPay(5200, 4300, 6100, "84304")


def test_what_the_cache_knows_is_not_asked_again_even_that_there_is_nothing() -> None:
    cache = Kept()
    for _ in range(2):
        with services(cache=cache) as (pay, courses, app):
            assert pay.usual_pay("84304", "Niedersachsen").value and courses.near(MEPPEN).value
            assert pay.usual_pay("99999", "Niedersachsen").value is None
            asked = len(app.extensions["seen"])
    assert asked == 0
    json.dumps(cache)


def test_a_failure_is_not_kept() -> None:
    cache = Kept()
    with services(Fault("status", times=2), cache=cache) as (pay, _, _):
        assert pay.usual_pay("84304", "Niedersachsen").reason and not cache
        assert pay.usual_pay("84304", "Niedersachsen").value


TROUBLE = [
    ("busy", Fault("status", times=None), "HTTP 503"),
    ("reset", Fault("reset", times=None), "no complete answer"),
    ("half-a-body", Fault("body", times=None, body=b"[{"), "not a complete JSON object"),
    ("slow", Fault("slow", times=None, seconds=2), "no complete answer"),
    ("moved", Fault("status", times=None, status=403), "the route has moved"),
    ("page", Fault("body", times=None, body=b'"maintenance"'), "not a complete JSON object"),
    ("other-shape", Fault("body", times=None, body=b'[{"pay": 3}]'), "another shape|title in each course"),
]


@pytest.mark.parametrize(("fault", "words"), [t[1:] for t in TROUBLE], ids=[t[0] for t in TROUBLE])
def test_trouble_gives_a_reason_and_never_an_error(fault: Fault, words: str) -> None:
    with services(fault) as (pay, courses, _):
        for found in (pay.usual_pay("84304", "Niedersachsen"), courses.near(MEPPEN)):
            assert found.value is None
            assert any(word in found.reason for word in words.split("|"))


def test_a_service_that_keeps_failing_is_left_alone_for_the_rest_of_the_run() -> None:
    with services(Fault("status", times=None, status=400)) as (pay, _, app):
        reasons = [pay.usual_pay(f"84{n}", "Niedersachsen").reason for n in range(100, 120)]
        assert len(app.extensions["seen"]) == 3
    assert "not asked again in this run" in reasons[-1] and "HTTP 400" in reasons[-1]


def test_courses_near_a_place_come_soonest_first_and_without_date_last() -> None:
    with services() as (_, courses, _):
        found = courses.near(MEPPEN, 60).value
        assert found and [c.town for c in found] == ["Meppen", "Lingen", "Nordhorn"]
        assert found[0] == LanguageCourse(
            "Deutsch für die Pflege B1", "Bildungswerk Ems", "Meppen", "49716", date(2026, 12, 1), None,
            "https://www.example.org",
        )  # fmt: skip
        assert courses.near(MEPPEN, 60, "MB").value == ()
        assert courses.near(replace(MEPPEN, lat=48.0)).value == ()
        assert "no kind" in courses.near(MEPPEN, kind="XX").reason


@pytest.mark.parametrize(("asked", "sent"), [(3, 25), (50, 50), (999, 200)], ids=["small", "usual", "large"])
def test_the_radius_is_one_the_service_takes(asked: int, sent: int) -> None:
    with services() as (_, courses, app):
        assert courses.near(MEPPEN, asked).value is not None
        assert f"umkreis={sent}&" in app.extensions["seen"][0]
        assert "orte=Meppen_49716_7.29_52.69" in app.extensions["seen"][0]


def entry(**values: Any) -> dict[str, Any]:
    return {"entgelt": 3000, "entgeltQ25": 2500, "entgeltQ75": 3500, **values}


def by(sex: str) -> dict[str, Any]:
    return {"gender": {"bezeichnung": sex}}


BODIES = [
    ("object", entry(), UsualPay(3000, 2500, 3500)),
    ("list-of-one", [entry()], UsualPay(3000, 2500, 3500)),
    ("nothing", {}, None),
    ("empty-list", [], None),
    ("marked-as-too-few", [entry(entgelt=-1)], None),
    ("quartiles-unknown", [entry(entgeltQ25=None, entgeltQ75=-2)], UsualPay(3000, None, None)),
    ("fractions", [entry(entgelt=3000.4)], UsualPay(3000, 2500, 3500)),
    ("the-total-of-several", [entry(**by("Frauen"), entgelt=2800), entry(**by("Gesamt"))], UsualPay(3000, 2500, 3500)),
    ("several-without-total", [entry(**by("Frauen")), entry(**by("Männer"))], None),
    ("flag-for-a-number", [entry(entgelt=True)], None),
]


@pytest.mark.parametrize(("body", "expected"), [b[1:] for b in BODIES], ids=[b[0] for b in BODIES])
def test_pay_is_read_or_unknown_never_guessed(body: Any, expected: UsualPay | None) -> None:
    assert parse_pay(body) == expected


@pytest.mark.parametrize(
    "body", [{"lohn": 3}, [{"lohn": 3}], [entry(entgeltQ25=9000)]], ids=["object", "list", "order"]
)
def test_pay_in_another_shape_is_refused(body: Any) -> None:
    with pytest.raises(InputError, match="Entgeltatlas"):
        parse_pay(body)


def test_a_date_in_milliseconds_and_an_odd_one() -> None:
    body = [{"titel": "A", "beginn": 1796083200000}, {"titel": "B", "beginn": "bald"}, {"titel": "C", "beginn": 10**20}]
    assert [c.starts for c in parse_courses(body)] == [date(2026, 12, 1), None, None]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["entgelt", "entgeltQ25", "titel", "angebot", "_embedded", "page", "beginn", "x", "entries"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(anything)
def test_any_json_is_read_or_refused_in_a_sentence(body: Any) -> None:
    for parse in (parse_pay, parse_courses):
        try:
            found = parse(body)
        except InputError as error:
            assert "expected" in str(error)
        else:
            assert found is None or isinstance(found, (UsualPay, tuple))
