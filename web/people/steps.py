"""The next step of a match as an adviser fills it in: read, checked against where the match stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from matcher.pipeline import REFUSED, WITH_REASON, next_steps
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


@dataclass(frozen=True, slots=True)
class Began:
    """The days, ISO 8601, from which a person and a vacancy are known; no step of theirs is older."""

    person: str = ""
    vacancy: str = ""


NEVER = Began()


def read(form: Mapping[str, str], last: Decision | None, today: date, began: Began = NEVER) -> Given:
    """The step a form asks for, with what is wrong with it; `began` is when person and vacancy came."""
    status, reason, day = (form.get(name, "").strip() for name in ("status", "reason", "day"))
    return Given(status, reason, day, dict(_errors(Given(status, reason, day), last, today, began)))


def _errors(given: Given, last: Decision | None, today: date, began: Began) -> Iterator[tuple[str, str]]:
    if not given.status:
        yield "status", _("Choose the next step.")
    elif given.status not in next_steps(last.status if last else ""):
        yield "status", _("This step cannot follow where the match stands now. Choose one from the list.")
    if given.status == REFUSED and given.reason not in labels.ADVISER_REASONS:
        yield "reason", _("Choose why it was refused.")
    elif given.reason and given.status and given.status not in WITH_REASON:
        yield "reason", _("This step takes no reason. Leave the reason empty, or choose the step for a refusal.")
    elif given.reason and given.reason not in labels.ADVISER_REASONS:
        yield "reason", _("Choose a reason from the list.")
    wrong = _wrong_day(given.day, last, today, began)
    if wrong:
        yield "day", wrong


def _wrong_day(day: str, last: Decision | None, today: date, began: Began) -> str:
    if not day:
        return ""
    try:
        given = date.fromisoformat(day)
    except ValueError:
        return _("Enter a date, for example 2026-03-31.")
    if given > today:
        return _("This day is still to come.")
    if last is None and given.isoformat() < began.person:
        return _(
            "This person came into Werkbrug on %(date)s. Choose that day or a later one.",
            date=i18n.short_date(began.person),
        )
    if last is None and given.isoformat() < began.vacancy:
        return _(
            "This vacancy was published on %(date)s. Choose that day or a later one.",
            date=i18n.short_date(began.vacancy),
        )
    if last and given.isoformat() < last.on:
        return _("This is before the step of %(date)s.", date=i18n.short_date(last.on))
    return ""


def reason_label(last: Decision | None) -> str:
    """What the list of reasons is for, by the steps that may follow; empty where none of them takes a reason."""
    steps = next_steps(last.status if last else "")
    if REFUSED in steps:
        return _("Reason, when refused")
    return _("Why it ended, where you know it") if WITH_REASON & set(steps) else ""


def may_take_back(last: Decision | None) -> int:
    """The number of the last step where an adviser may take it back, 0 where it is the jobseeker's own word."""
    return last.number if last is not None and last.said_by != JOBSEEKER else 0
