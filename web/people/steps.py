"""The next step of a match as an adviser fills it in: read, checked against where the match stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from matcher.pipeline import REFUSED, next_steps
from matcher.store.decisions import Decision
from web import i18n, labels
from web.access.security import JOBSEEKER
from web.i18n import _


@dataclass(frozen=True, slots=True)
class Given:
    """What was filled in, with an error for each field that cannot be used; `day` in ISO 8601 or empty."""

    status: str = ""
    reason: str = ""
    day: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    def wrong(self, name: str) -> str:
        """The error of a field, or nothing."""
        return self.errors.get(name, "")


def read(form: Mapping[str, str], last: Decision | None, today: date) -> Given:
    """The step a form asks for, with what is wrong with it; the reason is kept with a refusal only."""
    status, reason, day = (form.get(name, "").strip() for name in ("status", "reason", "day"))
    given = Given(status, reason if status == REFUSED else "", day)
    return Given(given.status, given.reason, given.day, dict(_errors(given, last, today)))


def _errors(given: Given, last: Decision | None, today: date) -> Iterator[tuple[str, str]]:
    if given.status not in next_steps(last.status if last else ""):
        yield "status", _("This step cannot follow where the match stands now. Choose one from the list.")
    if given.status == REFUSED and given.reason not in labels.ADVISER_REASONS:
        yield "reason", _("Choose why it was refused.")
    wrong = _wrong_day(given.day, last, today)
    if wrong:
        yield "day", wrong


def _wrong_day(day: str, last: Decision | None, today: date) -> str:
    if not day:
        return ""
    try:
        given = date.fromisoformat(day)
    except ValueError:
        return _("Enter a date, for example 2026-03-31.")
    if given > today:
        return _("This day is still to come.")
    if last and given.isoformat() < last.on:
        return _("This is before the step of %(date)s.", date=i18n.short_date(last.on))
    return ""


def may_take_back(last: Decision | None) -> int:
    """The number of the last step where an adviser may take it back, 0 where it is the jobseeker's own word."""
    return last.number if last is not None and last.said_by != JOBSEEKER else 0
