"""The map and the comparison: what an adviser reads off them is what the engine says."""

from __future__ import annotations

import math
import re
from itertools import combinations, pairwise

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from matcher.geo import ROAD_FACTOR, Places, great_circle_km, travel_minutes
from matcher.models import Place
from matcher.personal import set_weights
from matcher.store import Store
from tests.web import lint
from tests.web.conftest import STAMP
from web import svgmap
from web.people import compare, jobs_map
from web.svgmap import Frame, Spot

EMMEN = Place("NL", "7811", "Emmen", 52.78, 6.9)
near = st.builds(Spot, st.floats(51.8, 53.6), st.floats(5.6, 8.4), st.just("1"))


@given(st.lists(near, max_size=20))
def test_every_spot_is_on_the_picture(spots: list[Spot]) -> None:
    frame = svgmap.frame_around(EMMEN, spots, 20.0)
    for spot in spots:
        x, y = frame.xy(spot.lat, spot.lon)
        assert 0 <= x <= svgmap.WIDTH and 0 <= y <= svgmap.HEIGHT


@given(near)
def test_distances_on_the_picture_are_those_of_the_globe(spot: Spot) -> None:
    x, y = Frame(EMMEN.lat, EMMEN.lon, 1.0).xy(spot.lat, spot.lon)
    drawn = ((x - svgmap.WIDTH / 2) ** 2 + (y - svgmap.HEIGHT / 2) ** 2) ** 0.5
    assert drawn == pytest.approx(great_circle_km(EMMEN, Place("DE", "", "", spot.lat, spot.lon)), rel=0.02, abs=0.3)


@given(st.lists(st.tuples(st.tuples(st.floats(0, 300), st.floats(0, 300)), st.uuids().map(str)), max_size=20))
def test_no_spot_covers_another_and_no_mark_is_lost(marked: list[tuple[tuple[float, float], str]]) -> None:
    found = svgmap.groups(marked)
    assert sorted(m for _, marks in found for m in marks) == sorted(m for _, m in marked)
    assert all(math.dist(a, b) >= 2 * svgmap.RADIUS for (a, _), (b, _) in combinations(found, 2))


@pytest.mark.parametrize("minutes", jobs_map.MINUTES)
def test_a_place_on_a_ring_takes_the_minutes_of_the_ring(minutes: int) -> None:
    assert travel_minutes(svgmap.ring_km(minutes, "car") * ROAD_FACTOR, "car") == pytest.approx(minutes)


def test_names_of_towns_do_not_run_into_each_other(adviser: FlaskClient) -> None:
    html = adviser.get("/people/p-anna/map").get_data(as_text=True)
    names = re.findall(r'wb-map__name" x="([\d.]+)" y="([\d.]+)">([^<]+)<', html)
    boxes = [(float(x), float(y) - 10, float(x) + 5.5 * len(name), float(y) + 2) for x, y, name in names]
    assert len(boxes) >= 5
    assert not [1 for a, b in combinations(boxes, 2) if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]


def test_the_map_shows_every_match_whose_place_is_known_and_counts_the_others(
    adviser: FlaskClient, store: Store
) -> None:
    html = adviser.get("/people/p-anna/map").get_data(as_text=True)
    assert html.count('class="wb-map__ring"') == len(jobs_map.MINUTES)
    assert "Van 2 matches is de plaats niet bekend" in html
    listed = lint.text(next(e for e in lint.parse(html).iter("ol") if e.get("class") == "wb-map-list"))
    assert all(v.title[:12] in listed for v in store.vacancies(m.vacancy for m in store.matches("p-anna")).values())


def test_all_outlines_are_in_the_region() -> None:
    points = [p for rings in jobs_map.outlines().values() for ring in rings for p in ring]
    assert {len(p) for p in points} == {2} and all(4.3 < lon < 9.7 and 51.1 < lat < 54.1 for lon, lat in points)
    assert len(jobs_map.towns()) == len({t.name for t in jobs_map.towns()}) > 20


def test_emmen_is_in_the_netherlands_and_meppen_in_germany_on_the_map() -> None:
    places = Places.load()
    for place, country in ((places.dutch("7811"), "NL"), (places.german("49716"), "DE")):
        assert place
        inside = [c for c, rings in jobs_map.outlines().items() if any(_inside(place, ring) for ring in rings)]
        assert inside == [country]


