"""Runs of the import and the matching, with what was odd."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlite_utils import Database

from matcher.models import Rejected

# After every correction one person is matched again; such a run says something only when it did not go well.
SMALL = "(kind = 'match' and status = 'ok' and coalesce(report ->> '$.counts.people', 0) <= 1)"


class RunQueries:
    """Queries on runs and the records kept aside."""

    db: Database

    def start_run(self, kind: str, at: str) -> int:
        """Note that a run begins; its number."""
        with self.db.atomic():
            cursor = self.db.execute("insert into runs (kind, started) values (?, ?)", [kind, at])
            return int(cursor.lastrowid or 0)

    def end_run(self, run: int, status: str, report: Mapping[str, Any], at: str) -> None:
        """Note how a run ended."""
        with self.db.atomic():
            self.db.execute(
                "update runs set ended = ?, status = ?, report = ? where id = ?",
                [at, status, json.dumps(report, ensure_ascii=False), run],
            )

    def runs(self, limit: int = 50, number: int | None = None, small: bool = True) -> list[dict[str, Any]]:
        """The newest runs, or the one with this number; with `small` also the matching of single persons."""
        rows = self.db.execute(
            "select id, kind, started, ended, status, report from runs where id = coalesce(?, id)"
            f" and (? or not {SMALL}) order by id desc limit ?",
            [number, small, limit],
        )
        return [
            dict(
                zip(("id", "kind", "started", "ended", "status"), row[:5], strict=True),
                report=json.loads(row[5]),
            )
            for row in rows
        ]

    def has_small_runs(self) -> bool:
        """Whether a single person was ever matched again."""
        return self.db.execute(f"select 1 from runs where {SMALL} limit 1").fetchone() is not None

    def run(self, number: int) -> dict[str, Any] | None:
        """One run by its number."""
        return next((run for run in self.runs(limit=1, number=number)), None)

    def last_good_import(self) -> str | None:
        """When the newest import of vacancies ended that did not fail."""
        row = self.db.execute(
            "select max(ended) from runs where kind in ('weekly', 'import vacancies') and status in ('ok', 'warnings')"
        ).fetchone()
        return row[0] if row else None

    def keep_odd(self, run: int, source: str, records: Iterable[Rejected]) -> None:
        """Keep records aside that could not be used, with their reason."""
        with self.db.atomic():
            for odd in records:
                self.db.execute(
                    "insert into odd_records (run, source, place, field, reason) values (?, ?, ?, ?, ?)",
                    [run, source, odd.where, odd.field, odd.reason],
                )

    def odd_records(self, run: int) -> list[Rejected]:
        """What a run kept aside."""
        rows = self.db.execute("select place, field, reason from odd_records where run = ? order by id", [run])
        return [Rejected(*row) for row in rows]
