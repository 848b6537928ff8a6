"""How near two occupations are: the same, named as near, or in the same group of ISCO-08 or KldB 2010."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from scipy.sparse import csr_matrix as Csr

from matcher.bridge.codes import CODE_ONLY, unit_group
from matcher.bridge.lexicon import Concept
from matcher.models import Diploma

SAME, NEAR = 1.0, 0.82
# From this certainty on, a title of a profile is called by the German name of what it means.
CALLED = 0.5
# Somebody of the vacancy's occupation could take up the person's: nearly as telling as the other way round.
NEAR_BACK = 0.65
KLDB = {5: 0.8, 4: 0.62, 3: 0.5}
# An ISCO-08 group gathers work by its level; where KldB 2010 puts the two into different areas (managers of a
# warehouse and of building sites), the group alone says less: (both agree or one is unknown, ISCO-08 alone).
ISCO = {4: (0.74, 0.6), 3: (0.46, 0.34), 2: (0.26, 0.2)}


@dataclass(frozen=True, slots=True)
class Reach:
    """What a person's occupations reach: keys (`c…` concept, `b…` near to it, `k…` KldB, `i…` ISCO) with weights."""

    keys: Mapping[str, float]
    _known: dict[str, float] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, occupations: Mapping[str, float], concepts: Mapping[str, Concept]) -> Reach:
        """Everything within reach of these weighted occupations."""
        keys: dict[str, float] = {}
        for occupation, weight in occupations.items():
            for key, share in _held(concepts[occupation]):
                keys[key] = max(keys.get(key, 0.0), weight * share)
            for near in concepts[occupation].near:
                keys[f"c{near}"] = max(keys.get(f"c{near}", 0.0), weight * NEAR)
        return cls(keys)

    def to(self, concept: Concept) -> float:
        """Nearness (0–1) of a concept to the person's occupations; each concept is worked out once."""
        found = self._known.get(concept.id)
        if found is None:
            found = self._known[concept.id] = max(self.keys.get(key, 0.0) for key in _sought(concept))
        return found


@lru_cache(maxsize=50_000)
def _held(concept: Concept) -> tuple[tuple[str, float], ...]:
    """What a person's occupation reaches by itself, with its share."""
    keys = [(f"c{concept.id}", SAME), (f"b{concept.id}", NEAR_BACK)]
    for group, (agreed, alone) in _groups(concept):
        keys += [(group, agreed), (f"{group}*", alone if concept.kldb else agreed)]
        keys += [(f"{group}/{concept.kldb[0]}", agreed)] if concept.kldb else []
    if concept.kldb:
        keys += [(f"k{concept.kldb[:size]}", share) for size, share in KLDB.items()]
    return tuple(keys)


@lru_cache(maxsize=50_000)
def _sought(concept: Concept) -> tuple[str, ...]:
    """The keys by which a vacancy's occupation is found; `b…` are the occupations that it is near to."""
    keys = [f"c{concept.id}", *(f"b{near}" for near in concept.near)]
    if concept.kldb is None:
        return (*keys, *(group for group, _ in _groups(concept)))
    keys += [key for group, _ in _groups(concept) for key in (f"{group}*", f"{group}/{concept.kldb[0]}")]
    return (*keys, *(f"k{concept.kldb[:size]}" for size in KLDB))


def _groups(concept: Concept) -> Iterator[tuple[str, tuple[float, float]]]:
    for code in concept.isco:
        yield from ((f"i{code[:size]}", shares) for size, shares in ISCO.items() if size <= len(code))


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


@dataclass(frozen=True, slots=True)
class OwnTitles:
    """The titles a profile names, each with what it reaches: which of them a vacancy answers to.

    `german` has the German names of those whose meaning is sure enough.
    """

    first: str
    reaches: tuple[tuple[str, Reach], ...]
    german: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls, titles: Sequence[str], named: Mapping[str, Mapping[str, float]], concepts: Mapping[str, Concept]
    ) -> OwnTitles:
        """Of these titles (the wishes first) and of what every title means."""
        reaches = tuple((title, Reach.of(meaning, concepts)) for title, meaning in named.items() if meaning)
        german = ((title, _german(meaning, concepts)) for title, meaning in named.items())
        return cls(titles[0] if titles else "", reaches, {title: name for title, name in german if name})

    def nearest(self, concept: Concept | None) -> str:
        """The title from which an occupation is reached best; the first one where none reaches it."""
        if concept is None:
            return self.first
        near, title = max(((reach.to(concept), title) for title, reach in self.reaches), default=(0.0, ""), key=_near)
        return title if near > 0 else self.first


