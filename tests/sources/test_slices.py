"""Cutting searches: nothing may fall between two parts, and cutting must come to an end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.data import read_csv
from matcher.errors import InputError
from matcher.globe import arc_km
from matcher.sources.gazetteer import Gazetteer, Spot
from matcher.sources.slices import (
    CONTRACTS,
    HOURS,
    KINDS,
    Area,
    Circle,
    Country,
    Query,
    State,
    Town,
    Way,
    queries_for,
    read_area,
    split,
    ways,
    write_area,
)


@cache
def places() -> Gazetteer:
    return Gazetteer.of(read_csv("places", "postcodes.csv"))


@dataclass(frozen=True)
class Ad:
    """What a search filters on."""

    spot: Spot
    lat: float
    lon: float
    kind: int
    hours: frozenset[str]
    contract: int
    agency: bool
    age: int


def answers(query: Query, ad: Ad) -> bool:
    """Whether the service would list an advertisement, said as plainly as possible."""
    return (
        lies_in(query.area, ad)
        and (ad.kind in KINDS if query.kind is None else ad.kind == query.kind)
        and (query.hours is None or query.hours in ad.hours)
        and query.contract in (None, ad.contract)
        and query.agency in (None, ad.agency)
        and (query.days is None or ad.age <= query.days)
    )


def lies_in(area: Area, ad: Ad) -> bool:
    if isinstance(area, Circle):
        centre = places().find(area.around)
        assert centre is not None
        return arc_km(centre.lat, centre.lon, ad.lat, ad.lon) <= area.radius_km
    if isinstance(area, Town):
        return area.name == ad.spot.postcode
    return isinstance(area, Country) or ad.spot.state == area.name


@st.composite
def ads(draw: st.DrawFn) -> Ad:
    spot = draw(st.sampled_from(places().spots))
    return Ad(
        spot,
        spot.lat + draw(st.floats(-0.03, 0.03)),
        spot.lon + draw(st.floats(-0.04, 0.04)),
        draw(st.sampled_from(KINDS)),
        draw(st.frozensets(st.sampled_from(HOURS))),
        draw(st.sampled_from(CONTRACTS)),
        draw(st.booleans()),
        draw(st.integers(0, 200)),
    )


areas = st.one_of(
    st.builds(Circle, st.sampled_from([s.postcode for s in places().spots]), st.integers(1, 200)),
    st.builds(State, st.sampled_from(["Niedersachsen", "Nordrhein-Westfalen", "Bremen"])),
    st.just(Country()),
)


def nearby(area: Area, ad: Ad) -> Ad:
    """The same advertisement moved into the area's neighbourhood, so that most examples say something."""
    if not isinstance(area, Circle):
        return ad
    centre = places().find(area.around)
    assert centre is not None
    near = [s for s in places().spots if arc_km(s.lat, s.lon, centre.lat, centre.lon) <= area.radius_km]
    spot = near[ad.age % len(near)]
    return replace(ad, spot=spot, lat=spot.lat + ad.lat - ad.spot.lat, lon=spot.lon + ad.lon - ad.spot.lon)


@settings(max_examples=150)
@given(areas, ads(), st.sampled_from([None, *KINDS]))
def test_no_advertisement_falls_between_the_parts_of_an_exact_cut(area: Area, ad: Ad, kind: int | None) -> None:
    query, ad = Query(area, kind), nearby(area, ad)
    for way in ways(query, places()):
        if way.exact and answers(query, ad):
            assert any(answers(part, ad) for part in way.parts), way.name


@settings(max_examples=60)
@given(areas, ads())
def test_an_advertisement_is_still_found_after_cutting_by_map_again_and_again(area: Area, ad: Ad) -> None:
    ad = nearby(area, ad)
    query = Query(area, ad.kind)
    for _ in range(12):
        way = next(ways(query, places()), None)
        if way is None or way.name != "umkreis" or not answers(query, ad):
            break
        mine = [p for p in way.parts if isinstance(p.area, Circle) and p.area.box and p.area.box.holds(ad.lat, ad.lon)]
        if isinstance(area, Circle):  # outside its box a circle has no duty
            mine = mine or [p for p in way.parts if answers(p, ad)]
        assert mine and answers(mine[0], ad)
        query = mine[0]


@settings(max_examples=100)
@given(areas, ads())
def test_an_advertisement_with_working_time_answers_to_one_of_the_hours(area: Area, ad: Ad) -> None:
    query = Query(area, ad.kind)
    (hours,) = [way for way in ways(query, places()) if way.name == "arbeitszeit"]
    found = any(answers(part, nearby(area, ad)) for part in hours.parts)
    assert found == (answers(query, nearby(area, ad)) and bool(ad.hours))


