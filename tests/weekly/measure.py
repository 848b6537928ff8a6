"""Measures weekly runs on a made-up country: `python -m tests.weekly.measure --count 100000`.

A full run on an empty database, then an increment a week later (about 5% are new or changed), each as the command
that an administrator uses, against the stand-in on this machine. Prints JSON: seconds in all and by stage, seconds of
processor time, and the most memory that one process of the run used.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.standins.country_server import country
from tests.weekly.kill_loop import COMMAND

TARGETS = {"full": {"seconds": 600, "memory_mb": 700}, "increment": {"share_of_full": 0.1, "memory_mb": 700}}


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
        "stages": report["seconds"],
        "counts": report["counts"],
        "requests": report["requests"],
        "retries": report["retries"],
        "warnings": report["warnings"],
        "database_mb": round((folder / "w.db").stat().st_size / 1e6),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        found = []
        for week, mode in enumerate(("full", "increment")):
            with country(given.count, seed=given.seed, week=week) as url:
                found.append(measure(Path(name), url, mode, given.workers))
    share = round(found[1]["seconds"] / found[0]["seconds"], 3)
    print(json.dumps({"count": given.count, "runs": found, "share_of_full": share, "targets": TARGETS}, indent=1))


if __name__ == "__main__":
    main()
