"""What the import and the matching did, and what they put aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, request
from markupsafe import Markup

from web import i18n
from web.access.security import ADMIN, ADVISER, allow
from web.contexts.base import Line
from web.contexts.runs import FileLine, RunPage, RunsPage, RunView, SearchLine
from web.i18n import _
from web.runs import told, words
from web.site import store
from web.view import render

bp = Blueprint("runs", __name__, url_prefix="/runs")


@bp.get("/")
@allow(ADVISER, ADMIN)
def index() -> str:
    """The newest runs; with small=yes also those that matched one person again after a correction."""
    small = request.args.get("small") == "yes"
    return render(
        RunsPage(
            title=_("Runs"),
            runs=tuple(_view(r) for r in store().runs(small=small)),
            small=small,
            has_small=store().has_small_runs(),
        )
    )


def _view(run: Mapping[str, Any]) -> RunView:
    report = run["report"]
    return RunView(
        number=run["id"],
        kind=words.kind(run["kind"]),
        started=i18n.moment(run["started"]),
        ended=i18n.moment(run["ended"]),
        status=words.status(run["status"]) if run["status"] else _("Running or broken off"),
        counts=_lines(report.get("counts", {})),
        failed=run["status"] == "failed",
        odd=report.get("odd", len(report.get("rejected", ()))),
        warnings=len(report.get("warnings", ())),
    )


def _lines(counts: Mapping[str, int]) -> tuple[Line, ...]:
    return tuple(Line(words.count(name), i18n.number(n)) for name, n in counts.items())


@bp.get("/<int:number>")
@allow(ADVISER, ADMIN)
def run(number: int) -> str:
    """One run with everything its report tells, and the records it put aside."""
    found = store().run(number) or abort(404)
    report = found["report"]
    return render(
        RunPage(
            title=_("Run %(n)s", n=number),
            run=_view(found),
            odd_fields=tuple(Line(name, i18n.number(n)) for name, n in report.get("odd_fields", {}).items()),
            problem=_told(report.get("problem", "")),
            records=tuple(
                replace(r, where=told.place(r.where), reason=told.said(r.reason)) for r in store().odd_records(number)
            ),
            warnings=tuple(map(told.said, report.get("warnings", ()))),
            notices=tuple(map(told.said, report.get("notices", ()))),
            about=tuple(_about(report)) if found["kind"] == "weekly" else (),
            searches=tuple(map(_search, report.get("slices", ()))),
            files=tuple(map(_file, report.get("files", ()))),
            new_matches=tuple(
                Line(name or _("Nobody's people"), i18n.number(n)) for name, n in report.get("new_matches", {}).items()
            ),
            seconds=tuple(Line(words.stage(name), _("%(n)s s", n=i18n.number(s, 1))) for name, s in _seconds(report)),
        )
    )


def _about(report: Mapping[str, Any]) -> Iterator[Line]:
    yield Line(_("Kind of run"), _("everything listed") if report.get("full") else _("only what is new"))
    yield Line(_("Requests"), i18n.number(report.get("requests", 0)))
    yield Line(_("Repeated requests"), i18n.number(report.get("retries", 0)))
    yield Line(_("Taken up again"), i18n.number(report.get("continued", 0)))
    yield Line(_("Most memory"), _("%(n)s MB", n=i18n.number(report.get("memory_mb", 0))))


def _seconds(report: Mapping[str, Any]) -> Iterable[tuple[str, float]]:
    found: Mapping[str, float] = report.get("seconds", {})
    return found.items()


def _search(outcome: Mapping[str, Any]) -> SearchLine:
    return SearchLine(
        search=words.search(outcome["search"]),
        announced=i18n.number(outcome["announced"]),
        found=i18n.number(outcome["distinct"]),
        parts=i18n.number(outcome["slices"]),
        result=_("complete") if outcome["reconciled"] else _("not complete"),
        missing=tuple(map(told.said, filter(None, (outcome["problem"], *outcome["not_reconciled"])))),
    )


def _file(entry: Mapping[str, Any]) -> FileLine:
    result = _("could not be used") if entry["outcome"] == "bad" else _("read")
    return FileLine(entry["name"], entry["run"], result, _told(entry["reason"]))


def _told(text: str) -> Markup:
    return told.said(text) if text else Markup("")
