"""Notes for one person, one vacancy and one date, from the rules of data/rules; and the questions that sharpen them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from matcher.models import Asked, Jobseeker, Match, Note, NoteText, Vacancy
from matcher.rules.amounts import AMOUNTS, LIFE, Amount
from matcher.rules.book import Book, Rule, load_book
from matcher.rules.check import outdated
from matcher.rules.compare import compare, widest
from matcher.rules.conditions import all_hold
from matcher.rules.parameters import Figures, NoFiguresError
from matcher.rules.questions import Question, ask
from matcher.rules.situation import case_of, named_facts
from matcher.rules.wage import Case, pay_basis
from matcher.rules.wording import LANGUAGES, written

__all__ = [
    "Difference",
    "Explained",
    "Question",
    "amounts_for",
    "check_rules",
    "difference_for",
    "explain",
    "notes_for",
    "pay_basis_for",
    "questions_for",
    "topics_for",
]


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a rule fired or not: `why` names the first thing that decided; `facts` are those it looked at."""

    rule: str
    fired: bool
    why: str
    facts: Mapping[str, Any]


def notes_for(
    person: Jobseeker, facts: Mapping[str, Any], match: Match, vacancy: Vacancy, asked: Asked, on: date
) -> tuple[Note, ...]:
    """The notes of a match on a date, most important for this person first."""
    return notes_from(load_book(), case_of(person, facts, on, match, vacancy, asked))


def topics_for(
    person: Jobseeker, facts: Mapping[str, Any], match: Match, vacancy: Vacancy, asked: Asked, on: date
) -> tuple[str, ...]:
    """The topic of each note of `notes_for`, in its order, without writing the notes."""
    return tuple(rule.topic for rule, _ in _fired(load_book(), case_of(person, facts, on, match, vacancy, asked)))


def notes_from(book: Book, case: Case) -> tuple[Note, ...]:
    """The notes that a book of rules gives for a case."""
    return tuple(_note(book, rule, amounts) for rule, amounts in _fired(book, case))


def _fired(book: Book, case: Case) -> list[tuple[Rule, dict[str, Any]]]:
    """The rules that hold for a case with their amounts, the heaviest first."""
    known = named_facts(case)
    fired = [(rule, amounts) for rule in book.rules if (amounts := _amounts(rule, known, case.figures)) is not None]
    return sorted(fired, key=lambda pair: -pair[0].weight)


def _amounts(rule: Rule, known: Mapping[str, Any], figures: Figures) -> dict[str, Any] | None:
    """The rule's amounts when it fires, else None; `why_not` tells the reason."""
    if not rule.valid(figures.on) or not all_hold(rule.when, known):
        return None
    found: dict[str, Any] = {}
    for amount in rule.figures:
        found[amount.name] = _quietly(amount, known, figures)
        if found[amount.name] is None:
            return None
    return found


def why_not(rule: Rule, known: Mapping[str, Any], figures: Figures) -> str:
    """The first reason why a rule does not fire; empty when it does."""
    if not rule.valid(figures.on):
        return f"holds from {rule.valid_from} to {rule.valid_to}"
    if not all_hold(rule.when, known):
        failed = next(w for w in rule.when if not w.holds(known))
        return f"{'not known' if failed.holds(known) is None else 'not so'}: {failed}"
    return _missing_amount(rule, known, figures)


def _missing_amount(rule: Rule, known: Mapping[str, Any], figures: Figures) -> str:
    for amount in rule.figures:
        try:
            if amount.of(known, figures) is None:
                missing = ", ".join(n for n in amount.needs if known.get(n) is None)
                return f"not known: {missing} (for {amount.name})"
        except NoFiguresError as error:
            return str(error)
    return ""


