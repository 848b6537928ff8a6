"""What a weekly run did, in numbers and sentences; kept with the run, so that a continued run tells all of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from matcher.errors import ExitStatus
from matcher.jobs import RunReport

SHOWN_ODD = 1_000
# `same` are details that were fetched and say what was known; `without_detail` stand as the search lists them.
COUNTED = ("listed", "unchanged", "fetched", "new", "changed", "same", "without_detail", "gone")


@dataclass
class WeeklyReport(RunReport):
    """Counts, searches with what could not be reconciled, traffic, warnings, and new matches per adviser.

    `continued` is how often the run was taken up again; `complete` whether every search was listed whole, `covered`
    whether nearly so: a later run may then ask for what is new only; `odd` the number of records put aside; `spent` whether the budget of requests was; `files` the jobseekers' files with what
    became of them; `notices` need no action now; `stage_memory_mb` the most memory one process had used so far when the stage ended.
    """

    kind: str = "weekly"
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))
    full: bool = True
    complete: bool = False
    covered: bool = False
    continued: int = 0
    odd: int = 0
    requests: int = 0
    retries: int = 0
    spent: bool = False
    warnings: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    slices: list[dict[str, Any]] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    new_matches: dict[str, int] = field(default_factory=dict)
    memory_mb: int = 0
    stage_memory_mb: dict[str, int] = field(default_factory=dict)

    @property
    def status(self) -> ExitStatus:
        """Fine, fine with warnings, or failed."""
        if self.problem:
            return ExitStatus.FAILED
        return ExitStatus.WARNINGS if self.warnings or self.odd else ExitStatus.OK

    def warn(self, sentence: str) -> None:
        """Add a warning, once."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)

    def add(self, counts: Mapping[str, int]) -> None:
        """Add to the counts by name."""
        for name, number in counts.items():
            self.counts[name] = self.counts.get(name, 0) + number

    def add_odd_fields(self, found: Mapping[str, int]) -> None:
        """Add to the number of times each field was odd."""
        self.odd_fields = dict((Counter(self.odd_fields) + Counter(found)).most_common())

    def as_state(self) -> dict[str, Any]:
        """What is kept with the run while it is under way; records put aside are kept in the store."""
        return {name: value for name, value in asdict(self).items() if name not in ("kind", "run", "rejected")}

    @classmethod
    def of_state(cls, run: int, state: Mapping[str, Any]) -> WeeklyReport:
        """The report as `as_state` left it."""
        return cls(run=run, **state)

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON types."""
        return {**self.as_state(), **super().as_dict()}
