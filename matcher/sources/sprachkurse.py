"""Job-related German courses near a person from the Bundesagentur's search; optional, never stops a run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from matcher.models import Place
from matcher.sources.neighbours import Cache, Maybe

JOB_LANGUAGE, INTEGRATION, RECOGNITION = "MC", "MB", "MQ"


@dataclass(frozen=True, slots=True)
class LanguageCourse:
    """One course: what, who gives it, where and when; unknown parts are None."""

    title: str
    provider: str | None
    town: str | None
    postcode: str | None
    starts: date | None
    ends: date | None
    url: str | None


def parse_courses(body: Any) -> tuple[LanguageCourse, ...]:
    """The courses in an answer; entries without a title are left out. Raises InputError for another shape."""
    raise NotImplementedError


class Sprachkurse:
    """The client; use as a context manager, one per run."""

    def __init__(self, base_url: str = "", key: str = "", cache: Cache | None = None) -> None:
        raise NotImplementedError

    def near(self, place: Place, radius_km: int = 50, kind: str = JOB_LANGUAGE) -> Maybe[tuple[LanguageCourse, ...]]:
        """Courses within 25–200 km of a place, soonest first."""
        raise NotImplementedError
