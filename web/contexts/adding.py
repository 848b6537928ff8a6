"""Adding people: the ways in, and what was understood before anything is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from web.contexts.base import Line, Page
from web.contexts.understood import Understanding
from web.forms import Field


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person who is not saved yet; `odd` names fields that were not understood or left out.

    `typed` has what was typed in German, with the Dutch in which it is stored; `alike` are (key, name) of people who
    may be this one.
    """

    key: str
    known: bool
    wishes: tuple[Line, ...]
    background: tuple[Line, ...]
    understood: Understanding
    odd: tuple[str, ...]
    bsn: bool
    no_place: bool
    contact: bool
    typed: tuple[tuple[str, str], ...]
    alike: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class AddPage(Page):
    template: ClassVar[str] = "people/add.html"
    groups: Mapping[str, tuple[Field, ...]]
    file: Field
    paste: Field
    wrong: tuple[Field, ...]
    problem: str
    most_bytes: str
    most_people: int


@dataclass(frozen=True, kw_only=True)
class PreviewPage(Page):
    template: ClassVar[str] = "people/preview.html"
    people: tuple[Newcomer, ...]
    rejected: tuple[str, ...]
    more: bool
    most_people: int
    sealed: str
    label: str
    at_once: bool
