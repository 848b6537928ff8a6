"""Papers, and the pages on which they are put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from web.contexts.base import Line, Page
from web.contexts.match import NoteView
from web.forms import Field


@dataclass(frozen=True, slots=True)
class PaperJob:
    """One vacancy on a hand-out, in the person's language; `dutch` is its title by machine, for who reads Dutch."""

    title: str
    employer: str
    lines: tuple[Line, ...]
    adds: tuple[str, ...]
    steps: tuple[str, ...]
    notes: tuple[NoteView, ...]
    official_url: str
    ref: str
    dutch: str = ""


@dataclass(frozen=True, kw_only=True)
class HandOut(Page):
    """The hand-out: `level` is the level of its first heading; `notes` hold for every job on it."""

    template: ClassVar[str] = "papers/handout_paper.html"
    level: int
    name: str
    made: str
    jobs: tuple[PaperJob, ...]
    notes: tuple[NoteView, ...]
    asks: tuple[str, ...]
    adviser: str
    team: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to tick: one thing that can be on a paper; `group` is its heading."""

    name: str
    value: str
    label: str
    chosen: bool
    note: str = ""
    check: bool = False


@dataclass(frozen=True, kw_only=True)
class HandOutPage(Page):
    template: ClassVar[str] = "papers/handout.html"
    key: str
    name: str
    ticks: tuple[Tick, ...]
    language: Field
    paper: Markup
    paper_lang: str
    pdf_url: str
    problem: str


@dataclass(frozen=True, kw_only=True)
class ShortProfile(Page):
    """The anonymous profile in German: headings with what stands under each."""

    template: ClassVar[str] = "papers/short_profile_paper.html"
    level: int
    reference: str
    made: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    team: str


@dataclass(frozen=True, slots=True)
class TickGroup:
    """Boxes to tick under one heading."""

    heading: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, kw_only=True)
class ShortProfilePage(Page):
    template: ClassVar[str] = "papers/short_profile.html"
    key: str
    name: str
    groups: tuple[TickGroup, ...]
    left_out: tuple[str, ...]
    agreed: Field
    paper: Markup | None
    seen: str
    made: tuple[str, ...]
    problem: str
    no_contact: bool


@dataclass(frozen=True, kw_only=True)
class PdfFrame(Page):
    """A complete HTML page around a paper, for the PDF."""

    template: ClassVar[str] = "papers/pdf.html"
    paper: Markup
    paper_lang: str


@dataclass(frozen=True, kw_only=True)
class FindPage(Page):
    """Who is behind a reference; `key` is empty where nobody is."""

    template: ClassVar[str] = "papers/find.html"
    wanted: str
    key: str
    name: str
