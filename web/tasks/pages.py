"""Tasks with dates: one's own, everybody's, and those about one person."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from matcher.store.tasks import Task
from web import paging
from web.access.auth import is_local
from web.access.security import ADMIN, ADVISER, allow, audit, audit_views, who
from web.contexts.tasks import PersonTasksPage, TasksPage
from web.i18n import _
from web.people import caseload, person_view
from web.site import stamp, store, today
from web.tasks import task_view
from web.view import render

bp = Blueprint("tasks", __name__)


@bp.get("/tasks/")
@allow(ADVISER, ADMIN)
def mine() -> str:
    """What is to be done, by date, and what was done last; one's own, or with all=1 everybody's."""
    everybody = bool(request.args.get("all"))
    whose = None if everybody else who().name
    days, done = store().open_days(whose), store().done_tasks(whose)
    start, pager = paging.window(sum(days.values()), "tasks.mine")
    found = store().open_tasks(whose, paging.PER_PAGE, start)
    audit_views("view in list of tasks", dict.fromkeys(t.person for t in (*found, *done)))
    return render(
        TasksPage(
            title=_("Tasks"),
            groups=task_view.groups(found, days, today()),
            done=task_view.lines(done),
            everybody=everybody,
            back=url_for("tasks.mine", all=request.args.get("all"), page=pager.page if pager.page > 1 else None),
            pager=pager,
        )
    )


@bp.get("/people/<key>/tasks")
@allow(ADVISER, ADMIN)
def of_person(key: str) -> str:
    """The tasks about one person, with the form for a new one."""
    audit("view tasks", caseload.person_or_404(key).key)
    return _person_page(key)


def _person_page(key: str, errors: dict[str, str] | None = None) -> str:
    found = store().tasks_of(key)
    name = person_view.name_of(store().shared_contact(key), key)
    return render(
        PersonTasksPage(
            title=_("Tasks for %(name)s", name=name),
            key=key,
            name=name,
            open=task_view.lines(t for t in found if t.done_at is None),
            done=task_view.lines(t for t in found if t.done_at is not None),
            form=task_view.form(key, request.form, errors or {}),
            back=url_for("tasks.of_person", key=key),
        )
    )


@bp.post("/people/<key>/tasks")
@allow(ADVISER, ADMIN)
def add(key: str) -> str | Response | tuple[str, int]:
    """Keep a new task about a person."""
    caseload.person_or_404(key)
    errors = task_view.mistakes(key, request.form)
    if errors:
        return _person_page(key, errors), 422
    ref = request.form.get("about", "")
    about = ref if ref in store().decisions(key) else None
    text, due = request.form["text"].strip(), request.form.get("due") or None
    number = store().add_task(Task(0, key, about, text, due, request.form["who"], who().name, stamp()))
    audit("add task", key, about, str(number))
    flash(_("The task is added."))
    return redirect(url_for("tasks.of_person", key=key))


@bp.post("/tasks/<int:number>")
@allow(ADVISER, ADMIN)
def tick(number: int) -> Response:
    """Tick a task off, or (done=no) open it again."""
    found = store().task(number) or abort(404)
    done = request.form.get("done") != "no"
    store().set_done(number, who().name if done else None, stamp() if done else None)
    audit("task done" if done else "task open again", found.person, found.vacancy, str(number))
    back = request.form.get("back", "")
    return redirect(back if is_local(back) else url_for("tasks.mine"))
