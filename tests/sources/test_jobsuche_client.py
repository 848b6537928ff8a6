"""The Jobsuche client against a stand-in server, over real HTTP on the loopback."""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
import requests
from flask import Flask

from matcher.errors import GoneError, SourceError
from matcher.models import Rejected, Vacancy
from matcher.sources.base import RawRecord, VacancySource
from matcher.sources.gazetteer import Gazetteer
from matcher.sources.jobsuche import read_recorded
from matcher.sources.jobsuche_client import JobsucheSource
from matcher.sources.jobsuche_http import HttpLimits
from matcher.sources.jobsuche_service import ClientSettings, detail_path
from matcher.sources.slices import Circle, Country, Query
from tests.conftest import SHARED, needs_shared
from tests.standins.jobsuche import KEY, PREFIX, Fault, create_standin, running, seen

TODAY = date(2026, 10, 1)
AREA = Query(Circle("Meppen", 50))
PLACES = Gazetteer(())
LIMITS = HttpLimits(attempts=3, read_seconds=5, pause=0)
SETTINGS = ClientSettings(workers=1, detail_failures=3, limits=LIMITS)
SEARCH, DETAILS = "/pc/v6/jobs", "/pc/v4/jobdetails"
# Distances from the centre of Meppen: 0, about 19 (Lingen), about 95 (Bielefeld is further still).
POINTS = {"Meppen": (52.6906, 7.2910), "Lingen": (52.5233, 7.3173), "Bielefeld": (52.0219, 8.5317)}


def advert(number: int | str, town: str = "Meppen", **changes: Any) -> dict[str, Any]:
    lat, lon = POINTS[town]
    return {
        "referenznummer": f"10000-{number}-S",
        "stellenangebotsTitel": f"Schweißer {number}",
        "stellenangebotsart": "ARBEIT",
        "hauptberuf": "Schweißer/in",
        "firma": "Emsbau GmbH",
        "stellenlokationen": [{"adresse": {"ort": town, "land": "DEUTSCHLAND"}, "breite": lat, "laenge": lon}],
        "veroeffentlichungszeitraum": {"von": "2026-09-20"},
        "aenderungsdatum": "2026-09-20T10:00:00.000+00:00",
        "arbeitszeitVollzeit": True,
        "vertragsdauer": "UNBEFRISTET",
        "istArbeitnehmerUeberlassung": False,
        "stellenangebotsBeschreibung": f"Sie schweißen Nummer {number}.",
        **changes,
    }


@contextmanager
def source(
    bodies: list[dict[str, Any]],
    *faults: Fault,
    area: Query = AREA,
    settings: ClientSettings = SETTINGS,
    **options: Any,
) -> Iterator[tuple[JobsucheSource, Flask, list[float]]]:
    """A source on a running stand-in; the list collects the seconds it would have slept."""
    known = options.pop("known", None)
    slept: list[float] = []
    clock: Callable[[], float] = options.pop("clock", lambda: sum(slept))
    app = create_standin(bodies, faults, today=TODAY, **options)
    with running(app) as url:
        settings = replace(settings, base_url=url)
        made = JobsucheSource(area, PLACES, settings, known=known, sleep=slept.append, clock=clock, jitter=lambda s: s)
        with made:
            yield made, app, slept


def vacancies_of(found: JobsucheSource) -> list[Vacancy]:
    return [found.parse(raw) for raw in found.fetch() if isinstance(raw, RawRecord)]


def refs(found: JobsucheSource) -> list[str]:
    return [vacancy.ref for vacancy in vacancies_of(found)]


def searches(app: Flask) -> list[dict[str, str]]:
    return [r.args for r in seen(app) if r.path == SEARCH]


def test_it_is_a_vacancy_source() -> None:
    with JobsucheSource(AREA, PLACES) as found:
        usable: VacancySource = found
        assert usable.name == "jobsuche"


