"""What the optional services share: an answer or the reason why there is none, a small cache, and when to give up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, Self, TypeVar

from matcher.errors import SourceError
from matcher.sources.jobsuche_http import HttpLimits, NotThereError, PoliteHttp, SourceMovedError

T = TypeVar("T")

ENTRIES = "entries"
FAILURES_IN_A_ROW = 3
# These services are extras: little patience, so that they cannot hold up a run.
LIMITS = HttpLimits(attempts=2, connect_seconds=5, read_seconds=10, body_seconds=20, body_bytes=5_000_000,
                    retry_after_most=10, pause=0.1)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Maybe(Generic[T]):
    """A value, or None with the reason in a sentence."""

    value: T | None
    reason: str = ""


class Cache(Protocol):
    """Keeps answers between runs, by a key that names service and question; a miss gives None."""

    def get(self, key: str) -> dict[str, Any] | None: ...

    def put(self, key: str, body: dict[str, Any]) -> None: ...


class NoCache:
    """A cache that keeps nothing."""

    def get(self, key: str) -> dict[str, Any] | None:
        """Never there."""
        return None

    def put(self, key: str, body: dict[str, Any]) -> None:
        """Forget it."""


class Neighbour:
    """One optional service. It never raises: after a few failures in a row it is not asked again in this run."""

    def __init__(
        self, name: str, base_url: str, key: str, cache: Cache | None = None, limits: HttpLimits = LIMITS
    ) -> None:
        headers = {"X-API-Key": key, "Accept": "application/json", "User-Agent": "werkbrug"}
        self._http = PoliteHttp(base_url, headers, limits, name=name, wrap=ENTRIES)
        self._name, self._cache = name, NoCache() if cache is None else cache
        self._failures, self._given_up = 0, ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def ask(self, path: str, params: Mapping[str, str], absent: bool = False) -> Maybe[dict[str, Any]]:
        """The answer to a question, from the cache when it was asked before; a bare list stands in ENTRIES.

        With `absent` a 404 is an answer too: that there is nothing (an empty object).
        """
        key = f"{self._name} {path}?" + "&".join(f"{name}={value}" for name, value in sorted(params.items()))
        known = self._cache.get(key)
        if known is not None:
            return Maybe(known)
        if self._given_up:
            return Maybe(None, self._given_up)
        try:
            body = self._answer(path, params, absent)
        except SourceError as error:
            self._count(error)
            return Maybe(None, str(error))
        self._failures = 0
        self._cache.put(key, body)
        return Maybe(body)

    def _answer(self, path: str, params: Mapping[str, str], absent: bool) -> dict[str, Any]:
        try:
            return self._http.get(path, params)
        except NotThereError:
            if absent:
                return {}
            raise

    def _count(self, error: SourceError) -> None:
        self._failures += 1
        if self._failures >= FAILURES_IN_A_ROW or isinstance(error, SourceMovedError):
            self._given_up = f"{self._name} is not asked again in this run, for: {error}"


def entries_of(body: Any) -> list[dict[str, Any]] | None:
    """The objects of an answer that is a list, bare or in ENTRIES; None when it is something else."""
    listed = body.get(ENTRIES) if isinstance(body, dict) else body
    return [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else None
