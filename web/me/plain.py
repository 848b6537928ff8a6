"""What a suggestion says beside its reasons: how far it is and by what, and which subjects there is more to know about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matcher.limits import best_mode
from matcher.models import Jobseeker, Match
from web import labels
from web.i18n import _, lazy

NAMED = 3
BY: Mapping[str, Any] = {
    "car": lazy("by car"),
    "motor": lazy("by motorcycle"),
    "public": lazy("by public transport"),
    "moped": lazy("by moped"),
    "bike": lazy("by bike"),
}


def way(match: Match, person: Jobseeker) -> str:
    """Travel time and distance for one way, with the means of transport that was reckoned with."""
    if match.minutes is None or match.km is None:
        return _("We do not know how long you travel.")
    return _(
        "About %(minutes)s minutes %(by)s, one way (%(km)s km).",
        minutes=f"{match.minutes:.0f}", by=str(BY[best_mode(person)]), km=f"{match.km:.0f}",
    )  # fmt: skip


def subjects(topics: Sequence[str]) -> str:
    """The first few subjects of the notes of a job, and how many notes there are."""
    words = list(dict.fromkeys(map(labels.topic_within, dict.fromkeys(topics))))[:NAMED]
    return _("%(subjects)s. %(n)s things in all.", subjects=", ".join(words), n=len(topics)) if topics else ""
