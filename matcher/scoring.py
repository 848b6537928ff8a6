"""Factors: each an ordered list of levels that own a condition, a share of the points and a message key.

The first level that holds decides; the points of all factors add up to the score. "Unknown" is a level of its
own, between good and bad. Nothing here looks at sex, nationality, birth country, name, age, photo or health.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from matcher.models import Asked, Factor, Vacancy, VacancyKind
from matcher.profile import Held, Understood

HELPER_KLDB = "1"


@dataclass(frozen=True, slots=True)
class SkillCheck:
    """The skills an advertisement asks for, split by whether the person has them."""

    has: tuple[tuple[str, Held], ...]
    lacks: tuple[str, ...]
    nice: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A person and a vacancy with everything the levels look at; km and minutes are for one way."""

    person: Understood
    vacancy: Vacancy
    asked: Asked
    occupation: float
    wished: str
    title: str
    isco: str | None
    skills: SkillCheck
    km: float | None
    minutes: float | None
    expected_pay: float | None = None
    over_limit: bool = False


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
        """The first level that holds, with its points."""
        for level in self.levels:
            if level.holds(pair):
                break
        return Factor(self.name, level.name, round(best * level.share, 2), best, self.params(pair))


def _else(name: str, share: float) -> Level:
    return Level(name, share, lambda _: True)


def _none(_: Pair) -> dict[str, str]:
    return {}


def _occupation_params(pair: Pair) -> dict[str, str]:
    return {"wished": pair.wished, "title": pair.title}


OCCUPATION = FactorRule(
    "occupation",
    (
        Level("same", 1.0, lambda p: p.occupation >= 0.8),
        Level("close", 0.82, lambda p: p.occupation >= 0.6),
        Level("related", 0.55, lambda p: p.occupation >= 0.42),
        Level("field", 0.3, lambda p: p.occupation >= 0.25),
        Level("unknown", 0.2, lambda p: not p.person.occupations),
        _else("other", 0.0),
    ),
    _occupation_params,
)


def _share(pair: Pair) -> float | None:
    """Share of the asked skills that the person has; None when the advertisement asks for none we know."""
    asked = len(pair.skills.has) + len(pair.skills.lacks)
    return sum(held.sure for _, held in pair.skills.has) / asked if asked else None


def _has_share(least: float) -> Callable[[Pair], bool]:
    def holds(pair: Pair) -> bool:
        share = _share(pair)
        return share is not None and share >= least

    return holds


def _skill_params(pair: Pair) -> dict[str, str]:
    return {
        "has": ", ".join(held.text for _, held in pair.skills.has[:6]),
        "lacks": ", ".join(pair.skills.lacks[:6]),
        "n_has": str(len(pair.skills.has)),
        "n_asked": str(len(pair.skills.has) + len(pair.skills.lacks)),
    }


SKILLS = FactorRule(
    "skills",
    (
        Level("all", 1.0, _has_share(0.85)),
        Level("most", 0.8, _has_share(0.55)),
        Level("some", 0.6, _has_share(0.25)),
        Level("few", 0.4, _has_share(0.01)),
        Level("unknown", 0.4, lambda p: not p.person.skills),
        Level("none_asked", 0.45, lambda p: _share(p) is None),
        _else("none", 0.1),
    ),
    _skill_params,
)


def _language_gap(pair: Pair) -> int | None:
    """CEFR steps between what is asked (or usual) and what the person has; negative when above; None unknown."""
    asked, has = pair.asked.german.level, pair.person.german.level
    return None if asked is None or has is None else asked.rank - has.rank


def _gap_at_most(steps: int) -> Callable[[Pair], bool]:
    def holds(pair: Pair) -> bool:
        gap = _language_gap(pair)
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
        Level("unknown", 0.55, lambda p: _language_gap(p) is None),
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


def _diploma_gap(pair: Pair) -> int | None:
    if pair.asked.diploma is None or pair.person.diploma is None:
        return None
    return pair.asked.diploma.vocational_rank - pair.person.diploma.vocational_rank


EDUCATION = FactorRule(
    "education",
    (
        Level("enough", 1.0, lambda p: (gap := _diploma_gap(p)) is not None and gap <= 0),
        Level("not_asked", 0.8, lambda p: p.asked.diploma is None),
        Level("open", 0.7, lambda p: p.asked.no_diploma),
        Level("unknown", 0.5, lambda p: p.person.diploma is None),
        Level("one_below", 0.45, lambda p: (gap := _diploma_gap(p)) is not None and gap <= 1),
        _else("below", 0.0),
    ),
    lambda p: {"asked": p.asked.diploma or "", "has": p.person.diploma or ""},
)


def _years(pair: Pair) -> float | None:
    """Years in the vacancy's field (ISCO-08, two digits); None when the profile names no dates at all."""
    if not pair.person.years:
        return None
    return pair.person.years.get((pair.isco or "")[:2], 0.0)


