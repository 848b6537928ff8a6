"""A map as SVG, drawn on the server: outlines, towns, rings of travel time around home, numbered spots; pure.

Rings are circles because distances here are estimates from the great circle (see matcher.geo). What the map shows
stands in a list beside it as well, so it is a picture for those who see it and nothing is lost for those who do not.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from matcher.geo import ROAD_FACTOR, reach_km
from matcher.models import Place

WIDTH, HEIGHT = 720, 560
MARGIN = 1.08
KM_PER_DEGREE = 111.2
CHARACTER, DIGIT, LINE = 6.6, 8.4, 14
# Where the label of a ring may stand, in degrees from the top: the first place that is free.
LABELS_AT = (0, -30, 30, -50, 50, -65, 65, -115, 115, -130, 130, 180)
RADIUS, SHOWN_MARKS = 11, 4
Outlines = Mapping[str, Sequence[Sequence[Sequence[float]]]]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """Somewhere on the map with its mark, for example the number of a vacancy."""

    lat: float
    lon: float
    mark: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Where degrees lie on the picture: the centre's, and pixels per km."""

    lat: float
    lon: float
    scale: float

    def xy(self, lat: float, lon: float) -> tuple[float, float]:
        """Pixels of a place; the region is small enough for a plain projection."""
        east = (lon - self.lon) * KM_PER_DEGREE * math.cos(math.radians(self.lat))
        north = (lat - self.lat) * KM_PER_DEGREE
        return round(WIDTH / 2 + east * self.scale, 1), round(HEIGHT / 2 - north * self.scale, 1)


def frame_around(home: Place, spots: Iterable[Spot], least_km: float) -> Frame:
    """A frame with home in the middle that shows every spot and at least so many km each way."""
    plain = Frame(home.lat, home.lon, 1.0)
    away = [plain.xy(s.lat, s.lon) for s in spots]
    across = max([abs(x - WIDTH / 2) for x, _ in away] + [least_km * WIDTH / HEIGHT])
    along = max([abs(y - HEIGHT / 2) for _, y in away] + [least_km])
    return Frame(home.lat, home.lon, min(WIDTH / 2 / across, HEIGHT / 2 / along) / MARGIN)


@dataclass(frozen=True, slots=True)
class Sign:
    """Spots that would cover each other, as one: where it stands on the picture and all of their marks."""

    x: float
    y: float
    marks: tuple[str, ...]

    @property
    def text(self) -> str:
        """The marks as far as they fit."""
        return " ".join(self.marks[:SHOWN_MARKS]) + ("…" if len(self.marks) > SHOWN_MARKS else "")


def signs(home: Place, spots: Sequence[Spot], rings: Mapping[str, float]) -> tuple[Sign, ...]:
    """The signs that stand on the map for these spots, in the order given."""
    frame = _frame(home, spots, rings)
    return tuple(Sign(x, y, tuple(m)) for (x, y), m in groups([(frame.xy(s.lat, s.lon), s.mark) for s in spots]))


