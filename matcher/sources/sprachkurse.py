"""Job-related German courses near a person from the Bundesagentur's search; optional, never stops a run.

Source of path and parameters: the OpenAPI file of the public documentation project bundesAPI. No body was recorded,
so the parser looks for the few fields it shows under the names they have in the sister service for further training,
and leaves out what it does not understand.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from matcher.errors import InputError
from matcher.models import LanguageCourse, Place
from matcher.sources.fields import clean, parse_day
from matcher.sources.jobsuche_fields import safe_url
from matcher.sources.jobsuche_http import HttpLimits
from matcher.sources.neighbours import LIMITS, Cache, Maybe, Neighbour, entries_of

BASE_URL = "https://rest.arbeitsagentur.de/infosysbub/sprachfoerderung"
PUBLIC_KEY = "bd24f42e-ad0b-4005-b834-23bb6800dc6c"
PATH = "/pc/v1/bildungsangebot"
JOB_LANGUAGE, INTEGRATION, RECOGNITION = "MC", "MB", "MQ"
KINDS = (JOB_LANGUAGE, INTEGRATION, RECOGNITION)
LEAST_RADIUS, MOST_RADIUS = 25, 200


def parse_courses(body: Any) -> tuple[LanguageCourse, ...]:
    """The courses in an answer, soonest first; entries without a title are left out.

    Raises InputError when the answer announces courses and holds no list of them.
    """
    entries = _entries(body)
    if entries is None:
        raise InputError("Berufssprachkurse", "_embedded", "expected a list of courses, found another shape")
    courses = [course for entry in entries if (course := _course(entry)) is not None]
    if entries and not courses:
        raise InputError("Berufssprachkurse", "titel", "expected a title in each course, found it in none")
    return tuple(sorted(dict.fromkeys(courses), key=lambda c: (c.starts or date.max, c.title)))


def _entries(body: Any) -> list[dict[str, Any]] | None:
    """The list in `_embedded` (the service answers in HAL), or a bare list; nothing announced is an empty list."""
    if not isinstance(body, dict) or "entries" in body:
        return entries_of(body)
    embedded = body.get("_embedded")
    lists = [v for v in embedded.values() if isinstance(v, list)] if isinstance(embedded, dict) else []
    if lists:
        return entries_of(lists[0])
    return [] if _child(body, "page").get("totalElements") == 0 else None


def _course(entry: Mapping[str, Any]) -> LanguageCourse | None:
    offer = _child(entry, "angebot") or entry
    title = _text(offer, "titel")
    if title is None:
        return None
    provider, address = _child(offer, "bildungsanbieter"), _child(entry, "adresse")
    place = _child(address, "ortStrasse") or address
    url = _text(provider, "homepage")
    return LanguageCourse(
        title,
        _text(provider, "name"),
        _text(place, "name") or _text(place, "ort"),
        _text(place, "plz"),
        _day(entry.get("beginn")),
        _day(entry.get("ende")),
        safe_url(url) if url else None,
    )


def _child(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = body.get(name)
    return value if isinstance(value, dict) else {}


def _text(body: Mapping[str, Any], name: str) -> str | None:
    value = body.get(name)
    return clean(value) or None if isinstance(value, str) else None


def _day(value: Any) -> date | None:
    """A date as ISO text or as milliseconds since 1970; None for anything else."""
    try:
        if isinstance(value, int) and not isinstance(value, bool):
            return datetime.fromtimestamp(value / 1000, UTC).date()
        return parse_day(value) if isinstance(value, str) else None
    except (ValueError, OverflowError, OSError):
        return None


class Sprachkurse(Neighbour):
    """The client; use as a context manager, one per run."""

    def __init__(
        self, base_url: str = BASE_URL, key: str = PUBLIC_KEY, cache: Cache | None = None, limits: HttpLimits = LIMITS
    ) -> None:
        super().__init__("Berufssprachkurse", base_url, key, cache, limits)

    def near(self, place: Place, radius_km: int = 50, kind: str = JOB_LANGUAGE) -> Maybe[tuple[LanguageCourse, ...]]:
        """Courses within 25–200 km of a German place, soonest first; none found is an empty tuple.

        `kind` is MC (German for work), MB (integration course) or MQ (for recognition of a diploma). The first page
        is enough for an adviser.
        """
        if kind not in KINDS:
            return Maybe(None, f"Berufssprachkurse has no kind {kind!r}")
        params = {
            "systematiken": kind,
            "orte": f"{place.name}_{place.postcode}_{place.lon}_{place.lat}",
            "umkreis": str(min(max(radius_km, LEAST_RADIUS), MOST_RADIUS)),
            "page": "0",
        }
        answer = self.ask(PATH, params)
        if answer.value is None:
            return Maybe(None, answer.reason)
        try:
            return Maybe(parse_courses(answer.value))
        except InputError as error:
            return Maybe(None, str(error))
