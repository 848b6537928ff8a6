"""The list of a person's matches: narrowed, weighed, added to, and what lies outside the person's own limits."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matcher.filters import Wanted
from matcher.models import Asked, Cefr, Jobseeker, Language, Location, Occupation, Vacancy
from matcher.settings import Settings
from matcher.sources.base import Profile
from matcher.store import Store
from tests.web import lint
from tests.web.conftest import STAMP, Clock, made_match, post, signed_in
from web import create_app
from web.access.links import NewLink
from web.people import match_filters

REF = "10000-5-S"


def text_of(client: FlaskClient, url: str) -> str:
    return client.get(url).get_data(as_text=True)


READ = {
    "nothing": ({}, Wanted()),
    "minutes": ({"minutes": "45"}, Wanted(minutes=45)),
    "hours from": ({"from_hours": "24"}, Wanted(hours=(24, 80))),
    "hours up to": ({"to_hours": "32"}, Wanted(hours=(0, 32))),
    "sector, German, agencies": (
        {"sector": "care", "german": "B1", "no_agencies": "yes"},
        Wanted(sectors=frozenset({"care"}), german=Cefr.B1, no_agencies=True),
    ),
    "what cannot be read": (
        {"minutes": "-5", "from_hours": "many", "sector": "x", "german": "D1", "starts_by": "soon", "no_agencies": "x"},
        Wanted(),
    ),
    "the wrong way round": ({"from_hours": "40", "to_hours": "20"}, Wanted()),
    "digits that are none": ({"minutes": "²"}, Wanted()),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_filters_are_read_and_shown_again(app: Flask, name: str) -> None:
    args, wanted = READ[name]
    with app.test_request_context():
        assert match_filters.read(args) == wanted
        shown = {f.name: f.value for f in match_filters.fields(wanted) if f.value}
    assert match_filters.read(shown) == wanted and set(shown) <= set(match_filters.NAMES)


def test_the_list_is_narrowed_and_what_was_left_out_is_counted(adviser: FlaskClient, store: Store) -> None:
    store.put_asked([("10000-2-S", Asked(temporary_agency=True)), ("10000-4-S", Asked(german=Language("de", Cefr.C1)))])
    html = text_of(adviser, "/people/p-anna?no_agencies=yes&german=B2")
    assert "1 via een uitzendbureau" in html and "1 waar meer Duits gevraagd wordt" in html
    assert "/matches/10000-2-S" not in html and "/matches/10000-4-S" not in html and "/matches/10000-1/A-S" in html
    assert html.count("wb-match__where") == 4
    assert "De filters laten niets weg" in text_of(adviser, "/people/p-anna?minutes=500")


def test_more_of_a_narrowed_list_stays_narrowed(adviser: FlaskClient, store: Store) -> None:
    refs = [f"ref-{n:02}" for n in range(25)]
    store.put_vacancies(((Vacancy(ref, "Stelle"), {}) for ref in refs), STAMP)
    store.put_asked([(ref, Asked(german=Language("de", Cefr.C1))) for ref in refs[:3]])
    store.publish_matches(store.start_run("match", STAMP), "p-chris", [made_match("p-chris", r) for r in refs], {})
    html = text_of(adviser, "/people/p-chris?german=B2")
    assert html.count("wb-match__where") == 20 and "Toon er nog 2" in html and "german=B2&amp;all=1" in html
    assert text_of(adviser, "/people/p-chris?german=B2&all=1").count("wb-match__where") == 22


def test_what_counts_more_puts_the_list_in_a_new_order(adviser: FlaskClient, store: Store) -> None:
    before = {m.vacancy: m.score for m in store.matches("p-anna")}
    assert post(adviser, "/people/p-anna/weights", {"commute": "much_more", "occupation": "less"}).status_code == 302
    assert store.weight_wishes("p-anna")["commute"] == "much_more"
    after = store.matches("p-anna")
    assert {m.vacancy for m in after} == set(before) and any(m.score != before[m.vacancy] for m in after)
    assert "eigen gewichten" in text_of(adviser, "/people/p-anna")
    assert store.log_of("p-anna")[1].action == "change weights"
    post(adviser, "/people/p-anna/weights", {"usual": "yes"})
    assert "eigen gewichten" not in text_of(adviser, "/people/p-anna")


def test_an_unknown_weight_stores_nothing(adviser: FlaskClient, store: Store) -> None:
    assert post(adviser, "/people/p-anna/weights", {"commute": "enormously"}).status_code == 400
    assert store.weight_wishes("p-anna") == {}


def test_a_vacancy_is_added_with_the_score_of_the_pair_and_taken_off(
    adviser: FlaskClient, jobseeker: FlaskClient, store: Store
) -> None:
    assert f'value="{REF}"' in text_of(adviser, "/people/p-bram/find?q=reinigung")
    assert f'href="/vacancies/{REF}/people"' in text_of(adviser, f"/vacancies/{REF}")
    assert 'action="/people/p-bram/added"' in text_of(adviser, f"/vacancies/{REF}/people?q=p-bram")
    added = post(adviser, "/people/p-bram/added", {"vacancy": REF})
    assert added.location == f"/people/p-bram/matches/{REF}"
    match = store.added("p-bram")[REF].match
    assert match.score == round(sum(f.points for f in match.factors), 2) and match.score < 50
    page = text_of(adviser, added.location)
    assert "Toegevoegd door een adviseur" in page and "staat nu in de lijst van p-bram" in page
    person = text_of(adviser, "/people/p-bram")
    assert "toegevoegd door een adviseur" in person and "Reinigungskraft" in person
    assert "Staat al in de lijst" in text_of(adviser, "/people/p-bram/find?q=reinigung")
    assert "Staat al in de lijst" in text_of(adviser, f"/vacancies/{REF}/people?q=p-bram")
    assert f'href="/people/p-bram/matches/{REF}"' in text_of(adviser, f"/vacancies/{REF}")
    assert {e.action for e in store.log_of("p-bram")} >= {"view list of people", "add vacancy"}
    assert ("add vacancy", REF) in {(e.action, e.vacancy) for e in store.log_of("p-bram")}
    assert "Reinigungskraft" not in text_of(adviser, "/people/p-chris")
    post(adviser, "/people/p-bram/added/remove", {"vacancy": REF})
    assert store.added("p-bram") == {} and "toegevoegd door" not in text_of(adviser, "/people/p-bram")


def test_the_limits_that_an_added_vacancy_breaks_are_said(adviser: FlaskClient, store: Store) -> None:
    store.put_asked([(REF, Asked(shifts=True))])
    store.put_profiles([Profile(Jobseeker("p-dina", "vum", "7811", max_minutes=10, shifts=False))], STAMP)
    post(adviser, "/people/p-dina/added", {"vacancy": REF})
    page = text_of(adviser, f"/people/p-dina/matches/{REF}")
    assert "langere reistijd dan deze persoon wil" in page and "ploegendienst, wat deze persoon niet wil" in page


def test_an_added_match_can_be_proposed_and_the_jobseeker_sees_it(app: Flask, link: NewLink, store: Store) -> None:
    els, anna = signed_in(app, "adviser", link), signed_in(app, "jobseeker", link)
    store.put_vacancies([(Vacancy("10000-9-S", "Krankenpfleger (m/w/d)", "Pflegefachmann/-frau"), {})], STAMP)
    post(els, "/people/p-anna/added", {"vacancy": "10000-9-S"})
    post(els, "/people/p-anna/decision", {"vacancy": "10000-9-S", "status": "proposed"})
    assert store.decisions("p-anna")["10000-9-S"].status == "proposed"
    assert "Krankenpfleger" in text_of(anna, "/me/?more=1")


def test_an_added_score_follows_when_the_matches_are_made_again(adviser: FlaskClient, store: Store) -> None:
    post(adviser, "/people/p-chris/added", {"vacancy": REF})
    first = store.added("p-chris")[REF]
    cleaner = Profile(Jobseeker("p-chris", "vum", occupations=(Occupation("schoonmaker"),)))
    store.put_profiles([cleaner], STAMP)
    text_of(adviser, "/people/p-chris")
    assert store.added("p-chris")[REF] == first
    store.publish_matches(store.start_run("match", STAMP), "p-chris", [], {})
    text_of(adviser, "/people/p-chris")
    again = store.added("p-chris")[REF]
    assert again.match.score > first.match.score and again.edition == store.edition("p-chris")


@pytest.mark.parametrize("ref", ["nothing", ""], ids=["unknown", "empty"])
def test_a_vacancy_that_is_not_there_cannot_be_added(adviser: FlaskClient, store: Store, ref: str) -> None:
    assert post(adviser, "/people/p-anna/added", {"vacancy": ref}).status_code == 404
    assert store.added("p-anna") == {}


def test_what_lies_outside_the_limits_is_shown_and_can_be_added(
    database: Path, clock: Clock, store: Store, link: NewLink
) -> None:
    far = Vacancy("10000-8-S", "Koch (m/w/d)", "Koch/Köchin", locations=(Location("80331", "München", country="DE"),))
    store.put_vacancies([(far, {})], STAMP)
    store.put_profiles(
        [Profile(Jobseeker("p-kok", "vum", "7811", max_minutes=30, occupations=(Occupation("kok"),)))], STAMP
    )
    settings = Settings.read({}, database=str(database), secret="x", second_factor="optional", match_now=100)
    els = signed_in(create_app(settings, clock=clock), "adviser", link)
    html = text_of(els, "/people/p-kok/outside")
    assert "Koch (m/w/d)" in html and 'value="10000-8-S"' in html
    post(els, "/people/p-kok/added", {"vacancy": "10000-8-S"})
    assert "langere reistijd dan deze persoon wil" in text_of(els, "/people/p-kok/matches/10000-8-S")


def test_without_an_index_at_hand_the_page_says_that_it_looks(adviser: FlaskClient, store: Store) -> None:
    html = text_of(adviser, "/people/p-anna/outside")
    assert "nog 17 verder dan 45 minuten" in html and "/people/p-anna/find" in html
    assert "wordt opgezocht" in html and store.asked_outside() == ["p-anna"]


def test_an_empty_list_says_why(adviser: FlaskClient, store: Store) -> None:
    assert "Nog geen matches" in text_of(adviser, "/people/p-chris")
    assert "Met deze filters blijft geen match over" in text_of(adviser, "/people/p-bram?minutes=1")
    store.publish_matches(store.start_run("match", STAMP), "p-chris", [], {"minutes": 2})
    assert "past nu geen vacature" in text_of(adviser, "/people/p-chris")


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ("minutes=abc", "minutes", "Vul een getal in van 1 tot 600"),
        ("minutes=0", "minutes", "Vul een getal in van 1 tot 600"),
        ("minutes=-5", "minutes", "Vul een getal in van 1 tot 600"),
        ("starts_by=foo", "starts_by", "Vul een datum in"),
        ("from_hours=40&to_hours=20", "to_hours", "minder dan"),
    ],
)
def test_a_filter_that_cannot_be_read_says_so_and_leaves_nothing_out(
    adviser: FlaskClient, query: str, field: str, said: str
) -> None:
    html = text_of(adviser, f"/people/p-anna?{query}&german=C2")
    assert f'id="{field}-error"' in html and said in html and "De lijst is hier niet op gefilterd" in html
    typed = query.split("&")[0].split("=")[1]
    assert f'value="{typed}"' in html and lint.problems(html) == []
    assert html.count("wb-match__where") == text_of(adviser, "/people/p-anna?german=C2").count("wb-match__where")


def test_what_was_added_is_seen_however_few_points_it_has(adviser: FlaskClient, store: Store) -> None:
    best = [made_match("p-bram", f"v-{n}-S", n / 10) for n in range(30)]
    store.publish_matches(store.start_run("match", STAMP), "p-bram", best, {})
    post(adviser, "/people/p-bram/added", {"vacancy": REF})
    page = text_of(adviser, "/people/p-bram")
    assert f"/people/p-bram/matches/{REF}" in page and "/people/p-bram/matches/v-29-S" not in page


def test_a_page_beyond_the_end_is_the_last_one_of_whom_one_may_add(adviser: FlaskClient) -> None:
    assert 'action="/people/p-bram/added"' in text_of(adviser, f"/vacancies/{REF}/people?q=p-bram&page=9")
