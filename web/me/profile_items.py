"""A profile item by item in words, each with where it is changed and the mark by which it can be taken out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from flask import url_for

from matcher.models import Course, Education, Jobseeker, Language
from matcher.taken_out import items
from web import i18n, labels
from web.contexts.me import Addable, ItemView
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
# What may be added here. What somebody can do, German, travel and hours have pages of their own.
ADDABLE: Mapping[str, Any] = {
    "experience": lazy("A job that you had"),
    "education": lazy("A school or training"),
    "courses": lazy("A course or certificate"),
    "licences": lazy("A driving licence"),
    "occupations": lazy("Work that you want to do"),
    "languages": lazy("A language"),
    "presentation": lazy("Something in your own words"),
}


def title(part: str, item: Any = None) -> str:
    """What a form for an item is about; a language that is there already is named, since its form asks the level only."""
    if isinstance(item, Language):
        return labels.language(item.code)
    return str(ADDABLE.get(part) or PARTS[part])


def described(person: Jobseeker, facts: Collection[str] = ()) -> Iterator[ItemView]:
    """Every item of the profile in words; what stands in the form of wishes is left to that form.

    What one of these facts overrides is not shown: it would say something else than what counts.
    """
    for part, item, mark in items(person):
        if part in PARTS and not _overridden(part, item, facts):
            yield ItemView(part, str(PARTS[part]), _words(part, item), _more(item), mark, _change(part, item, mark))


def _overridden(part: str, item: Any, facts: Collection[str]) -> bool:
    german = part == "languages" and item.code == "de"
    return (german and "german_level" in facts) or (part == "level" and "diploma" in facts)


def has_form(part: str, item: Any) -> bool:
    """Whether an item is changed in a form of its own: German is asked with the wishes, travel and hours too."""
    return part in PARTS and not (part == "languages" and item.code == "de")


def _change(part: str, item: Any, mark: str) -> str:
    return url_for("own_items.change", mark=mark) if has_form(part, item) else url_for("own_wishes.wishes")


def additions(person: Jobseeker) -> tuple[Addable, ...]:
    """What may be added to a profile, with the page where that is done; one's own words are there once."""
    own = (part for part in ADDABLE if part != "presentation" or not person.presentation)
    pages = (Addable(title(part), url_for("own_items.add", part=part)) for part in own)
    return (*pages, Addable(_("Something that you can do"), url_for("own_skills.choose", kind="skill")))


def by_label(person: Jobseeker, facts: Collection[str]) -> dict[str, tuple[ItemView, ...]]:
    """The items under what they are, in the order of the profile."""
    found: dict[str, tuple[ItemView, ...]] = {}
    for item in described(person, facts):
        found[item.label] = (*found.get(item.label, ()), item)
    return found


def short(part: str, item: Any) -> str:
    """An item in a few words: what it is, and of a text only that."""
    return str(PARTS[part]) if part == "presentation" else f"{PARTS[part]}: {_words(part, item)}"


def _words(part: str, item: Any) -> str:
    if isinstance(item, bool):
        return _("Yes") if item else _("No")
    return person_view.item_words(part, item) or _("without a name")


def _more(item: Any) -> str:
    """What else is known of a job or a course: until when, and what was written about it."""
    until = _until(item)
    said = (_("until %(date)s", date=until) if until else "", getattr(item, "description", None))
    return " · ".join(filter(None, said))


def _until(item: Any) -> str:
    """The last year of a course of study, as its form asks it; the last day of a certificate."""
    if isinstance(item, Education):
        return str(item.ends.year) if item.ends else ""
    return i18n.short_date(item.expires) if isinstance(item, Course) else ""
