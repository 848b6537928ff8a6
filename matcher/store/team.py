"""What the team reached: placements, how far matches came, reasons for a no; and the goal it set itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

ON = "coalesce(d.day, substr(d.said_at, 1, 10))"


@dataclass(frozen=True, slots=True)
class Placement:
    """Somebody who started somewhere: dates in ISO 8601; `added` is when the person came into Werkbrug.

    `isco` is the ISCO-08 unit group of the vacancy, where it is known.
    """

    person: str
    vacancy: str
    added: str
    proposed: str
    hired: str
    started: str
    isco: str | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """So many placements from a day on within so many months."""

    target: int
    starts: str
    months: int


class TeamQueries:
    """Queries over everybody's decisions, and on the tables `goals` and `past_placements`."""

    db: Database

    def steps_stamp(self) -> tuple[int, int, int]:
        """Differs whenever a step was added, was taken back, or went with its person."""
        row = self.db.execute("select count(*), coalesce(max(id), 0), count(undone_at) from decisions").fetchone()
        return int(row[0]), int(row[1]), int(row[2])

    def placements(self) -> list[Placement]:
        """Every match that came to a start, by the day of the first start.

        `proposed` is the day of the first step, `hired` that of the last hire before the start (or the first step).
        """
        rows = self.db.execute(
            f"with steps as (select d.person, d.vacancy, d.status, {ON} as day from decisions d where undone_at is null),"
            " starts as (select person, vacancy, min(day) as day from steps where status = 'started' group by 1, 2)"
            " select s.person, s.vacancy, substr(p.first_seen, 1, 10),"
            " (select min(x.day) from steps x where x.person = s.person and x.vacancy = s.vacancy) as first,"
            " coalesce((select max(x.day) from steps x where x.person = s.person and x.vacancy = s.vacancy"
            " and x.status = 'hired' and x.day <= s.day), s.day), s.day,"
            " (select v.asked ->> '$.isco' from vacancies v where v.ref = s.vacancy)"
            " from starts s join jobseekers p on p.key = s.person order by s.day, s.person, s.vacancy"
        )
        return [Placement(*row) for row in rows]

    def past_placements(self) -> dict[str, int]:
        """By month (2026-03) the placements of people whose profile was erased since; nothing else is kept of them."""
        return dict(self.db.execute("select month, placements from past_placements order by month").fetchall())

    def furthest_steps(self, steps: Sequence[str], since: str) -> dict[str, int]:
        """By step the number of matches whose furthest step it is; only matches with a step since that day."""
        rank = " ".join(f"when {self.db.quote(step)} then {n}" for n, step in enumerate(steps))
        rows = self.db.execute(
            f"select furthest, count(*) from (select max(case d.status {rank} end) as furthest, max({ON}) as last"
            " from decisions d where undone_at is null group by d.person, d.vacancy)"
            " where furthest is not null and last >= ? group by furthest",
            [since],
        )
        return {steps[n]: count for n, count in rows}

    def last_refusals(self, since: str) -> dict[tuple[str, str], int]:
        """By (step, reason) how often a no was the last word on a match, since that day.

        The step tells who said it: refused is written down by an adviser, not_interested is the jobseeker's own.
        """
        rows = self.db.execute(
            "select d.status, d.reason, count(*) from decisions d join"
            " (select max(id) id from decisions where undone_at is null group by person, vacancy) last on last.id = d.id"
            f" where d.status in ('refused', 'not_interested') and d.reason is not null and {ON} >= ? group by 1, 2",
            [since],
        )
        return {(status, reason): count for status, reason, count in rows}

    def goal(self) -> Goal | None:
        """The goal that was set last."""
        row = self.db.execute("select target, starts, months from goals order by id desc limit 1").fetchone()
        return Goal(*row) if row else None

    def set_goal(self, goal: Goal, by: str, at: str) -> None:
        """Set a new goal; earlier ones stay on record."""
        with self.db.atomic():
            self.db.execute(
                "insert into goals (target, starts, months, said_by, said_at) values (?, ?, ?, ?, ?)",
                [goal.target, goal.starts, goal.months, by, at],
            )

    def first_step(self) -> str | None:
        """The day of the first decision that counts, but no earlier than anybody came in; None where nothing was decided.

        People who were erased came in no later than the month of their placement.
        """
        row = self.db.execute(
            f"select max(min({ON}), (select min(day) from (select min(substr(first_seen, 1, 10)) as day from jobseekers"
            " union all select min(month) || '-01' from past_placements))) from decisions d where undone_at is null"
        ).fetchone()
        return row[0] if row else None