def test_all_pages_and_details_are_fetched_once() -> None:
    bodies = [advert(n) for n in range(250)]
    with source(bodies, settings=replace(SETTINGS, workers=4)) as (found, app, _):
        vacancies = vacancies_of(found)
    assert {v.ref for v in vacancies} == {b["referenznummer"] for b in bodies}
    assert all(v.description for v in vacancies)
    assert sorted((a["page"], a["size"]) for a in searches(app)) == [("1", "100"), ("2", "100"), ("3", "100")]
    assert len(seen(app)) == 3 + 250
    assert {r.key for r in seen(app)} == {KEY}
    tally = found.tally
    assert (tally.expected, tally.listed, tally.fetched, tally.complete) == (250, 250, 250, True)


def test_an_area_without_advertisements_gives_none() -> None:
    with source([advert(1, "Bielefeld")]) as (found, _, _):
        assert refs(found) == [] and found.count() == 0 and found.tally.complete


def test_radius_goes_by_the_nearest_location() -> None:
    two_places = advert("two", "Bielefeld")
    two_places["stellenlokationen"] += advert(0, "Lingen")["stellenlokationen"]
    bodies = [advert(1), advert(2, "Lingen"), advert(3, "Bielefeld"), two_places]
    with source(bodies) as (found, _, _):
        near, wide = Query(Circle("Meppen", 10)), Query(Circle("Meppen", 200))
        assert [found.count(area) for area in (near, AREA, wide)] == [1, 3, 4]
        records = {
            r.body["item"]["referenznummer"]: r.body["item"]["entfernung"]
            for r in found.fetch()
            if isinstance(r, RawRecord)
        }
    assert records == {"10000-1-S": 0, "10000-2-S": 19, "10000-two-S": 19}


FILTERS = [
    ("days", {"veroeffentlichungszeitraum": {"von": "2026-07-01"}}, {"days": 14}),
    ("kind", {"stellenangebotsart": "AUSBILDUNG"}, {"kind": 1}),
    ("hours", {"arbeitszeitVollzeit": False, "arbeitszeitTeilzeitAbend": True}, {"hours": "vz"}),
    ("contract", {"vertragsdauer": "BEFRISTET"}, {"contract": 2}),
    ("agency", {"istArbeitnehmerUeberlassung": True}, {"agency": False}),
]


@pytest.mark.parametrize(("other", "narrower"), [c[1:] for c in FILTERS], ids=[c[0] for c in FILTERS])
def test_each_filter_reaches_the_service(other: dict[str, Any], narrower: dict[str, Any]) -> None:
    area = replace(AREA, **narrower)
    with source([advert("kept"), advert("other", **other)], area=area) as (found, _, _):
        assert refs(found) == ["10000-kept-S"]


def test_an_unknown_place_is_refused_though_it_has_results() -> None:
    with source([advert(1)], area=Query(Circle("Mepen", 50))) as (found, app, _):
        for ask in (found.count, lambda: list(found.fetch())):
            with pytest.raises(SourceError, match='the place "Mepen"'):
                ask()
        assert all(r.path == SEARCH for r in seen(app))


def test_an_answer_in_old_names_is_no_empty_answer() -> None:
    fault = Fault("body", body=b'{"stellenangebote": [{"refnr": "1"}], "maxErgebnisse": 97}')
    with source([], fault) as (found, _, _), pytest.raises(SourceError, match="found stellenangebote"):
        list(found.fetch())


def test_references_with_every_kind_of_sign_are_asked_for_unharmed() -> None:
    names = ["13319-817468/1_54LS-S", "14068-k18924.1719-S", "a", "ab", "x??>", "????????", "ü~~>>"]
    bodies = [advert(1, referenznummer=name) for name in names]
    with source(bodies) as (found, app, _):
        assert set(refs(found)) == set(names)
        assert found.tally.failed == {}
        assert f"{DETAILS}/eD8/Pg==" in [r.path for r in seen(app)]
    assert detail_path("x??>") == "/pc/v4/jobdetails/eD8%2FPg%3D%3D"


def test_a_withdrawn_advertisement_is_left_out_and_named() -> None:
    with source([advert(1), advert(2)], gone={"10000-2-S"}) as (found, _, _):
        assert refs(found) == ["10000-1-S"]
        assert found.tally.gone == ["10000-2-S"] and found.tally.failed == {}
        with pytest.raises(GoneError):
            found.detail("10000-2-S")


