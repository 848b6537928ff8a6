"""Finding out what a file of jobseekers is, and where in it each record stands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError
from matcher.models import Jobseeker, Rejected
from matcher.profiles import read_profiles
from tests.conftest import ROOT, SHARED, needs_shared

FIXTURES = ROOT / "tests" / "fixtures" / "profiles"
BSN = "123456782"
PROFILE = {"idWerkzoekende": "a", "mobiliteit": {"bemiddelingspostcode": "7811AB"}}


def outcome(path: Path, form: str = "auto") -> tuple[list[Jobseeker], list[Rejected]]:
    """People and rejected records of a file, as an import sees them."""
    records, parse = read_profiles(path, form)
    people, rejected = [], []
    for record in records:
        if isinstance(record, Rejected):
            rejected.append(record)
            continue
        try:
            people.append(parse(record).jobseeker)
        except InputError as error:
            rejected.append(Rejected(error.where, error.field, error.expected))
    return people, rejected


def written(tmp_path: Path, body: Any, name: str = "p.json") -> Path:
    path = tmp_path / name
    path.write_text(body if isinstance(body, str) else json.dumps(body), encoding="utf-8")
    return path


FORMS = [
    ("list", [PROFILE], "vum"),
    ("single", PROFILE, "vum"),
    ("answer", {"maximumAantalResultatenBereikt": False, "matches": [PROFILE]}, "vum"),
    ("europass", {"LearnerInfo": {"Headline": {"Description": {"Label": "Kok"}}}}, "europass"),
    (
        "europass-list",
        [{"SkillsPassport": {"LearnerInfo": {"Headline": {"Description": {"Label": "Kok"}}}}}],
        "europass",
    ),
]


@pytest.mark.parametrize(("body", "source"), [f[1:] for f in FORMS], ids=[f[0] for f in FORMS])
def test_the_format_is_found(tmp_path: Path, body: Any, source: str) -> None:
    for form in ("auto", source):
        people, rejected = outcome(written(tmp_path, body), form)
        assert ([p.source for p in people], rejected) == ([source], [])


def test_records_carry_line_and_index_and_one_bad_record_stops_nobody() -> None:
    people, rejected = outcome(FIXTURES / "vum_matches.json")
    assert [p.key for p in people] == ["vum-EM.0001", "vum-EM.0003"]
    assert people[1].odd == ("BSN: refused and not stored",)
    lines = (FIXTURES / "vum_matches.json").read_text(encoding="utf-8").splitlines()
    places = {(r.where, r.field) for r in rejected}
    assert places == {
        ("vum_matches.json:16#1", "mobiliteit.bemiddelingspostcode"),
        ("vum_matches.json:22#2", "idWerkzoekende"),
        ("vum_matches.json:28#3", ""),
    }
    assert (lines[15].strip(), lines[27].strip()) == ("{", '"geen profiel",')


def test_a_file_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    whole = json.dumps([{**PROFILE, "idWerkzoekende": str(n)} for n in range(3)], indent=1)
    people, rejected = outcome(written(tmp_path, whole[: whole.index('"2"')]))
    assert [p.key for p in people] == ["vum-0", "vum-1"]
    assert [r.where for r in rejected] == ["p.json:14#2"]


def test_a_folder_takes_every_format_and_names_the_file_it_cannot_use(tmp_path: Path) -> None:
    for file in FIXTURES.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    written(tmp_path, {"documentId": 1}, "other.json")
    written(tmp_path, "not for us", "notes.txt")
    people, rejected = outcome(tmp_path)
    assert {p.source for p in people} == {"vum", "sonar", "europass"}
    assert len(people) == 6
    assert [r.where for r in rejected if "other" in r.where] == ["other.json"]
    assert not any("notes" in r.where for r in rejected)


UNKNOWN = [
    ("other-object", '{"documentId": 1, "supplier": 2}', "p.json", "found an object with documentId, supplier"),
    ("odd-keys-are-not-repeated", '{"Jan de Vries": 1}', "p.json", "found an object without known fields"),
    ("list-of-others", '[{"x": 1}]', "p.json", "found a list without profiles"),
    ("empty-list", "[]", "p.json", "found a list without profiles"),
    ("value", "7", "p.json", "found a single JSON value"),
    ("no-json", "hello", "p.json", "found no valid JSON"),
    ("empty-file", "", "p.json", "found no valid JSON"),
    ("nested-too-deep", '{"a":' * 5000, "p.json", "found JSON that is nested too deep"),
    ("other-table", "a,b\n1,2\n", "p.csv", "found a table of 2 columns that is no Sonar export"),
    ("empty-table", "", "p.csv", "found a table of 0 columns"),
]


@pytest.mark.parametrize(("text", "name", "found"), [u[1:] for u in UNKNOWN], ids=[u[0] for u in UNKNOWN])
def test_an_unknown_file_is_refused_in_one_sentence(tmp_path: Path, text: str, name: str, found: str) -> None:
    with pytest.raises(InputError) as error:
        read_profiles(written(tmp_path, text, name))
    assert str(error.value).startswith(name)
    assert found in str(error.value)
    assert "expected VUM profiles or a Europass CV (JSON) or a Sonar export (CSV or XLSX)" in str(error.value)


def test_a_file_of_another_format_than_asked_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^p\.json: expected the format europass, found vum$"):
        read_profiles(written(tmp_path, [PROFILE]), "europass")
    with pytest.raises(InputError, match=r"^sonar\.csv: .* expected the format vum$"):
        read_profiles(FIXTURES / "sonar.csv", "vum")
    with pytest.raises(InputError, match="missing columns: Bemiddelingsberoep, Inschrijfdatum"):
        read_profiles(written(tmp_path, "Postcode,x\n1,2\n", "s.csv"), "sonar")
    with pytest.raises(InputError, match="expected a format out of auto, vum"):
        read_profiles(FIXTURES, "setu")


def test_a_folder_without_profiles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no \.json, \.csv or \.xlsx file"):
        read_profiles(tmp_path)


def test_no_bsn_leaves_the_reader(tmp_path: Path) -> None:
    body = [{**PROFILE, "bsn": BSN}, {**PROFILE, "idWerkzoekende": BSN}, PROFILE | {"idWerkzoekende": "b"}]
    records, _ = read_profiles(written(tmp_path, body, f"{BSN}.json"))
    found = list(records)
    assert [isinstance(r, Rejected) for r in found] == [False, True, False]
    assert BSN not in repr(found)


@given(st.lists(st.sampled_from(["a", "b é", "{", "]", ",\n"]), max_size=6), st.sampled_from([None, 0, 2]))
def test_the_line_is_that_of_the_record(
    tmp_path_factory: pytest.TempPathFactory, words: list[str], indent: int | None
) -> None:
    profiles = [
        {**PROFILE, "idWerkzoekende": f"id-{n}", "persoonlijkePresentatie": w} for n, w in enumerate(["x", *words])
    ]
    path = written(tmp_path_factory.mktemp("p"), "\n\n" + json.dumps(profiles, indent=indent, ensure_ascii=False))
    lines = path.read_text(encoding="utf-8").split("\n")
    records, _ = read_profiles(path)
    for n, record in enumerate(records):
        assert not isinstance(record, Rejected)
        line = int(record.where.removeprefix("p.json:").split("#")[0])
        assert f'"id-{n}"' in lines[line - 1] + "".join(lines[line : line + 1])


@needs_shared
@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("vum/AccreditatieWerkzoekenden_upload.json", 1000),
        ("vum/v2.0_AccreditatieWerkzoekenden_upload.json", 1000),
        ("vum/UM-Werkzoekenden-sonar.json", 6),
        ("uwv/SonarDashboardExample_noBSN.csv", 24),
        ("uwv/europass_example_nl.json", 1),
    ],
    ids=lambda x: str(x).split("/")[-1],
)
def test_the_real_files_come_in_whole(name: str, count: int) -> None:
    people, rejected = outcome(SHARED / name)
    assert rejected == []
    assert len({p.key for p in people}) == count


@needs_shared
@pytest.mark.parametrize("name", ["uwv/HumanResourceExample_v2.0.json", "vum/AccreditatieWerkzoekenden_data.json"])
def test_neighbouring_formats_are_named_as_unknown(name: str) -> None:
    with pytest.raises(InputError, match="expected VUM profiles"):
        read_profiles(SHARED / name)
