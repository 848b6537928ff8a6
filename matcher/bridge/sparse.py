"""Products and maxima of sparse matrices in which a row is a term and a column a label, a concept or a reading."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix as Csr
from sparse_dot_topn import sp_matmul_topn

# Only the strongest concepts of a term are kept, found among its strongest labels.
TOP_CONCEPTS, TOP_LABELS = 12, 72
SHARPNESS = 2.0


def through_labels(terms: Csr, labels: Csr, owner: np.ndarray, concepts: int) -> Csr:
    """Terms × concepts: the best label's cosine, sharpened, the strongest few only.

    Labels stand in columns, each times its weight; `owner` is the concept of each label.
    """
    found = sp_matmul_topn(*asked_for(terms, labels), top_n=TOP_LABELS, sort=False)
    row, concept = np.repeat(np.arange(terms.shape[0]), np.diff(found.indptr)), owner[found.indices]
    best = np.lexsort((found.indices, -found.data, concept, row))
    best = best[_first_of_each(row[best], concept[best])]
    best = best[np.lexsort((found.indices[best], -found.data[best], row[best]))]
    place = np.arange(len(best)) - np.searchsorted(row[best], row[best])
    best = best[place < TOP_CONCEPTS]
    values = np.minimum(1.0, found.data[best]) ** SHARPNESS
    return Csr((values, (row[best], concept[best])), shape=(terms.shape[0], concepts), dtype=np.float32)


def asked_for(queries: Csr, columns: Csr) -> tuple[Csr, Csr]:
    """The same product over fewer features: sparse_dot_topn copies the indices of its right side on every call.

    A few queries ask for a small part of the features; for many of them the part is not worth taking out.
    """
    used = np.unique(queries.indices)
    if 2 * int(np.diff(columns.indptr)[used].sum()) > columns.nnz:
        return queries, columns
    parts = (queries.data, np.searchsorted(used, queries.indices), queries.indptr)
    return Csr(parts, shape=(queries.shape[0], len(used))), columns[used]


def _first_of_each(*columns: np.ndarray) -> np.ndarray:
    """Where rows of sorted columns differ from the row before."""
    new = np.ones(len(columns[0]), dtype=bool)
    new[1:] = np.any([column[1:] != column[:-1] for column in columns], axis=0)
    return new


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
    last = np.roll(_first_of_each(group, cols), -1)  # the last of each stands before the first of the next
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
