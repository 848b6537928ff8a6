"""What people type in the form for an item of their profile, read as that item; and an item as it stands in its form."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from matcher import typed
from matcher.models import Cefr, Course, Diploma, Education, Experience, Language, Occupation
from matcher.sources import bsn
from matcher.sources.fields import clean, parse_day
from matcher.sources.profile_fields import FIRST_YEAR
from web.i18n import _
from web.me.item_fields import LICENCES, SPOKEN
from web.people.hand_form import EMAIL

PHONE = re.compile(r"(?<!\w)(?:\+|00?)[1-9](?:[ ()/.-]{0,2}\d){7,12}(?!\d)")
# Letters of a name and of a longer text; and how many years a course of study or a contract may still last.
NAME, TEXT, AHEAD = 200, 10_000, 10


class Answers:
    """A form read field by field; `errors` are the fields that cannot be right, with the reason."""

    def __init__(self, form: Mapping[str, str], on: date) -> None:
        self.form, self.on = form, on
        self.errors: dict[str, str] = {}

    def given(self, name: str, required: bool = False) -> str:
        """What stands in a field; empty where nothing does."""
        text = clean(self.form.get(name, "").replace("\r\n", "\n"))
        if required and not text:
            self.errors[name] = _("This may not stay empty.")
        return text

    def text(self, name: str, most: int = NAME, required: bool = False) -> str | None:
        """Words, which hold no BSN."""
        text = self.given(name, required)
        if len(text) > most:
            self.errors[name] = _("At most %(n)s letters.", n=most)
        if bsn.hide(text) != text:
            self.errors[name] = _("Leave out the BSN: it is never stored.")
        return text or None

    def year(self, name: str, ahead: int = 0) -> int | None:
        """A year in which somebody worked or learned, or will have learned so many years from now."""
        text, latest = self.given(name), self.on.year + ahead
        found = typed.year(text)
        if text and (found is None or found < FIRST_YEAR):
            self.errors[name] = _("Type the year in four figures, for example 1998.")
        elif found and found > latest:
            self.errors[name] = _("This year is still to come.")
        return found

    def own_words(self, name: str) -> str | None:
        """A text about somebody that advisers read, so without what only those see who may know the name."""
        text = self.text(name, TEXT, required=True)
        if text and (EMAIL.search(text) or PHONE.search(text)):
            self.errors.setdefault(
                name,
                _(
                    "Leave out your e-mail address and phone number; they have a place of their own under “How we reach you”."
                ),
            )
        return text

    def day(self, name: str, required: bool = False) -> date | None:
        """A day, as the browser's own field for dates sends it."""
        text = self.given(name, required)
        try:
            return parse_day(text, FIRST_YEAR) if text else None
        except ValueError:
            self.errors[name] = _("Enter a date, for example 2026-03-31.")
            return None

    def choice(self, name: str, choices: Collection[str], required: bool = False) -> str | None:
        """One of the choices."""
        text = self.given(name)
        if text not in choices and (text or required):
            self.errors[name] = _("Choose one of the answers.")
        return text or None

    def yes_no(self, name: str, required: bool = False) -> bool | None:
        """Yes or no; None where neither was chosen."""
        return {"yes": True, "no": False}.get(self.choice(name, ("yes", "no"), required) or "")


def read(part: str, form: Mapping[str, str], old: Any, on: date) -> tuple[Any, dict[str, str]]:
    """The item that a form gives, and what was wrong by field; what the form does not ask is kept from the old one."""
    answers = Answers(form, on)
    item = READ[part](answers, old)
    return item, answers.errors


