"""The Sonar export: the same people from CSV and XLSX, under the same keys, and no BSN anywhere."""

from __future__ import annotations

import csv
import logging
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.errors import InputError
from matcher.models import Cefr, Contact, Diploma, Jobseeker, Language, Occupation, Profile, Rejected
from matcher.sources.base import RawRecord
from matcher.sources.sonar import parse, read
from matcher.sources.sonar_table import USED, day_of
from tests.conftest import ROOT, SHARED, needs_shared

BSN = "123456782"
FILE = ROOT / "tests" / "fixtures" / "profiles" / "sonar.csv"
HEADER = ["BSN", "ID_WZ", "Postcode", "Bemiddelingsberoep", "Inschrijfdatum"]
ROW = {"Postcode": "7811 ab", "Bemiddelingsberoep": "Lasser", "Inschrijfdatum": "44562"}


def profiles(path: Path) -> list[Profile]:
    return [parse(r) for r in read(path) if isinstance(r, RawRecord)]


def one(**cells: Any) -> Jobseeker:
    return parse(RawRecord("s.csv:2", {**ROW, **{k.replace("_", " "): v for k, v in cells.items()}})).jobseeker


def write_csv(path: Path, *rows: list[Any], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as lines:
        csv.writer(lines, delimiter=delimiter).writerows(rows)
    return path


def write_xlsx(path: Path, *rows: list[Any]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_a_semicolon_file_in_an_old_encoding_is_read_whole() -> None:
    first, second, third = profiles(FILE)
    assert first.jobseeker == Jobseeker(
        key=first.jobseeker.key,
        source="sonar",
        postcode="7811AB",
        occupations=(Occupation("Coördinator zorg"),),
        interests=("Zorg en welzijn",),
        languages=(Language("nl", Cefr.C1, assumed=True),),
        licences=("B", "BE"),
        transport=("public", "bike"),
        level=Diploma.MBO4,
        hours_max=24,
        odd=("BSN: refused and not stored",),
    )
    assert first.contact == Contact("Fenna Zwart", "fenna@voorbeeld.example", "0591-000000")
    assert (second.jobseeker.key, second.jobseeker.hours_max) == ("sonar-W-17", 32)
    assert second.jobseeker.odd == ("Toestemming: the person has not agreed to sharing the profile",)
    assert third.contact is None
    assert [o.split(":")[0] for o in third.jobseeker.odd] == ["Rijbewijs", "Vervoer", "Opleidingsniveau", "E-mailadres"]


def test_what_is_not_needed_is_not_even_read() -> None:
    records = [r for r in read(FILE) if isinstance(r, RawRecord)]
    assert "Zandweg" not in repr(records)
    assert "'61'" not in repr(records)
    assert "Zandweg" not in repr(profiles(FILE))


def test_keys_are_stable_distinct_and_not_from_a_name(tmp_path: Path) -> None:
    people = [
        ["", "", "7811AB", "Lasser", 44562],
        ["", "", "7811AB", "Lasser", 44562],
        ["", "W.9", "7811AB", "Kok", 44562],
    ]
    first = [p.jobseeker.key for p in profiles(write_csv(tmp_path / "a.csv", HEADER, *people))]
    assert len(set(first)) == 3
    assert first[2] == "sonar-W.9"
    more = write_csv(tmp_path / "b.csv", HEADER, ["", "", "7741CD", "Kok", 44000], *people)
    assert [p.jobseeker.key for p in profiles(more)][1:] == first
    dated = [[*p[:4], date(2022, 1, 1)] for p in people]
    sheet = write_xlsx(tmp_path / "c.xlsx", HEADER, *dated)
    assert [p.jobseeker.key for p in profiles(sheet)] == first
    named = [h if h != "BSN" else "Volledige Naam" for h in HEADER]
    renamed = write_csv(tmp_path / "d.csv", named, *([n, *p[1:]] for n, p in zip("xyz", people, strict=True)))
    assert [p.jobseeker.key for p in profiles(renamed)] == first


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_every_way_to_write_a_csv(tmp_path: Path, delimiter: str, encoding: str) -> None:
    header = [" inschrijfdatum", "POSTCODE", "Bemiddelings beroep", "Iets anders"]
    path = write_csv(tmp_path / "a.csv", header, ["44562", "7811AB", "Patiënten, zorg; hulp", "x"], delimiter=delimiter,
                     encoding=encoding)  # fmt: skip
    assert profiles(path)[0].jobseeker.occupations == (Occupation("Patiënten, zorg; hulp"),)


CELLS = [
    ("mbo-level", "Opleidingsniveau", "MBO 2", "level", Diploma.MBO2),
    ("mbo-level-in-words", "Opleidingsniveau", "mbo-niveau 3", "level", Diploma.MBO3),
    ("mbo", "Opleidingsniveau", "MBO", "level", Diploma.MBO),
    ("havo", "Opleidingsniveau", "HAVO", "level", Diploma.HAVO_VWO),
    ("hbo", "Opleidingsniveau", "HBO/Bachelor", "level", Diploma.HBO),
    ("wo", "Opleidingsniveau", "WO", "level", Diploma.WO),
    ("unknown-level", "Opleidingsniveau", "NNB", "level", None),
    ("question-marks", "Rijbewijs", "??", "licences", ()),
    ("licences", "Rijbewijs", "A,B , C,B+", "licences", ("A", "B", "C", "B+")),
    ("scooter", "Vervoer", "Scooter", "transport", ("moped",)),
    ("car", "Vervoer", "AUTO", "transport", ("car",)),
    ("motor", "Vervoer", "MOTOR", "transport", ("motor",)),
    ("public", "Vervoer", "OV", "transport", ("public",)),
    ("hours-number", "Beschikbare uren/wk", 40, "hours_max", 40),
    ("hours-fraction", "Beschikbare uren/wk", 32.5, "hours_max", 32),
    ("speaks-reasonably", "Mondeling Nederlands", "2", "languages", (Language("nl", Cefr.A2, assumed=True),)),
    (
        "written-when-speech-unknown",
        "Schriftelijk Nederlands",
        3,
        "languages",
        (Language("nl", Cefr.B1, assumed=True),),
    ),
    ("speaks-none", "Mondeling Nederlands", 1, "languages", ()),
    ("sector-in-words", "Beroepssector", "Techniek", "interests", ("Techniek",)),
    ("sector-code", "Beroepssector", "99999", "interests", ()),
]


@pytest.mark.parametrize(("column", "cell", "name", "value"), [c[1:] for c in CELLS], ids=[c[0] for c in CELLS])
def test_what_a_cell_means(column: str, cell: object, name: str, value: object) -> None:
    found = one(**{column: cell})
    assert getattr(found, name) == value
    assert found.odd == ()


ODD = [
    ("postcode-missing", {"Postcode": "NNB"}, "Postcode: missing"),
    ("postcode-german", {"Postcode": "49716"}, "Postcode: not four digits and two letters"),
    ("hours", {"Beschikbare uren/wk": "veel"}, "Beschikbare uren/wk: not between 1 and 99"),
    ("hours-zero", {"Beschikbare uren/wk": "0"}, "Beschikbare uren/wk: not between 1 and 99"),
    ("registered", {"Inschrijfdatum": "gisteren"}, "Inschrijfdatum: not a date"),
    ("id", {"ID_WZ": "a/b"}, "ID_WZ: not an identifier of letters, digits, dots and hyphens; not used"),
]


@pytest.mark.parametrize(("cells", "note"), [o[1:] for o in ODD], ids=[o[0] for o in ODD])
def test_an_odd_cell_is_named_and_the_person_stays(cells: dict[str, Any], note: str) -> None:
    found = parse(RawRecord("s.csv:2", {**ROW, **cells})).jobseeker
    assert found.odd == (note,)
    assert found.occupations == (Occupation("Lasser"),)


DAYS = [
    ("serial", "44562", date(2022, 1, 1)),
    ("serial-number", 44562, date(2022, 1, 1)),
    ("serial-with-time", 44562.5, date(2022, 1, 1)),
    ("iso", "2022-01-01", date(2022, 1, 1)),
    ("dutch", "1-1-2022", date(2022, 1, 1)),
    ("cell", datetime(2022, 1, 1, 9, 30), date(2022, 1, 1)),
    ("impossible", "31-2-2022", None),
    ("words", "NNB", None),
]


@pytest.mark.parametrize(("cell", "day"), [d[1:] for d in DAYS], ids=[d[0] for d in DAYS])
def test_days(cell: object, day: date | None) -> None:
    assert day_of(cell) == day


def test_missing_columns_are_named_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read(write_csv(tmp_path / "a.csv", ["Postcode", "Geslacht"], ["7811AB", "V"]))
    assert str(error.value) == "a.csv: expected a Sonar export; missing columns: Bemiddelingsberoep, Inschrijfdatum"


def test_a_file_that_is_no_workbook_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(InputError, match=r"^a\.xlsx: expected a readable CSV or XLSX table"):
        read(tmp_path / "a.xlsx")


def test_broken_and_repeated_rows_are_rejected_with_their_line(tmp_path: Path) -> None:
    good = ["", "W.1", "7811AB", "Kok", "44562"]
    path = write_csv(tmp_path / "a.csv", HEADER, ["", "W.0", "7811AB", "Kok\nin twee regels", "44562"], ["", "W.1"],
                     [*good, "", "te veel"], good, good)  # fmt: skip
    assert [(r.where, r.field) if isinstance(r, Rejected) else r.where for r in read(path)] == [
        "a.csv:2", ("a.csv:4", ""), ("a.csv:5", ""), "a.csv:6", ("a.csv:7", "ID_WZ")
    ]  # fmt: skip


BSN_COLUMNS = ["BSN", "bsn", "B S N", "Burgerservicenummer", "Sofi-nummer", "Klant BSN nr."]


@pytest.mark.parametrize("column", BSN_COLUMNS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_bsn_column_leaves_a_note_and_nothing_else(
    tmp_path: Path, column: str, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    rows = [
        [column, *HEADER[1:]],
        [int(BSN), "W.1", "7811AB", "Kok", 44562],
        ["REMOVED", "W.2", "7811AB", "Kok", 44562],
    ]
    path = tmp_path / f"{BSN}.{kind}"
    records = list(read(write_csv(path, *rows) if kind == "csv" else write_xlsx(path, *rows)))
    found = [parse(r) for r in records if isinstance(r, RawRecord)]
    assert [p.jobseeker.odd for p in found] == [("BSN: refused and not stored",), ()]
    assert BSN not in repr(records) + repr(found) + caplog.text


def test_a_bsn_as_identifier_refuses_the_row_without_repeating_it(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", HEADER, ["", BSN, "7811AB", "Kok", 44562], ["", "W.2", "7811AB", "Kok", 44562])
    refused, kept = read(path)
    assert isinstance(refused, Rejected)
    assert (refused.where, refused.field) == ("a.csv:2", "ID_WZ")
    assert BSN not in repr(refused)
    assert isinstance(kept, RawRecord)
    with pytest.raises(InputError) as error:
        parse(RawRecord("a.csv:2", {**ROW, "ID_WZ": BSN}))
    assert BSN not in str(error.value)


CELL = st.none() | st.text(max_size=8) | st.integers() | st.floats() | st.datetimes()


@settings(max_examples=100)
@given(st.dictionaries(st.sampled_from(USED) | st.text(max_size=6), CELL, max_size=12))
def test_any_row_is_read_and_no_bsn_comes_through(cells: dict[str, Any]) -> None:
    cells.pop("ID_WZ", None)
    profile = parse(RawRecord("s.csv:2", {**cells, "Sofinummer": BSN}))
    assert profile.jobseeker.key.startswith("sonar-")
    assert BSN not in repr(profile)


@needs_shared
def test_the_sample_is_read_without_loss() -> None:
    path = SHARED / "uwv" / "SonarDashboardExample_noBSN.csv"
    with path.open(encoding="utf-8-sig", newline="") as lines:
        raw = list(csv.DictReader(lines))
    found = profiles(path)
    people = [p.jobseeker for p in found]
    assert len(people) == len(raw) == len({p.key for p in people}) == 24
    assert [p.jobseeker.key for p in profiles(path)] == [p.key for p in people]
    assert [p.postcode for p in people] == [row["Postcode"] for row in raw]
    assert [p.occupations[0].title for p in people] == [row["Bemiddelingsberoep"] for row in raw]
    assert [p.hours_max for p in people] == [int(row["Beschikbare uren/wk"]) for row in raw]
    assert [",".join(p.licences) for p in people] == [row["Rijbewijs"] for row in raw]
    assert [p.level for p in people] == [row["Opleidingsniveau"].lower() for row in raw]
    assert all(p.transport and p.languages for p in people)
    assert [i for i, p in enumerate(people) if p.odd] == [i for i, row in enumerate(raw) if row["Toestemming"] == "Nee"]
    assert {p.contact.email for p in found if p.contact} == {"Piet@testdorp.org"}
