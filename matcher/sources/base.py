"""What every source does: `fetch` yields raw records, `parse` turns one into a model; only fetch does I/O."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from matcher.models import Profile, Rejected, Vacancy


@dataclass(frozen=True, slots=True)
class RawRecord:
    """A record as the source gave it; `where` names file and line (or URL) for messages."""

    where: str
    body: Mapping[str, Any]


class VacancySource(Protocol):
    """A source of vacancies; `fetch` may raise SourceError, `parse` raises InputError."""

    name: str

    def fetch(self) -> Iterator[RawRecord | Rejected]: ...

    def parse(self, raw: RawRecord) -> Vacancy: ...


class ProfileSource(Protocol):
    """A source of jobseekers; both methods raise InputError with file, line and field."""

    name: str

    def fetch(self) -> Iterator[RawRecord]: ...

    def parse(self, raw: RawRecord) -> Profile: ...


__all__ = ["Profile", "ProfileSource", "RawRecord", "VacancySource"]
