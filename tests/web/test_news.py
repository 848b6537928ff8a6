"""The weekly digest: what came up since last week for an adviser's own people, as a page and as text."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from matcher.models import Vacancy
from matcher.store import Store
from matcher.store.decisions import Decision
from tests.web import lint
from tests.web.conftest import MOMENT, STAMP, made_match
from web.tasks import news

BEFORE = (MOMENT - timedelta(days=20)).isoformat(timespec="seconds")
OLD, NEW, OTHER = "10000-1/A-S", "10000-4-S", "10000-5-S"


def publish(store: Store, person: str, at: str, *refs: str) -> None:
    run = store.start_run("match", at)
    store.publish_matches(run, person, [made_match(person, r, 2.0 * i) for i, r in enumerate(refs)], {})
    store.end_run(run, "ok", {}, at)


def shown(client: FlaskClient) -> dict[str, list[str]]:
    """By person the vacancies of the page."""
    tree = lint.parse(client.get("/tasks/new").get_data(as_text=True))
    sections = [e for e in tree.iter("section") if e.get("aria-labelledby", "").startswith("n-")]
    return {lint.text(next(s.iter("a"))): [lint.text(next(li.iter("a"))) for li in s.iter("li")] for s in sections}


def three_weeks(store: Store) -> None:
    """Bram was shown one vacancy three weeks ago; now there are two more."""
    store.db.execute("update runs set started = ?", [BEFORE])
    publish(store, "p-chris", BEFORE, OLD)
    publish(store, "p-chris", STAMP, OLD, NEW, OTHER)
    store.assign("p-chris", "els")


def test_only_what_came_up_since_last_week_is_new(adviser: FlaskClient, store: Store) -> None:
    three_weeks(store)
    assert shown(adviser) == {"p-chris": ["Elektroniker", "Reinigungskraft"]}


def test_what_was_decided_about_is_no_news(adviser: FlaskClient, store: Store) -> None:
    three_weeks(store)
    store.decide(Decision("p-chris", NEW, "proposed", None, "els", STAMP))
    assert shown(adviser) == {"p-chris": ["Reinigungskraft"]}


def test_what_was_withdrawn_is_no_news(adviser: FlaskClient, store: Store) -> None:
    three_weeks(store)
    store.mark_gone([NEW], STAMP)
    assert shown(adviser) == {"p-chris": ["Reinigungskraft"]}


def test_people_of_a_colleague_are_not_shown(adviser: FlaskClient, store: Store) -> None:
    three_weeks(store)
    store.assign("p-chris", "udo")
    assert "p-chris" not in shown(adviser)


def test_without_own_people_those_without_an_adviser_are_shown(adviser: FlaskClient, store: Store) -> None:
    assert set(shown(adviser)) == {"p-anna", "p-bram"}, "all matches of the first run are new"
    assert "view in digest" in {e.action for e in store.log_of("p-bram")}


def test_the_text_names_no_person_and_links_the_page(app: Flask, store: Store) -> None:
    store.set_consent("p-anna", "els", STAMP)
    with app.test_request_context():
        text = news.text(news.news(store, None, MOMENT.date()), "https://werkbrug.example", MOMENT.date())
        nothing = news.text([], "https://werkbrug.example", MOMENT.date())
    assert "Anna Voorbeeld" not in text and "p-anna: de beste 3 van 5 nieuwe matches" in text
    assert "https://werkbrug.example/people/p-anna" in text and "78/100  Pflegefachkraft (m/w/d) – Meppen" in text
    assert "Er is niets nieuws." in nothing


def test_it_tells_of_how_many_new_matches_the_best_are_shown(adviser: FlaskClient, store: Store) -> None:
    refs = [f"ref-{n:02}" for n in range(37)]
    store.put_vacancies(((Vacancy(ref, "Stelle"), {}) for ref in refs), STAMP)
    publish(store, "p-chris", STAMP, *refs)
    store.assign("p-chris", "els")
    html = adviser.get("/tasks/new").get_data(as_text=True)
    assert "de beste 3 van 37 nieuwe matches" in html and html.count(">Stelle<") == 3
    store.decide(Decision("p-chris", refs[5], "proposed", None, "els", STAMP))
    assert "de beste 3 van 36 nieuwe matches" in adviser.get("/tasks/new").get_data(as_text=True)