UNSURE = [
    ("empty", Fault("status", DETAILS, status=404)),
    ("html", Fault("status", DETAILS, status=404, body=b"<html>not found</html>")),
    ("other-code", Fault("status", DETAILS, status=404, body=b'{"messages": [{"code": "X"}]}')),
    ("odd-messages", Fault("status", DETAILS, status=404, body=b'{"messages": ["X", null]}')),
]


@pytest.mark.parametrize("fault", [c[1] for c in UNSURE], ids=[c[0] for c in UNSURE])
def test_a_404_without_the_code_is_not_gone(fault: Fault) -> None:
    with source([advert(1), advert(2)], fault) as (found, _, _):
        vacancies = {v.ref: v for v in vacancies_of(found)}
        assert found.tally.gone == [] and list(found.tally.failed) == ["10000-1-S"]
    assert vacancies["10000-1-S"].description is None and vacancies["10000-1-S"].title == "Schweißer 1"
    assert vacancies["10000-2-S"].description == "Sie schweißen Nummer 2."


def test_a_404_without_the_code_is_an_error_when_asked_for_alone() -> None:
    fault = Fault("status", DETAILS, status=404)
    with source([advert(1)], fault) as (found, _, _), pytest.raises(SourceError) as caught:
        found.detail("10000-1-S")
    assert not isinstance(caught.value, GoneError) and "without the code" in str(caught.value)


def test_details_failing_in_a_row_stop_the_run() -> None:
    fault = Fault("status", DETAILS, skip=1, times=None, status=404)
    with source([advert(n) for n in range(10)], fault) as (found, _, _):
        fetched = found.fetch()
        assert len(list(itertools.islice(fetched, 4))) == 4
        with pytest.raises(SourceError, match="3 details in a row failed"):
            next(fetched)


def test_another_advertisement_s_detail_is_asked_for_again_and_never_taken() -> None:
    once = Fault("body", DETAILS, body=json.dumps(advert(9)).encode())
    with source([advert(1)], once) as (found, _, _):
        (vacancy,) = vacancies_of(found)
        assert (vacancy.ref, vacancy.description) == ("10000-1-S", "Sie schweißen Nummer 1.")
    fault = replace(once, times=None)
    with source([advert(1)], fault) as (found, _, _):
        (vacancy,) = vacancies_of(found)
        assert (vacancy.ref, vacancy.description) == ("10000-1-S", None)
        assert "another" in found.tally.failed["10000-1-S"]


def test_known_details_are_not_asked_for_again() -> None:
    known = {"10000-1-S": datetime(2026, 9, 20, 10, tzinfo=UTC), "10000-2-S": datetime(2026, 9, 19, 10, tzinfo=UTC)}
    with source([advert(1), advert(2)], known=known) as (found, app, _):
        records = {
            r.body["item"]["referenznummer"]: "detail" in r.body for r in found.fetch() if isinstance(r, RawRecord)
        }
        assert records == {"10000-1-S": False, "10000-2-S": True}
        assert found.tally.unchanged == 1
        assert len([r for r in seen(app) if r.path.startswith(DETAILS)]) == 1


def test_an_item_without_a_number_is_rejected_alone() -> None:
    answer = {"maxErgebnisse": 3, "page": 1, "ergebnisliste": [None, {"firma": "x"}, advert(1)]}
    with source([advert(1)], Fault("body", SEARCH, times=None, body=json.dumps(answer).encode())) as (found, _, _):
        records = list(found.fetch())
        rejected = [r for r in records if isinstance(r, Rejected)]
        assert [r.field for r in rejected] == ["referenznummer", "referenznummer"]
        assert [r.body["detail"]["referenznummer"] for r in records if isinstance(r, RawRecord)] == ["10000-1-S"]


def test_a_list_that_moves_while_it_is_read_gives_each_once() -> None:
    page = {"maxErgebnisse": 101, "page": 2, "size": 100, "ergebnisliste": [advert(0)]}
    fault = Fault("body", SEARCH, skip=1, body=json.dumps(page).encode())
    with source([advert(n) for n in range(101)], fault) as (found, _, _):
        found_refs = refs(found)
        assert len(found_refs) == len(set(found_refs)) == found.tally.listed == 101
        assert found.tally.expected == 101 and found.tally.complete


