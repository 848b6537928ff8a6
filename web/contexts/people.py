"""Pages of the adviser's people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from web.contexts.base import Line, Page, Pager
from web.contexts.match import Bar, FactorRow, MatchLine, NoteView, QuestionView, StatusView, StepView
from web.contexts.tasks import TaskLine
from web.contexts.understood import Understanding
from web.contexts.vacancies import VacancyView
from web.forms import Field


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A line of the caseload; `seen` is whether this user looked at the person before.

    `name` is the name where it may be shown, else the adviser's label, else the key. `dutch` are the words of the profile where `wish` is their German name.
    """

    key: str
    name: str
    label: str
    wish: str
    dutch: str
    place: str
    adviser: str
    matches: int
    new: int
    seen: bool
    best: float | None
    stage: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkView:
    """The state of a personal link; address and code only at the moment it is made.

    `number` of links were made so far; `opened` when this one was opened first.
    """

    number: int = 0
    made: str = ""
    opened: str = ""
    address: str = ""
    code: str = ""
    expires: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseloadPage(Page):
    template: ClassVar[str] = "people/caseload.html"
    people: tuple[PersonLine, ...]
    search: str
    place: str
    filters: tuple[Field, ...]
    filtered: bool
    everybody_url: str
    news: int
    news_url: str
    waiting: int
    waiting_url: str
    pager: Pager


@dataclass(frozen=True, kw_only=True)
class PersonPage(Page):
    template: ClassVar[str] = "people/person.html"
    key: str
    label: Field
    wishes: tuple[Line, ...]
    background: tuple[Line, ...]
    understood: Understanding
    waits: bool
    own_changes: tuple[str, ...]
    contact: tuple[Line, ...]
    facts: tuple[Line, ...]
    questions: tuple[QuestionView, ...]
    matches: tuple[MatchLine, ...]
    more: int
    more_url: str
    removed: tuple[str, ...]
    no_germany: str
    filters: tuple[Field, ...]
    wrong_filters: tuple[Field, ...]
    filtered: bool
    narrowed: tuple[str, ...]
    nothing: str
    weighed: bool
    link: LinkView
    consent_at: str
    new: int
    adviser: Field
    tasks: tuple[TaskLine, ...]
    courses: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class MatchPage(Page):
    template: ClassVar[str] = "people/match.html"
    key: str
    person: str
    vacancy: VacancyView
    score: float
    bars: tuple[Bar, ...]
    factors: tuple[FactorRow, ...]
    steps: tuple[str, ...]
    notes: tuple[NoteView, ...]
    status: StatusView | None
    history: tuple[StepView, ...]
    takes_back: int
    status_field: Field
    reason_field: Field
    day_field: Field
    transferable: bool
    added: bool
    limits: tuple[str, ...]
