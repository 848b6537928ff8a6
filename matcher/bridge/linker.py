"""Ranks German terms for Dutch terms: through concepts, through translated phrases, and through codes.

Every measure is a cosine or a product of cosines within one language; only the last two compare spelling across
the languages, once by the cognate rules and once as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_matrix as Csr

from matcher.bridge.encoder import Encoder, standardised
from matcher.bridge.lexicon import Concept
from matcher.bridge.readings import Readings, dutch_readings, german_readings
from matcher.bridge.similarity import LabelSpace
from matcher.bridge.sparse import best_of_group, first_rows, max_of_rows, max_product, row_normal, through_labels
from matcher.bridge.translate import Translator
from matcher.text import ungender

# Set on the development half of the benchmarks (see data/SOURCES.md): concepts first, translated phrases second, then
# codes; spelling last (by the cognate rules, and as it stands), for international words that no row names.
SHARES = {
    "occupation": {"concept": 0.67, "phrase": 0.17, "code": 0.01, "cognate": 0.09, "spelling": 0.06},
    "skill": {"concept": 0.49, "phrase": 0.28, "code": 0.0, "cognate": 0.17, "spelling": 0.06},
}
SYNONYM = 0.9
# How many steps the labels of a row grow less sure: the lexicon names the best first, official tables have no order.
STEPS, STEPS_OF_OFFICIAL = 4, 1
# How surely a concept also means what another row's label says of its own main German label, and from where on.
KIN, LEAST_KIN = 0.6, 0.3


@dataclass(frozen=True)
class Candidates:
    """German terms made ready for ranking, row by row of their readings; `starts` is each term's first row.

    `sure` is how much a reading counts: 1 for the term as it stands, a little less for a part of it.
    """

    terms: tuple[str, ...]
    starts: np.ndarray
    sure: np.ndarray
    labels: Csr
    concepts: Csr
    codes: Csr
    spelling: Csr


@dataclass(frozen=True)
class Linker:
    """Links Dutch and German terms of one kind (occupations or skills) over shared concepts.

    `plain` tells of each concept how plainly its Dutch name says its main German label (`matcher.bridge.plain`).
    """

    concepts: tuple[Concept, ...]
    dutch: LabelSpace
    german: LabelSpace
    translator: Translator
    dutch_labels: Csr
    german_labels: Csr
    dutch_owner: np.ndarray
    german_owner: np.ndarray
    concept_codes: Csr
    shares: Mapping[str, float]
    plain: np.ndarray
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
        plain: np.ndarray,
        encoder: Encoder | None = None,
    ) -> Linker:
        """Prepare the concepts' labels in both languages."""
        nl = [(label, i, SYNONYM if n else 1.0) for i, c in enumerate(concepts) for n, label in enumerate(c.nl)]
        de = [(label, i, SYNONYM ** min(n, _steps(c))) for i, c in enumerate(concepts) for n, label in enumerate(c.de)]
        return cls(
            concepts=tuple(concepts),
            dutch=dutch,
            german=german,
            translator=translator,
            dutch_labels=_weighted(dutch, nl),
            german_labels=_weighted(german, de),
            dutch_owner=np.array([x[1] for x in nl]),
            german_owner=np.array([x[1] for x in de]),
            concept_codes=_codes(concepts),
            shares=SHARES[kind],
            plain=plain,
            encoder=encoder,
            encoder_share=encoder.share[kind] if encoder else 0.0,
        )

    def dutch_concepts(self, terms: Sequence[str]) -> Csr:
        """Terms × concepts: how surely each Dutch term, or a reading of it, means each concept (0–1)."""
        readings = [self._dutch_readings(term) for term in terms]
        vectors = self.dutch.vectors(_texts(readings))
        rows = through_labels(vectors, self.dutch_labels, self.dutch_owner, len(self.concepts))
        return max_of_rows(Csr(rows.multiply(_sure(readings)[:, None])), first_rows([len(r) for r in readings]))

    def german_concepts(self, terms: Sequence[str]) -> Csr:
        """Terms × concepts: how surely each German term means each concept (0–1)."""
        return through_labels(self.german.vectors(terms), self.german_labels, self.german_owner, len(self.concepts))

    @cached_property
    def kin(self) -> Csr:
        """Concepts × concepts that have the one's main German label, with certainty (0–1), without themselves."""
        found = self.german_concepts([c.de[0] for c in self.concepts]).tocoo()
        kept = (found.row != found.col) & (found.data >= LEAST_KIN)
        return Csr((found.data[kept], (found.row[kept], found.col[kept])), shape=found.shape, dtype=np.float32)

    def prepare(self, terms: Sequence[str]) -> Candidates:
        """Make German terms ready for `score`; worth keeping, since a stock has far fewer titles than vacancies."""
        readings = [german_readings(t, self.german.splitter) for t in terms]
        rows = _texts(readings)
        concepts = self.german_concepts(rows)
        return Candidates(
            terms=tuple(terms),
            starts=first_rows([len(found) for found in readings]),
            sure=_sure(readings),
            labels=self.german.vectors(rows),
            concepts=concepts,
            codes=Csr(concepts @ self.concept_codes),
            spelling=self.german.spelling_vectors(rows),
        )

    def score(self, terms: Sequence[str], candidates: Candidates) -> np.ndarray:
        """Dutch terms × candidates: how well they mean the same (0–1), with the encoder where there is one."""
        return self.fused(self.score_by_lexicon(terms, candidates), terms, candidates)

    def score_by_lexicon(self, terms: Sequence[str], candidates: Candidates) -> np.ndarray:
        """Dutch terms × candidates without the encoder: the best reading's sum of the measures by their shares."""
        measures = self.measures(terms, candidates)
        by_reading = sum(self.shares[name] * measure for name, measure in measures.items()) * candidates.sure
        result: np.ndarray = np.maximum.reduceat(by_reading, candidates.starts, axis=1)
        return result

    def fused(self, scores: np.ndarray, terms: Sequence[str], candidates: Candidates) -> np.ndarray:
        """Scores with the encoder's share: the term as it stands and its likeliest German phrase, half each."""
        if self.encoder is None or not terms or not candidates.terms:
            return scores
        german = self.encoder.vectors([ungender(t) for t in candidates.terms])
        likeliest = [max(self._phrases(term), key=lambda found: found[1])[0] for term in terms]
        meant = [standardised(self.encoder.vectors(texts), german) for texts in (terms, likeliest)]
        result: np.ndarray = (1 - self.encoder_share) * scores + self.encoder_share * (meant[0] + meant[1]) / 2
        return result

    def measures(self, terms: Sequence[str], candidates: Candidates) -> dict[str, np.ndarray]:
        """Each measure by the name of its share: Dutch terms × readings of the candidates (0–1)."""
        concepts = self.dutch_concepts(terms)
        by_code = np.asarray((concepts @ self.concept_codes @ candidates.codes.T).todense())
        cognates = [self.translator.cognate_text(t) for t in terms]
        spellings = [self.translator.own_spelling(t) for t in terms]
        return {
            "concept": max_product(self._with_kin(concepts), candidates.concepts),
            "phrase": self._by_phrase(terms, candidates),
            "code": row_normal(by_code),
            "cognate": self._by_spelling(cognates, candidates),
            "spelling": self._by_spelling(spellings, candidates),
        }

    def _with_kin(self, concepts: Csr) -> Csr:
        """The concepts of terms and, less surely, those that share their main German label."""
        return Csr(concepts.maximum(KIN * Csr(max_product(concepts, Csr(self.kin.T)))))

    def _by_phrase(self, terms: Sequence[str], candidates: Candidates) -> np.ndarray:
        """The best of the German phrases that each Dutch term, or a reading of it, can mean."""
        phrases = [self._phrases(term) for term in terms]
        rows = self.german.vectors(_texts(phrases))
        return best_of_group(rows, _sure(phrases), first_rows([len(p) for p in phrases]), candidates.labels)

    def _phrases(self, term: str) -> Readings:
        readings = self._dutch_readings(term)
        phrases = [(german, sure * here) for text, sure in readings for german, here in self.translator.phrases(text)]
        return phrases or [(self.translator.own_spelling(term), 1.0)]

    def _by_spelling(self, terms: Sequence[str], candidates: Candidates) -> np.ndarray:
        return np.asarray((self.german.spelling_vectors(terms) @ candidates.spelling.T).todense())

    def _dutch_readings(self, term: str) -> Readings:
        return dutch_readings(term, self.dutch.splitter, self.translator.light)


def _texts(readings: Sequence[Readings]) -> list[str]:
    return [text for found in readings for text, _ in found]


def _sure(readings: Sequence[Readings]) -> np.ndarray:
    return np.array([sure for found in readings for _, sure in found], dtype=np.float32)


def _steps(concept: Concept) -> int:
    return STEPS_OF_OFFICIAL if concept.id.startswith("esco:") else STEPS


def _weighted(space: LabelSpace, labels: Sequence[tuple[str, int, float]]) -> Csr:
    """Labels (with owner and weight) in columns: a product with terms gives their weighted cosines."""
    weights = np.array([[x[2]] for x in labels], dtype=np.float32)
    return Csr(space.vectors([x[0] for x in labels]).multiply(weights).T, dtype=np.float32)


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
