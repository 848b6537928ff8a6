"""A match: its score, reasons, notes, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass


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
    new: bool = False
    added: bool = False


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
class StatusView:
    """What was decided about a match, and by whom."""

    label: str
    reason: str
    said_by: str
    said_at: str


@dataclass(frozen=True, slots=True)
class StepView:
    """One step in the history of a match; `noted` where it was written down on another day, `undone` who took it back."""

    label: str
    reason: str
    said_by: str
    on: str
    noted: str
    undone: str
