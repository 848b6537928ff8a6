"""What a jobseeker changed in the own profile lately, for the adviser."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from matcher.store.access import LogEntry
from web import i18n, log_words
from web.access.security import JOBSEEKER

LATELY = timedelta(days=60)


def lately(log: Iterable[LogEntry], now: datetime) -> tuple[str, ...]:
    """Each kind of change with the last day on which it was made, the newest first; `log` is newest first."""
    last: dict[str, str] = {}
    for e in log:
        if e.who == JOBSEEKER and e.action in log_words.CHANGES and datetime.fromisoformat(e.at) > now - LATELY:
            last.setdefault(log_words.change(e.action), i18n.short_date(e.at))
    return tuple(f"{what} ({on})" for what, on in last.items())
