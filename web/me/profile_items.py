"""A profile item by item in words, each with the mark by which it can be taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from matcher.models import Jobseeker
from matcher.taken_out import items
from web import i18n, labels
from web.contexts.me import ItemView
from web.i18n import _, lazy
from web.people import person_view

PARTS: Mapping[str, Any] = {
    "occupations": lazy("Wished occupation"),
    "experience": lazy("Experience"),
    "education": lazy("Education"),
    "level": lazy("Highest level"),
    "courses": lazy("Courses and certificates"),
    "skills": lazy("Skill"),
    "interests": lazy("Interest"),
    "languages": lazy("Language"),
    "licences": lazy("Driving licence"),
    "presentation": lazy("In your own words"),
    "permanent": lazy("Permanent contract"),
    "available_from": lazy("Available from"),
    "available_until": lazy("Available until"),
    "learning": lazy("Wants to learn at work"),
}
PLAIN: Mapping[str, Callable[[Any], str]] = {
    "occupations": person_view.occupation,
    "experience": person_view.experience_line,
    "education": person_view.education_line,
    "level": labels.diploma,
    "courses": lambda course: str(course.name),
    "languages": person_view.language_line,
    "available_from": i18n.short_date,
    "available_until": i18n.short_date,
}


def described(person: Jobseeker) -> Iterator[ItemView]:
    """Every item of the profile in words; what stands in the form of wishes is left to that form."""
    for part, item, mark in items(person):
        if part in PARTS:
            yield ItemView(part, str(PARTS[part]), _words(part, item), _more(part, item), mark)


def by_label(person: Jobseeker) -> dict[str, tuple[ItemView, ...]]:
    """The items under what they are, in the order of the profile."""
    found: dict[str, tuple[ItemView, ...]] = {}
    for item in described(person):
        found[item.label] = (*found.get(item.label, ()), item)
    return found


def _words(part: str, item: Any) -> str:
    if isinstance(item, bool):
        return _("Yes") if item else _("No")
    return PLAIN.get(part, str)(item) or _("without a name")


def _more(part: str, item: Any) -> str:
    """What else was written about a job or a course of study."""
    return (item.description or "") if part in ("experience", "education") else ""
