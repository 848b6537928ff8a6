"""What somebody asks for one person or one vacancy between two matchings: other weights, the people of a vacancy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from matcher.bridge import Bridge
from matcher.candidates import KEEP, Candidates, Crowd, Seeker, rank_people
from matcher.errors import NotFoundError
from matcher.facts import with_facts
from matcher.geo import Places
from matcher.index import Hits, Index, Read, vacancy_features
from matcher.jobs import default_weights, german_levels
from matcher.models import Match, Vacancy
from matcher.preferences import check_wishes, rerank, weights_for
from matcher.profile import Reader
from matcher.ranking import Ranker
from matcher.readings import bridge_of
from matcher.stock import Stock
from matcher.store import Store, now

EVERY = 10_000


def weights_of(store: Store, person: str) -> dict[str, float]:
    """The points each factor can give for a person: the shipped ones bent by what counts more or less; sum 100."""
    return weights_for(default_weights(), store.weight_wishes(person))


def set_weights(store: Store, person: str, wishes: Mapping[str, str], said_by: str) -> int:
    """Store what counts more or less for a person and put their published matches in the new order at once.

    `wishes` maps a factor (`matcher.preferences.CHOOSABLE`) to less, normal, more or much_more; factors that are not
    named keep their wish. Returns how many matches were re-scored. Raises InputError for a factor or wish that does
    not exist and NotFoundError for a person that does not.
    """
    checked = check_wishes(wishes, f"weights of {person}")
    if store.jobseeker(person) is None:
        raise NotFoundError(f"there is no person {person}")
    with store.transaction():
        store.put_weight_wishes(person, checked, said_by, now())
        return reweigh(store, person)


def reweigh(store: Store, person: str) -> int:
    """Re-score a person's published matches with the weights that hold for them now; how many there are.

    Needs no stock: the levels that held are kept in the matches, so the result is that of ranking them anew. What the
    last matching left out of the list returns with the next one only.
    """
    run = store.match_run(person)
    if run is None:
        return 0
    weights = weights_of(store, person)
    matches = rerank(store.matches(person, EVERY), weights)
    beyond = rerank(store.beyond_the_list(person), weights)
    store.publish_matches(run, person, matches, store.removed(person), [*matches, *beyond])
    return len(matches)


def people_of(store: Store, vacancy: str, today: date, keep: int = KEEP) -> Candidates:
    """The best people for one vacancy out of all people in the store, ranked now, with what their limits took out.

    Each score is the one that matching gives the pair. Raises NotFoundError for an unknown reference.
    """
    found = store.vacancy(vacancy)
    if found is None:
        raise NotFoundError(f"there is no vacancy {vacancy}")
    bridge = bridge_of(store)
    places = Places.load().learn(x for other in store.open_vacancies() for x in other.locations)
    stock = Stock.of([found], bridge, places, german_levels())
    ranker = Ranker(bridge, Reader.of(bridge), places, stock, default_weights(), today)
    return rank_people(ranker, 0, Crowd.of(_seekers(store), ranker), keep)


def _seekers(store: Store) -> Iterator[Seeker]:
    for person in store.jobseekers():
        facts = store.fact_values(person.key)
        yield Seeker(with_facts(person, facts), facts.get("wage_wish"), weights_of(store, person.key))


@dataclass(frozen=True, slots=True)
class Judged:
    """The match of a person with any vacancy, and which of the person's own limits it breaks."""

    match: Match
    limits: tuple[str, ...]


def judge(store: Store, reader: Reader, places: Places, key: str, ref: str, today: date) -> Judged:
    """The score that matching would give this pair, whether the ranking would show it or not.

    Raises NotFoundError for an unknown person or vacancy.
    """
    person, vacancy = store.jobseeker(key), store.vacancy(ref)
    if person is None or vacancy is None:
        raise NotFoundError("there is no such person or vacancy")
    facts = store.fact_values(key)
    ranker = Ranker(reader.bridge, reader, places, _stock_of_one(store, reader.bridge, places, vacancy), {}, today)
    look = ranker.look(
        reader.read(with_facts(person, facts), today), Hits(np.array([0]), np.zeros(1)), facts.get("wage_wish")
    )
    return Judged(*look.judged(0, weights_of(store, key)))


def _stock_of_one(store: Store, bridge: Bridge, places: Places, vacancy: Vacancy) -> Stock:
    """One vacancy as a stock, from what was read of it already where it was."""
    try:
        read = Read(*store.reading(vacancy.ref))
    except KeyError:
        return Stock.of([vacancy], bridge, places, german_levels())
    return Stock.from_reads([read], Index.fit([vacancy.ref], [vacancy_features(read, bridge)]), places, bridge)
