"""Measures weekly runs on a made-up country: `python -m tests.weekly.measure --count 100000`.

A full run on an empty database, then an increment a week later (about 5% are new or changed), each as the command
that an administrator uses, against the stand-in on this machine. The jobseekers of the sample are matched too, several
times over. Prints JSON: seconds in all and by stage, seconds of processor time, and the most memory that one process of
the run used, at the end of each stage. The share is that of the whole, and of the stages without matching, which has as
much to do in an increment. `--folder` keeps the database.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from matcher.data import shipped
from tests.conftest import ROOT
from tests.standins.country_server import country
from tests.weekly.kill_loop import COMMAND

TARGETS = {"full": {"seconds": 600, "memory_mb": 700}, "increment": {"share_of_full": 0.1, "memory_mb": 700}}


def jobseekers(number: int) -> str:
    """A VUM file with this many people: those of the sample, again and again under other keys."""
    sample = json.loads(shipped("sample", "jobseekers.json").read_text(encoding="utf-8"))
    keyed = ((f"{at // len(sample)}-{at % len(sample)}", sample[at % len(sample)]) for at in range(number))
    return json.dumps([person | {"idWerkzoekende": key} for key, person in keyed], ensure_ascii=False)


def measure(folder: Path, url: str, mode: str, workers: int) -> dict[str, Any]:
    """One run: what its report says, with seconds and processor time as seen from outside."""
    (folder / "expected.toml").write_text("expected = []\n", encoding="utf-8")
    env = {
        **os.environ,
        "WERKBRUG_JOBSUCHE_URL": url,
        "WERKBRUG_JOBSUCHE_PAUSE": "0",
        "WERKBRUG_WEEKLY_AREAS": "Deutschland",
        "WERKBRUG_WEEKLY_KINDS": "1 4",
        "WERKBRUG_EXPECTED": str(folder / "expected.toml"),
        "WERKBRUG_INBOX": str(folder / "in"),
        "WERKBRUG_ENRICH": "0",
        "WERKBRUG_WORKERS": str(workers),
    }
    command = [*COMMAND, "--database", str(folder / "w.db"), "weekly", f"--{mode}", "--log"]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, env=env, cwd=ROOT, check=False, capture_output=True, text=True)
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode in (0, 3), done.stderr
    report = json.loads(max((folder / "reports").glob("run-*.json"), key=os.path.getmtime).read_text("utf-8"))
    return {
        "mode": mode,
        "seconds": round(seconds, 1),
        "processor_seconds": round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 1),
        "memory_mb": report["memory_mb"],
        "memory_by_stage": report["stage_memory_mb"],
        "stages": report["seconds"],
        "counts": report["counts"],
        "requests": report["requests"],
        "retries": report["retries"],
        "warnings": report["warnings"],
        "odd": report["odd"],
        "database_mb": round((folder / "w.db").stat().st_size / 1e6),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--folder", type=Path, help="an empty folder for the database, which then stays")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = given.folder or Path(name)
        (folder / "in").mkdir(parents=True)
        (folder / "in" / "people.json").write_text(jobseekers(given.people), encoding="utf-8")
        found = []
        for week, mode in enumerate(("full", "increment")):
            with country(given.count, seed=given.seed, week=week) as url:
                found.append(measure(folder, url, mode, given.workers))
    shares = {
        "share_of_full": _share(found, lambda run: run["seconds"]),
        "share_of_full_without_matching": _share(found, lambda run: run["seconds"] - run["stages"]["match"]),
    }
    start = {"count": given.count, "people": given.people, "load": os.getloadavg()}
    print(json.dumps({**start, "runs": found, **shares, "targets": TARGETS}, indent=1))


def _share(runs: Sequence[dict[str, Any]], seconds: Callable[[dict[str, Any]], float]) -> float:
    full, increment = map(seconds, runs)
    return round(increment / full, 3)


if __name__ == "__main__":
    main()
