"""The state of a weekly run: what was listed, what is still to do; a killed run is continued from here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from matcher.store.vacancies import pack, unpack

KIND = "weekly"


@dataclass(frozen=True, slots=True)
class OpenRun:
    """A weekly run that has not ended: its number, what it covers, the stage it is at, and its report so far."""

    run: int
    scope: str
    stage: str
    state: Mapping[str, Any]
    started: datetime


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file of jobseekers that was read: its content's sha256, the run that tells about it, and what became of it."""

    sha256: str
    name: str
    run: int
    at: str
    outcome: str
    reason: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    odd: int = 0

    def as_dict(self) -> dict[str, Any]:
        """The entry in a report."""
        entry = {"name": self.name, "run": self.run, "outcome": self.outcome, "reason": self.reason, "odd": self.odd}
        return {**entry, "counts": dict(self.counts)}


class WeeklyQueries:
    """Queries on the tables `weekly_runs`, `listed` and `swept`."""

    db: Database

    def begin_weekly(self, scope: str, stage: str, at: str) -> OpenRun:
        """Note that a weekly run begins. One transaction."""
        with self.db.atomic():
            cursor = self.db.execute("insert into runs (kind, started) values (?, ?)", [KIND, at])
            run = int(cursor.lastrowid or 0)
            self.db.execute("insert into weekly_runs (run, scope, stage) values (?, ?, ?)", [run, scope, stage])
        return OpenRun(run, scope, stage, {}, datetime.fromisoformat(at))

    def open_weekly(self) -> OpenRun | None:
        """The newest weekly run that has not ended."""
        row = self.db.execute(
            "select r.id, w.scope, w.stage, w.state, r.started from weekly_runs w join runs r on r.id = w.run"
            " where r.ended is null order by r.id desc limit 1"
        ).fetchone()
        return OpenRun(row[0], row[1], row[2], json.loads(row[3]), datetime.fromisoformat(row[4])) if row else None

    def save_weekly(self, run: int, stage: str, state: Mapping[str, Any]) -> None:
        """Note which stage a run is at, with its report so far; belongs in the transaction of the work it is about."""
        with self.db.atomic():
            self.db.execute(
                "update weekly_runs set stage = ?, state = ? where run = ?",
                [stage, json.dumps(state, ensure_ascii=False), run],
            )

    def known_details(self) -> dict[str, datetime | None]:
        """By reference the date of change for which the details of a vacancy were fetched last."""
        rows = self.db.execute("select ref, detailed from vacancies where detailed is not null")
        return {ref: datetime.fromisoformat(at) for ref, at in rows}

    def put_listed(self, run: int, found: Iterable[tuple[str, datetime | None, Mapping[str, Any] | None]]) -> None:
        """Note advertisements that a search listed; those with an item need their details. One transaction."""
        with self.db.atomic():
            self.db.conn.executemany(
                "insert into listed (run, ref, modified, item, fate) values (?, ?, ?, ?, ?)"
                " on conflict do update set modified = excluded.modified, item = excluded.item, fate = excluded.fate",
                (
                    (
                        run, ref, modified and modified.isoformat(), None if item is None else pack(item),
                        "unchanged" if item is None else None,
                    )
                    for ref, modified, item in found
                ),
            )  # fmt: skip

    def put_swept(self, run: int, search: str, outcome: Mapping[str, Any]) -> None:
        """Note how a search ended; a search with an outcome is not listed again by a continued run."""
        with self.db.atomic():
            self.db.execute(
                "insert or replace into swept values (?, ?, ?)", [run, search, json.dumps(outcome, ensure_ascii=False)]
            )

    def swept(self, run: int) -> dict[str, dict[str, Any]]:
        """The outcome of each search that has ended."""
        rows = self.db.execute("select slice, outcome from swept where run = ? order by slice", [run])
        return {name: json.loads(outcome) for name, outcome in rows}

    def todo(self, run: int) -> list[str]:
        """References whose details are still to fetch."""
        rows = self.db.execute("select ref from listed where run = ? and fate is null order by ref", [run])
        return [ref for (ref,) in rows]

    def without_details(self, run: int) -> list[str]:
        """References whose details could not be had: failed, or not asked for any more."""
        rows = self.db.execute(
            "select ref from listed where run = ? and coalesce(fate, 'failed') = 'failed' order by ref", [run]
        )
        return [ref for (ref,) in rows]

    def listed_items(self, run: int, refs: Iterable[str]) -> dict[str, tuple[str | None, dict[str, Any]]]:
        """By reference the date of change and the item as the search listed it."""
        wanted = list(refs)
        marks = ",".join("?" * len(wanted))
        rows = self.db.execute(
            f"select ref, modified, item from listed where run = ? and item is not null and ref in ({marks})",
            [run, *wanted],
        )
        return {ref: (modified, unpack(item)) for ref, modified, item in rows}

    def set_fates(self, run: int, fates: Mapping[str, str]) -> None:
        """Note what became of listed advertisements: fetched, failed, gone, odd, kept. One transaction."""
        with self.db.atomic():
            self.db.conn.executemany(
                "update listed set fate = ?, tries = tries + 1 where run = ? and ref = ?",
                [(fate, run, ref) for ref, fate in fates.items()],
            )

    def try_again(self, run: int, most: int) -> int:
        """Put failed details back on the list unless they were tried `most` times; how many."""
        with self.db.atomic():
            return self.db.execute(
                "update listed set fate = null where run = ? and fate = 'failed' and tries < ?", [run, most]
            ).rowcount

    def count_fates(self, run: int) -> dict[str, int]:
        """How many listed advertisements had each fate; `todo` are those without."""
        rows = self.db.execute(
            "select coalesce(fate, 'todo'), count(*) from listed where run = ? group by 1 order by 1", [run]
        )
        return dict(rows.fetchall())

    def note_details(self, scope: str, detailed: Mapping[str, str | None]) -> None:
        """Note for which date of change details are known, and the scope they were listed in. One transaction."""
        with self.db.atomic():
            self.db.conn.executemany(
                "update vacancies set scope = ?, detailed = coalesce(?, detailed) where ref = ?",
                [(scope, at, ref) for ref, at in detailed.items()],
            )

    def see_unchanged(self, run: int, scope: str, at: str) -> int:
        """Note that the unchanged advertisements of a run are still there; how many."""
        with self.db.atomic():
            return self.db.execute(
                "update vacancies set last_seen = ?, gone = null, scope = ? where ref in"
                " (select ref from listed where run = ? and fate = 'unchanged')",
                [at, scope, run],
            ).rowcount

    def mark_absent(self, run: int, scope: str, at: str) -> int:
        """Mark as gone what was listed in this scope before and is not listed any more; how many.

        Only right after a sweep that was complete: every search reconciled.
        """
        with self.db.atomic():
            return self.db.execute(
                "update vacancies set gone = ? where gone is null and scope = ?"
                " and ref not in (select ref from listed where run = ?)",
                [at, scope, run],
            ).rowcount

    def absent(self, run: int, scope: str) -> list[str]:
        """The open advertisements that were listed in this scope before and are not listed in this run."""
        rows = self.db.execute(
            "select ref from vacancies where gone is null and scope = ?"
            " and ref not in (select ref from listed where run = ?) order by ref",
            [scope, run],
        )
        return [ref for (ref,) in rows]

    def strays(self, scope: str, before: str, most: int) -> list[str]:
        """Open advertisements that no search of this scope lists and none has seen since a moment, the oldest first."""
        rows = self.db.execute(
            "select ref from vacancies where gone is null and scope is not ? and last_seen < ?"
            " order by last_seen, ref limit ?",
            [scope, before, most],
        )
        return [ref for (ref,) in rows]

    def see_again(self, refs: Iterable[str], at: str) -> None:
        """Note that advertisements are still there. One transaction."""
        with self.db.atomic():
            self.db.conn.executemany("update vacancies set last_seen = ? where ref = ?", [(at, ref) for ref in refs])

    def count_odd(self, run: int) -> int:
        """How many records a run has put aside."""
        return int(self.db.execute("select count(*) from odd_records where run = ?", [run]).fetchone()[0])

    def last_good_counts(self) -> dict[str, int]:
        """By search the number of advertisements of the newest good full run that made it."""
        rows = self.db.execute(
            "select s.slice, s.outcome from swept s join runs r on r.id = s.run"
            " where r.status in ('ok', 'warnings') order by s.run"
        )
        outcomes = ((search, json.loads(outcome)) for search, outcome in rows)
        return {search: int(o["distinct"]) for search, o in outcomes if o.get("reconciled") and o.get("full")}

    def last_weekly(self, scope: str) -> tuple[datetime | None, datetime | None]:
        """When the newest good weekly run of a scope began, and the newest good one that swept (nearly) all of it."""
        row = self.db.execute(
            "select max(r.started), max(iif(json_extract(w.state, '$.covered'), r.started, null))"
            " from runs r join weekly_runs w on w.run = r.id where r.status in ('ok', 'warnings')"
            " and w.scope in (?1, ?1 || ' as increment')",
            [scope],
        ).fetchone()
        good, full = (datetime.fromisoformat(at) if at else None for at in row)
        return good, full

    def read_file(self, sha256: str) -> str | None:
        """What became of the file with this content: used, bad; None when it was never read."""
        row = self.db.execute("select outcome from read_files where sha256 = ?", [sha256]).fetchone()
        return row[0] if row else None

    def put_read_file(self, file: ReadFile) -> None:
        """Note that a file was read."""
        with self.db.atomic():
            self.db.execute(
                "insert or replace into read_files values (?, ?, ?, ?, ?, ?)",
                [file.sha256, file.name, file.run, file.at, file.outcome, file.reason],
            )

    def tidy_weekly(self) -> None:
        """Forget the work lists of runs that have ended, and matches that never were published. One transaction."""
        ended = "select w.run from weekly_runs w join runs r on r.id = w.run where r.ended is not null"
        with self.db.atomic():
            for table in ("matches", "match_counts"):
                self.db.execute(f"delete from {table} where run in ({ended} and w.published is null)")
            for table in ("staged", "listed"):
                self.db.execute(f"delete from {table} where run in ({ended})")

    def abandon_imports(self, run: int, at: str, reason: str) -> int:
        """End the imports of files that a weekly run began and that were killed with it; how many. One transaction.

        One that somebody started by hand meanwhile, and that is still at work, overwrites this with its own end.
        """
        with self.db.atomic():
            return self.db.execute(
                "update runs set ended = ?, status = 'failed', report = json_object('problem', ?)"
                " where ended is null and kind = 'import jobseekers' and id > ?",
                [at, reason, run],
            ).rowcount

    def abandon_weekly(self, at: str, reason: str) -> int:
        """End the weekly runs that were killed and will not be continued; how many. One transaction."""
        with self.db.atomic():
            return self.db.execute(
                "update runs set ended = ?, status = 'failed', report = json_object('problem', ?)"
                " where ended is null and id in (select run from weekly_runs)",
                [at, reason],
            ).rowcount
