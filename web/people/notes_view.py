"""Notes and questions of the engine in the reader's language; nothing here knows a rule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from matcher import notes
from matcher.models import Asked, Jobseeker, Match, Note, Vacancy
from web import i18n, labels
from web.contexts.match import NoteView, QuestionView


def notes_for(
    person: Jobseeker, facts: Mapping[str, Any], match: Match, vacancy: Vacancy, asked: Asked, on: date
) -> tuple[NoteView, ...]:
    """The notes of a match, most important first."""
    lang = i18n.lang()
    return tuple(_note(note, lang) for note in notes.notes_for(person, facts, match, vacancy, asked, on))


def _note(note: Note, lang: str) -> NoteView:
    text = note.texts.get(lang) or note.texts["nl"]
    return NoteView(
        topic=labels.topic(note.topic),
        title=text.title,
        paragraphs=tuple(x.strip() for x in text.body.split("\n") if x.strip()),
        action=text.action,
        contact=note.contact,
        source=f"{note.source}, {i18n.short_date(note.source_date)}",
        checked=i18n.short_date(note.checked_on),
        certain=note.certain,
    )


def questions_for(person: Jobseeker, facts: Mapping[str, Any], on: date) -> tuple[QuestionView, ...]:
    """The questions whose answers would change most."""
    lang = i18n.lang()
    return tuple(
        QuestionView(q.fact, q.texts.get(lang) or q.texts["nl"], q.why.get(lang) or q.why["nl"])
        for q in notes.questions_for(person, facts, on)
    )
