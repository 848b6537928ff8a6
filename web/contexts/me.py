"""Pages of the jobseeker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from web.contexts.base import Line, Page
from web.contexts.match import MatchLine, NoteView, QuestionView, StatusView
from web.contexts.vacancies import VacancyView
from web.forms import Field


@dataclass(frozen=True, slots=True)
class MoneyView:
    """What is left of the pay a month: there, here, and what that means; `advertised` when the pay is not assumed."""

    net: str
    here: str
    verdict: str
    advertised: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggested job in a few plain words; the title in Dutch where the bridge is sure of it."""

    line: MatchLine
    dutch: str
    money: MoneyView | None


@dataclass(frozen=True, kw_only=True)
class SuggestionsPage(Page):
    template: ClassVar[str] = "me/suggestions.html"
    suggestions: tuple[Suggestion, ...]
    more: int
    removed: tuple[str, ...]
    questions: tuple[QuestionView, ...]
    has_account: bool


@dataclass(frozen=True, kw_only=True)
class JobPage(Page):
    template: ClassVar[str] = "me/job.html"
    vacancy: VacancyView
    line: MatchLine
    money: MoneyView | None
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
