"""What the optional services share: an answer or the reason why there is none, and a small cache."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Maybe(Generic[T]):
    """A value, or None with the reason in a sentence."""

    value: T | None
    reason: str = ""


class Cache(Protocol):
    """Keeps answers between runs, by a key that names service and question; a miss gives None."""

    def get(self, key: str) -> dict[str, Any] | None: ...

    def put(self, key: str, body: dict[str, Any]) -> None: ...
