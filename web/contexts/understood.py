"""What the system understood of a profile, and the form that corrects it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from web.contexts.base import Page
from web.forms import Field


@dataclass(frozen=True, slots=True)
class Meaning:
    """Words of a profile with the concept they were taken for: its Dutch and German names, how sure, and from where.

    `concept` is empty where nothing was recognised; `others` are further German names that fit as well.
    """

    kind: str
    text: str
    concept: str
    dutch: str
    german: str
    others: tuple[str, ...]
    sure: str
    source: str
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class SaidView:
    """A correction with who made it; it can be taken back."""

    kind: str
    concept: str
    label: str
    by: str


@dataclass(frozen=True, slots=True)
class Understanding:
    """Everything that was understood: by the words of the profile, and what was not."""

    occupations: tuple[Meaning, ...]
    skills: tuple[Meaning, ...]
    unknown: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A concept that words may mean."""

    concept: str
    dutch: str
    german: str
    more: str
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class UnderstoodParts:
    """What the page of an adviser and that of the jobseeker show of how a profile was understood."""

    understood: Understanding
    implied: tuple[Meaning, ...]
    said: tuple[SaidView, ...]
    waits: bool


@dataclass(frozen=True, kw_only=True)
class ChoiceParts:
    """What both show to choose what words mean, or to search for something to add."""

    kind: str
    concept: str
    text: str
    search: str
    choices: tuple[Choice, ...]
    error: str


@dataclass(frozen=True, kw_only=True)
class UnderstoodPage(UnderstoodParts, Page):
    """`places` are the towns that count as places to work, `town` is the field that adds one."""

    template: ClassVar[str] = "people/understood.html"
    key: str
    person: str
    places: tuple[str, ...]
    town: Field


@dataclass(frozen=True, kw_only=True)
class CorrectPage(ChoiceParts, Page):
    template: ClassVar[str] = "people/correct.html"
    key: str
    person: str
