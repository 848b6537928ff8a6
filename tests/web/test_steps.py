"""The pipeline of a match: which step may follow, reasons for a no, days, and mistakes taken back in sight."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matcher.pipeline import REASONS
from matcher.store import Store
from tests.web import lint
from tests.web.conftest import STAMP, post
from web import labels
from web.people import steps

REF = "10000-1/A-S"
MATCH = f"/people/p-anna/matches/{REF}"


def take(client: FlaskClient, **form: str) -> int:
    status: int = post(client, "/people/p-anna/decision", {"vacancy": REF, **form}).status_code
    return status


@pytest.fixture(autouse=True)
def here_for_a_month(store: Store) -> None:
    """Anna and the vacancy came in before the days of these tests."""
    store.db.execute("update jobseekers set first_seen = '2026-02-20T08:00:00+00:00' where key = 'p-anna'")
    store.db.execute("update vacancies set first_seen = '2026-02-25T08:00:00+00:00' where ref = ?", [REF])
    store.db.conn.commit()


def offered(client: FlaskClient) -> list[str]:
    tree = lint.parse(client.get(MATCH).get_data(as_text=True))
    select = next(e for e in tree.iter("select") if e.get("name") == "status")
    return [o.get("value") or "" for o in select.iter("option")]


def test_only_steps_that_can_follow_are_offered_and_taken(adviser: FlaskClient, store: Store) -> None:
    assert "started" not in offered(adviser) and take(adviser, status="started") == 422
    assert take(adviser, status="hired") == 302
    assert offered(adviser) == ["", "started", "refused"]
    assert take(adviser, status="discussed") == 422
    assert take(adviser, status="started") == 302 and offered(adviser) == ["", "ended"]
    assert [d.status for d in store.history("p-anna", REF)] == ["hired", "started"]


def test_a_refused_suggestion_can_be_opened_again(adviser: FlaskClient) -> None:
    assert take(adviser, status="refused", reason="filled") == 302
    assert take(adviser, status="proposed") == 302
    tree = lint.parse(adviser.get(MATCH).get_data(as_text=True))
    history = next(e for e in tree.iter("ol") if e.get("class") == "wb-history")
    assert [lint.text(strong) for strong in history.iter("strong")] == ["Afgewezen", "Voorgesteld"]
    assert "De vacature is vervuld" in lint.text(history[0])


@pytest.mark.parametrize(
    ("day", "right"),
    [
        pytest.param("2026-03-01", True, id="in the past"),
        pytest.param("", True, id="empty is today"),
        pytest.param("2026-02-25", True, id="when the vacancy was first seen"),
        pytest.param("2026-02-24", False, id="before the vacancy was there"),
        pytest.param("2020-01-01", False, id="before the person came in"),
        pytest.param("2026-03-11", False, id="tomorrow"),
        pytest.param("31-3-2026", False, id="not a date"),
    ],
)
def test_the_day_of_a_step(adviser: FlaskClient, store: Store, day: str, right: bool) -> None:
    assert take(adviser, status="applied", day=day) == (302 if right else 422)
    if right:
        assert store.decisions("p-anna")[REF].on == (day or STAMP[:10])
    else:
        assert store.decisions("p-anna") == {}


def test_a_day_before_the_step_before_is_refused_and_the_form_keeps_what_was_typed(adviser: FlaskClient) -> None:
    take(adviser, status="applied", day="2026-03-05")
    answer = post(
        adviser, "/people/p-anna/decision", {"vacancy": REF, "status": "refused", "reason": "pay", "day": "2026-03-04"}
    )
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "Dit is vóór de stap van 5 mrt 2026" in html
    assert 'value="2026-03-04"' in html and 'value="pay" selected' in html and lint.problems(html) == []


def test_a_step_taken_back_stays_in_the_history(adviser: FlaskClient, store: Store) -> None:
    take(adviser, status="proposed")
    take(adviser, status="hired")
    number = str(store.decisions("p-anna")[REF].number)
    form = {"vacancy": REF, "number": number}
    assert post(adviser, "/people/p-anna/decision/back", form).status_code == 302
    assert store.decisions("p-anna")[REF].status == "proposed"
    assert "teruggenomen door els op" in adviser.get(MATCH).get_data(as_text=True)
    post(adviser, "/people/p-anna/decision/back", form)
    assert store.decisions("p-anna")[REF].status == "proposed", "a form sent twice takes back one step"
    assert [e.action for e in store.log_of("p-anna")].count("take back") == 1


def test_an_adviser_cannot_take_back_the_word_of_the_jobseeker(
    adviser: FlaskClient, jobseeker: FlaskClient, store: Store
) -> None:
    post(jobseeker, "/me/answer", {"vacancy": REF, "status": "interested"})
    number = str(store.decisions("p-anna")[REF].number)
    back = post(adviser, "/people/p-anna/decision/back", {"vacancy": REF, "number": number})
    assert back.status_code == 400 and store.decisions("p-anna")[REF].status == "interested"


def test_every_reason_of_the_lists_is_known_to_the_evaluation_and_has_words() -> None:
    assert {*labels.ADVISER_REASONS, *labels.OWN_REASONS} == set(REASONS) == set(labels.REASONS)


def test_a_reason_with_a_step_forward_is_an_error_and_nothing_is_lost(adviser: FlaskClient, store: Store) -> None:
    answer = post(adviser, "/people/p-anna/decision", {"vacancy": REF, "status": "applied", "reason": "pay"})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422 and store.decisions("p-anna") == {} and lint.problems(html) == []
    assert "Bij deze stap hoort geen reden" in html
    assert 'value="pay" selected' in html and 'value="applied" selected' in html


def test_the_step_starts_empty_and_has_to_be_chosen(adviser: FlaskClient, store: Store) -> None:
    tree = lint.parse(adviser.get(MATCH).get_data(as_text=True))
    select = next(e for e in tree.iter("select") if e.get("name") == "status")
    assert next(o.get("value") for o in select.iter("option") if o.get("selected") is not None) == ""
    assert take(adviser, reason="pay") == 422 and take(adviser) == 422 and store.decisions("p-anna") == {}


def test_the_end_of_a_job_may_say_why(adviser: FlaskClient, store: Store) -> None:
    for status in ("hired", "started"):
        take(adviser, status=status)
    assert "Waarom het gestopt is" in adviser.get(MATCH).get_data(as_text=True)
    assert take(adviser, status="ended", reason="because") == 422
    assert take(adviser, status="ended", reason="money_rules") == 302
    assert store.decisions("p-anna")[REF].reason == "money_rules"
    assert 'name="reason"' not in adviser.get(MATCH).get_data(as_text=True), "nothing that follows takes a reason"


@pytest.mark.parametrize("status", ["proposed", "discussed", "applied", "interview", "hired"])
def test_only_a_refusal_or_an_end_takes_a_reason(app: Flask, status: str) -> None:
    with app.test_request_context():
        assert set(steps.read({"status": status, "reason": "pay"}, None, date(2026, 3, 10)).errors) == {"reason"}
        assert steps.read({"status": status}, None, date(2026, 3, 10)).errors == {}


def test_a_day_before_person_or_vacancy_says_since_when_they_are_known(adviser: FlaskClient) -> None:
    for day, said in (
        ("2020-01-01", "Deze persoon staat sinds 20 feb 2026 in Werkbrug"),
        ("2026-02-22", "Deze vacature is geplaatst op 25 feb 2026"),
    ):
        answer = post(adviser, "/people/p-anna/decision", {"vacancy": REF, "status": "discussed", "day": day})
        assert answer.status_code == 422 and said in answer.get_data(as_text=True)
