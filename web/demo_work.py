"""Sample work for the demo: steps, refusals and tasks of the last months, made up and always the same."""

from __future__ import annotations

from datetime import date, timedelta

from matcher.store import Store
from matcher.store.caseload import WITH_EMPLOYER
from matcher.store.decisions import Decision
from matcher.store.tasks import Task

WHO = "emmen"
# Steps with the days ago on which they were taken; one path for each person in turn, on their best match.
PATHS = (
    (("proposed", 210), ("discussed", 203), ("applied", 190), ("interview", 176), ("hired", 169), ("started", 148)),
    (("proposed", 40), ("discussed", 33), ("applied", 21)),
    (("proposed", 120), ("applied", 111), ("hired", 96), ("started", 90), ("ended", 30)),
    (("proposed", 30), ("discussed", 24), ("applied", 15), ("interview", 6)),
    (("proposed", 160), ("discussed", 150), ("interview", 120), ("hired", 101), ("started", 75)),
    (("proposed", 9),),
    (("proposed", 60), ("applied", 48), ("interview", 20), ("hired", 8)),
)
# Everybody came in before their first step.
CAME_IN = 240
REASONS = ("too_far", "language", "pay", "money_rules", "too_far", "employer", "language", "filled", "shifts")
FORGOTTEN = 9
TASKS = (
    ("Bellen: hoe ging het gesprek?", -2),
    ("Vraagt naar een cursus Duits: aanbod opzoeken", 3),
    ("Diploma kopiëren", None),
)


def add_work(store: Store, on: date, but: str) -> int:
    """Steps for everybody who has matches, except one person (who gets the tasks); how many steps."""
    people = [p.key for p in store.jobseekers() if p.key != but]
    with store.transaction():
        store.db.execute("update jobseekers set first_seen = min(first_seen, ?)", [_moment(on, CAME_IN)])
        for text, days in TASKS:
            due = None if days is None else (on + timedelta(days=days)).isoformat()
            store.add_task(Task(0, but, None, text, due, WHO, WHO, _moment(on, 5)))
        return sum(_work_on(store, key, n, on) for n, key in enumerate(people))


def _work_on(store: Store, key: str, n: int, on: date) -> int:
    best = [m.vacancy for m in store.matches(key, 2)]
    taken: list[tuple[str, str, str | None, int]]
    taken = [(best[0], step, None, days + n % 9) for step, days in PATHS[n % len(PATHS)]] if best else []
    if len(best) > 1 and n % 2:
        taken.append((best[1], "refused", REASONS[n % len(REASONS)], 20 + n))
    for vacancy, step, reason, days in taken:
        store.decide(Decision(key, vacancy, step, reason, WHO, _moment(on, days)))
    # Who meets an employer has agreed to being known by name; a few did not yet, and stand under what needs attention.
    if any(step in WITH_EMPLOYER for _, step, _, _ in taken) and n % FORGOTTEN:
        store.set_consent(key, WHO, _moment(on, taken[0][3]))
    return len(taken)


def _moment(on: date, days: int) -> str:
    return f"{(on - timedelta(days=days)).isoformat()}T10:00:00+00:00"
