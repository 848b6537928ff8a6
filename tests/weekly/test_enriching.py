"""Usual pay and language courses for the matches of a run: kept with their date, and never a reason to stop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from matcher.errors import ExitStatus
from matcher.store.enrichment import Pay
from tests.standins.faults import Fault
from tests.standins.jobsuche import PREFIX, running
from tests.standins.neighbours import PAY, create_neighbours
from tests.weekly.conftest import World, adverts, people

PLACE = {"adresse": {"plz": "49716", "ort": "Meppen", "region": "NIEDERSACHSEN", "land": "DEUTSCHLAND"}, "breite": 52.69, "laenge": 7.29}  # fmt: skip
FORKLIFT = ("52531", "6", "1")  # KldB 2010, Niedersachsen, helper


@contextmanager
def neighbours(*faults: Fault) -> Iterator[tuple[str, Flask]]:
    app = create_neighbours(faults)
    with running(app) as url:
        yield url.removesuffix(PREFIX), app


@pytest.fixture
def inbox(world: World, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person whose German is at the beginning; the Entgeltatlas knows her work."""
    monkeypatch.setitem(PAY, FORKLIFT, (2800, 2500, 3100))
    world.plan = replace(world.plan, kinds=(1,))
    folder = world.folder / "in"
    folder.mkdir()
    (folder / "people.json").write_text(people("a"), encoding="utf-8")
    world.run(warehouse(3), inbox=folder)
    with world.open() as store:
        store.put_facts("vum-a", {"german_level": "A1"}, "adviser", world.now())
    return folder


def warehouse(count: int) -> list[dict[str, Any]]:
    """Advertisements in Meppen without pay, that ask for good German."""
    bodies = adverts(count)
    for number, body in enumerate(bodies):
        for name in ("gehaltsspanneVon", "gehaltsspanneBis", "festgehalt", "verguetungsangabe", "artDerVerguetung"):
            body.pop(name, None)
        body |= {
            "stellenangebotsTitel": f"Gabelstaplerfahrer (m/w/d) {number}",
            "hauptberuf": "Gabelstaplerfahrer/in",
            "stellenlokationen": [PLACE],
            "stellenangebotsBeschreibung": f"Lager {number}. Sehr gute Deutschkenntnisse (C1) erforderlich.",
        }
    return bodies


def test_a_match_without_pay_gets_the_usual_one_and_a_person_the_courses_nearby(world: World, inbox: Path) -> None:
    with neighbours() as (url, _):
        report = world.run(warehouse(3), inbox=inbox, enrich=True, pay_url=url, courses_url=url)
    refs = [body["referenznummer"] for body in warehouse(3)]
    with world.open() as store:
        assert store.usual_pay(refs[0]) == Pay(refs[0], "52531", "Niedersachsen", 2800, 2500, 3100)
        courses = store.courses("vum-a")
    assert courses[0].title == "Deutsch für die Pflege B1"
    assert courses[0].starts == date(2026, 12, 1)
    assert (report.counts["usual_pay"], report.counts["courses"], report.status) == (3, 1, ExitStatus.OK)


def test_answers_are_kept_for_the_next_run(world: World, inbox: Path) -> None:
    with neighbours() as (url, app):
        for _ in range(2):
            world.run(warehouse(3), inbox=inbox, enrich=True, pay_url=url, courses_url=url)
        assert len(app.extensions["seen"]) == 2
        world.hours = 24 * 7
        world.run(warehouse(3), inbox=inbox, enrich=True, pay_url=url, courses_url=url)
        assert len(app.extensions["seen"]) == 3


def test_a_service_that_is_gone_costs_nothing_but_a_remark(world: World, inbox: Path) -> None:
    with neighbours(Fault("status", status=403, times=None)) as (url, _):
        report = world.run(warehouse(3), inbox=inbox, enrich=True, pay_url=url, courses_url=url)
    assert report.status is ExitStatus.OK
    assert any("Entgeltatlas" in sentence for sentence in report.notices)
    with world.open() as store:
        assert store.matches("vum-a") and store.courses("vum-a") == ()