def test_400_gives_the_reason_of_the_service() -> None:
    body = {"messages": [{"code": "EINGABEN", "path": "umkreis", "detail": "must be at most 200"}]}
    fault = Fault("status", SEARCH, status=400, body=json.dumps(body).encode(), times=None)
    with source([], fault) as (found, app, slept):
        with pytest.raises(SourceError, match="HTTP 400, EINGABEN umkreis must be at most 200"):
            found.count()
        assert len(seen(app)) == 1 and slept == []


def test_a_wrong_key_is_not_tried_again() -> None:
    with source([advert(1)], settings=replace(SETTINGS, key="secret")) as (found, app, _):
        with pytest.raises(SourceError, match="the route has moved or the key is refused") as caught:
            found.count()
        assert len(seen(app)) == 1 and "secret" not in str(caught.value)


def test_403_on_a_detail_stops_the_run() -> None:
    fault = Fault("status", DETAILS, skip=2, times=None, status=403)
    with source([advert(n) for n in range(50)], fault) as (found, app, _):
        with pytest.raises(SourceError, match="403"):
            list(found.fetch())
        assert len(seen(app)) <= 1 + 8


PASSING = [
    ("503", Fault("status", SEARCH), [1.0]),
    ("twice-503", Fault("status", SEARCH, times=2), [1.0, 2.0]),
    ("500", Fault("status", SEARCH, status=500), [1.0]),
    ("429-with-seconds", Fault("status", SEARCH, status=429, retry_after="7"), [7.0]),
    ("429-beyond-the-cap", Fault("status", SEARCH, status=429, retry_after="86400"), [900.0]),
    ("429-with-a-past-date", Fault("status", SEARCH, status=429, retry_after="Thu, 01 Oct 2020 08:00:00 GMT"),
     []),
    ("429-unreadable", Fault("status", SEARCH, status=429, retry_after="soon"), [1.0]),
    ("429-bare", Fault("status", SEARCH, status=429), [1.0]),
    ("reset", Fault("reset", SEARCH), [1.0]),
    ("cut-connection", Fault("cut", SEARCH), [1.0]),
    ("half-a-body", Fault("truncated", SEARCH), [1.0]),
    ("html-with-200", Fault("body", SEARCH, body=b"<html>maintenance</html>"), [1.0]),
    ("list-with-200", Fault("body", SEARCH, body=b"[]"), [1.0]),
    ("nested-without-end", Fault("body", SEARCH, body=b"[" * 100_000), [1.0]),
    ("cut-detail", Fault("cut", DETAILS), [1.0]),
    ("reset-detail", Fault("reset", DETAILS), [1.0]),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "waits"), [c[1:] for c in PASSING], ids=[c[0] for c in PASSING])
def test_trouble_that_passes_costs_only_waiting(fault: Fault, waits: list[float]) -> None:
    with source([advert(1), advert(2)], fault) as (found, _, slept):
        assert sorted(refs(found)) == ["10000-1-S", "10000-2-S"]
        assert slept == waits and found.tally.failed == {}


STAYING = [("status", "HTTP 503"), ("reset", "ConnectionError"), ("truncated", "not a complete JSON object"),
           ("cut", "cut off")]  # fmt: skip


@pytest.mark.parametrize(("kind", "reason"), STAYING, ids=[c[0] for c in STAYING])
def test_trouble_that_stays_ends_with_a_reason(kind: Any, reason: str) -> None:
    with source([advert(1)], Fault(kind, SEARCH, times=None)) as (found, app, slept):
        with pytest.raises(SourceError, match=rf"/pc/v6/jobs: gave up after 3 attempts; the last: .*{reason}"):
            found.count()
        assert len(seen(app)) == 3 and slept == [1.0, 2.0]


def test_back_off_has_a_cap() -> None:
    limits = replace(LIMITS, attempts=6, backoff_most=5)
    faults = Fault("status", times=None)
    with source([], faults, settings=replace(SETTINGS, limits=limits)) as (found, _, slept):
        with pytest.raises(SourceError, match="HTTP 503"):
            found.count()
        assert slept == [1.0, 2.0, 4.0, 5.0, 5.0]


