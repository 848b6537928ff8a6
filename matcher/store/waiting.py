"""Who waits for matches to be made again, and who for a look at what lies outside their own limits."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from matcher.models import Match
from matcher.serial import from_json, to_json


class WaitingQueries:
    """Queries on the tables `waiting` and `outside`: both are how a page asks the process that has the index."""

    db: Database

    def ask_match(self, person: str, at: str) -> None:
        """Note that a person's matches are to be made again; the first asking counts for the turn."""
        with self.db.atomic():
            self.db.execute(
                "insert into waiting (person, asked_at) values (?, ?) on conflict (person) do update set begun = 0",
                [person, at],
            )

    def begin_match(self, person: str) -> None:
        """Note that the matches of a person are being made from what is known now.

        Only then does publishing end the waiting: what is said meanwhile, or between two matchings, is not lost.
        """
        with self.db.atomic():
            self.db.execute("update waiting set begun = 1 where person = ?", [person])

    def waits(self, person: str) -> bool:
        """Whether a person's matches are to be made again."""
        return self.db.execute("select 1 from waiting where person = ?", [person]).fetchone() is not None

    def waiting(self, begun: bool = True) -> list[str]:
        """Whose matches are to be made again, who waits longest first; with or without those that were begun."""
        rows = self.db.execute("select person from waiting where begun <= ? order by asked_at, person", [begun])
        return [key for (key,) in rows]

    def begin_again(self) -> None:
        """Whose matches were begun by a process that is gone waits like everybody else."""
        with self.db.atomic():
            self.db.execute("update waiting set begun = 0")

    def give_up(self, person: str) -> None:
        """Note that a person cannot be answered for until something about them changes or the process starts anew."""
        with self.db.atomic():
            self.db.execute("update waiting set begun = 1 where person = ?", [person])
            self.db.execute("delete from outside where person = ? and data is null", [person])

    def changes(self) -> int:
        """A number that is another one once another connection has written."""
        return int(self.db.execute("pragma data_version").fetchone()[0])

    def ask_outside(self, person: str, at: str) -> None:
        """Ask for what lies outside a person's limits, beside the matches that are published now."""
        with self.db.atomic():
            self.db.execute(
                "insert into outside (person, edition, asked_at) select person, edition, ? from caseload"
                " where person = ? on conflict (person) do update set edition = excluded.edition,"
                " asked_at = excluded.asked_at, data = null where edition <> excluded.edition",
                [at, person],
            )

    def asked_outside(self) -> list[str]:
        """People for whom it was asked and not answered, who waits longest first."""
        rows = self.db.execute("select person from outside where data is null order by asked_at, person")
        return [key for (key,) in rows]

    def put_outside(self, person: str, found: Sequence[Match]) -> None:
        """Keep the answer until the person's matches are made again."""
        with self.db.atomic():
            self.db.execute("update outside set data = ? where person = ?", [to_json(tuple(found)), person])

    def outside(self, person: str) -> tuple[Match, ...] | None:
        """The answer beside the published matches; None where there is none yet."""
        row = self.db.execute(
            "select o.data from outside o join caseload c on c.person = o.person and c.edition = o.edition"
            " where o.person = ? and o.data is not null",
            [person],
        ).fetchone()
        return from_json(row[0], tuple[Match, ...]) if row else None
