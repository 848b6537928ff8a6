"""How near two occupations are: the same, named as near, or in the same group of ISCO-08 or KldB 2010."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matcher.bridge.lexicon import Concept

SAME, NEAR, KLDB5, ISCO4, KLDB4, KLDB3, ISCO3, ISCO2 = 1.0, 0.82, 0.8, 0.74, 0.62, 0.5, 0.46, 0.26
ISCO = {4: ISCO4, 3: ISCO3, 2: ISCO2}


@dataclass(frozen=True, slots=True)
class Reach:
    """What a person's occupations reach: keys (`c…` concept, `n…` near, `k…` KldB, `i…` ISCO) with weights."""

    keys: Mapping[str, float]

    @classmethod
    def of(cls, occupations: Mapping[str, float], concepts: Mapping[str, Concept]) -> Reach:
        """Everything within reach of these weighted occupations."""
        keys: dict[str, float] = {}
        for occupation, weight in occupations.items():
            for key, share in _keys(concepts[occupation]):
                keys[key] = max(keys.get(key, 0.0), weight * share)
            for near in concepts[occupation].near:
                keys[f"c{near}"] = max(keys.get(f"c{near}", 0.0), weight * NEAR)
        return cls(keys)

    def to(self, concept: Concept) -> float:
        """Nearness (0–1) of a concept to the person's occupations."""
        return max(self.keys.get(key, 0.0) for key, _ in _keys(concept))


def _keys(concept: Concept) -> list[tuple[str, float]]:
    keys = [(f"c{concept.id}", SAME)]
    for code in concept.isco:
        keys += [(f"i{code[:size]}", share) for size, share in ISCO.items() if size <= len(code)]
    if concept.kldb:
        keys += [(f"k{concept.kldb}", KLDB5), (f"k{concept.kldb[:4]}", KLDB4), (f"k{concept.kldb[:3]}", KLDB3)]
    return keys


def best_link(
    reach: Reach, occupations: Mapping[str, float], concepts: Mapping[str, Concept]
) -> tuple[float, str | None]:
    """Nearness of a vacancy's weighted occupations to a person's, with the occupation that gave it."""
    found = [(weight * reach.to(concepts[key]), key) for key, weight in occupations.items()]
    return max(found, default=(0.0, None), key=lambda f: f[0])
