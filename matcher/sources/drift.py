"""Whether the answers of a service still have the shape they are known by; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


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
        """The alarm in one sentence with the names."""
        raise NotImplementedError


class Watch:
    """Counts the fields of the bodies it sees; `what` is "item" (search list) or "detail"."""

    def __init__(self, what: str) -> None:
        self.what = what

    def see(self, body: Mapping[str, Any]) -> None:
        """Count the fields of one body."""
        raise NotImplementedError

    def drift(self) -> Drift:
        """What was unknown, has vanished, or is named as in an older version."""
        raise NotImplementedError
