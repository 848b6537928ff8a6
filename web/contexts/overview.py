"""Pages that lay a person's matches side by side: on a map, in a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from web.contexts.base import Page
from web.contexts.match import Bar, MatchLine


@dataclass(frozen=True, kw_only=True)
class MapPage(Page):
    """The map and, for those who do not see it, the same matches as a numbered list.

    `total` counts all matches, also those that are not listed; `together` has by number those that share a sign.
    """

    template: ClassVar[str] = "people/map.html"
    key: str
    picture: Markup
    lines: tuple[MatchLine, ...]
    total: int
    together: Mapping[int, str]
    hidden: int
    back: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A match that may be laid beside others."""

    ref: str
    title: str
    about: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A vacancy in the comparison; by its letter it is named where the table stands below itself on a narrow screen."""

    letter: str
    title: str
    url: str
    employer: str
    score: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One thing compared: a text for each vacancy, and which of them are best where that can be said."""

    label: str
    cells: tuple[str, ...]
    best: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class ComparePage(Page):
    """Up to four vacancies side by side, and the matches to choose from."""

    template: ClassVar[str] = "people/compare.html"
    key: str
    back: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    choices: tuple[Choice, ...]
    total: int
    most: int
    problem: str
