"""Postcode to place, distance in kilometres and travel time in minutes.

Distances are estimates: great circle between the centres of two postcode areas, lengthened to the road by a
factor. Where a place is unknown there is no distance (None), never 0 km.
"""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matcher.columns import places_of
from matcher.data import read_csv
from matcher.globe import EARTH_KM, arc_km
from matcher.models import Location, Place

# Road ÷ great circle; the border region has few bridges over canals and the Ems, so a little above the usual 1.3.
ROAD_FACTOR = 1.32
# Places nearer than this are treated as the same town: half the usual size of a postcode area there.
SAME_PLACE_KM = 2.0
# mode: (minutes before moving, km/h on the first 10 km, km/h beyond)
SPEEDS = {
    "car": (4.0, 42.0, 76.0),
    "motor": (4.0, 42.0, 76.0),
    "public": (18.0, 20.0, 38.0),
    "moped": (3.0, 30.0, 32.0),
    "bike": (2.0, 17.0, 17.0),
}
NL_CODE = re.compile(r"^\s*(\d{4})\s*(?:[A-Za-z]{2})?\s*$")
DE_CODE = re.compile(r"^\s*(\d{5})\s*$")


@dataclass(frozen=True, slots=True)
class Places:
    """The shipped postcode table; use `Places.load()` once and hand it on.

    `by_town` has the German towns whose name says where they are, `towns` also those that share a name.
    """

    by_code: Mapping[tuple[str, str], Place]
    by_town: Mapping[str, Place]
    towns: Mapping[str, Sequence[Place]]

    @classmethod
    def load(cls) -> Places:
        """Read data/places/postcodes.csv (GeoNames, CC BY 4.0)."""
        return cls.of(
            Place(r["country"], r["postcode"], r["place"], float(r["lat"]), float(r["lon"]))
            for r in read_csv("places", "postcodes.csv")
        )

    @classmethod
    def of(cls, places: Iterable[Place]) -> Places:
        """Index places by code and, for Germany, by the name of the town."""
        by_code = {(p.country, p.postcode): p for p in places}
        towns = _towns(by_code.values())
        return cls(by_code, _unambiguous(towns), towns)

    def dutch(self, postcode: str | None) -> Place | None:
        """The place of a Dutch postcode written `7811`, `7811AB` or `7811 AB`."""
        code = NL_CODE.match(postcode or "")
        return self.by_code.get(("NL", code[1])) if code else None

    def german(self, postcode: str | None) -> Place | None:
        """The place of a German postcode of five digits."""
        code = DE_CODE.match(postcode or "")
        return self.by_code.get(("DE", code[1])) if code else None

    def learn(self, locations: Iterable[Location]) -> Places:
        """The same table with the towns of these locations that it does not name (a postcode has one name only)."""
        found = [
            Place("DE", x.postcode or "", x.town, place.lat, place.lon)
            for x in locations
            if x.town and x.country in (None, "DE") and town_of(x.town) not in self.by_town
            and (place := self.of_location(x)) is not None
        ]  # fmt: skip
        return replace(self, by_town={**_unambiguous(_towns(found)), **self.by_town})

    def of_location(self, location: Location) -> Place | None:
        """Where a vacancy's location is: its own coordinates, else its postcode, else its town's name."""
        if location.lat is not None and location.lon is not None:
            return Place(
                location.country or "DE",
                location.postcode or "",
                location.town or "",
                location.lat,
                location.lon,
            )
        if location.country not in (None, "DE"):
            return None
        return self.german(location.postcode) or self.by_town.get(town_of(location.town or ""))


def town_of(name: str) -> str:
    """A town's name in small letters without district and river: `Lingen (Ems)` and `Lingen, Ems` both give `lingen`."""
    return re.split(r"[,(/]", name)[0].strip().lower()


def _towns(places: Iterable[Place]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for place in places:
        if place.country == "DE":
            found.setdefault(town_of(place.name), []).append(place)
    return found


def _unambiguous(towns: Mapping[str, Sequence[Place]]) -> dict[str, Place]:
    """German towns whose postcodes lie within 25 km of each other; others say too little about where."""
    return {name: group[0] for name, group in towns.items() if all(great_circle_km(group[0], p) < 25 for p in group)}


def great_circle_km(a: Place, b: Place) -> float:
    """Distance over the globe in km (haversine)."""
    return arc_km(a.lat, a.lon, b.lat, b.lon)


def road_km(a: Place, b: Place) -> float:
    """Estimated distance by road in km, at least the size of a town."""
    return max(SAME_PLACE_KM, great_circle_km(a, b) * ROAD_FACTOR)


def travel_minutes(km: float, mode: str = "car") -> float:
    """Estimated minutes for one way of `km` by car, public transport, moped or bike."""
    return float(minutes_for(np.array(km), mode))


def minutes_for(km: np.ndarray, mode: str = "car") -> np.ndarray:
    """`travel_minutes` of many distances."""
    start, slow, fast = SPEEDS.get(mode, SPEEDS["car"])
    minutes: np.ndarray = start + 60 * (np.minimum(km, 10.0) / slow + np.maximum(0.0, km - 10.0) / fast)
    return minutes


def reach_km(minutes: float, mode: str = "car") -> float:
    """The road km that `travel_minutes` says can be done in these minutes; 0 when they do not even last for the start."""
    start, slow, fast = SPEEDS.get(mode, SPEEDS["car"])
    left = max(0.0, minutes - start)
    near = min(left, 60 * 10.0 / slow)
    return near * slow / 60 + (left - near) * fast / 60


@dataclass(frozen=True)
class Spots:
    """The places of work of a whole stock as arrays, in degrees; row i owns spots starts[i] up to starts[i + 1]."""

    lat: np.ndarray
    lon: np.ndarray
    starts: np.ndarray

    @classmethod
    def of(cls, places: Iterable[Iterable[Place]]) -> Spots:
        """Gather the places of each row."""
        lat, lon, starts = array("d"), array("d"), array("q", [0])
        for row in places:
            for place in row:
                lat.append(place.lat)
                lon.append(place.lon)
            starts.append(len(lat))
        return cls(np.radians(lat), np.radians(lon), np.array(starts))

    def at(self, rows: Sequence[int] | np.ndarray) -> Spots:
        """The places of these rows only, in their order."""
        spots, starts = places_of(self.starts, rows)
        return Spots(self.lat[spots], self.lon[spots], starts)

    def km_from(self, home: Place) -> np.ndarray:
        """Road km from home to the nearest place of each row; not-a-number where a row has no place."""
        result = np.full(len(self.starts) - 1, np.nan)
        filled = np.diff(self.starts) > 0
        if filled.any():
            lat, lon = math.radians(home.lat), math.radians(home.lon)
            h = np.sin((self.lat - lat) / 2) ** 2
            h += math.cos(lat) * np.cos(self.lat) * np.sin((self.lon - lon) / 2) ** 2
            km = 2 * EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(h)))
            result[filled] = np.minimum.reduceat(km, self.starts[:-1][filled])
        road: np.ndarray = np.maximum(SAME_PLACE_KM, result * ROAD_FACTOR)
        return road


def nearest(home: Place, places: Iterable[Place]) -> tuple[Place, float] | None:
    """The place nearest to home with its road distance in km; None when there is none."""
    found = [(road_km(home, p), i, p) for i, p in enumerate(places)]
    if not found:
        return None
    km, _, place = min(found, key=lambda f: f[:2])
    return place, km
