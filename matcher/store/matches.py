"""Matches with their factors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlite_utils import Database

from matcher.models import Match
from matcher.serial import from_json, to_json


class MatchQueries:
    """Queries on matches and counts of what limits removed."""

    db: Database

    def publish_matches(self, run: int, person: str, matches: Sequence[Match], removed: Mapping[str, int]) -> None:
        """Write a person's matches under a run and make that run the one that readers see. One transaction."""
        with self.db.atomic():
            self.db.execute("delete from matches where run = ? and person = ?", [run, person])
            self.db.execute("delete from match_counts where run = ? and person = ?", [run, person])
            for position, match in enumerate(matches):
                self.db.execute(
                    "insert into matches (run, person, vacancy, position, score, data) values (?, ?, ?, ?, ?, ?)",
                    [run, person, match.vacancy, position, match.score, to_json(match)],
                )
            for reason, count in removed.items():
                self.db.execute("insert into match_counts values (?, ?, ?, ?)", [run, person, reason, count])
            self.db.execute("update jobseekers set match_run = ? where key = ?", [run, person])

    def matches(self, person: str, limit: int = 100) -> list[Match]:
        """The published matches of a person, best first."""
        rows = self.db.execute(
            "select m.data from matches m join jobseekers p on p.key = m.person and p.match_run = m.run"
            " where m.person = ? order by m.position limit ?",
            [person, limit],
        )
        return [from_json(data, Match) for (data,) in rows]

    def match(self, person: str, vacancy: str) -> Match | None:
        """The newest match of a person and a vacancy, also of an earlier run."""
        row = self.db.execute(
            "select data from matches where person = ? and vacancy = ? order by run desc limit 1",
            [person, vacancy],
        ).fetchone()
        return from_json(row[0], Match) if row else None

    def removed(self, person: str) -> dict[str, int]:
        """How many vacancies each of the person's own limits took out of the published matches."""
        rows = self.db.execute(
            "select c.reason, c.count from match_counts c join jobseekers p"
            " on p.key = c.person and p.match_run = c.run where c.person = ?",
            [person],
        )
        return dict(rows.fetchall())

    def matches_of_vacancy(self, vacancy: str, limit: int = 100) -> list[Match]:
        """The published matches of a vacancy over all people, best first."""
        rows = self.db.execute(
            "select m.data from matches m join jobseekers p on p.key = m.person and p.match_run = m.run"
            " where m.vacancy = ? order by m.score desc, m.person limit ?",
            [vacancy, limit],
        )
        return [from_json(data, Match) for (data,) in rows]
