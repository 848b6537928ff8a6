"""The parser of Jobsuche bodies: nothing is lost, nothing odd passes as known."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError, SourceError
from matcher.models import Location, Pay, PayPeriod, Rejected, Vacancy, VacancyKind
from matcher.sources.jobsuche import combine, merge, parse, read_recorded, search_items, total
from matcher.sources.jobsuche_names import KNOWN
from tests.conftest import SHARED, needs_shared

REF = "12265-454168_JB/47.1-S"
ITEM = {
    "referenznummer": REF,
    "stellenangebotsTitel": "Schweißer (m/w/d)",
    "stellenangebotsart": "ARBEIT",
    "hauptberuf": "Schweißer/in",
    "alternativBeruf1": "Konstruktionsmechaniker/in",
    "alleBerufe": ["Schweißer/in", "Konstruktionsmechaniker/in"],
    "firma": "Emsbau GmbH",
    "externeURL": "www.emsbau.example/jobs?id=7",
    "stellenlokationen": [
        {
            "adresse": {
                "strasse": "Am Kanal",
                "hausnummer": "4",
                "plz": "49716",
                "ort": "Meppen",
                "region": "NIEDERSACHSEN",
                "land": "DEUTSCHLAND",
            },
            "breite": 52.69,
            "laenge": 7.29,
        }
    ],
    "veroeffentlichungszeitraum": {"von": "2026-09-14"},
    "datumErsteVeroeffentlichung": "2026-08-31",
    "eintrittszeitraum": {"von": "2026-10-01"},
    "aenderungsdatum": "2026-09-14T07:57:38.033",
    "arbeitszeitVollzeit": True,
    "arbeitszeitTeilzeitVormittag": False,
    "arbeitszeitSchichtNachtWochenende": True,
    "istGeringfuegigeBeschaeftigung": False,
    "homeofficemoeglich": False,
    "vertragsdauer": "UNBEFRISTET",
    "quereinstiegGeeignet": True,
    "verguetungsangabe": "STUNDENLOHN",
    "artDerVerguetung": "GEHALTSSPANNE",
    "gehaltsspanneVon": 18.5,
    "gehaltsspanneBis": 22,
}


def with_fields(**changes: Any) -> Vacancy:
    return parse({**ITEM, **changes})


def address(**changes: Any) -> list[dict[str, Any]]:
    place = ITEM["stellenlokationen"][0]  # type: ignore[index]
    return [{**place, "adresse": {**place["adresse"], **changes}}]


def test_a_search_item_is_read_whole() -> None:
    assert parse(ITEM) == Vacancy(
        ref=REF,
        title="Schweißer (m/w/d)",
        occupation="Schweißer/in",
        other_occupations=("Konstruktionsmechaniker/in",),
        employer="Emsbau GmbH",
        locations=(Location("49716", "Meppen", "Am Kanal 4", "Niedersachsen", "DE", 52.69, 7.29),),
        published=date(2026, 9, 14),
        first_published=date(2026, 8, 31),
        modified=datetime(2026, 9, 14, 5, 57, 38, 33000, tzinfo=UTC),
        starts=date(2026, 10, 1),
        full_time=True,
        part_time=False,
        shifts=True,
        minijob=False,
        home_office=False,
        permanent=True,
        career_changers=True,
        pay=Pay(18.5, 22.0, PayPeriod.HOUR),
        url="https://www.emsbau.example/jobs?id=7",
    )


FIXED = {"artDerVerguetung": "FESTGEHALT", "gehaltsspanneVon": None, "gehaltsspanneBis": None}
ABROAD = {"plz": "5928 PG", "ort": "Venlo", "region": "LIMBURG_NL", "land": "NIEDERLANDE"}

GOOD = [
    ("winter-time-is-one-hour", {"aenderungsdatum": "2026-01-05T00:30:00"}, "modified",
     datetime(2026, 1, 4, 23, 30, tzinfo=UTC)),
    ("offset-is-kept", {"aenderungsdatum": "2025-04-18T10:15:36.970+00:00"}, "modified",
     datetime(2025, 4, 18, 10, 15, 36, 970000, tzinfo=UTC)),
    ("day-from-a-date-time-is-berlin's", {"datumErsteVeroeffentlichung": "2026-06-01T22:30:00+00:00"},
     "first_published", date(2026, 6, 2)),
    ("fixed-month", {**FIXED, "verguetungsangabe": "MONATSGEHALT", "festgehalt": 3200}, "pay",
     Pay(3200, 3200, PayPeriod.MONTH)),
    ("year-range", {"verguetungsangabe": "JAHRESGEHALT", "gehaltsspanneVon": 40000.0,
     "gehaltsspanneBis": 50000}, "pay", Pay(40000, 50000, PayPeriod.YEAR)),
    ("from-only", {"gehaltsspanneBis": None}, "pay", Pay(18.5, 18.5, PayPeriod.HOUR)),
    ("no-pay", {"verguetungsangabe": "KEINE_ANGABEN", **FIXED}, "pay", None),
    ("part-time-flat", {"arbeitszeitTeilzeitAbend": True}, "part_time", True),
    ("part-time-nested", {"arbeitszeitTeilzeit": {"Flexibel": True}}, "part_time", True),
    ("part-time-bare", {"arbeitszeitTeilzeit": True}, "part_time", True),
    ("all-flags-false-is-unsaid", {"arbeitszeitVollzeit": False}, "full_time", None),
    ("all-flags-false-is-unsaid-2", {"arbeitszeitVollzeit": False}, "part_time", None),
    ("no-contract-said", {"vertragsdauer": "KEINE_ANGABE"}, "permanent", None),
    ("temporary", {"vertragsdauer": "BEFRISTET"}, "permanent", False),
    ("apprenticeship", {"stellenangebotsart": "AUSBILDUNG"}, "kind", VacancyKind.APPRENTICESHIP),
    ("internship", {"stellenangebotsart": "PRAKTIKUM_TRAINEE"}, "kind", VacancyKind.INTERNSHIP),
    ("null-is-unsaid", {"istGeringfuegigeBeschaeftigung": None}, "minijob", None),
    ("empty-is-unsaid", {"firma": "  "}, "employer", None),
    ("home-office-old-name", {"homeofficemoeglich": None, "arbeitszeitHeimarbeitTelearbeit": True},
     "home_office", True),
    ("agency", {"istArbeitnehmerUeberlassung": True}, "temporary_agency", True),
    ("bare-host-with-port", {"externeURL": "jobs.example:8443/a"}, "url", "https://jobs.example:8443/a"),
    ("half-surrogate-can-be-stored", {"firma": "A\ud800B"}, "employer", "A?B"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "name", "value"), [c[1:] for c in GOOD], ids=[c[0] for c in GOOD])
def test_what_a_field_means(changes: dict[str, Any], name: str, value: object) -> None:
    vacancy = with_fields(**changes)
    assert getattr(vacancy, name) == value
    assert vacancy.odd == ()


ODD = [
    ("text-is-number", {"firma": 7}, "employer", None, "firma: not text"),
    ("flag-is-text", {"arbeitszeitSchichtNachtWochenende": "ja"}, "shifts", None,
     "arbeitszeitSchichtNachtWochenende: not true or false"),
    ("unknown-contract", {"vertragsdauer": "EWIG"}, "permanent", None, "vertragsdauer: unknown value EWIG"),
    ("unknown-kind", {"stellenangebotsart": "EHRENAMT"}, "kind", VacancyKind.OTHER,
     "stellenangebotsart: unknown value EHRENAMT"),
    ("free-text-is-not-repeated", {"vertragsdauer": "Tel. 0591 12345"}, "permanent", None,
     "vertragsdauer: unknown value"),
    ("bad-date", {"datumErsteVeroeffentlichung": "31.08.2026"}, "first_published", None,
     "datumErsteVeroeffentlichung: not a date"),
    ("impossible-date", {"eintrittszeitraum": {"von": "2026-02-30"}}, "starts", None,
     "eintrittszeitraum.von: not a date"),
    ("far-date", {"eintrittszeitraum": {"von": "9999-12-31"}}, "starts", None,
     "eintrittszeitraum.von: not a date"),
    ("period-is-text", {"eintrittszeitraum": "sofort"}, "starts", None, "eintrittszeitraum: not an object"),
    ("moment-at-the-edge", {"aenderungsdatum": "0001-01-01T00:00:00+14:00"}, "modified", None,
     "aenderungsdatum: not a date and time"),
    ("pay-upside-down", {"gehaltsspanneVon": 25}, "pay", None, "gehaltsspanneVon: higher than gehaltsspanneBis"),
    ("pay-is-text", {"gehaltsspanneVon": "18,50"}, "pay", None, "gehaltsspanneVon: not a number"),
    ("pay-is-true", {"gehaltsspanneVon": True}, "pay", None, "gehaltsspanneVon: not a number"),
    ("pay-not-finite", {"gehaltsspanneVon": float("nan")}, "pay", None,
     "gehaltsspanneVon: not a usable number"),
    ("pay-too-long-for-a-float", {"gehaltsspanneBis": 10**400}, "pay", Pay(18.5, 18.5, PayPeriod.HOUR),
     "gehaltsspanneBis: not a usable number"),
    ("year's-pay-per-hour", {"gehaltsspanneVon": 40000, "gehaltsspanneBis": 50000}, "pay", None,
     "gehaltsspanneVon: not a plausible amount per hour"),
    ("negative-pay", {"gehaltsspanneVon": -5}, "pay", None, "gehaltsspanneVon: not a plausible amount per hour"),
    ("pay-without-period", {"verguetungsangabe": None}, "pay", None,
     "gehaltsspanneVon: an amount without a known period"),
    ("upper-end-only", {"gehaltsspanneVon": None}, "pay", None,
     "gehaltsspanneBis: an upper end without a lower one"),
    ("script-address", {"externeURL": "javascript:alert(1)"}, "url", None, "externeURL: not a web address"),
    ("data-address", {"externeURL": "data:text/html,x"}, "url", None, "externeURL: not a web address"),
    ("credentials", {"externeURL": "https://a:b@x.example/"}, "url", None, "externeURL: not a web address"),
    ("e-mail", {"externeURL": "jobs@x.example"}, "url", None, "externeURL: not a web address"),
    ("newline-in-address", {"externeURL": "https://x.example/\njavascript:1"}, "url", None,
     "externeURL: not a web address"),
    ("broken-ipv6", {"externeURL": "http://[::1"}, "url", None, "externeURL: not a web address"),
    ("occupations-mixed", {"alleBerufe": ["Schlosser/in", 3]}, "other_occupations",
     ("Konstruktionsmechaniker/in", "Schlosser/in"), "alleBerufe: holds something that is not text"),
    ("locations-is-object", {"stellenlokationen": {}}, "locations", (), "stellenlokationen: not a list"),
    ("no-title", {"stellenangebotsTitel": None}, "title", "", "stellenangebotsTitel: missing"),
    ("title-is-list", {"stellenangebotsTitel": []}, "title", "", "stellenangebotsTitel: not text"),
    ("unknown-key", {"neuesFeld": 1}, "title", "Schweißer (m/w/d)", "neuesFeld: unknown field"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "name", "value", "note"), [c[1:] for c in ODD], ids=[c[0] for c in ODD])
def test_an_odd_field_is_named_and_costs_only_itself(
    changes: dict[str, Any], name: str, value: object, note: str
) -> None:
    vacancy = with_fields(**changes)
    assert getattr(vacancy, name) == value
    assert vacancy.odd == (note,)
    assert vacancy.ref == REF and vacancy.occupation == "Schweißer/in"


PLACES = [
    ("umlaut-state", address(region="BADEN_WUERTTEMBERG"), {"region": "Baden-Württemberg"}, ()),
    ("old-spelling", address(region="Thüringen", land="Deutschland"), {"region": "Thüringen"}, ()),
    ("not-a-state", address(region="DRENTHE"), {"region": None, "country": "DE"},
     ("stellenlokationen[0].adresse.region: not a German state",)),
    ("abroad", address(**ABROAD), {"country": "NL", "postcode": "5928 PG", "region": "LIMBURG_NL"}, ()),
    ("far-country", address(land="KANADA", plz=None), {"country": "KANADA", "postcode": None}, ()),
    ("austria", address(land="OESTERREICH", plz="1030", region="WIEN"), {"country": "AT"}, ()),
    ("short-postcode", address(plz="4971"), {"postcode": None},
     ("stellenlokationen[0].adresse.plz: not five digits",)),
    ("no-coordinates", [{"adresse": {"ort": "Meppen"}}], {"lat": None, "lon": None, "town": "Meppen"}, ()),
    ("out-of-range", [{"breite": 91.0, "laenge": 7.0}], {"lat": None, "lon": None},
     ("stellenlokationen[0].breite: coordinates out of range",)),
    ("zero-point", [{"breite": 0, "laenge": 0}], {"lat": None, "lon": None},
     ("stellenlokationen[0].breite: coordinates out of range",)),
    ("latitude-is-text", [{"breite": "52", "laenge": 7.0}], {"lat": None, "lon": None},
     ("stellenlokationen[0].breite: not a number",)),
]  # fmt: skip


@pytest.mark.parametrize(("places", "expected", "odd"), [c[1:] for c in PLACES], ids=[c[0] for c in PLACES])
def test_locations(places: list[Any], expected: dict[str, Any], odd: tuple[str, ...]) -> None:
    vacancy = with_fields(stellenlokationen=places)
    assert {name: getattr(vacancy.locations[0], name) for name in expected} == expected
    assert vacancy.odd == odd


def test_one_odd_location_leaves_the_others() -> None:
    vacancy = with_fields(stellenlokationen=[*address(), "Emsland", *address(ort="Haren")])
    assert [place.town for place in vacancy.locations] == ["Meppen", "Haren"]
    assert vacancy.odd == ("stellenlokationen[1]: not an object",)


def test_retired_names_are_read_and_named() -> None:
    old = {
        "refnr": "10001-1-S",
        "titel": "Maurer",
        "arbeitgeber": "Bau AG",
        "arbeitsort": {"plz": "49808", "ort": "Lingen", "koordinaten": {"lat": 52.5, "lon": 7.3}},
        "aktuelleVeroeffentlichungsdatum": "2026-03-25",
    }
    vacancy = parse(old)
    assert (vacancy.ref, vacancy.title, vacancy.employer) == ("10001-1-S", "Maurer", "Bau AG")
    assert vacancy.locations == (Location("49808", "Lingen", lat=52.5, lon=7.3),)
    assert vacancy.published == date(2026, 3, 25)
    assert {note.split(":")[0] for note in vacancy.odd} == set(old)


@pytest.mark.parametrize("ref", [None, "", " ", [], True, 1.5], ids=repr)
def test_only_a_missing_reference_rejects(ref: object) -> None:
    with pytest.raises(InputError, match=r"jobs\.jsonl:4, field referenznummer: expected"):
        parse({**ITEM, "referenznummer": ref}, "jobs.jsonl:4")


def test_a_flood_of_unknown_fields_is_cut_short() -> None:
    vacancy = with_fields(**{f"x{n}" * 100: n for n in range(1000)})
    assert len(vacancy.odd) == 41 and max(map(len, vacancy.odd)) < 120


def test_detail_wins_where_it_knows_and_the_item_fills_in() -> None:
    item = with_fields(stellenangebotsart="AUSBILDUNG", gehaltsspanneVon="x")
    detail = parse(
        {
            "referenznummer": REF,
            "stellenangebotsTitel": "Schweißer WIG",
            "stellenangebotsBeschreibung": "Sie schweißen.",
            "weitereBerufe": ["Schlosser/in"],
            "istArbeitnehmerUeberlassung": False,
            "arbeitszeitVollzeit": None,
        }
    )
    merged = merge(item, detail)
    assert (merged.title, merged.description) == ("Schweißer WIG", "Sie schweißen.")
    assert merged.temporary_agency is False
    assert (merged.career_changers, merged.home_office, merged.full_time) == (True, False, True)
    assert merged.kind is VacancyKind.APPRENTICESHIP
    assert merged.other_occupations == ("Schlosser/in", "Konstruktionsmechaniker/in")
    assert merged.odd == ("gehaltsspanneVon: not a number",)


def test_a_pair_parses_as_the_merge_of_both() -> None:
    detail = {"referenznummer": REF, "stellenangebotsBeschreibung": "Text", "firma": "Neu GmbH"}
    pair = parse({"item": ITEM, "detail": detail})
    assert (pair.employer, pair.description, pair.pay) == ("Neu GmbH", "Text", parse(ITEM).pay)
    assert parse({"item": ITEM}) == parse({"item": ITEM, "detail": None}) == parse(ITEM)


@pytest.mark.parametrize("turned", [False, True], ids=["old-first", "new-first"])
def test_combine_keeps_the_latest_and_its_text(turned: bool) -> None:
    old = replace(parse(ITEM), description="Text", employer="Old GmbH")
    new = with_fields(aenderungsdatum="2026-09-20T08:00:00", firma="New GmbH")
    other = with_fields(referenznummer="other")
    found = combine([new, other, old] if turned else [old, other, new])
    assert set(found) == {REF, "other"}
    assert (found[REF].employer, found[REF].description) == ("New GmbH", "Text")


EMPTY = {"maxErgebnisse": 0, "page": 1, "size": 100}
DRIFTED = [
    ("hits-without-list", {"maxErgebnisse": 5, "page": 1, "size": 100}, "5 advertisements announced"),
    ("hits-with-empty-list", {"maxErgebnisse": 5, "ergebnisliste": []}, "no ergebnisliste"),
    ("missing-middle-page", {"maxErgebnisse": 250, "page": 2, "size": 100}, "250 advertisements announced"),
    ("old-names", {"maxErgebnisse": 5, "stellenangebote": [{}]}, "found stellenangebote"),
    ("list-is-object", {"maxErgebnisse": 5, "ergebnisliste": {}}, "not a list"),
    ("no-count", {}, "maxErgebnisse"),
    ("count-is-text", {"maxErgebnisse": "0"}, "maxErgebnisse"),
    ("unknown-place", {**EMPTY, "woOutput": {"suchmodus": "UNGUELTIG"}}, 'the place "Mepen"'),
]


@pytest.mark.parametrize(("page", "words"), [c[1:] for c in DRIFTED], ids=[c[0] for c in DRIFTED])
def test_a_drifted_answer_is_never_an_empty_one(page: dict[str, Any], words: str) -> None:
    with pytest.raises(SourceError, match=words):
        search_items(page, "Mepen")


def test_empty_answers() -> None:
    assert search_items(EMPTY) == []
    assert search_items({"maxErgebnisse": 200, "page": 3, "size": 100}) == []
    assert search_items({"maxErgebnisse": 2, "ergebnisliste": [ITEM, None]}) == [ITEM, {}]
    assert total({"maxErgebnisse": 7}) == 7


def test_recorded_files_lose_nothing_but_what_is_broken(tmp_path: Path) -> None:
    search = {"maxErgebnisse": 2, "ergebnisliste": [ITEM, {"firma": "no number"}]}
    lines = [json.dumps(ITEM), "", "{broken", json.dumps([{**ITEM, "referenznummer": "b"}]), "3"]
    (tmp_path / "a.json").write_text(json.dumps(search), encoding="utf-8")
    (tmp_path / "b.jsonl").write_text("\n".join(lines), encoding="utf-8-sig")
    (tmp_path / "c.json").write_text('{"messages": [{"code": "STELLENANGEBOT_NICHT_GEFUNDEN"}]}')
    (tmp_path / "d.json").write_bytes(b'{"referenznummer": "\xff"}')
    (tmp_path / "e.json").write_text('{\n"a": 1,\n}')
    (tmp_path / "f.json").write_text("[" * 100_000)
    (tmp_path / "notes.txt").write_text("ignored")
    found = [
        (r.where.removeprefix(f"{tmp_path}/"), r.reason if isinstance(r, Rejected) else r.body.get("referenznummer"))
        for r in read_recorded(tmp_path)
    ]  # fmt: skip
    assert found[:-2] == [
        ("a.json[0]", REF),
        ("a.json[1]", None),
        ("b.jsonl:1", REF),
        ("b.jsonl:3", "not JSON: Expecting property name enclosed in double quotes at column 2"),
        ("b.jsonl:4[0]", "b"),
        ("b.jsonl:5", "expected an advertisement or a search answer, found no JSON object"),
        ("c.json", "an error answer of the service, not an advertisement"),
        ("d.json", "not UTF-8 text"),
    ]
    assert found[-2][0] == "e.json:3" and found[-2][1].startswith("not JSON")
    assert found[-1] == ("f.json", "JSON that is nested too deep or holds a number that is too long")


def test_recorded_drift_is_rejected_with_its_reason(tmp_path: Path) -> None:
    file = tmp_path / "search.json"
    file.write_text('{"maxErgebnisse": 9}')
    (only,) = read_recorded(file)
    assert isinstance(only, Rejected) and "9 advertisements announced" in only.reason


@pytest.mark.parametrize("name", ["absent.json", "."], ids=["no-file", "empty-folder"])
def test_nothing_to_read_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="json"):
        list(read_recorded(tmp_path / name))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
PLACE = st.fixed_dictionaries({"breite": JSON, "laenge": JSON, "adresse": JSON})
NAMED = st.dictionaries(st.sampled_from(sorted(KNOWN)), JSON | st.lists(PLACE, max_size=2), max_size=12)


@given(st.dictionaries(st.text(max_size=12), JSON, max_size=5), NAMED, st.text(min_size=1))
def test_no_json_object_with_a_reference_breaks_the_parser(
    other: dict[str, Any], named: dict[str, Any], text: str
) -> None:
    ref = f"r{text}"
    vacancy = parse({**other, **named, "referenznummer": ref})
    assert vacancy.ref
    assert vacancy.pay is None or 0 < vacancy.pay.low <= vacancy.pay.high
    assert vacancy.url is None or vacancy.url.startswith(("http://", "https://"))
    repr(vacancy).encode("utf-8")
    assert merge(vacancy, vacancy) == vacancy


@needs_shared
def test_all_real_advertisements_parse_without_an_odd_field() -> None:
    records = list(read_recorded(SHARED / "ba" / "vacancies_dev.jsonl"))
    vacancies = [parse(r.body, r.where) for r in records if not isinstance(r, Rejected)]
    odd = Counter(note for vacancy in vacancies for note in vacancy.odd)
    assert len(combine(vacancies)) == len(records) == 841
    assert odd == Counter(), f"odd fields by name: {odd}"
    assert sum(len(vacancy.locations) for vacancy in vacancies) == 1320
    assert all(v.title and v.occupation and v.description and v.modified for v in vacancies)


@needs_shared
def test_all_recordings_parse() -> None:
    records = list(read_recorded(SHARED / "ba" / "fixtures"))
    rejected = {Path(r.where).name: r.field for r in records if isinstance(r, Rejected)}
    vacancies = [parse(r.body, r.where) for r in records if not isinstance(r, Rejected)]
    assert rejected == {
        "v4_jobdetails_404_body.json": "messages",
        "wunderfrucht_api-schema-baseline_2026-03-28.json": "referenznummer",
    }
    assert len(vacancies) == 11 and len(combine(vacancies)) == 10
    odd = Counter(note.partition(": ")[2] for vacancy in vacancies for note in vacancy.odd)
    assert all(reason.startswith("old name of") for reason in odd) and sum(odd.values()) == 9


def test_windows_signs_in_a_title_are_mended() -> None:
    vacancy = parse({"referenznummer": "1", "stellenangebotsTitel": "Koch \x96 \x84Zur Linde\x93 \x00"})
    assert vacancy.title == "Koch – „Zur Linde“"
