"""What was read from each advertisement, kept until the advertisement or the reading changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from matcher.models import Asked, Vacancy
from matcher.serial import from_json, to_json

# Below the number of parameters that every build of SQLite takes in one statement.
MANY = 500


@dataclass(frozen=True, slots=True)
class Reading:
    """What an advertisement asks for, its occupations (concept id -> weight), and its packed features."""

    ref: str
    asked: Asked
    occupations: Mapping[str, float]
    features: bytes


class ReadingQueries:
    """Queries on the tables `readings` and `feature_names`."""

    db: Database

    def unread(self, version: str) -> list[str]:
        """Open vacancies that were not yet read by this version of the reading, by reference number."""
        rows = self.db.execute(
            "select v.ref from vacancies v left join readings r on r.ref = v.ref and r.version = ?"
            " where v.gone is null and r.ref is null order by v.ref",
            [version],
        )
        return [ref for (ref,) in rows]

    def vacancies_as_json(self, refs: Sequence[str]) -> list[str]:
        """Vacancies as `to_json` wrote them, for another process, by reference number."""
        marks = ",".join("?" * len(refs))
        rows = self.db.execute(f"select data from vacancies where ref in ({marks}) order by ref", list(refs))
        return [data for (data,) in rows]

    def put_readings(self, version: str, found: Iterable[Reading]) -> None:
        """Store what was read. One transaction."""
        with self.db.atomic():
            for reading in found:
                self.db.execute("update vacancies set asked = ? where ref = ?", [to_json(reading.asked), reading.ref])
                self.db.execute(
                    "insert or replace into readings values (?, ?, ?, ?)",
                    [reading.ref, version, json.dumps(dict(reading.occupations)), reading.features],
                )

    def features(self, version: str) -> Iterator[tuple[str, bytes]]:
        """Packed features of every open vacancy that was read by this version, by reference number."""
        yield from self._of_readings("v.ref, r.features", version)

    def features_of(self, refs: Sequence[str]) -> dict[str, bytes]:
        """Packed features by reference number of these vacancies, as far as they were read."""
        found: dict[str, bytes] = {}
        for start in range(0, len(refs), MANY):
            part = list(refs[start : start + MANY])
            marks = ",".join("?" * len(part))
            found |= dict(self.db.execute(f"select ref, features from readings where ref in ({marks})", part))
        return found

    def occupations(self, version: str) -> Iterator[dict[str, float]]:
        """Occupations of every open vacancy that was read, in the order of `features`."""
        for (found,) in self._of_readings("r.occupations", version):
            yield json.loads(found)

    def adverts_read(self, version: str) -> Iterator[tuple[Vacancy, Asked]]:
        """Every open vacancy that was read with what it asks for, in the order of `features`."""
        for data, asked in self._of_readings("v.data, v.asked", version):
            yield from_json(data, Vacancy), from_json(asked, Asked)

    def _of_readings(self, what: str, version: str) -> Iterator[tuple[Any, ...]]:
        yield from self.db.execute(
            f"select {what} from vacancies v join readings r on r.ref = v.ref"
            " where v.gone is null and r.version = ? order by v.ref",
            [version],
        )

    def reading(self, ref: str) -> tuple[Vacancy, Asked, dict[str, float]]:
        """One vacancy with what was read from it; raises KeyError when it was not read."""
        row = self.db.execute(
            "select v.data, v.asked, r.occupations from vacancies v join readings r on r.ref = v.ref where v.ref = ?",
            [ref],
        ).fetchone()
        if row is None:
            raise KeyError(ref)
        return from_json(row[0], Vacancy), from_json(row[1], Asked), json.loads(row[2])

    def feature_names(self) -> dict[str, int]:
        """Every feature's name with its number."""
        return dict(self.db.execute("select name, id from feature_names").fetchall())

    def add_feature_names(self, names: Iterable[str]) -> dict[str, int]:
        """Number new features; their numbers. One transaction."""
        wanted = list(names)
        with self.db.atomic():
            self.db.conn.executemany("insert or ignore into feature_names (name) values (?)", [(n,) for n in wanted])
        found: dict[str, int] = {}
        for start in range(0, len(wanted), MANY):
            part = wanted[start : start + MANY]
            marks = ",".join("?" * len(part))
            found |= dict(self.db.execute(f"select name, id from feature_names where name in ({marks})", part))
        return found
