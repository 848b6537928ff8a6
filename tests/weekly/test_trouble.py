"""Two runs at once, a full disk, a locked database, faults of the service: a clear message, and nothing is lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from matcher.cli_weekly import cli
from matcher.errors import BusyError, ExitStatus
from matcher.sources.jobsuche_service import ClientSettings
from matcher.weekly.lock import run_lock
from tests.conftest import ROOT
from tests.standins.country_server import country
from tests.weekly.conftest import LIMITS, World, adverts, stock

HOLD = (
    "import sys, pathlib; from matcher.weekly.lock import run_lock\n"
    "with run_lock(pathlib.Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
)


@contextmanager
def other_process(database: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock."""
    command = [sys.executable, "-c", HOLD, str(database)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_two_runs_are_kept_apart_and_the_message_names_the_process(world: World) -> None:
    with other_process(world.database) as other:
        with pytest.raises(BusyError, match=f"process {other.pid}"), run_lock(world.database):
            pass
        result = CliRunner().invoke(cli, ["--database", str(world.database), "weekly"])
    assert result.exit_code == ExitStatus.BUSY
    assert result.stderr.count("\n") == 1 and str(other.pid) in result.stderr


def test_the_lock_of_a_killed_process_holds_nobody_up(world: World) -> None:
    with other_process(world.database) as other:
        other.kill()
        other.wait()
        with run_lock(world.database):
            assert world.database.with_name("w.db.lock").read_text().split() == [str(os.getpid())]


@pytest.mark.parametrize("room", [0, 3, 12, 40], ids=lambda pages: f"{pages}-pages-left")
def test_a_full_disk_leaves_what_was_there_and_says_so(world: World, room: int) -> None:
    bodies = adverts(40)
    world.run(bodies)
    with world.open() as store:
        before = stock(store)
        pages = store.db.execute("pragma page_count").fetchone()[0]
        store.db.execute(f"pragma max_page_count = {pages + room}")
        report = world.run([*bodies, *adverts(150, skip=40)], store=store)
    assert report.status is ExitStatus.FAILED and "disk is full" in report.problem
    with world.open() as store:
        after = stock(store)
        assert store.db.execute("pragma quick_check").fetchone() == ("ok",)
    assert {ref: after[ref] for ref in before} == before
    assert not world.run([*bodies, *adverts(150, skip=40)]).problem
    with world.open() as store:
        assert store.count_vacancies() == 190


def test_a_database_locked_by_another_program_is_named(world: World) -> None:
    world.run(adverts(5))
    with world.open() as store:
        store.db.execute("pragma busy_timeout = 20")
        blocker = sqlite3.connect(world.database)
        try:
            report = world.run(adverts(8), store=store, at={"details": lambda: blocker.execute("begin immediate")})
            assert report.status is ExitStatus.FAILED and "another program has kept it locked" in report.problem
        finally:
            blocker.rollback()
            blocker.close()
    assert world.run(adverts(8)).status is ExitStatus.OK


def test_faults_of_the_service_end_with_the_stock_of_a_clean_run(tmp_path: Path) -> None:
    found, retries = [], 0
    for name, faults in (("clean", 0.0), ("troubled", 0.05)):
        world = World(tmp_path / name)
        for week in (0, 1):
            with country(200, seed=3, week=week, faults=faults, slow_seconds=0.02) as url:
                report = world.run_at(ClientSettings(url, limits=LIMITS))
                retries += report.retries
        with world.open() as store:
            found.append(stock(store))
            assert report.counts["without_detail"] == 0
    assert retries > 0
    assert found[0] == found[1]


def test_trouble_while_opening_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "w.db").write_text(
        "this is no database, but a text that is long enough to be looked at", encoding="ascii"
    )
    result = CliRunner().invoke(cli, ["--database", str(tmp_path / "w.db"), "weekly"])
    assert result.exit_code == ExitStatus.STORE
    assert "w.db cannot be opened" in result.stderr
