"""The commands as an administrator types them: exit status by kind of trouble, one sentence, JSON alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from matcher.errors import ExitStatus
from matcher.models import Jobseeker, Profile
from matcher.store import Store, now
from web.cli import cli


def run(tmp_path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--database", str(tmp_path / "w.db"), *arguments])


def write(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        pytest.param(["import", "vacancies"], ExitStatus.BAD_INPUT, "--from PATH or --around", id="neither source"),
        pytest.param(["facts", "set", "nobody", "children=2"], ExitStatus.NOT_FOUND, "no person nobody", id="unknown person"),
        pytest.param(["facts", "set", "nobody", "children"], ExitStatus.BAD_INPUT, "NAME=VALUE", id="fact without value"),
        pytest.param(["import", "vacancies", "--around", "49716", "--radius", "900"], ExitStatus.BAD_INPUT, "radius_km", id="radius"),
        pytest.param(["evaluate", "ranking", "--case", "."], ExitStatus.BAD_INPUT, "expected this file", id="no case"),
    ],
)  # fmt: skip
def test_trouble_gives_one_sentence_and_its_own_exit_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], status: ExitStatus, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(tmp_path, *arguments)
    assert result.exit_code == status
    assert message in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert "Traceback" not in result.output


def test_an_unknown_file_of_people_is_refused_with_what_was_expected(tmp_path: Path) -> None:
    result = run(tmp_path, "import", "jobseekers", write(tmp_path / "letter.json", '{"dear": "sir"}'))
    assert result.exit_code == ExitStatus.BAD_INPUT
    assert "letter.json" in result.stderr and "VUM" in result.stderr


def test_evaluate_prints_json_and_nothing_else(tmp_path: Path) -> None:
    pairs = write(tmp_path / "p.csv", "nl,de\nHeftruckchauffeur,Gabelstaplerfahrer/in\nKok,Koch/Köchin\n")
    candidates = write(tmp_path / "c.csv", "de\nKoch/Köchin\nGabelstaplerfahrer/in\nBäcker/in\nZahnarzt/-ärztin\n")
    result = run(tmp_path, "evaluate", "occupations", "--pairs", pairs, "--candidates", candidates)
    figures = json.loads(result.stdout)
    assert figures["bridge"]["mrr"] == 1.0
    assert {"char_tfidf", "wratio"} <= set(figures)


def test_an_import_with_odd_records_ends_with_warnings(tmp_path: Path) -> None:
    file = write(tmp_path / "ads.jsonl", '{"referenznummer": "10000-1-S", "stellenangebotsTitel": "Koch"}\nnonsense\n')
    result = run(tmp_path, "import", "vacancies", "--from", file)
    assert result.exit_code == ExitStatus.WARNINGS
    assert "ads.jsonl:2" in result.stderr
    assert "new 1" in result.stdout
    assert "import vacancies" in run(tmp_path, "runs").stdout


def test_a_wrong_setting_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WERKBRUG_PORT", "many")
    result = run(tmp_path, "runs")
    assert result.exit_code == ExitStatus.BAD_INPUT
    assert "WERKBRUG_PORT" in result.stderr and "a whole number" in result.stderr


def test_rules_check_names_what_ends_without_successor(tmp_path: Path) -> None:
    result = run(tmp_path, "rules", "check", "--date", "2026-11-24")
    assert result.exit_code == ExitStatus.OK
    assert "2026" in result.stdout and result.stdout.strip().endswith("to look at")


def test_rules_explain_says_which_fired_and_why_the_others_did_not(tmp_path: Path) -> None:
    ads = write(
        tmp_path / "ads.jsonl",
        '{"referenznummer": "1-S", "stellenangebotsTitel": "Koch", "hauptberuf": "Koch/Köchin"}\n',
    )
    people = write(
        tmp_path / "people.json",
        '[{"idWerkzoekende": "wb-1", "mobiliteit": {"bemiddelingspostcode": "7811AB"}}]',
    )
    assert run(tmp_path, "import", "vacancies", "--from", ads).exit_code == ExitStatus.OK
    assert run(tmp_path, "import", "jobseekers", people).exit_code == ExitStatus.OK
    lines = run(tmp_path, "rules", "explain", "--person", "vum-wb-1", "--vacancy", "1-S").stdout.splitlines()
    assert {line.split()[0] for line in lines} == {"yes", "no"}
    missing = run(tmp_path, "rules", "explain", "--person", "nobody", "--vacancy", "1-S")
    assert (missing.exit_code, missing.stderr) == (ExitStatus.NOT_FOUND, "werkbrug: there is no person nobody\n")


def test_expire_erases_those_whose_time_is_over_and_nobody_else(tmp_path: Path) -> None:
    last_seen = {"over": "2000-01-01T00:00:00+00:00", "now": now()}
    with Store.open(tmp_path / "w.db") as store:
        for key, seen in last_seen.items():
            store.put_profiles([Profile(Jobseeker(key, "vum"))], seen)
    assert "1 people would be erased" in run(tmp_path, "expire", "--dry-run").stdout
    with Store.open(tmp_path / "w.db") as store:
        assert store.jobseeker("over") is not None
    run(tmp_path, "expire")
    with Store.open(tmp_path / "w.db") as store:
        assert [p.key for p in store.jobseekers()] == ["now"]
        assert "over" not in str(store.log_of("over"))
