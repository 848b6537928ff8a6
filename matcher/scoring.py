"""Factors: each an ordered list of levels that own a condition, a share of the points and a message key.

The first level that holds decides; the points of all factors add up to the score. "Unknown" is a level of its
own, between good and bad. Nothing here looks at sex, nationality, birth country, name, age, photo or health.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from matcher.models import Factor, VacancyKind
from matcher.pair import (
    Pair,
    diploma_gap,
    hours_missing,
    language_gap,
    level_gap,
    missing_licences,
    offered_hours,
    open_to,
    pay_ratio,
    years_in_field,
)
from matcher.text import ungender


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of a factor: name (message key), share of the points, and when it holds."""

    name: str
    share: float
    holds: Callable[[Pair], bool]


Params = Callable[[Pair], dict[str, str]]


@dataclass(frozen=True, slots=True)
class FactorRule:
    """A factor: its levels in order; the last one always holds."""

    name: str
    levels: tuple[Level, ...]
    params: Params

    def apply(self, pair: Pair, best: float) -> Factor:
        """The first level that holds, with its points; what it is based on is left out (`explain` adds it)."""
        for level in self.levels:
            if level.holds(pair):
                break
        return _plain_factor(self.name, level.name, level.share, best)


@lru_cache(maxsize=10_000)
def _plain_factor(name: str, level: str, share: float, best: float) -> Factor:
    """A factor at a level; many pairs share it."""
    return Factor(name, level, round(best * share, 2), best)


def _else(name: str, share: float) -> Level:
    return Level(name, share, lambda _: True)


def _none(_: Pair) -> dict[str, str]:
    return {}


def _occupation_params(pair: Pair) -> dict[str, str]:
    title = ungender(pair.vacancy.occupation or pair.vacancy.title)
    return {"wished": pair.titles.nearest(pair.link), "title": title}


OCCUPATION = FactorRule(
    "occupation",
    (
        Level("same", 1.0, lambda p: p.occupation >= 0.79),
        Level("close", 0.82, lambda p: p.occupation >= 0.56),
        Level("related", 0.55, lambda p: p.occupation >= 0.42),
        Level("field", 0.3, lambda p: p.occupation >= 0.25),
        Level("open", 0.25, open_to),
        Level("unknown", 0.2, lambda p: not p.person.occupations),
        _else("other", 0.0),
    ),
    _occupation_params,
)


# With one or two skills recognised in an advertisement, having or lacking them says less than with many.
ENOUGH_ASKED = 3


def _has_share(least: float, asked: int = 1) -> Callable[[Pair], bool]:
    def holds(pair: Pair) -> bool:
        share = pair.skills.share
        return share is not None and share >= least and pair.skills.asked >= asked

    return holds


def _skill_params(pair: Pair) -> dict[str, str]:
    """What is there in the person's words and in German, what is lacking in the advertisement's words and in Dutch."""
    has, lacks = [held for _, held in pair.skills.has[:6]], pair.skills.lacks[:6]
    return {
        "has": ", ".join(held.text for held in has),
        "has_de": ", ".join(held.concept.de[0] for held in has),
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
        Level("unknown", 0.4, lambda p: not p.person.skills),
        Level("none_asked", 0.45, lambda p: p.skills.share is None),
        Level("none_of_few", 0.35, lambda p: p.skills.asked < ENOUGH_ASKED),
        _else("none", 0.1),
    ),
    _skill_params,
)


def _gap_at_most(steps: int) -> Callable[[Pair], bool]:
    def holds(pair: Pair) -> bool:
        gap = language_gap(pair)
        return gap is not None and gap <= steps

    return holds


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
        Level("unknown", 0.55, lambda p: language_gap(p) is None),
        _else("far", 0.0),
    ),
    _language_params,
)


def _minutes_at_most(minutes: float) -> Callable[[Pair], bool]:
    return lambda p: p.minutes is not None and p.minutes <= minutes


def _commute_params(pair: Pair) -> dict[str, str]:
    town = next((x.town for x in pair.vacancy.locations if x.town), "")
    if pair.km is None or pair.minutes is None:
        return {"town": town}
    return {"km": f"{pair.km:.0f}", "minutes": f"{pair.minutes:.0f}", "town": town}


COMMUTE = FactorRule(
    "commute",
    (
        Level("over_limit", 0.1, lambda p: p.over_limit),
        Level("near", 1.0, _minutes_at_most(25)),
        Level("fair", 0.8, _minutes_at_most(40)),
        Level("long", 0.5, _minutes_at_most(60)),
        Level("very_long", 0.2, _minutes_at_most(90)),
        Level("unknown", 0.4, lambda p: p.minutes is None),
        _else("too_far", 0.0),
    ),
    _commute_params,
)


def _learnt_for_other_work(pair: Pair) -> bool:
    """A diploma of the level that is asked, held by somebody who never worked in this field: likely of another trade."""
    gap = diploma_gap(pair)
    return gap is not None and gap <= 0 and not pair.asked.no_diploma and years_in_field(pair) == 0.0


EDUCATION = FactorRule(
    "education",
    (
        Level("other_field", 0.45, _learnt_for_other_work),
        Level("enough", 1.0, lambda p: (gap := diploma_gap(p)) is not None and gap <= 0),
        Level("not_asked", 0.8, lambda p: p.asked.diploma is None),
        Level("open", 0.7, lambda p: p.asked.no_diploma),
        Level("unknown", 0.5, lambda p: p.person.diploma is None),
        Level("one_below", 0.45, lambda p: (gap := diploma_gap(p)) is not None and gap <= 1),
        _else("below", 0.0),
    ),
    lambda p: {"asked": p.asked.diploma or "", "has": p.person.diploma or ""},
)


