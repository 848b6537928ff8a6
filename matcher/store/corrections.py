"""What people said of how profiles were understood, and whose matches must be made again because something changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from matcher.models import Correction


@dataclass(frozen=True, slots=True)
class Said:
    """A correction with who said it and when."""

    correction: Correction
    said_by: str
    said_at: str


class CorrectionQueries:
    """Queries on corrections."""

    db: Database

    def put_corrections(self, person: str, found: Iterable[Correction], said_by: str, at: str) -> None:
        """Store corrections; each replaces what was said of the same concept before. One transaction."""
        with self.db.atomic():
            for c in found:
                self.db.execute(
                    "insert or replace into corrections (person, kind, concept, right, text, said_by, said_at)"
                    " values (?, ?, ?, ?, ?, ?, ?)",
                    [person, c.kind, c.concept, c.right, c.text, said_by, at],
                )

    def drop_correction(self, person: str, kind: str, concept: str) -> bool:
        """Take a correction back; whether there was one."""
        with self.db.atomic():
            return bool(
                self.db.execute(
                    "delete from corrections where person = ? and kind = ? and concept = ?", [person, kind, concept]
                ).rowcount
            )

    def corrections(self, person: str) -> list[Said]:
        """What was said of a person, by kind in the order it was said."""
        rows = self.db.execute(
            "select kind, concept, right, text, said_by, said_at from corrections where person = ?"
            " order by kind, said_at, concept",
            [person],
        )
        return [
            Said(Correction(kind, concept, bool(right), text), by, at) for kind, concept, right, text, by, at in rows
        ]

    def all_corrections(self) -> dict[str, tuple[Correction, ...]]:
        """Every correction by person, in the same order."""
        result: dict[str, tuple[Correction, ...]] = {}
        for person, kind, concept, right, text in self.db.execute(
            "select person, kind, concept, right, text from corrections order by person, kind, said_at, concept"
        ):
            result[person] = (*result.get(person, ()), Correction(kind, concept, bool(right), text))
        return result
