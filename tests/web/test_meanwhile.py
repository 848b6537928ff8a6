"""Two forms open at once, forms that come twice, and days that end while it is still yesterday in UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from matcher.store import Store
from matcher.store.decisions import Decision
from tests.web.conftest import PASSWORD, STAMP, Clock, post, signed_in
from web.access.links import NewLink

FACTS = "/people/p-anna/facts"
REF = "10000-1/A-S"
# Half an hour after midnight in Emmen and Nordhorn.
NIGHT = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)


def opened(client: FlaskClient, url: str) -> dict[str, Any]:
    """What the form carries along that was opened now."""
    found = re.search(r'name="was" value="([^"]*)"', client.get(url).get_data(as_text=True))
    assert found
    return {"was": unescape(found[1])}


def test_two_open_forms_keep_both_changes(adviser: FlaskClient, store: Store) -> None:
    first, second = opened(adviser, FACTS), opened(adviser, FACTS)
    assert post(adviser, FACTS, {**first, "children": "3", "current_wage": ""}).status_code == 302
    assert post(adviser, FACTS, {**second, "children": "", "current_wage": "3100"}).status_code == 302
    assert store.fact_values("p-anna") | {"children": 3, "current_wage": 3100} == store.fact_values("p-anna")


def test_what_somebody_else_changed_meanwhile_is_said_and_not_lost(
    adviser: FlaskClient, app: Flask, link: NewLink, store: Store
) -> None:
    anna = signed_in(app, "jobseeker", link)
    form = opened(adviser, FACTS)
    assert post(anna, "/me/facts", {**opened(anna, "/me/facts"), "children": "3"}).status_code == 302
    answer = post(adviser, FACTS, {**form, "children": "1"})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "intussen veranderd in: 3" in html and 'value="1"' in html
    assert store.fact_values("p-anna")["children"] == 3
    again = {**opened(adviser, FACTS), "children": "1"}
    assert post(adviser, FACTS, again).status_code == 302 and store.fact_values("p-anna")["children"] == 1


def test_what_was_not_touched_keeps_who_said_it(adviser: FlaskClient, store: Store) -> None:
    form = {**opened(adviser, FACTS), "german_level": "A2", "children": "2"}
    assert post(adviser, FACTS, form).status_code == 302
    known = store.facts("p-anna")
    assert (known["german_level"].said_by, known["children"].said_by) == ("import", "els")


def test_the_same_answer_twice_is_one(app: Flask, link: NewLink, store: Store) -> None:
    anna = signed_in(app, "jobseeker", link)
    for _ in range(2):
        assert post(anna, "/me/answer", {"vacancy": REF, "status": "interested"}).status_code == 302
    assert [d.status for d in store.history("p-anna", REF)] == ["interested"]


def test_a_link_is_not_made_twice_by_one_form_and_says_when_it_was_opened(
    adviser: FlaskClient, app: Flask, store: Store
) -> None:
    def number() -> str:
        found = re.search(r'name="number" value="(\d+)"', adviser.get("/people/p-bram").get_data(as_text=True))
        assert found
        return found[1]

    form = {"number": number()}
    html = post(adviser, "/people/p-bram/link", form).get_data(as_text=True)
    assert post(adviser, "/people/p-bram/link", form).status_code == 302 and len(store.links_of("p-bram")) == 1
    assert "Nog niet geopend." in adviser.get("/people/p-bram").get_data(as_text=True)
    address, code = re.search(r"/me/open/[\w-]+", html), re.search(r"wb-secret--code\">(\d+)", html)
    assert address and code
    assert post(app.test_client(), address[0], {"code": code[1]}).status_code == 302
    assert "Geopend op 10 mrt 2026." in adviser.get("/people/p-bram").get_data(as_text=True)
    assert post(adviser, "/people/p-bram/link", {"number": number()}).status_code == 200
    assert len(store.links_of("p-bram")) == 2


def test_after_midnight_it_is_today_here(adviser: FlaskClient, app: Flask, clock: Clock, store: Store) -> None:
    clock.moment = NIGHT
    late = app.test_client()
    assert post(late, "/sign-in", {"name": "els", "password": PASSWORD}).status_code == 302
    form = {"vacancy": REF, "status": "proposed", "day": "2026-03-11"}
    assert post(late, "/people/p-anna/decision", form).status_code == 302
    (step,) = store.history("p-anna", REF)
    assert step.on == "2026-03-11"
    html = late.get(f"/people/p-anna/matches/{REF}").get_data(as_text=True)
    assert "11 mrt 2026" in html and "10 mrt 2026, " not in html


def test_a_step_is_not_older_than_the_last_one_whenever_the_vacancy_was_published(
    adviser: FlaskClient, store: Store
) -> None:
    store.decide(Decision("p-anna", REF, "started", None, "els", STAMP, "2026-01-05"))
    form = {"vacancy": REF, "status": "ended", "day": "2026-02-01"}
    assert post(adviser, "/people/p-anna/decision", form).status_code == 302
    assert store.decisions("p-anna")[REF].on == "2026-02-01"
