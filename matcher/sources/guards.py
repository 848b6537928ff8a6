"""Whether a source gave about as many advertisements as it should; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """What a count says about a run."""

    FINE = "fine"
    WARNING = "warning"
    FATAL = "fatal"


@dataclass(frozen=True, slots=True)
class Expected:
    """How many advertisements a search is expected to have: below `least` is fatal, above `most` warns.

    `area` as `read_area` takes it; `kind` is angebotsart.
    """

    source: str
    area: str
    kind: int
    count: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class CountCheck:
    """The verdict on one count, with a sentence for the report."""

    verdict: Verdict
    sentence: str


def read_expected(table: Mapping[str, Any], where: str) -> tuple[Expected, ...]:
    """The expected counts in a parsed data/sources/*.toml. Raises InputError naming file, entry and field."""
    raise NotImplementedError


def expected_for(declared: tuple[Expected, ...], area: str, kind: int, last_good: int | None = None) -> Expected | None:
    """What to expect: half to twice the last good full run when there is one, else what is declared, else nothing."""
    raise NotImplementedError


def check_counts(expected: Expected | None, seen: int) -> CountCheck:
    """Far below the expected count is fatal, far above a warning; nothing expected and nothing seen warns too."""
    raise NotImplementedError
