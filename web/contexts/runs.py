"""Pages of runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from matcher.models import Rejected
from web.contexts.base import Line, Page


@dataclass(frozen=True, slots=True)
class RunView:
    """A run in the list of runs."""

    number: int
    kind: str
    started: str
    ended: str
    status: str
    counts: tuple[Line, ...]
    odd: int


@dataclass(frozen=True, kw_only=True)
class RunsPage(Page):
    template: ClassVar[str] = "runs/runs.html"
    runs: tuple[RunView, ...]


@dataclass(frozen=True, kw_only=True)
class RunPage(Page):
    template: ClassVar[str] = "runs/run.html"
    run: RunView
    odd_fields: tuple[Line, ...]
    problem: str
    records: tuple[Rejected, ...]
