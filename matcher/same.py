"""Finds advertisements of the same job: reposted, or by several staffing firms for one client."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scipy.sparse import csr_matrix as Csr
from sparse_dot_topn import sp_matmul_topn

from matcher.models import Match
from matcher.offers import Offers
from matcher.stock import Stock

# Cosine over concepts and words; reposts with a changed sentence stay above, different jobs of one firm below.
SAME_EMPLOYER, OTHER_EMPLOYER = 0.9, 0.86
LEAST_ALIKE = min(SAME_EMPLOYER, OTHER_EMPLOYER)


@dataclass(frozen=True, slots=True)
class Traits:
    """What tells whether two advertisements are of one job; employers (-1 unknown) and towns are numbers."""

    described: bool
    kind: int
    employer: int
    towns: frozenset[int]

    @classmethod
    def of(cls, offers: Offers) -> list[Traits]:
        """The traits of each advertisement."""
        names = ("described", "kind", "employer")
        columns = (offers.records[name].tolist() for name in names)
        return [cls(*traits) for traits in zip(*columns, offers.towns.sets(), strict=True)]


def group_same(matches: Sequence[Match], stock: Stock) -> list[Match]:
    """Matches in their order, each job once; what was left out stands in `also` of the one that is kept."""
    rows = [stock.row[m.vacancy] for m in matches]
    if not rows:
        return []
    traits = Traits.of(stock.offers.at(rows))
    found = stock.index.rows[rows]
    alike = sp_matmul_topn(found, Csr(found.T), top_n=len(rows), threshold=LEAST_ALIKE, sort=False)
    alike.sort_indices()
    others, cosines, starts = alike.indices.tolist(), alike.data.tolist(), alike.indptr.tolist()
    also: dict[int, list[str]] = {}
    for at, match in enumerate(matches):
        row = slice(starts[at], starts[at + 1])
        close = zip(others[row], cosines[row], strict=True)
        first = next((k for k, cosine in close if k in also and same_job(traits[k], traits[at], cosine)), at)
        also.setdefault(first, []).append(match.vacancy)
    return [replace(matches[k], also=tuple(found[1:])) if found[1:] else matches[k] for k, found in also.items()]


def same_job(one: Traits, other: Traits, cosine: float) -> bool:
    """Whether two advertisements are of one job: nearly the same words, and one employer or one town.

    Advertisements without a text are alike by their titles alone and are never taken for the same.
    """
    if not one.described or not other.described or one.kind != other.kind:
        return False
    if one.employer >= 0 and one.employer == other.employer:
        return cosine >= SAME_EMPLOYER
    return cosine >= OTHER_EMPLOYER and not one.towns.isdisjoint(other.towns)
