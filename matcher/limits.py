"""The limits a person sets, and what makes a vacancy worth a suggestion at all."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from matcher.geo import minutes_for
from matcher.models import Jobseeker
from matcher.pairs import Pairs

# What `broken_commute` gives, by its place; 0 where no limit is broken.
COMMUTE = ("", "distance", "minutes")
# A change of occupation: another occupation, but most of the asked skills are there.
TRANSFER_OCCUPATION, TRANSFER_SKILLS, TRANSFER_NAMED = 0.42, 0.5, 2


def broken_commute(person: Jobseeker, km: np.ndarray, mode: str, margin: float = 1.0) -> np.ndarray:
    """Which of the person's own limits (place in `COMMUTE`) each commute breaks by more than the margin.

    `km` one way, not-a-number where it is not known: that breaks no limit.
    """
    found = np.zeros(len(km), dtype=np.int8)
    if person.max_minutes:
        found[minutes_for(km, mode) > margin * person.max_minutes] = 2
    if person.max_km:
        found[km > margin * person.max_km] = 1
    return found


def best_mode(person: Jobseeker) -> str:
    """The fastest way of travelling a person has; by car when the profile does not say."""
    return next((m for m in ("car", "motor", "public", "moped", "bike") if m in person.transport), "car")


def is_transfer(pairs: Pairs) -> np.ndarray:
    """Whether this is a change of occupation that the person's skills carry: several of them, and most of the asked."""
    enough = np.where(pairs.changers, TRANSFER_SKILLS / 2, TRANSFER_SKILLS)
    most = (pairs.skills_named >= TRANSFER_NAMED) & (pairs.skills_named >= enough * pairs.skills_asked)
    carried: np.ndarray = most & (pairs.occupation < TRANSFER_OCCUPATION)
    return carried


def relevant(pairs: Pairs) -> np.ndarray:
    """Whether there is any reason to suggest this: the occupation, the field, or skills that carry over."""
    worth: np.ndarray = (pairs.occupation >= 0.25) | is_transfer(pairs) | pairs.open_to | ~pairs.knows_occupation
    return worth


Limit = Callable[[Pairs], np.ndarray]
LIMITS: tuple[tuple[str, Limit], ...] = (
    ("kind", lambda p: p.training_unwished),
    ("hours", lambda p: p.hours_missing > 8),
    ("shifts", lambda p: p.shifts_refused),
    ("licence", lambda p: p.knows_licences & p.legal_missing),
)


def apply_limits(pairs: Pairs) -> tuple[np.ndarray, dict[str, int]]:
    """Which pairs are within the person's limits, and how many relevant ones each limit took out (the first counts)."""
    kept, worth, removed = np.ones(len(pairs), dtype=bool), relevant(pairs), {}
    for name, broken in LIMITS:
        out = kept & broken(pairs)
        kept &= ~out
        if count := int((out & worth).sum()):
            removed[name] = count
    return kept, removed


def broken_limits(pairs: Pairs) -> list[str]:
    """The limits that any of the pairs breaks."""
    return [name for name, broken in LIMITS if broken(pairs).any()]
