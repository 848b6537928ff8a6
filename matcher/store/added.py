"""Vacancies that an adviser added to a person's matches, with the score worked out for the pair."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from matcher.models import Match
from matcher.serial import from_json, to_json


@dataclass(frozen=True, slots=True)
class Added:
    """A match that the ranking did not show; `edition` is the edition of the matches it was worked out beside."""

    match: Match
    edition: int
    added_by: str
    added_at: str


class AddedQueries:
    """Queries on added matches."""

    db: Database

    def put_added(self, found: Added) -> None:
        """Add a match to a person's list, or put what was worked out anew in its place (who added it stays)."""
        with self.db.atomic():
            self.db.execute(
                "insert into added_matches (person, vacancy, data, edition, added_by, added_at)"
                " values (?, ?, ?, ?, ?, ?) on conflict (person, vacancy) do update set data = excluded.data,"
                " edition = excluded.edition",
                [
                    found.match.person, found.match.vacancy, to_json(found.match), found.edition, found.added_by,
                    found.added_at,
                ],
            )  # fmt: skip

    def drop_added(self, person: str, vacancy: str) -> bool:
        """Take an added match off the list; whether it was there."""
        with self.db.atomic():
            return bool(
                self.db.execute(
                    "delete from added_matches where person = ? and vacancy = ?", [person, vacancy]
                ).rowcount
            )

    def added_to(self, vacancy: str) -> list[Match]:
        """The matches that advisers added for a vacancy."""
        rows = self.db.execute("select data from added_matches where vacancy = ? order by person", [vacancy])
        return [from_json(data, Match) for (data,) in rows]

    def added(self, person: str) -> dict[str, Added]:
        """What was added to a person's matches, by vacancy."""
        rows = self.db.execute(
            "select vacancy, data, edition, added_by, added_at from added_matches where person = ? order by added_at",
            [person],
        )
        return {ref: Added(from_json(data, Match), edition, by, at) for ref, data, edition, by, at in rows}
