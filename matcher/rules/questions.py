"""Which unknown facts would change the notes most, and how they are asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from matcher.data import read_toml
from matcher.errors import InputError
from matcher.facts import FACTS
from matcher.rules.book import Rule
from matcher.rules.conditions import KNOWING, Condition, When, all_hold, parse_conditions
from matcher.rules.situation import declared_behind
from matcher.rules.wording import LANGUAGES

MOST = 7
# A fact that only moves an amount changes a note less than one that decides whether it is shown.
AMOUNT_ONLY = 0.3
# Asked before all others, because every job is compared by it; and after them, because it concerns few jobs.
FIRST, LAST = ("current_wage",), ("home_office_days",)


@dataclass(frozen=True, slots=True)
class Question:
    """A question about one declared fact: how to ask it and why, by language; asked once `after` holds."""

    fact: str
    texts: Mapping[str, str]
    why: Mapping[str, str]
    after: tuple[When, ...] = ()


@lru_cache(maxsize=1)
def load_questions() -> dict[str, Question]:
    """The shipped questions by fact; raises InputError."""
    return parse_questions(read_toml("rules", "questions.toml"))


def parse_questions(raw: Mapping[str, Any], where: str = "questions.toml") -> dict[str, Question]:
    """Questions from parsed TOML, each about a declared fact and in every language; raises InputError."""
    for fact, body in raw.items():
        if fact not in FACTS:
            raise InputError(f"{where}, question {fact}", "", "expected a declared fact")
        for lang in LANGUAGES:
            if not body.get(lang) or not body.get(f"why_{lang}"):
                raise InputError(f"{where}, question {fact}", lang, "expected the question and why_" + lang)
    return {fact: _question(fact, body, where) for fact, body in raw.items()}


def _question(fact: str, body: Mapping[str, Any], where: str) -> Question:
    texts, why = {x: body[x] for x in LANGUAGES}, {x: body[f"why_{x}"] for x in LANGUAGES}
    after = parse_conditions(body.get("after", []), f"{where}, question {fact}")
    for name in (n for when in after for n in when.names()):
        if name not in FACTS:
            raise InputError(f"{where}, question {fact}", "after", f"{name!r} is not a declared fact")
    return Question(fact, texts, why, after)


def open_facts(rules: Iterable[Rule], known: Mapping[str, Any], on: date) -> list[str]:
    """Unknown declared facts, those that touch the heaviest still possible rules first."""
    weight: dict[str, float] = {}
    for rule in rules:
        if rule.valid(on) and not any(_ruled_out(w, known) for w in rule.when):
            for fact, share in _unknown_behind(rule, known).items():
                weight[fact] = weight.get(fact, 0.0) + share * rule.weight
    return sorted(weight, key=lambda fact: (-weight[fact], fact))


def _ruled_out(when: When, known: Mapping[str, Any]) -> bool:
    """Whether no answer can make the condition hold: what asks for an unknown fact may be answered either way."""
    if isinstance(when, Condition) and when.op in KNOWING:
        return when.op == "unknown" and when.fact in known
    return when.holds(known) is False


def _unknown_behind(rule: Rule, known: Mapping[str, Any]) -> dict[str, float]:
    """Unknown declared facts behind a rule: 1 where one decides whether it applies, less where it only moves amounts."""
    deciding = {name for w in rule.when for name in w.names()}
    shares: dict[str, float] = {}
    for name in rule.facts():
        for fact in declared_behind(name) if name not in known else ():
            if fact not in known and not _overruled(fact, known):
                shares[fact] = max(shares.get(fact, 0.0), 1.0 if name in deciding else AMOUNT_ONLY)
    return shares


def _overruled(fact: str, known: Mapping[str, Any]) -> bool:
    """Whether an answer would not be used: a wish says nothing where the advertisement names the pay."""
    return fact == "wage_wish" and known.get("pay_basis") == "advert"


def ask(rules: Iterable[Rule], known: Mapping[str, Any], on: date) -> tuple[Question, ...]:
    """At most seven questions that make sense now: the pay of now, then those that change most."""
    questions = load_questions()
    wanted = (questions[fact] for fact in sorted(open_facts(rules, known, on), key=_turn) if fact in questions)
    return tuple(q for q in wanted if all_hold(q.after, known))[:MOST]


def _turn(fact: str) -> int:
    return -1 if fact in FIRST else 1 if fact in LAST else 0
