"""Charts as numbers for a template: bars under one another, and a line that climbs towards a goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from web.team.figures import Progress

WIDTH, ROW, BAR = 320, 38, 14
LEFT, TOP, RIGHT, BOTTOM = 34, 12, 308, 150


@dataclass(frozen=True, slots=True)
class ChartBar:
    """A bar with its label above it; positions in the chart's own units."""

    label: str
    text: str
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars under one another; `name` makes the ids, `title` and `told` say in words what is seen."""

    name: str
    title: str
    told: str
    height: int
    bars: tuple[ChartBar, ...]


@dataclass(frozen=True, slots=True)
class LineChart:
    """What was reached month by month, and the even course to the goal; `points` and `goal` are SVG coordinates."""

    name: str
    title: str
    told: str
    points: str
    goal: str
    last: tuple[float, float]
    levels: tuple[tuple[float, str], ...]
    months: tuple[tuple[float, str, str], ...]


def bar_chart(name: str, title: str, told: str, rows: Sequence[tuple[str, int, str]]) -> BarChart:
    """Bars of (label, count, count in words); the longest fills the width but for the room of its count."""
    most = max((n for _, n, _ in rows), default=1) or 1
    bars = tuple(
        ChartBar(label, text, i * ROW, round((WIDTH - 44) * n / most, 1)) for i, (label, n, text) in enumerate(rows)
    )
    return BarChart(name, title, told, len(bars) * ROW, bars)


def line_chart(
    name: str, title: str, told: str, found: Progress, months: tuple[str, str], levels: Sequence[tuple[int, str]]
) -> LineChart:
    """The climb to the goal; `months` are words for the first and the last month, `levels` for heights."""
    highest = max(found.target, found.reached, 1)
    now = len(found.so_far)

    def x(month: float) -> float:
        return round(LEFT + (RIGHT - LEFT) * month / max(found.length, now), 1)

    def y(count: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * count / highest, 1)

    points = [(x(0), y(0)), *((x(i + 1), y(n)) for i, n in enumerate(found.so_far))]
    ends = (f"{x(0)},{y(0)}", f"{x(found.length)},{y(found.target)}")
    return LineChart(
        name=name,
        title=title,
        told=told,
        points=" ".join(f"{a},{b}" for a, b in points),
        goal=" ".join(ends),
        last=points[-1],
        levels=tuple((y(n), text) for n, text in levels),
        months=((x(0), "start", months[0]), (x(max(found.length, now)), "end", months[1])),
    )
