"""Facts as one asks the person: with the question in place of the label, and levels of German in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from matcher.models import Jobseeker
from matcher.rules.questions import load_questions
from web import i18n, labels, log_words
from web.access.security import JOBSEEKER
from web.contexts.base import Line
from web.forms import Field
from web.i18n import _, lazy

# Facts about which no note asks, so that data/rules/questions.toml has no question for them.
QUESTIONS: Mapping[str, Any] = {
    "germany": lazy("Do you want to work in Germany?"),
    "works_shifts": lazy("Can you work shifts, for example early and late?"),
    "postcode": lazy("What is your postcode?"),
    "transport": lazy("How do you travel to work?"),
    "max_minutes": lazy("How long may the journey to work take?"),
    "max_km": lazy("How far away may the work be?"),
    "hours_min": lazy("How many hours a week do you want to work at least?"),
    "hours_max": lazy("How many hours a week do you want to work at most?"),
}
HINTS: Mapping[str, Any] = {
    "postcode": lazy("The four digits are enough."),
    "transport": lazy("Choose the fastest way that you have."),
    "max_minutes": lazy("In minutes, one way."),
    "max_km": lazy("In kilometres, one way."),
}


def as_asked(groups: Mapping[str, tuple[Field, ...]]) -> dict[str, tuple[Field, ...]]:
    """The groups of fields as the person is asked."""
    return {heading: tuple(map(_as_asked, fields)) for heading, fields in groups.items()}


def _as_asked(field: Field) -> Field:
    asked, lang = load_questions().get(field.name), i18n.lang()
    label = asked.texts[lang] if asked else str(QUESTIONS.get(field.name, field.label))
    hint = str(HINTS.get(field.name, field.hint))
    return in_plain_words(replace(field, label=label, hint=hint), _("I do not know, or do not want to say"))


def in_plain_words(field: Field, unknown: str) -> Field:
    """The field with choices that need no explanation; `unknown` is what the empty one says.

    Long choices are all shown at once, since a closed list cuts them off on a narrow screen.
    """
    words = labels.GERMAN if field.name == "german_level" else {}
    choices = tuple((v, str(words.get(v, label)) if v else unknown) for v, label in field.choices)
    if not words:
        return replace(field, choices=choices)
    return replace(field, kind="radio", choices=(*(c for c in choices if c[0]), *(c for c in choices if not c[0])))


def german(person: Jobseeker) -> tuple[Line, ...]:
    """How well a person speaks German, in the words of the question; nothing where that is not known."""
    level = next((x.level for x in person.languages if x.code == "de"), None)
    return (Line(_("Your German"), labels.german(level)),) if level else ()


def said_by(name: str) -> str:
    """Who said something about the person who reads it."""
    words = {JOBSEEKER: _("you said so"), "import": _("from UWV or your municipality")}
    return words.get(name) or log_words.actor(name)