def _german(meaning: Mapping[str, float], concepts: Mapping[str, Concept]) -> str:
    """The German name of what a title means; empty where that is not sure."""
    known = {key: sure for key, sure in meaning.items() if concepts[key].kind != CODE_ONLY}
    best = max(known, key=lambda key: known[key], default="")
    return concepts[best].de[0] if best and known[best] >= CALLED else ""


def _near(found: tuple[float, str]) -> float:
    return found[0]


@dataclass(frozen=True)
class Occupations:
    """The weighted occupations of many vacancies, so that a person is compared with all of them at once.

    `weights` are vacancies × occupations, each vacancy's in its own order; `keys` are occupations × keys. `levels`
    holds the requirement level of each vacancy's surest coded occupation (0 unknown), `fields` the ISCO-08 sub-major
    group of each occupation (-1 unknown).
    """

    names: tuple[str, ...]
    weights: Csr
    keys: Csr
    key_column: Mapping[str, int]
    levels: np.ndarray
    fields: np.ndarray

    @classmethod
    def of(cls, occupations: Iterable[Mapping[str, float]], concepts: Mapping[str, Concept]) -> Occupations:
        """Gather the occupations of each vacancy."""
        column: dict[str, int] = {}
        weights = _gather((found.items() for found in occupations), column)
        key_column: dict[str, int] = {}
        keys = _gather([[(key, 1.0) for key in _sought(concepts[name])] for name in column], key_column)
        levels = np.array([int(kldb[4]) if (kldb := concepts[name].kldb) else 0 for name in column], dtype=np.int8)
        groups = (unit_group({name: 1.0}, concepts) for name in column)
        fields = np.array([int(group[:2]) if group else -1 for group in groups] or [-1], dtype=np.int8)
        return cls(tuple(column), weights, keys, key_column, _surest(weights, levels), fields)

    def near(self, reach: Reach) -> np.ndarray:
        """`Reach.to` of every occupation here, in the order of `names`."""
        values = np.zeros(max(1, len(self.key_column)))
        for key, share in reach.keys.items():
            if key in self.key_column:
                values[self.key_column[key]] = share
        return _row_best(values[self.keys.indices], self.keys.indptr)

    def links(self, reach: Reach, rows: Sequence[int] | np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """`best_link` of each of these vacancies: how near, and which occupation (place in `names`; -1 for none)."""
        found = self.weights[rows]
        values = found.data * self.near(reach)[found.indices]
        best, which = _row_best(values, found.indptr), np.full(found.shape[0], -1)
        row = np.repeat(np.arange(found.shape[0]), np.diff(found.indptr))
        hits = np.flatnonzero(values == best[row])[::-1]
        which[row[hits]] = found.indices[hits]
        return best, which


def _gather(rows: Iterable[Iterable[tuple[str, float]]], column: dict[str, int]) -> Csr:
    """Rows of (name, value) as a sparse matrix; new names get a column, the order within a row stays."""
    indices, values, starts = array("i"), array("d"), array("i", [0])
    for row in rows:
        for name, value in row:
            indices.append(column.setdefault(name, len(column)))
            values.append(value)
        starts.append(len(indices))
    return Csr((values, indices, starts), shape=(len(starts) - 1, max(1, len(column))), dtype=np.float64)


def _surest(weights: Csr, levels: np.ndarray) -> np.ndarray:
    """Per row of weights the level of its heaviest column that has one (the first of equal ones); 0 where none has."""
    found = np.zeros(weights.shape[0], dtype=np.int8)
    coded = np.where(levels[weights.indices] > 0, weights.data, -1.0) if len(levels) else weights.data
    rows = np.repeat(np.arange(weights.shape[0]), np.diff(weights.indptr))
    order = np.lexsort((-np.arange(len(coded)), coded))
    order = order[coded[order] >= 0]
    found[rows[order]] = levels[weights.indices[order]]
    return found


def _row_best(values: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """The highest value of each row; 0 where a row is empty."""
    best = np.zeros(len(starts) - 1)
    filled = np.flatnonzero(np.diff(starts))
    if len(filled):
        best[filled] = np.maximum.reduceat(values, starts[:-1][filled])
    return best


# The occupations a person is sure of; what a title only hints at says nothing about their level.
SURE = 0.6


def levels_of(occupations: Mapping[str, float], concepts: Mapping[str, Concept]) -> frozenset[int]:
    """The requirement levels (fifth digit of KldB 2010, 1–4) of the occupations a person is sure of."""
    return frozenset(int(code[4]) for key, sure in occupations.items() if sure >= SURE and (code := concepts[key].kldb))


def learnt_levels(diploma: Diploma | None) -> frozenset[int]:
    """The requirement levels that a degree prepares for: specialists and experts (KldB 2010, volume 1, 1.3)."""
    return {Diploma.HBO: frozenset({3, 4}), Diploma.WO: frozenset({4})}.get(diploma or Diploma.NONE, frozenset())
