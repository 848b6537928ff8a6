"""The TF-IDF index of vacancies over concepts and German words: fit, save, load, exact top-k."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import joblib
import numpy as np
from scipy.sparse import csr_matrix as Csr
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.preprocessing import normalize
from sparse_dot_topn import sp_matmul_topn

from matcher.bridge import Bridge
from matcher.bridge.codes import CODE_ONLY, german_title, settle
from matcher.bridge.lexicon import Concept
from matcher.bridge.links import as_links
from matcher.bridge.similarity import word_bag
from matcher.bridge.sparse import asked_for
from matcher.models import Asked, Strength, Vacancy
from matcher.profile import Understood
from matcher.text import plain

# How much each kind of feature counts in retrieval, before idf: o occupation, i ISCO-08 group, s skill, w word.
BLOCK = {"o": 3.0, "i": 1.2, "s": 1.0, "w": 0.6}
STRENGTH = {Strength.REQUIRED: 1.0, Strength.TASK: 0.7, Strength.NICE: 0.5, Strength.BOAST: 0.1}
MAIN, TITLE, FURTHER = 1.0, 0.9, 0.7
KEEP_CONCEPTS = 4
MIN_CONCEPT = 0.2
BODY_WORDS = 0.3


@dataclass(frozen=True, slots=True)
class Read:
    """A vacancy with what it asks for and the occupations it means (concept id -> weight 0–1)."""

    vacancy: Vacancy
    asked: Asked
    occupations: Mapping[str, float]


Meanings = dict[str, dict[str, float]]


def vacancy_occupations(
    bridge: Bridge, vacancies: Sequence[Vacancy], known: Meanings | None = None
) -> list[dict[str, float]]:
    """The occupation concepts of each vacancy; every distinct title is linked once.

    `known` are meanings of titles from earlier calls; new ones are added to it.
    """
    meanings = {} if known is None else known
    titles = dict.fromkeys(t for v in vacancies for t, _ in _titles(v) if t not in meanings)
    meanings |= title_meanings(bridge, list(titles))
    return [_strongest((meanings[title], weight) for title, weight in _titles(v)) for v in vacancies]


def title_meanings(bridge: Bridge, titles: Sequence[str]) -> dict[str, dict[str, float]]:
    """Concept ids with certainty for each German title: looked up in the official tables, then linked by its words."""
    if not titles:
        return {}
    linker = bridge.linker("occupation")
    found = linker.german_concepts(titles)
    guessed = as_links(found, linker.concepts, KEEP_CONCEPTS, MIN_CONCEPT, linker.plain)
    return {
        title: settle(links, german_title(title, bridge.reference, bridge.by_id), bridge.by_id)
        for title, links in zip(titles, guessed, strict=True)
    }


def _strongest(meanings: Iterable[tuple[Mapping[str, float], float]]) -> dict[str, float]:
    """The concepts of several weighted titles, the strongest few, strongest first."""
    found: dict[str, float] = {}
    for links, weight in meanings:
        for key, sure in links.items():
            found[key] = max(found.get(key, 0.0), sure * weight)
    return dict(sorted(found.items(), key=lambda x: -x[1])[: 2 * KEEP_CONCEPTS])


def _titles(vacancy: Vacancy) -> Iterator[tuple[str, float]]:
    """The titles a vacancy carries, with weights."""
    if vacancy.occupation:
        yield vacancy.occupation, MAIN
    if vacancy.title:
        yield vacancy.title, TITLE if vacancy.occupation else MAIN
    for title in vacancy.other_occupations:
        yield title, FURTHER


def vacancy_features(read: Read, bridge: Bridge) -> dict[str, float]:
    """Features of a vacancy: occupation concepts and ISCO-08 groups, skills by strength, words."""
    features = _occupation_features(read.occupations, bridge.by_id)
    for skill in read.asked.skills:
        features[f"s:{skill.concept}"] = BLOCK["s"] * STRENGTH[skill.strength]
    splitter = bridge.german_splitter
    titles = " ".join(title for title, _ in _titles(read.vacancy))
    body = plain(read.vacancy.description or "")[:2500]
    for weight, text in ((BODY_WORDS, body), (1.0, titles)):
        for word, value in word_bag(text, splitter).items():
            features[f"w:{word}"] = BLOCK["w"] * weight * value
    return features


def person_features(person: Understood, bridge: Bridge) -> dict[str, float]:
    """Features of a person in the same space; near occupations count a little."""
    concepts = bridge.by_id
    wide = dict(person.occupations)
    for key, weight in person.occupations.items():
        for near in concepts[key].near:
            wide[near] = max(wide.get(near, 0.0), 0.6 * weight)
    features = _occupation_features(wide, concepts)
    for key, held in person.skills.items():
        features[f"s:{key}"] = BLOCK["s"] * held.sure
    for word, weight in person.words.items():
        features[f"w:{word}"] = BLOCK["w"] * weight
    return features


def _occupation_features(occupations: Mapping[str, float], concepts: Mapping[str, Concept]) -> dict[str, float]:
    features: dict[str, float] = {}
    for key, weight in occupations.items():
        if concepts[key].kind != CODE_ONLY:
            features[f"o:{key}"] = BLOCK["o"] * weight
        for code in concepts[key].isco:
            for size in (4, 3):
                name = f"i:{code[:size]}"
                features[name] = max(features.get(name, 0.0), BLOCK["i"] * weight * (1.0 if size == 4 else 0.6))
    return features


class Hits(NamedTuple):
    """What was found for a query: rows of the index with their cosines."""

    rows: np.ndarray
    cosines: np.ndarray


@dataclass(frozen=True)
class Index:
    """Vacancies × features, rows of length one; `refs` names the rows, `columns` is the same matrix by feature.

    `rows` may be anything that gives rows by their numbers as a matrix.
    """

    refs: tuple[str, ...]
    names: DictVectorizer
    idf: np.ndarray
    rows: Csr
    columns: Csr

    @classmethod
    def fit(cls, refs: Iterable[str], features: Iterable[Mapping[str, float]]) -> Index:
        """Build the index; features come in the order of the references."""
        names = DictVectorizer(dtype=np.float32)
        counts = names.fit_transform(features)
        idf = TfidfTransformer(norm=None).fit(counts).idf_.astype(np.float32)
        rows = weigh(counts, idf, copy=False)
        return cls(tuple(refs), names, idf, rows, Csr(rows.T))

    @property
    def row(self) -> dict[str, int]:
        """Reference -> row."""
        return {ref: at for at, ref in enumerate(self.refs)}

    def vectors(self, features: Iterable[Mapping[str, float]]) -> Csr:
        """Features of people as rows of length one in the index's space."""
        return weigh(self.names.transform(features), self.idf)

    def top(self, queries: Csr, k: int = 200, threads: int = 1) -> list[Hits]:
        """Per query the k rows with the highest cosine, best first, equal ones in the order of the index."""
        left, right = asked_for(queries, self.columns)
        found = sp_matmul_topn(left, right, top_n=min(k, len(self.refs)), sort=True, n_threads=threads)
        return [
            _ordered(found.indices[start:stop], found.data[start:stop])
            for start, stop in pairwise(found.indptr.tolist())
        ]

    def save(self, path: Path) -> None:
        """Write the index to one file that `load` can map into memory."""
        joblib.dump(self, path)

    @classmethod
    def load(cls, path: Path) -> Index:
        """Read an index that `save` wrote, its arrays mapped and shared between processes."""
        loaded = joblib.load(path, mmap_mode="c")
        assert isinstance(loaded, cls)
        return replace(loaded, rows=_plain(loaded.rows), columns=_plain(loaded.columns))


def _ordered(rows: np.ndarray, cosines: np.ndarray) -> Hits:
    """Rows with their cosines, best first, equal ones in the order of the index."""
    order = np.lexsort((rows, -cosines))
    return Hits(rows[order], cosines[order])


def _plain(matrix: Csr) -> Csr:
    """The same matrix over the same memory, its arrays of numpy's own class, which sparse_dot_topn asks for."""
    parts = (np.asarray(matrix.data), np.asarray(matrix.indices), np.asarray(matrix.indptr))
    return Csr(parts, shape=matrix.shape, copy=False)


def weigh(counts: Csr, idf: np.ndarray, copy: bool = True) -> Csr:
    """Counts × idf, rows of length one; without `copy` the memory of the counts is taken over."""
    weighted = Csr(counts, dtype=np.float32, copy=copy)
    weighted.data *= idf[weighted.indices]
    return Csr(normalize(weighted, copy=False), dtype=np.float32)
