"""Distance over the globe; pure."""

from __future__ import annotations

import math

EARTH_KM = 6371.0088


def arc_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance in km between two points in degrees (haversine)."""
    la1, lo1, la2, lo2 = (math.radians(x) for x in (lat_a, lon_a, lat_b, lon_b))
    h = math.sin((la2 - la1) / 2) ** 2 + math.cos(la1) * math.cos(la2) * math.sin((lo2 - lo1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))
