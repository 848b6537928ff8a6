"""What every page has, and pages of plain text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from web.forms import Field


@dataclass(frozen=True, kw_only=True)
class Page:
    """What every page has: the title, which is also its one h1."""

    template: ClassVar[str]
    title: str


@dataclass(frozen=True, slots=True)
class Line:
    """A label with its value; `note` says where it comes from or how sure it is."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pager:
    """Where one is in a long list; addresses are empty where there is nothing further."""

    page: int
    pages: int
    total: int
    previous: str
    next: str


@dataclass(frozen=True, kw_only=True)
class FactsPage(Page):
    template: ClassVar[str] = "facts.html"
    groups: Mapping[str, tuple[Field, ...]]
    was: str
    action: str
    back: str
    intro: str


@dataclass(frozen=True, kw_only=True)
class TextPage(Page):
    """A page of fixed text: sections of a heading and paragraphs."""

    template: ClassVar[str] = "text.html"
    intro: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class FrontPage(Page):
    template: ClassVar[str] = "front.html"


@dataclass(frozen=True, kw_only=True)
class ErrorPage(Page):
    """What went wrong; `again_until` is when the personal link stops to work in this browser, where it works again."""

    template: ClassVar[str] = "error.html"
    text: str
    number: str
    status: int
    again_until: str
