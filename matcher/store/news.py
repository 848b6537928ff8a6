"""Matches that came up lately, for the digest of an adviser."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

# Of each person only the best are looked at, and in all so many: a digest is to be read.
PER_PERSON, AT_MOST = 10, 300
# A match that no run before the moment ?1 had shown, and about which nobody decided yet.
UNSEEN = (
    "not exists (select 1 from matches o join runs r on r.id = o.run"
    " left join weekly_runs w on w.run = o.run where o.person = m.person and o.vacancy = m.vacancy"
    " and case when w.run is null then r.started else w.published end < ?1)"
    " and not exists (select 1 from decisions d where d.person = m.person and d.vacancy = m.vacancy"
    " and d.undone_at is null)"
)


@dataclass(frozen=True, slots=True)
class NewMatch:
    """A match that no run before a moment had shown."""

    person: str
    vacancy: str
    score: float


class NewsQueries:
    """Queries on what is new, and on who is told by mail."""

    db: Database

    def set_digest(self, user: str, address: str | None) -> None:
        """Send the digest of a user to this address, or (None) to nobody."""
        with self.db.atomic():
            if address is None:
                self.db.execute("delete from digests where user = ?", [user])
                return
            self.db.execute(
                "insert into digests (user, address) values (?, ?)"
                " on conflict (user) do update set address = excluded.address",
                [user, address],
            )

    def digest_address(self, user: str) -> str | None:
        """Where the digest of a user goes."""
        row = self.db.execute("select address from digests where user = ?", [user]).fetchone()
        return row[0] if row else None

    def digests_due(self, before: str) -> list[tuple[str, str]]:
        """Users with their addresses whose digest was last sent before a moment, or never."""
        rows = self.db.execute(
            "select user, address from digests where sent is null or sent < ? order by user", [before]
        )
        return rows.fetchall()

    def note_digest(self, user: str, at: str) -> None:
        """Note that a digest was sent."""
        with self.db.atomic():
            self.db.execute("update digests set sent = ? where user = ?", [at, user])

    def new_matches_since(self, at: str, adviser: str | None) -> list[NewMatch]:
        """By person, best first, what came up since a moment, is still open, and nobody decided about yet.

        Of the people of an adviser; with None of those who have none. People are gone through in the order of the
        answer (the plus keeps the index on advisers out of it), so that it ends with the last line that is wanted.
        """
        rows = self.db.execute(
            "select p.key, m.vacancy, m.score from jobseekers p"
            " cross join matches m on m.person = p.key and m.run = p.match_run and m.position < ?3"
            " cross join vacancies v on v.ref = m.vacancy and v.gone is null"
            f" where +p.adviser is ?2 and {UNSEEN}"
            " order by p.key, m.position limit ?4",
            [at, adviser, PER_PERSON, AT_MOST],
        )
        return [NewMatch(*row) for row in rows]

    def count_new_matches(self, at: str, people: Iterable[str]) -> dict[str, int]:
        """How many matches in all came up for each of these people since a moment, under the same conditions."""
        rows = self.db.execute(
            "select p.key, count(*) from jobseekers p cross join matches m on m.person = p.key and m.run = p.match_run"
            " cross join vacancies v on v.ref = m.vacancy and v.gone is null"
            f" where p.key in (select value from json_each(?2)) and {UNSEEN} group by p.key",
            [at, json.dumps(list(people))],
        )
        return dict(rows.fetchall())

    def person_of_paper(self, reference: str) -> str | None:
        """Whose short profile carries this reference, from the log of those that were shown or made."""
        row = self.db.execute(
            "select person from audit where action in ('make short profile', 'preview short profile')"
            " and detail >= ?1 and detail < ?1 || ';' order by id desc limit 1",
            [reference],
        ).fetchone()
        return row[0] if row else None
