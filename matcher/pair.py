"""A person and a vacancy side by side, and what follows from the two: gaps in hours, languages, diplomas, pay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from matcher.bridge.lexicon import Concept
from matcher.models import Asked, Vacancy
from matcher.profile import Held, Understood
from matcher.related import OwnTitles

# Hours a week where an advertisement names none.
FULL_TIME = (35.0, 40.0)
PART_TIME = (15.0, 32.0)
MINIJOB = (5.0, 12.0)
# The pay of an advertisement that names no hours is for this many (matcher.extract.pay reckons with the same).
PAY_HOURS = 39.0
HELPER = 1


@dataclass(frozen=True, slots=True)
class SkillCheck:
    """The skills an advertisement asks for, split by whether the person has them.

    `weighed` is the share held with each skill counted by how strongly it is asked; None counts them alike.
    `dutch` names in Dutch what is lacking, by the German words of the advertisement.
    """

    has: tuple[tuple[str, Held], ...]
    lacks: tuple[str, ...]
    nice: tuple[str, ...]
    weighed: float | None = None
    dutch: Mapping[str, str] = field(default_factory=dict)

    @property
    def asked(self) -> int:
        """How many skills count."""
        return len(self.has) + len(self.lacks)

    @property
    def share(self) -> float | None:
        """Share of the asked skills that the person has; None when the advertisement asks for none we know."""
        if self.weighed is not None or not self.asked:
            return self.weighed
        return sum(held.sure for _, held in self.has) / self.asked


@dataclass(frozen=True, slots=True)
class Pair:
    """A person and a vacancy with everything the levels look at; km and minutes are for one way.

    `link` is the vacancy's occupation that is nearest to the person's, `titles` tells which title of the profile it
    answers to. `level` is the requirement level of the vacancy's main occupation, `person_levels` are those of the person's
    own (fifth digit of KldB 2010: 1 helper, 2 skilled, 3 specialist, 4 expert).
    """

    person: Understood
    vacancy: Vacancy
    asked: Asked
    occupation: float
    titles: OwnTitles
    link: Concept | None
    isco: str | None
    skills: SkillCheck
    km: float | None
    minutes: float | None
    expected_pay: float | None = None
    over_limit: bool = False
    level: int | None = None
    person_levels: frozenset[int] = frozenset()


def language_gap(pair: Pair) -> int | None:
    """CEFR steps between what is asked (or usual) and what the person has; negative when above; None unknown."""
    asked, has = pair.asked.german.level, pair.person.german.level
    return None if asked is None or has is None else asked.rank - has.rank


def diploma_gap(pair: Pair) -> int | None:
    """Steps on the levels of vocational training between asked and held; None when one of them is unknown."""
    if pair.asked.diploma is None or pair.person.diploma is None:
        return None
    return pair.asked.diploma.vocational_rank - pair.person.diploma.vocational_rank


def level_gap(pair: Pair) -> int | None:
    """How far the work lies above (positive) or below the level of the person's own work; None when unknown."""
    if pair.level is None or not pair.person_levels:
        return None
    return min((pair.level - own for own in pair.person_levels), key=lambda gap: (abs(gap), gap))


def years_in_field(pair: Pair) -> float | None:
    """Years in the vacancy's field (ISCO-08, two digits); None when the profile names no dates at all."""
    if not pair.person.years:
        return None
    return pair.person.years.get((pair.isco or "")[:2], 0.0)


def offered_hours(pair: Pair) -> tuple[float, float] | None:
    """Lowest and highest weekly hours of the vacancy."""
    return offered_span(pair.vacancy, pair.asked)


def offered_span(vacancy: Vacancy, asked: Asked) -> tuple[float, float] | None:
    """Lowest and highest weekly hours of a vacancy: as written, widened by full-time, part-time and minijob.

    "Teilzeit ab 25 Stunden" in an advertisement for a full-time post offers both.
    """
    return _span(
        asked.hours_min, asked.hours_max, bool(vacancy.full_time), bool(vacancy.part_time), bool(vacancy.minijob)
    )


@lru_cache(maxsize=4_096)
def _span(
    low: float | None, high: float | None, full_time: bool, part_time: bool, minijob: bool
) -> tuple[float, float] | None:
    """Few combinations occur, and every pair asks several times."""
    spans = [(low, high)] if low is not None and high is not None else []
    if minijob and not spans:
        spans.append(MINIJOB)
    if full_time and (high is None or high < FULL_TIME[0]):
        spans.append(FULL_TIME)
    if part_time and not minijob and (low is None or low > PART_TIME[1]):
        spans.append(PART_TIME)
    return (min(a for a, _ in spans), max(b for _, b in spans)) if spans else None


def hours_missing(pair: Pair) -> float | None:
    """Hours a week by which wish and offer miss each other; 0 when they overlap, None when unknown."""
    offer = offered_hours(pair)
    wish_low, wish_high = pair.person.person.hours_min, pair.person.person.hours_max
    if offer is None or (wish_low is None and wish_high is None):
        return None
    low, high = wish_low or 0, wish_high or 60
    return max(0.0, offer[0] - high, low - offer[1])


def missing_licences(pair: Pair) -> list[str]:
    """Driving licences that are required and that the person's licences do not cover."""
    if not pair.asked.licences:
        return []
    held = {x.upper() for x in pair.person.person.licences}
    return [x for x in pair.asked.licences if not held & COVERED_BY.get(x, {x})]


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


def pay_ratio(pair: Pair) -> float | None:
    """Offered pay ÷ the person's wish, both €/month gross for the hours the person would work; None when unknown."""
    if pair.asked.pay_high is None or not pair.expected_pay:
        return None
    offer, wish = offered_hours(pair), pair.person.person.hours_max
    worked = min(offer[1], max(offer[0], wish)) if offer and wish else None
    share = worked / (pair.asked.pay_hours or PAY_HOURS) if worked else 1.0
    return pair.asked.pay_high * share / pair.expected_pay


def needs_no_training(pair: Pair) -> bool:
    """Whether anybody may do the work after a short introduction: a helper's job, or no diploma is needed."""
    return pair.asked.no_diploma or (pair.level == HELPER and pair.asked.diploma is None)


def open_to(pair: Pair) -> bool:
    """Whether somebody who does helpers' work (or learnt no trade) may take this one up, whatever the trade."""
    untrained = HELPER in pair.person_levels or (
        pair.person.diploma is not None and pair.person.diploma.vocational_rank <= 1
    )
    return untrained and needs_no_training(pair)
