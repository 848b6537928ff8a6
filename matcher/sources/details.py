"""Fetching details by a pool of threads; one outcome per reference, in the order in which they come in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from matcher.sources.jobsuche_service import Service


@dataclass(frozen=True, slots=True)
class Fetched:
    """The detail of an advertisement, as the service gave it."""

    ref: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Gone:
    """The service says by its code that the advertisement no longer exists."""

    ref: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The detail could not be had this time; what is known of the advertisement stays."""

    ref: str
    reason: str


def details(service: Service, refs: Iterable[str], workers: int = 4) -> Iterator[Fetched | Gone | Failed]:
    """Fetch the details of these references; `refs` is read only a little ahead, so memory stays bounded.

    To resume, pass the references still to do. Closing the iterator stops the asking.
    Raises SourceMovedError (403), BudgetSpentError, and SourceError when details keep failing in a row.
    """
    raise NotImplementedError
    yield Gone("")
