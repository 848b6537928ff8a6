"""Rows of a sparse matrix terms × concepts as concept ids with certainty."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix as Csr

from matcher.bridge.lexicon import Concept


def as_links(found: Csr, concepts: Sequence[Concept], keep: int, least: float) -> list[dict[str, float]]:
    """Per row the `keep` surest concepts of at least this certainty, the surest first; ties in lexicon order."""
    bounds = found.indptr.tolist()
    return [
        _row(found.indices[start:stop], found.data[start:stop], concepts, keep, least)
        for start, stop in pairwise(bounds)
    ]


def _row(
    columns: np.ndarray, sure: np.ndarray, concepts: Sequence[Concept], keep: int, least: float
) -> dict[str, float]:
    order = np.lexsort((columns, -sure))[:keep]
    return {concepts[columns[i]].id: float(sure[i]) for i in order if sure[i] >= least}
