"""People of a vacancy, and what counts more or less for a person."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from sqlite_utils import Database

from matcher.models import Factor, Match
from matcher.serial import from_json


class CandidateQueries:
    """Queries on the tables `candidates` and `weight_wishes`."""

    db: Database

    def people_of_vacancy(self, vacancy: str, limit: int = 20) -> list[Match]:
        """The best people of a vacancy out of the published matching, best first.

        Where the vacancy stands in a person's own list the match is whole; where that list ended before it, the
        factors have no details and there are no gaps.
        """
        own = self.db.execute(
            "select m.data from matches m join jobseekers p on p.key = m.person and p.match_run = m.run"
            " where m.vacancy = ? order by m.score desc, m.person limit ?",
            [vacancy, limit],
        )
        further = self.db.execute(
            "select c.person, c.score, c.data from candidates c join jobseekers p on p.key = c.person"
            " and p.match_run = c.run where c.vacancy = ? order by c.score desc, c.person limit ?",
            [vacancy, limit],
        )
        found = [from_json(data, Match) for (data,) in own]
        found += [_opened(person, vacancy, score, data) for person, score, data in further]
        return sorted(found, key=lambda m: (-m.score, m.person))[:limit]

    def beyond_the_list(self, person: str) -> list[Match]:
        """The published vacancies that were scored for a person but do not stand in their list, in short."""
        rows = self.db.execute(
            "select c.vacancy, c.score, c.data from candidates c join jobseekers p on p.key = c.person"
            " and p.match_run = c.run where c.person = ? order by c.vacancy",
            [person],
        )
        return [_opened(person, vacancy, score, data) for vacancy, score, data in rows]

    def put_weight_wishes(self, person: str, wishes: Mapping[str, str], said_by: str, at: str) -> None:
        """Store what counts more or less for a person (factor -> wish); "normal" takes a wish away. One transaction."""
        with self.db.atomic():
            for factor, wish in wishes.items():
                self.db.execute("delete from weight_wishes where person = ? and factor = ?", [person, factor])
                if wish != "normal":
                    self.db.execute(
                        "insert into weight_wishes values (?, ?, ?, ?, ?)", [person, factor, wish, said_by, at]
                    )

    def weight_wishes(self, person: str) -> dict[str, str]:
        """What counts more or less for a person: factor -> less, more or much_more; empty when nothing was said."""
        rows = self.db.execute("select factor, wish from weight_wishes where person = ? order by factor", [person])
        return dict(rows.fetchall())


def keep_candidates(db: Database, run: int, person: str, matches: Iterable[Match]) -> None:
    """Write the vacancies that were scored for a person but do not stand in their list; inside a transaction.

    Rows of runs that nobody reads any more go.
    """
    db.execute(
        "delete from candidates where person = ? and (run = ? or run not in"
        " (select coalesce(match_run, 0) from jobseekers where key = ?))",
        [person, run, person],
    )
    for match in matches:
        db.execute(
            "insert into candidates values (?, ?, ?, ?, ?)",
            [match.vacancy, run, person, match.score, _closed(match)],
        )


def _closed(match: Match) -> str:
    """What the page of a vacancy shows of somebody, in few bytes."""
    factors = [[f.name, f.level, f.points, f.best] for f in match.factors]
    return json.dumps([match.km, match.minutes, match.transferable, factors], separators=(",", ":"))


def _opened(person: str, vacancy: str, score: float, data: str) -> Match:
    km, minutes, transferable, factors = json.loads(data)
    return Match(person, vacancy, score, tuple(Factor(*f) for f in factors), (), transferable, km, minutes)
