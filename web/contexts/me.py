"""Pages of the jobseeker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from web.contexts.base import Line, Page
from web.contexts.match import MatchLine, NoteView, QuestionView, StatusView
from web.contexts.vacancies import VacancyView
from web.forms import Field


@dataclass(frozen=True, kw_only=True)
class SuggestionsPage(Page):
    template: ClassVar[str] = "me/suggestions.html"
    matches: tuple[MatchLine, ...]
    more: int
    removed: tuple[str, ...]
    questions: tuple[QuestionView, ...]
    has_account: bool


@dataclass(frozen=True, kw_only=True)
class JobPage(Page):
    template: ClassVar[str] = "me/job.html"
    vacancy: VacancyView
    line: MatchLine
    notes: tuple[NoteView, ...]
    status: StatusView | None
    open_to_answer: bool
    reason_field: Field


@dataclass(frozen=True, kw_only=True)
class ProfilePage(Page):
    template: ClassVar[str] = "me/profile.html"
    lines: tuple[Line, ...]
    facts: tuple[Line, ...]
    contact: tuple[Line, ...]
    consent_at: str


@dataclass(frozen=True, kw_only=True)
class ErasePage(Page):
    template: ClassVar[str] = "me/erase.html"
    field: Field
