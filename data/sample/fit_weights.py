"""Maintainer script: sets the points per factor on the judged sample and writes messages/weights.toml.

    python data/sample/fit_weights.py [--write]

Method: coordinate ascent in steps of one point that keep the sum at 100, maximising the mean nDCG@10 over the
judged people with a small pull towards the starting weights, so that a handful of judgements cannot push a factor
to nothing. The figure that is printed for unseen people comes from leaving each fifth of the people out in turn.
The start is the order an adviser gave: occupation, skills, commute, language, then the rest.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import mean

from matcher.case import FILES, make_ranker, read_judgements, read_people, read_vacancies
from matcher.evaluate import ndcg
from matcher.facts import read_facts_file, with_facts
from matcher.scoring import FACTORS

HERE = Path(__file__).parent
START = {
    "occupation": 34, "skills": 15, "language": 10, "commute": 13, "education": 4, "level": 4, "experience": 5,
    "hours": 5, "licences": 3, "contract": 2, "pay": 2, "kind": 3,
}  # fmt: skip
PULL = 0.0004
FOLDS = 5
Judged = Sequence[tuple[Mapping[str, float], int]]


def shares_of_judged() -> dict[str, Judged]:
    """Per person the judged vacancies that the ranking returns: share of each factor's points, and the grade."""
    ranker = make_ranker(read_vacancies(HERE / FILES[0]), date(2026, 11, 24))
    people, facts = read_people(HERE / FILES[1]), read_facts_file(HERE / FILES[2])
    result = {}
    for key, grades in read_judgements(HERE / FILES[3]).items():
        known = facts.get(key, {})
        found = ranker.rank(with_facts(people[key], known), known.get("wage_wish")).matches
        judged = [
            ({f.name: f.points / f.best for f in m.factors}, grades[m.vacancy]) for m in found if m.vacancy in grades
        ]
        if any(grade for _, grade in judged):
            result[key] = judged
    return result


def quality(weights: Mapping[str, float], people: Sequence[Judged]) -> float:
    """Mean nDCG@10 of these weights, less the pull towards the start."""
    away = sum(abs(weights[name] - START[name]) for name in START)
    return mean(person_ndcg(weights, judged) for judged in people) - PULL * away


def person_ndcg(weights: Mapping[str, float], judged: Judged) -> float:
    """nDCG@10 of one person's judged vacancies in the order of their points."""
    order = sorted(judged, key=lambda item: -sum(weights[name] * share for name, share in item[0].items()))
    return ndcg([grade for _, grade in order])


def fit(people: Sequence[Judged]) -> dict[str, float]:
    """Move one point at a time from one factor to another as long as that helps; no factor below one point."""
    weights = dict(START)
    best = quality(weights, people)
    while True:
        moves = [(a, b) for a in weights for b in weights if a != b and weights[a] > 1]
        tried = {(a, b): quality({**weights, a: weights[a] - 1, b: weights[b] + 1}, people) for a, b in moves}
        (take, give), top = max(tried.items(), key=lambda item: item[1])
        if top <= best + 1e-9:
            return {name: float(points) for name, points in weights.items()}
        best, weights = top, {**weights, take: weights[take] - 1, give: weights[give] + 1}


def unseen(people: Sequence[Judged]) -> float:
    """Mean nDCG@10 of people that the weights were not fitted on, over the folds."""
    found = []
    for fold in range(FOLDS):
        weights = fit([p for i, p in enumerate(people) if i % FOLDS != fold])
        found += [person_ndcg(weights, p) for i, p in enumerate(people) if i % FOLDS == fold]
    return mean(found)


def main() -> None:
    """Print the weights and what they give; with --write keep them."""
    people = list(shares_of_judged().values())
    weights = fit(people)
    assert set(weights) == {rule.name for rule in FACTORS}
    print(f"people {len(people)}, nDCG@10 of the returned: start {mean(person_ndcg(START, p) for p in people):.4f}, "
          f"fitted {mean(person_ndcg(weights, p) for p in people):.4f}, unseen people {unseen(people):.4f}")  # fmt: skip
    lines = [
        "# Points each factor can give; they add up to 100. Set on the judged sample by sample/fit_weights.py.",
        "[weights]",
    ]
    lines += [f"{name} = {points:g}" for name, points in weights.items()]
    print("\n".join(lines))
    if "--write" in sys.argv:
        (HERE.parent / "messages" / "weights.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
