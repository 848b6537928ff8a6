"""Whether an advertisement lies inside the area that was asked for; pure.

The circles a large area is cut into reach beyond it. What they find outside is left out, or the stock would depend
on how an area happened to be cut.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from matcher.globe import arc_km
from matcher.sources.gazetteer import Gazetteer
from matcher.sources.jobsuche_names import constant
from matcher.sources.slices import MARGIN_KM, Area, Circle, State

Inside = Callable[[Mapping[str, Any]], bool]


def inside_of(area: Area, places: Gazetteer) -> Inside:
    """A test for raw items of the search; an advertisement that does not say where it is counts as inside."""
    if isinstance(area, State):
        name = constant(area.name)
        return lambda body: _any_or_unknown(constant(region) == name for region in _regions(body))
    spot = places.find(area.around) if isinstance(area, Circle) else None
    if spot is None or not isinstance(area, Circle):
        return lambda body: True
    lat, lon, most = spot.lat, spot.lon, area.radius_km + MARGIN_KM
    return lambda body: _any_or_unknown(arc_km(lat, lon, *point) <= most for point in _points(body))


def _any_or_unknown(answers: Iterator[bool]) -> bool:
    known = list(answers)
    return any(known) or not known


def _places(body: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    listed = body.get("stellenlokationen")
    return (place for place in (listed if isinstance(listed, list) else []) if isinstance(place, dict))


def _regions(body: Mapping[str, Any]) -> Iterator[str]:
    for place in _places(body):
        address = place.get("adresse")
        region = address.get("region") if isinstance(address, dict) else None
        if isinstance(region, str):
            yield region


def _points(body: Mapping[str, Any]) -> Iterator[tuple[float, float]]:
    for place in _places(body):
        lat, lon = place.get("breite"), place.get("laenge")
        if isinstance(lat, (int, float)) and isinstance(lon, (int, float)):
            yield lat, lon
