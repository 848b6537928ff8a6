"""A person and one vacancy side by side: what an explanation says of them. What scores them is in `matcher.pairs`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from matcher.bridge.lexicon import Concept
from matcher.models import Asked, Vacancy
from matcher.offers import offered_span
from matcher.pairs import missing_licences
from matcher.profile import Held, Understood
from matcher.related import OwnTitles


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
    """A person and a vacancy with what the explanation names; km and minutes are for one way.

    `link` is the vacancy's occupation that is nearest to the person's, `titles` tells which title of the profile it
    answers to. `years` are those in the vacancy's field, None where the profile names no dates.
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


def offered_hours(pair: Pair) -> tuple[float, float] | None:
    """Lowest and highest weekly hours of the vacancy."""
    return offered_span(pair.vacancy, pair.asked)


def licences_lacked(pair: Pair) -> list[str]:
    """Driving licences that are required and that the person's licences do not cover."""
    return missing_licences(pair.asked.licences, pair.person.person.licences)
