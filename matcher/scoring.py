"""Factors: each an ordered list of levels that own a condition, a share of the points and a message key.

The first level that holds decides; the points of all factors add up to the score. "Unknown" is a level of its
own, between good and bad; a condition holds for no pair where what it compares is not known (not-a-number). Nothing
here looks at sex, nationality, birth country, name, age, photo or health.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from matcher.models import Factor, VacancyKind
from matcher.offers import KINDS, NO, YES
from matcher.pair import Pair, beyond, licences_lacked, offered_hours
from matcher.pairs import Pairs
from matcher.profile import IMPLIED
from matcher.text import ungender

Holds = Callable[[Pairs], np.ndarray]


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of a factor: name (message key), share of the points, and for which pairs it holds."""

    name: str
    share: float
    holds: Holds


Params = Callable[[Pair], dict[str, str]]


@dataclass(frozen=True, slots=True)
class FactorRule:
    """A factor: its levels in order; the last one always holds."""

    name: str
    levels: tuple[Level, ...]
    params: Params

    def decide(self, pairs: Pairs) -> np.ndarray:
        """For each pair the place of the first level that holds."""
        found = np.full(len(pairs), len(self.levels) - 1, dtype=np.int8)
        for at in reversed(range(len(self.levels) - 1)):
            found[self.levels[at].holds(pairs)] = at
        return found


def _else(name: str, share: float) -> Level:
    return Level(name, share, lambda pairs: np.ones(len(pairs), dtype=bool))


def _none(_: Pair) -> dict[str, str]:
    return {}


def _occupation_params(pair: Pair) -> dict[str, str]:
    title = ungender(pair.vacancy.occupation or pair.vacancy.title)
    wished = pair.titles.nearest(pair.link)
    german = pair.titles.german.get(wished)
    return {"wished": wished, "title": title, **({"wished_de": german} if german else {})}


OCCUPATION = FactorRule(
    "occupation",
    (
        Level("same", 1.0, lambda p: p.occupation >= 0.79),
        Level("close", 0.82, lambda p: p.occupation >= 0.56),
        Level("related", 0.55, lambda p: p.occupation >= 0.42),
        Level("field", 0.3, lambda p: p.occupation >= 0.25),
        Level("open", 0.25, lambda p: p.open_to),
        Level("unknown", 0.2, lambda p: ~p.knows_occupation),
        _else("other", 0.0),
    ),
    _occupation_params,
)


# So many skills a sentence names.
NAMED = 6
# With one or two skills recognised in an advertisement, having or lacking them says less than with many.
ENOUGH_ASKED = 3


def _has_share(least: float, asked: int = 1) -> Holds:
    return lambda p: (p.share >= least) & (p.skills_asked >= asked)


def _skill_params(pair: Pair) -> dict[str, str]:
    """What is there in the person's words and in German, what is lacking in the advertisement's words and in Dutch.

    `usual` is what nobody named but the occupation mostly brings: to be asked, not to be claimed.
    """
    has = [held for _, held in pair.skills.has if held.sure > IMPLIED][:NAMED]
    usual = [held for _, held in pair.skills.has if held.sure <= IMPLIED][: max(0, NAMED - len(has))]
    lacks = pair.skills.lacks[:NAMED]
    return {
        "has": ", ".join(held.text for held in has),
        "has_de": ", ".join(held.concept.de[0] for held in has),
        "usual": ", ".join(held.text for held in usual),
        "usual_de": ", ".join(held.concept.de[0] for held in usual),
        "lacks": ", ".join(lacks),
        "lacks_nl": ", ".join(pair.skills.dutch.get(text, text) for text in lacks),
        "n_has": str(len(pair.skills.has)),
        "n_asked": str(len(pair.skills.has) + len(pair.skills.lacks)),
    }


SKILLS = FactorRule(
    "skills",
    (
        Level("all", 1.0, _has_share(0.85, ENOUGH_ASKED)),
        Level("all_of_few", 0.8, _has_share(0.85)),
        Level("most", 0.8, _has_share(0.55)),
        Level("some", 0.6, _has_share(0.25)),
        Level("few", 0.4, _has_share(0.01)),
        Level("unknown", 0.4, lambda p: ~p.knows_skills),
        Level("none_asked", 0.45, lambda p: np.isnan(p.share)),
        Level("none_of_few", 0.35, lambda p: p.skills_asked < ENOUGH_ASKED),
        _else("none", 0.1),
    ),
    _skill_params,
)


def _gap_at_most(steps: int) -> Holds:
    return lambda p: p.language_gap <= steps


