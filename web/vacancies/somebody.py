"""From a vacancy to somebody whom its list does not show: found by words, then added to that person's matches."""

from __future__ import annotations

from flask import Blueprint, abort, request

from matcher.store.caseload import CaseRow
from web.access.security import ADMIN, ADVISER, allow, audit_views, who
from web.contexts.added import FindPersonPage, FoundPerson
from web.i18n import _
from web.people import people_list, person_view, wanted
from web.site import site, store, today
from web.view import render

bp = Blueprint("somebody", __name__, url_prefix="/vacancies")


@bp.get("/<path:ref>/people")
@allow(ADVISER, ADMIN)
def find(ref: str) -> str:
    """Search for a person by key, name, label, work or postcode, to add the vacancy to that person's matches."""
    vacancy, months = store().vacancy(ref) or abort(404), site().settings.retain_months
    asked = wanted.read({"q": request.args.get("q", "")}, who().name, False, today(), person_view.places(), months)
    found, pager = people_list.fetched(asked, "somebody.find", ref=ref)
    rows = found.rows if asked.words else ()
    there = store().who_has(ref, (row.key for row in rows))
    audit_views("view list of people", (row.key for row in rows), ref)
    return render(
        FindPersonPage(
            title=_("Add somebody to %(title)s", title=vacancy.title),
            ref=ref,
            vacancy=vacancy.title,
            search=" ".join(asked.words),
            found=tuple(_found(row, row.key in there) for row in rows),
            pager=pager,
        )
    )


def _found(row: CaseRow, there: bool) -> FoundPerson:
    wish, home = person_view.wish_and_home(row.wish, row.german, row.postcode)
    return FoundPerson(row.key, row.name or row.label or row.key, wish, home, there)