def _note(book: Book, rule: Rule, amounts: Mapping[str, Any]) -> Note:
    source = book.sources[rule.source]
    return Note(
        rule=rule.id,
        topic=rule.topic,
        texts={lang: _filled(book, rule, amounts, lang) for lang in LANGUAGES},
        source=source.title,
        source_date=source.date,
        checked_on=rule.checked_on,
        contact=book.contacts[rule.contact],
        certain=rule.certain,
        amounts={k: float(v) for k, v in amounts.items() if isinstance(v, int | float)},
    )


def _filled(book: Book, rule: Rule, amounts: Mapping[str, Any], lang: str) -> NoteText:
    words = {a.name: written(amounts[a.name], a.kind, lang, book.words) for a in rule.figures}
    text = rule.texts[lang]
    return NoteText(text.title.format(**words), text.body.format(**words), text.action.format(**words))


def amounts_for(
    person: Jobseeker,
    facts: Mapping[str, Any],
    match: Match,
    vacancy: Vacancy,
    asked: Asked,
    on: date,
    names: Sequence[str],
) -> dict[str, float]:
    """The named amounts (see rules.amounts) of a match on a date; one that is not known is not there."""
    case = case_of(person, facts, on, match, vacancy, asked)
    known = named_facts(case)
    found = ((name, _quietly(AMOUNTS[name], known, case.figures)) for name in names)
    return {name: float(value) for name, value in found if value is not None}


def pay_basis_for(
    person: Jobseeker, facts: Mapping[str, Any], match: Match, vacancy: Vacancy, asked: Asked, on: date
) -> str | None:
    """What the amounts of a match are reckoned from: advert, wish or minimum; None where no pay is known at all."""
    return pay_basis(case_of(person, facts, on, match, vacancy, asked))


@dataclass(frozen=True, slots=True)
class Difference:
    """What is left a month in Germany minus in the Netherlands, in whole euros as the notes name it: at least, at most.

    `unknown` are facts that would narrow it; `cause` is what makes it uncertain most of all (see compare.widest).
    """

    low: int
    high: int
    unknown: tuple[str, ...]
    cause: str


def difference_for(
    person: Jobseeker, facts: Mapping[str, Any], match: Match, vacancy: Vacancy, asked: Asked, on: date
) -> Difference | None:
    """The difference between the two jobs; None where a pay is not known or the date has no figures."""
    case = case_of(person, facts, on, match, vacancy, asked)
    known = named_facts(case)
    if any(known.get(name) is None for name in LIFE):
        return None
    try:
        found = compare(known, case.figures)
        low, high = map(round, found.difference)
        return Difference(low, high, found.missing, widest(found, known, case.figures))
    except NoFiguresError:
        return None


def _quietly(amount: Amount, known: Mapping[str, Any], figures: Figures) -> Any:
    try:
        return amount.of(known, figures)
    except NoFiguresError:
        return None


def questions_for(
    person: Jobseeker, facts: Mapping[str, Any], on: date, vacancy_asked: Asked | None = None
) -> tuple[Question, ...]:
    """At most seven questions, the one whose answer touches the most important notes first."""
    case = case_of(person, facts, on, asked=vacancy_asked)
    return ask(load_book().rules, named_facts(case), on)


def explain(
    person: Jobseeker, facts: Mapping[str, Any], match: Match, vacancy: Vacancy, asked: Asked, on: date
) -> tuple[Explained, ...]:
    """For every rule: whether it fired, why or why not, and the facts it looked at."""
    case = case_of(person, facts, on, match, vacancy, asked)
    known = named_facts(case)
    return tuple(_explained(rule, known, case.figures) for rule in load_book().rules)


def _explained(rule: Rule, known: Mapping[str, Any], figures: Figures) -> Explained:
    reason = why_not(rule, known, figures)
    because = reason or "; ".join(map(str, rule.when)) or "always"
    return Explained(rule.id, not reason, because, {n: known.get(n) for n in rule.facts()})


def check_rules(on: date) -> list[str]:
    """What needs attention: rules checked more than a year ago, rules and figures that end this year without successor."""
    return outdated(load_book(), on)
