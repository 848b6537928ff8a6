"""Where all matches stand: what waits longest comes first."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, request

from matcher.models import Vacancy
from matcher.store.decisions import Decision
from web import forms, i18n, labels, paging
from web.access.security import ADMIN, ADVISER, allow, audit_views, who
from web.contexts.tasks import PipelinePage, StandingLine
from web.i18n import _
from web.people import person_view
from web.site import store, today
from web.view import render

bp = Blueprint("board", __name__, url_prefix="/tasks")
OPEN = ("interested", "proposed", "discussed", "applied", "interview", "hired")
ALL = (*OPEN, "started", "ended", "refused", "not_interested")


@bp.get("/pipeline")
@allow(ADVISER, ADMIN)
def pipeline() -> str:
    """The matches that somebody decided about, by step."""
    everybody, step = bool(request.args.get("all")), request.args.get("step", "")
    whose = None if everybody else who().name
    chosen = (step,) if step in ALL else OPEN
    counts = store().standing_counts(ALL, whose)
    start, pager = paging.window(sum(counts.get(s, 0) for s in chosen), "board.pipeline")
    found = store().standing(chosen, whose, paging.PER_PAGE, start)
    vacancies = store().vacancies({d.vacancy for d in found})
    people = dict.fromkeys(d.person for d in found)
    names = store().shared_names(people)
    audit_views("view in pipeline", people)
    return render(
        PipelinePage(
            title=_("Where matches stand"),
            steps=tuple((labels.status(s), counts.get(s, 0)) for s in ALL),
            lines=tuple(_line(d, names.get(d.person, d.person), vacancies.get(d.vacancy), today()) for d in found),
            step=_step_field(step),
            everybody=everybody,
            pager=pager,
        )
    )


def _step_field(chosen: str) -> forms.Field:
    choices = (("", _("Everything that is open")), *((s, labels.status(s)) for s in ALL))
    return forms.Field("step", _("Step"), "select", chosen if chosen in ALL else "", choices)


def _line(decision: Decision, name: str, vacancy: Vacancy | None, on: date) -> StandingLine:
    return StandingLine(
        key=decision.person,
        name=name,
        ref=decision.vacancy,
        title=vacancy.title if vacancy else _("This vacancy is no longer there"),
        employer=(vacancy.employer if vacancy else "") or "",
        step=labels.status(decision.status),
        since=i18n.short_date(decision.on),
        days=(on - date.fromisoformat(decision.on)).days,
        said_by=person_view.said_by(decision.said_by),
    )
