"""Vacancies for advisers: the list, one vacancy, the people who fit."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort, request, url_for

from matcher.models import Vacancy
from web import engine, i18n
from web.access.security import ADMIN, ADVISER, allow, audit_views
from web.contexts.match import MatchLine
from web.contexts.vacancies import VacanciesPage, VacancyPage
from web.i18n import _
from web.people import match_view, person_view
from web.site import store, today
from web.vacancies import searching, vacancy_view, wanted
from web.view import render

bp = Blueprint("vacancies", __name__, url_prefix="/vacancies")


@bp.get("/")
@allow(ADVISER, ADMIN)
def index() -> str:
    """The open vacancies, with search, filters and order."""
    meant = searching.meant(searching.words(request.args.get("q", "")))
    asked = wanted.read(request.args, today(), meant.groups)
    vacancies, pager = searching.page(asked, "vacancies.index")
    filters = wanted.fields(asked, request.args.get("new", ""))
    return render(
        VacanciesPage(
            title=_("Vacancies"),
            vacancies=tuple(map(_line, vacancies)),
            search=" ".join(asked.words),
            german=meant.german,
            place=asked.place,
            filters=filters,
            filtered=any(request.args.get(f.name) for f in filters),
            pager=pager,
        )
    )


def _line(v: Vacancy) -> Mapping[str, str]:
    return {
        "title": v.title,
        "url": url_for("vacancies.vacancy", ref=v.ref),
        "employer": v.employer or "",
        "place": match_view.town(v),
        "time": vacancy_view.working_time(v),
        "published": i18n.short_date(v.published),
    }


@bp.get("/<path:ref>")
@allow(ADVISER, ADMIN)
def vacancy(ref: str) -> str:
    """One vacancy: what it says, what was understood, who fits."""
    found = store().vacancy(ref) or abort(404)
    view = vacancy_view.view(found, store().asked(ref), engine.reader().bridge, store().usual_pay(ref))
    return render(VacancyPage(title=found.title, vacancy=view, people=_people(ref)))


def _people(ref: str) -> tuple[MatchLine, ...]:
    """Who fits, and whom an adviser added; showing them is a view of each person, so each is in the log."""
    found = store().matches_of_vacancy(ref, limit=25)
    there = {match.person for match in found}
    found += [match for match in store().added_to(ref) if match.person not in there]
    people = [match.person for match in found]
    names, decided = store().shared_names(people), store().decisions_on(ref, people)
    wishes = store().wishes_and_homes(people)
    audit_views("view in list of vacancy", people, ref)
    return tuple(
        match_view.person_line(
            match, names.get(match.person, match.person), url_for("caseload.match", key=match.person, ref=ref),
            *person_view.wish_and_home(*wishes[match.person]),
            decided[match.person].status if match.person in decided else "",
        )
        for match in found
    )  # fmt: skip
