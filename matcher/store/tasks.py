"""Tasks of advisers about a person, with or without a vacancy and a date."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

FIELDS = "id, person, vacancy, text, due, who, made_by, made_at, done_by, done_at"
# What is due first comes first; without a date last.
ORDER = "order by due is null, due, id"


@dataclass(frozen=True, slots=True)
class Task:
    """Something that an adviser (`who`) is to do about a person; `due` is a date in ISO 8601."""

    number: int
    person: str
    vacancy: str | None
    text: str
    due: str | None
    who: str
    made_by: str
    made_at: str
    done_by: str | None = None
    done_at: str | None = None


class TaskQueries:
    """Queries on the table `tasks`."""

    db: Database

    def add_task(self, task: Task) -> int:
        """Store a new task; its number (the one given does not count)."""
        with self.db.atomic():
            cursor = self.db.execute(
                "insert into tasks (person, vacancy, text, due, who, made_by, made_at) values (?, ?, ?, ?, ?, ?, ?)",
                [task.person, task.vacancy, task.text, task.due, task.who, task.made_by, task.made_at],
            )
            return int(cursor.lastrowid or 0)

    def task(self, number: int) -> Task | None:
        """One task."""
        row = self.db.execute(f"select {FIELDS} from tasks where id = ?", [number]).fetchone()
        return Task(*row) if row else None

    def set_done(self, number: int, by: str | None, at: str | None) -> None:
        """Note that a task is done, or (None) that it is open again."""
        with self.db.atomic():
            self.db.execute("update tasks set done_by = ?, done_at = ? where id = ?", [by, at, number])

    def open_tasks(self, who: str | None = None, limit: int = -1, offset: int = 0) -> list[Task]:
        """The open tasks of one adviser, or of everybody, by date; -1 is no limit."""
        rows = self.db.execute(
            f"select {FIELDS} from tasks where done_at is null and (?1 is null or who = ?1) {ORDER} limit ?2 offset ?3",
            [who, limit, offset],
        )
        return [Task(*row) for row in rows]

    def open_days(self, who: str | None = None) -> dict[str | None, int]:
        """How many open tasks are due on each day, of one adviser or of everybody; None is without a date."""
        rows = self.db.execute(
            "select due, count(*) from tasks where done_at is null and (?1 is null or who = ?1) group by due", [who]
        )
        return dict(rows.fetchall())

    def done_tasks(self, who: str | None = None, limit: int = 25) -> list[Task]:
        """What was done last, newest first."""
        rows = self.db.execute(
            f"select {FIELDS} from tasks where done_at is not null and (?1 is null or who = ?1)"
            " order by done_at desc, id desc limit ?2",
            [who, limit],
        )
        return [Task(*row) for row in rows]

    def tasks_of(self, person: str) -> list[Task]:
        """Every task about a person, the open ones first."""
        rows = self.db.execute(
            f"select {FIELDS} from tasks where person = ? order by done_at is not null, due is null, due, id", [person]
        )
        return [Task(*row) for row in rows]
