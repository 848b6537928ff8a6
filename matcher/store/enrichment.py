"""What other services say: usual pay for vacancies that name none, language courses near people, answers kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from matcher.models import LanguageCourse
from matcher.serial import from_json, to_json


@dataclass(frozen=True, slots=True)
class Pay:
    """Usual gross euros per month for full time, for the occupation (KldB 2010) of a vacancy in a state."""

    ref: str
    kldb: str
    state: str
    median: int
    low: int | None = None
    high: int | None = None


class EnrichmentQueries:
    """Queries on the tables `answers`, `usual_pay` and `courses`."""

    db: Database

    def answer(self, key: str, since: str) -> dict[str, Any] | None:
        """The answer of a service to a question, unless it is older than that moment."""
        row = self.db.execute("select body from answers where key = ? and at >= ?", [key, since]).fetchone()
        return json.loads(row[0]) if row else None

    def put_answer(self, key: str, body: Mapping[str, Any], at: str) -> None:
        """Keep the answer of a service."""
        with self.db.atomic():
            self.db.execute("insert or replace into answers values (?, ?, ?)", [key, json.dumps(body), at])

    def put_usual_pay(self, found: Iterable[Pay], at: str) -> None:
        """Store usual pay by vacancy. One transaction."""
        with self.db.atomic():
            self.db.conn.executemany(
                "insert or replace into usual_pay values (?, ?, ?, ?, ?, ?, ?)",
                [(p.ref, p.kldb, p.state, p.median, p.low, p.high, at) for p in found],
            )

    def usual_pay(self, ref: str) -> Pay | None:
        """Usual pay for the work of a vacancy, where it was looked up."""
        row = self.db.execute(
            "select ref, kldb, state, median, low, high from usual_pay where ref = ?", [ref]
        ).fetchone()
        return Pay(*row) if row else None

    def put_courses(self, person: str, courses: Sequence[LanguageCourse], at: str) -> None:
        """Store the courses near a person, in the place of earlier ones."""
        with self.db.atomic():
            self.db.execute("insert or replace into courses values (?, ?, ?)", [person, to_json(tuple(courses)), at])

    def courses(self, person: str) -> tuple[LanguageCourse, ...]:
        """German courses near a person, soonest first; empty when none were found or nobody looked."""
        row = self.db.execute("select data from courses where person = ?", [person]).fetchone()
        return from_json(row[0], tuple[LanguageCourse, ...]) if row else ()

    def matched_without_pay(self, run: int) -> list[str]:
        """Vacancies in the matches of a run whose advertisement names no pay."""
        rows = self.db.execute(
            "select distinct v.ref from matches m join vacancies v on v.ref = m.vacancy join readings r on r.ref = v.ref"
            " where m.run = ? and json_extract(v.asked, '$.pay_low') is null"
            " and json_extract(v.data, '$.pay') is null order by v.ref",
            [run],
        )
        return [ref for (ref,) in rows]

    def matched_without_german(self, run: int) -> list[str]:
        """People with a match in a run that asks for more German than they have."""
        rows = self.db.execute(
            "select distinct m.person from matches m, json_each(m.data, '$.gaps') g"
            " where m.run = ? and json_extract(g.value, '$.kind') = 'language' order by 1",
            [run],
        )
        return [key for (key,) in rows]
