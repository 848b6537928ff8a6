"""Pages of runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

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
    failed: bool
    odd: int
    warnings: int


@dataclass(frozen=True, slots=True)
class SearchLine:
    """One search of a weekly run: how many advertisements it announced and how many were found."""

    search: str
    announced: str
    found: str
    parts: str
    result: str
    missing: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of jobseekers that a weekly run read; its own run tells more."""

    name: str
    run: int
    result: str
    reason: Markup


@dataclass(frozen=True, kw_only=True)
class RunsPage(Page):
    template: ClassVar[str] = "runs/runs.html"
    runs: tuple[RunView, ...]
    small: bool
    has_small: bool


@dataclass(frozen=True, kw_only=True)
class RunPage(Page):
    template: ClassVar[str] = "runs/run.html"
    run: RunView
    odd_fields: tuple[Line, ...]
    problem: Markup
    records: tuple[Rejected, ...]
    warnings: tuple[Markup, ...]
    notices: tuple[Markup, ...]
    about: tuple[Line, ...]
    searches: tuple[SearchLine, ...]
    files: tuple[FileLine, ...]
    new_matches: tuple[Line, ...]
    seconds: tuple[Line, ...]
