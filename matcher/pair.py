"""A person and one vacancy side by side: what an explanation says of them. What scores them is in `matcher.pairs`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from matcher.bridge.lexicon import Concept
from matcher.models import Asked, Jobseeker, Vacancy
from matcher.offers import offered_span
from matcher.pairs import missing_licences
from matcher.profile import Held, Understood
from matcher.related import OwnTitles

# Kilometres and minutes are estimates between postcode areas: a little above a limit counts as within it, up to the
# margin it is shown with next to no points for the commute (data/sample/JUDGING.md, rule 1). From FAR times the limit on,
# a commute is much further than wanted.
EXACT, MARGIN, FAR = 1.05, 1.15, 1.5


@dataclass(frozen=True, slots=True)
class SkillCheck:
    """The skills an advertisement asks for, split by whether the person has them.

    What is only nice to have is never lacking. `dutch` names in Dutch what is, by the German words of the advertisement.
    """

    has: tuple[tuple[str, Held], ...]
    lacks: tuple[str, ...]
    dutch: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pair:
    """A person and a vacancy with what the explanation names; km and minutes are for one way, rounded as they are shown.

    `link` is the vacancy's occupation that is nearest to the person's, `titles` tells which title of the profile it
    answers to. `town` is the place of work that km and minutes lead to. `years` are those in the vacancy's field, None where the profile names no dates. `wanted` is the town of
    the work where the person names it as a place to work, `over_limit` whether the way is more than they want.
    """

    person: Understood
    vacancy: Vacancy
    asked: Asked
    titles: OwnTitles
    link: Concept | None
    years: float | None
    skills: SkillCheck
    km: float | None
    minutes: float | None
    over_limit: bool = False
    wanted: str = ""
    town: str = ""


def offered_hours(pair: Pair) -> tuple[float, float] | None:
    """Lowest and highest weekly hours of the vacancy."""
    return offered_span(pair.vacancy, pair.asked)


def licences_lacked(pair: Pair) -> list[str]:
    """Driving licences that are required and that the person's licences do not cover."""
    return missing_licences(pair.asked.licences, pair.person.person.licences)


def beyond(person: Jobseeker, km: float | None, minutes: float | None) -> dict[str, str]:
    """The limit that a commute exceeds most, for its explanation, with a `grade` where that is more than a little.

    Keys are limit_minutes or limit_km, and grade: further or far. Empty where no limit is exceeded.
    """
    wanted = (("limit_minutes", minutes, person.max_minutes), ("limit_km", km, person.max_km))
    shares = [(value / limit, name, limit) for name, value, limit in wanted if value is not None and limit]
    share, name, limit = max(shares, default=(0.0, "", 0.0))
    if share <= 1:
        return {}
    grade = "far" if share > FAR else "further" if share > MARGIN else ""
    return {name: f"{limit:.0f}", **({"grade": grade} if grade else {})}
