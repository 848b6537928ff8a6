"""The index over what was read and stored, made block by block: only the matrix by feature is held, at 100,000
advertisements half of the memory; the few rows that are looked at come from the store."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from scipy.sparse import csr_matrix as Csr
from sklearn.feature_extraction import DictVectorizer

from matcher.index import Index, weigh
from matcher.store import Store

BLOCK = 2_000


@dataclass(frozen=True)
class Scale:
    """Turns packed features into rows of the index: the column of each feature's number (-1: none), and its idf."""

    names: DictVectorizer
    column: np.ndarray
    idf: np.ndarray

    @classmethod
    def of(cls, known: Mapping[str, int], frequency: np.ndarray, rows: int) -> Scale:
        """The features in use, in alphabetical order; `frequency` tells by number in how many of the rows each is."""
        names = DictVectorizer(dtype=np.float32)
        names.feature_names_ = sorted(name for name, number in known.items() if frequency[number])
        names.vocabulary_ = {name: at for at, name in enumerate(names.feature_names_)}
        numbers = np.array([known[name] for name in names.feature_names_], dtype=np.intp)
        column = np.full(len(frequency), -1, dtype=np.int32)
        column[numbers] = np.arange(len(numbers), dtype=np.int32)
        return cls(names, column, _idf(frequency[numbers], rows))

    def rows(self, packed: Iterable[bytes]) -> Csr:
        """Rows of length one; features that came up after the index was made are left out."""
        numbers, values, starts = unpacked(packed)
        columns = np.where(numbers < len(self.column), self.column[np.minimum(numbers, len(self.column) - 1)], -1)
        there = columns >= 0
        kept = np.concatenate([[0], np.cumsum(there)])[starts]
        counts = Csr((values[there], columns[there], kept), shape=(len(starts) - 1, len(self.idf)))
        counts.sort_indices()
        return weigh(counts, self.idf, copy=False)


def _idf(frequency: np.ndarray, rows: int) -> np.ndarray:
    """idf as scikit-learn computes it in float32: ln((1+n)/(1+df)) + 1."""
    result: np.ndarray = np.full(len(frequency), rows + 1, dtype=np.float32)
    result /= frequency.astype(np.float32) + np.float32(1)
    np.log(result, out=result)
    result += 1.0
    return result


def unpacked(packed: Iterable[bytes]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Numbers and values of features, one row after the other, and where each row starts."""
    numbers, values, starts = array("i"), array("f"), array("q", [0])
    for one in packed:
        half = len(one) // 2
        numbers.frombytes(one[:half])
        values.frombytes(one[half:])
        starts.append(len(numbers))
    return np.frombuffer(numbers, np.int32), np.frombuffer(values, np.float32), np.frombuffer(starts, np.int64)


@dataclass(frozen=True)
class StoredRows:
    """Rows of the index by their number, made of what the store holds."""

    store: Store
    refs: Sequence[str]
    scale: Scale

    def __getitem__(self, at: int | Sequence[int]) -> Csr:
        wanted = [self.refs[row] for row in ([at] if isinstance(at, int) else at)]
        found = self.store.features_of(wanted)
        return self.scale.rows(found.get(ref, b"") for ref in wanted)


def stored_index(store: Store, version: str) -> Index:
    """The index over the stored features, the same as `Index.fit` makes of them."""
    known = store.feature_names()
    refs: list[str] = []
    frequency = np.zeros(max(known.values(), default=0) + 1, dtype=np.int64)
    for block in _blocks(store.features(version)):
        refs += (ref for ref, _ in block)
        frequency += np.bincount(unpacked(packed for _, packed in block)[0], minlength=len(frequency))
    scale = Scale.of(known, frequency, len(refs))
    parts = (scale.rows(packed for _, packed in block) for block in _blocks(store.features(version)))
    numbers = [known[name] for name in scale.names.feature_names_]
    columns = by_column(parts, len(refs), frequency[numbers])
    return Index(tuple(refs), scale.names, scale.idf, StoredRows(store, refs, scale), columns)


def by_column(blocks: Iterable[Csr], rows: int, filled: np.ndarray) -> Csr:
    """The transpose of blocks of rows; `filled` tells how many entries each column has in all of them."""
    starts = np.concatenate([[0], np.cumsum(filled)])
    indices, data = np.empty(starts[-1], dtype=np.int32), np.empty(starts[-1], dtype=np.float32)
    free, offset = starts[:-1].copy(), 0
    for block in blocks:
        part = Csr(block.T)
        counts = np.diff(part.indptr)
        places = np.repeat(free - part.indptr[:-1], counts) + np.arange(part.nnz)
        indices[places], data[places] = part.indices + offset, part.data
        free += counts
        offset += block.shape[0]
    return Csr((data, indices, starts), shape=(len(filled), rows))


def _blocks(found: Iterator[tuple[str, bytes]]) -> Iterator[list[tuple[str, bytes]]]:
    while block := list(islice(found, BLOCK)):
        yield block
