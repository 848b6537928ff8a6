"""The limits a person sets, and what makes a vacancy worth a suggestion at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from matcher.geo import travel_minutes
from matcher.models import Jobseeker, VacancyKind
from matcher.pair import Pair, hours_missing, missing_licences, open_to

# Kilometres and minutes are estimates between postcode areas: a little above a limit counts as within it, up to the
# margin it is shown with next to no points for the commute (data/sample/JUDGING.md, rule 1).
EXACT, MARGIN = 1.05, 1.15
# A change of occupation: another occupation, but most of the asked skills are there.
TRANSFER_OCCUPATION, TRANSFER_SKILLS, TRANSFER_NAMED = 0.42, 0.5, 2
# Licences without which the work is forbidden by law, not only unwanted.
LEGAL_LICENCES = frozenset({"C1", "C", "C1E", "CE", "D1", "D", "D1E", "DE"})


def broken_limit(person: Jobseeker, km: float, mode: str, margin: float = 1.0) -> str | None:
    """Which of the person's own limits a commute of `km` breaks by more than the margin: distance or minutes."""
    if person.max_km and km > margin * person.max_km:
        return "distance"
    if person.max_minutes and travel_minutes(km, mode) > margin * person.max_minutes:
        return "minutes"
    return None


def best_mode(person: Jobseeker) -> str:
    """The fastest way of travelling a person has; by car when the profile does not say."""
    return next((m for m in ("car", "motor", "public", "moped", "bike") if m in person.transport), "car")


def is_transfer(pair: Pair) -> bool:
    """Whether this is a change of occupation that the person's skills carry: several of them, and most of the asked."""
    asked = len(pair.skills.has) + len(pair.skills.lacks)
    named = sum(1 for _, held in pair.skills.has if held.sure == 1.0)
    enough = TRANSFER_SKILLS if pair.asked.career_changers is not True else TRANSFER_SKILLS / 2
    return pair.occupation < TRANSFER_OCCUPATION and named >= TRANSFER_NAMED and named / asked >= enough


def relevant(pair: Pair) -> bool:
    """Whether there is any reason to suggest this: the occupation, the field, or skills that carry over."""
    return pair.occupation >= 0.25 or is_transfer(pair) or open_to(pair) or not pair.person.occupations


TO_LEARN = frozenset({VacancyKind.APPRENTICESHIP, VacancyKind.INTERNSHIP})
Limit = Callable[[Pair], bool]
LIMITS: tuple[tuple[str, Limit], ...] = (
    ("kind", lambda p: p.vacancy.kind in TO_LEARN and p.person.person.learning is not True),
    ("hours", lambda p: (hours_missing(p) or 0) > 8),
    ("shifts", lambda p: p.asked.shifts is True and p.person.person.shifts is False),
    (
        "licence",
        lambda p: bool(p.person.person.licences) and bool(LEGAL_LICENCES & set(missing_licences(p))),
    ),
)


def apply_limits(pairs: Sequence[tuple[int, Pair]]) -> tuple[list[tuple[int, Pair]], dict[str, int]]:
    """The pairs within the person's limits, and per limit how many relevant ones it took out (the first counts)."""
    kept: list[tuple[int, Pair]] = []
    removed: Counter[str] = Counter()
    for at, pair in pairs:
        limit = next((name for name, broken in LIMITS if broken(pair)), None)
        if limit is None:
            kept.append((at, pair))
        elif relevant(pair):
            removed[limit] += 1
    return kept, dict(removed)
