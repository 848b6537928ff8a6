"""What counts more or less for one person: wishes per factor, the weights they give, and stored matches re-scored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from matcher import scoring
from matcher.errors import InputError
from matcher.models import Match
from matcher.ranking import in_order

# How an adviser says it, and by how much the shipped weight is multiplied before all are brought back to 100.
SCALE: Mapping[str, float] = {"less": 0.4, "normal": 1.0, "more": 2.0, "much_more": 4.0}
NORMAL = "normal"
# Whether a job is a job is not a matter of taste.
CHOOSABLE: tuple[str, ...] = tuple(name for name in scoring.names() if name != "kind")


def check_wishes(wishes: Mapping[str, str], where: str) -> dict[str, str]:
    """Wishes (factor -> less, normal, more or much_more) as they can be stored; raises InputError naming the factor."""
    for factor, wish in wishes.items():
        if factor not in CHOOSABLE:
            raise InputError(where, factor, f"expected a factor: {', '.join(CHOOSABLE)}")
        if wish not in SCALE:
            raise InputError(where, factor, f"expected one of {', '.join(SCALE)}")
    return dict(wishes)


def weights_for(base: Mapping[str, float], wishes: Mapping[str, str]) -> dict[str, float]:
    """The shipped weights bent by a person's wishes; they add up to 100 again. No wishes give the weights unchanged."""
    if not any(wish != NORMAL for wish in wishes.values()):
        return dict(base)
    bent = {name: points * SCALE[wishes.get(name, NORMAL)] for name, points in base.items()}
    return shared_out(bent)


TENTHS = 1000


def shared_out(shares: Mapping[str, float], parts: int = TENTHS) -> dict[str, float]:
    """100 points shared out in whole tenths by the largest remainders (Hamilton), so that they add up exactly."""
    exact = {name: parts * share / sum(shares.values()) for name, share in shares.items()}
    whole = {name: int(share) for name, share in exact.items()}
    left = parts - sum(whole.values())
    for name in sorted(exact, key=lambda n: (whole[n] - exact[n], n))[:left]:
        whole[name] += 1
    return {name: 100 * count / parts for name, count in whole.items()}


def rescore(match: Match, weights: Mapping[str, float]) -> Match:
    """A match with other weights: the levels that held stay, so the result is that of ranking the pair anew."""
    factors = tuple(scoring.factor_of(f.name, f.level, weights[f.name], f.params) for f in match.factors)
    return replace(match, factors=factors, score=scoring.total(factors))


def rerank(matches: Iterable[Match], weights: Mapping[str, float]) -> list[Match]:
    """A person's matches in the order that other weights give.

    The same as ranking these candidates anew; a vacancy that is not among them returns with the next matching only.
    """
    return in_order(rescore(match, weights) for match in matches)
