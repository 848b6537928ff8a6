"""Who needs attention, and why: named reasons from what one line of the caseload says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from matcher.store.caseload import CaseRow
from web.i18n import lazy

# So long before the retention period of a profile ends, the adviser is told.
WARN_DAYS = 30

Test = Callable[[CaseRow, str], bool]
# The most urgent first; matcher.store.caseload.ATTENTION says the same in SQL, for filter and order over all people.
TESTS: Mapping[str, Test] = {
    "task": lambda row, soon: row.due > 0,
    "interest": lambda row, soon: row.interest > 0,
    "no_consent": lambda row, soon: bool(row.running) and not row.consent,
    "retention": lambda row, soon: row.retain_until is not None and row.retain_until <= soon,
    "good_match": lambda row, soon: row.undiscussed > 0 and not row.placed,
    "no_matches": lambda row, soon: bool(row.matched) and row.matches == 0,
    "not_matched": lambda row, soon: not row.matched,
}
WORDS: Mapping[str, object] = {
    "task": lazy("A task is due"),
    "interest": lazy("Jobseeker is interested, no answer yet"),
    "no_consent": lazy("An application runs, consent is missing"),
    "retention": lazy("The retention period is about to end"),
    "good_match": lazy("Good match, not discussed yet"),
    "no_matches": lazy("No matches"),
    "not_matched": lazy("Not matched yet"),
}


def soon(today: date) -> str:
    """The day until which an end counts as near."""
    return (today + timedelta(days=WARN_DAYS)).isoformat()


def reasons(row: CaseRow, near: str) -> tuple[str, ...]:
    """Why a person needs attention, the most urgent reason first; empty when nothing waits."""
    return tuple(name for name, holds in TESTS.items() if holds(row, near))


def word(reason: str) -> str:
    """A reason in the reader's language."""
    return str(WORDS[reason])