def _language_params(pair: Pair) -> dict[str, str]:
    return {
        "asked": pair.asked.german.level or "",
        "has": pair.person.german.level or "",
        "assumed": "assumed" if pair.asked.german.assumed else "",
    }


LANGUAGE = FactorRule(
    "language",
    (
        Level("enough", 1.0, _gap_at_most(0)),
        Level("one_step", 0.55, _gap_at_most(1)),
        Level("two_steps", 0.2, _gap_at_most(2)),
        Level("unknown", 0.55, lambda p: np.isnan(p.language_gap)),
        _else("far", 0.0),
    ),
    _language_params,
)


def _minutes_at_most(minutes: float) -> Holds:
    return lambda p: p.minutes <= minutes


def _commute_params(pair: Pair) -> dict[str, str]:
    if pair.km is None or pair.minutes is None:
        return {"town": pair.town}
    limit = beyond(pair.person.person, pair.km, pair.minutes) if pair.over_limit else {}
    if limit and pair.wanted:
        limit = {name: value for name, value in limit.items() if name != "grade"} | {"named": pair.wanted}
    return {"km": f"{pair.km:.0f}", "minutes": f"{pair.minutes:.0f}", "town": pair.town, **limit}


COMMUTE = FactorRule(
    "commute",
    (
        Level("over_limit", 0.1, lambda p: p.over_limit),
        Level("named", 0.4, lambda p: p.wanted),
        Level("near", 1.0, _minutes_at_most(25)),
        Level("fair", 0.8, _minutes_at_most(40)),
        Level("long", 0.5, _minutes_at_most(60)),
        Level("very_long", 0.2, _minutes_at_most(90)),
        Level("unknown", 0.4, lambda p: np.isnan(p.minutes)),
        _else("too_far", 0.0),
    ),
    _commute_params,
)


def _learnt_for_other_work(pairs: Pairs) -> np.ndarray:
    """A diploma of the level that is asked, held by somebody who never worked in this field: likely of another trade."""
    other: np.ndarray = (pairs.diploma_gap <= 0) & ~pairs.no_diploma & (pairs.years == 0.0)
    return other


EDUCATION = FactorRule(
    "education",
    (
        Level("other_field", 0.45, _learnt_for_other_work),
        Level("enough", 1.0, lambda p: p.diploma_gap <= 0),
        Level("not_asked", 0.8, lambda p: ~p.diploma_asked),
        Level("open", 0.7, lambda p: p.no_diploma),
        Level("by_experience", 0.7, lambda p: p.or_experience & (p.years >= 0.5)),
        Level("unknown", 0.5, lambda p: ~p.knows_diploma),
        Level("one_below", 0.45, lambda p: p.diploma_gap <= 1),
        _else("below", 0.0),
    ),
    lambda p: {"asked": p.asked.diploma or "", "has": p.person.diploma or ""},
)


def _level_gap_is(gap: int) -> Holds:
    return lambda p: p.level_gap == gap


LEVEL = FactorRule(
    "level",
    (
        Level("same", 1.0, _level_gap_is(0)),
        Level("unknown", 0.7, lambda p: np.isnan(p.level_gap)),
        Level("open", 0.7, lambda p: (p.level_gap > 0) & p.no_diploma),
        Level("one_above", 0.5, _level_gap_is(1)),
        Level("one_below", 0.5, _level_gap_is(-1)),
        Level("above", 0.0, lambda p: p.level_gap > 0),
        _else("below", 0.1),
    ),
    _none,
)

EXPERIENCE = FactorRule(
    "experience",
    (
        Level("enough", 1.0, lambda p: p.years >= np.fmax(2.0, p.years_asked)),
        Level("some", 0.7, lambda p: p.years >= 0.5),
        Level("not_needed", 0.6, lambda p: p.changers | p.no_diploma),
        Level("unknown", 0.5, lambda p: np.isnan(p.years)),
        Level("not_asked", 0.4, lambda p: np.isnan(p.years_asked)),
        _else("none", 0.0),
    ),
    lambda p: {"years": f"{p.years or 0:.0f}", "asked": f"{p.asked.years or 0:.0f}"},
)


HOURS = FactorRule(
    "hours",
    (
        Level("shifts", 0.0, lambda p: p.shifts_refused),
        Level("fit", 1.0, lambda p: p.hours_missing == 0),
        Level("unknown", 0.6, lambda p: np.isnan(p.hours_missing)),
        Level("nearly", 0.5, lambda p: p.hours_missing <= 6),
        _else("differ", 0.0),
    ),
    lambda p: {"offer": "–".join(dict.fromkeys(f"{h:.0f}" for h in offered_hours(p) or ()))},
)


