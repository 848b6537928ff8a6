"""Who looked at the jobseeker's data, and what was agreed about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from matcher.store.access import LogEntry
from web import i18n, log_words
from web.access.security import JOBSEEKER, allow, audit, who
from web.contexts.me import ConsentPage, LogDay, LogLine, LogPage
from web.i18n import _
from web.site import local_day, site, stamp, store
from web.view import render

bp = Blueprint("rights", __name__, url_prefix="/me")
MOST = 300


@bp.get("/log")
@allow(JOBSEEKER)
def log() -> str:
    """Who looked at the data or changed it, day by day, in plain words."""
    entries = store().log_of(who().person, MOST + 1)
    return render(
        LogPage(title=_("Who looked at your data"), days=tuple(days(entries[:MOST])), more=len(entries) > MOST)
    )


def days(entries: Iterable[LogEntry]) -> Iterator[LogDay]:
    """The log by day; what somebody did several times on a day is one line."""
    for day, found in groupby(entries, key=lambda e: local_day(datetime.fromisoformat(e.at))):
        seen: dict[tuple[str, str], int] = {}
        for e in found:
            line = (log_words.actor(e.who), log_words.action(e.action, own=e.who == JOBSEEKER))
            seen[line] = seen.get(line, 0) + 1
        yield LogDay(i18n.short_date(day), tuple(LogLine(by, what, times) for (by, what), times in seen.items()))


@bp.get("/consent")
@allow(JOBSEEKER)
def consent() -> str:
    """What is agreed, what it means, and the buttons to change it."""
    return _consent_page()


def _consent_page(error: str = "") -> str:
    key = who().person
    return render(
        ConsentPage(
            title=_("Sharing your name: yes or no"),
            consent_at=i18n.short_date(store().consent_at(key)),
            kept_until=kept_until(key),
            error=error,
        )
    )


@bp.post("/consent")
@allow(JOBSEEKER)
def agree() -> Response | tuple[str, int]:
    """Agree to being known by name; only with the box ticked."""
    if request.form.get("agree") != "yes":
        return _consent_page(_("Tick the box if you agree.")), 422
    if store().consent_at(who().person) is None:
        store().set_consent(who().person, JOBSEEKER, stamp())
        audit("record consent", who().person)
    return redirect(url_for("rights.consent"))


def kept_until(key: str) -> str:
    """The day until which the data is kept, in words."""
    return i18n.short_date(store().kept_until(key, site().settings.retain_months))