def test_a_slow_answer_is_asked_for_again() -> None:
    limits = replace(LIMITS, read_seconds=0.3)
    fault = Fault("slow", SEARCH, seconds=30)
    with source([advert(1)], fault, settings=replace(SETTINGS, limits=limits)) as (found, _, slept):
        assert found.count() == 1 and slept == [1.0]


def test_a_body_that_drips_without_end_is_given_up() -> None:
    hours = itertools.count(step=3600.0)
    fault = Fault("endless", times=None)
    with source([], fault, clock=lambda: next(hours)) as (found, _, slept):
        with pytest.raises(SourceError, match="no complete answer"):
            found.count()
        assert len(slept) == 2


def test_a_body_over_the_cap_is_refused_at_once() -> None:
    limits = replace(LIMITS, body_bytes=100_000)
    fault = Fault("endless", times=None)
    with source([], fault, settings=replace(SETTINGS, limits=limits)) as (found, app, _):
        with pytest.raises(SourceError, match="exceeds 100000 bytes"):
            found.count()
        assert len(seen(app)) == 1


def test_the_key_never_goes_to_another_address() -> None:
    other = create_standin([advert(1)])
    with running(other) as elsewhere:
        fault = Fault("redirect", location=f"{elsewhere}{SEARCH}")
        with (
            source([], fault) as (found, _, _),
            pytest.raises(SourceError, match="redirects to another address"),
        ):
            found.count()
    assert seen(other) == []


def test_a_redirect_within_the_service_is_followed_but_not_for_ever() -> None:
    target = f"{PREFIX}{SEARCH}?wo=Meppen&umkreis=50&page=1&size=1"
    with source([advert(1)], Fault("redirect", SEARCH, location=target)) as (found, _, _):
        assert found.count() == 1
    with source([], Fault("redirect", SEARCH, times=None, location=target)) as (found, app, _):
        with pytest.raises(SourceError, match="redirected more than 3 times"):
            found.count()
        assert len(seen(app)) == 4


def test_no_server_at_all() -> None:
    with running(create_standin([])) as url:
        pass
    slept: list[float] = []
    with JobsucheSource(AREA, PLACES, replace(SETTINGS, base_url=url), sleep=slept.append) as found:
        with pytest.raises(SourceError, match=r"gave up after 3 attempts.*ConnectionError"):
            found.count()
        assert len(slept) == 2


def test_an_unusable_base_url() -> None:
    found = JobsucheSource(AREA, PLACES, replace(SETTINGS, base_url="nowhere"))
    with found, pytest.raises(SourceError, match="the request cannot be made"):
        found.count()


def test_the_proxy_of_the_office_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "intranet.example")
    with running(create_standin([advert(1)], today=TODAY)) as url:
        monkeypatch.setenv("HTTP_PROXY", url.removesuffix(PREFIX))
        away = replace(SETTINGS, base_url=f"http://jobs.example{PREFIX}")
        with JobsucheSource(AREA, PLACES, away) as found:
            assert found.count() == 1, "the name does not exist, so only the proxy can have answered"


def test_requests_keep_their_distance() -> None:
    limits = replace(LIMITS, pause=0.5)
    with source([advert(1), advert(2)], settings=replace(SETTINGS, limits=limits)) as (found, _, slept):
        refs(found)
    assert slept == [0.5, 0.5], "each request waits for its turn"


def test_leaving_halfway_stops_asking() -> None:
    with source([advert(n) for n in range(80)]) as (found, app, _):
        fetched = found.fetch()
        next(fetched)
        fetched.close()  # type: ignore[attr-defined]
        assert len(seen(app)) <= 1 + 8, "the search and one batch of details"
        assert not [t for t in threading.enumerate() if t.name.startswith("jobsuche")]


@needs_shared
def test_real_advertisements_come_back_as_they_went_in() -> None:
    bodies = [dict(r.body) for r in read_recorded(SHARED / "ba" / "vacancies_dev.jsonl") if hasattr(r, "body")]
    area = Query(Country())
    with source(bodies, area=area, settings=replace(SETTINGS, workers=4)) as (found, _, _):
        vacancies = vacancies_of(found)
        assert found.tally.complete and found.tally.fetched == 841
    assert len(vacancies) == 841 and not any(v.odd for v in vacancies)


