"""The slow obvious way of what `matcher.pairs` works out for many vacancies at once: one person, one vacancy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from matcher.bridge.lexicon import Concept
from matcher.models import Asked, Jobseeker, Language, Strength, Vacancy
from matcher.offers import Offers, offered_span
from matcher.pairs import Found, Pairs, Side, SkillFigures, missing_licences
from matcher.profile import Held, Understood
from matcher.scoring import Scored, score

VACANCY, WELDING = Vacancy("v", "Schweißer"), Asked(isco="7212")
SOMEBODY = Understood(Jobseeker("p", "test"), {"o": 1.0}, {}, {}, Language("de"), None, {})
WORTH = {Strength.REQUIRED: 10, Strength.TASK: 6, Strength.NICE: 5}


@dataclass(frozen=True)
class One:
    """A person and a vacancy; `held`, `lacking` and `named` count skills, `share` is None where none is asked for."""

    person: Understood = SOMEBODY
    vacancy: Vacancy = VACANCY
    asked: Asked = WELDING
    occupation: float = 1.0
    level: int | None = None
    levels: frozenset[int] = frozenset()
    km: float | None = 30.0
    over_limit: bool = False
    wanted: bool = False
    pay_wish: float | None = None
    share: float | None = None
    held: int = 0
    lacking: int = 0
    named: int = 0

    def pairs(self) -> Pairs:
        """As the ranking looks at it."""
        km = np.nan if self.km is None else self.km
        skills = SkillFigures(
            share=np.array([np.nan if self.share is None else self.share]),
            asked=np.array([self.held + self.lacking]),
            held=np.array([self.held]),
            named=np.array([self.named]),
        )
        offers = Offers.of([(self.vacancy, replace(self.asked, skills=()))], {})
        found = Found(
            occupation=np.array([self.occupation]),
            field=offers.records["field"],
            level=np.array([self.level or 0]),
            km=np.array([km]),
            over_limit=np.array([self.over_limit]),
            wanted=np.array([self.wanted]),
            skills=skills,
        )
        return Pairs.of(Side(self.person, "car", self.pay_wish, self.levels), offers, found)

    def scored(self, weights: dict[str, float]) -> Scored:
        """The score and the factors."""
        return score(self.pairs(), weights)[0]

    def factor(self, name: str, weights: dict[str, float]) -> str:
        """The level of a factor."""
        return next(f.level for f in self.scored(weights)[1] if f.name == name)

    def with_skills(self, held: Sequence[Held], lacking: int) -> One:
        """Asked for these skills that are held and so many that are not, each as strongly."""
        asked = len(held) + lacking
        share = sum(skill.sure for skill in held) / asked if asked else None
        named = sum(skill.sure == 1.0 for skill in held)
        return replace(self, share=share, held=len(held), lacking=lacking, named=named)


def language_gap(one: One) -> float | None:
    asked, has = one.asked.german.level, one.person.german.level
    return asked.rank - has.rank if asked and has else None


def diploma_gap(one: One) -> float | None:
    asked, has = one.asked.diploma, one.person.diploma
    return asked.vocational_rank - has.vocational_rank if asked is not None and has is not None else None


def level_gap(one: One) -> float | None:
    gaps = [one.level - own for own in one.levels] if one.level else []
    nearest = [gap for gap in gaps if abs(gap) == min(map(abs, gaps))]
    return min(nearest) if nearest else None


def years(one: One) -> float | None:
    known = one.person.years
    return known.get((one.asked.isco or "")[:2], 0.0) if known else None


def hours_missing(one: One) -> float | None:
    offer, profile = offered_span(one.vacancy, one.asked), one.person.person
    if offer is None or (profile.hours_min is None and profile.hours_max is None):
        return None
    if offer[0] > (profile.hours_max or 60):
        return offer[0] - (profile.hours_max or 60)
    return max(0.0, (profile.hours_min or 0) - offer[1])


def pay_ratio(one: One) -> float | None:
    if one.asked.pay_high is None or not one.pay_wish:
        return None
    offer, wish = offered_span(one.vacancy, one.asked), one.person.person.hours_max
    if offer is None or not wish:
        return one.asked.pay_high / one.pay_wish
    worked = sorted((offer[0], wish, offer[1]))[1]
    return one.asked.pay_high * worked / (one.asked.pay_hours or 39.0) / one.pay_wish


def open_to(one: One) -> bool:
    diploma = one.person.diploma
    untrained = 1 in one.levels or (diploma is not None and diploma.vocational_rank <= 1)
    return untrained and (one.asked.no_diploma or (one.level == 1 and one.asked.diploma is None))


def licences_missing(one: One) -> bool:
    return bool(missing_licences(one.asked.licences, one.person.person.licences))


def share_held(asked: Asked, sure: dict[str, float], concepts: dict[str, Concept]) -> float | None:
    """Share of the asked skills that somebody has, counted skill by skill; nice ones count where that helps."""
    counting = [s for s in asked.skills if s.strength in WORTH and concepts[s.concept].kind != "soft"]
    core = [(WORTH[s.strength], sure.get(s.concept, 0.0)) for s in counting if s.strength is not Strength.NICE]
    nice = [
        (WORTH[Strength.NICE], sure[s.concept]) for s in counting if s.strength is Strength.NICE and s.concept in sure
    ]
    shares = [sum(w * x for w, x in part) / sum(w for w, _ in part) for part in (core, core + nice) if part]
    return max(shares, default=None)


SLOW = {
    "language_gap": language_gap, "diploma_gap": diploma_gap, "level_gap": level_gap, "years": years,
    "hours_missing": hours_missing, "pay_ratio": pay_ratio, "open_to": open_to, "licences_missing": licences_missing,
}  # fmt: skip
