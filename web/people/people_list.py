"""The caseload as a page: one line a person, with what is new and who needs attention."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from matcher.store.caseload import CaseList, CaseRow, Wanted
from web import i18n, labels, paging
from web.access.security import audit_views, who
from web.contexts.base import Pager
from web.contexts.people import CaseloadPage, PersonLine
from web.i18n import _
from web.people import attention, person_view, wanted
from web.site import site, store, today
from web.view import render


def page() -> str:
    """The page that the address asks for."""
    name, months = who().name, site().settings.retain_months
    asked = wanted.read(request.args, name, store().has_own(name), today(), person_view.places(), months)
    found, pager = fetched(asked, "caseload.people")
    audit_views("view list of people", (row.key for row in found.rows))
    filters = wanted.fields(asked)
    return render(
        CaseloadPage(
            title=_("People"),
            people=tuple(_line(row, asked) for row in found.rows),
            search=" ".join(asked.words),
            place=request.args.get("place", "").strip(),
            filters=filters,
            filtered=any(request.args.get(f.name) for f in filters if f.name != "sort") or asked.places is not None,
            everybody_url=_narrowed(who="all") if asked.own else "",
            news=found.news,
            news_url=_narrowed(only="news"),
            waiting=found.waiting,
            waiting_url=_narrowed(only="attention"),
            pager=pager,
        )
    )


def fetched(asked: Wanted, endpoint: str, **where: str) -> tuple[CaseList, Pager]:
    """The lines of the page that the address asks for."""
    return paging.fetched(
        lambda start: store().case_list(asked, paging.PER_PAGE, start), lambda found: found.people, endpoint, **where
    )


def _narrowed(**asked: str) -> str:
    """The address of this list, asked a little otherwise."""
    kept: dict[str, Any] = {k: v for k, v in request.args.items() if v and k not in ("page", "only", "sort")}
    return url_for("caseload.people", **{**kept, **asked})


def _line(row: CaseRow, asked: Wanted) -> PersonLine:
    wish, home = person_view.wish_and_home(row.wish, row.german, row.postcode)
    return PersonLine(
        key=row.key,
        name=row.name or row.label or row.key,
        label=row.label if row.name else "",
        wish=wish,
        dutch=row.wish if i18n.lang() == "de" and row.german else "",
        place=home,
        adviser=row.adviser or "",
        matches=row.matches,
        new=row.matches if row.new is None else row.new,
        seen=row.new is not None,
        best=row.best,
        stage=labels.status(row.stage) if row.stage else "",
        reasons=tuple(attention.word(reason) for reason in attention.reasons(row, asked.soon)),
    )