def _inside(place: Place, ring: list[list[float]]) -> bool:
    """Ray casting, the plain way."""
    crossings = 0
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > place.lat) != (y2 > place.lat) and place.lon < x1 + (place.lat - y1) / (y2 - y1) * (x2 - x1):
            crossings += 1
    return crossings % 2 == 1


def test_the_best_of_a_row_is_marked_only_where_all_are_known() -> None:
    cases: dict[tuple[float | None, ...], set[int]] = {
        (1.0, 2.0): {1}, (2.0, 2.0): set(), (2.0, 1.0, 2.0): {0, 2}, (None, 3.0): set(), (): set(), (5.0,): set(),
    }  # fmt: skip
    assert {values: set(compare._best(values)) for values in cases} == cases


def test_four_stand_side_by_side_and_a_fifth_is_refused_in_words(adviser: FlaskClient) -> None:
    refs = ["10000-1/A-S", "10000-2-S", "10000-3-S", "10000-4-S", "10000-5-S"]
    html = adviser.get("/people/p-anna/compare?" + "&".join(f"ref={r}" for r in refs)).get_data(as_text=True)
    head = next(lint.parse(html).iter("thead"))
    assert len(list(head.iter("th"))) == 4 and "hoogstens 4" in html


def test_the_points_of_the_comparison_add_up_to_the_scores(adviser: FlaskClient, store: Store) -> None:
    html = adviser.get("/people/p-anna/compare?ref=10000-1/A-S&ref=10000-5-S").get_data(as_text=True)
    scores = [m.score for m in store.matches("p-anna") if m.vacancy in ("10000-1/A-S", "10000-5-S")]
    rows = [[lint.text(c) for c in row] for row in next(lint.parse(html).iter("tbody"))]
    points = [
        [float(cell.split(" / ")[0].replace(",", ".")) for cell in r[1:]] for r in rows if r[0].startswith("Punten")
    ]
    assert [sum(column) for column in zip(*points, strict=True)] == pytest.approx(scores, abs=3.0)


def test_what_is_left_of_the_pay_is_shown_for_an_advertisement_with_pay(adviser: FlaskClient) -> None:
    html = adviser.get("/people/p-anna/compare?ref=10000-1/A-S").get_data(as_text=True)
    assert "Netto per maand (schatting)" in html and "ongeveer € 2" in html


def test_pay_reckoned_from_a_wish_is_marked_and_never_the_best(adviser: FlaskClient, store: Store) -> None:
    store.put_facts("p-anna", {"wage_wish": 9000}, "els", STAMP)
    html = adviser.get("/people/p-anna/compare?ref=10000-1/A-S&ref=10000-5-S").get_data(as_text=True)
    (row,) = [r for r in lint.parse(html).iter("tr") if lint.text(r).startswith("Netto per maand")]
    advertised, wished = (lint.text(cell) for cell in row.iter("td"))
    assert "loonwens" not in advertised and wished.endswith("(gerekend met de loonwens)")
    assert not [cell for cell in row.iter("td") if cell.get("class") == "wb-best"]
    for lang, said in (
        ("nl", "per maand, gerekend met het loon dat u wenst"),
        ("de", "gerechnet mit Ihrem Wunschlohn"),
    ):
        html = adviser.get(f"/people/p-anna/handout?v=10000-5-S&lang={lang}").get_data(as_text=True)
        assert any(said in lint.text(heading) for heading in lint.parse(html).iter("h4"))


def test_no_factor_gives_more_points_than_the_most_that_is_printed(adviser: FlaskClient, store: Store) -> None:
    set_weights(store, "p-anna", {"contract": "more", "pay": "less"}, "els")
    page, one = adviser.get("/people/p-anna/compare?ref=10000-1/A-S"), adviser.get("/people/p-anna/matches/10000-1/A-S")
    printed = re.findall(r">([\d,]+) / ([\d,]+)</td>", page.get_data(as_text=True))
    printed += re.findall(r">([\d,]+)<span class=\"wb-small\"> / ([\d,]+)<", one.get_data(as_text=True))
    pairs = [tuple(float(x.replace(",", ".")) for x in pair) for pair in printed]
    assert len(pairs) == 22 and all(points <= most for points, most in pairs)


