"""Cutting a search that the service will not list whole into smaller ones that together cover it; pure.

The service lists at most 10,000 advertisements of one search. Ways to cut, in the order they are tried: smaller
circles, kind of offer, kind of contract, temporary agency or not, working time, single postcodes, and at last
only what was published lately.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matcher.models import Place

LARGEST_RADIUS, MOST_DAYS = 200, 100
KINDS = (1, 4, 34)


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the map between two latitudes and two longitudes, in degrees."""

    south: float
    north: float
    west: float
    east: float


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
    """One search. `kind` is angebotsart (1 job, 4 apprenticeship, 34 internship; None: these three, to be cut first).

    `hours` is arbeitszeit (vz, tz, snw, ho, mj), `contract` befristung (1, 2, 3), `agency` zeitarbeit, `days`
    veroeffentlichtseit; None means any. Raises InputError for what the service would refuse or ignore.
    """

    area: Area
    kind: int | None = 1
    hours: str | None = None
    contract: int | None = None
    agency: bool | None = None
    days: int | None = None

    def params(self) -> dict[str, str]:
        """The query as the service names it, without paging."""
        raise NotImplementedError

    def __str__(self) -> str:
        """The query in a line for reports: `50 km around 49716, angebotsart 1`."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Way:
    """One way to cut a query; `exact` when the parts are sure to cover it, whatever the advertisements say."""

    name: str
    parts: tuple[Query, ...]
    exact: bool


def ways(query: Query, places: Sequence[Place]) -> Iterator[Way]:
    """Every way to cut a query, the best first; none when it cannot be made smaller. `places`: German postcodes."""
    raise NotImplementedError


def split(query: Query, places: Sequence[Place]) -> tuple[Query, ...]:
    """The parts of the first way to cut a query; empty when it cannot be made smaller."""
    raise NotImplementedError


def queries_for(areas: Sequence[Area], kinds: Sequence[int] = KINDS, days: int | None = None) -> tuple[Query, ...]:
    """The searches of a run: each area with each kind; with `days` an increment instead of the full sweep."""
    return tuple(Query(area, kind, days=days) for area in areas for kind in kinds)


def read_area(text: str) -> Area:
    """An area as an administrator writes it: `49716+50`, `Niedersachsen`, `Deutschland`. Raises InputError."""
    raise NotImplementedError
