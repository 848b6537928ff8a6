"""Products and maxima of sparse matrices in which a row is a term and a column a label, a concept or a reading."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix as Csr

# Only the strongest concepts of a term are kept.
TOP_CONCEPTS = 12
# Terms compared with all labels at a time: the product is nearly full, so this bounds the memory.
BLOCK = 1_000
SHARPNESS = 2.0


def through_labels(terms: Csr, labels: Csr, owner: Csr) -> Csr:
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
    for i, (start, stop) in enumerate(pairwise(left.indptr)):
        for concept, weight in zip(left.indices[start:stop], left.data[start:stop], strict=True):
            here = slice(by_concept.indptr[concept], by_concept.indptr[concept + 1])
            at = by_concept.indices[here]
            result[i, at] = np.maximum(result[i, at], weight * by_concept.data[here])
    return result


def max_of_rows(rows: Csr, starts: np.ndarray) -> Csr:
    """The highest value per column of each group of rows; `starts` is each group's first row, in order."""
    entries = rows.tocoo()
    group = np.searchsorted(starts, entries.row, side="right") - 1
    order = np.lexsort((entries.data, entries.col, group))
    group, cols, data = group[order], entries.col[order], entries.data[order]
    last = np.ones(len(group), dtype=bool)
    last[:-1] = (group[1:] != group[:-1]) | (cols[1:] != cols[:-1])
    return Csr((data[last], (group[last], cols[last])), shape=(len(starts), rows.shape[1]), dtype=np.float32)


def best_of_group(rows: Csr, weights: np.ndarray, starts: np.ndarray, columns: Csr) -> np.ndarray:
    """For each group of rows the best weighted cosine with each row of `columns`; group by group, to save memory."""
    by_term = Csr(columns.T)
    result = np.zeros((len(starts), columns.shape[0]), dtype=np.float32)
    for i, (start, stop) in enumerate(pairwise([*starts, rows.shape[0]])):
        result[i] = (rows[start:stop] @ by_term).multiply(weights[start:stop, None]).max(axis=0).toarray().ravel()
    return result


def row_normal(values: np.ndarray) -> np.ndarray:
    """Each row divided by its highest value."""
    top = values.max(axis=1, keepdims=True) if values.size else values
    result: np.ndarray = np.divide(values, top, out=np.zeros_like(values), where=top > 0)
    return result


def first_rows(sizes: list[int]) -> np.ndarray:
    """The first row of each group, from the groups' sizes."""
    return np.cumsum([0, *sizes])[:-1]