def test_the_points_on_the_page_of_weights_add_up_to_a_hundred(adviser: FlaskClient) -> None:
    html = adviser.get("/people/p-anna/weights").get_data(as_text=True)
    assert "Niet te kiezen, maar telt mee in de 100: Soort werk (" in html
    points = re.findall(r"nu ([\d,]+) van 100 punten|\(([\d,]+) punten\)", html)
    assert sum(float((one or other).replace(",", ".")) for one, other in points) == pytest.approx(100)


def test_every_ring_that_is_on_the_picture_says_its_minutes(adviser: FlaskClient) -> None:
    html = adviser.get("/people/p-anna/map").get_data(as_text=True)
    labels = re.findall(r'wb-map__minutes" x="([\d.]+)" y="([\d.]+)">(\d+)', html)
    assert [int(minutes) for _, _, minutes in labels] == list(jobs_map.MINUTES)
    radii = [float(r) for r in re.findall(r'wb-map__ring"[^>]*r="([\d.]+)"', html)]
    for (x, y, _), radius in zip(labels, radii, strict=True):
        away = math.hypot(float(x) - svgmap.WIDTH / 2, float(y) - svgmap.HEIGHT / 2)
        assert away == pytest.approx(radius, abs=svgmap.LINE)


def test_many_numbers_at_one_place_stay_within_their_sign() -> None:
    spots = [Spot(52.69, 7.29, str(n)) for n in (18, 20, 23, 24, 25)]
    drawn = svgmap.draw(EMMEN, spots, {"15 min": 8.0}, {}, (), "map")
    (width,) = re.findall(r'wb-map__spot"[^>]* width="([\d.]+)"', drawn)
    assert "18 20 23 24…" in drawn and float(width) > 8 * 8.4 + 4 * 4.2


def test_every_number_of_a_sign_is_in_its_text_alternative_and_in_the_list(adviser: FlaskClient) -> None:
    marks = [str(n) for n in range(1, 8)]
    spots = [Spot(52.69, 7.29, mark) for mark in marks]
    (sign,) = svgmap.signs(EMMEN, spots, {})
    assert sign.text == "1 2 3 4…" and sign.marks == tuple(marks)
    assert "<title>1 2 3 4 5 6 7</title>" in svgmap.draw(EMMEN, spots, {}, {}, (), "map")
    assert jobs_map.together([sign])[7] == "1, 2, 3, 4, 5, 6, 7"
    assert jobs_map.together(svgmap.signs(EMMEN, spots[:1], {})) == {}
    html = adviser.get("/people/p-anna/map").get_data(as_text=True)
    described = re.search(r'aria-describedby="([\w-]+)"', html)
    assert described and f'id="{described[1]}">Nummers die samen in één teken staan' in html
    assert "op de kaart in één teken: " in html


def test_the_map_and_the_comparison_say_how_many_matches_they_leave_out(
    adviser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [adviser.get(f"/people/p-anna/{page}").get_data(as_text=True) for page in ("map", "compare")]
    assert not any("Dit zijn de eerste" in html for html in pages)
    monkeypatch.setattr(jobs_map, "SHOWN", 3)
    monkeypatch.setattr(compare, "OFFERED", 3)
    assert "Dit zijn de eerste 3 van 6 matches." in adviser.get("/people/p-anna/map").get_data(as_text=True)
    assert "Dit zijn de eerste 3 van 5 matches." in adviser.get("/people/p-anna/compare").get_data(as_text=True)


def test_what_is_compared_keeps_its_letter_where_the_table_stands_below_itself(adviser: FlaskClient) -> None:
    html = adviser.get("/people/p-anna/compare?ref=10000-1/A-S&ref=10000-2-S").get_data(as_text=True)
    head, *rows = html.split("<tr>")[1:]
    assert re.findall(r'wb-badge">(.)<', head) == ["A", "B"]
    assert {tuple(re.findall(r'data-label="(.)"', row)) for row in rows} == {("A", "B")}
