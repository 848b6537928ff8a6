"""The vacancies to match against: what each asks for, its occupations, its places, and the index over all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from matcher.bridge import Bridge
from matcher.bridge.codes import unit_group
from matcher.extract import extract
from matcher.geo import Places, Spots
from matcher.index import Index, Read, vacancy_features, vacancy_occupations
from matcher.models import Cefr, Place, Vacancy
from matcher.profile import usual_level
from matcher.skilltext import SkillFinder


@dataclass(frozen=True)
class Stock:
    """The vacancies to match against: read, indexed, placed."""

    reads: tuple[Read, ...]
    index: Index
    spots: Spots
    row: Mapping[str, int]

    @classmethod
    def of(cls, vacancies: Sequence[Vacancy], bridge: Bridge, places: Places, levels: Mapping[str, Cefr]) -> Stock:
        """Read and index vacancies."""
        reads = tuple(read_vacancies(vacancies, bridge, levels))
        index = Index.fit([v.ref for v in vacancies], [vacancy_features(r, bridge) for r in reads])
        return cls(reads, index, Spots.of([_places_of(v, places) for v in vacancies]), index.row)


def read_vacancies(vacancies: Sequence[Vacancy], bridge: Bridge, levels: Mapping[str, Cefr]) -> list[Read]:
    """What each vacancy asks for and which occupations it means."""
    finder = SkillFinder.of("de", bridge.skills)
    result = []
    for vacancy, found in zip(vacancies, vacancy_occupations(bridge, vacancies), strict=True):
        isco = isco_of(found, bridge)
        asked = extract(vacancy, finder, usual_level(levels, isco))
        result.append(Read(vacancy, replace(asked, isco=isco), found))
    return result


def isco_of(occupations: Mapping[str, float], bridge: Bridge) -> str | None:
    """The ISCO-08 unit group of the looked-up code, or of the surest occupation."""
    return unit_group(occupations, bridge.by_id)


def _places_of(vacancy: Vacancy, places: Places) -> tuple[Place, ...]:
    return tuple(p for p in map(places.of_location, vacancy.locations) if p is not None)
