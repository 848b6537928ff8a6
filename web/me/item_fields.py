"""The small forms in which people say what stands in their profile: for each part the fields, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from matcher.models import Cefr, Diploma
from web import labels
from web.forms import Field
from web.i18n import _

# Category by category as they stand on the licence; each is one of matcher.sources.profile_fields.LICENCES.
LICENCES = "AM A1 A2 A B B+ BE C1 C1E C CE D1 D1E D DE T".split()
# What people who look for work here speak; German is asked with the wishes.
SPOKEN = "nl en fr fy es it pt pl ro bg hr sr cs sk hu lt lv el uk ru tr ar ku fa ps so ti am sw ur hi ta zh vi th id".split()


def fields(part: str, given: Mapping[str, str], errors: Mapping[str, str], new: bool) -> tuple[Field, ...]:
    """The fields for an item, filled with what is known or was typed, with what was wrong; a new one is asked whole."""
    asked = (x for x in ASKED[part]() if new or x.name != "code")
    return tuple(replace(x, value=given.get(x.name, ""), error=errors.get(x.name, "")) for x in asked)


def _job() -> tuple[Field, ...]:
    return (
        Field("title", _("What work did you do?"), "text", hint=_("For example: cook, lorry driver, care worker.")),
        Field("first", _("From which year?"), "number", hint=_("May stay empty.")),
        Field("last", _("Until which year?"), "number", hint=_("Leave this empty if you still work here.")),
        Field("goes_on", _("I still work here"), "checkbox"),
        Field("description", _("What did you do there?"), "textarea", hint=_("May stay empty.")),
    )


def _study() -> tuple[Field, ...]:
    return (
        Field("name", _("What did you learn?"), "text", hint=_("For example: nursing, carpentry, bookkeeping.")),
        Field("level", _("Level"), "select", choices=(_unknown(), *_levels())),
        Field("completed", _("Did you get the diploma?"), "radio", choices=(*_yes_no(), _unknown())),
        Field("year", _("Until which year?"), "number", hint=_("May stay empty.")),
    )


def _course() -> tuple[Field, ...]:
    return (
        Field("name", _("Which course or certificate?"), "text", hint=_("For example: VCA, first aid, forklift.")),
        Field("expires", _("Until which day is it valid?"), "date", hint=_("May stay empty.")),
    )


def _language() -> tuple[Field, ...]:
    """Long choices are all shown at once, since a closed list cuts them off on a narrow screen."""
    names = sorted((labels.language(code), code) for code in SPOKEN)
    levels = ((level.value, labels.german(level)) for level in Cefr)
    return (
        Field("code", _("Which language?"), "select", choices=(_choose(), *((code, name) for name, code in names))),
        Field("level", _("How well do you speak it?"), "radio", choices=(*levels, _unknown())),
    )


def _wish() -> tuple[Field, ...]:
    hint = _("For example: cook, lorry driver, care worker.")
    return (Field("title", _("What work do you want to do?"), "text", hint=hint),)


def _licence() -> tuple[Field, ...]:
    choices = (_choose(), *((x, x) for x in LICENCES))
    return (Field("licences", _("Which driving licence do you have?"), "select", choices=choices),)


def _words() -> tuple[Field, ...]:
    hint = _("For example what you are good at and what you like to do. Leave out your name and address.")
    return (Field("presentation", _("What do you want to tell about yourself?"), "textarea", hint=hint),)


def _yes_no() -> tuple[tuple[str, str], ...]:
    return (("yes", _("Yes")), ("no", _("No")))


def _unknown() -> tuple[str, str]:
    return ("", _("I do not know, or do not want to say"))


def _choose() -> tuple[str, str]:
    return ("", _("Choose an answer"))


def _levels() -> tuple[tuple[str, str], ...]:
    return tuple((level.value, labels.diploma(level)) for level in Diploma)


ASKED: Mapping[str, Callable[[], tuple[Field, ...]]] = {
    "experience": _job,
    "education": _study,
    "courses": _course,
    "licences": _licence,
    "occupations": _wish,
    "languages": _language,
    "presentation": _words,
    "skills": lambda: (Field("skills", _("What can you do?"), "text"),),
    "interests": lambda: (Field("interests", _("What do you like to do?"), "text"),),
    "level": lambda: (Field("level", _("What is your highest level?"), "select", choices=(_choose(), *_levels())),),
    "permanent": lambda: (Field("permanent", _("Do you want a permanent contract?"), "radio", choices=_yes_no()),),
    "learning": lambda: (Field("learning", _("Do you want to learn at work?"), "radio", choices=_yes_no()),),
    "available_from": lambda: (Field("available_from", _("From which day can you work?"), "date"),),
    "available_until": lambda: (Field("available_until", _("Until which day can you work?"), "date"),),
}
