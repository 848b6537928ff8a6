"""The rules of data/rules as a validated book."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any

from matcher.data import read_toml, shipped
from matcher.errors import InputError
from matcher.models import NoteText
from matcher.rules.amounts import AMOUNTS, Amount, parameter_amount
from matcher.rules.conditions import When, parse_conditions
from matcher.rules.parameters import ALWAYS, Parameter, check_dates, is_day, load_parameters
from matcher.rules.situation import KNOWN_FACTS
from matcher.rules.wording import LANGUAGES

NOT_RULES = ("parameters", "sources", "contacts", "questions", "words", "professions")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
TOPICS = (
    "tax", "mortgage", "pension", "health_insurance", "social_security", "family", "benefit", "pay", "net_pay", "language",
    "diploma", "commute", "support", "training",
)  # fmt: skip
REQUIRED = ("id", "topic", "weight", "valid_from", "source", "checked_on", "certain", "contact", "when", *LANGUAGES)
OPTIONAL = ("valid_to", "figures")


@dataclass(frozen=True, slots=True)
class Rule:
    """One note as data: when it applies, on which days, and what it says; `figures` fill its placeholders."""

    id: str
    topic: str
    weight: float
    valid_from: date
    valid_to: date
    when: tuple[When, ...]
    figures: tuple[Amount, ...]
    source: str
    checked_on: date
    certain: bool
    contact: str
    texts: Mapping[str, NoteText]

    def valid(self, on: date) -> bool:
        """Whether the rule holds on a date; its first and last day included."""
        return self.valid_from <= on <= self.valid_to

    def facts(self) -> tuple[str, ...]:
        """The facts it looks at, in its conditions and its figures."""
        names = [n for w in self.when for n in w.names()] + [n for a in self.figures for n in a.needs]
        return tuple(dict.fromkeys(names))


@dataclass(frozen=True, slots=True)
class Source:
    """The text a rule is based on."""

    title: str
    date: date


@dataclass(frozen=True, slots=True)
class Book:
    """All rules with their sources, contacts and words."""

    rules: tuple[Rule, ...]
    sources: Mapping[str, Source]
    contacts: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]
    parameters: Mapping[str, Parameter]


@lru_cache(maxsize=1)
def load_book() -> Book:
    """The shipped rules, validated; raises InputError that names file, rule and field."""
    files = sorted(f.name for f in shipped("rules").iterdir() if f.name.endswith(".toml"))
    raw = {name: read_toml("rules", name) for name in files if not name.startswith(NOT_RULES)}
    sources, contacts, words = (read_toml("rules", f"{name}.toml") for name in ("sources", "contacts", "words"))
    return make_book(raw, sources, contacts, words, load_parameters())


def make_book(
    raw: Mapping[str, Mapping[str, Any]],
    sources: Mapping[str, Any],
    contacts: Mapping[str, str],
    words: Mapping[str, Any],
    parameters: Mapping[str, Parameter],
) -> Book:
    """A book from parsed TOML by file name; raises InputError at the first thing that is wrong."""
    known = {key: _source(key, body) for key, body in sources.items()}
    rules = tuple(
        parse_rule(body, name, known, contacts, parameters) for name, file in raw.items() for body in _rules(file, name)
    )
    check_periods(rules)
    return Book(rules, known, contacts, words, parameters)


def _source(key: str, body: Mapping[str, Any]) -> Source:
    if not body.get("title") or not isinstance(body.get("date"), date):
        raise InputError(f"sources.toml, source {key}", "date", "expected a title and a date")
    return Source(body["title"], body["date"])


def _rules(file: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    if set(file) != {"rule"} or not isinstance(file["rule"], list):
        raise InputError(name, "rule", "expected only [[rule]] tables")
    yield from file["rule"]


def parse_rule(
    body: Mapping[str, Any],
    name: str,
    sources: Mapping[str, Source],
    contacts: Mapping[str, str],
    parameters: Mapping[str, Parameter],
) -> Rule:
    """One rule with everything it names checked; raises InputError."""
    where = f"{name}, rule {body.get('id', '?')}"
    _check_fields(body, where)
    for field, table in (("source", sources), ("contact", contacts)):
        if body[field] not in table:
            raise InputError(where, field, f"expected one of {field}s.toml, not {body[field]!r}")
    rule = Rule(
        id=body["id"],
        topic=body["topic"],
        weight=float(body["weight"]),
        valid_from=body["valid_from"],
        valid_to=body.get("valid_to", ALWAYS),
        when=parse_conditions(body["when"], where),
        figures=tuple(_figure(key, where, parameters) for key in body.get("figures", ())),
        source=body["source"],
        checked_on=body["checked_on"],
        certain=body["certain"],
        contact=body["contact"],
        texts={lang: _text(body[lang], lang, where) for lang in LANGUAGES},
    )
    _check_names(rule, where)
    return rule


def _check_fields(body: Mapping[str, Any], where: str) -> None:
    for field in REQUIRED:
        if field not in body or body[field] == "":
            raise InputError(where, field, "expected a value")
    if body["topic"] not in TOPICS:
        raise InputError(where, "topic", f"expected one of {', '.join(TOPICS)}")
    unknown = sorted(set(body) - set(REQUIRED) - set(OPTIONAL))
    if unknown:
        raise InputError(where, unknown[0], "is not a field of a rule")
    for field in ("valid_from", "checked_on", *(["valid_to"] if "valid_to" in body else [])):
        if not is_day(body[field]):
            raise InputError(where, field, "expected a date")
    if not isinstance(body["weight"], int | float):
        raise InputError(where, "weight", "expected a number")
    if not isinstance(body["certain"], bool):
        raise InputError(where, "certain", "expected true or false")


def _figure(key: str, where: str, parameters: Mapping[str, Parameter]) -> Amount:
    if key in AMOUNTS:
        return AMOUNTS[key]
    if key in parameters:
        return parameter_amount(parameters[key])
    raise InputError(where, "figures", f"{key!r} is neither a parameter nor a calculator")


def _text(raw: Any, lang: str, where: str) -> NoteText:
    if not isinstance(raw, Mapping) or not raw.get("title") or not raw.get("body"):
        raise InputError(where, lang, "expected a title and a body")
    return NoteText(raw["title"].strip(), raw["body"].strip(), raw.get("action", "").strip())


def _check_names(rule: Rule, where: str) -> None:
    """Every fact known, every placeholder filled, every figure used, in each language."""
    for fact in rule.facts():
        if fact not in KNOWN_FACTS:
            raise InputError(where, "when", f"{fact!r} is not a known fact")
    given = {a.name for a in rule.figures}
    for lang, text in rule.texts.items():
        used = set(PLACEHOLDER.findall(f"{text.title} {text.body} {text.action}"))
        if used - given:
            raise InputError(where, lang, f"placeholder {{{min(used - given)}}} has no figure")
        if given - used:
            raise InputError(where, lang, f"figure {min(given - used)} is not used")


def check_periods(rules: Sequence[Rule]) -> None:
    """Rules of one id follow each other without gap or overlap; raises InputError."""
    ordered = sorted(rules, key=lambda r: r.id)
    for key, group in groupby(ordered, key=lambda r: r.id):
        check_dates([(r.valid_from, r.valid_to) for r in group], f"rule {key}")
