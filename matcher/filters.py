"""A person's stored matches narrowed by what somebody wants to see just now, and how many each filter took out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from matcher.models import Asked, Cefr, Match, Vacancy
from matcher.offers import offered_span
from matcher.sectors import sector_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to narrow by; None (or an empty set) does not narrow.

    `minutes` is the longest one way, `hours` the lowest and highest hours a week, `sectors` names of
    `matcher.sectors.SECTORS`, `german` the highest level that may be asked, `starts_by` the latest start.
    """

    minutes: float | None = None
    hours: tuple[float, float] | None = None
    sectors: frozenset[str] = frozenset()
    no_agencies: bool = False
    german: Cefr | None = None
    starts_by: date | None = None


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The matches that are left, in their order, and by filter how many it took out; the first that does counts."""

    matches: tuple[Match, ...]
    removed: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Case:
    match: Match
    vacancy: Vacancy
    asked: Asked


def narrow(matches: Iterable[Match], adverts: Mapping[str, tuple[Vacancy, Asked]], wanted: Wanted) -> Narrowed:
    """The matches that nothing wanted speaks against; what is not known of a vacancy never takes it out.

    `adverts` has the vacancy and what it asks for by reference number; a match without one stays. The matches that
    are left and the counts add up to the matches given.
    """
    kept: list[Match] = []
    removed: Counter[str] = Counter()
    for match in matches:
        reason = _against(match, adverts.get(match.vacancy), wanted)
        if reason is None:
            kept.append(match)
        else:
            removed[reason] += 1
    return Narrowed(tuple(kept), dict(removed))


def _against(match: Match, advert: tuple[Vacancy, Asked] | None, wanted: Wanted) -> str | None:
    case = _Case(match, *(advert or (Vacancy(match.vacancy, ""), Asked())))
    return next((name for name, out in FILTERS if out(case, wanted)), None)


def _too_far(case: _Case, wanted: Wanted) -> bool:
    return wanted.minutes is not None and case.match.minutes is not None and case.match.minutes > wanted.minutes


def _other_hours(case: _Case, wanted: Wanted) -> bool:
    offer = offered_span(case.vacancy, case.asked)
    if wanted.hours is None or offer is None:
        return False
    return offer[0] > wanted.hours[1] or offer[1] < wanted.hours[0]


def _other_sector(case: _Case, wanted: Wanted) -> bool:
    sector = sector_of(case.asked.isco)
    return bool(wanted.sectors) and sector is not None and sector not in wanted.sectors


def _agency(case: _Case, wanted: Wanted) -> bool:
    return wanted.no_agencies and case.asked.temporary_agency is True


def _more_german(case: _Case, wanted: Wanted) -> bool:
    asked = case.asked.german.level
    return wanted.german is not None and asked is not None and asked.rank > wanted.german.rank


def _later(case: _Case, wanted: Wanted) -> bool:
    starts = case.asked.starts or case.vacancy.starts
    return wanted.starts_by is not None and starts is not None and starts > wanted.starts_by


FILTERS: tuple[tuple[str, Callable[[_Case, Wanted], bool]], ...] = (
    ("minutes", _too_far),
    ("hours", _other_hours),
    ("sector", _other_sector),
    ("agency", _agency),
    ("german", _more_german),
    ("start", _later),
)
