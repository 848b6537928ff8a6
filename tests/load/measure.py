"""How fast pages are with a country's stock: `python -m tests.load.measure` (needs the extra `load`).

Makes a database of 100,000 vacancies and 10,000 people by seed (kept for the next time), starts the web server with four
workers, and lets 50 users of locust read pages for a minute, one to five seconds apart. The first 1,000 people
(`--matched`) are ranked over the whole stock, the others have the list of one of these.
Prints, per page, how many requests there were and the 50th, 95th and 99th percentile in milliseconds; and, to compare
with, the same of an empty page of Flask in a process of its own that was asked four times a second meanwhile: a virtual
machine can be ten times slower at one time than at another, above all with memory that was not touched for a moment.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import Any

from matcher import jobs
from matcher.benchstock import Sample, make_people, make_vacancies
from matcher.following import is_ready
from matcher.models import Profile
from matcher.store import Store, now
from matcher.store.access import User
from web.access.passwords import hash_secret

PASSWORD, ADVISERS, ACCOUNTS = "een lang wachtwoord", 20, 50
WORDS = ("lager", "pflege", "meppen", "monteur", "chauffeur", "emmen", "verkoop")
HERE = Path(__file__).parent
BLOCK = 1_000
# In so many seconds all users have come; what is loaded once is loaded then, and counting begins.
COMING = 25
# Seconds between two times that the empty page is asked for: as long as a worker rests between two pages.
EMPTY_EVERY = 0.25


def make_database(path: Path, vacancies: int, people: int, matched: int, seed: int) -> None:
    """Fill the database unless it is there already."""
    if path.exists():
        return
    half = path.with_suffix(".half")
    half.unlink(missing_ok=True)
    with Store.open(half) as store:
        stock = list(make_vacancies(Sample.shipped(), vacancies, seed))
        for block in _blocks(stock):
            with store.transaction():
                store.put_vacancies(((v, {}) for v in block), now())
        today = datetime.now(UTC).date()
        ranker = jobs.make_ranker(store, today)
        found = make_people(ranker.stock.reads, ranker.bridge, people, seed)
        for some in _blocks(found):
            with store.transaction():
                store.put_profiles([Profile(p) for p in some], now())
        keys = [p.key for p in found]
        made = jobs.match(store, today, keys[:matched], ranker)
        print(made.counts, flush=True)
        _hand_on(store, made.run, keys[:matched], keys[matched:])
        _users(store, keys, seed)
    half.rename(path)


def _hand_on(store: Store, run: int, matched: Sequence[str], others: Sequence[str]) -> None:
    """Give the others the lists of those who were matched, in turn."""
    for key, model in zip(others, cycle(matched), strict=False):
        store.publish_matches(run, key, [replace(m, person=key) for m in store.matches(model)], store.removed(model))


def _blocks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), BLOCK):
        yield items[start : start + BLOCK]


def _users(store: Store, people: Sequence[str], seed: int) -> None:
    hashed = hash_secret(PASSWORD)
    for n in range(ADVISERS):
        store.put_user(User(f"adviser{n}", hashed, "adviser", "nl"), now())
    with_matches = [key for key in people[: 20 * ACCOUNTS] if store.matches(key, 1)]
    for n, key in enumerate(Random(seed).sample(with_matches, ACCOUNTS)):
        store.put_user(User(f"seeker{n}", hashed, "jobseeker", "nl", person=key), now())


def world(path: Path, seed: int) -> dict[str, Any]:
    """What the users may ask for: people, matches, words, accounts."""
    rng = Random(seed)
    with Store.open(path) as store:
        keys = [p.key for p in store.jobseekers()]
        shown = rng.sample(keys, min(400, len(keys)))
        matches = [(key, m.vacancy) for key in shown for m in store.matches(key, 5)]
        owners = {u.name: u.person for u in store.users() if u.person}
        found = {name: [m.vacancy for m in store.matches(key, 5)] for name, key in owners.items() if key}
        # Users of an earlier measure may have narrowed somebody's wishes until nothing was left.
        accounts = {name: refs for name, refs in found.items() if refs}
        advisers = [u.name for u in store.users() if u.role == "adviser"]
    return {
        "password": PASSWORD, "people": shown, "matches": matches, "words": WORDS, "advisers": advisers,
        "accounts": accounts,
    }  # fmt: skip


@contextmanager
def serving(database: Path, port: int, workers: int) -> Iterator[str]:
    """The web server in processes of its own, once it and the process with the index stand ready, until no longer needed."""
    env = {
        **os.environ, "WERKBRUG_DATABASE": str(database), "WERKBRUG_SECOND_FACTOR": "optional",
        "WERKBRUG_SIGN_IN_LIMIT": "10000 per minute", "WERKBRUG_REQUEST_LIMIT": "1000000 per minute",
    }  # fmt: skip
    command = [str(Path(sys.executable).with_name("werkbrug")), "serve", "--port", str(port), "--workers", str(workers)]
    server = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(lambda: _answers(f"{address}/about"), f"{address} does not answer")
        _wait_for(lambda: is_ready(database), "the process with the index is not ready")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def _answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=5).close()
    except OSError:
        return False
    return True


def _wait_for(there: Callable[[], bool], problem: str) -> None:
    for _ in range(1500):
        if there():
            return
        time.sleep(0.2)
    raise SystemExit(problem)


@contextmanager
def asking_an_empty_page(port: int) -> Iterator[list[float]]:
    """Ask for the empty page again and again, until the measure ends; gives the seconds that each answer took."""
    took: list[float] = []
    done = threading.Event()

    def ask() -> None:
        while not done.wait(EMPTY_EVERY):
            start = time.perf_counter()
            urllib.request.urlopen(address, timeout=5).close()
            took.append(time.perf_counter() - start)

    command = ["-m", "gunicorn", "--worker-class", "gthread", "--bind", f"127.0.0.1:{port}", "tests.load.empty:app"]
    server = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/"
    try:
        _wait_for(lambda: _answers(address), f"{address} does not answer")
        asking = threading.Thread(target=ask)
        asking.start()
        yield took
        done.set()
        asking.join()
    finally:
        done.set()
        server.terminate()
        server.wait(timeout=30)


def as_row(name: str, seconds: Sequence[float]) -> dict[str, str]:
    """Times as a row of locust's statistics."""
    ends = quantiles(seconds, n=100, method="inclusive")
    percentiles = {f"{n}%": f"{1000 * ends[n - 1]:.0f}" for n in (50, 95, 99)}
    return {"Name": name, "Request Count": str(len(seconds)), "Failure Count": "0", **percentiles}


