"""Vacancies beside the ranking: those outside a person's own limits, and those an adviser adds."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from matcher.errors import NotFoundError
from matcher.models import Match, Vacancy
from matcher.personal import Judged, judge
from matcher.store.added import Added
from matcher.store.vacancy_list import WantedVacancies
from web import engine, labels
from web.access.security import ADMIN, ADVISER, allow, audit, who
from web.contexts.added import FindPage, Found, OutsidePage
from web.contexts.match import MatchLine
from web.i18n import _
from web.people import match_view, person_view
from web.site import stamp, store, today
from web.vacancies import searching
from web.view import render

bp = Blueprint("added", __name__, url_prefix="/people")


@bp.get("/<key>/find")
@allow(ADVISER, ADMIN)
def find(key: str) -> str:
    """Search for a vacancy by number or words, to add it to the person's matches."""
    name = _name(key)
    words = searching.words(request.args.get("q", ""))
    meant = searching.meant(words)
    asked = WantedVacancies(words=words, meant=meant.groups, sort="title") if words else None
    vacancies, pager = searching.page(asked, "added.find", key=key)
    audit("view person", key)
    there = {m.vacancy for m in store().shown_matches(key)}
    return render(
        FindPage(
            title=_("Add a vacancy for %(name)s", name=name),
            key=key,
            person=name,
            search=" ".join(words),
            german=meant.german,
            found=tuple(_found(v, v.ref in there) for v in vacancies),
            pager=pager,
        )
    )


def _name(key: str) -> str:
    if store().jobseeker(key) is None:
        abort(404)
    return person_view.name_of(store().shared_contact(key), key)


def _found(v: Vacancy, there: bool) -> Found:
    return Found(v.ref, v.title, v.employer or "", match_view.town(v), there)


@bp.post("/<key>/added")
@allow(ADVISER, ADMIN)
def add(key: str) -> Response:
    """Add a vacancy to a person's matches with the score that matching gives the pair."""
    name, ref = _name(key), request.form.get("vacancy", "")
    try:
        found = _judged(key, ref)
    except NotFoundError:
        abort(404)
    store().put_added(Added(found.match, store().edition(key), who().name, stamp()))
    audit("add vacancy", key, ref)
    flash(_("This vacancy stands in the list of %(name)s now.", name=name))
    return redirect(url_for("caseload.match", key=key, ref=ref))


def _judged(key: str, ref: str) -> Judged:
    return judge(store(), engine.reader(), person_view.places(), key, ref, today())


@bp.post("/<key>/added/remove")
@allow(ADVISER, ADMIN)
def remove(key: str) -> Response:
    """Take an added vacancy off the list again; what was decided about it stays."""
    _name(key)
    ref = request.form.get("vacancy", "")
    if store().drop_added(key, ref):
        audit("take added vacancy off", key, ref)
        flash(_("The vacancy is off the list."))
    return redirect(url_for("caseload.person", key=key))


def refresh(key: str) -> None:
    """Work the added matches out anew where the person's matches were made since; a vacancy that is gone stays as it was."""
    edition = store().edition(key)
    for ref, found in store().added(key).items():
        if found.edition != edition and store().vacancy(ref) is not None:
            store().put_added(replace(found, match=_judged(key, ref).match, edition=edition))


def broken_limits(key: str, ref: str) -> tuple[str, ...]:
    """Which of the person's own limits an added vacancy breaks, in words."""
    if ref not in store().added(key):
        return ()
    return tuple(labels.limit(name) for name in _judged(key, ref).limits)


@bp.get("/<key>/outside")
@allow(ADVISER, ADMIN)
def outside(key: str) -> str:
    """The best vacancies that the person's own limits left out, each with a way to add it."""
    person, name = store().jobseeker(key) or abort(404), _name(key)
    audit("view outside limits", key)
    found = engine.outside(key)
    vacancies = store().vacancies(m.vacancy for m in found or ())
    return render(
        OutsidePage(
            title=_("Outside the limits of %(name)s", name=name),
            key=key,
            person=name,
            removed=person_view.removed(person, store().removed(key)),
            waits=found is None,
            matches=tuple(_outside(m, vacancies.get(m.vacancy)) for m in found or ()),
        )
    )


def _outside(match: Match, vacancy: Vacancy | None) -> MatchLine:
    return match_view.line(match, vacancy, url_for("vacancies.vacancy", ref=match.vacancy))


@bp.get("/<key>/waits/<any(matches, outside):asked>")
@allow(ADVISER, ADMIN)
def waits(key: str, asked: str) -> dict[str, bool]:
    """Whether something is still being worked out for a person; a page that shows it asks this, and nothing is shown."""
    if store().jobseeker(key) is None:
        abort(404)
    return {"waits": store().waits(key) if asked == "matches" else store().outside(key) is None}