def as_typed(part: str, item: Any) -> dict[str, str]:
    """An item as it stands in its form; of a language only the level may be corrected."""
    if isinstance(item, Occupation):
        return {"title": item.title or ""}
    if isinstance(item, Experience):
        years = {
            "first": _year(item.starts),
            "last": _year(item.ends),
            "goes_on": _ticked(item.starts and not item.ends),
        }
        return {**as_typed(part, item.occupation), **years, "description": item.description or ""}
    if isinstance(item, Education):
        done = "" if item.completed is None else _yes_no(item.completed)
        return {"name": item.name or "", "level": item.level or "", "completed": done, "year": _year(item.ends)}
    if isinstance(item, Course):
        return {"name": item.name, "expires": str(item.expires or "")}
    if isinstance(item, Language):
        return {"level": item.level or ""}
    return {part: _yes_no(item) if isinstance(item, bool) else str(item)}


def _year(day: date | None) -> str:
    return str(day.year) if day else ""


def _ticked(value: object) -> str:
    return "yes" if value else ""


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"


def _job(a: Answers, old: Experience | None) -> Experience:
    before = old or Experience(Occupation())
    first, last = a.year("first"), a.year("last")
    _check_years(a, first, last, bool(a.given("goes_on")))
    return Experience(
        _occupation(a, before.occupation),
        _day(first, before.starts, 1, 1),
        _day(last, before.ends, 12, 31),
        a.text("description", TEXT),
    )


def _check_years(a: Answers, first: int | None, last: int | None, goes_on: bool) -> None:
    if {"first", "last"} & a.errors.keys():
        return
    if goes_on and last:
        a.errors["goes_on"] = _("Fill in the last year or tick this, not both.")
    elif goes_on and not first:
        a.errors["first"] = _("Fill in the year in which you began.")
    elif first and not last and not goes_on:
        a.errors["last"] = _("Fill in the last year, or tick that you still work here.")
    elif first and last and last < first:
        a.errors["last"] = _("This is before the first year.")


def _day(year: int | None, before: date | None, month: int, day: int) -> date | None:
    """A day in that year: the one that was known, or else the first or last of the year."""
    if before and before.year == year:
        return before
    return date(year, month, day) if year else None


def _occupation(a: Answers, old: Occupation | None) -> Occupation:
    """Under another title the old code would still say what the old title said."""
    title = a.text("title", required=True)
    return old if old and title == clean(old.title or "") else Occupation(title)


def _study(a: Answers, old: Education | None) -> Education:
    before, level = old or Education(), a.choice("level", tuple(Diploma))
    name = a.text("name")
    if not name and not level:
        a.errors["name"] = _("Fill in what you learned, or choose a level.")
    done = a.yes_no("completed")
    ends = _day(a.year("year", 0 if done else AHEAD), before.ends, 12, 31)
    return replace(before, name=name, level=_one_of(Diploma, level), completed=done, ends=ends)


def _course(a: Answers, old: Course | None) -> Course:
    return replace(old or Course(""), name=a.text("name", required=True) or "", expires=a.day("expires"))


def _language(a: Answers, old: Language | None) -> Language:
    code = old.code if old else a.choice("code", SPOKEN, required=True)
    return Language(code or "", _one_of(Cefr, a.choice("level", tuple(Cefr))))


def _one_of(kind: Callable[[str], Any], value: str | None) -> Any:
    """The value as one of its kind; None where it is empty or wrong."""
    try:
        return kind(value) if value else None
    except ValueError:
        return None


READ: Mapping[str, Callable[[Answers, Any], Any]] = {
    "experience": _job,
    "education": _study,
    "courses": _course,
    "languages": _language,
    "occupations": _occupation,
    "licences": lambda a, _old: a.choice("licences", LICENCES, required=True),
    "presentation": lambda a, _old: a.own_words("presentation"),
    "skills": lambda a, _old: a.text("skills", required=True),
    "interests": lambda a, _old: a.text("interests", required=True),
    "level": lambda a, _old: _one_of(Diploma, a.choice("level", tuple(Diploma), required=True)),
    "permanent": lambda a, _old: a.yes_no("permanent", required=True),
    "learning": lambda a, _old: a.yes_no("learning", required=True),
    "available_from": lambda a, _old: a.day("available_from", required=True),
    "available_until": lambda a, _old: a.day("available_until", required=True),
}
