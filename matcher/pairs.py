"""A person beside many vacancies: in arrays what the levels of the factors look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields

import numpy as np

from matcher.geo import minutes_for
from matcher.models import VacancyKind
from matcher.offers import KINDS, Offers
from matcher.profile import Understood

HELPER = 1
TO_LEARN = (KINDS.index(VacancyKind.APPRENTICESHIP), KINDS.index(VacancyKind.INTERNSHIP))
# Licences without which the work is forbidden by law, not only unwanted.
LEGAL_LICENCES = frozenset({"C1", "C", "C1E", "CE", "D1", "D", "D1E", "DE"})
# A higher class covers a lower one (Directive 2006/126/EC, art. 6).
COVERED_BY = {
    "B": {"B", "B+", "BE", "C1", "C", "C1E", "CE", "D1", "D", "D1E", "DE"},
    "BE": {"BE", "C1E", "CE", "D1E", "DE"},
    "C1": {"C1", "C1E", "C", "CE"},
    "C": {"C", "CE"},
    "C1E": {"C1E", "CE"},
    "D": {"D", "DE"},
    "L": {"B", "BE", "C", "CE", "T"},
    "T": {"T"},
}


@dataclass(frozen=True, slots=True)
class SkillFigures:
    """Per vacancy: the share held of the skills it asks for (not-a-number where it asks for none we know), how many
    count, how many of them the person has, and how many the profile names."""

    share: np.ndarray
    asked: np.ndarray
    held: np.ndarray
    named: np.ndarray


@dataclass(frozen=True, slots=True)
class Side:
    """The person's side: how they travel, the pay they wish (€/month gross), and the levels of their own work.

    `levels` are the fifth digit of KldB 2010: 1 helper, 2 skilled, 3 specialist, 4 expert.
    """

    person: Understood
    mode: str
    pay_wish: float | None
    levels: frozenset[int]


@dataclass(frozen=True, slots=True)
class Found:
    """What comparing found per vacancy: how near its occupation is, that occupation's field (ISCO-08, two digits; -1
    unknown) and requirement level (0 unknown), road km, whether these are more than the person wants, the same but in a
    town that the person named, and the skills."""

    occupation: np.ndarray
    field: np.ndarray
    level: np.ndarray
    km: np.ndarray
    over_limit: np.ndarray
    wanted: np.ndarray
    skills: SkillFigures


@dataclass(frozen=True, slots=True)
class Pairs:
    """What the levels of the factors look at, per pair; not-a-number where it is not known.

    Gaps are asked less held: steps of CEFR, of vocational training, of the levels of KldB 2010. `years` are those in
    the vacancy's field, `hours_missing` the hours a week by which wish and offer miss each other (0 when they
    overlap), `pay_ratio` the offered pay ÷ the wish, both for the hours the person would work.
    """

    occupation: np.ndarray
    share: np.ndarray
    skills_asked: np.ndarray
    skills_held: np.ndarray
    skills_named: np.ndarray
    language_gap: np.ndarray
    km: np.ndarray
    minutes: np.ndarray
    over_limit: np.ndarray
    wanted: np.ndarray
    diploma_gap: np.ndarray
    diploma_asked: np.ndarray
    no_diploma: np.ndarray
    or_experience: np.ndarray
    level_gap: np.ndarray
    years: np.ndarray
    years_asked: np.ndarray
    changers: np.ndarray
    open_to: np.ndarray
    hours_missing: np.ndarray
    shifts_refused: np.ndarray
    licences_asked: np.ndarray
    licences_missing: np.ndarray
    legal_missing: np.ndarray
    permanent: np.ndarray
    agency: np.ndarray
    wants_permanent: np.ndarray
    pay_named: np.ndarray
    pay_ratio: np.ndarray
    kind: np.ndarray
    training_unwished: np.ndarray
    knows_occupation: np.ndarray
    knows_skills: np.ndarray
    knows_diploma: np.ndarray
    knows_licences: np.ndarray

    @classmethod
    def of(cls, side: Side, offers: Offers, found: Found) -> Pairs:
        """One person beside these vacancies."""
        person, profile, offer = side.person, side.person.person, offers.records

        def same(value: bool) -> np.ndarray:
            return np.full(len(offer), value)

        some, place = np.unique(offer["licences"], return_inverse=True)
        missing = [missing_licences(offers.licences[at], profile.licences) for at in some.tolist()]
        german, diploma = person.german.level, person.diploma
        return cls(
            occupation=found.occupation,
            share=found.skills.share,
            skills_asked=found.skills.asked,
            skills_held=found.skills.held,
            skills_named=found.skills.named,
            language_gap=offer["german"] - (german.rank if german else np.nan),
            km=found.km,
            minutes=minutes_for(found.km, side.mode),
            over_limit=found.over_limit,
            wanted=found.wanted,
            diploma_gap=offer["diploma"] - (np.nan if diploma is None else diploma.vocational_rank),
            diploma_asked=~np.isnan(offer["diploma"]),
            no_diploma=offer["no_diploma"],
            or_experience=offer["or_experience"],
            level_gap=_each(found.level, lambda level: level_gap(level, side.levels)),
            years=_each(found.field, lambda field: years_in(field, person.years)),
            years_asked=offer["years"],
            changers=offer["changers"],
            open_to=_untrained(side) & needs_no_training(offer, found.level),
            hours_missing=_hours_missing(offer, profile.hours_min, profile.hours_max),
            shifts_refused=offer["shifts"] & (profile.shifts is False),
            licences_asked=offer["licences"] > 0,
            licences_missing=_bools(bool(lacked) for lacked in missing)[place],
            legal_missing=_bools(not LEGAL_LICENCES.isdisjoint(lacked) for lacked in missing)[place],
            permanent=offer["permanent"],
            agency=offer["agency"],
            wants_permanent=same(profile.permanent is True),
            pay_named=~np.isnan(offer["pay"]),
            pay_ratio=_pay(offer, profile.hours_max) / (side.pay_wish or np.nan),
            kind=offer["kind"],
            training_unwished=np.isin(offer["kind"], TO_LEARN) & (profile.learning is not True),
            knows_occupation=same(bool(person.occupations)),
            knows_skills=same(bool(person.skills)),
            knows_diploma=same(diploma is not None),
            knows_licences=same(bool(profile.licences)),
        )

    def at(self, which: np.ndarray) -> Pairs:
        """These pairs only: places, or which of them."""
        return Pairs(*(getattr(self, f.name)[which] for f in fields(self)))

    def __len__(self) -> int:
        return len(self.occupation)


def _bools(found: Iterable[bool]) -> np.ndarray:
    return np.array(list(found), dtype=bool)


def _each(codes: np.ndarray, worth: Callable[[int], float]) -> np.ndarray:
    """What each of a few different codes is worth, worked out once for each of them."""
    different, place = np.unique(codes, return_inverse=True)
    return np.array([worth(code) for code in different.tolist()], dtype=float)[place]


def level_gap(level: int, own: Iterable[int]) -> float:
    """How far the work lies above (positive) or below the nearest level of the person's own work; nan when unknown."""
    gaps = [level - one for one in own] if level else []
    return min(gaps, key=lambda gap: (abs(gap), gap), default=np.nan)


