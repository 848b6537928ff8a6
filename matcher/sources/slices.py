"""Cutting a search that the service will not list whole into smaller ones that together cover it; pure.

The service lists at most 10,000 advertisements of one search. Ways to cut, in the order they are tried: kind of
offer, smaller circles, kind of contract, temporary agency or not, working time, single postcodes, and at last only
what was published lately. Contract and agency come before working time because they leave nobody out, while an
advertisement that states no working time answers to none of its values.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from matcher.errors import InputError
from matcher.globe import arc_km
from matcher.sources.gazetteer import STATES, Box, Gazetteer, around, bounds

LARGEST_RADIUS, MOST_DAYS = 200, 100
COUNTRY = "Deutschland"
KINDS = (1, 4, 34)
HOURS = ("vz", "tz", "snw", "ho", "mj")
CONTRACTS = (1, 2, 3)
DAYS = (100, 28, 14, 7, 1)
# The service's centre of a postcode and ours differ a little, and it counts whole km.
MARGIN_KM = 2.0
# No German workplace lies farther than this from the centre of some postcode.
REACH_KM = 12.0
MOST_POSTCODES = 60
# More parts than this overlap so much that cutting by another property costs fewer requests.
MOST_CIRCLES = 8


@dataclass(frozen=True, slots=True)
class Circle:
    """A postcode or town with a radius in km; `box` is the part of the map the circle was made to cover."""

    around: str
    radius_km: int
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Town:
    """A postcode or town without a radius."""

    name: str


@dataclass(frozen=True, slots=True)
class State:
    """One of the sixteen German states, by its German name."""

    name: str


@dataclass(frozen=True, slots=True)
class Country:
    """All of Germany."""


Area = Circle | Town | State | Country


@dataclass(frozen=True, slots=True)
class Query:
    """One search. `kind` is angebotsart: 1 job, 4 apprenticeship, 34 internship.

    `kind` None means these three: it is never asked as such, for without a kind courses leak in, but cut first.
    `hours` is arbeitszeit (vz, tz, snw, ho, mj), `contract` befristung (1, 2, 3), `agency` zeitarbeit, `days`
    veroeffentlichtseit; None means any. Raises InputError for what the service would refuse or ignore.
    """

    area: Area
    kind: int | None = 1
    hours: str | None = None
    contract: int | None = None
    agency: bool | None = None
    days: int | None = None

    def __post_init__(self) -> None:
        radius = self.area.radius_km if isinstance(self.area, Circle) else 0
        _check(bool(wo(self.area).strip()), "area", "a postcode, town or state")
        _check(0 <= radius <= LARGEST_RADIUS, "radius_km", f"0 to {LARGEST_RADIUS} km")
        _check(self.kind in (None, *KINDS), "kind", "1, 4 or 34")
        _check(self.hours in (None, *HOURS), "hours", "one of vz, tz, snw, ho, mj")
        _check(self.contract in (None, *CONTRACTS), "contract", "1, 2 or 3")
        _check(self.days is None or 0 <= self.days <= MOST_DAYS, "days", f"0 to {MOST_DAYS} days")

    def params(self) -> dict[str, str]:
        """The query as the service names it, without paging; what is not set is left out."""
        _check(self.kind is not None, "kind", "one kind, for without it the service adds courses")
        query = {
            "wo": wo(self.area),
            "umkreis": str(self.area.radius_km) if isinstance(self.area, Circle) else None,
            "angebotsart": str(self.kind),
            "arbeitszeit": self.hours,
            "befristung": None if self.contract is None else str(self.contract),
            "zeitarbeit": None if self.agency is None else str(self.agency).lower(),
            "veroeffentlichtseit": None if self.days is None else str(self.days),
        }
        return {name: value for name, value in query.items() if value is not None}

    def __str__(self) -> str:
        """The query in a line for reports: `49716+50, angebotsart 1, befristung 2`."""
        names = ("angebotsart", "arbeitszeit", "befristung", "zeitarbeit", "veroeffentlichtseit")
        asked = {} if self.kind is None else self.params()
        return ", ".join([write_area(self.area), *(f"{name} {asked[name]}" for name in names if name in asked)])


def _check(holds: bool, name: str, expected: str) -> None:
    if not holds:
        raise InputError("search", name, f"expected {expected}")


def wo(area: Area) -> str:
    """The place as the service takes it in `wo`."""
    if isinstance(area, Circle):
        return area.around
    return COUNTRY if isinstance(area, Country) else area.name


def write_area(area: Area) -> str:
    """An area as `read_area` takes it."""
    return f"{area.around}+{area.radius_km}" if isinstance(area, Circle) else wo(area)


def read_area(text: str) -> Area:
    """An area as an administrator writes it: `49716+50`, `49716`, `Niedersachsen`, `Deutschland`. Raises InputError."""
    name, plus, radius = (part.strip() for part in text.partition("+"))
    if plus and name and re.fullmatch(r"[0-9]{1,3}", radius) and int(radius) <= LARGEST_RADIUS:
        return Circle(name, int(radius))
    if plus or not name:
        raise InputError(
            f"area {text!r}", "", f"expected PLACE+KM (at most {LARGEST_RADIUS} km), a state, or {COUNTRY}"
        )
    if name == COUNTRY:
        return Country()
    return State(name) if name in STATES.values() else Town(name)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to cut a query.

    `exact`: every advertisement of the query that has a place is in a part. `comparable`: what the parts find may be
    held against the number announced for the whole; not so for a circle made to cover a box, which reaches beyond it.
    """

    name: str
    parts: tuple[Query, ...]
    exact: bool = True
    comparable: bool = True


