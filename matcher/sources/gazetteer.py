"""The German postcodes as the sweep needs them: where each lies and in which state; pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from matcher.globe import arc_km

KM_PER_DEGREE = 111.2
STATES = {
    "BW": "Baden-Württemberg", "BY": "Bayern", "BE": "Berlin", "BB": "Brandenburg", "HB": "Bremen", "HH": "Hamburg",
    "HE": "Hessen", "MV": "Mecklenburg-Vorpommern", "NI": "Niedersachsen", "NW": "Nordrhein-Westfalen",
    "RP": "Rheinland-Pfalz", "SL": "Saarland", "SN": "Sachsen", "ST": "Sachsen-Anhalt", "SH": "Schleswig-Holstein",
    "TH": "Thüringen",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """A postcode with its town, state (German name) and centre in degrees."""

    postcode: str
    town: str
    state: str | None
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the map between two latitudes and two longitudes, in degrees."""

    south: float
    north: float
    west: float
    east: float

    @property
    def centre(self) -> tuple[float, float]:
        """Latitude and longitude of the middle."""
        return (self.south + self.north) / 2, (self.west + self.east) / 2

    def wider(self, km: float) -> Box:
        """The box with this many km more on each side."""
        dlat, dlon = degrees(km, max(abs(self.south), abs(self.north)))
        return Box(self.south - dlat, self.north + dlat, self.west - dlon, self.east + dlon)

    def halves(self) -> tuple[Box, Box]:
        """Two boxes that together are this one, cut across its longer side."""
        lat, lon = self.centre
        if (self.north - self.south) > (self.east - self.west) * math.cos(math.radians(lat)):
            return Box(self.south, lat, self.west, self.east), Box(lat, self.north, self.west, self.east)
        return Box(self.south, self.north, self.west, lon), Box(self.south, self.north, lon, self.east)

    def shared_with(self, other: Box) -> Box:
        """What two boxes that overlap have in common."""
        south, north = max(self.south, other.south), min(self.north, other.north)
        return Box(south, north, max(self.west, other.west), min(self.east, other.east))

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a point lies in it, edges included."""
        return self.south <= lat <= self.north and self.west <= lon <= self.east

    def farthest_km(self, lat: float, lon: float) -> float:
        """Distance from a point to the corner farthest from it."""
        return max(arc_km(lat, lon, a, b) for a in (self.south, self.north) for b in (self.west, self.east))


def bounds(spots: Sequence[Spot]) -> Box:
    """The smallest box that holds these postcodes; there must be at least one."""
    lats, lons = [s.lat for s in spots], [s.lon for s in spots]
    return Box(min(lats), max(lats), min(lons), max(lons))


def degrees(km: float, lat: float) -> tuple[float, float]:
    """How many degrees of latitude and longitude this many km are, at a latitude."""
    return km / KM_PER_DEGREE, km / (KM_PER_DEGREE * math.cos(math.radians(lat)))


def around(lat: float, lon: float, km: float) -> Box:
    """The smallest box that holds a circle."""
    return Box(lat, lat, lon, lon).wider(km)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All German postcodes; `of` takes the rows of the shipped places/postcodes.csv."""

    spots: tuple[Spot, ...]

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, str]]) -> Gazetteer:
        """From rows with country, postcode, place, region, lat, lon; other countries are left out."""
        german = (row for row in rows if row["country"] == "DE")
        return cls(
            tuple(
                Spot(r["postcode"], r["place"], STATES.get(r["region"]), float(r["lat"]), float(r["lon"]))
                for r in german
            )
        )

    def find(self, name: str) -> Spot | None:
        """The spot of a postcode, or of a town by its exact name."""
        return next((s for s in self.spots if name in (s.postcode, s.town)), None)

    def within(self, box: Box) -> Iterator[Spot]:
        """The postcodes whose centre lies in a box."""
        return (s for s in self.spots if box.holds(s.lat, s.lon))
