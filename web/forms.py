"""Form fields as data: made from the declared facts and lists, read back with an error for each field."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from matcher.errors import InputError
from matcher.facts import FACTS, FactType, check_fact, read_number
from matcher.pipeline import next_steps
from web import i18n, labels
from web.i18n import _


@dataclass(frozen=True, slots=True)
class Field:
    """A field: kind is select, radio, checkbox, number, text, textarea, date, email, password or file.

    Choices are (value, label); `autocomplete` is the token of HTML.
    """

    name: str
    label: str
    kind: str
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    error: str = ""
    autocomplete: str = "off"


def with_choices(field: Field, label: str, choices: tuple[tuple[str, str], ...]) -> Field:
    """The same field with another label and other choices."""
    return replace(field, label=label, choices=choices)


def with_error(field: Field, error: str) -> Field:
    """The same field with what is wrong with it."""
    return replace(field, error=error)


def fact_field(fact: FactType, given: Any, error: str = "") -> Field:
    """The field for one fact, filled with what is known (or with what was typed)."""
    label, hint = labels.fact_label(fact.name), labels.unit(fact.unit)
    if fact.kind == "yes_no":
        choices = (("yes", _("Yes")), ("no", _("No")), ("", _("Not known")))
        return Field(fact.name, label, "radio", _yes_no(given), choices, hint, error)
    if fact.kind == "choice":
        options = ((c, labels.choice(fact.name, c)) for c in fact.choices)
        return Field(fact.name, label, "select", str(given or ""), (("", _("Not known")), *options), hint, error)
    value = f"{given:g}" if isinstance(given, (int, float)) else str(given or "")
    return Field(fact.name, label, "number", value, (), hint, error)


def _yes_no(value: Any) -> str:
    return {True: "yes", False: "no"}.get(value, str(value or "")) if isinstance(value, bool) else str(value or "")


def read_facts(form: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Values by fact (None takes a fact away) and errors by fact; only facts that the form holds."""
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for fact in FACTS.values():
        if fact.name not in form:
            continue
        try:
            values[fact.name] = check_fact(fact.name, form[fact.name].strip())
        except InputError:
            errors[fact.name] = _expected(fact, form[fact.name])
    return values, errors


@dataclass(frozen=True, slots=True)
class Answers:
    """What a form of facts changes, what is wrong with it, and what it shows when it comes back."""

    changed: Mapping[str, Any]
    errors: Mapping[str, str]
    given: Mapping[str, Any]


def read_answers(form: Mapping[str, str], known: Mapping[str, Any]) -> Answers:
    """What a form of facts says beside what is known now; a fact that somebody changed meanwhile is an error."""
    values, errors = read_facts(form)
    changed, meanwhile = _changed(form, values, known)
    return Answers(changed, {**meanwhile, **errors}, {**known, **changed, **{name: form[name] for name in errors}})


def _changed(
    form: Mapping[str, str], values: Mapping[str, Any], known: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, str]]:
    """The changes, and an error for each fact that somebody changed otherwise since the form was opened.

    `was` is what the form was filled with (`as_was`); a form that does not say it changes all that it holds.
    """
    try:
        was = json.loads(form["was"])
    except (KeyError, ValueError):
        return dict(values), {}
    changed = {name: value for name, value in values.items() if value != was.get(name)}
    meanwhile = (name for name, value in changed.items() if known.get(name) not in (was.get(name), value))
    return changed, {name: _meanwhile(FACTS[name], known.get(name)) for name in meanwhile}


def as_was(known: Mapping[str, Any]) -> str:
    """What is known when a form is opened, as the form carries it along."""
    return json.dumps({name: known[name] for name in FACTS if name in known})


def _meanwhile(fact: FactType, value: Any) -> str:
    now = _("Not known") if value is None else labels.fact_value(fact.name, fact.kind, value, fact.unit)
    return _("Somebody changed this meanwhile to: %(now)s. Save again if yours holds.", now=now)


def _expected(fact: FactType, given: str) -> str:
    if fact.name == "postcode":
        return _("Type your postcode, for example 7824.")
    if fact.money:
        return _expected_amount(fact, read_number(given, fact))
    if fact.kind == "number":
        return _("Enter a number from %(low)s to %(high)s.", low=f"{fact.low:g}", high=f"{fact.high:g}")
    return _("Choose one of the answers.")


def _expected_amount(fact: FactType, given: float | None) -> str:
    """A wage of a year where that of a month is asked is told so; anything else is not an amount."""
    if given is not None and given > fact.high:
        return _(
            "Fill in the amount in %(unit)s, at most %(high)s.",
            unit=labels.unit(fact.unit),
            high=i18n.number(fact.high),
        )
    return _("Fill in the amount only, for example %(example)s.", example="16500" if "year" in fact.unit else "2650")


def fact_groups(
    given: Mapping[str, Any], errors: Mapping[str, str], names: Iterable[str] = FACTS
) -> dict[str, tuple[Field, ...]]:
    """Facts (all, or these) as fields, in groups."""
    groups: dict[str, list[Field]] = {}
    for name in sorted(names, key=labels.fact_order):
        field = fact_field(FACTS[name], given.get(name), errors.get(name, ""))
        groups.setdefault(labels.fact_group(name), []).append(field)
    return {heading: tuple(fields) for heading, fields in groups.items()}


def status_field(current: str, chosen: str = "", error: str = "") -> Field:
    """The steps that may follow the one where a match stands, for advisers."""
    steps = next_steps(current)
    choices = (("", _("Choose a step")), *((name, labels.status(name)) for name in steps))
    return Field("status", _("Next step"), "select", chosen if chosen in steps else "", choices, error=error)


def day_field(value: str, error: str = "") -> Field:
    """On which day a step was taken."""
    return Field("day", _("On which day?"), "date", value, hint=_("Empty means today."), error=error)


def reason_field(names: tuple[str, ...], label: str, error: str = "", chosen: str = "") -> Field:
    """Why a match is refused, from a list."""
    choices = (("", _("Choose a reason")), *((name, labels.reason(name)) for name in names))
    return Field("reason", label, "select", chosen, choices, error=error)


def adviser_field(users: tuple[str, ...], chosen: str | None) -> Field:
    """Who works with a person."""
    return Field("adviser", _("Adviser"), "select", chosen or "", (("", _("Nobody")), *((u, u) for u in users)))