def ways(query: Query, places: Gazetteer) -> Iterator[Way]:
    """Every way to cut a query, the best first; none when it cannot be made smaller."""
    if query.kind is None:
        yield Way("angebotsart", tuple(replace(query, kind=kind) for kind in KINDS))
        return
    for way in (_by_radius, _by_contract, _by_agency, _by_hours, _by_postcode, _by_days):
        found = way(query, places)
        if found is not None:
            yield found


def split(query: Query, places: Gazetteer) -> tuple[Query, ...]:
    """The parts of the best way to cut a query; empty when it cannot be made smaller."""
    best = next(ways(query, places), None)
    return best.parts if best else ()


def queries_for(areas: Sequence[Area], kinds: Sequence[int] = KINDS, days: int | None = None) -> tuple[Query, ...]:
    """The searches of a run: each area with each kind; with `days` an increment instead of the full sweep."""
    return tuple(Query(area, kind, days=days) for area in areas for kind in kinds)


def _by_radius(query: Query, places: Gazetteer) -> Way | None:
    box = _box(query.area, places)
    if box is None:
        return None
    state = query.area.name if isinstance(query.area, State) else None
    smaller = query.area.radius_km - 1 if isinstance(query.area, Circle) else LARGEST_RADIUS
    circles = tuple(_circles(box, places, state, smaller))
    if not circles or any(c.radius_km > smaller for c in circles):
        return None
    if isinstance(query.area, Circle) and len(circles) > MOST_CIRCLES:
        return None
    whole = not (isinstance(query.area, Circle) and query.area.box)
    return Way("umkreis", tuple(replace(query, area=c) for c in circles), comparable=whole)


def _box(area: Area, places: Gazetteer) -> Box | None:
    """The part of the map that an area is to cover; None when it is not known where it lies."""
    if isinstance(area, Circle) and area.box is None:
        spot = places.find(area.around)
        return around(spot.lat, spot.lon, area.radius_km + MARGIN_KM) if spot else None
    if isinstance(area, Circle):
        return area.box
    if isinstance(area, Town):
        return None
    state = area.name if isinstance(area, State) else None
    spots = [s for s in places.spots if state in (None, s.state)]
    return bounds(spots).wider(REACH_KM) if spots else None


def _circles(box: Box, places: Gazetteer, state: str | None, most: int) -> Iterator[Circle]:
    """Circles of at most `most` km over the two halves of a box, without the parts where no postcode is near.

    A half so small that the margin alone makes its circle too large is given as it is.
    """
    for whole in box.halves():
        near = [s for s in places.within(whole.wider(REACH_KM)) if state in (None, s.state)]
        if not near:
            continue
        half = whole.shared_with(bounds(near).wider(REACH_KM))
        centre = min(near, key=lambda s: (half.farthest_km(s.lat, s.lon), s.postcode))
        radius = math.ceil(half.farthest_km(centre.lat, centre.lon) + MARGIN_KM)
        if radius > most and half.farthest_km(*half.centre) > MARGIN_KM:
            yield from _circles(half, places, state, most)
        else:
            yield Circle(centre.postcode, radius, half)


def _by_contract(query: Query, places: Gazetteer) -> Way | None:
    if query.contract is not None:
        return None
    return Way("befristung", tuple(replace(query, contract=contract) for contract in CONTRACTS))


def _by_agency(query: Query, places: Gazetteer) -> Way | None:
    if query.agency is not None:
        return None
    return Way("zeitarbeit", tuple(replace(query, agency=agency) for agency in (False, True)))


def _by_hours(query: Query, places: Gazetteer) -> Way | None:
    if query.hours is not None:
        return None
    return Way("arbeitszeit", tuple(replace(query, hours=hours) for hours in HOURS), exact=False)


def _by_postcode(query: Query, places: Gazetteer) -> Way | None:
    """The postcodes of a small circle one by one; an advertisement may name a town only, so not exact."""
    spot = places.find(query.area.around) if isinstance(query.area, Circle) else None
    if spot is None or not isinstance(query.area, Circle):
        return None
    reach = query.area.radius_km + REACH_KM
    near = sorted(
        s.postcode
        for s in places.within(around(spot.lat, spot.lon, reach))
        if arc_km(spot.lat, spot.lon, s.lat, s.lon) <= reach
    )
    if not 2 <= len(near) <= MOST_POSTCODES:
        return None
    return Way("postleitzahl", tuple(replace(query, area=Town(code)) for code in near), exact=False)


def _by_days(query: Query, places: Gazetteer) -> Way | None:
    """The next shorter time; what is older stays unlisted, which is why this comes last."""
    shorter = [days for days in DAYS if query.days is None or days < query.days]
    return Way("veroeffentlichtseit", (replace(query, days=shorter[0]),), exact=False) if shorter else None
