"""Tasks with dates, and the list of where matches stand."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matcher.store import Store
from matcher.store.decisions import Decision
from matcher.store.tasks import Task
from tests.web import lint
from tests.web.conftest import MOMENT, STAMP, post
from web.tasks import task_view

REF = "10000-1/A-S"
TODAY = MOMENT.date()
FORM = {"text": "Bellen over het gesprek", "due": "2026-03-12", "who": "els"}


def add(store: Store, text: str, due: str | None, who: str = "els", person: str = "p-anna") -> int:
    return store.add_task(Task(0, person, None, text, due, who, "udo", STAMP))


def text_of(client: FlaskClient, url: str) -> str:
    return client.get(url).get_data(as_text=True)


def test_a_task_is_made_shown_and_ticked_off(adviser: FlaskClient, store: Store) -> None:
    store.decide(Decision("p-anna", REF, "interview", None, "els", STAMP))
    assert post(adviser, "/people/p-anna/tasks", {**FORM, "about": REF}).status_code == 302
    task = store.open_tasks("els")[0]
    assert (task.text, task.due, task.vacancy, task.made_by) == (FORM["text"], "2026-03-12", REF, "els")
    for url in ("/tasks/", "/people/p-anna", "/people/p-anna/tasks"):
        assert FORM["text"] in text_of(adviser, url)
    back = post(adviser, f"/tasks/{task.number}", {"back": "/people/p-anna"})
    assert back.location == "/people/p-anna" and store.open_tasks() == []
    assert FORM["text"] not in text_of(adviser, "/people/p-anna")
    post(adviser, f"/tasks/{task.number}", {"done": "no", "back": "//evil.example"})
    assert [t.number for t in store.open_tasks()] == [task.number]
    assert [e.action for e in store.log_of("p-anna")][:1] == ["task open again"]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        pytest.param({"text": " "}, "Schrijf in een paar woorden", id="no text"),
        pytest.param({"text": "x" * 201}, "Schrijf in een paar woorden", id="too long"),
        pytest.param({"text": "BSN 123456782 opgeven"}, "Laat het BSN weg", id="a BSN"),
        pytest.param({"due": "2026-03-09"}, "Deze dag is al voorbij", id="yesterday"),
        pytest.param({"due": "donderdag"}, "Vul een datum in", id="no date"),
        pytest.param({"who": "nobody"}, "Kies een van de namen", id="unknown user"),
    ],
)
def test_a_task_that_cannot_be_used_comes_back(
    adviser: FlaskClient, store: Store, change: dict[str, str], error: str
) -> None:
    answer = post(adviser, "/people/p-anna/tasks", {**FORM, **change})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422 and error in html and lint.problems(html) == []
    assert store.tasks_of("p-anna") == []


@pytest.mark.parametrize(
    ("days", "time"),
    [(None, "none"), (-1, "overdue"), (0, "today"), (1, "week"), (7, "week"), (8, "later")],
    ids=str,
)
def test_when_a_task_is_due(days: int | None, time: str) -> None:
    due = None if days is None else (TODAY + timedelta(days=days)).isoformat()
    assert task_view.time_of(due, TODAY) == time


def test_tasks_stand_under_their_time_with_the_first_due_first(store: Store, app: Flask, adviser: FlaskClient) -> None:
    for text, due in (("zonder", None), ("later", "2026-05-01"), ("gisteren", "2026-03-09"), ("eerder", "2026-03-02")):
        add(store, text, due)
    add(store, "van udo", None, who="udo")
    tree = lint.parse(text_of(adviser, "/tasks/"))
    texts = [lint.text(e) for e in tree.iter("p") if e.get("class") == "wb-task__text"]
    headings = [lint.text(e).split(" (")[0] for e in tree.iter("h2")]
    assert texts == ["eerder", "gisteren", "later", "zonder"]
    assert headings == ["Te laat", "Later", "Zonder datum"]
    assert "van udo" in text_of(adviser, "/tasks/?all=1")


def test_many_tasks_come_in_pages_and_each_heading_counts_all(store: Store, adviser: FlaskClient) -> None:
    for n in range(30):
        add(store, f"taak {n:02}", "2026-03-01", "udo")
    add(store, "zonder datum", None, "udo")
    first, second = text_of(adviser, "/tasks/?all=1"), text_of(adviser, "/tasks/?all=1&page=2")
    assert "taak 24" in first and "taak 25" not in first and "(30)" in first and "page=2" in first
    assert "taak 25" in second and "zonder datum" in second and "(30)" in second and "taak 24" not in second
    assert {e.action for e in store.log_of("p-anna")} == {"view in list of tasks"}
    number = store.open_tasks(limit=1, offset=29)[0].number
    back = post(adviser, f"/tasks/{number}", {"back": "/tasks/?all=1&page=2"}).location
    assert back == "/tasks/?all=1&page=2"


def test_each_person_shown_with_a_task_is_in_the_log(store: Store, adviser: FlaskClient) -> None:
    add(store, "bellen", None, person="p-bram")
    text_of(adviser, "/tasks/")
    assert [e.action for e in store.log_of("p-bram")] == ["view in list of tasks"]


def test_a_person_downloads_the_tasks_and_every_step_too(store: Store, jobseeker: FlaskClient) -> None:
    add(store, "bellen", None)
    for status in ("proposed", "discussed"):
        store.decide(Decision("p-anna", REF, status, None, "els", STAMP))
    data = json.loads(text_of(jobseeker, "/me/profile.json"))
    assert [t["text"] for t in data["tasks"]] == ["bellen"]
    assert [d["status"] for d in data["decisions"]] == ["proposed", "discussed"]


def test_erasing_a_person_takes_the_tasks_along(store: Store) -> None:
    number = add(store, "bellen", None)
    store.erase_person("p-anna")
    assert store.task(number) is None


def rows(client: FlaskClient, url: str) -> list[str]:
    tree = lint.parse(text_of(client, url))
    return [lint.text(e) for body in tree.iter("tbody") for e in body.iter("th")]


def test_the_longest_waiting_match_comes_first_and_closed_ones_on_request(store: Store, adviser: FlaskClient) -> None:
    for person, ref, status, day, by in (
        ("p-anna", REF, "proposed", "2026-03-08", "els"), ("p-bram", "10000-2-S", "applied", "2026-03-01", "els"),
        ("p-anna", "10000-5-S", "refused", "2026-03-02", "els"), ("p-bram", "10000-5-S", "hired", "2026-02-01", "udo"),
    ):  # fmt: skip
        store.decide(Decision(person, ref, status, "pay" if status == "refused" else None, by, STAMP, day))
    assert rows(adviser, "/tasks/pipeline") == ["p-bram", "p-anna"]
    assert rows(adviser, "/tasks/pipeline?all=1") == ["p-bram", "p-bram", "p-anna"]
    assert rows(adviser, "/tasks/pipeline?step=refused") == ["p-anna"]
    cells = [e for e in lint.parse(text_of(adviser, "/tasks/pipeline?step=applied")).iter("td")]
    assert [lint.text(e) for e in cells if e.get("data-label") == "Dagen"] == ["9"], "days from 1 to 10 March"


def test_a_match_stands_where_its_last_step_put_it(store: Store) -> None:
    for status in ("proposed", "hired"):
        store.decide(Decision("p-anna", REF, status, None, "els", STAMP))
    assert store.standing_counts(("proposed", "hired"), None) == {"hired": 1}
    store.take_back(store.decisions("p-anna")[REF].number, "els", STAMP)
    assert store.standing_counts(("proposed", "hired"), None) == {"proposed": 1}
    assert store.standing_counts(("proposed",), "udo") == {}
