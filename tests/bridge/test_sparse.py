"""Products of sparse matrices give what the slow obvious way gives."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix as Csr

from matcher.bridge.sparse import SHARPNESS, TOP_CONCEPTS, TOP_LABELS, max_of_rows, through_labels

CONCEPTS = 20
# Quarters: cosines are exact, so equal ones are truly equal.
shares = st.sampled_from([0.0, 0.0, 0.25, 0.5, 0.75])


def matrix(rows: int, columns: int) -> st.SearchStrategy[np.ndarray]:
    """A matrix of small shares, many of them none."""
    row = st.lists(shares, min_size=columns, max_size=columns)
    return st.lists(row, min_size=rows, max_size=rows).map(lambda found: np.array(found, dtype=np.float32))


def plainly(terms: np.ndarray, labels: np.ndarray, owner: list[int]) -> np.ndarray:
    """Every cosine of every label, the best of each concept, the best few; equal ones by their first label."""
    result = np.zeros((len(terms), CONCEPTS), dtype=np.float32)
    for row, cosines in zip(result, terms @ labels, strict=True):
        best: dict[int, float] = {}
        for label in sorted(range(len(owner)), key=lambda at: (-cosines[at], at)):
            if cosines[label] > 0:
                best.setdefault(owner[label], cosines[label])
        for concept, cosine in list(best.items())[:TOP_CONCEPTS]:
            row[concept] = min(1.0, cosine) ** SHARPNESS
    return result


@given(
    terms=matrix(3, 4),
    labels=matrix(4, 30),
    owner=st.lists(st.integers(0, CONCEPTS - 1), min_size=30, max_size=30),
)
def test_terms_mean_what_their_best_labels_mean(terms: np.ndarray, labels: np.ndarray, owner: list[int]) -> None:
    assert len(owner) <= TOP_LABELS
    found = through_labels(Csr(terms), Csr(labels), np.array(owner), CONCEPTS)
    assert np.array_equal(found.toarray(), plainly(terms, labels, owner))


def test_of_very_many_labels_the_strongest_decide() -> None:
    many = 3 * TOP_LABELS
    labels = np.linspace(0.1, 0.9, many, dtype=np.float32)[None, :]
    found = through_labels(Csr([[1.0]], dtype=np.float32), Csr(labels), np.arange(many), many)
    assert sorted(found.indices) == list(range(many - TOP_CONCEPTS, many))


@given(rows=matrix(5, 6), cut=st.integers(1, 4))
def test_groups_of_rows_give_their_highest_values(rows: np.ndarray, cut: int) -> None:
    found = max_of_rows(Csr(rows), np.array([0, cut])).toarray()
    assert np.array_equal(found, np.array([rows[:cut].max(axis=0), rows[cut:].max(axis=0)]))