BAD_QUERIES = [
    ("empty-place", {"wo": ""}, "wo"),
    ("page-0", {"page": "0"}, "page"),
    ("page-word", {"page": "one"}, "page"),
    ("size-101", {"size": "101"}, "size"),
    ("past-the-ceiling", {"page": "101", "size": "100"}, "page"),
    ("radius-201", {"wo": "Meppen", "umkreis": "201"}, "umkreis"),
    ("flag-word", {"zeitarbeit": "ja"}, "zeitarbeit"),
    ("kind-3", {"angebotsart": "3"}, "angebotsart"),
]


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    bodies = [advert(1), advert(2, "Lingen", istArbeitnehmerUeberlassung=True, arbeitszeitTeilzeitAbend=True)]
    with running(create_standin(bodies, today=TODAY)) as url:
        yield url


def ask(url: str, path: str = SEARCH, key: str = KEY, **params: str) -> requests.Response:
    return requests.get(url + path, params=params, headers={"X-API-Key": key}, timeout=5)


@pytest.mark.parametrize(("params", "field"), [c[1:] for c in BAD_QUERIES], ids=[c[0] for c in BAD_QUERIES])
def test_the_standin_refuses_as_the_service_does(service: str, params: dict[str, str], field: str) -> None:
    answer = ask(service, **params)
    assert answer.status_code == 400
    assert set(answer.json()) == {"timestamp", "logref", "messages"}
    (message,) = answer.json()["messages"]
    assert (message["code"], message["path"]) == ("EINGABEN_UNVOLLSTAENDIG_ODER_FEHLERHAFT", field)


@pytest.mark.parametrize("path", ["/pc/v4/jobs", "/pc/v5/jobs", "/pc/v4/app/jobs"])
def test_the_standin_s_retired_routes_are_an_empty_403(service: str, path: str) -> None:
    answer = ask(service, path)
    assert (answer.status_code, answer.content) == (403, b"")


def test_the_standin_s_item_has_the_search_s_shape(service: str) -> None:
    page = ask(service, wo="Meppen", umkreis="10").json()
    (item,) = page["ergebnisliste"]
    assert {"stellenangebotsBeschreibung", "weitereBerufe", "istArbeitnehmerUeberlassung"}.isdisjoint(item)
    assert (item["entfernung"], item["alleBerufe"]) == (0, ["Schweißer/in"])
    assert item["aenderungsdatum"] == "2026-09-20T12:00:00.000"
    assert page["woOutput"]["suchmodus"] == "UMKREISSUCHE"
    assert (page["maxErgebnisse"], page["page"], page["size"]) == (1, 1, 25)


def test_the_standin_counts_facets_and_leaves_out_an_empty_list(service: str) -> None:
    facets = ask(service).json()["facetten"]
    assert facets["zeitarbeit"] == {"counts": {"false": 1, "true": 1}, "maxCount": 2}
    assert facets["arbeitsort"]["counts"] == {"Meppen": 1, "Lingen": 1}
    assert facets["arbeitszeit"]["counts"] == {"vz": 2, "tz": 1}
    assert facets["angebotsart"]["counts"] == {"1": 2} and facets["befristung"]["counts"] == {"2": 2}
    nothing = ask(service, was="Astronaut").json()
    assert nothing["maxErgebnisse"] == 0 and "ergebnisliste" not in nothing


MODES = [("Deutschland", "LANDSUCHE", 2), ("Lingen", "ORTSUCHE", 1), ("49999 Lingen", "ORTSUCHE", 1),
         ("Atlantis", "UNGUELTIG", 2)]  # fmt: skip


@pytest.mark.parametrize(("place", "mode", "hits"), MODES, ids=[m[0] for m in MODES])
def test_the_standin_says_how_it_understood_the_place(service: str, place: str, mode: str, hits: int) -> None:
    page = ask(service, wo=place).json()
    assert (page["woOutput"]["suchmodus"], page["maxErgebnisse"]) == (mode, hits)
