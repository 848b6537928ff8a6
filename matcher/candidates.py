"""From a vacancy to people: the same factors, limits and weights as from a person to vacancies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_matrix as Csr

from matcher.index import Hits, person_features
from matcher.models import Jobseeker, Match
from matcher.profile import Understood
from matcher.ranking import Look, Ranker, order

# People retrieved by cosine for one vacancy, and kept for showing.
RETRIEVE, KEEP = 2_000, 20


@dataclass(frozen=True, slots=True)
class Seeker:
    """A person with what a ranking needs beside the profile; `weights` where the shipped ones do not hold."""

    person: Jobseeker
    pay_wish: float | None = None
    weights: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class Candidates:
    """The people of a vacancy, best first, and how many fitting ones each of their own limits took out."""

    matches: tuple[Match, ...]
    removed: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Crowd:
    """People as the matcher understands them, with their vectors (people × features of the index)."""

    seekers: tuple[Seeker, ...]
    read: tuple[Understood, ...]
    vectors: Csr

    @classmethod
    def of(cls, seekers: Iterable[Seeker], ranker: Ranker) -> Crowd:
        """Read every profile once."""
        everybody = tuple(seekers)
        ranker.reader.learn(s.person for s in everybody)
        read = tuple(ranker.reader.read(s.person, ranker.today) for s in everybody)
        return cls(everybody, read, ranker.stock.index.vectors(person_features(u, ranker.bridge) for u in read))

    def nearest(self, vacancy: Csr, k: int) -> list[tuple[int, float]]:
        """The people with the highest cosine to a vacancy's row, best first, as (number, cosine); none at 0."""
        cosines = np.asarray((self.vectors @ vacancy.T).todense()).ravel()
        order = np.argsort(-cosines, kind="stable")[:k]
        return [(int(i), float(cosines[i])) for i in order if cosines[i] > 0]


def rank_people(ranker: Ranker, row: int, crowd: Crowd, keep: int = KEEP) -> Candidates:
    """The best people for a vacancy (a row of the stock); each score is the one the person's own ranking gives."""
    found: list[tuple[Match, Look]] = []
    removed: Counter[str] = Counter()
    for number, cosine in crowd.nearest(ranker.stock.index.rows[row], RETRIEVE):
        seeker = crowd.seekers[number]
        look = ranker.look(crowd.read[number], Hits(np.array([row]), np.array([cosine])), seeker.pay_wish)
        matches, left_out = look.within_limits(seeker.weights or ranker.weights)
        found += [(match, look) for match in matches]
        removed.update(left_out)
    best = sorted(found, key=lambda one: order(one[0]))[:keep]
    return Candidates(tuple(look.explained(match) for match, look in best), dict(removed))
