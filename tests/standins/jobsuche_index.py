"""The stand-in's stock of advertisements, indexed once so that 100,000 of them can be searched quickly."""

from __future__ import annotations

import re
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

COUNTRY = "Deutschland"
EARTH_KM = 6371.0
MOST_ANSWERS = 64
SHARP = str.maketrans({"-": "_", " ": "_", "Ä": "AE", "Ö": "OE", "Ü": "UE"})
BERLIN = ZoneInfo("Europe/Berlin")
# Fields the search does not give.
DETAIL_ONLY = """
    stellenangebotsBeschreibung weitereBerufe istArbeitnehmerUeberlassung istPrivateArbeitsvermittlung
    istBehinderungGefordert istBetreut allianzpartnerName allianzpartnerUrl geforderterBildungsabschluss
    ausbildungsart studiengang studienform arbeitszeitHeimarbeitTelearbeit scraping_date
"""
KINDS = {
    "ARBEIT": "1",
    "SELBSTAENDIGKEIT": "2",
    "AUSBILDUNG": "4",
    "DUALES_STUDIUM": "4",
    "PRAKTIKUM_TRAINEE": "34",
    "PRAKTIKUM": "34",
    "TRAINEE": "34",
}
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


class Bodies(Protocol):
    """A stock of detail bodies; a list will do. `heads` may leave out the texts, which the search does not need."""

    def __len__(self) -> int: ...

    def __getitem__(self, number: int, /) -> dict[str, Any]: ...

    def __iter__(self) -> Iterator[dict[str, Any]]: ...


class Index:
    """The advertisements with everything a search filters on, worked out once.

    `places` adds centres by name or postcode to those known from the advertisements.
    """

    def __init__(
        self,
        bodies: Bodies,
        today: date,
        places: Mapping[str, tuple[float, float]] | None = None,
        facets: bool = True,
    ) -> None:
        self._bodies, self._today, self._with_facets = bodies, today, facets
        self._head = getattr(bodies, "head", bodies.__getitem__)
        self._detail_only = frozenset(DETAIL_ONLY.split())
        self._answers: dict[Query, Found] = {}
        self._lock = threading.Lock()
        self._read({**PLACES, **(places or {})})

    def _read(self, places: Mapping[str, tuple[float, float]]) -> None:
        """One pass over the stock, which may be made up while it is read."""
        self._by_ref: dict[str, int] = {}
        self._values: list[tuple[tuple[str, str], ...]] = []
        self._places = {name.casefold(): point for name, point in places.items()}
        by_place: dict[str, dict[int, None]] = defaultdict(dict)
        published: list[int] = []
        points: list[tuple[float, float, float]] = []
        for number, body in enumerate(self._heads()):
            self._by_ref[body["referenznummer"]] = number
            self._values.append(tuple(_facet_values(body)))
            published.append(_published(body))
            points += ((number, *point) for point in _coordinates(body))
            for name, point in _place_names(body):
                by_place[name.casefold()][number] = None
                if point is not None:
                    self._places.setdefault(name.casefold(), point)
        self._published = np.array(published, dtype=np.int64)
        self._points = np.array(points, dtype=float).reshape(-1, 3)
        self._by_place = {name: np.array(list(numbers)) for name, numbers in by_place.items()}
        self._by_value = _inverted(self._values)

    def _heads(self) -> Iterator[dict[str, Any]]:
        return (self._head(number) for number in range(len(self._bodies)))

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
        body = self._head(number)
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
            keep &= self._mask(self._by_word.get(word))
        if query.employer:
            keep &= self._mask(self._by_employer.get(query.employer.casefold()))
        if query.days is not None:
            keep &= self._published >= (self._today - timedelta(days=query.days)).toordinal()
        for name, chosen in query.closed:
            keep &= self._having(name, chosen)
        for name, wanted in query.flags:
            keep &= self._having(name, ["true" if wanted else "false"])
        return keep

    def _near(self, query: Query, keep: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], Floats | None, dict[str, Any]]:
        if query.place.casefold() == COUNTRY.casefold():
            return keep, None, {"bereinigterOrt": COUNTRY, "suchmodus": "LANDSUCHE"}
        state = self._by_value.get(("region", query.place.upper().translate(SHARP)))
        if state is not None:
            return keep & self._mask(state), None, {"bereinigterOrt": query.place, "suchmodus": "LANDSUCHE"}
        name = self._known_name(query.place)
        centre = self._places.get(name)
        if centre is None:  # the service then answers as if no place had been asked for
            return keep, None, {"bereinigterOrt": query.place, "suchmodus": "UNGUELTIG"}
        place = {"bereinigterOrt": query.place, "koordinaten": [{"lat": centre[0], "lon": centre[1]}]}
        if query.radius is None:
            inside = self._mask(self._by_place.get(name))
            return keep & inside, None, place | {"suchmodus": "ORTSUCHE"}
        km = self._km(*centre)
        return keep & (km <= query.radius), km, place | {"suchmodus": "UMKREISSUCHE"}

    def _known_name(self, place: str) -> str:
        """The place as given, or one word of it that is known: "49716 Meppen" is found by its postcode."""
        whole = place.strip().casefold()
        return next((name for name in (whole, *whole.split()) if name in self._places), whole)

    def _km(self, lat: float, lon: float) -> Floats:
        """Kilometres from a point to the nearest location of each advertisement; infinite without one."""
        owners, lats, lons = self._points[:, 0].astype(np.int64), self._points[:, 1], self._points[:, 2]
        km = np.full(len(self._bodies), np.inf)
        a, b = np.radians(lats), np.radians(lat)
        half = np.sin((a - b) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(np.radians(lons - lon) / 2) ** 2
        np.minimum.at(km, owners, 2 * EARTH_KM * np.arcsin(np.sqrt(half)))
        return km

    def _mask(self, numbers: NDArray[np.int64] | None) -> NDArray[np.bool_]:
        mask = np.zeros(len(self._bodies), dtype=bool)
        if numbers is not None:
            mask[numbers] = True
        return mask

    def _having(self, name: str, values: Iterable[str]) -> NDArray[np.bool_]:
        """The advertisements with any of these values."""
        masks = [self._mask(self._by_value.get((name, value))) for value in values]
        return np.logical_or.reduce(masks) if masks else self._mask(None)

    def _facets(self, hits: NDArray[np.int64]) -> dict[str, Any]:
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for number in hits if self._with_facets else ():
            for name, value in self._values[number]:
                counts[name][value] += 1
        names = ("arbeitsort", "zeitarbeit", "arbeitszeit", "angebotsart", "befristung", "pav", "behinderung")
        return {name: {"counts": dict(counts[name]), "maxCount": len(hits)} for name in names}

    @cached_property
    def _by_word(self) -> dict[str, NDArray[np.int64]]:
        return _inverted(_search_words(body) for body in self._heads())

    @cached_property
    def _by_employer(self) -> dict[str, NDArray[np.int64]]:
        return _inverted([body.get("firma", "").casefold()] for body in self._heads())


def _inverted(rows: Iterable[Iterable[Any]]) -> dict[Any, NDArray[np.int64]]:
    found: dict[Any, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        for value in row:
            found[value].append(number)
    return {value: np.array(numbers) for value, numbers in found.items()}


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
    regions = {place.get("adresse", {}).get("region") for place in body.get("stellenlokationen", [])}
    yield from (("region", region) for region in regions if region)
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