def _years_at_least(least: Callable[[Pair], float]) -> Callable[[Pair], bool]:
    def holds(pair: Pair) -> bool:
        years = years_in_field(pair)
        return years is not None and years >= least(pair)

    return holds


def _level_gap_is(*gaps: int) -> Callable[[Pair], bool]:
    return lambda p: level_gap(p) in gaps


LEVEL = FactorRule(
    "level",
    (
        Level("same", 1.0, _level_gap_is(0)),
        Level("unknown", 0.7, lambda p: level_gap(p) is None),
        Level("open", 0.7, lambda p: (level_gap(p) or 0) > 0 and p.asked.no_diploma),
        Level("one_above", 0.5, _level_gap_is(1)),
        Level("one_below", 0.5, _level_gap_is(-1)),
        Level("above", 0.0, lambda p: (level_gap(p) or 0) > 0),
        _else("below", 0.1),
    ),
    _none,
)

EXPERIENCE = FactorRule(
    "experience",
    (
        Level("enough", 1.0, _years_at_least(lambda p: max(2.0, p.asked.years or 0.0))),
        Level("some", 0.7, _years_at_least(lambda p: 0.5)),
        Level("not_needed", 0.6, lambda p: p.asked.career_changers is True or p.asked.no_diploma),
        Level("unknown", 0.5, lambda p: years_in_field(p) is None),
        Level("not_asked", 0.4, lambda p: p.asked.years is None),
        _else("none", 0.0),
    ),
    lambda p: {"years": f"{years_in_field(p) or 0:.0f}", "asked": f"{p.asked.years or 0:.0f}"},
)


HOURS = FactorRule(
    "hours",
    (
        Level("shifts", 0.0, lambda p: p.asked.shifts is True and p.person.person.shifts is False),
        Level("fit", 1.0, lambda p: hours_missing(p) == 0),
        Level("unknown", 0.6, lambda p: hours_missing(p) is None),
        Level("nearly", 0.5, lambda p: (hours_missing(p) or 0) <= 6),
        _else("differ", 0.0),
    ),
    lambda p: {"offer": "–".join(dict.fromkeys(f"{h:.0f}" for h in offered_hours(p) or ()))},
)


LICENCES = FactorRule(
    "licences",
    (
        Level("not_asked", 0.8, lambda p: not p.asked.licences),
        Level("has", 1.0, lambda p: not missing_licences(p)),
        Level("unknown", 0.4, lambda p: not p.person.person.licences),
        _else("missing", 0.0),
    ),
    lambda p: {"asked": ", ".join(p.asked.licences), "missing": ", ".join(missing_licences(p))},
)


def _not_the_contract_wished(pair: Pair) -> bool:
    """Whether somebody who asks for a permanent contract is offered agency work or a contract for a time."""
    return pair.person.person.permanent is True and (
        pair.asked.temporary_agency is True or pair.vacancy.permanent is False
    )


CONTRACT = FactorRule(
    "contract",
    (
        Level("permanent", 1.0, lambda p: p.vacancy.permanent is True and not p.asked.temporary_agency),
        Level("not_wished", 0.0, _not_the_contract_wished),
        Level("agency", 0.4, lambda p: p.asked.temporary_agency is True),
        Level("temporary", 0.5, lambda p: p.vacancy.permanent is False),
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
        Level("above", 1.0, lambda p: (pay_ratio(p) or 0) >= 1.0),
        Level("unknown", 0.5, lambda p: p.asked.pay_high is None),
        Level("stated", 0.8, lambda p: pay_ratio(p) is None),
        Level("nearly", 0.5, lambda p: (pay_ratio(p) or 0) >= 0.9),
        _else("below", 0.0),
    ),
    _pay_params,
)

KIND = FactorRule(
    "kind",
    (
        Level("job", 1.0, lambda p: p.vacancy.kind is VacancyKind.JOB),
        Level("apprenticeship", 0.7, lambda p: p.vacancy.kind is VacancyKind.APPRENTICESHIP),
        Level("internship", 0.7, lambda p: p.vacancy.kind is VacancyKind.INTERNSHIP),
        _else("other", 0.0),
    ),
    _none,
)

FACTORS: tuple[FactorRule, ...] = (
    OCCUPATION, SKILLS, LANGUAGE, COMMUTE, EDUCATION, LEVEL, EXPERIENCE, HOURS, LICENCES, CONTRACT, PAY, KIND,
)  # fmt: skip


def score(pair: Pair, weights: Mapping[str, float]) -> tuple[float, tuple[Factor, ...]]:
    """The score (0–100 when the weights add up to 100) and the factors that add up to it, not yet explained."""
    factors = tuple([rule.apply(pair, weights[rule.name]) for rule in FACTORS])
    return total(factors), factors


def explain(pair: Pair, factors: Sequence[Factor]) -> tuple[Factor, ...]:
    """The factors of a pair with what each is based on; done for what is shown, since it costs more than the score."""
    params = [rule.params(pair) for rule in FACTORS]
    told = zip(factors, params, strict=True)
    return tuple([Factor(f.name, f.level, f.points, f.best, p) if p else f for f, p in told])


def total(factors: Sequence[Factor]) -> float:
    """The score that factors add up to, to the hundredth of a point."""
    return round(sum(f.points for f in factors), 2)


def factor_of(name: str, level: str, best: float, params: Mapping[str, str]) -> Factor:
    """The factor at a level by name; raises KeyError when there is no such factor or level."""
    return Factor(name, level, round(best * SHARES[name][level], 2), best, params)


def names() -> Sequence[str]:
    """The names of all factors, in the order they are shown."""
    return [rule.name for rule in FACTORS]


SHARES: Mapping[str, Mapping[str, float]] = {r.name: {lv.name: lv.share for lv in r.levels} for r in FACTORS}
