"""A release is a wheel: built, installed in an empty environment, run in another folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> str:
    """Standard output of a command; its error output is shown when it fails."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("WERKBRUG", "PYTHON"))}
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a clean copy of the working tree."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    files = run("git", "ls-files", "--cached", "--others", "--exclude-standard", cwd=ROOT).splitlines()
    for name in files:
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    run(sys.executable, "-m", "build", "--wheel", "--outdir", target, source, cwd=target)
    return next(target.glob("*.whl"))


def test_the_wheel_holds_data_templates_and_translations_but_no_scripts_or_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for part in (
        "matcher/reference/lexicon/occupations.csv",
        "matcher/reference/places/postcodes.csv",
        "matcher/reference/sample/vacancies.jsonl",
        "matcher/reference/messages/factors.toml",
        "matcher/reference/SOURCES.md",
        "web/templates/base.html",
        "web/static/werkbrug.css",
        "web/translations/nl/LC_MESSAGES/messages.po",
    ):
        assert part in names
    assert not [n for n in names if n.startswith(("tests/", "data/"))]


def test_the_installed_wheel_runs_the_demo_in_another_folder(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "venv", "env", cwd=tmp_path)
    bin_ = tmp_path / "env" / "bin"
    run(bin_ / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    first = run(bin_ / "werkbrug", "demo", "--no-serve", cwd=elsewhere)
    assert re.search(r"Vacancies imported: [56]\d\d\b", first)
    assert re.search(r"Jobseekers imported: 60\b", first)
    assert re.search(r"Matches made: \d{3,} for \d\d people", first)
    assert re.search(r"name \w+   password \S+", first) and re.search(r"/\S+   code \d{6}", first)
    assert (elsewhere / "var" / "demo.db").exists()
    assert "already there" in run(bin_ / "werkbrug", "demo", "--no-serve", cwd=elsewhere)
