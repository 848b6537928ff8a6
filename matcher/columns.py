"""Rows of different length in flat arrays: row i stands from starts[i] up to starts[i + 1]."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np


def places_of(starts: np.ndarray, rows: Sequence[int] | np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where what belongs to these rows stands, in their order, and where each of them starts in what is taken out."""
    chosen = np.asarray(rows, dtype=np.intp)
    counts = starts[chosen + 1] - starts[chosen]
    taken = np.concatenate([[0], np.cumsum(counts)]).astype(np.intp)
    return np.arange(taken[-1]) + np.repeat(starts[:-1][chosen] - taken[:-1], counts), taken


@dataclass(frozen=True, slots=True)
class Lists:
    """A list of whole numbers for each row: those of row i stand in `values` from starts[i] up to starts[i + 1]."""

    values: np.ndarray
    starts: np.ndarray

    def at(self, rows: Sequence[int] | np.ndarray) -> Lists:
        """The lists of these rows only, in their order."""
        places, starts = places_of(self.starts, rows)
        return Lists(self.values[places], starts)

    def rows(self) -> np.ndarray:
        """The row of each value."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def sets(self) -> list[frozenset[int]]:
        """Each list as a set."""
        values, starts = self.values.tolist(), self.starts.tolist()
        return [frozenset(values[a:b]) for a, b in pairwise(starts)]
