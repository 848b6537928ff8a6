"""Quality figures on labelled data: mean reciprocal rank of the bridge, nDCG and recall of the ranking."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process, utils
from sklearn.feature_extraction.text import TfidfVectorizer

from matcher.bridge import Bridge
from matcher.bridge.linker import Candidates
from matcher.errors import InputError

Scorer = Callable[[Sequence[str], Sequence[str]], np.ndarray]


def read_pairs(path: Path) -> dict[str, set[str]]:
    """Dutch term -> its right German terms, from a CSV file with a header and two columns.

    Raises InputError where a row does not have two filled columns.
    """
    result: dict[str, set[str]] = {}
    for line, row in enumerate(_rows(path), start=2):
        if len(row) != 2 or not all(cell.strip() for cell in row):
            raise InputError(f"{path.name}:{line}", "", "expected two filled columns, Dutch and German")
        result.setdefault(row[0], set()).add(row[1])
    return result


def read_candidates(path: Path) -> list[str]:
    """The German terms to rank, from a CSV file with a header and one column, each once."""
    return list(dict.fromkeys(row[0] for row in _rows(path) if row and row[0].strip()))


def _rows(path: Path) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return list(csv.reader(lines))[1:]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), "", f"expected a CSV file in UTF-8 ({type(error).__name__})") from error


def first_ranks(scores: np.ndarray, right: Sequence[Sequence[int]]) -> np.ndarray:
    """Rank (from 1) of the best right candidate of each row; candidates with equal scores share their mean rank."""
    ranks = np.empty(len(right))
    for i, wanted in enumerate(right):
        best = max((scores[i, j] for j in wanted), default=-np.inf)
        higher, equal = int((scores[i] > best).sum()), int((scores[i] == best).sum())
        ranks[i] = higher + (equal + 1) / 2 if equal else np.inf
    return ranks


def rank_figures(ranks: np.ndarray) -> dict[str, float]:
    """Mean reciprocal rank and the share within the first 1 and 10."""
    return {
        "mrr": round(float((1 / ranks).mean()), 4),
        "a@1": round(float((ranks <= 1).mean()), 4),
        "a@10": round(float((ranks <= 10).mean()), 4),
    }


def evaluate_terms(
    pairs: Mapping[str, set[str]], candidates: Sequence[str], scorers: Mapping[str, Scorer]
) -> dict[str, object]:
    """Figures of each scorer on the same queries and candidates; a right term outside the candidates is counted."""
    at = {term: j for j, term in enumerate(candidates)}
    queries = [q for q, wanted in pairs.items() if any(w in at for w in wanted)]
    right = [[at[w] for w in pairs[q] if w in at] for q in queries]
    figures = {name: rank_figures(first_ranks(score(queries, candidates), right)) for name, score in scorers.items()}
    return {
        "queries": len(queries),
        "queries_without_candidate": len(pairs) - len(queries),
        "candidates": len(candidates),
        **figures,
    }


@dataclass
class BridgeScorers:
    """The bridge with its encoder and without, for one set of terms; what both need is worked out once."""

    bridge: Bridge
    kind: str
    _done: tuple[Candidates, np.ndarray] | None = None

    def by_name(self) -> dict[str, Scorer]:
        """`bridge` as it is used; where an encoder takes part, `bridge_without_encoder` beside it."""
        both: dict[str, Scorer] = {"bridge": self.fused}
        return both | ({"bridge_without_encoder": self.by_lexicon} if self.bridge.encoder else {})

    def fused(self, dutch: Sequence[str], german: Sequence[str]) -> np.ndarray:
        """Dutch × German with the encoder where there is one."""
        scores = self.by_lexicon(dutch, german)
        candidates = self._prepared(dutch, german)[0]
        return self.bridge.linker(self.kind).fused(scores, dutch, candidates)

    def by_lexicon(self, dutch: Sequence[str], german: Sequence[str]) -> np.ndarray:
        """Dutch × German by the lexicon and the rules alone."""
        return self._prepared(dutch, german)[1]

    def _prepared(self, dutch: Sequence[str], german: Sequence[str]) -> tuple[Candidates, np.ndarray]:
        if self._done is None:
            linker = self.bridge.linker(self.kind)
            candidates = linker.prepare(german)
            self._done = candidates, linker.score_by_lexicon(dutch, candidates)
        return self._done


def char_tfidf(dutch: Sequence[str], german: Sequence[str]) -> np.ndarray:
    """Baseline: cosine of character n-grams (2–4) across the languages."""
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4)).fit([*dutch, *german])
    result: np.ndarray = (vectors.transform(dutch) @ vectors.transform(german).T).toarray()
    return result


def wratio(dutch: Sequence[str], german: Sequence[str]) -> np.ndarray:
    """Baseline: rapidfuzz WRatio across the languages."""
    return process.cdist(dutch, german, scorer=fuzz.WRatio, processor=utils.default_process, dtype=np.float32)


def ndcg(grades: Sequence[float], k: int = 10) -> float:
    """nDCG@k of grades in ranked order, gain 2^grade − 1 (Burges et al. 2005); 1.0 when no grade is above 0."""
    gains = [(2**g - 1) / math.log2(i + 2) for i, g in enumerate(grades[:k])]
    ideal = [(2**g - 1) / math.log2(i + 2) for i, g in enumerate(sorted(grades, reverse=True)[:k])]
    return sum(gains) / sum(ideal) if sum(ideal) else 1.0


def recall(ranked: Sequence[str], relevant: set[str], k: int = 50) -> float:
    """Share of the relevant that stand among the first k."""
    return len(relevant & set(ranked[:k])) / len(relevant) if relevant else 1.0
