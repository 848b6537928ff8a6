"""What somebody asks for one person or one vacancy between two matchings: other weights, the people of a vacancy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from matcher.bridge import Bridge
from matcher.candidates import KEEP, Candidates, Crowd, Seeker, rank_people
from matcher.errors import NotFoundError
from matcher.geo import Places
from matcher.jobs import default_weights, german_levels, with_facts
from matcher.official import reference_of
from matcher.preferences import check_wishes, rerank, weights_for
from matcher.profile import Reader
from matcher.ranking import Ranker
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
    bridge = Bridge.with_reference(reference_of(store))
    places = Places.load().learn(x for other in store.open_vacancies() for x in other.locations)
    stock = Stock.of([found], bridge, places, german_levels())
    ranker = Ranker(bridge, Reader.of(bridge), places, stock, default_weights(), today)
    return rank_people(ranker, 0, Crowd.of(_seekers(store), ranker), keep)


def _seekers(store: Store) -> Iterator[Seeker]:
    for person in store.jobseekers():
        facts = store.fact_values(person.key)
        yield Seeker(with_facts(person, facts), facts.get("wage_wish"), weights_of(store, person.key))
