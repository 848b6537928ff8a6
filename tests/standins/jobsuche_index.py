"""The stand-in's stock of advertisements, indexed once so that 100,000 of them can be searched quickly."""

from __future__ import annotations

import re
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

COUNTRY = "Deutschland"
EARTH_KM = 6371.0
MOST_ANSWERS = 64
BERLIN = ZoneInfo("Europe/Berlin")
# Fields the search does not give.
DETAIL_ONLY = """
    stellenangebotsBeschreibung weitereBerufe istArbeitnehmerUeberlassung istPrivateArbeitsvermittlung
    istBehinderungGefordert istBetreut allianzpartnerName allianzpartnerUrl geforderterBildungsabschluss
    ausbildungsart studiengang studienform arbeitszeitHeimarbeitTelearbeit scraping_date
"""
KINDS = {"ARBEIT": "1", "SELBSTAENDIGKEIT": "2", "AUSBILDUNG": "4", "PRAKTIKUM_TRAINEE": "34"}
CONTRACTS = {"BEFRISTET": "1", "UNBEFRISTET": "2"}
PART_TIME = ("Vormittag", "Nachmittag", "Abend", "Flexibel")
BOOL_FIELDS = {
    "zeitarbeit": "istArbeitnehmerUeberlassung",
    "pav": "istPrivateArbeitsvermittlung",
    "behinderung": "istBehinderungGefordert",
}
PLACES = {
    "Berlin": (52.5112613, 13.4255145),
    "Meppen": (52.6906, 7.2910),
    "Lingen (Ems)": (52.5233, 7.3173),
    "Lingen": (52.5233, 7.3173),
    "Nordhorn": (52.4319, 7.0678),
    "Papenburg": (53.0773, 7.4043),
    "Haren": (52.7906, 7.2417),
    "Leer": (53.2316, 7.4610),
    "Borken": (51.8437, 6.8583),
    "Emlichheim": (52.6106, 6.8489),
    "Bad Bentheim": (52.3033, 7.1597),
}

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Query:
    """A search without its paging, so that all pages share one answer."""

    words: str | None
    place: str
    radius: int | None
    days: int | None
    employer: str | None
    closed: tuple[tuple[str, frozenset[str]], ...]
    flags: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Found:
    """Positions of the hits in the order of the list; kilometres per position for a radius search."""

    hits: NDArray[np.int64]
    km: Floats | None
    place: dict[str, Any]
    facets: dict[str, Any]


