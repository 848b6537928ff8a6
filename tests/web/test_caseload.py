"""The caseload page: few queries, what is new, who needs attention, who works with whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matcher.geo import Places
from matcher.models import Contact, Jobseeker, Occupation, Place
from matcher.sectors import SECTORS, sector_of
from matcher.sources.base import Profile
from matcher.store import Store
from matcher.store.caseload import CaseRow, Look
from tests.web.conftest import STAMP, Clock, made_match, post, signed_in
from web.access.links import NewLink
from web.people import attention, looking, wanted

MOMENT = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


def text_of(client: FlaskClient, url: str) -> str:
    return client.get(url).get_data(as_text=True)


CALM = CaseRow("p", None, "Kok", "Koch/Köchin", "7811", None, 5, 60.0, 0, None, 1, 0, 0, 0, 0, 0, 1, None)
CASES = {
    "nothing waits": ({}, ()),
    "a task is due": ({"due": 1, "interest": 1}, ("task", "interest")),
    "interest without answer": ({"interest": 1}, ("interest",)),
    "application without consent": ({"running": 1, "consent": 0}, ("no_consent",)),
    "no consent, no application": ({"consent": 0}, ()),
    "application with consent": ({"running": 1}, ()),
    "erased on the last day that is near": ({"retain_until": "2026-04-09"}, ("retention",)),
    "erased a day later": ({"retain_until": "2026-04-10"}, ()),
    "should have been erased": ({"retain_until": "2026-01-01"}, ("retention",)),
    "a good match": ({"undiscussed": 1}, ("good_match",)),
    "matched, nothing found": ({"matches": 0}, ("no_matches",)),
    "not matched yet": ({"matches": 0, "matched": 0}, ("not_matched",)),
    "most urgent first": ({"undiscussed": 2, "interest": 1, "retain_until": "2026-03-11"}, ("interest", "retention", "good_match")),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_why_somebody_needs_attention(name: str) -> None:
    changes, expected = CASES[name]
    assert attention.reasons(replace(CALM, **changes), attention.soon(MOMENT.date())) == expected


AT = "2026-03-10T09:00:00+00:00"
LOOKS = {
    "first visit": (None, 7, Look(AT, 7, None), set()),
    "same visit, page opened again": (Look("2026-03-10T08:30:00+00:00", 7, 5), 7, Look(AT, 7, 5), {"b", "c"}),
    "next day, nothing new": (Look("2026-03-09T08:30:00+00:00", 7, 5), 7, Look(AT, 7, 7), set()),
    "next day, a new edition": (Look("2026-03-09T08:30:00+00:00", 6, 5), 7, Look(AT, 7, 6), {"c"}),
    "a new edition within the hour": (Look("2026-03-10T08:30:00+00:00", 6, 5), 7, Look(AT, 7, 6), {"c"}),
}  # fmt: skip


@pytest.mark.parametrize("name", LOOKS)
def test_what_is_new_since_the_last_visit(name: str) -> None:
    last, run, expected, new = LOOKS[name]
    look = looking.next_look(last, run, MOMENT)
    assert look == expected
    assert looking.new_since(look, {"a": 5, "b": 6, "c": 7}) == new


@pytest.mark.parametrize(
    ("isco", "sector"),
    [("5322", "care"), ("7212", "metal"), ("7411", "electrical"), ("8332", "transport"), ("5120", "hospitality"),
     ("9112", "cleaning"), ("1345", "education"), ("7511", "food"), ("71", "construction"), ("99", None), ("", None),
     (None, None)],
)  # fmt: skip
def test_a_code_has_a_field_of_work(isco: str | None, sector: str | None) -> None:
    assert sector_of(isco) == sector
    assert set(wanted.SECTOR_WORDS) == set(SECTORS)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [("emmen", {"7811", "7812"}), ("EMM", {"7811", "7812"}), ("7811 AB", {"7811"}), ("78", {"7811", "7812"}),
     ("Meppen", set()), ("9", {"9501"})],
)  # fmt: skip
def test_a_place_is_named_or_a_postcode(typed: str, codes: set[str]) -> None:
    places = Places.of(
        Place(country, code, name, 52.0, 7.0)
        for country, code, name in (
            ("NL", "7811", "Emmen"), ("NL", "7812", "Emmen"), ("NL", "9501", "Stadskanaal"), ("DE", "49716", "Meppen"),
        )
    )  # fmt: skip
    assert set(wanted.postcodes(typed, places)) == codes


def queries_of(app: Flask, store: Store, client: FlaskClient, url: str) -> int:
    """How many statements the store runs for a page."""
    seen: list[str] = []
    stores = app.extensions["werkbrug"].stores
    lent = stores.lend()
    lent.store.db.conn.set_trace_callback(seen.append)
    stores.take_back(lent)
    assert client.get(url).status_code == 200
    assert stores.lend() is lent
    lent.store.close()
    return sum(1 for statement in seen if statement.lower().startswith(("select", "with")))


def test_a_page_takes_as_many_queries_for_two_hundred_people_as_for_three(
    app: Flask, adviser: FlaskClient, store: Store
) -> None:
    few = queries_of(app, store, adviser, "/people/?sort=attention")
    run = store.start_run("match", STAMP)
    for n in range(200):
        key = f"q{n:03}"
        store.put_profiles([Profile(Jobseeker(key, "vum", "7811", occupations=(Occupation("kok"),)))], STAMP)
        store.publish_matches(run, key, [made_match(key, "10000-2-S", n / 10)], {})
    assert queries_of(app, store, adviser, "/people/?sort=attention") == few <= 8
    assert "203 personen" in text_of(adviser, "/people/")
    assert "/people/q075" not in text_of(adviser, "/people/") and "/people/q199" in text_of(adviser, "/people/?page=9")


def test_an_adviser_who_has_people_sees_these_first(adviser: FlaskClient, store: Store) -> None:
    assert "/people/p-bram" in text_of(adviser, "/people/")
    assert post(adviser, "/people/p-anna/adviser", {"adviser": "els"}).status_code == 302
    assert store.adviser_of("p-anna") == "els" and store.log_of("p-anna")[0].action == "assign adviser"
    mine, everybody = text_of(adviser, "/people/"), text_of(adviser, "/people/?who=all")
    assert "/people/p-anna" in mine and "/people/p-bram" not in mine and "/people/p-bram" in everybody
    assert post(adviser, "/people/p-anna/adviser", {"adviser": "nobody-known"}).status_code == 400
    post(adviser, "/people/p-anna/adviser", {"adviser": ""})
    assert store.adviser_of("p-anna") is None


def test_new_matches_are_told_to_each_adviser_apart(app: Flask, store: Store, link: NewLink, clock: Clock) -> None:
    els, udo = signed_in(app, "adviser", link), signed_in(app, "admin", link)
    text_of(els, "/people/p-bram")
    store.publish_matches(
        store.start_run("match", STAMP), "p-bram", [made_match("p-bram", r) for r in ("10000-2-S", "10000-4-S")], {}
    )
    assert "1 nieuw" in text_of(els, "/people/?q=p-bram") and "alles nieuw" in text_of(udo, "/people/?q=p-bram")
    assert text_of(els, "/people/p-bram").count(">nieuw<") == 1
    assert ">nieuw<" not in text_of(udo, "/people/p-bram")
    clock.moment += timedelta(hours=1)
    els = signed_in(app, "adviser", link)
    assert text_of(els, "/people/p-bram").count(">nieuw<") == 1
    clock.moment += timedelta(days=1)
    els = signed_in(app, "adviser", link)
    assert ">nieuw<" not in text_of(els, "/people/p-bram") and "1 nieuw" not in text_of(els, "/people/?q=p-bram")


def test_reasons_for_attention_stand_on_the_page(adviser: FlaskClient, app: Flask, link: NewLink) -> None:
    html = text_of(adviser, "/people/?only=attention")
    assert "Goede match, nog niet besproken" in html and "Nog niet gematcht" in html
    post(signed_in(app, "jobseeker", link), "/me/answer", {"vacancy": "10000-1/A-S", "status": "interested"})
    assert "Werkzoekende heeft interesse, nog geen antwoord" in text_of(adviser, "/people/")


def test_a_name_is_found_only_with_consent(adviser: FlaskClient, store: Store) -> None:
    assert "/people/p-anna" not in text_of(adviser, "/people/?q=voorbeeld")
    store.set_consent("p-anna", "els", STAMP)
    assert "/people/p-anna" in text_of(adviser, "/people/?q=voorbeeld")


def test_own_words_hide_the_name_of_who_did_not_agree(adviser: FlaskClient, store: Store) -> None:
    words = "Ik ben Jan Bakker en werkte als bakker in Emmen."
    person = Jobseeker("p-jan", "vum", "7811", presentation=words)
    store.put_profiles([Profile(person, Contact("Jan de Bakker", None, None))], STAMP)
    assert "Ik ben … … en werkte als bakker in Emmen." in text_of(adviser, "/people/p-jan")
    store.set_consent("p-jan", "els", STAMP)
    assert words in text_of(adviser, "/people/p-jan")


@pytest.mark.parametrize(
    "query", ["who=x&sector=x&stage=x&only=x&sort=x&germany=x&consent=x", "page=99999999", "page=-1", "q=%25%27%22_", "place=%00"],
)  # fmt: skip
def test_odd_addresses_give_a_page(adviser: FlaskClient, query: str) -> None:
    assert adviser.get(f"/people/?{query}").status_code == 200


def test_who_was_shown_in_the_list_is_in_the_log(adviser: FlaskClient, store: Store) -> None:
    text_of(adviser, "/people/?q=p-anna")
    row = store.db.execute("select who, action, person from audit order by id desc limit 1").fetchone()
    assert row == ("els", "view list of people", "p-anna")


def test_the_log_of_a_person_is_found_by_an_index(store: Store) -> None:
    plan = store.db.execute(
        "explain query plan select at from audit where person = ? order by id desc", ["a"]
    ).fetchall()
    assert "audit_person" in str(plan) and "TEMP B-TREE" not in str(plan)


def test_who_reads_german_sees_the_wish_in_german_and_finds_it_so(adviser: FlaskClient, store: Store) -> None:
    store.put_wish("p-anna", "Verpleegkundige", "care", "Pflegefachmann/-frau")
    assert "Pflegefachmann" not in text_of(adviser, "/people/")
    post(adviser, "/language", {"lang": "de", "back": "/"})
    html = text_of(adviser, "/people/?q=Pflegefachmann")
    assert "Pflegefachmann/-frau" in html and "Verpleegkundige" in html and "p-bram" not in html


def test_who_looks_among_their_own_people_reads_that_and_can_look_among_everybody(
    adviser: FlaskClient, store: Store
) -> None:
    assert "Zoek bij iedereen" not in adviser.get("/people/").get_data(as_text=True)
    store.put_profiles([Profile(Jobseeker("p-other", "vum", occupations=(Occupation("metselaar"),)))], STAMP)
    post(adviser, "/people/p-anna/adviser", {"adviser": "els"})
    html = adviser.get("/people/?q=metselaar").get_data(as_text=True)
    assert "Onder uw eigen personen is niemand gevonden" in html and "0 eigen personen" in html
    assert "who=all" in html and "q=metselaar" in html
    assert "p-other" in adviser.get("/people/?q=metselaar&who=all").get_data(as_text=True)
