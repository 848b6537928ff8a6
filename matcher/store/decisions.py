"""What people decided about a person and a vacancy; nothing is overwritten, a mistake is taken back in sight."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from matcher.models import Match
from matcher.serial import from_json

FIELDS = "d.person, d.vacancy, d.status, d.reason, d.said_by, d.said_at, d.day, d.id, d.undone_by, d.undone_at"


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about a person and a vacancy; `day` is when it happened, where that was another day."""

    person: str
    vacancy: str
    status: str
    reason: str | None
    said_by: str
    said_at: str
    day: str | None = None
    number: int = 0
    undone_by: str | None = None
    undone_at: str | None = None

    @property
    def on(self) -> str:
        """The date on which it happened, ISO 8601."""
        return self.day or self.said_at[:10]


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a match stood when somebody saw it: the run, the place in the list (from 0), and the match itself."""

    run: int
    position: int
    match: Match


class DecisionQueries:
    """Queries on the table `decisions`."""

    db: Database

    def decide(self, decision: Decision) -> None:
        """Add a decision; earlier ones stay."""
        with self.db.atomic():
            self.db.execute(
                "insert into decisions (person, vacancy, status, reason, said_by, said_at, day)"
                " values (?, ?, ?, ?, ?, ?, ?)",
                [
                    decision.person, decision.vacancy, decision.status, decision.reason, decision.said_by,
                    decision.said_at, decision.day,
                ],
            )  # fmt: skip

    def take_back(self, number: int, by: str, at: str) -> None:
        """Mark a decision as a mistake; it stays in the history and counts nowhere else."""
        with self.db.atomic():
            self.db.execute(
                "update decisions set undone_by = ?, undone_at = ? where id = ? and undone_at is null", [by, at, number]
            )

    def decisions(self, person: str) -> dict[str, Decision]:
        """The last decision on each vacancy of a person."""
        rows = self.db.execute(
            f"select {FIELDS} from decisions d where person = ? and undone_at is null order by id", [person]
        )
        return {row[1]: Decision(*row) for row in rows}

    def decisions_on(self, vacancy: str, people: Iterable[str]) -> dict[str, Decision]:
        """The last decision about a vacancy for each of these people who has one."""
        rows = self.db.execute(
            f"select {FIELDS} from decisions d where vacancy = ? and undone_at is null"
            " and person in (select value from json_each(?)) order by id",
            [vacancy, json.dumps(list(people))],
        )
        return {row[0]: Decision(*row) for row in rows}

    def history(self, person: str, vacancy: str) -> list[Decision]:
        """Everything that was decided about a person and a vacancy, oldest first, with what was taken back."""
        rows = self.db.execute(
            f"select {FIELDS} from decisions d where person = ? and vacancy = ? order by id", [person, vacancy]
        )
        return [Decision(*row) for row in rows]

    def all_decisions(self) -> list[Decision]:
        """Every decision about everybody that was not taken back, in the order in which they were made."""
        return [
            Decision(*row)
            for row in self.db.execute(f"select {FIELDS} from decisions d where undone_at is null order by id")
        ]

    def decisions_about(self, person: str) -> list[Decision]:
        """Everything that was decided about a person, oldest first, with what was taken back."""
        rows = self.db.execute(f"select {FIELDS} from decisions d where person = ? order by id", [person])
        return [Decision(*row) for row in rows]

    def standing(self, steps: Sequence[str], who: str | None, limit: int, offset: int = 0) -> list[Decision]:
        """The last decision on each match that stands at one of these steps, the longest unchanged first.

        With `who` only those of the people this adviser works with, and those this user decided.
        """
        rows = self.db.execute(
            f"select {FIELDS} {self._standing(steps)}"
            " order by coalesce(d.day, substr(d.said_at, 1, 10)), d.id limit ?2 offset ?3",
            [who, limit, offset],
        )
        return [Decision(*row) for row in rows]

    def standing_counts(self, steps: Sequence[str], who: str | None) -> dict[str, int]:
        """How many matches stand at each of these steps."""
        rows = self.db.execute(f"select d.status, count(*) {self._standing(steps)} group by d.status", [who])
        return dict(rows.fetchall())

    def _standing(self, steps: Sequence[str]) -> str:
        marks = ", ".join(self.db.quote(step) for step in steps)
        return (
            "from decisions d join (select max(id) id from decisions where undone_at is null group by person, vacancy)"
            f" last on last.id = d.id join jobseekers p on p.key = d.person where d.status in ({marks})"
            " and (?1 is null or d.said_by = ?1 or p.adviser = ?1)"
        )

    def shown(self, person: str, vacancy: str, at: str) -> Shown | None:
        """The match as it was published last before a moment; None where the ranking did not show it."""
        row = self.db.execute(
            "select m.run, m.position, m.data from matches m join runs r on r.id = m.run"
            " left join weekly_runs w on w.run = m.run where m.person = ? and m.vacancy = ?"
            " and case when w.run is null then r.started else w.published end <= ? order by m.run desc limit 1",
            [person, vacancy, at],
        ).fetchone()
        return Shown(row[0], row[1], from_json(row[2], Match)) if row else None
