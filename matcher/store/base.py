"""Opens the database and gathers the queries of its parts into one `Store`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from matcher.errors import StoreError
from matcher.store.access import AccessQueries
from matcher.store.candidates import CandidateQueries
from matcher.store.caseload import CaseloadQueries
from matcher.store.colleagues import ColleagueQueries
from matcher.store.corrections import CorrectionQueries
from matcher.store.decisions import DecisionQueries
from matcher.store.enrichment import EnrichmentQueries
from matcher.store.matches import MatchQueries
from matcher.store.migrations import migrations
from matcher.store.news import NewsQueries
from matcher.store.people import PeopleQueries
from matcher.store.readings import ReadingQueries
from matcher.store.reference import ReferenceQueries
from matcher.store.runs import RunQueries
from matcher.store.tasks import TaskQueries
from matcher.store.team import TeamQueries
from matcher.store.vacancies import VacancyQueries
from matcher.store.vacancy_lines import register
from matcher.store.vacancy_list import VacancyListQueries
from matcher.store.waiting import WaitingQueries
from matcher.store.weekly import WeeklyQueries

BUSY_MS = 10_000
# What to do, by the name that SQLite gives the trouble.
ADVICE = {
    "SQLITE_FULL": "the disk is full; make room and run again",
    "SQLITE_IOERR": "it cannot be written to disk; make room or look at the disk, and run again",
    "SQLITE_BUSY": f"another program has kept it locked for {BUSY_MS // 1000} seconds; end that and run again",
    "SQLITE_READONLY": "it may not be written to; look at the owner of the file and its folder",
}


def now() -> str:
    """This moment as the store writes it: UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _advice(error: sqlite3.OperationalError) -> str:
    name = getattr(error, "sqlite_errorname", "")
    return next((f"{text} ({error})" for code, text in ADVICE.items() if name.startswith(code)), str(error))


def _not_opened(path: Path | str, error: Exception) -> StoreError:
    return StoreError(f"database {Path(path).name} cannot be opened: {error}")


class Store(
    VacancyQueries,
    VacancyListQueries,
    PeopleQueries,
    CaseloadQueries,
    CorrectionQueries,
    CandidateQueries,
    MatchQueries,
    DecisionQueries,
    RunQueries,
    AccessQueries,
    ColleagueQueries,
    ReferenceQueries,
    ReadingQueries,
    EnrichmentQueries,
    WeeklyQueries,
    TaskQueries,
    NewsQueries,
    TeamQueries,
    WaitingQueries,
):
    """One connection to the database, for one thread; use as a context manager."""

    def __init__(self, db: Database) -> None:
        self.db = db

    @classmethod
    def open(cls, path: Path | str) -> Store:
        """Open (and create or migrate) the database file; raises StoreError when that is not possible."""
        store = cls.connect(path)
        try:
            migrations.apply(store.db)
        except (OSError, sqlite3.Error) as error:
            store.close()
            raise _not_opened(path, error) from error
        return store

    @classmethod
    def connect(cls, path: Path | str) -> Store:
        """Open a database file of which it is known that its tables are up to date; raises StoreError."""
        try:
            if str(path) != ":memory:":
                Path(path).parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(str(path), check_same_thread=False, timeout=BUSY_MS / 1000)
            connection.execute("pragma foreign_keys = on")
            db = Database(connection)
            register(db)
            if str(path) != ":memory:":
                db.enable_wal()
                # In WAL mode nothing is lost when a program dies; only after a power cut the last commits may be gone.
                connection.execute("pragma synchronous = normal")
        except (OSError, sqlite3.Error) as error:
            raise _not_opened(path, error) from error
        return cls(db)

    @property
    def path(self) -> Path | None:
        """The database file; None when it is in memory."""
        name = self.db.execute("select file from pragma_database_list where name = 'main'").fetchone()[0]
        return Path(name) if name else None

    @property
    def in_transaction(self) -> bool:
        """Whether something was begun and neither written nor taken back."""
        return bool(self.db.conn.in_transaction)

    @contextmanager
    def transaction(self) -> Iterator[Store]:
        """All or nothing; trouble with the file becomes a StoreError and leaves the old state."""
        with self.guarded(), self.db.atomic():
            yield self

    @contextmanager
    def guarded(self) -> Iterator[Store]:
        """Trouble with the file becomes a StoreError that says what to do; what was committed before stays."""
        try:
            yield self
        except sqlite3.OperationalError as error:
            raise StoreError(f"the database could not be used, nothing was changed: {_advice(error)}") from error

    def close(self) -> None:
        """Close the connection."""
        self.db.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
