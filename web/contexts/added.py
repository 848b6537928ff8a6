"""Vacancies beside the ranking: found by words, or outside a person's own limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from web.contexts.base import Page, Pager
from web.contexts.match import MatchLine
from web.forms import Field


@dataclass(frozen=True, slots=True)
class Found:
    """A vacancy that a search found; `there` is whether it is among the person's matches already."""

    ref: str
    title: str
    employer: str
    place: str
    there: bool


@dataclass(frozen=True, kw_only=True)
class FindPage(Page):
    template: ClassVar[str] = "people/find.html"
    key: str
    person: str
    search: str
    german: tuple[str, ...]
    found: tuple[Found, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person that a search found; `there` is whether the vacancy is among their matches already."""

    key: str
    name: str
    wish: str
    home: str
    there: bool


@dataclass(frozen=True, kw_only=True)
class FindPersonPage(Page):
    template: ClassVar[str] = "vacancies/find_person.html"
    ref: str
    vacancy: str
    search: str
    found: tuple[FoundPerson, ...]
    pager: Pager


@dataclass(frozen=True, kw_only=True)
class OutsidePage(Page):
    template: ClassVar[str] = "people/outside.html"
    key: str
    person: str
    removed: tuple[str, ...]
    waits: bool
    matches: tuple[MatchLine, ...]


@dataclass(frozen=True, kw_only=True)
class WeightsPage(Page):
    template: ClassVar[str] = "people/weights.html"
    key: str
    person: str
    fields: tuple[Field, ...]
    fixed: str
    changed: bool
