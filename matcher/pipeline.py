"""The pipeline of a match: its steps, which may follow which, why a match is refused, and what that says of a ranking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

STEPS = ("proposed", "discussed", "applied", "interview", "hired", "started", "ended")
REFUSED, STARTED, HIRED, ENDED = "refused", "started", "hired", "ended"
INTERESTED, NOT_INTERESTED = "interested", "not_interested"
_OPEN = (*STEPS[:5], REFUSED)
# A step may be skipped, since employers do not keep to the order; somebody starts only where they were hired.
FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "": _OPEN,
    INTERESTED: _OPEN,
    NOT_INTERESTED: _OPEN,
    "proposed": _OPEN[1:],
    "discussed": _OPEN[2:],
    "applied": _OPEN[3:],
    "interview": _OPEN[4:],
    "hired": (STARTED, REFUSED),
    "started": ("ended",),
    "ended": (HIRED,),
    REFUSED: ("proposed", "discussed", "applied"),
}
# Steps that say why: a refusal always, the end of a job where it is known.
WITH_REASON = frozenset({REFUSED, ENDED})
# Which factor of the ranking a reason speaks of; None where it speaks of none.
REASONS: Mapping[str, str | None] = {
    "too_far": "commute",
    "pay": "pay",
    "hours": "hours",
    "shifts": "hours",
    "language": "language",
    "diploma": "education",
    "skills": "skills",
    "licence": "licences",
    "other_work": "occupation",
    "agency": "contract",
    "temporary": "contract",
    "money_rules": None,
    "employer": None,
    "filled": None,
    "other_job": None,
    "no_germany": None,
    "other": None,
}
# A no for such a reason says nothing about how well the two fit: the step reached before it counts.
SAYS_NOTHING_OF_FIT = frozenset({"employer", "filled", "other_job", "no_germany", "money_rules"})
# How relevant a step shows a suggestion to be, on the scale of judgements (0–3).
GRADES: Mapping[str, int] = {
    "proposed": 1, INTERESTED: 1, "discussed": 2, "applied": 2, "interview": 2, "hired": 3, "started": 3, "ended": 3,
}  # fmt: skip


def next_steps(current: str) -> tuple[str, ...]:
    """The steps that may follow the current one; "" is a suggestion nobody decided about yet."""
    return FOLLOWS.get(current, ())


def grade(steps: Sequence[tuple[str, str | None]]) -> int | None:
    """The grade (0–3) that (step, reason) pairs in their order give a suggestion; None when they tell nothing of fit."""
    reached = [GRADES[step] for step, _ in steps if step in GRADES]
    last, reason = steps[-1] if steps else ("", None)
    if last not in (REFUSED, NOT_INTERESTED):
        return max(reached, default=None)
    return max(reached, default=None) if reason in SAYS_NOTHING_OF_FIT else 0
