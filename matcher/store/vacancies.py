"""Vacancies: written by the import, read by the matching and the web."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlite_utils import Database

from matcher.models import Asked, Vacancy
from matcher.serial import from_json, to_json
from matcher.store.vacancy_lines import keep_vacancy_line


def pack(raw: Mapping[str, Any]) -> bytes:
    """A record as the source gave it, compressed: about a third of its JSON."""
    return zlib.compress(json.dumps(raw, ensure_ascii=False, separators=(",", ":")).encode())


def unpack(stored: bytes | str) -> dict[str, Any]:
    """What `pack` stored, or JSON as it was stored before."""
    text = stored if isinstance(stored, str) else zlib.decompress(stored)
    found: dict[str, Any] = json.loads(text)
    return found


class VacancyQueries:
    """Queries on the table `vacancies`."""

    db: Database

    def put_vacancies(self, found: Iterable[tuple[Vacancy, Mapping[str, Any]]], at: str) -> dict[str, int]:
        """Insert or update vacancies with their raw bodies; counts new, changed and same. One transaction."""
        counts = {"new": 0, "changed": 0, "same": 0}
        with self.db.atomic():
            for vacancy, raw in found:
                counts[self._put_vacancy(vacancy, raw, at)] += 1
        return counts

    def _put_vacancy(self, vacancy: Vacancy, raw: Mapping[str, Any], at: str) -> str:
        data = to_json(vacancy)
        known = self.db.execute("select data, gone from vacancies where ref = ?", [vacancy.ref]).fetchone()
        if known and known[0] == data:
            self.db.execute("update vacancies set last_seen = ?, gone = null where ref = ?", [at, vacancy.ref])
            return "same"
        town = next((place.town for place in vacancy.locations if place.town), None)
        modified = vacancy.modified.isoformat() if vacancy.modified else None
        self.db.execute(
            "insert into vacancies (ref, title, employer, kind, town, data, raw, first_seen, last_seen, modified)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (ref) do update set title = excluded.title,"
            " employer = excluded.employer, kind = excluded.kind, town = excluded.town, data = excluded.data,"
            " raw = excluded.raw, last_seen = excluded.last_seen, modified = excluded.modified, gone = null",
            [
                vacancy.ref, vacancy.title, vacancy.employer, vacancy.kind, town, data,
                pack(raw), at, at, modified,
            ],
        )  # fmt: skip
        keep_vacancy_line(self.db, vacancy.ref)
        return "changed" if known else "new"

    def vacancy(self, ref: str) -> Vacancy | None:
        """One vacancy by reference number."""
        row = self.db.execute("select data from vacancies where ref = ?", [ref]).fetchone()
        return from_json(row[0], Vacancy) if row else None

    def raw_vacancy(self, ref: str) -> dict[str, Any] | None:
        """The record of a vacancy as the source gave it."""
        row = self.db.execute("select raw from vacancies where ref = ?", [ref]).fetchone()
        return unpack(row[0]) if row else None

    def vacancies(self, refs: Iterable[str]) -> dict[str, Vacancy]:
        """Several vacancies by reference number."""
        wanted = list(refs)
        marks = ",".join("?" * len(wanted))
        rows = self.db.execute(f"select ref, data from vacancies where ref in ({marks})", wanted).fetchall()
        return {ref: from_json(data, Vacancy) for ref, data in rows}

    def open_vacancies(self) -> Iterator[Vacancy]:
        """Every vacancy that is not gone, by reference number."""
        for (data,) in self.db.execute("select data from vacancies where gone is null order by ref"):
            yield from_json(data, Vacancy)

    def common_occupations(self, limit: int) -> list[str]:
        """The occupations of most open vacancies, as these name them."""
        rows = self.db.execute(
            "select data ->> '$.occupation' as named from vacancies where gone is null and named is not null"
            " group by named order by count(*) desc, named limit ?",
            [limit],
        )
        return [named for (named,) in rows]

    def vacancy_dates(self, ref: str) -> tuple[str, str] | None:
        """When a vacancy was first and last seen."""
        row = self.db.execute("select first_seen, last_seen from vacancies where ref = ?", [ref]).fetchone()
        return (row[0], row[1]) if row else None

    def put_asked(self, found: Iterable[tuple[str, Asked]]) -> None:
        """Store what advertisements ask for, as it was read from them. One transaction."""
        with self.db.atomic():
            for ref, asked in found:
                self.db.execute("update vacancies set asked = ? where ref = ?", [to_json(asked), ref])

    def asked(self, ref: str) -> Asked:
        """What an advertisement asks for; empty when it was not read yet."""
        row = self.db.execute("select asked from vacancies where ref = ?", [ref]).fetchone()
        return from_json(row[0], Asked) if row and row[0] else Asked()

    def adverts(self, refs: Iterable[str]) -> dict[str, tuple[Vacancy, Asked]]:
        """Several vacancies with what they ask for, by reference number; `Asked()` where it was not read yet."""
        wanted = list(refs)
        marks = ",".join("?" * len(wanted))
        rows = self.db.execute(f"select ref, data, asked from vacancies where ref in ({marks})", wanted).fetchall()
        return {
            ref: (from_json(data, Vacancy), from_json(asked, Asked) if asked else Asked()) for ref, data, asked in rows
        }

    def mark_gone(self, refs: Iterable[str], at: str) -> int:
        """Mark vacancies as gone; how many were open until now."""
        with self.db.atomic():
            return sum(
                self.db.execute("update vacancies set gone = ? where ref = ? and gone is null", [at, ref]).rowcount
                for ref in refs
            )

    def count_vacancies(self) -> int:
        """How many vacancies are open."""
        return int(self.db.execute("select count(*) from vacancies where gone is null").fetchone()[0])

    def stock_stamp(self) -> tuple[int, str]:
        """Tells one state of the open vacancies from another: how many there are, and when one was last seen or lost."""
        row = self.db.execute(
            "select sum(gone is null), coalesce(max(max(last_seen), coalesce(max(gone), '')), '') from vacancies"
        ).fetchone()
        return int(row[0] or 0), row[1]