LICENCES = FactorRule(
    "licences",
    (
        Level("not_asked", 0.8, lambda p: ~p.licences_asked),
        Level("has", 1.0, lambda p: ~p.licences_missing),
        Level("unknown", 0.4, lambda p: ~p.knows_licences),
        _else("missing", 0.0),
    ),
    lambda p: {"asked": ", ".join(p.asked.licences), "missing": ", ".join(licences_lacked(p))},
)


def _not_the_contract_wished(pairs: Pairs) -> np.ndarray:
    """Whether somebody who asks for a permanent contract is offered agency work or a contract for a time."""
    other: np.ndarray = pairs.wants_permanent & (pairs.agency | (pairs.permanent == NO))
    return other


CONTRACT = FactorRule(
    "contract",
    (
        Level("permanent", 1.0, lambda p: (p.permanent == YES) & ~p.agency),
        Level("not_wished", 0.0, _not_the_contract_wished),
        Level("agency", 0.4, lambda p: p.agency),
        Level("temporary", 0.5, lambda p: p.permanent == NO),
        _else("unknown", 0.7),
    ),
    _none,
)


def _pay_params(pair: Pair) -> dict[str, str]:
    if pair.asked.pay_low is None or pair.asked.pay_high is None:
        return {}
    return {"low": f"{pair.asked.pay_low:.0f}", "high": f"{pair.asked.pay_high:.0f}"}


PAY = FactorRule(
    "pay",
    (
        Level("above", 1.0, lambda p: p.pay_ratio >= 1.0),
        Level("unknown", 0.5, lambda p: ~p.pay_named),
        Level("stated", 0.8, lambda p: np.isnan(p.pay_ratio)),
        Level("nearly", 0.5, lambda p: p.pay_ratio >= 0.9),
        _else("below", 0.0),
    ),
    _pay_params,
)


def _is_kind(kind: VacancyKind) -> Holds:
    return lambda p: p.kind == KINDS.index(kind)


KIND = FactorRule(
    "kind",
    (
        Level("job", 1.0, _is_kind(VacancyKind.JOB)),
        Level("apprenticeship", 0.7, _is_kind(VacancyKind.APPRENTICESHIP)),
        Level("internship", 0.7, _is_kind(VacancyKind.INTERNSHIP)),
        _else("other", 0.0),
    ),
    _none,
)

FACTORS: tuple[FactorRule, ...] = (
    OCCUPATION, SKILLS, LANGUAGE, COMMUTE, EDUCATION, LEVEL, EXPERIENCE, HOURS, LICENCES, CONTRACT, PAY, KIND,
)  # fmt: skip


# A score (0–100 when the weights add up to 100) and the factors that add up to it.
Scored = tuple[float, tuple[Factor, ...]]


def score(pairs: Pairs, weights: Mapping[str, float]) -> list[Scored]:
    """The score of each pair with its factors in short: what they are based on is left out (`explain` adds it)."""
    levels = np.stack([rule.decide(pairs) for rule in FACTORS], axis=1)
    best = tuple(weights[rule.name] for rule in FACTORS)
    return [_at_levels(tuple(found), best) for found in levels.tolist()]


@lru_cache(maxsize=10_000)
def _at_levels(levels: tuple[int, ...], best: tuple[float, ...]) -> Scored:
    """The factors at these levels and what they add up to; many pairs share them."""
    level_names = [rule.levels[at].name for rule, at in zip(FACTORS, levels, strict=True)]
    factors = tuple(factor_of(*one) for one in zip(names(), level_names, best, strict=True))
    return total(factors), factors


def explain(pair: Pair, factors: Sequence[Factor]) -> tuple[Factor, ...]:
    """The factors of a pair with what each is based on; done for what is shown, since it costs more than the score."""
    params = [rule.params(pair) for rule in FACTORS]
    told = zip(factors, params, strict=True)
    return tuple([Factor(f.name, f.level, f.points, f.best, p) if p else f for f, p in told])


def total(factors: Sequence[Factor]) -> float:
    """The score that factors add up to, to the hundredth of a point."""
    return round(sum(f.points for f in factors), 2)


def factor_of(name: str, level: str, best: float, params: Mapping[str, str] | None = None) -> Factor:
    """The factor at a level by name; raises KeyError when there is no such factor or level."""
    return Factor(name, level, round(best * SHARES[name][level], 2), best, params or {})


def names() -> Sequence[str]:
    """The names of all factors, in the order they are shown."""
    return [rule.name for rule in FACTORS]


SHARES: Mapping[str, Mapping[str, float]] = {r.name: {lv.name: lv.share for lv in r.levels} for r in FACTORS}
