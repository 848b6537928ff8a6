"""`werkbrug demo`: a whole service on sample data, made in a database of its own."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import as_file
from pathlib import Path

from matcher import jobs
from matcher.data import shipped
from matcher.facts import read_facts_file
from matcher.notes import notes_for
from matcher.profiles import read_profiles
from matcher.sources.jobsuche import read_recorded
from matcher.store import Store, now
from matcher.store.access import User
from web.access.links import NewLink, make_link
from web.access.passwords import hash_secret
from web.demo_work import add_work

ADVISERS = (("emmen", "nl"), ("nordhorn", "de"))
SAMPLE = ("vacancies.jsonl", "jobseekers.json", "facts.csv")
# A person with several good matches and facts that make the notes concrete.
SHOWN_PERSON = "vum-wb-001"

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class DemoLogins:
    """How to get into the demo; passwords are made anew for each database."""

    adviser: str
    password: str
    link: NewLink
    person: str


def make_demo(store: Store, on: date, say: Say) -> DemoLogins:
    """Fill an empty database with the sample; what is there already and current stays as it is.

    Whoever tried out having everything erased gets the sample again, with the person the link is for.
    """
    stamp = sample_stamp()
    if _made_from(store) != stamp or store.jobseeker(SHOWN_PERSON) is None:
        _fill(store, on, say)
        store.end_run(store.start_run("demo", now()), "ok", {"sample": stamp}, now())
    else:
        say("The sample is already there; nothing to import.")
    return _logins(store)


def sample_stamp() -> str:
    """Tells one version of the sample and its reference data from another."""
    digest = hashlib.sha256()
    for folder in ("sample", "lexicon", "messages"):
        for file in sorted(shipped(folder).iterdir(), key=lambda f: f.name):
            if file.is_file() and file.name.endswith((".csv", ".json", ".jsonl", ".toml")):
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _made_from(store: Store) -> str | None:
    return next((run["report"].get("sample") for run in store.runs(500, small=False) if run["kind"] == "demo"), None)


def _fill(store: Store, on: date, say: Say) -> None:
    with as_file(shipped("sample")) as folder:
        vacancies = jobs.import_vacancies(store, read_recorded(folder / SAMPLE[0]))
        say(f"Vacancies imported: {vacancies.counts['read']}")
        records, parse = read_profiles(folder / SAMPLE[1], "vum")
        people = jobs.import_jobseekers(store, records, parse, read_facts_file(folder / SAMPLE[2]))
        say(f"Jobseekers imported: {people.counts['read']}")
    matched = jobs.match(store, on)
    say(f"Matches made: {matched.counts['matches']} for {matched.counts['people_with_matches']} people")
    say(f"Notes written: {count_notes(store, on)} for everybody's best match")
    if not store.all_decisions():
        say(f"Steps of the last months, made up: {add_work(store, on, SHOWN_PERSON)}")


def count_notes(store: Store, on: date) -> int:
    """How many notes everybody's best match carries."""
    total = 0
    for person in store.jobseekers():
        facts = store.fact_values(person.key)
        for match in store.matches(person.key, 1):
            vacancy = store.vacancy(match.vacancy)
            if vacancy:
                total += len(notes_for(person, facts, match, vacancy, store.asked(match.vacancy), on))
    return total


def _logins(store: Store) -> DemoLogins:
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    hashed = hash_secret(password)
    for name, lang in ADVISERS:
        store.put_user(User(name, hashed, "adviser", lang), now())
    store.put_user(User("beheer", hashed, "admin", "nl"), now())
    link = make_link(store, SHOWN_PERSON, datetime.now(UTC), days=7)
    return DemoLogins(ADVISERS[0][0], password, link, SHOWN_PERSON)


def default_database() -> Path:
    """Where the demo keeps its database, apart from a real one."""
    return Path("var") / "demo.db"
