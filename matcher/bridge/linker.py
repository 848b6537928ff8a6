"""Ranks German terms for Dutch terms: through concepts, through translated words, and through codes.

Every measure is a cosine or a product of cosines within one language; nothing is compared across languages
by spelling.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix as Csr

from matcher.bridge.encoder import Encoder, standardised
from matcher.bridge.lexicon import Concept
from matcher.bridge.similarity import LabelSpace
from matcher.bridge.translate import Translator
from matcher.text import alternatives, ungender

# Set on the development half of the benchmarks (see data/SOURCES.md): concepts first, words second, then codes;
# spelling last (by the cognate rules, and as it stands), for international words that no row names.
SHARES = {
    "occupation": {"concept": 0.55, "word": 0.15, "code": 0.05, "cognate": 0.15, "spelling": 0.1},
    "skill": {"concept": 0.55, "word": 0.2, "code": 0.0, "cognate": 0.1, "spelling": 0.15},
}
# What the encoder adds, when it is installed.
ENCODER_SHARE = {"occupation": 0.12, "skill": 0.25}
SYNONYM = 0.9
# A reading of a part of a German term ("Haarwaschen, Shampoonieren") counts a little less than the whole.
READING = 0.96
TOP_CONCEPTS = 12
# Terms compared with all labels at a time: the product is nearly full, so this bounds the memory.
BLOCK = 1_000
SHARPNESS = 2.0


@dataclass(frozen=True)
class Candidates:
    """German terms made ready for ranking, row by row of their readings; `starts` is each term's first row.

    `sure` is how much a reading counts: 1 for the term as it stands, a little less for a part of it.
    """

    terms: tuple[str, ...]
    starts: np.ndarray
    sure: np.ndarray
    words: Csr
    concepts: Csr
    codes: Csr
    spelling: Csr
    meanings: np.ndarray | None = None


@dataclass(frozen=True)
class Linker:
    """Links Dutch and German terms of one kind (occupations or skills) over shared concepts."""

    concepts: tuple[Concept, ...]
    dutch: LabelSpace
    german: LabelSpace
    translator: Translator
    dutch_labels: Csr
    german_labels: Csr
    dutch_owner: Csr
    german_owner: Csr
    concept_codes: Csr
    shares: Mapping[str, float]
    encoder: Encoder | None = None
    encoder_share: float = 0.0

    @classmethod
    def build(
        cls,
        concepts: Sequence[Concept],
        dutch: LabelSpace,
        german: LabelSpace,
        translator: Translator,
        kind: str,
        encoder: Encoder | None = None,
    ) -> Linker:
        """Prepare the concepts' labels in both languages."""
        nl = [(label, i, SYNONYM if n else 1.0) for i, c in enumerate(concepts) for n, label in enumerate(c.nl)]
        de = [(label, i, SYNONYM ** min(n, 4)) for i, c in enumerate(concepts) for n, label in enumerate(c.de)]
        return cls(
            concepts=tuple(concepts),
            dutch=dutch,
            german=german,
            translator=translator,
            dutch_labels=Csr(dutch.vectors([x[0] for x in nl]).T),
            german_labels=Csr(german.vectors([x[0] for x in de]).T),
            dutch_owner=_owners(nl, len(concepts)),
            german_owner=_owners(de, len(concepts)),
            concept_codes=_codes(concepts),
            shares=SHARES[kind],
            encoder=encoder,
            encoder_share=ENCODER_SHARE[kind] if encoder else 0.0,
        )

    def dutch_concepts(self, terms: Sequence[str]) -> Csr:
        """Terms × concepts: how surely each Dutch term means each concept (0–1)."""
        return _through(self.dutch.vectors(terms), self.dutch_labels, self.dutch_owner)

    def german_concepts(self, terms: Sequence[str]) -> Csr:
        """Terms × concepts: how surely each German term means each concept (0–1)."""
        return _through(self.german.vectors(terms), self.german_labels, self.german_owner)

    def prepare(self, terms: Sequence[str]) -> Candidates:
        """Make German terms ready for `score`; worth keeping, since a stock has far fewer titles than vacancies."""
        readings = [alternatives(ungender(t)) for t in terms]
        rows = [reading for found in readings for reading in found]
        concepts = self.german_concepts(rows)
        bags = [self.german.bag(t) for t in rows]
        return Candidates(
            terms=tuple(terms),
            starts=np.cumsum([0, *(len(found) for found in readings)])[:-1],
            sure=np.array([READING if n else 1.0 for found in readings for n in range(len(found))], dtype=np.float32),
            words=self.german.bag_vectors(bags),
            concepts=concepts,
            codes=Csr(concepts @ self.concept_codes),
            spelling=self.german.spelling_vectors(rows),
            meanings=self.encoder.vectors([ungender(t) for t in terms]) if self.encoder and terms else None,
        )

    def score(self, terms: Sequence[str], candidates: Candidates) -> np.ndarray:
        """Dutch terms × candidates: how well they mean the same (0–1)."""
        concepts = self.dutch_concepts(terms)
        by_concept = max_product(concepts, candidates.concepts)
        bags = self.german.bag_vectors([self.translator.bag(t) for t in terms])
        by_word = np.asarray((bags @ candidates.words.T).todense())
        by_code = _row_normal(np.asarray((concepts @ self.concept_codes @ candidates.codes.T).todense()))
        cognates = self.german.spelling_vectors([self.translator.cognate_text(t) for t in terms])
        by_cognate = np.asarray((cognates @ candidates.spelling.T).todense())
        by_spelling = np.asarray((self.german.spelling_vectors(terms) @ candidates.spelling.T).todense())
        parts = {
            "concept": by_concept,
            "word": by_word,
            "code": by_code,
            "cognate": by_cognate,
            "spelling": by_spelling,
        }
        by_reading = sum(self.shares[name] * part for name, part in parts.items()) * candidates.sure
        result: np.ndarray = np.maximum.reduceat(by_reading, candidates.starts, axis=1)
        if self.encoder is None or candidates.meanings is None:
            return result
        meant = standardised(self.encoder.vectors(terms), candidates.meanings)
        return (1 - self.encoder_share) * result + self.encoder_share * meant


