"""Maintainer script: cuts the outlines of the border region out of Natural Earth and writes map/outlines.json.

    npm install world-atlas@2.0.2 && python data/map/make_outlines.py node_modules/world-atlas/countries-10m.json

The file holds, per country, the rings of its land within the region as [longitude, latitude] in degrees. Natural
Earth is in the public domain; world-atlas packs it as TopoJSON (deltas of whole numbers, arcs shared by neighbours).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from shapely import Polygon, box, make_valid, unary_union
from shapely.geometry.base import BaseGeometry

TARGET = Path(__file__).with_name("outlines.json")
# Every home and job of the region, with an hour and a half of driving around it (degrees: west, south, east, north).
REGION = (4.4, 51.2, 9.6, 54.0)
COUNTRIES = {"528": "NL", "276": "DE"}
# About 200 m: finer than a pixel of the largest map.
TOLERANCE = 0.002


def arcs(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """The arcs as points in degrees."""
    (kx, ky), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]

    def points(arc: list[list[int]]) -> list[tuple[float, float]]:
        summed = accumulate(arc, lambda a, b: [a[0] + b[0], a[1] + b[1]])
        return [(x * kx + tx, y * ky + ty) for x, y in summed]

    return [points(arc) for arc in topology["arcs"]]


def polygons(geometry: dict[str, Any], known: list[list[tuple[float, float]]]) -> Iterator[BaseGeometry]:
    """The polygons of a country; an arc with a negative number runs backwards."""
    found = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    for rings in found:
        shell, *holes = [_ring(ring, known) for ring in rings]
        yield make_valid(Polygon(shell, holes))


def _ring(numbers: list[int], known: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    return [point for n in numbers for point in (known[n] if n >= 0 else known[~n][::-1])]


def rings(shape: BaseGeometry) -> list[list[list[float]]]:
    """The outer rings of what lies in the region, simplified and rounded."""
    cut = shape.intersection(box(*REGION)).simplify(TOLERANCE)
    parts = [p for p in getattr(cut, "geoms", [cut]) if isinstance(p, Polygon) and p.area > TOLERANCE**2 * 100]
    return [[[round(x, 3), round(y, 3)] for x, y in part.exterior.coords] for part in parts]


def main() -> None:
    """Write the outlines."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    known = arcs(topology)
    countries = topology["objects"]["countries"]["geometries"]
    shapes = {COUNTRIES[c["id"]]: unary_union(list(polygons(c, known))) for c in countries if c.get("id") in COUNTRIES}
    found = {country: rings(shape) for country, shape in shapes.items()}
    TARGET.write_text(json.dumps(found, separators=(",", ":")) + "\n", encoding="utf-8")
    print({country: sum(map(len, parts)) for country, parts in found.items()}, TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
