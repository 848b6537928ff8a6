"""What the import and the matching did, and what they put aside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort

from web import i18n, labels
from web.access.security import ADMIN, ADVISER, allow
from web.contexts.base import Line
from web.contexts.runs import RunPage, RunsPage, RunView
from web.i18n import _
from web.site import store
from web.view import render

bp = Blueprint("runs", __name__, url_prefix="/runs")


@bp.get("/")
@allow(ADVISER, ADMIN)
def index() -> str:
    """The newest runs."""
    return render(RunsPage(title=_("Runs"), runs=tuple(_view(r) for r in store().runs())))


def _view(run: Mapping[str, Any]) -> RunView:
    report = run["report"]
    return RunView(
        number=run["id"],
        kind=run["kind"],
        started=i18n.moment(run["started"]),
        ended=i18n.moment(run["ended"]),
        status=labels.run_status(run["status"]) if run["status"] else _("Running or broken off"),
        counts=_lines(report.get("counts", {})),
        odd=len(report.get("rejected", ())),
    )


def _lines(counts: Mapping[str, int]) -> tuple[Line, ...]:
    return tuple(Line(name.replace("_", " "), i18n.number(n)) for name, n in counts.items())


@bp.get("/<int:number>")
@allow(ADVISER, ADMIN)
def run(number: int) -> str:
    """One run with the records it put aside."""
    found = next((r for r in store().runs(limit=1000) if r["id"] == number), None) or abort(404)
    return render(
        RunPage(
            title=_("Run %(n)s", n=number),
            run=_view(found),
            odd_fields=_lines(found["report"].get("odd_fields", {})),
            problem=found["report"].get("problem", ""),
            records=tuple(store().odd_records(number)),
        )
    )
