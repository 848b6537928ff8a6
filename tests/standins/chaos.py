"""Trouble at a rate: which request of a large stand-in fails, and how, by seed and whatever the order of requests."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

KINDS = ("429", "429 with time", "503", "reset", "cut", "truncated", "slow", "odd")
MOST_IN_A_ROW = 3


@dataclass
class Chaos:
    """Hits a share of the targets, each up to three times, then lets it through; counts what it did."""

    rate: float = 0.0
    seed: int = 1
    hits: Counter[str] = field(default_factory=Counter)
    _times: Counter[str] = field(default_factory=Counter)

    def pick(self, target: str) -> str | None:
        """The trouble for this request, or None."""
        times = self._times.get(target, 0)
        dice = crc32(f"{self.seed}/{times}/{target}".encode())
        if times >= MOST_IN_A_ROW or dice >= self.rate * 2**32:
            return None
        self._times[target] += 1
        kind = KINDS[crc32(f"{target}/{times}".encode()) % len(KINDS)]
        self.hits[kind] += 1
        return kind


def made_odd(body: bytes) -> bytes:
    """A body that is whole JSON but not what was asked for: an entry that is no object, or another's detail."""
    answer: dict[str, Any] = json.loads(body)
    if answer.get("ergebnisliste"):
        answer["ergebnisliste"][0] = None
    elif "referenznummer" in answer:
        answer["referenznummer"] = "another"
    return json.dumps(answer, ensure_ascii=False).encode()
