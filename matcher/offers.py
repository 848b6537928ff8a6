"""What scoring looks at in many vacancies, in arrays: one person is compared with hundreds of them at once.

Reading these from the vacancies themselves takes several times as long: they lie scattered in memory, or in the store.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from matcher.bridge.lexicon import Concept
from matcher.columns import Lists
from matcher.models import Asked, AskedSkill, Strength, Vacancy, VacancyKind

# Hours a week where an advertisement names none.
FULL_TIME = (35.0, 40.0)
PART_TIME = (15.0, 32.0)
MINIJOB = (5.0, 12.0)
# The pay of an advertisement that names no hours is for this many (matcher.extract.pay reckons with the same).
PAY_HOURS = 39.0
# Character is not checked, and driving licences have a factor of their own.
NOT_SKILLS = frozenset({"soft", "licence"})
LANGUAGES = frozenset({"Deutsch", "Englisch", "Niederländisch", "Französisch", "Polnisch", "Russisch", "Spanisch"})

KINDS, STRENGTHS = tuple(VacancyKind), tuple(Strength)
_PLACE = {strength: at for at, strength in enumerate(STRENGTHS)}
NAN = float("nan")
NO, YES, UNSAID = 0, 1, -1
Key = TypeVar("Key")
# A vacancy in one record; not-a-number, -1 or False stands for what it does not say. `field` is the ISCO-08 sub-major
# group that it names itself, `licences` and `employer` are numbers of what is the same for several vacancies.
OFFER = np.dtype(
    [
        ("kind", "i1"), ("permanent", "i1"), ("field", "i1"), ("licences", "i4"), ("employer", "i4"),
        ("german", "f8"), ("diploma", "f8"), ("years", "f8"), ("pay", "f8"), ("pay_hours", "f8"),
        ("hours_min", "f8"), ("hours_max", "f8"),
        ("no_diploma", "?"), ("or_experience", "?"), ("shifts", "?"), ("agency", "?"), ("changers", "?"), ("described", "?"),
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offers:
    """Many vacancies: a record for each (`OFFER`), the skills that count, and the towns.

    A skill is the place of its concept in `concepts`, times the number of strengths, plus the place of its strength;
    `licences` are those that records name by number.
    """

    records: np.ndarray
    skills: Lists
    towns: Lists
    concepts: tuple[str, ...]
    licences: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, adverts: Iterable[tuple[Vacancy, Asked]], concepts: Mapping[str, Concept]) -> Offers:
        """Gather what these vacancies ask and offer."""
        gathering = _Gathering(concepts)
        records = np.fromiter((gathering.record(vacancy, asked) for vacancy, asked in adverts), OFFER)
        skills, towns = (Lists(*map(np.array, lists)) for lists in (gathering.skills, gathering.towns))
        return cls(records, skills, towns, tuple(gathering.concept), tuple(gathering.licence))

    def at(self, rows: Sequence[int] | np.ndarray) -> Offers:
        """These vacancies only, in their order."""
        chosen = np.asarray(rows, dtype=np.intp)
        return replace(self, records=self.records[chosen], skills=self.skills.at(chosen), towns=self.towns.at(chosen))

    def __len__(self) -> int:
        return len(self.records)

    def asked_skills(self) -> tuple[np.ndarray, np.ndarray]:
        """Of each skill the place of its concept in `concepts`, and of its strength in `STRENGTHS`."""
        concept, strength = np.divmod(self.skills.values, len(STRENGTHS))
        return concept, strength


class _Gathering:
    """Numbers what is the same for several vacancies while their records are made."""

    def __init__(self, concepts: Mapping[str, Concept]) -> None:
        self._concepts = concepts
        self.concept: dict[str, int] = {}
        self.licence: dict[tuple[str, ...], int] = {(): 0}
        self._employer: dict[str, int] = {}
        self._town: dict[str, int] = {}
        self.skills, self.towns = (array("i"), array("q", [0])), (array("i"), array("q", [0]))

    def record(self, vacancy: Vacancy, asked: Asked) -> tuple[object, ...]:
        """A vacancy as `OFFER` has it; its skills and towns are added to the lists."""
        counting = (s for s in asked.skills if counts(s, self._concepts[s.concept]))
        _add(self.skills, (_number(self.concept, s.concept) * len(STRENGTHS) + _PLACE[s.strength] for s in counting))
        _add(self.towns, dict.fromkeys(_number(self._town, x.town) for x in vacancy.locations if x.town))
        low, high = offered_span(vacancy, asked) or (NAN, NAN)
        return (
            KINDS.index(vacancy.kind),
            {None: UNSAID, False: NO, True: YES}[vacancy.permanent],
            field_of(asked.isco),
            _number(self.licence, asked.licences),
            _number(self._employer, vacancy.employer) if vacancy.employer else -1,
            asked.german.level.rank if asked.german.level else NAN,
            NAN if asked.diploma is None else asked.diploma.vocational_rank,
            *map(_known, (asked.years, asked.pay_high)),
            asked.pay_hours or PAY_HOURS,
            low,
            high,
            asked.no_diploma,
            asked.or_experience,
            asked.shifts is True,
            asked.temporary_agency is True,
            asked.career_changers is True,
            bool(vacancy.description),
        )


def _number(known: dict[Key, int], thing: Key) -> int:
    """The number of a thing; a new one gets the next."""
    return known.setdefault(thing, len(known))


def _add(lists: tuple[array[int], array[int]], row: Iterable[int]) -> None:
    lists[0].extend(row)
    lists[1].append(len(lists[0]))


def _known(number: float | None) -> float:
    return NAN if number is None else number


def field_of(isco: str | None) -> int:
    """The ISCO-08 sub-major group (two digits) of a unit group; -1 where that is unknown."""
    return int(isco[:2]) if isco else -1


def counts(skill: AskedSkill, concept: Concept) -> bool:
    """Whether a skill that an advertisement names is asked of people; languages have a factor of their own."""
    return skill.strength is not Strength.BOAST and skill.kind not in NOT_SKILLS and concept.de[0] not in LANGUAGES


def offered_span(vacancy: Vacancy, asked: Asked) -> tuple[float, float] | None:
    """Lowest and highest weekly hours of a vacancy: as written, widened by full-time, part-time and minijob.

    "Teilzeit ab 25 Stunden" in an advertisement for a full-time post offers both.
    """
    low, high, minijob = asked.hours_min, asked.hours_max, bool(vacancy.minijob)
    spans = [(low, high)] if low is not None and high is not None else []
    if minijob and not spans:
        spans.append(MINIJOB)
    if vacancy.full_time and (high is None or high < FULL_TIME[0]):
        spans.append(FULL_TIME)
    if vacancy.part_time and not minijob and (low is None or low > PART_TIME[1]):
        spans.append(PART_TIME)
    return (min(a for a, _ in spans), max(b for _, b in spans)) if spans else None
