"""One frozen dataclass for every page: what its template may use, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from matcher.models import Rejected
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
class Bar:
    """A piece of a bar from `start` of `width`, both in per cent; `tone` is a class name."""

    start: float
    width: float
    tone: str


@dataclass(frozen=True, slots=True)
class FactorRow:
    """A factor in words, with its points; the points of all rows add up to the score."""

    name: str
    text: str
    points: float
    best: float
    tone: str


@dataclass(frozen=True, slots=True)
class MatchLine:
    """A match in a list: of a person's vacancies, or of a vacancy's people."""

    ref: str
    title: str
    url: str
    employer: str
    place: str
    distance: str
    score: float
    fit: str
    bars: tuple[Bar, ...]
    adds: tuple[str, ...]
    costs: tuple[str, ...]
    steps: tuple[str, ...]
    status: str
    step: str = ""
    agency: bool = False
    transferable: bool = False


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note in the reader's language."""

    topic: str
    title: str
    paragraphs: tuple[str, ...]
    action: str
    contact: str
    source: str
    checked: str
    certain: bool


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question whose answer sharpens the notes."""

    fact: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class VacancyView:
    """A vacancy as both the adviser and the jobseeker see it."""

    ref: str
    title: str
    employer: str
    lines: tuple[Line, ...]
    asked: tuple[Line, ...]
    locations: tuple[str, ...]
    text: Markup
    official_url: str
    external_url: str
    external_host: str


@dataclass(frozen=True, slots=True)
class Pager:
    """Where one is in a long list; addresses are empty where there is nothing further."""

    page: int
    pages: int
    total: int
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A line of the caseload."""

    key: str
    name: str
    wish: str
    place: str
    matches: int
    best: float | None
    open_steps: int


@dataclass(frozen=True, slots=True)
class LinkView:
    """The state of a personal link; address and code only at the moment it is made."""

    made: str = ""
    address: str = ""
    code: str = ""
    expires: str = ""


@dataclass(frozen=True, slots=True)
class StatusView:
    """What was decided about a match, and by whom."""

    label: str
    reason: str
    said_by: str
    said_at: str


@dataclass(frozen=True, kw_only=True)
class SignInPage(Page):
    template: ClassVar[str] = "sign_in.html"
    problem: str
    name: str
    next: str


@dataclass(frozen=True, kw_only=True)
class CodePage(Page):
    """The code of a personal link is asked; the same page whether the link exists or not."""

    template: ClassVar[str] = "code.html"
    problem: str
    token: str


@dataclass(frozen=True, kw_only=True)
class CaseloadPage(Page):
    template: ClassVar[str] = "caseload.html"
    people: tuple[PersonLine, ...]
    search: str
    sort: str
    pager: Pager


@dataclass(frozen=True, kw_only=True)
class PersonPage(Page):
    template: ClassVar[str] = "person.html"
    key: str
    wishes: tuple[Line, ...]
    background: tuple[Line, ...]
    skills: tuple[str, ...]
    contact: tuple[Line, ...]
    facts: tuple[Line, ...]
    questions: tuple[QuestionView, ...]
    matches: tuple[MatchLine, ...]
    more: int
    removed: tuple[str, ...]
    link: LinkView
    consent_at: str


@dataclass(frozen=True, kw_only=True)
class FactsPage(Page):
    template: ClassVar[str] = "facts.html"
    groups: Mapping[str, tuple[Field, ...]]
    action: str
    back: str
    intro: str


@dataclass(frozen=True, kw_only=True)
class MatchPage(Page):
    template: ClassVar[str] = "match.html"
    key: str
    person: str
    vacancy: VacancyView
    score: float
    bars: tuple[Bar, ...]
    factors: tuple[FactorRow, ...]
    steps: tuple[str, ...]
    notes: tuple[NoteView, ...]
    status: StatusView | None
    status_field: Field
    reason_field: Field
    transferable: bool


@dataclass(frozen=True, kw_only=True)
class VacanciesPage(Page):
    template: ClassVar[str] = "vacancies.html"
    vacancies: tuple[Mapping[str, str], ...]
    search: str
    pager: Pager


@dataclass(frozen=True, kw_only=True)
class VacancyPage(Page):
    template: ClassVar[str] = "vacancy.html"
    vacancy: VacancyView
    people: tuple[MatchLine, ...]


@dataclass(frozen=True, kw_only=True)
class SuggestionsPage(Page):
    template: ClassVar[str] = "suggestions.html"
    matches: tuple[MatchLine, ...]
    more: int
    removed: tuple[str, ...]
    questions: tuple[QuestionView, ...]


@dataclass(frozen=True, kw_only=True)
class JobPage(Page):
    template: ClassVar[str] = "job.html"
    vacancy: VacancyView
    line: MatchLine
    notes: tuple[NoteView, ...]
    status: StatusView | None
    open_to_answer: bool
    reason_field: Field


@dataclass(frozen=True, kw_only=True)
class ProfilePage(Page):
    template: ClassVar[str] = "profile.html"
    lines: tuple[Line, ...]
    facts: tuple[Line, ...]
    contact: tuple[Line, ...]
    consent_at: str


@dataclass(frozen=True, kw_only=True)
class ErasePage(Page):
    template: ClassVar[str] = "erase.html"
    field: Field


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
    template: ClassVar[str] = "runs.html"
    runs: tuple[RunView, ...]


@dataclass(frozen=True, kw_only=True)
class RunPage(Page):
    template: ClassVar[str] = "run.html"
    run: RunView
    odd_fields: tuple[Line, ...]
    problem: str
    records: tuple[Rejected, ...]


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
    template: ClassVar[str] = "error.html"
    text: str
    number: str
    status: int
