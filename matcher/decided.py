"""What people decided, held against what the ranking showed them: nDCG, and which factors the refusals speak of."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any

from matcher.evaluate import ndcg
from matcher.models import Match
from matcher.pipeline import NOT_INTERESTED, REASONS, REFUSED, grade
from matcher.store import Store
from matcher.store.decisions import Decision

TOP = 10
ACCEPTED = 2
# A vacancy that somebody added by hand stands behind everything the ranking showed.
NOT_SHOWN = 1_000_000


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision as a graded judgement (0–3; None tells nothing of fit), with where the ranking showed the match.

    `run` is 0 and `position` NOT_SHOWN where the ranking did not show it.
    """

    person: str
    vacancy: str
    grade: int | None
    refused_for: str | None
    run: int = 0
    position: int = NOT_SHOWN
    match: Match | None = None


def judged(store: Store) -> Iterator[Judged]:
    """Every match that somebody decided about."""
    about: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for decision in store.all_decisions():
        about[decision.person, decision.vacancy].append(decision)
    for (person, vacancy), steps in about.items():
        last = steps[-1]
        reason = last.reason if last.status in (REFUSED, NOT_INTERESTED) else None
        value = grade([(d.status, d.reason) for d in steps])
        shown = store.shown(person, vacancy, steps[0].said_at)
        where = (shown.run, shown.position, shown.match) if shown else ()
        yield Judged(person, vacancy, value, reason, *where)


def evaluate_decisions(found: Sequence[Judged]) -> dict[str, Any]:
    """nDCG@10 of each list as it was shown, over the vacancies that were decided, beside a random order's.

    A list is what one person was shown in one run; one whose grades are all equal tells nothing of the order and is
    only counted.
    """
    graded = [j for j in found if j.grade is not None]
    lists = shown_lists(graded)
    tell = [grades for grades in lists if len(set(grades)) > 1]
    return {
        "decided": len(found),
        "tell_nothing_of_fit": len(found) - len(graded),
        "not_shown_by_the_ranking": sum(1 for j in graded if j.match is None),
        "grades": {str(g): n for g, n in sorted(Counter(j.grade for j in graded).items())},
        "lists": len(lists),
        "lists_that_tell_of_order": len(tell),
        "ndcg@10": round(mean(ndcg(g, TOP) for g in tell), 4) if tell else None,
        "ndcg@10_random_order": round(mean(random_ndcg(g, TOP) for g in tell), 4) if tell else None,
        "refusals": refusals(found),
        "factors": factors(found),
    }


def shown_lists(graded: Iterable[Judged]) -> list[list[int]]:
    """The grades of each person's lists in the order shown; what was not shown stands last in the newest list."""
    graded = list(graded)
    newest: dict[str, int] = {}
    for j in graded:
        newest[j.person] = max(newest.get(j.person, 0), j.run)
    lists: dict[tuple[str, int], list[Judged]] = defaultdict(list)
    for j in graded:
        lists[j.person, j.run or newest[j.person]].append(j)
    return [[j.grade or 0 for j in sorted(x, key=lambda j: (j.position, j.vacancy))] for x in lists.values()]


def random_ndcg(grades: Sequence[int], k: int) -> float:
    """The nDCG@k that a random order of these grades has on average."""
    gains = [2**g - 1 for g in grades]
    discounts = [1 / math.log2(i + 2) for i in range(min(k, len(gains)))]
    ideal = sum(g * d for g, d in zip(sorted(gains, reverse=True), discounts, strict=False))
    return mean(gains) * sum(discounts) / ideal if ideal else 1.0


def refusals(found: Iterable[Judged]) -> dict[str, int]:
    """How often each reason was given as the last word, most often first."""
    return dict(Counter(j.refused_for for j in found if j.refused_for).most_common())


def factors(found: Sequence[Judged]) -> dict[str, dict[str, Any]]:
    """Per factor that refusals speak of: how many, and the share of its points in these matches and in accepted ones.

    A share that is high where people refuse for it means that the factor does not see what they see.
    """
    refused: dict[str, list[Match | None]] = defaultdict(list)
    for j in found:
        factor = REASONS.get(j.refused_for or "")
        if factor:
            refused[factor].append(j.match)
    accepted = [j.match for j in found if j.match and (j.grade or 0) >= ACCEPTED]
    return {
        name: {
            "refusals": len(matches),
            "share_of_points_refused": share([m for m in matches if m], name),
            "share_of_points_accepted": share(accepted, name),
        }
        for name, matches in sorted(refused.items(), key=lambda x: (-len(x[1]), x[0]))
    }


def share(matches: Iterable[Match], name: str) -> float | None:
    """The mean share (0–1) of its best points that a factor gave; None where it is in no match."""
    shares = [f.points / f.best for m in matches for f in m.factors if f.name == name and f.best]
    return round(mean(shares), 3) if shares else None


def judgement_rows(found: Iterable[Judged]) -> Iterator[Mapping[str, str]]:
    """The graded decisions in the form of data/sample/judgements.csv."""
    for j in found:
        if j.grade is not None:
            factor = REASONS.get(j.refused_for or "") or ""
            yield {"jobseeker": j.person, "vacancy": j.vacancy, "grade": str(j.grade), "reason": factor}
