"""Pages of the jobseeker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from web.contexts.base import Line, Page
from web.contexts.match import MatchLine, NoteView, QuestionView, StatusView
from web.contexts.understood import ChoiceParts, Understanding, UnderstoodParts
from web.contexts.vacancies import VacancyView
from web.forms import Field


@dataclass(frozen=True, slots=True)
class MoneyView:
    """Net pay a month there and here, and what is left of it: `verdict`, and what makes that uncertain.

    `here` is the pay before a benefit where `before_benefit`; `asks` while an answer would make the verdict narrower;
    `basis` is where the pay comes from: advert, wish or minimum.
    """

    net: str
    here: str
    before_benefit: bool
    verdict: str
    cause: str
    asks: bool
    basis: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggested job in a few plain words; the title in Dutch where the bridge is sure of it, `subjects` of its notes."""

    line: MatchLine
    dutch: str
    way: str
    money: MoneyView | None
    subjects: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was left out of the list: by wishes, which can be changed in their form, and for other reasons."""

    wishes: str
    other: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SuggestionsPage(Page):
    template: ClassVar[str] = "me/suggestions.html"
    suggestions: tuple[Suggestion, ...]
    more: int
    left_out: LeftOut
    questions: tuple[QuestionView, ...]
    asks_pay: bool
    has_account: bool
    waits: bool
    said_no: bool
    no_germany: bool


@dataclass(frozen=True, slots=True)
class Addable:
    """Something that the profile does not say yet, with the page where it is added."""

    words: str
    url: str


@dataclass(frozen=True, kw_only=True)
class JobPage(Page):
    template: ClassVar[str] = "me/job.html"
    vacancy: VacancyView
    line: MatchLine
    way: str
    money: MoneyView | None
    notes: tuple[NoteView, ...]
    status: StatusView | None
    answer: str
    open_to_answer: bool
    takes_back: bool
    reason_field: Field
    addable: tuple[Addable, ...]


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item of a profile in words, with the mark by which it can be taken out and the page where it is changed."""

    part: str
    label: str
    words: str
    more: str
    mark: str
    change: str


@dataclass(frozen=True, slots=True)
class LogLine:
    """Who did what, how often that day."""

    by: str
    what: str
    times: int


@dataclass(frozen=True, slots=True)
class LogDay:
    """A day of the log."""

    day: str
    lines: tuple[LogLine, ...]


@dataclass(frozen=True, slots=True)
class Everything:
    """What other pages of the jobseeker show, for the page that is printed."""

    jobs: tuple[Line, ...]
    answers: tuple[Line, ...]
    courses: tuple[Line, ...]
    links: tuple[Line, ...]
    days: tuple[LogDay, ...]


@dataclass(frozen=True, kw_only=True)
class ProfilePage(Page):
    """Everything that is known about the one who asks, with the way to change each part.

    `noted` is what advisers wrote down; with `everything` the page also says what other pages show, to be printed.
    """

    template: ClassVar[str] = "me/profile.html"
    wishes: tuple[Line, ...]
    items: Mapping[str, tuple[ItemView, ...]]
    additions: tuple[Addable, ...]
    understood: Understanding
    facts: tuple[Line, ...]
    contact: tuple[Line, ...]
    consent_at: str
    kept_until: str
    account: str
    adviser: str
    noted: tuple[Line, ...]
    answers: int
    looks: int
    waits: bool
    everything: Everything | None


@dataclass(frozen=True, kw_only=True)
class SkillsPage(UnderstoodParts, Page):
    template: ClassVar[str] = "me/skills.html"


@dataclass(frozen=True, kw_only=True)
class ChoosePage(ChoiceParts, Page):
    """Choose what words mean; `job` is the job from which one came, and to which one goes back."""

    template: ClassVar[str] = "me/choose.html"
    job: str


@dataclass(frozen=True, kw_only=True)
class FormPage(Page):
    """One short form."""

    template: ClassVar[str] = "me/form.html"
    intro: str
    fields: tuple[Field, ...]
    action: str
    back: str


@dataclass(frozen=True, kw_only=True)
class TakeOutPage(Page):
    template: ClassVar[str] = "me/take_out.html"
    item: ItemView


@dataclass(frozen=True, kw_only=True)
class QuestionPage(Page):
    """One question; `more` is how many come after it."""

    template: ClassVar[str] = "me/question.html"
    why: str
    fact: str
    field: Field
    more: int


@dataclass(frozen=True, slots=True)
class AnswerView:
    """A job with what was said of it; `dutch` is what it is called in Dutch, where that is known; `url` is empty where the job is gone, `takes_back` 0 where that is too late."""

    ref: str
    title: str
    dutch: str
    employer: str
    url: str
    step: str
    status: str
    reason: str
    on: str
    takes_back: int


@dataclass(frozen=True, kw_only=True)
class AnswersPage(Page):
    template: ClassVar[str] = "me/answers.html"
    yes: tuple[AnswerView, ...]
    no: tuple[AnswerView, ...]


@dataclass(frozen=True, kw_only=True)
class LogPage(Page):
    template: ClassVar[str] = "me/log.html"
    days: tuple[LogDay, ...]
    more: bool


@dataclass(frozen=True, kw_only=True)
class ConsentPage(Page):
    template: ClassVar[str] = "me/consent.html"
    consent_at: str
    kept_until: str
    error: str


@dataclass(frozen=True, kw_only=True)
class ErasePage(Page):
    template: ClassVar[str] = "me/erase.html"
    field: Field
