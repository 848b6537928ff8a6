"""Pages of the adviser's own work: tasks, where matches stand, what is new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from web.contexts.base import Page, Pager
from web.forms import Field


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task in a list; `late` when its day has passed, `about` is the vacancy's title."""

    number: int
    text: str
    due: str
    late: bool
    done: str
    who: str
    key: str
    name: str
    about: str
    ref: str


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """Tasks of one time: overdue, today, this week, later, without a date; `total` counts those of other pages too."""

    heading: str
    tasks: tuple[TaskLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class TaskForm:
    """The fields of a new task about one person."""

    text: Field
    due: Field
    who: Field
    about: Field

    @property
    def wrong(self) -> tuple[Field, ...]:
        """The fields that cannot be used as they were filled in."""
        return tuple(f for f in (self.text, self.due, self.who, self.about) if f.error)


@dataclass(frozen=True, kw_only=True)
class TasksPage(Page):
    template: ClassVar[str] = "tasks/tasks.html"
    groups: tuple[TaskGroup, ...]
    done: tuple[TaskLine, ...]
    everybody: bool
    back: str
    pager: Pager


@dataclass(frozen=True, kw_only=True)
class PersonTasksPage(Page):
    template: ClassVar[str] = "tasks/person.html"
    key: str
    name: str
    open: tuple[TaskLine, ...]
    done: tuple[TaskLine, ...]
    form: TaskForm
    back: str


@dataclass(frozen=True, slots=True)
class StandingLine:
    """A match in the pipeline: who, which vacancy, since when, and who said it."""

    key: str
    name: str
    ref: str
    title: str
    employer: str
    step: str
    since: str
    days: int
    said_by: str


@dataclass(frozen=True, kw_only=True)
class PipelinePage(Page):
    template: ClassVar[str] = "tasks/pipeline.html"
    steps: tuple[tuple[str, int], ...]
    lines: tuple[StandingLine, ...]
    step: Field
    everybody: bool
    pager: Pager


@dataclass(frozen=True, slots=True)
class NewsPerson:
    """A person with new matches; `best` are (reference, title, town, score)."""

    key: str
    name: str
    told: str
    best: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, kw_only=True)
class NewsPage(Page):
    template: ClassVar[str] = "tasks/news.html"
    since: str
    people: tuple[NewsPerson, ...]
    own: bool
