"""The vacancies to match against: what each asks for, its occupations, its places, and the index over all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

from matcher.bridge import Bridge
from matcher.bridge.codes import unit_group
from matcher.extract import extract
from matcher.geo import Places, Spots
from matcher.index import Index, Meanings, Read, vacancy_features, vacancy_occupations
from matcher.models import Asked, Cefr, Location, Place, Vacancy
from matcher.offers import Offers
from matcher.profile import usual_level
from matcher.related import Occupations
from matcher.skilltext import SkillFinder

# Starting processes takes a second or two; below this number one process is done sooner.
WORTH_SHARING = 3_000
BLOCKS_PER_WORKER = 4

# An advertisement, the usual German level of its work, and its ISCO-08 unit group.
Text = tuple[Vacancy, Cefr | None, str | None]


@dataclass(frozen=True)
class Stock:
    """The vacancies to match against: read, indexed, placed; `offers` is what scoring looks at in them."""

    reads: Sequence[Read]
    index: Index
    spots: Spots
    row: Mapping[str, int]
    occupations: Occupations
    offers: Offers

    @classmethod
    def of(
        cls,
        vacancies: Sequence[Vacancy],
        bridge: Bridge,
        places: Places,
        levels: Mapping[str, Cefr],
        workers: int = 1,
    ) -> Stock:
        """Read and index vacancies; `workers` processes read a large stock."""
        reads = tuple(read_vacancies(vacancies, bridge, levels, workers))
        index = Index.fit([v.ref for v in vacancies], (vacancy_features(r, bridge) for r in reads))
        return cls.from_reads(reads, index, places, bridge)

    @classmethod
    def from_reads(cls, reads: Sequence[Read], index: Index, places: Places, bridge: Bridge) -> Stock:
        """Vacancies that were read and indexed already; the index has them in the same order."""
        learned = places.learn(location for r in reads for location in r.vacancy.locations)
        spots = Spots.of([places_of(r.vacancy.locations, learned) for r in reads])
        occupations = Occupations.of([r.occupations for r in reads], bridge.by_id)
        offers = Offers.of(((r.vacancy, r.asked) for r in reads), bridge.by_id)
        return cls(tuple(reads), index, spots, index.row, occupations, offers)


def read_vacancies(
    vacancies: Sequence[Vacancy],
    bridge: Bridge,
    levels: Mapping[str, Cefr],
    workers: int = 1,
    finder: SkillFinder | None = None,
    known: Meanings | None = None,
) -> list[Read]:
    """What each vacancy asks for and which occupations it means; `known` keeps the meanings of titles."""
    found = vacancy_occupations(bridge, vacancies, known)
    groups = [isco_of(occupations, bridge) for occupations in found]
    usual = [usual_level(levels, isco) for isco in groups]
    finder = finder or SkillFinder.of("de", bridge.skills)
    asked = extract_all(list(zip(vacancies, usual, groups, strict=True)), finder, workers)
    return [Read(*read) for read in zip(vacancies, asked, found, strict=True)]


def extract_all(texts: Sequence[Text], finder: SkillFinder, workers: int = 1) -> list[Asked]:
    """What each advertisement asks for, in order; a large number is shared out over processes."""
    if workers <= 1 or len(texts) < WORTH_SHARING:
        return _extract_block(finder, texts)
    size = -(-len(texts) // (BLOCKS_PER_WORKER * workers))
    blocks = [texts[at : at + size] for at in range(0, len(texts), size)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return [asked for block in pool.map(partial(_extract_block, finder), blocks) for asked in block]


def _extract_block(finder: SkillFinder, texts: Sequence[Text]) -> list[Asked]:
    return [extract(vacancy, finder, usual, isco) for vacancy, usual, isco in texts]


def isco_of(occupations: Mapping[str, float], bridge: Bridge) -> str | None:
    """The ISCO-08 unit group of the looked-up code, or of the surest occupation."""
    return unit_group(occupations, bridge.by_id)


def places_of(locations: Iterable[Location], places: Places) -> tuple[Place, ...]:
    """The places of work that are known."""
    return tuple(p for p in map(places.of_location, locations) if p is not None)