def _frame(home: Place, spots: Sequence[Spot], rings: Mapping[str, float]) -> Frame:
    return frame_around(home, spots, sorted(rings.values())[len(rings) // 2] if rings else 20.0)


def ring_km(minutes: float, mode: str) -> float:
    """Radius in km over the globe of what can be reached in these minutes."""
    return reach_km(minutes, mode) / ROAD_FACTOR


def draw(
    home: Place,
    spots: Sequence[Spot],
    rings: Mapping[str, float],
    outlines: Outlines,
    towns: Sequence[Place],
    title: str,
    described_by: str = "",
) -> Markup:
    """The map; `rings` are label -> radius in km, `described_by` the id of what says more about it on the page."""
    frame = _frame(home, spots, rings)
    parts = [
        *_land(frame, outlines),
        *_rings(frame, rings, [frame.xy(s.lat, s.lon) for s in spots]),
        *_towns(frame, towns, [frame.xy(s.lat, s.lon) for s in spots]),
        *_signs(signs(home, spots, rings)),
        f'<path class="wb-map__home" d="M{WIDTH / 2} {HEIGHT / 2}m-9 2l9-9 9 9h-3v8h-12v-8z"/>',
    ]
    described = f' aria-describedby="{escape(described_by)}"' if described_by else ""
    return Markup(
        f'<svg class="wb-map" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}"{described}>'
        + "".join(parts) + "</svg>"
    )  # fmt: skip


def _land(frame: Frame, outlines: Outlines) -> Iterator[str]:
    for country, rings in outlines.items():
        for ring in rings:
            points = " ".join("{},{}".format(*frame.xy(lat, lon)) for lon, lat in ring)
            yield f'<polygon class="wb-map__land wb-map__land--{escape(country.lower())}" points="{points}"/>'


def _rings(frame: Frame, rings: Mapping[str, float], spots: Sequence[tuple[float, float]]) -> Iterator[str]:
    """Rings, each with its label on the line where it is on the picture and covers no spot."""
    taken = [(x - 3 * RADIUS, y - RADIUS, x + 3 * RADIUS, y + RADIUS) for x, y in spots]
    for label, km in rings.items():
        radius = round(km * frame.scale, 1)
        yield f'<circle class="wb-map__ring" cx="{WIDTH / 2}" cy="{HEIGHT / 2}" r="{radius}"/>'
        at = next((p for p in _around(radius) if _is_free(p, label, taken)), None)
        if at:
            yield f'<text class="wb-map__minutes" x="{at[0]}" y="{at[1]}">{escape(label)}</text>'


def _around(radius: float) -> Iterator[tuple[float, float]]:
    """Places for a label on a ring, the best first."""
    for degrees in map(math.radians, LABELS_AT):
        x, y = WIDTH / 2 + radius * math.sin(degrees), HEIGHT / 2 - radius * math.cos(degrees)
        yield round(x, 1), round(y + LINE / 3, 1)


def _is_free(at: tuple[float, float], label: str, taken: Sequence[Box]) -> bool:
    x, y = at
    half = DIGIT * len(label) / 2
    box = (x - half, y - LINE, x + half, y + 4)
    inside = box[0] > 0 and box[1] > 0 and box[2] < WIDTH and box[3] < HEIGHT
    return inside and not any(_meet(box, b) for b in taken)


def _towns(frame: Frame, towns: Sequence[Place], taken: Sequence[tuple[float, float]]) -> Iterator[str]:
    """Towns on the picture whose names do not run into a spot or an earlier name; the important ones come first."""
    boxes: list[Box] = [(x - 11, y - 11, x + 11, y + 11) for x, y in (*taken, (WIDTH / 2, HEIGHT / 2))]
    for town in towns:
        x, y = frame.xy(town.lat, town.lon)
        box = (x - 4, y - LINE, x + 8 + CHARACTER * len(town.name), y + 5)
        if box[0] < 0 or box[1] < 0 or box[2] > WIDTH or box[3] > HEIGHT or any(_meet(box, b) for b in boxes):
            continue
        boxes.append(box)
        yield f'<circle class="wb-map__town" cx="{x}" cy="{y}" r="2.5"/>'
        yield f'<text class="wb-map__name" x="{round(x + 6, 1)}" y="{round(y + 4, 1)}">{escape(town.name)}</text>'


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _signs(found: Sequence[Sign]) -> Iterator[str]:
    """Signs with their marks, each with all of them as its title; the first stands on top."""
    for sign in reversed(found):
        text = sign.text
        width = max(2 * RADIUS, DIGIT * (len(text) - 0.5 * text.count(" ")) + 14)
        yield (
            f"<g><title>{escape(' '.join(sign.marks))}</title>"
            f'<rect class="wb-map__spot" x="{round(sign.x - width / 2, 1)}" y="{round(sign.y - RADIUS, 1)}"'
            f' width="{round(width, 1)}" height="{2 * RADIUS}" rx="{RADIUS}"/>'
        )
        yield f'<text class="wb-map__mark" x="{sign.x}" y="{round(sign.y + 4, 1)}">{escape(text)}</text></g>'


def groups(marked: Sequence[tuple[tuple[float, float], str]]) -> list[tuple[tuple[float, float], list[str]]]:
    """Marks by the first spot within reach of theirs, in the order given."""
    found: list[tuple[tuple[float, float], list[str]]] = []
    for at, mark in marked:
        near = next((marks for place, marks in found if math.dist(place, at) < 2 * RADIUS), None)
        if near is None:
            found.append((at, [mark]))
        else:
            near.append(mark)
    return found
