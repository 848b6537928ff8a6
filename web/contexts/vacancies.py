"""Pages of vacancies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from web.contexts.base import Line, Page, Pager
from web.contexts.match import MatchLine
from web.forms import Field


@dataclass(frozen=True, slots=True)
class DutchView:
    """What an advertisement is about in Dutch words, made by the bridge."""

    occupation: str
    tasks: tuple[str, ...]
    required: tuple[str, ...]
    nice: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VacancyView:
    """A vacancy as both the adviser and the jobseeker see it; `dutch` only for those who read Dutch.

    `marks` are the kinds of marks in the text (required, task, nice, boast).
    """

    ref: str
    title: str
    employer: str
    lines: tuple[Line, ...]
    asked: tuple[Line, ...]
    locations: tuple[str, ...]
    text: Markup
    marks: tuple[str, ...]
    dutch: DutchView | None
    official_url: str
    external_url: str
    external_host: str


@dataclass(frozen=True, kw_only=True)
class VacanciesPage(Page):
    template: ClassVar[str] = "vacancies/vacancies.html"
    vacancies: tuple[Mapping[str, str], ...]
    search: str
    german: tuple[str, ...]
    place: str
    filters: tuple[Field, ...]
    filtered: bool
    pager: Pager


@dataclass(frozen=True, kw_only=True)
class VacancyPage(Page):
    template: ClassVar[str] = "vacancies/vacancy.html"
    vacancy: VacancyView
    people: tuple[MatchLine, ...]