def run_users(address: str, folder: Path, known: dict[str, Any], users: int, seconds: int) -> list[dict[str, str]]:
    """Let the users of locust read pages; the rows of its statistics."""
    facts = folder / "load-world.json"
    facts.write_text(json.dumps(known), encoding="utf-8")
    command = [
        sys.executable, "-m", "locust", "--headless", "-f", str(HERE / "locustfile.py"), "--host", address,
        "-u", str(users), "-r", str(users / COMING), "-t", f"{seconds + COMING}s", "--csv", str(folder / "load"),
        "--only-summary", "--reset-stats",
    ]  # fmt: skip
    env = {**os.environ, "WERKBRUG_LOAD_WORLD": str(facts)}
    done = subprocess.run(command, env=env, check=False, capture_output=True, text=True)
    if "Traceback" in done.stderr:
        what = done.stderr[done.stderr.index("Traceback") :]
        raise SystemExit(f"the users could not do what they do:\n{what[:2000]}")
    with (folder / "load_stats.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def as_table(rows: Sequence[dict[str, str]]) -> str:
    """Pages with their requests, failures and percentiles in ms."""
    lines = [f"{'page':28} {'requests':>8} {'failed':>7} {'50%':>6} {'95%':>6} {'99%':>6}"]
    for row in rows:
        name = row["Name"]
        numbers = (row["Request Count"], row["Failure Count"], row["50%"], row["95%"], row["99%"])
        lines.append("{:28} {:>8} {:>7} {:>6} {:>6} {:>6}".format(name, *numbers))
    return "\n".join(lines)


def main() -> None:
    """Make, serve, measure, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--database", type=Path, default=Path("var/load.db"))
    for name, default in (
        ("vacancies", 100_000),
        ("people", 10_000),
        ("matched", 1_000),
        ("users", 50),
        ("seconds", 60),
        ("workers", 4),
    ):
        options.add_argument(f"--{name}", type=int, default=default)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--port", type=int, default=8049)
    given = options.parse_args()
    given.database.parent.mkdir(parents=True, exist_ok=True)
    make_database(given.database, given.vacancies, given.people, given.matched, given.seed)
    known = world(given.database, given.seed)
    with serving(given.database, given.port, given.workers) as address:
        print(f"load of the machine before, with its number of cores: {os.getloadavg()[0]:.1f}, {os.cpu_count()}")
        with asking_an_empty_page(given.port + 1) as took:
            rows = run_users(address, given.database.parent, known, given.users, given.seconds)
        print(as_table([*rows, as_row("(an empty page)", took)]))


if __name__ == "__main__":
    main()
