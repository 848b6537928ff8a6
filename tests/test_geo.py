from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.geo import SPEEDS, Places, great_circle_km, nearest, reach_km, road_km, travel_minutes
from matcher.models import Location, Place
from tests.conftest import SHARED, needs_shared

WRONG = ("1234", "1954", "5217", "7146", "9999")
points = st.builds(Place, st.just("NL"), st.just("0"), st.just("x"), st.floats(47, 55), st.floats(3, 15))


@pytest.fixture(scope="module")
def places() -> Places:
    return Places.load()


@pytest.mark.parametrize(
    ("nl", "de", "low", "high"),
    [("7811", "49716", 25, 50), ("7741", "49828", 8, 30), ("9693", "26831", 2, 15), ("7811", "80331", 700, 1000)],
    ids=["Emmen-Meppen", "Coevorden-Neuenhaus", "Nieuweschans-Bunde", "Emmen-München"],
)
def test_distances_an_adviser_would_recognise(places: Places, nl: str, de: str, low: float, high: float) -> None:
    home, job = places.dutch(nl), places.german(de)
    assert home and job
    assert low <= road_km(home, job) <= high


@pytest.mark.parametrize("code", WRONG)
def test_codes_known_to_be_wrong_have_no_place(places: Places, code: str) -> None:
    assert places.dutch(f"{code}AB") is None


@pytest.mark.parametrize("code", ["", "abc", "12345", "0000AA", None], ids=str)
def test_an_unknown_place_is_unknown_not_zero_km(places: Places, code: str | None) -> None:
    assert places.dutch(code) is None


def test_the_nearest_of_several_locations_counts(places: Places) -> None:
    home = places.dutch("7811AB")
    assert home
    far, near = places.german("80331"), places.german("49716")
    assert far and near
    found = nearest(home, [far, near])
    assert found and found[0] == near
    assert nearest(home, []) is None


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        pytest.param(Location(lat=52.69, lon=7.29), "", id="own coordinates"),
        pytest.param(Location(postcode="49716"), "49716", id="postcode"),
        pytest.param(Location(town="Lingen (Ems)"), "49", id="town with river"),
        pytest.param(Location(town="Neustadt"), None, id="name of many towns"),
        pytest.param(Location(town="Meppen", country="NL"), None, id="German name in another country"),
    ],
)
def test_where_a_vacancy_is(places: Places, location: Location, expected: str | None) -> None:
    found = places.of_location(location)
    assert (found is None) if expected is None else (found is not None and found.postcode.startswith(expected))


@given(points, points)
def test_distance_is_symmetric_and_never_negative(a: Place, b: Place) -> None:
    assert great_circle_km(a, b) == pytest.approx(great_circle_km(b, a))
    assert great_circle_km(a, b) >= 0


@given(st.floats(0, 500), st.floats(0, 500), st.sampled_from(["car", "bike", "public", "moped"]))
def test_farther_never_takes_less_time(a: float, b: float, mode: str) -> None:
    near, far = sorted((a, b))
    assert travel_minutes(near, mode) <= travel_minutes(far, mode)


@needs_shared
def test_the_table_is_the_expected_one(places: Places) -> None:
    with (SHARED / "geo" / "postcodes_nl_de.csv").open(encoding="utf-8", newline="") as lines:
        expected = {
            (r["country"], r["postcode"]): (r["place"], float(r["lat"]), float(r["lon"]))
            for r in csv.DictReader(lines)
            if r["country"] == "DE" or r["postcode"] not in WRONG
        }
    assert {k: (p.name, p.lat, p.lon) for k, p in places.by_code.items()} == expected


@given(st.floats(0, 300), st.sampled_from(sorted(SPEEDS)))
def test_reach_is_travel_time_the_other_way_round(km: float, mode: str) -> None:
    assert reach_km(travel_minutes(km, mode), mode) == pytest.approx(km, abs=1e-6)


@pytest.mark.parametrize("mode", sorted(SPEEDS))
def test_nobody_gets_anywhere_before_they_have_left(mode: str) -> None:
    assert reach_km(0.0, mode) == 0.0
