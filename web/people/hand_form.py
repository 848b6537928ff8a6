"""A person typed in by hand: the fields of the form, and the profile that comes of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from matcher import typed
from matcher.models import (
    Cefr,
    Contact,
    Course,
    Diploma,
    Education,
    Experience,
    Jobseeker,
    Language,
    Occupation,
    Profile,
)
from matcher.sources import bsn
from matcher.sources.profile_fields import LICENCES
from web import labels
from web.forms import Field
from web.i18n import _

POSTCODE = re.compile(r"([1-9][0-9]{3})\s?([A-Za-z]{2})?")
JOB = re.compile(
    r"(?P<title>.*?)[\s,;:(]*(?P<first>(?:19|20)\d\d)?(?:\s*(?:-|–|tot|bis|to)\s*(?P<last>(?:19|20)\d\d|\D+)?)?\)?\s*"
)
EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
MOST_LINES, MOST_CHARACTERS, MOST_LABEL = 60, 4_000, 40
MODES = ("car", "public", "bike", "moped", "motor")


def fields(form: Mapping[str, str], errors: Mapping[str, str]) -> dict[str, tuple[Field, ...]]:
    """The fields in groups, filled with what was typed, with what was wrong."""

    def field(name: str, label: str, kind: str = "text", choices: Any = (), hint: str = "") -> Field:
        return Field(name, label, kind, form.get(name, ""), tuple(choices), hint, errors.get(name, ""))

    one_a_line, yes_no = (
        _("One on each line, in Dutch or German."),
        (("yes", _("Yes")), ("no", _("No")), ("", _("Not known"))),
    )
    unknown = ("", _("Not known"))
    return {
        _("Wishes"): (
            field("wishes", _("Wished occupations"), "textarea", hint=one_a_line),
            field("postcode", _("Postcode"), hint=_("Four digits and, where known, two letters.")),
            field("max_minutes", _("Longest travel time, one way, in minutes"), "number"),
            field("transport", _("Travels by"), "select", (unknown, *((m, labels.transport(m)) for m in MODES))),
            field("hours_min", _("At least so many hours a week"), "number"),
            field("hours_max", _("At most so many hours a week"), "number"),
            field("shifts", _("Shift work"), "radio", yes_no),
            field("germany", _("Wants to work in Germany"), "radio", yes_no),
        ),
        _("Brings"): (
            field("jobs", _("Earlier jobs"), "textarea", hint=_("One on each line, for example: Kok 2015–2021")),
            field("skills", _("Skills"), "textarea", hint=one_a_line),
            field("courses", _("Courses and certificates"), "textarea", hint=_("One on each line.")),
            field("level", _("Highest diploma"), "select", (unknown, *((d.value, labels.diploma(d)) for d in Diploma))),
            field("training", _("What the diploma is in")),
            field("german", _("Level of German"), "select", (unknown, *((c.value, c.value) for c in Cefr))),
            field("licences", _("Driving licence"), hint=_("For example: B, CE")),
            field("words", _("In their own words"), "textarea"),
        ),
        _("Contact, kept apart and shown only with consent"): (
            label_field(form.get("label", ""), errors.get("label", "")),
            field("name", _("Name")),
            field("email", _("E-mail")),
            field("phone", _("Phone")),
        ),
    }  # fmt: skip


def label_field(value: str, error: str = "") -> Field:
    """What the adviser calls a person whose name may not be shown yet."""
    hint = _("For the team only, for example initials or your own file number. No BSN. May stay empty.")
    return Field("label", _("Your own label"), "text", value, (), hint, error)


def wrong_label(text: str) -> str:
    """What is wrong with a label; empty where it may be kept."""
    if bsn.hide(text) != text:
        return _("Leave out the BSN: it is never stored.")
    return _("At most %(n)s letters.", n=MOST_LABEL) if len(text) > MOST_LABEL else ""


def read(form: Mapping[str, str], key: str) -> tuple[Profile, dict[str, str]]:
    """The profile under this key, without BSNs, and what was wrong by field."""
    odd: list[str] = []
    safe = {k: str(v)[:MOST_CHARACTERS].strip() for k, v in bsn.refuse(dict(form), "form", odd).items()}
    errors: dict[str, str] = {}
    values = {name: _checked(name, check, safe.get(name, ""), errors) for name, check in CHECKS.items()}
    if not safe.get("wishes") and not safe.get("jobs"):
        errors["wishes"] = _("Give at least one wished occupation or earlier job.")
    if values["hours_min"] and values["hours_max"] and values["hours_min"] > values["hours_max"]:
        errors["hours_max"] = _("This is less than the least number of hours.")
    if wrong := wrong_label(form.get("label", "").strip()):
        errors["label"] = wrong
    if safe.get("email") and not EMAIL.fullmatch(safe["email"]):
        errors["email"] = _("An e-mail address has an @ and a dot, for example name@example.nl.")
    contact = Contact(*(safe.get(x) or None for x in ("name", "email", "phone")))
    person = Jobseeker(key, "hand", **values, **_texts(safe), odd=tuple(odd))
    return Profile(person, contact if contact != Contact() else None), errors


def _texts(safe: Mapping[str, str]) -> dict[str, Any]:
    level, german = _one_of(Diploma, safe.get("level")), _one_of(Cefr, safe.get("german"))
    training = safe.get("training") or None
    return {
        "occupations": tuple(map(Occupation, _lines(safe.get("wishes", "")))),
        "experience": tuple(_job(line) for line in _lines(safe.get("jobs", ""))),
        "skills": tuple(_lines(safe.get("skills", ""))),
        "courses": tuple(map(Course, _lines(safe.get("courses", "")))),
        "education": (Education(level, training, True),) if training else (),
        "level": level,
        "languages": (Language("de", german),) if german else (),
        "presentation": safe.get("words") or None,
        "transport": (safe["transport"],) if safe.get("transport") in MODES else (),
    }


def _lines(text: str) -> Iterator[str]:
    yield from [x.strip(" \t-•*") for x in text.splitlines() if x.strip(" \t-•*")][:MOST_LINES]


def _job(line: str) -> Experience:
    """An occupation with the years that stand behind it; a job without a last year goes on."""
    found = JOB.fullmatch(line)
    first, last = (found["first"], found["last"]) if found and found["title"] else (None, None)
    if not found or not found["title"] or not first:
        return Experience(Occupation(line))
    starts = date(int(first), 1, 1)
    ended = last if last and last.isdigit() else None if _goes_on(line, first) else first
    ends = date(int(ended), 12, 31) if ended and int(ended) >= int(first) else None
    return Experience(Occupation(found["title"]), starts, ends)


def _goes_on(line: str, first: str) -> bool:
    """Whether a dash or a word stands behind the first year: a job that goes on, not one within that year."""
    return bool(line.split(first, 1)[1].strip(" )"))


def _one_of(kind: Any, value: str | None) -> Any:
    return kind(value) if value in {x.value for x in kind} else None


def _postcode(text: str) -> str:
    found = POSTCODE.fullmatch(text)
    if not found:
        raise ValueError(_("Enter four digits and two letters, for example 7811 AB."))
    return found[1] + (found[2] or "").upper()


def _number(low: int, high: int, unit: str) -> Callable[[str], int]:
    def check(text: str) -> int:
        given = typed.number(text, unit)
        if given is None or not low <= given <= high:
            raise ValueError(_("Enter a number from %(low)s to %(high)s.", low=low, high=high))
        return int(given)

    return check


def _yes_no(text: str) -> bool:
    return text == "yes"


def _licences(text: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(x.upper() for x in re.split(r"[\s,;/]+", text) if x))
    if not set(found) <= LICENCES:
        raise ValueError(_("Enter categories such as B, C, CE or D."))
    return found


CHECKS: Mapping[str, Callable[[str], Any]] = {
    "postcode": _postcode,
    "max_minutes": _number(5, 240, "minutes"),
    "hours_min": _number(1, 60, "hours/week"),
    "hours_max": _number(1, 60, "hours/week"),
    "shifts": _yes_no,
    "germany": _yes_no,
    "licences": _licences,
}


def _checked(name: str, check: Callable[[str], Any], text: str, errors: dict[str, str]) -> Any:
    """The value of a field; nothing where it is empty or wrong, and then the reason is noted."""
    if not text:
        return () if name == "licences" else None
    try:
        return check(text)
    except ValueError as error:
        errors[name] = str(error)
        return () if name == "licences" else None
