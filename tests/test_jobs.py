"""The jobs on small inputs: nothing half-written, odd records kept aside, text kept when a detail is missing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from matcher import jobs
from matcher.errors import ExitStatus, InputError, SourceError
from matcher.facts import read_facts_file, with_facts
from matcher.models import Cefr, Diploma, Education, Jobseeker, Language, Rejected
from matcher.profiles import read_profiles
from matcher.sources.base import RawRecord
from matcher.sources.jobsuche import read_recorded
from matcher.store import Store

TODAY = date(2026, 11, 24)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "w.db") as opened:
        yield opened


def advert(ref: str, **more: object) -> dict[str, object]:
    place = {"adresse": {"plz": "49716", "ort": "Meppen", "land": "DEUTSCHLAND"}, "breite": 52.69, "laenge": 7.29}
    plain = {
        "referenznummer": ref,
        "stellenangebotsTitel": "Staplerfahrer (m/w/d)",
        "hauptberuf": "Gabelstaplerfahrer/in",
    }
    return {**plain, "stellenlokationen": [place], "aenderungsdatum": "2026-11-01T10:00:00", **more}


def lines(path: Path, *bodies: object) -> Path:
    path.write_text("\n".join(b if isinstance(b, str) else json.dumps(b) for b in bodies), encoding="utf-8")
    return path


def test_one_odd_line_never_costs_the_others(store: Store, tmp_path: Path) -> None:
    file = lines(
        tmp_path / "ads.jsonl", advert("a"), '{"referenznummer": ', {"stellenangebotsTitel": "no number"}, advert("b")
    )
    report = jobs.import_vacancies(store, read_recorded(file))
    assert store.count_vacancies() == 2
    assert report.status is ExitStatus.WARNINGS
    assert report.rejected[0].where.endswith("ads.jsonl:2")
    assert store.odd_records(report.run) == report.rejected


def test_item_and_detail_become_one_vacancy(store: Store, tmp_path: Path) -> None:
    search = {"ergebnisliste": [advert("a", homeofficemoeglich=True)], "maxErgebnisse": 1, "page": 1, "size": 1}
    detail = advert("a", stellenangebotsBeschreibung="Wir suchen dich.")
    jobs.import_vacancies(store, read_recorded(lines(tmp_path / "x.jsonl", search, detail)))
    found = store.vacancy("a")
    assert found and found.home_office is True and found.description == "Wir suchen dich."


def test_an_item_without_detail_keeps_the_text_that_is_known(store: Store, tmp_path: Path) -> None:
    jobs.import_vacancies(
        store, read_recorded(lines(tmp_path / "1.jsonl", advert("a", stellenangebotsBeschreibung="Text")))
    )
    jobs.import_vacancies(store, read_recorded(lines(tmp_path / "2.jsonl", advert("a", firma="Neu GmbH"))))
    found = store.vacancy("a")
    assert found and (found.description, found.employer) == ("Text", "Neu GmbH")


def test_a_source_that_breaks_leaves_the_old_stock_and_says_so(store: Store) -> None:
    def breaks() -> Iterator[RawRecord | Rejected]:
        yield RawRecord("x", advert("new"))
        raise SourceError("the route has moved")

    with pytest.raises(SourceError):
        jobs.import_vacancies(store, breaks())
    assert store.count_vacancies() == 0
    assert (store.runs()[0]["status"], store.runs()[0]["report"]["problem"]) == ("failed", "the route has moved")


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ZeroDivisionError], ids=["Ctrl-C", "a mistake of ours"])
def test_a_run_that_did_not_come_to_its_end_is_never_a_good_one(store: Store, stop: type[BaseException]) -> None:
    with pytest.raises(stop), jobs.run_of(store, "match"):
        raise stop
    (run,) = store.runs()
    assert (run["status"], run["report"]["problem"]) == ("failed", f"unforeseen: {stop.__name__}")


def test_facts_fill_in_what_the_format_lacks() -> None:
    person = Jobseeker(
        "p",
        "vum",
        education=(Education(Diploma.MBO, "Logistiek", True),),
        languages=(Language("de", Cefr.A2, True), Language("en")),
    )
    full = with_facts(person, {"german_level": "B1", "diploma": "mbo2", "works_shifts": False, "germany": True})
    assert full.languages == (Language("en"), Language("de", Cefr.B1))
    assert (full.level, full.education, full.shifts, full.germany) == (Diploma.MBO2, (), False, True)
    assert with_facts(person, {}) == person


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param("who,what\n", r"facts\.csv:1: expected the columns person,name,value", id="header"),
        pytest.param(
            "person,name,value\nvum-1,german_level,D9\n",
            r"facts\.csv:2, field german_level: expected one of",
            id="choice",
        ),
        pytest.param("person,name,value\nvum-1,shoe_size,43\n", r"field shoe_size: unknown fact", id="unknown"),
        pytest.param("person,name,value\nvum-1,children,many\n", r"field children: expected a number", id="number"),
    ],
)
def test_bad_facts_are_named_by_line_and_field(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "facts.csv").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_facts_file(tmp_path / "facts.csv")


def test_matching_publishes_reasons_that_add_up_and_counts_what_limits_removed(store: Store, tmp_path: Path) -> None:
    far = {"adresse": {"plz": "80331", "ort": "München", "land": "DEUTSCHLAND"}, "breite": 48.13, "laenge": 11.57}
    ads = [
        advert("near"),
        advert("far", stellenlokationen=[far], firma="Fern GmbH"),
        advert("other", stellenangebotsTitel="Zahnarzt", hauptberuf="Zahnarzt/-ärztin"),
    ]
    jobs.import_vacancies(store, read_recorded(lines(tmp_path / "ads.jsonl", *ads)))
    profile = {
        "idWerkzoekende": "wb-1",
        "mobiliteit": {"bemiddelingspostcode": "7811AB", "maximaleReisafstand": 60},
        "bemiddelingsberoep": [{"beroepsnaamOngecodeerd": {"naamBeroepOngecodeerd": "Heftruckchauffeur"}}],
    }
    people = tmp_path / "people.json"
    people.write_text(json.dumps([profile]), encoding="utf-8")
    records, parse = read_profiles(people)
    jobs.import_jobseekers(store, records, parse)
    report = jobs.match(store, TODAY)
    (found,) = store.matches("vum-wb-1")
    assert found.vacancy == "near"
    assert found.score == pytest.approx(sum(f.points for f in found.factors), abs=0.01)
    assert store.removed("vum-wb-1") == {"distance": 1}
    assert report.counts["people_with_matches"] == 1
    assert store.asked("near").isco is not None
