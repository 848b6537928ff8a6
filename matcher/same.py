"""Finds advertisements of the same job: reposted, or by several staffing firms for one client."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from matcher.models import Match, Vacancy
from matcher.stock import Stock

# Cosine over concepts and words; reposts with a changed sentence stay above, different jobs of one firm below.
SAME_EMPLOYER, OTHER_EMPLOYER = 0.9, 0.86
LEAST_ALIKE = min(SAME_EMPLOYER, OTHER_EMPLOYER)


def group_same(matches: Sequence[Match], stock: Stock) -> list[Match]:
    """Matches in their order, each job once; what was left out stands in `also` of the one that is kept."""
    rows = [stock.row[m.vacancy] for m in matches]
    if not rows:
        return []
    found = stock.index.rows[rows]
    alike = (found @ found.T).toarray()
    kept: dict[int, None] = {}
    also: dict[int, list[str]] = {}
    for at, match in enumerate(matches):
        vacancy = stock.reads[rows[at]].vacancy
        close = [k for k in np.flatnonzero(alike[at, :at] >= LEAST_ALIKE).tolist() if k in kept]
        first = next((k for k in close if same_job(stock.reads[rows[k]].vacancy, vacancy, alike[k, at])), None)
        if first is None:
            kept[at] = None
        else:
            also.setdefault(first, []).append(match.vacancy)
    return [replace(matches[k], also=tuple(also.get(k, ()))) for k in kept]


def same_job(one: Vacancy, other: Vacancy, cosine: float) -> bool:
    """Whether two advertisements are of one job: nearly the same words, and one employer or one town.

    Advertisements without a text are alike by their titles alone and are never taken for the same.
    """
    if not one.description or not other.description or one.kind is not other.kind:
        return False
    if one.employer and one.employer == other.employer:
        return cosine >= SAME_EMPLOYER
    towns = {place.town for place in one.locations} & {place.town for place in other.locations}
    return bool(towns - {None}) and cosine >= OTHER_EMPLOYER
