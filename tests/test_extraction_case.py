from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from matcher.bridge.lexicon import Concept
from matcher.cli import cli
from matcher.errors import InputError
from matcher.extract import text_of
from matcher.extraction_case import evaluate_extraction, evaluate_extraction_files, part_of, read_labels
from matcher.models import Strength, Vacancy
from matcher.skilltext import SkillFinder
from tests.conftest import ROOT, SHARED, needs_shared

SAMPLE = ROOT / "data" / "sample"
LABELS = SAMPLE / "extraction_labels.jsonl"
REAL = ROOT / "tests" / "fixtures" / "extraction_real.jsonl"
FINDER = SkillFinder.of("de", [
    Concept("sap", "software", ("SAP",), ("SAP",)), Concept("fork", "certificate", ("heftruck",), ("Staplerschein",)),
    Concept("team", "soft", ("teamwork",), ("Teamfähigkeit",)),
])  # fmt: skip
AD = Vacancy("1", "Lagerist", description="Ihr Profil\nStaplerschein, Deutsch B1, Teamfähigkeit\nSAP von Vorteil")
BLANK = {
    "german": {"level": None, "assumed": True}, "licences": [], "licences_nice": [], "diploma": None, "no_diploma": False, "years": None,
    "shifts": None, "hours_min": None, "hours_max": None, "pay_low": None, "pay_high": None, "temporary_agency": None,
    "career_changers": None, "skills": [],
}  # fmt: skip


def labelled(tmp_path: Path, **values: object) -> Path:
    path = tmp_path / "labels.jsonl"
    path.write_text(json.dumps({"ref": "1", **BLANK, **values}) + "\n", encoding="utf-8")
    return path


def test_skills_are_right_by_their_span_and_traits_do_not_count(tmp_path: Path) -> None:
    skills = [{"text": "Staplerschein", "strength": "required"}, {"text": "Regale", "strength": "task"}]
    figures = evaluate_extraction([AD], read_labels(labelled(tmp_path, skills=skills)), FINDER)["skills"]
    assert (figures["precision"], figures["recall"], figures["strength_accuracy"]) == (0.5, 0.5, 1.0)


def test_a_span_is_a_label_as_good_as_its_words(tmp_path: Path) -> None:
    start = text_of(AD).index("SAP")
    skills = [{"span": [start, start + 3], "strength": "required"}]
    figures = evaluate_extraction([AD], read_labels(labelled(tmp_path, skills=skills)), FINDER)["skills"]
    assert (figures["recall"], figures["strength_accuracy"]) == (1.0, 0.0)


def test_a_field_that_is_missed_costs_recall_only(tmp_path: Path) -> None:
    found = evaluate_extraction([AD], read_labels(labelled(tmp_path, years=3.0)), FINDER)
    assert (found["years"]["precision"], found["years"]["recall"]) == (None, 0.0)


def test_a_text_that_has_changed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not the one that was labelled"):
        evaluate_extraction([AD], read_labels(labelled(tmp_path, length=1)), FINDER)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        pytest.param("{", "expected one JSON object", id="not JSON"),
        pytest.param("[]", "ref", id="no object"),
        pytest.param('{"ref": "1"}', "german", id="field missing"),
        pytest.param(json.dumps({"ref": "1", **BLANK, "skills": [{"strength": "task"}]}), "skills", id="no words"),
        pytest.param(json.dumps({"ref": "1", **BLANK, "skills": [{"text": "x", "strength": "much"}]}), "strength", id="strength"),
    ],
)  # fmt: skip
def test_a_bad_label_is_named_by_file_line_and_field(tmp_path: Path, line: str, field: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=rf"bad\.jsonl:1.*{field}"):
        read_labels(path)


def test_the_parts_of_the_labels_do_not_overlap() -> None:
    labels = read_labels(LABELS)
    train, held_out = part_of(labels, "train"), part_of(labels, "held-out")
    assert (len(labels), len(train), len(held_out)) == (100, 80, 20)
    assert {x.ref for x in train} | {x.ref for x in held_out} == {x.ref for x in part_of(labels, "all")}


def test_the_real_labels_copy_no_text() -> None:
    rows = [json.loads(line) for line in REAL.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 60
    assert all(set(skill) == {"span", "strength"} for row in rows for skill in row["skills"])


# What was reached when this was written, a little below: a change that costs quality shows here.
FLOOR = {"german": 0.8, "licences": 0.9, "diploma": 0.82, "years": 0.9, "hours": 0.9, "pay": 0.9, "skills": 0.48}


def test_the_sample_is_read_as_well_as_before() -> None:
    figures = evaluate_extraction_files(SAMPLE / "vacancies.jsonl", LABELS)
    assert {name: figures[name]["f1"] for name in FLOOR if figures[name]["f1"] < FLOOR[name]} == {}
    assert figures["skills"]["precision"] > 0.75
    assert figures["skills"]["strength_accuracy"] > 0.82


@needs_shared
def test_real_advertisements_are_read_as_well_as_before() -> None:
    figures = evaluate_extraction_files(SHARED / "ba" / "vacancies_dev.jsonl", REAL)
    floor = {"german": 0.9, "diploma": 0.9, "years": 0.9, "skills": 0.44}
    assert {name: figures[name]["f1"] for name in floor if figures[name]["f1"] < floor[name]} == {}


def test_every_labelled_strength_is_used() -> None:
    used = Counter(skill.strength for label in read_labels(LABELS) for skill in label.skills)
    assert set(used) == set(Strength)


def test_the_command_prints_json_and_nothing_else(tmp_path: Path) -> None:
    body = {"referenznummer": "1", "stellenangebotsTitel": AD.title, "stellenangebotsBeschreibung": AD.description}
    (tmp_path / "v.jsonl").write_text(json.dumps(body) + "\n", encoding="utf-8")
    args = ["evaluate", "extraction", "--labels", str(labelled(tmp_path)), "--vacancies", str(tmp_path / "v.jsonl")]
    result = CliRunner().invoke(cli, args)
    assert result.exit_code == 0, result.output
    assert json.loads(result.output)["advertisements"] == 1
