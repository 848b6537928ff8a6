"""Tasks as they are shown and filled in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from matcher.sources.bsn import hide
from matcher.store.tasks import Task
from web import forms, i18n
from web.access.security import who
from web.contexts.tasks import TaskForm, TaskGroup, TaskLine
from web.i18n import _
from web.site import store, today

WEEK = timedelta(days=7)
LONGEST = 200


def lines(tasks: Iterable[Task]) -> tuple[TaskLine, ...]:
    """Tasks in words."""
    found = list(tasks)
    vacancies = store().vacancies({t.vacancy for t in found if t.vacancy})
    names = store().shared_names({t.person for t in found})
    return tuple(
        _line(t, names.get(t.person, t.person), vacancies[t.vacancy].title if t.vacancy in vacancies else "")
        for t in found
    )


def _line(task: Task, name: str, about: str) -> TaskLine:
    return TaskLine(
        number=task.number,
        text=task.text,
        due=i18n.short_date(task.due),
        late=task.done_at is None and task.due is not None and task.due < today().isoformat(),
        done=i18n.short_date(task.done_at),
        who=task.who,
        key=task.person,
        name=name,
        about=about,
        ref=task.vacancy or "",
    )


def time_of(due: str | None, on: date) -> str:
    """Where a date lies: overdue, today, week (the next seven days), later, or none."""
    if due is None:
        return "none"
    day = date.fromisoformat(due)
    if day <= on:
        return "overdue" if day < on else "today"
    return "week" if day <= on + WEEK else "later"


def groups(tasks: Iterable[Task], days: Mapping[str | None, int], on: date) -> tuple[TaskGroup, ...]:
    """Tasks of one page under the time at which they are due, with how many there are on all pages together."""
    headings = {
        "overdue": _("Overdue"),
        "today": _("Today"),
        "week": _("In the next seven days"),
        "later": _("Later"),
        "none": _("Without a date"),
    }
    found = [(time_of(t.due, on), t) for t in tasks]
    sorted_out = {name: [t for time, t in found if time == name] for name in headings}
    totals = Counter[str]()
    for due, count in days.items():
        totals[time_of(due, on)] += count
    return tuple(TaskGroup(headings[name], lines(part), totals[name]) for name, part in sorted_out.items() if part)


def form(key: str, given: Mapping[str, str], errors: Mapping[str, str]) -> TaskForm:
    """The fields of a new task, with what was typed and what is wrong with it."""
    users = tuple((name, name) for name in store().colleagues())
    return TaskForm(
        text=forms.Field("text", _("What is to be done?"), "text", given.get("text", ""), error=errors.get("text", "")),
        due=forms.Field(
            "due", _("By when?"), "date", given.get("due", ""), hint=_("May stay empty."), error=errors.get("due", "")
        ),
        who=forms.Field(
            "who", _("Who does it?"), "select", given.get("who", who().name), users, error=errors.get("who", "")
        ),
        about=forms.Field("about", _("About which vacancy?"), "select", given.get("about", ""), _vacancies(key)),
    )


def _vacancies(key: str) -> tuple[tuple[str, str], ...]:
    """The vacancies that something was decided about: those are what tasks are about."""
    titles = store().vacancies(store().decisions(key))
    return (("", _("None in particular")), *((ref, v.title) for ref, v in titles.items()))


def mistakes(key: str, given: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with a new task, by field."""
    found = {}
    text = given.get("text", "").strip()
    if not text or len(text) > LONGEST:
        found["text"] = _("Write in a few words what is to be done, at most %(n)s letters.", n=LONGEST)
    elif hide(text) != text:
        found["text"] = _("Leave out the BSN: it is never stored.")
    if given.get("due") and not _is_date(given["due"]):
        found["due"] = _("Enter a date, for example 2026-03-31.")
    elif given.get("due") and date.fromisoformat(given["due"]) < today():
        found["due"] = _("This day is over. Choose today or a later day, or leave it empty.")
    if given.get("who") not in store().colleagues():
        found["who"] = _("Choose one of the names.")
    return found


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
