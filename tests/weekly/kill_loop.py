"""Kills weekly runs at random moments and looks whether anything was lost: `python -m tests.weekly.kill_loop --kills 200`.

A stock of a few hundred advertisements goes through some weeks twice: undisturbed, and killed (SIGKILL) again and
again at a random moment of a random stage. Both must end with the same vacancies and the same matches. Those that are
killed are forked from a process that has everything loaded, so that no time goes into starting; the last run of each
week, which ends undisturbed, starts as an administrator starts it.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from matcher.store import Store
from tests.conftest import ROOT
from tests.standins.country_server import country
from tests.weekly.conftest import people, stock
from tests.weekly.forked import forked

STAGES = ("people", "list", "details", "gone", "read", "match", "publish")
# The longest wait before the signal, in times of what the stage took undisturbed.
LONGEST_WAIT = 1.2
WEEKS = 3
Fact = dict[str, Any]
LOG = logging.getLogger(__name__)
COMMAND = (sys.executable, "-c", "from web.cli import main; main()")


@dataclass
class Tally:
    """What the loop has done."""

    kills: Counter[str] = field(default_factory=Counter)
    whole: int = 0


@dataclass
class Folder:
    """A database with its inbox."""

    path: Path

    @classmethod
    def make(cls, path: Path) -> Folder:
        """With a file of jobseekers."""
        (path / "in").mkdir(parents=True)
        (path / "in" / "people.json").write_text(people("a", "b"), encoding="utf-8")
        (path / "expected.toml").write_text("expected = []\n", encoding="utf-8")
        return cls(path)

    def _env(self, url: str) -> dict[str, str]:
        return {
            "WERKBRUG_JOBSUCHE_URL": url,
            "WERKBRUG_JOBSUCHE_PAUSE": "0",
            "WERKBRUG_WEEKLY_AREAS": "Deutschland",
            "WERKBRUG_EXPECTED": str(self.path / "expected.toml"),
            "WERKBRUG_INBOX": str(self.path / "in"),
            "WERKBRUG_ENRICH": "0",
            "WERKBRUG_WORKERS": "1",
        }

    @property
    def _arguments(self) -> tuple[str, ...]:
        return ("--database", str(self.path / "w.db"), "weekly", "--full", "--log")

    def run(self, url: str) -> None:
        """One run to its end, as an administrator starts it."""
        env = {**os.environ, **self._env(url)}
        done = subprocess.run(
            [*COMMAND, *self._arguments], env=env, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode in (0, 3), done.stderr

    def run_forked(self, url: str) -> dict[str, float]:
        """One run to its end; seconds by stage."""
        with forked(self._arguments, self._env(url)) as (process, log):
            facts = list(_facts(log))
            process.join()
        assert process.exitcode in (0, 3), facts
        return {fact["stage"]: fact["seconds"] for fact in facts if fact["event"] == "end"}

    def run_and_kill(self, url: str, stage: str, delay: float) -> bool:
        """One run with a signal some time after a stage has begun; whether it came before the end."""
        with forked(self._arguments, self._env(url)) as (process, log):
            last: list[Fact] = []
            for fact in _facts(log):
                last = [*last[-5:], fact]
                if (fact["event"], fact.get("stage")) == ("begin", stage):
                    break
            time.sleep(delay)
            process.kill()
            process.join()
        assert process.exitcode in (0, 3, -signal.SIGKILL), last
        return process.exitcode == -signal.SIGKILL

    def check(self) -> None:
        """The database is whole, every record can be read, and everybody's matches are of one run."""
        with Store.open(self.path / "w.db") as store:
            assert store.db.execute("pragma quick_check").fetchone() == ("ok",)
            for ref in stock(store):
                assert store.vacancy(ref)
            assert len({run for (run,) in store.db.execute("select match_run from jobseekers")}) <= 1

    def state(self) -> tuple[Any, Any]:
        """Vacancies and the matches that readers see."""
        with Store.open(self.path / "w.db") as store:
            shown = {p.key: [(m.vacancy, m.score) for m in store.matches(p.key)] for p in store.jobseekers()}
            return stock(store), shown


def _facts(log: Iterable[str]) -> Iterator[Fact]:
    """The lines of a log as what they say; what a run tells at its end, and an error's place, follow as `said`."""
    for line in log:
        yield json.loads(line) if line.startswith("{") else {"event": "said", "text": line}


def loop(folder: Path, kills: int, seed: int, count: int, faults: float = 0.0, weeks: int = WEEKS) -> Tally:
    """The whole comparison; raises AssertionError when anything differs."""
    rng, tally = random.Random(seed), Tally()
    plain, killed = Folder.make(folder / "plain"), Folder.make(folder / "killed")
    for week in range(weeks):
        with country(count, seed=seed, week=week) as url:
            seconds = plain.run_forked(url)
        with country(count, seed=seed, week=week, faults=faults, slow_seconds=0.05) as url:
            while sum(tally.kills.values()) < kills * (week + 1) // weeks:
                stage = rng.choice(STAGES)
                if killed.run_and_kill(url, stage, rng.uniform(0, LONGEST_WAIT * seconds[stage])):
                    tally.kills[stage] += 1
                else:
                    tally.whole += 1
                killed.check()
            killed.run(url)
        for what, one, other in zip(("vacancies", "matches"), killed.state(), plain.state(), strict=True):
            differing = [key for key in {**one, **other} if one.get(key) != other.get(key)]
            assert differing == [], f"week {week}: the killed runs ended with other {what}"
        assert killed.state()[1]["vum-a"], "nobody was matched, so nothing was compared"
        LOG.info("week %d: the same after %d kills", week, sum(tally.kills.values()))
    return tally


def main() -> None:
    """Run the loop and say what it did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--faults", type=float, default=0.0)
    parser.add_argument("--weeks", type=int, default=WEEKS)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        tally = loop(Path(folder), given.kills, given.seed, given.count, given.faults, given.weeks)
    seconds = time.perf_counter() - start
    print(f"{sum(tally.kills.values())} kills in {seconds:.0f} s, {tally.whole} runs were through before the signal")
    print(", ".join(f"{stage} {number}" for stage, number in sorted(tally.kills.items())))
    print("vacancies and matches are those of undisturbed runs")


if __name__ == "__main__":
    main()
