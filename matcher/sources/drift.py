"""Whether the answers of the Jobsuche service still have the shape they are known by; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from matcher.sources.jobsuche_names import KNOWN, KNOWN_ADDRESS, KNOWN_LOCATION, OLD_NAMES

PLACES = "stellenlokationen"
# In (nearly) every recording of 2025/26, the nested ones with their path.
EVERYWHERE = """
    referenznummer stellenangebotsTitel stellenangebotsart firma vertragsdauer aenderungsdatum
    veroeffentlichungszeitraum stellenlokationen stellenlokationen.adresse stellenlokationen.adresse.ort
    stellenlokationen.adresse.land stellenlokationen.breite stellenlokationen.laenge
"""
USUAL = {
    "item": frozenset(EVERYWHERE.split()),
    "detail": frozenset(EVERYWHERE.split()) | {"stellenangebotsBeschreibung"},
}
# Of so many bodies a usual field must be in this share; fewer bodies say nothing.
ENOUGH, LEAST_SHARE = 50, 0.5


@dataclass(frozen=True, slots=True)
class Drift:
    """How answers differ from the declared shape: names with the number of bodies they were seen (or missed) in."""

    what: str
    bodies: int
    unknown: Mapping[str, int]
    vanished: Mapping[str, int]
    old: Mapping[str, int]

    def __bool__(self) -> bool:
        """Whether there is anything to be alarmed about."""
        return bool(self.unknown or self.vanished or self.old)

    def __str__(self) -> str:
        """The alarm in one sentence with the names, most frequent first."""
        parts = (("unknown", self.unknown), ("vanished", self.vanished), ("named as in an older version", self.old))
        said = [f"{word}: {', '.join(f'{name} ({n})' for name, n in names.items())}" for word, names in parts if names]
        return f"{self.bodies} bodies of kind {self.what}; {'; '.join(said) or 'as expected'}"


class Watch:
    """Counts the fields of the bodies it sees; `what` is "item" (search list) or "detail"."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._bodies = 0
        self._names: Counter[str] = Counter()

    def see(self, body: Mapping[str, Any]) -> None:
        """Count the fields of one body; a field that is null counts as absent."""
        self._bodies += 1
        self._names.update(dict.fromkeys(_paths(body), 1))

    def drift(self) -> Drift:
        """What was unknown, has vanished, or is named as in an older version."""
        enough = self._bodies >= ENOUGH
        missed = {name: self._bodies - self._names[name] for name in sorted(USUAL[self.what])}
        most = self._bodies * (1 - LEAST_SHARE)
        return Drift(
            self.what,
            self._bodies,
            unknown={name: n for name, n in self._names.most_common() if not _known(name)},
            vanished={name: n for name, n in missed.items() if enough and n > most},
            old={name: n for name, n in self._names.most_common() if name in OLD_NAMES},
        )


def _paths(body: Mapping[str, Any]) -> Iterator[str]:
    yield from (str(name) for name, value in body.items() if value is not None)
    places = body.get(PLACES)
    for place in places if isinstance(places, list) else ():
        if isinstance(place, dict):
            yield from (f"{PLACES}.{name}" for name, value in place.items() if value is not None)
            address = place.get("adresse")
            yield from (f"{PLACES}.adresse.{name}" for name in (address if isinstance(address, dict) else ()))


def _known(path: str) -> bool:
    *above, name = path.split(".")
    known = {0: KNOWN, 1: KNOWN_LOCATION, 2: KNOWN_ADDRESS}
    return name in known.get(len(above), frozenset())