def _years_at_least(least: Callable[[Pair], float]) -> Callable[[Pair], bool]:
    def holds(pair: Pair) -> bool:
        years = _years(pair)
        return years is not None and years >= least(pair)

    return holds


EXPERIENCE = FactorRule(
    "experience",
    (
        Level("enough", 1.0, _years_at_least(lambda p: max(2.0, p.asked.years or 0.0))),
        Level("some", 0.7, _years_at_least(lambda p: 0.5)),
        Level("not_needed", 0.6, lambda p: p.asked.career_changers is True or p.asked.no_diploma),
        Level("unknown", 0.5, lambda p: _years(p) is None),
        Level("not_asked", 0.4, lambda p: p.asked.years is None),
        _else("none", 0.0),
    ),
    lambda p: {"years": f"{_years(p) or 0:.0f}", "asked": f"{p.asked.years or 0:.0f}"},
)


def offered_hours(pair: Pair) -> tuple[float, float] | None:
    """Lowest and highest weekly hours of a vacancy: as written, else from full-time, part-time and minijob."""
    low, high = pair.asked.hours_min, pair.asked.hours_max
    if low is not None and high is not None:
        return (15.0 if pair.vacancy.part_time and low > 30 else low, high)
    if pair.vacancy.minijob:
        return 5.0, 12.0
    if pair.vacancy.full_time is None and pair.vacancy.part_time is None:
        return None
    return (15.0 if pair.vacancy.part_time else 35.0), (40.0 if pair.vacancy.full_time else 32.0)


def hours_missing(pair: Pair) -> float | None:
    """Hours a week by which wish and offer miss each other; 0 when they overlap, None when unknown."""
    offer = offered_hours(pair)
    wish_low, wish_high = pair.person.person.hours_min, pair.person.person.hours_max
    if offer is None or (wish_low is None and wish_high is None):
        return None
    low, high = wish_low or 0, wish_high or 60
    return max(0.0, offer[0] - high, low - offer[1])


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


def missing_licences(pair: Pair) -> list[str]:
    """Driving licences that are required and that the person's licences do not cover."""
    if not pair.asked.licences:
        return []
    held = {x.upper() for x in pair.person.person.licences}
    return [x for x in pair.asked.licences if not held & COVERED_BY.get(x, {x})]


# A higher class covers a lower one (Directive 2006/126/EC, art. 6).
COVERED_BY = {
    "B": {"B", "B+", "BE", "C1", "C", "C1E", "CE", "D1", "D", "D1E", "DE"},
    "BE": {"BE", "C1E", "CE", "D1E", "DE"},
    "C1": {"C1", "C1E", "C", "CE"},
    "C": {"C", "CE"},
    "C1E": {"C1E", "CE"},
    "D": {"D", "DE"},
    "L": {"B", "BE", "C", "CE", "T"},
    "T": {"T"},
}


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

CONTRACT = FactorRule(
    "contract",
    (
        Level("permanent", 1.0, lambda p: p.vacancy.permanent is True and not p.asked.temporary_agency),
        Level("agency", 0.4, lambda p: p.asked.temporary_agency is True),
        Level("temporary", 0.5, lambda p: p.vacancy.permanent is False),
        _else("unknown", 0.7),
    ),
    _none,
)


def _pay_ratio(pair: Pair) -> float | None:
    """Offered pay ÷ the person's wish, both €/month gross; None when either is unknown."""
    if pair.asked.pay_high is None or not pair.expected_pay:
        return None
    return pair.asked.pay_high / pair.expected_pay


def _pay_params(pair: Pair) -> dict[str, str]:
    if pair.asked.pay_low is None or pair.asked.pay_high is None:
        return {}
    return {"low": f"{pair.asked.pay_low:.0f}", "high": f"{pair.asked.pay_high:.0f}"}


PAY = FactorRule(
    "pay",
    (
        Level("above", 1.0, lambda p: (_pay_ratio(p) or 0) >= 1.0),
        Level("unknown", 0.5, lambda p: p.asked.pay_high is None),
        Level("stated", 0.8, lambda p: _pay_ratio(p) is None),
        Level("nearly", 0.5, lambda p: (_pay_ratio(p) or 0) >= 0.9),
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
    OCCUPATION, SKILLS, LANGUAGE, COMMUTE, EDUCATION, EXPERIENCE, HOURS, LICENCES, CONTRACT, PAY, KIND,
)  # fmt: skip


def score(pair: Pair, weights: Mapping[str, float]) -> tuple[float, tuple[Factor, ...]]:
    """The score (0–100 when the weights add up to 100) and the factors that add up to it."""
    factors = tuple(rule.apply(pair, weights[rule.name]) for rule in FACTORS)
    return round(sum(f.points for f in factors), 2), factors


def names() -> Sequence[str]:
    """The names of all factors, in the order they are shown."""
    return [rule.name for rule in FACTORS]
