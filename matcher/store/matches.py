"""Matches with their factors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from sqlite_utils import Database

from matcher.models import Match
from matcher.serial import from_json, to_json
from matcher.store.added import AddedQueries
from matcher.store.candidates import keep_candidates
from matcher.store.kept_matches import keep_matches


class MatchQueries(AddedQueries):
    """Queries on matches and counts of what limits removed."""

    db: Database

    def publish_matches(
        self,
        run: int,
        person: str,
        matches: Sequence[Match],
        removed: Mapping[str, int],
        reached: Sequence[Match] = (),
    ) -> None:
        """Write a person's matches under a run and make that run the one that readers see. One transaction.

        `reached` are all vacancies that were scored for the person: those beyond the list are kept in short, for
        the pages of these vacancies.
        """
        with self.db.atomic():
            self._write_matches(run, person, matches, removed, reached)
            self.db.execute("update jobseekers set match_run = ? where key = ?", [run, person])
            keep_matches(self.db, run, person)

    def _write_matches(
        self, run: int, person: str, matches: Sequence[Match], removed: Mapping[str, int], reached: Sequence[Match]
    ) -> None:
        self.db.execute("delete from matches where run = ? and person = ?", [run, person])
        self.db.execute("delete from match_counts where run = ? and person = ?", [run, person])
        for position, match in enumerate(matches):
            self.db.execute(
                "insert into matches (run, person, vacancy, position, score, data) values (?, ?, ?, ?, ?, ?)",
                [run, person, match.vacancy, position, match.score, to_json(match)],
            )
        for reason, count in removed.items():
            self.db.execute("insert into match_counts values (?, ?, ?, ?)", [run, person, reason, count])
        listed = {match.vacancy for match in matches}
        keep_candidates(self.db, run, person, (m for m in reached if m.vacancy not in listed))

    def stage_matches(
        self,
        run: int,
        person: str,
        matches: Sequence[Match],
        removed: Mapping[str, int],
        reached: Sequence[Match] = (),
    ) -> None:
        """Write a person's matches under a weekly run without showing them. One transaction."""
        with self.db.atomic():
            self._write_matches(run, person, matches, removed, reached)
            self.db.execute(
                "insert or replace into staged select ?, key, coalesce(match_run, 0) from jobseekers where key = ?",
                [run, person],
            )

    def people_to_stage(self, run: int) -> list[str]:
        """People whose matches a weekly run has not made yet, or who were matched on their own since."""
        rows = self.db.execute(
            "select p.key from jobseekers p left join staged s on s.person = p.key and s.run = ?"
            " where s.person is null or s.seen <> coalesce(p.match_run, 0) order by p.key",
            [run],
        )
        return [key for (key,) in rows]

    def publish_run(self, run: int, at: str) -> int:
        """Make the matches of a weekly run the ones that readers see, all at once; of how many people.

        Somebody who was matched on their own meanwhile keeps that.
        """
        with self.db.atomic():
            self.db.execute("update weekly_runs set published = ? where run = ?", [at, run])
            keep_matches(self.db, run)
            return self.db.execute(
                "update jobseekers set match_run = ? where exists (select 1 from staged s"
                " where s.run = ? and s.person = key and s.seen = coalesce(match_run, 0))",
                [run, run],
            ).rowcount

    def new_matches(self, run: int) -> dict[str, int]:
        """Per adviser ("" for nobody's) the matches of a weekly run that its people did not have before."""
        rows = self.db.execute(
            "select coalesce(p.adviser, ''), count(*) from matches m join jobseekers p on p.key = m.person"
            " where m.run = ? and not exists (select 1 from matches old where old.person = m.person"
            " and old.vacancy = m.vacancy and old.run = p.match_run) group by 1 order by 1",
            [run],
        )
        return dict(rows.fetchall())

    def match_run(self, person: str) -> int | None:
        """The run whose matches of a person readers see; None before the first matching."""
        row = self.db.execute("select match_run from jobseekers where key = ?", [person]).fetchone()
        return row[0] if row else None

    def matches(self, person: str, limit: int = 100) -> list[Match]:
        """The published matches of a person, best first."""
        rows = self.db.execute(
            "select m.data from matches m join jobseekers p on p.key = m.person and p.match_run = m.run"
            " where m.person = ? order by m.position limit ?",
            [person, limit],
        )
        return [from_json(data, Match) for (data,) in rows]

    def match(self, person: str, vacancy: str) -> Match | None:
        """The newest match of a person and a vacancy, also of an earlier run or an added one.

        Not of a run that is not published.
        """
        row = self.db.execute(
            "select data from matches where person = ? and vacancy = ? and run not in"
            " (select run from weekly_runs where published is null) order by run desc limit 1",
            [person, vacancy],
        ).fetchone()
        if row:
            return from_json(row[0], Match)
        added = self.added(person).get(vacancy)
        return added.match if added else None

    def shown_matches(self, person: str, limit: int = 100) -> list[Match]:
        """The published matches of a person and what an adviser added to them, best first."""
        found = self.matches(person, limit)
        there = {m.vacancy for m in found}
        added = [a.match for ref, a in self.added(person).items() if ref not in there]
        return sorted([*found, *added], key=lambda m: -m.score)[: limit + len(added)]

    def removed(self, person: str) -> dict[str, int]:
        """How many vacancies each of the person's own limits took out of the published matches."""
        rows = self.db.execute(
            "select c.reason, c.count from match_counts c join jobseekers p"
            " on p.key = c.person and p.match_run = c.run where c.person = ?",
            [person],
        )
        return dict(rows.fetchall())

    def who_has(self, vacancy: str, people: Iterable[str]) -> frozenset[str]:
        """Which of these people have a vacancy among their matches, published or added."""
        rows = self.db.execute(
            "select w.value from json_each(?) w where exists (select 1 from matches m join jobseekers p"
            " on p.key = m.person and p.match_run = m.run where m.person = w.value and m.vacancy = ?)"
            " or exists (select 1 from added_matches a where a.person = w.value and a.vacancy = ?)",
            [json.dumps(list(people)), vacancy, vacancy],
        )
        return frozenset(key for (key,) in rows)

    def matches_of_vacancy(self, vacancy: str, limit: int = 100) -> list[Match]:
        """The published matches of a vacancy over all people, best first."""
        rows = self.db.execute(
            "select m.data from matches m join jobseekers p on p.key = m.person and p.match_run = m.run"
            " where m.vacancy = ? order by m.score desc, m.person limit ?",
            [vacancy, limit],
        )
        return [from_json(data, Match) for (data,) in rows]