def freedom(query: Query) -> tuple[float, ...]:
    """How wide a query is; each part must be narrower in some sense and wider in none."""
    area = query.area
    width = area.radius_km if isinstance(area, Circle) else {Country: 2000.0, State: 1000.0, Town: -1.0}[type(area)]
    return (
        width,
        1.0 if query.kind is None else 0.0,
        1.0 if query.contract is None else 0.0,
        1.0 if query.agency is None else 0.0,
        1.0 if query.hours is None else 0.0,
        101.0 if query.days is None else float(query.days),
    )


@settings(max_examples=100)
@given(
    areas,
    st.sampled_from([None, *KINDS]),
    st.sampled_from([None, *HOURS]),
    st.sampled_from([None, *CONTRACTS]),
    st.sampled_from([None, True, False]),
    st.sampled_from([None, 0, 1, 7, 28, 100]),
)
def test_every_part_is_smaller_than_the_whole_so_cutting_ends(
    area: Area, kind: int | None, hours: str | None, contract: int | None, agency: bool | None, days: int | None
) -> None:
    query = Query(area, kind, hours, contract, agency, days)
    for way in ways(query, places()):
        assert way.parts and len(set(way.parts)) == len(way.parts)
        for part in way.parts:
            assert freedom(part) != freedom(query)
            assert all(a <= b for a, b in zip(freedom(part), freedom(query), strict=True))


def names(query: Query) -> list[str]:
    return [way.name for way in ways(query, places())]


def test_the_order_of_cutting() -> None:
    filters = ["befristung", "zeitarbeit", "arbeitszeit"]
    assert names(Query(Circle("49716", 50), None)) == ["angebotsart"]
    assert names(Query(Circle("49716", 50))) == ["umkreis", *filters, "veroeffentlichtseit"]
    assert names(Query(Circle("49716", 4))) == [*filters, "postleitzahl", "veroeffentlichtseit"]
    assert names(Query(Town("49716"), 1, "vz", 2, False)) == ["veroeffentlichtseit"]
    assert names(Query(Town("49716"), 1, "vz", 2, False, 1)) == []


def test_a_cut_of_the_country_asks_only_what_the_service_takes() -> None:
    for part in split(Query(Country()), places()):
        assert 0 <= int(part.params()["umkreis"]) <= 200 and part.params()["wo"].isdigit()


def test_a_circle_around_an_unknown_place_is_cut_by_other_properties() -> None:
    assert names(Query(Circle("Atlantis", 50)))[0] == "befristung"


def test_what_the_parts_of_a_made_circle_find_is_not_held_against_its_count() -> None:
    def radius(query: Query) -> Way:
        return next(ways(query, places()))

    root = radius(Query(Circle("49716", 100)))
    assert root.comparable and not radius(root.parts[0]).comparable


def test_an_increment_asks_each_kind_for_the_last_days() -> None:
    asked = [q.params() for q in queries_for([Circle("49716", 50), State("Bremen")], days=7)]
    assert [(a["wo"], a["angebotsart"], a["veroeffentlichtseit"]) for a in asked] == [
        (place, kind, "7") for place in ("49716", "Bremen") for kind in ("1", "4", "34")
    ]


AREAS = [("49716+50", Circle("49716", 50)), ("Bad Bentheim+20", Circle("Bad Bentheim", 20)), ("49716", Town("49716")),
         ("Niedersachsen", State("Niedersachsen")), ("Deutschland", Country())]  # fmt: skip


@pytest.mark.parametrize(("text", "area"), AREAS, ids=[a[0] for a in AREAS])
def test_an_area_is_read_and_written_alike(text: str, area: Area) -> None:
    assert read_area(text) == area and write_area(area) == text


@pytest.mark.parametrize("text", ["", "+50", "49716+", "49716+201", "49716+five", "49716+-1"])
def test_an_area_nobody_can_mean_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(InputError, match=r"expected PLACE\+KM"):
        read_area(text)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"kind": 2}, "kind"), ({"days": 101}, "days"), ({"area": Circle("49716", 201)}, "radius_km"),
     ({"hours": "full"}, "hours"), ({"contract": 4}, "contract"), ({"area": Town(" ")}, "area")],
    ids=["kind", "days", "radius", "hours", "contract", "place"],
)  # fmt: skip
def test_a_query_the_service_would_refuse_or_ignore_is_not_made(changes: dict[str, object], field: str) -> None:
    with pytest.raises(InputError, match=field):
        replace(Query(Town("49716")), **changes)


def test_a_query_of_all_kinds_is_never_asked_as_such() -> None:
    with pytest.raises(InputError, match="courses"):
        Query(Country(), None).params()
    assert str(Query(Country(), None)) == "Deutschland"
