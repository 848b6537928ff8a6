"""Rows of a sparse matrix terms × concepts as concept ids with certainty."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix as Csr

from matcher.bridge.lexicon import Concept


def as_links(
    found: Csr, concepts: Sequence[Concept], keep: int, least: float, plain: np.ndarray | None = None
) -> list[dict[str, float]]:
    """Per row the `keep` surest concepts of at least this certainty, the surest first.

    Equal ones stand in the order of how `plain` each concept is, then in that of the lexicon.
    """
    bounds = found.indptr.tolist()
    first = np.zeros(len(concepts)) if plain is None else -plain
    return [
        _row(found.indices[start:stop], found.data[start:stop], concepts, keep, least, first)
        for start, stop in pairwise(bounds)
    ]


def _row(
    columns: np.ndarray, sure: np.ndarray, concepts: Sequence[Concept], keep: int, least: float, first: np.ndarray
) -> dict[str, float]:
    order = np.lexsort((columns, first[columns], -sure))[:keep]
    return {concepts[columns[i]].id: float(sure[i]) for i in order if sure[i] >= least}