def years_in(field: int, years: Mapping[str, float]) -> float:
    """Years in a field (ISCO-08, two digits; -1 unknown: in all); nan when the profile names no dates at all."""
    return years.get(f"{field:02d}" if field >= 0 else "", 0.0) if years else np.nan


def missing_licences(asked: Iterable[str], held: Iterable[str]) -> list[str]:
    """Driving licences that are required and that those held do not cover."""
    own = {licence.upper() for licence in held}
    return [licence for licence in asked if own.isdisjoint(COVERED_BY.get(licence, {licence}))]


def _hours_missing(offer: np.ndarray, low: float | None, high: float | None) -> np.ndarray:
    if low is None and high is None:
        return np.full(len(offer), np.nan)
    missing: np.ndarray = np.maximum(
        0.0, np.maximum(offer["hours_min"] - (high or 60), (low or 0) - offer["hours_max"])
    )
    return missing


def _pay(offer: np.ndarray, wish: float | None) -> np.ndarray:
    """Offered pay in €/month gross for the hours the person would work; for the full hours where these are unknown."""
    worked = np.minimum(offer["hours_max"], np.maximum(offer["hours_min"], wish or np.nan))
    share = np.where(worked > 0, worked / offer["pay_hours"], 1.0)
    pay: np.ndarray = offer["pay"] * share
    return pay


def needs_no_training(offer: np.ndarray, level: np.ndarray) -> np.ndarray:
    """Whether anybody may do the work after a short introduction: a helper's job, or no diploma is needed."""
    unasked: np.ndarray = offer["no_diploma"] | ((level == HELPER) & np.isnan(offer["diploma"]))
    return unasked


def _untrained(side: Side) -> bool:
    """Whether a person does helpers' work, or learnt no trade: such work is open to them, whatever the trade."""
    diploma = side.person.diploma
    return HELPER in side.levels or (diploma is not None and diploma.vocational_rank <= 1)