def _owners(labels: Sequence[tuple[str, int, float]], concepts: int) -> Csr:
    """Labels × concepts: whose label it is, synonyms a little less than the main one."""
    rows = np.arange(len(labels))
    return Csr(
        ([x[2] for x in labels], (rows, [x[1] for x in labels])),
        shape=(len(labels), concepts),
        dtype=np.float32,
    )


def _codes(concepts: Sequence[Concept]) -> Csr:
    """Concepts × code groups: ISCO-08 at three and four digits, KldB 2010 at three and five; rows of length one."""
    columns: dict[str, int] = {}
    rows, cols, data = [], [], []
    for i, concept in enumerate(concepts):
        groups = {f"i{code[:n]}" for code in concept.isco for n in (3, 4)}
        if concept.kldb:
            groups |= {f"k{concept.kldb[:n]}" for n in (3, 4, 5)}
        for group in sorted(groups):
            rows.append(i)
            cols.append(columns.setdefault(group, len(columns)))
            data.append(1.0 / np.sqrt(len(groups)))
    return Csr((data, (rows, cols)), shape=(len(concepts), max(1, len(columns))), dtype=np.float32)


def _through(terms: Csr, labels: Csr, owner: Csr) -> Csr:
    """Terms × concepts: the best label's cosine, sharpened, the strongest few only; labels stand in columns."""
    rows, cols, data = [], [], []
    owner_of = owner.indices
    weight_of = owner.data
    for first in range(0, terms.shape[0], BLOCK):
        cosine = Csr(terms[first : first + BLOCK] @ labels)
        for i in range(cosine.shape[0]):
            here = slice(cosine.indptr[i], cosine.indptr[i + 1])
            labels_here = cosine.indices[here]
            for concept, value in _best_per_owner(owner_of[labels_here], cosine.data[here] * weight_of[labels_here]):
                rows.append(first + i)
                cols.append(concept)
                data.append(value**SHARPNESS)
    return Csr((data, (rows, cols)), shape=(terms.shape[0], owner.shape[1]), dtype=np.float32)


def _best_per_owner(owners: np.ndarray, values: np.ndarray) -> list[tuple[int, float]]:
    """The highest value of each owner, best owners first, at most TOP_CONCEPTS of them."""
    order = _strongest_first(values, TOP_CONCEPTS * 6)
    best: dict[int, float] = {}
    for at in order:
        if int(owners[at]) not in best:
            best[int(owners[at])] = min(1.0, float(values[at]))
            if len(best) == TOP_CONCEPTS:
                break
    return list(best.items())


def _strongest_first(values: np.ndarray, most: int) -> np.ndarray:
    """Where the highest values stand, highest first, equal ones in their order, at most `most` of them."""
    if len(values) > 4 * most:
        kept = np.flatnonzero(values >= np.partition(values, -most)[-most])
        return kept[np.argsort(-values[kept], kind="stable")][:most]
    return np.argsort(-values, kind="stable")[:most]


def max_product(left: Csr, right: Csr) -> np.ndarray:
    """left × rightᵀ with max in the place of the sum: the best single way from a row to a row."""
    by_concept = Csr(right.T)
    result = np.zeros((left.shape[0], right.shape[0]), dtype=np.float32)
    for i in range(left.shape[0]):
        for concept, weight in zip(
            left.indices[left.indptr[i] : left.indptr[i + 1]],
            left.data[left.indptr[i] : left.indptr[i + 1]],
            strict=True,
        ):
            here = slice(by_concept.indptr[concept], by_concept.indptr[concept + 1])
            at = by_concept.indices[here]
            result[i, at] = np.maximum(result[i, at], weight * by_concept.data[here])
    return result


def _row_normal(values: np.ndarray) -> np.ndarray:
    """Each row divided by its highest value."""
    top = values.max(axis=1, keepdims=True) if values.size else values
    result: np.ndarray = np.divide(values, top, out=np.zeros_like(values), where=top > 0)
    return result
