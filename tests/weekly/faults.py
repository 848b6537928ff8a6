"""Compares runs against a troubled service with undisturbed ones: `python -m tests.weekly.faults --count 20000`.

Two weeks of a made-up country go into two databases. For one of them a share of the requests (1%) meets trouble: 429
with and without a time to wait, 503, resets, bodies that are cut off, slow or truncated JSON, odd records. Both must
end with the same stored stock. Prints JSON: what was broken and how often, and what the reports say; ends with status
1 when a vacancy differs.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import requests

from matcher.store import Store
from tests.standins.country_server import country
from tests.weekly.measure import measure

WEEKS = 2


def digests(database: Path) -> dict[str, str]:
    """All that is stored of each vacancy but the times of seeing it, as one digest by reference."""
    with Store.open(database) as store:
        rows = store.db.execute("select ref, data, gone is not null, detailed, scope, asked from vacancies")
        return {
            row[0]: sha256(json.dumps([row, store.raw_vacancy(row[0])], sort_keys=True).encode()).hexdigest()
            for row in rows
        }


def run_weeks(folder: Path, count: int, seed: int, faults: float, workers: int) -> list[dict[str, Any]]:
    """A full run in each week, with what the service broke."""
    (folder / "in").mkdir(parents=True)
    found = []
    for week in range(WEEKS):
        with country(count, seed=seed, week=week, faults=faults) as url:
            run = measure(folder, url, "full", workers)
            broken = requests.get(f"{url}/standin", timeout=30).json()["faults"]
        told = {name: run[name] for name in ("seconds", "requests", "retries", "warnings", "odd")}
        found.append({**told, "counts": run["counts"], "broken": broken})
    return found


def main() -> int:
    """Run, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=float, default=0.01)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        clean, troubled = Path(name, "clean"), Path(name, "troubled")
        runs = {
            folder.name: run_weeks(folder, given.count, given.seed, faults, given.workers)
            for folder, faults in ((clean, 0.0), (troubled, given.faults))
        }
        one, other = digests(clean / "w.db"), digests(troubled / "w.db")
    differing = sorted(ref for ref in one.keys() | other.keys() if one.get(ref) != other.get(ref))
    told = {"count": given.count, "stored": len(one), "differing": len(differing), "for instance": differing[:10]}
    print(json.dumps({**told, "runs": runs}, indent=1))
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