class Index:
    """The advertisements with everything a search filters on, worked out once."""

    def __init__(self, bodies: list[dict[str, Any]], today: date) -> None:
        self._bodies, self._today = bodies, today
        self._by_ref = {body["referenznummer"]: number for number, body in enumerate(bodies)}
        self._detail_only = frozenset(DETAIL_ONLY.split())
        self._answers: dict[Query, Found] = {}
        self._lock = threading.Lock()

    def detail(self, ref: str) -> dict[str, Any] | None:
        """The body of one advertisement."""
        number = self._by_ref.get(ref)
        return None if number is None else self._bodies[number]

    def find(self, query: Query) -> Found:
        """All hits of a search; one search is worked out once, however many pages are read."""
        with self._lock:
            if query not in self._answers:
                if len(self._answers) >= MOST_ANSWERS:
                    self._answers.pop(next(iter(self._answers)))
                self._answers[query] = self._find(query)
            return self._answers[query]

    def item(self, number: int, km: Floats | None) -> dict[str, Any]:
        """The search's shape of one advertisement."""
        body = self._bodies[number]
        item = {key: value for key, value in body.items() if key not in self._detail_only}
        if "aenderungsdatum" in body:
            item["aenderungsdatum"] = _without_offset(body["aenderungsdatum"])
        if km is not None:
            item["entfernung"] = round(float(km[number]))
        return item | {"alleBerufe": _occupations(body)}

    def _find(self, query: Query) -> Found:
        keep = self._filtered(query)
        keep, km, place = self._near(query, keep)
        hits = np.flatnonzero(keep)
        order = np.argsort(-self._published[hits], kind="stable")
        hits = hits[order]
        return Found(hits, km, place, self._facets(hits))

    def _filtered(self, query: Query) -> NDArray[np.bool_]:
        keep = np.ones(len(self._bodies), dtype=bool)
        for word in _words(query.words or ""):
            keep &= self._mask(self._by_word.get(word, []))
        if query.employer:
            keep &= self._mask(self._by_employer.get(query.employer.casefold(), []))
        if query.days is not None:
            keep &= self._published >= (self._today - timedelta(days=query.days)).toordinal()
        for name, chosen in query.closed:
            keep &= self._mask(n for value in chosen for n in self._by_value[name, value])
        for name, wanted in query.flags:
            keep &= self._mask(self._by_value[name, "true" if wanted else "false"])
        return keep

    def _near(self, query: Query, keep: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], Floats | None, dict[str, Any]]:
        if query.place.casefold() == COUNTRY.casefold():
            return keep, None, {"bereinigterOrt": COUNTRY, "suchmodus": "LANDSUCHE"}
        name = self._known_name(query.place)
        centre = self._places.get(name)
        if centre is None:  # the service then answers as if no place had been asked for
            return keep, None, {"bereinigterOrt": query.place, "suchmodus": "UNGUELTIG"}
        place = {"bereinigterOrt": query.place, "koordinaten": [{"lat": centre[0], "lon": centre[1]}]}
        if query.radius is None:
            inside = self._mask(self._by_place.get(name, []))
            return keep & inside, None, place | {"suchmodus": "ORTSUCHE"}
        km = self._km(*centre)
        return keep & (km <= query.radius), km, place | {"suchmodus": "UMKREISSUCHE"}

    def _known_name(self, place: str) -> str:
        """The place as given, or one word of it that is known: "49716 Meppen" is found by its postcode."""
        whole = place.strip().casefold()
        return next((name for name in (whole, *whole.split()) if name in self._places), whole)

    def _km(self, lat: float, lon: float) -> Floats:
        """Kilometres from a point to the nearest location of each advertisement; infinite without one."""
        owners, lats, lons = self._points
        km = np.full(len(self._bodies), np.inf)
        a, b = np.radians(lats), np.radians(lat)
        half = np.sin((a - b) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(np.radians(lons - lon) / 2) ** 2
        np.minimum.at(km, owners, 2 * EARTH_KM * np.arcsin(np.sqrt(half)))
        return km

    def _mask(self, numbers: Iterable[int]) -> NDArray[np.bool_]:
        mask = np.zeros(len(self._bodies), dtype=bool)
        mask[list(numbers)] = True
        return mask

    def _facets(self, hits: NDArray[np.int64]) -> dict[str, Any]:
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for number in hits:
            for name, value in self._values[number]:
                counts[name][value] += 1
        names = ("arbeitsort", "zeitarbeit", "arbeitszeit", "angebotsart", "befristung", "pav", "behinderung")
        return {name: {"counts": dict(counts[name]), "maxCount": len(hits)} for name in names}

    @cached_property
    def _values(self) -> list[tuple[tuple[str, str], ...]]:
        return [tuple(_facet_values(body)) for body in self._bodies]

    @cached_property
    def _by_value(self) -> dict[tuple[str, str], list[int]]:
        return _inverted(self._values)

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        return _inverted(_search_words(body) for body in self._bodies)

    @cached_property
    def _by_employer(self) -> dict[str, list[int]]:
        return _inverted([body.get("firma", "").casefold()] for body in self._bodies)

    @cached_property
    def _by_place(self) -> dict[str, list[int]]:
        return _inverted({name.casefold() for name, _ in _place_names(body)} for body in self._bodies)

    @cached_property
    def _published(self) -> NDArray[np.int64]:
        return np.array([_published(body) for body in self._bodies], dtype=np.int64)

    @cached_property
    def _points(self) -> tuple[NDArray[np.int64], Floats, Floats]:
        rows = [(n, lat, lon) for n, body in enumerate(self._bodies) for lat, lon in _coordinates(body)]
        table = np.array(rows, dtype=float).reshape(-1, 3)
        return table[:, 0].astype(np.int64), table[:, 1], table[:, 2]

    @cached_property
    def _places(self) -> dict[str, tuple[float, float]]:
        """Centres by name or postcode: those written above, else the first location that has the name."""
        known = {name.casefold(): point for name, point in PLACES.items()}
        for body in self._bodies:
            for name, point in _place_names(body):
                if point is not None:
                    known.setdefault(name.casefold(), point)
        return known


def _inverted(rows: Iterable[Iterable[Any]]) -> dict[Any, list[int]]:
    found: dict[Any, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        for value in row:
            found[value].append(number)
    return found


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _search_words(body: dict[str, Any]) -> set[str]:
    return _words(" ".join([body.get("stellenangebotsTitel", ""), body.get("firma", ""), *_occupations(body)]))


def _occupations(body: dict[str, Any]) -> list[str]:
    names = [body.get(name) for name in ("hauptberuf", "alternativBeruf1", "alternativBeruf2")]
    return [name for name in [*names, *body.get("weitereBerufe", [])] if name]


def _coordinates(body: dict[str, Any]) -> list[tuple[float, float]]:
    places = body.get("stellenlokationen", [])
    return [(p["breite"], p["laenge"]) for p in places if "breite" in p and "laenge" in p]


def _place_names(body: dict[str, Any]) -> Iterable[tuple[str, tuple[float, float] | None]]:
    for place in body.get("stellenlokationen", []):
        point = (place["breite"], place["laenge"]) if "breite" in place and "laenge" in place else None
        address = place.get("adresse", {})
        yield from ((address[key], point) for key in ("plz", "ort") if key in address)


def _published(body: dict[str, Any]) -> int:
    day = body.get("veroeffentlichungszeitraum", {}).get("von")
    return date.fromisoformat(day).toordinal() if day else 0


def _facet_values(body: dict[str, Any]) -> Iterable[tuple[str, str]]:
    yield "angebotsart", KINDS.get(body.get("stellenangebotsart", "ARBEIT"), "1")
    yield "befristung", CONTRACTS.get(body.get("vertragsdauer", ""), "3")
    for facet, name in BOOL_FIELDS.items():
        yield facet, str(body.get(name) is True).lower()
    yield from (("arbeitszeit", code) for code in _hours(body))
    towns = {place.get("adresse", {}).get("ort") for place in body.get("stellenlokationen", [])}
    yield from (("arbeitsort", town) for town in towns if town)


def _hours(body: dict[str, Any]) -> Iterable[str]:
    if body.get("arbeitszeitVollzeit"):
        yield "vz"
    if any(body.get(f"arbeitszeitTeilzeit{part}") for part in PART_TIME):
        yield "tz"
    if body.get("arbeitszeitSchichtNachtWochenende"):
        yield "snw"
    if body.get("homeofficemoeglich") or body.get("arbeitszeitHeimarbeitTelearbeit"):
        yield "ho"
    if body.get("istGeringfuegigeBeschaeftigung"):
        yield "mj"


def _without_offset(text: str) -> str:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        return text
    return moment.astimezone(BERLIN).replace(tzinfo=None).isoformat(timespec="milliseconds")
