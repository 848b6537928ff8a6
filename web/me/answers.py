"""The jobs to which the jobseeker said yes or no, and changing one's mind."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from matcher.store.decisions import Decision
from web import engine, i18n, labels
from web.access.security import JOBSEEKER, allow, audit, who
from web.contexts.me import AnswersPage, AnswerView
from web.i18n import _
from web.site import stamp, store
from web.vacancies.rendering import dutch_titles
from web.view import render

bp = Blueprint("answers", __name__, url_prefix="/me/answers")


@bp.get("/")
@allow(JOBSEEKER)
def listed() -> str:
    """Every job that was answered or that the adviser is busy with, the newest first."""
    found = views(who().person)
    return render(
        AnswersPage(
            title=_("Your answers to jobs"),
            yes=tuple(x for x in found if x.step not in labels.CLOSED),
            no=tuple(x for x in found if x.step in labels.CLOSED),
        )
    )


def views(key: str) -> tuple[AnswerView, ...]:
    """What was last said about each job of a person, the newest first."""
    return tuple(_views(sorted(store().decisions(key).values(), key=lambda d: -d.number)))


def _views(decisions: list[Decision]) -> Iterator[AnswerView]:
    vacancies = store().vacancies(d.vacancy for d in decisions)
    dutch = dutch_titles(vacancies.values(), engine.reader().bridge) if i18n.lang() == "nl" else {}
    for d in decisions:
        vacancy = vacancies.get(d.vacancy)
        yield AnswerView(
            ref=d.vacancy,
            title=vacancy.title if vacancy else _("This vacancy is no longer there"),
            dutch=dutch.get(d.vacancy, ""),
            employer=(vacancy.employer if vacancy else "") or "",
            url=url_for("me.job", ref=d.vacancy) if vacancy and store().match(d.person, d.vacancy) else "",
            step=d.status,
            status=labels.own_status(d.status),
            reason=labels.reason(d.reason) if d.reason else "",
            on=i18n.short_date(d.on),
            takes_back=d.number if may_take_back(d) else 0,
        )


def may_take_back(last: Decision | None) -> bool:
    """Whether the last step is the jobseeker's own answer."""
    return last is not None and last.said_by == JOBSEEKER and last.status in labels.ANSWERS


@bp.post("/back")
@allow(JOBSEEKER)
def take_back() -> Response:
    """Take back one's own last answer, as long as the adviser has taken no step since."""
    ref = request.form.get("vacancy", "")
    last = store().decisions(who().person).get(ref) or abort(404)
    if may_take_back(last):
        store().take_back(last.number, JOBSEEKER, stamp())
        audit("take back", who().person, ref, last.status)
        flash(_("Your answer is taken back."))
    return redirect(url_for("answers.listed"))
