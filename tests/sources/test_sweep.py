"""The sweep over real HTTP: whatever the ceiling and the trouble, no advertisement of the country is missed."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import unquote

import pytest

from matcher.data import read_csv
from matcher.errors import SourceError
from matcher.models import Rejected
from matcher.sources.details import Failed, Fetched, Gone, details
from matcher.sources.gazetteer import Gazetteer
from matcher.sources.jobsuche_answers import DriftError, PlaceError
from matcher.sources.jobsuche_http import BudgetSpentError, HttpLimits, SourceMovedError
from matcher.sources.jobsuche_service import ClientSettings, Service, detail_path
from matcher.sources.slices import Area, Circle, Country, Query, State, Town, queries_for
from matcher.sources.sweep import ListedItem, SliceReport, sweep
from tests.sources.test_jobsuche_client import DETAILS, SEARCH, TODAY, advert
from tests.standins.country import Country as Stock
from tests.standins.country import spots
from tests.standins.country_server import country
from tests.standins.jobsuche import Fault, create_standin, running, seen

COUNT = 1500
LIMITS = HttpLimits(pause=0, backoff_seconds=0.02, backoff_most=0.1, read_seconds=10)


@cache
def places() -> Gazetteer:
    return Gazetteer.of(read_csv("places", "postcodes.csv"))


@dataclass(frozen=True)
class Swept:
    """Everything one sweep gave."""

    items: Sequence[ListedItem]
    odd: Sequence[Rejected]
    reports: Sequence[SliceReport]

    @property
    def refs(self) -> set[str]:
        return {item.ref for item in self.items}

    @property
    def roots(self) -> list[SliceReport]:
        return [r for r in self.reports if r.root]


def swept(service: Service, queries: Sequence[Query], ceiling: int = 10_000, known: Any = None) -> Swept:
    found = list(sweep(service, queries, places(), known, ceiling))
    return Swept(
        [f for f in found if isinstance(f, ListedItem)],
        [f for f in found if isinstance(f, Rejected)],
        [f for f in found if isinstance(f, SliceReport)],
    )


def asked_at(ref: str) -> str:
    """The path under which the details of a reference are asked for, as the stand-in sees it."""
    return unquote(detail_path(ref))


def service_at(url: str, **changes: Any) -> Service:
    return Service(ClientSettings(url, workers=2, detail_failures=5, limits=replace(LIMITS, **changes)))


@pytest.fixture(scope="module")
def land() -> Iterator[str]:
    with country(COUNT) as url:
        yield url


@pytest.fixture(scope="module")
def stock() -> list[dict[str, Any]]:
    made = Stock(COUNT)
    return [made.head(n) for n in range(len(made))]


def located(body: dict[str, Any]) -> bool:
    return any("breite" in place for place in body["stellenlokationen"])


CEILINGS = [("few-cuts", 600), ("many-cuts", 120)]


@pytest.mark.parametrize("ceiling", [c[1] for c in CEILINGS], ids=[c[0] for c in CEILINGS])
def test_a_country_past_the_ceiling_is_listed_whole_and_each_once(
    land: str, stock: list[dict[str, Any]], ceiling: int
) -> None:
    with service_at(land) as service:
        found = swept(service, queries_for([Country()]), ceiling)
    assert len(found.items) == len(found.refs)
    missed = [b for b in stock if b["referenznummer"] not in found.refs]
    assert not [b["referenznummer"] for b in missed if located(b)]
    assert sum(r.announced - r.distinct for r in found.roots) == len(missed)
    assert sum(r.announced for r in found.roots) == COUNT
    assert [r.reconciled for r in found.roots] == [r.announced == r.distinct for r in found.roots]
    assert all(r.announced <= ceiling or r.cut for r in found.reports)


def test_what_could_not_be_reconciled_is_said_with_its_number(land: str, stock: list[dict[str, Any]]) -> None:
    nowhere = [b for b in stock if not located(b) and b["stellenangebotsart"] == "ARBEIT"]
    with service_at(land) as service:
        root = swept(service, [Query(Country(), 1)], 600).roots[0]
    assert nowhere and not root.reconciled
    assert (
        root.problem
        == f"{len(nowhere)} of {root.announced} announced advertisements are in none of the parts (some name no place)"
    )


AREAS = [
    ("radius", Circle("49716", 150), 40),
    ("state", State("Nordrhein-Westfalen"), 40),
    ("postcode", Town("10117"), 60),
    ("under-the-ceiling", Circle("49716", 150), 10_000),
]


@pytest.mark.parametrize(("area", "ceiling"), [a[1:] for a in AREAS], ids=[a[0] for a in AREAS])
def test_a_cut_area_gives_the_same_as_the_area_asked_at_once(land: str, area: Area, ceiling: int) -> None:
    with service_at(land) as service:
        whole = swept(service, queries_for([area]))
        parts = swept(service, queries_for([area]), ceiling)
    assert whole.refs and all(r.reconciled for r in whole.roots)
    if not isinstance(area, Town):  # one postcode can be cut by properties only, which leave a few out
        assert whole.refs <= parts.refs
    assert len(parts.refs - whole.refs) <= len(whole.refs) * 0.05, "only a rim of the margin's width may be added"
    assert all(r.reconciled for r in parts.roots if not isinstance(area, Town))


def test_trouble_at_one_request_in_ten_changes_nothing_of_what_is_found(land: str) -> None:
    with service_at(land) as service:
        clean = swept(service, queries_for([Country()]), 200)
        texts = {o.ref: o.body for o in details(service, sorted(clean.refs)[:400]) if isinstance(o, Fetched)}
    with country(COUNT, faults=0.1, slow_seconds=0.05) as url, service_at(url) as service:
        troubled = swept(service, queries_for([Country()]), 200)
        outcomes = list(details(service, sorted(troubled.refs)[:400]))
        assert service.traffic.retries > 20
    assert {i.ref: i.modified for i in troubled.items} == {i.ref: i.modified for i in clean.items}
    assert {o.ref: o.body for o in outcomes if isinstance(o, Fetched)} == texts
    assert not [o for o in outcomes if isinstance(o, Failed)]


def test_an_increment_lists_only_the_last_days(land: str, stock: list[dict[str, Any]]) -> None:
    fresh = {
        b["referenznummer"]
        for b in stock
        if (Stock(COUNT).today - datetime.fromisoformat(b["veroeffentlichungszeitraum"]["von"]).date()).days <= 7
    }
    with service_at(land) as service:
        found = swept(service, queries_for([Country()], days=7), 10_000)
    assert found.refs == fresh and 0 < len(fresh) < COUNT / 10


def test_only_new_and_changed_advertisements_are_due_for_their_detail() -> None:
    with country(COUNT) as url, service_at(url) as service:
        known = {i.ref: i.modified for i in swept(service, queries_for([Country()])).items}
        again = swept(service, queries_for([Country()]), known=known)
    assert not [i for i in again.items if i.detail_due]
    with country(COUNT, week=1) as url, service_at(url) as service:
        found = swept(service, queries_for([Country()]), known=known)
        gone = known.keys() - found.refs
        told = {type(o) for o in details(service, gone)}
    new = {i.ref for i in found.items if i.ref not in known}
    changed = {i.ref for i in found.items if i.ref in known and i.modified != known[i.ref]}
    assert new and changed and gone
    assert {i.ref for i in found.items if i.detail_due} == new | changed
    assert told == {Gone}, "what left the list is confirmed by its detail"


def test_an_unknown_area_is_refused_before_anything_is_taken(land: str) -> None:
    with service_at(land) as service, pytest.raises(PlaceError, match='the place "Mepen"'):
        swept(service, queries_for([Circle("Mepen", 50)]))


def test_a_state_whose_name_is_not_taken_is_listed_by_circles_and_said_to_be_uncounted() -> None:
    inside, abroad = [advert(n) for n in range(5)], advert("far", "Bielefeld")
    abroad["stellenlokationen"][0]["adresse"]["region"] = "NORDRHEIN_WESTFALEN"
    app = create_standin([*inside, abroad], today=TODAY, places=Stock(1).places)
    with running(app) as url, service_at(url) as service:
        found = swept(service, [Query(State("Niedersachsen"))])
    assert found.refs == {b["referenznummer"] for b in inside}
    (root,) = found.roots
    assert (root.reconciled, root.distinct, root.cut) == (False, 5, "umkreis")
    assert 'does not know the place "Niedersachsen": listed by circles, uncounted' in root.problem


def test_what_is_withdrawn_while_the_parts_are_listed_is_not_missing() -> None:
    """The first count of a search is one too high, as if one advertisement went meanwhile."""
    bodies = [advert(n, "Lingen", vertragsdauer=("BEFRISTET", "UNBEFRISTET")[n % 2]) for n in range(20)]
    answer = {"maxErgebnisse": 21, "page": 1, "size": 100, "ergebnisliste": bodies}
    app = create_standin(bodies, [Fault("body", SEARCH, body=json.dumps(answer).encode())], today=TODAY)
    with running(app) as url, service_at(url) as service:
        found = swept(service, [Query(Town("Lingen"))], 15)
    assert len(found.refs) == 20 and found.roots[0].announced == 20 and found.roots[0].reconciled


@pytest.mark.parametrize("status", [403, 404])
def test_a_moved_route_stops_the_sweep_and_says_so(status: int) -> None:
    app = create_standin([advert(1)], [Fault("status", SEARCH, status=status, times=None)], today=TODAY)
    with running(app) as url, service_at(url) as service, pytest.raises(SourceMovedError, match="route has moved"):
        swept(service, queries_for([Circle("Meppen", 50)]))
    assert len(seen(app)) == 1


def test_an_answer_in_old_names_stops_the_sweep() -> None:
    app = create_standin([], [Fault("body", SEARCH, body=b'{"stellenangebote": [], "maxErgebnisse": 9}')], today=TODAY)
    with running(app) as url, service_at(url) as service, pytest.raises(DriftError, match="stellenangebote"):
        swept(service, queries_for([Circle("Meppen", 50)]))


def test_the_budget_of_a_run_is_kept() -> None:
    app = create_standin([advert(n) for n in range(30)], today=TODAY)
    with running(app) as url, service_at(url, requests=12) as service:
        refs = [i.ref for i in swept(service, [Query(Circle("Meppen", 50))]).items]
        done = []
        with pytest.raises(BudgetSpentError, match="budget of 12 requests"):
            for outcome in details(service, refs):
                done.append(outcome)
    assert len(seen(app)) == 12 and 0 < len(done) <= 11


def test_a_part_that_fails_is_reported_and_the_others_go_on() -> None:
    bodies = [advert(n) for n in range(30)] + [advert(n, "Lingen") for n in range(30, 60)]
    fault = Fault("status", SEARCH, skip=2, times=1, status=400)
    app = create_standin(bodies, [fault], today=TODAY)
    with running(app) as url, service_at(url) as service:
        found = swept(service, [Query(Town("Meppen")), Query(Town("Lingen")), Query(Circle("Meppen", 50))])
    assert [r.reconciled for r in found.roots] == [True, True, False]
    assert "HTTP 400" in found.roots[2].problem and len(found.refs) == 60


def test_searches_that_keep_failing_stop_the_sweep() -> None:
    app = create_standin([advert(1)], [Fault("status", SEARCH, times=None, status=400)], today=TODAY)
    with running(app) as url, service_at(url) as service, pytest.raises(SourceError, match="3 searches in a row"):
        swept(service, queries_for([Town("Meppen"), Town("Lingen")]))


def test_an_entry_without_number_is_kept_aside_and_the_rest_taken() -> None:
    answer = {"maxErgebnisse": 2, "page": 1, "size": 100, "ergebnisliste": [{"firma": "x"}, advert(1)]}
    fault = Fault("body", SEARCH, times=None, body=json.dumps(answer).encode())
    app = create_standin([advert(1)], [fault], today=TODAY)
    with running(app) as url, service_at(url) as service:
        found = swept(service, [Query(Circle("Meppen", 50))])
    assert found.refs == {"10000-1-S"} and len(found.odd) == 1
    assert "page 1, entry 1" in found.odd[0].where and found.roots[0].reconciled


def test_a_list_that_moved_while_it_was_read_is_read_again() -> None:
    page = {"maxErgebnisse": 101, "page": 2, "size": 100, "ergebnisliste": [advert(0)]}
    fault = Fault("body", SEARCH, skip=1, body=json.dumps(page).encode())
    app = create_standin([advert(n) for n in range(101)], [fault], today=TODAY)
    with running(app) as url, service_at(url) as service:
        found = swept(service, [Query(Circle("Meppen", 50))])
    assert len(found.refs) == len(found.items) == 101 and found.roots[0].reconciled


def test_the_date_of_change_is_read_in_german_time() -> None:
    app = create_standin([advert(1)], today=TODAY)
    with running(app) as url, service_at(url) as service:
        (item,) = swept(service, [Query(Circle("Meppen", 50))]).items
    assert item.modified == datetime(2026, 9, 20, 10, tzinfo=UTC)


def test_only_the_coded_404_says_gone() -> None:
    # by name, not by turn: two threads ask, so nobody knows which request comes second
    faults = [Fault("status", asked_at("10000-1-S"), status=404), Fault("status", asked_at("10000-2-S"), status=400)]
    app = create_standin([advert(n) for n in range(5)], faults, gone={"10000-0-S"}, today=TODAY)
    with running(app) as url, service_at(url) as service:
        outcomes = list(details(service, [f"10000-{n}-S" for n in range(5)]))
    kinds = {kind: [o.ref for o in outcomes if isinstance(o, kind)] for kind in (Gone, Failed, Fetched)}
    assert kinds[Gone] == ["10000-0-S"] and len(kinds[Failed]) == 2 and len(kinds[Fetched]) == 2


def test_details_that_keep_failing_stop_the_run_but_not_the_first_ones() -> None:
    app = create_standin(
        [advert(n) for n in range(20)], [Fault("status", DETAILS, times=None, status=400)], today=TODAY
    )
    taken = []
    with running(app) as url, service_at(url) as service, pytest.raises(SourceError, match="5 details in a row"):
        for outcome in details(service, [f"10000-{n}-S" for n in range(20)]):
            taken.append(outcome)
    assert len(taken) == 5


def test_a_moved_detail_route_stops_the_run() -> None:
    app = create_standin(
        [advert(n) for n in range(90)], [Fault("status", DETAILS, times=None, status=403)], today=TODAY
    )
    with running(app) as url, service_at(url) as service, pytest.raises(SourceMovedError, match="route has moved"):
        list(details(service, [f"10000-{n}-S" for n in range(90)]))
    assert len(seen(app)) < 30


def test_references_are_read_only_a_little_ahead_so_that_memory_stays_bounded() -> None:
    app = create_standin([advert(n) for n in range(300)], today=TODAY)
    read: list[int] = []

    def refs() -> Iterator[str]:
        for number in range(300):
            read.append(number)
            yield f"10000-{number}-S"

    with running(app) as url, service_at(url) as service:
        outcomes = details(service, refs())
        for _ in range(10):
            next(outcomes)
        assert len(read) <= 10 + 2 * 8
        outcomes.close()  # type: ignore[attr-defined]
        asked = len(seen(app))
        time.sleep(0.1)
        assert len(seen(app)) == asked <= len(read), "closing stops the asking"


def test_when_the_service_names_a_time_every_thread_keeps_still() -> None:
    fault = Fault("status", DETAILS, status=429, retry_after="7")
    app = create_standin([advert(n) for n in range(6)], [fault], today=TODAY)
    slept: list[float] = []
    settings = ClientSettings(workers=1, limits=replace(LIMITS, pause=0))
    with (
        running(app) as url,
        Service(replace(settings, base_url=url), sleep=slept.append, clock=lambda: sum(slept)) as service,
    ):
        assert len(list(details(service, [f"10000-{n}-S" for n in range(6)]))) == 6
    assert slept == [7.0]


def test_the_stand_in_has_a_town_too_large_to_be_cut_by_map_alone(stock: list[dict[str, Any]]) -> None:
    codes = [p["adresse"].get("plz") for b in stock for p in b["stellenlokationen"]]
    assert codes.count("10117") > COUNT * 0.1 and len(set(codes)) > 500 and len(spots()) > 8000
