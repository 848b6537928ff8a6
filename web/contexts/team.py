"""Pages of the team."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from web.contexts.base import Page
from web.forms import Field
from web.team.charts import BarChart, LineChart

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table under its chart: heads and rows in words; the first cell of a row names it."""

    heads: tuple[str, ...]
    rows: Rows


@dataclass(frozen=True, kw_only=True)
class TeamPage(Page):
    template: ClassVar[str] = "team/team.html"
    reached: int
    target: int
    period: str
    expected: str
    left: str
    climb: LineChart
    by_month: Table
    times: Table | None
    reached_steps: BarChart
    steps: Table
    sectors: BarChart | None
    sector_table: Table | None
    refusals: BarChart | None
    refusal_table: Table | None
    least: int
    may_change: bool


@dataclass(frozen=True, kw_only=True)
class GoalPage(Page):
    template: ClassVar[str] = "team/goal.html"
    fields: Mapping[str, Field]
    errors: tuple[Field, ...]
