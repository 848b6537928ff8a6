"""`werkbrug weekly` as an administrator calls it: which areas it lists, and what it says of wrong ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from matcher.errors import ExitStatus
from tests.standins.jobsuche import create_standin, running
from tests.weekly.conftest import TODAY, adverts
from web.cli import cli


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is expected, nobody else is asked, and the areas of the settings cannot be used."""
    (tmp_path / "expected.toml").write_text("expected = []\n", encoding="utf-8")
    values = {"EXPECTED": str(tmp_path / "expected.toml"), "ENRICH": "0", "JOBSUCHE_PAUSE": "0", "WEEKLY_AREAS": ";"}
    for name, value in values.items():
        monkeypatch.setenv(f"WERKBRUG_{name}", value)


def weekly(folder: Path, *args: str) -> Result:
    return CliRunner().invoke(cli, ["--database", str(folder / "w.db"), "weekly", *args])


def searched(folder: Path) -> set[str]:
    """The areas of the last run's searches."""
    report = max((folder / "reports").glob("*.json"))
    return {entry["search"].split(",")[0] for entry in json.loads(report.read_text(encoding="utf-8"))["slices"]}


@pytest.mark.usefixtures("settings")
def test_areas_of_the_command_line_are_listed_instead_of_those_of_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(create_standin(adverts(30), today=TODAY)) as url:
        monkeypatch.setenv("WERKBRUG_JOBSUCHE_URL", url)
        done = weekly(tmp_path, "--area", "49716+50", "--area", "Niedersachsen")
        assert done.exit_code in (ExitStatus.OK, ExitStatus.WARNINGS), done.stderr
        assert searched(tmp_path) == {"49716+50", "Niedersachsen"}
        done = weekly(tmp_path, "--by-state")
        assert done.exit_code == ExitStatus.WARNINGS
        assert "Hamburg, angebotsart 34: 0 advertisements; nothing is declared" in done.stderr
        assert len(searched(tmp_path)) == 16 and "Nordrhein-Westfalen" in searched(tmp_path)


@pytest.mark.usefixtures("settings")
@pytest.mark.parametrize(
    ("args", "status", "says"),
    [
        pytest.param(("--area", "Bremen", "--by-state"), ExitStatus.USAGE, "not both", id="two ways"),
        pytest.param(("--area", "49716+999"), ExitStatus.BAD_INPUT, "area '49716+999': expected", id="too wide"),
        pytest.param((), ExitStatus.BAD_INPUT, "WERKBRUG_WEEKLY_AREAS", id="none"),
    ],
)
def test_areas_that_cannot_be_used_are_named(tmp_path: Path, args: tuple[str, ...], status: int, says: str) -> None:
    done = weekly(tmp_path, *args)
    assert done.exit_code == status and says in done.stderr
