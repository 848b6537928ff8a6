"""How near two occupations are: the same, named as near, or in the same group of ISCO-08 or KldB 2010."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from scipy.sparse import csr_matrix as Csr

from matcher.bridge.lexicon import Concept

SAME, NEAR, KLDB5, ISCO4, KLDB4, KLDB3, ISCO3, ISCO2 = 1.0, 0.82, 0.8, 0.74, 0.62, 0.5, 0.46, 0.26
ISCO = {4: ISCO4, 3: ISCO3, 2: ISCO2}


@dataclass(frozen=True, slots=True)
class Reach:
    """What a person's occupations reach: keys (`c…` concept, `n…` near, `k…` KldB, `i…` ISCO) with weights."""

    keys: Mapping[str, float]
    _known: dict[str, float] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, occupations: Mapping[str, float], concepts: Mapping[str, Concept]) -> Reach:
        """Everything within reach of these weighted occupations."""
        keys: dict[str, float] = {}
        for occupation, weight in occupations.items():
            for key, share in _keys(concepts[occupation]):
                keys[key] = max(keys.get(key, 0.0), weight * share)
            for near in concepts[occupation].near:
                keys[f"c{near}"] = max(keys.get(f"c{near}", 0.0), weight * NEAR)
        return cls(keys)

    def to(self, concept: Concept) -> float:
        """Nearness (0–1) of a concept to the person's occupations; each concept is worked out once."""
        found = self._known.get(concept.id)
        if found is None:
            found = self._known[concept.id] = max(self.keys.get(key, 0.0) for key, _ in _keys(concept))
        return found


def _keys(concept: Concept) -> tuple[tuple[str, float], ...]:
    return ((f"c{concept.id}", SAME), *_code_keys(concept.isco, concept.kldb))


@lru_cache(maxsize=50_000)
def _code_keys(isco: tuple[str, ...], kldb: str | None) -> tuple[tuple[str, float], ...]:
    keys = [(f"i{code[:size]}", share) for code in isco for size, share in ISCO.items() if size <= len(code)]
    if kldb:
        keys += [(f"k{kldb}", KLDB5), (f"k{kldb[:4]}", KLDB4), (f"k{kldb[:3]}", KLDB3)]
    return tuple(keys)


def best_link(
    reach: Reach, occupations: Mapping[str, float], concepts: Mapping[str, Concept]
) -> tuple[float, str | None]:
    """Nearness of a vacancy's weighted occupations to a person's, with the occupation that gave it."""
    best: tuple[float, str | None] = (0.0, None)
    for key, weight in occupations.items():
        near = weight * reach.to(concepts[key])
        if best[1] is None or near > best[0]:
            best = (near, key)
    return best


@dataclass(frozen=True)
class Occupations:
    """The weighted occupations of many vacancies, so that a person is compared with all of them at once.

    `weights` are vacancies × occupations, each vacancy's in its own order; `keys` are occupations × keys.
    """

    names: tuple[str, ...]
    weights: Csr
    keys: Csr
    key_column: Mapping[str, int]

    @classmethod
    def of(cls, occupations: Sequence[Mapping[str, float]], concepts: Mapping[str, Concept]) -> Occupations:
        """Gather the occupations of each vacancy."""
        column: dict[str, int] = {}
        weights = _gather([list(found.items()) for found in occupations], column)
        key_column: dict[str, int] = {}
        keys = _gather([_keys(concepts[name]) for name in column], key_column)
        return cls(tuple(column), weights, keys, key_column)

    def near(self, reach: Reach) -> np.ndarray:
        """`Reach.to` of every occupation here, in the order of `names`."""
        values = np.zeros(max(1, len(self.key_column)))
        for key, share in reach.keys.items():
            if key in self.key_column:
                values[self.key_column[key]] = share
        return _row_best(values[self.keys.indices], self.keys.indptr)

    def links(self, reach: Reach, rows: Sequence[int]) -> list[tuple[float, str | None]]:
        """`best_link` of each of these vacancies."""
        found = self.weights[list(rows)]
        values = found.data * self.near(reach)[found.indices]
        best = _row_best(values, found.indptr)
        which: list[str | None] = [None] * len(rows)
        hits = np.flatnonzero(values == np.repeat(best, np.diff(found.indptr)))[::-1]
        at = np.searchsorted(found.indptr, hits, side="right") - 1
        for row, name in zip(at.tolist(), found.indices[hits].tolist(), strict=True):
            which[row] = self.names[name]
        return list(zip(best.tolist(), which, strict=True))


def _gather(rows: Sequence[Sequence[tuple[str, float]]], column: dict[str, int]) -> Csr:
    """Rows of (name, value) as a sparse matrix; new names get a column, the order within a row stays."""
    indices = [column.setdefault(name, len(column)) for row in rows for name, _ in row]
    values = [value for row in rows for _, value in row]
    starts = np.cumsum([0, *(len(row) for row in rows)])
    return Csr((values, indices, starts), shape=(len(rows), max(1, len(column))), dtype=np.float64)


def _row_best(values: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """The highest value of each row; 0 where a row is empty."""
    best = np.zeros(len(starts) - 1)
    filled = np.flatnonzero(np.diff(starts))
    if len(filled):
        best[filled] = np.maximum.reduceat(values, starts[:-1][filled])
    return best
