"""Evaluates the ranking on a case: a folder with vacancies, jobseekers, facts and graded judgements."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from statistics import mean
from typing import Any

from matcher import jobs
from matcher.bridge import Bridge
from matcher.errors import InputError
from matcher.evaluate import ndcg, recall
from matcher.facts import read_facts_file, with_facts
from matcher.geo import Places
from matcher.models import Jobseeker, Rejected, Vacancy
from matcher.profile import Reader
from matcher.profiles import read_profiles
from matcher.ranking import KEEP, Ranker, Wish
from matcher.sources.jobsuche import combine, parse, read_recorded
from matcher.stock import Stock

RELEVANT = 2
FILES = ("vacancies.jsonl", "jobseekers.json", "facts.csv", "judgements.csv")


def evaluate_case(folder: Path, on: date) -> dict[str, Any]:
    """nDCG@10 over each person's judged vacancies and recall@50 of the relevant (grade ≥ 2) in the whole stock.

    The order is that of the matches, then of those outside the person's own limits; a judged vacancy that the
    ranking does not return at all counts at the end; a person for whom nothing is relevant
    tells nothing about the order and is only counted. Raises InputError when a file is
    missing or a line cannot be used.
    """
    for name in FILES:
        if not (folder / name).exists():
            raise InputError(str(folder / name), "", "expected this file in the case")
    vacancies, people = read_vacancies(folder / FILES[0]), read_people(folder / FILES[1])
    facts, judgements = read_facts_file(folder / FILES[2]), read_judgements(folder / FILES[3])
    unknown = sorted(set(judgements) - set(people))
    if unknown:
        raise InputError(str(folder / FILES[3]), "jobseeker", f"{unknown[0]} is not in {FILES[1]}")
    ranker = make_ranker(vacancies, on)
    tell = {key: grades for key, grades in judgements.items() if any(grades.values())}
    figures = {key: _person_figures(ranker, people[key], facts.get(key, {}), grades) for key, grades in tell.items()}
    return {
        "people": len(figures),
        "people_without_any_relevant": len(judgements) - len(tell),
        "vacancies": len(vacancies),
        "judgements": sum(len(g) for g in judgements.values()),
        "ndcg@10": round(mean(f["ndcg@10"] for f in figures.values()), 4),
        "recall@50": round(mean(f["recall@50"] for f in figures.values()), 4),
        "by_person": figures,
    }


def make_ranker(vacancies: list[Vacancy], on: date) -> Ranker:
    """A ranker over these vacancies with the shipped lexicon and weights."""
    bridge, places = Bridge.load(), Places.load()
    stock = Stock.of(vacancies, bridge, places, jobs.german_levels())
    return Ranker(bridge, Reader.of(bridge), places, stock, jobs.default_weights(), on)


def _person_figures(
    ranker: Ranker, person: Jobseeker, facts: Mapping[str, Any], grades: Mapping[str, int]
) -> dict[str, float]:
    wish = Wish(with_facts(person, facts), facts.get("wage_wish"))
    (found,) = ranker.rank_all([wish])
    ranked = [ref for m in (*found.matches, *ranker.beyond(wish, KEEP)) for ref in (m.vacancy, *m.also)]
    judged = [ref for ref in ranked if ref in grades]
    order = judged + sorted(set(grades) - set(judged))
    return {
        "ndcg@10": round(ndcg([grades[ref] for ref in order]), 4),
        "recall@50": round(recall(ranked, {ref for ref, g in grades.items() if g >= RELEVANT}), 4),
    }


def read_vacancies(path: Path) -> list[Vacancy]:
    """The vacancies of a case, in the API's own shape; raises InputError at the first that cannot be used."""
    parsed = []
    for record in read_recorded(path):
        if isinstance(record, Rejected):
            raise InputError(record.where, record.field, record.reason)
        parsed.append(parse(dict(record.body), record.where))
    return list(combine(parsed).values())


def read_people(path: Path) -> dict[str, Jobseeker]:
    """The jobseekers of a case by key."""
    records, to_profile = read_profiles(path, "vum")
    result = {}
    for record in records:
        if isinstance(record, Rejected):
            raise InputError(record.where, record.field, record.reason)
        person = to_profile(record).jobseeker
        result[person.key] = person
    return result


def read_judgements(path: Path) -> dict[str, dict[str, int]]:
    """Grades (0–3) by jobseeker and vacancy, from CSV with jobseeker, vacancy, grade, reason."""
    result: dict[str, dict[str, int]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for line, row in enumerate(csv.DictReader(lines), start=2):
            if row.get("grade") not in {"0", "1", "2", "3"}:
                raise InputError(f"{path.name}:{line}", "grade", "expected 0, 1, 2 or 3")
            result.setdefault(row["jobseeker"], {})[row["vacancy"]] = int(row["grade"])
    return result
