"""The page of a weekly run tells all of its report; machines that watch see health and figures, others do not."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matcher.models import LanguageCourse, Rejected
from matcher.settings import Settings
from matcher.store import Store
from matcher.store.enrichment import Pay
from matcher.weekly.report import WeeklyReport
from tests.web import lint
from tests.web.conftest import MOMENT, Clock, post, signed_in
from web import create_app
from web.access.links import NewLink
from web.i18n import LANGUAGES

SEARCH = {
    "search": "49716+50, angebotsart 1", "kind": 1, "full": True, "announced": 1200, "distinct": 1190, "reconciled": False,
    "problem": "10 of 1200 announced were not listed", "slices": 3, "cut": "", "not_reconciled": ["Leer: HTTP 500"],
}  # fmt: skip


def weekly(store: Store, status: str = "warnings", problem: str = "") -> int:
    """A weekly run that ended an hour ago."""
    opened = store.begin_weekly("all", "list", (MOMENT - timedelta(hours=2)).isoformat(timespec="seconds"))
    report = WeeklyReport(run=opened.run, problem=problem, warnings=["not reconciled: Leer"], slices=[SEARCH], odd=1)
    report.add({"listed": 1190, "new": 40})
    report.new_matches, report.seconds, report.requests = {"els": 7, "": 2}, {"list": 12.34}, 77
    report.files = [
        {"name": "vum.json", "run": 1, "outcome": "used", "reason": "", "odd": 0, "counts": {}},
        {
            "name": "brief.json",
            "run": opened.run,
            "outcome": "bad",
            "reason": "expected VUM profiles",
            "odd": 0,
            "counts": {},
        },
    ]
    report.notices = ["3 rules or figures need a look"]
    store.keep_odd(opened.run, "weekly", [Rejected("jobsuche x", "referenznummer", "expected a number")])
    store.end_run(opened.run, status, report.as_dict(), (MOMENT - timedelta(hours=1)).isoformat(timespec="seconds"))
    return opened.run


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_of_a_weekly_run_is_well_made_and_tells_everything(
    adviser: FlaskClient, store: Store, lang: str
) -> None:
    run = weekly(store)
    post(adviser, "/language", {"lang": lang, "back": "/"})
    html = adviser.get(f"/runs/{run}").get_data(as_text=True)
    assert lint.problems(html) == []
    told = ("not reconciled: Leer", "49716+50, ", "Leer: HTTP 500", "brief.json", "expected VUM profiles",
            "/runs/1", "els", "jobsuche x", "3 rules or figures")  # fmt: skip
    assert [text for text in told if text not in html] == []
    assert "angebotsart" not in html
    listed = adviser.get("/runs/").get_data(as_text=True)
    assert lint.problems(listed) == [] and f"/runs/{run}" in listed


def test_health_is_for_everybody_and_tells_the_age_of_the_last_good_import(app: Flask, store: Store) -> None:
    client = app.test_client()
    assert client.get("/healthz").get_json() == {"status": "ok", "last_good_import_age_seconds": None}
    weekly(store)
    weekly(store, "failed", "the route has moved")
    assert client.get("/healthz").get_json() == {"status": "ok", "last_good_import_age_seconds": 3600}


def test_health_without_a_database_is_said_so(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "w.db").write_text("this is no database, but a text that is long enough to look at", encoding="ascii")
    app = create_app(Settings.read({}, database=str(tmp_path / "w.db"), secret="for tests"), clock=clock)
    answer = app.test_client().get("/healthz")
    assert (answer.status_code, answer.get_json()) == (503, {"status": "no database"})


@pytest.mark.parametrize(
    ("setting", "header", "status"),
    [
        pytest.param("", None, 401, id="nothing-set-nothing-shown"),
        pytest.param("", "Bearer ", 401, id="nothing-set-empty-shown"),
        pytest.param("long-token", None, 401, id="nothing-shown"),
        pytest.param("long-token", "Bearer long-toke", 401, id="wrong-token"),
        pytest.param("long-token", "Basic bG9uZy10b2tlbjo=", 401, id="other-scheme"),
        pytest.param("long-token", "Bearer long-token", 200, id="right-token"),
    ],
)
def test_only_the_token_opens_the_figures(
    database: Path, clock: Clock, setting: str, header: str | None, status: int
) -> None:
    settings = Settings.read({}, database=str(database), secret="for tests", metrics_token=setting)
    client = create_app(settings, clock=clock).test_client()
    headers = {} if header is None else {"Authorization": header}
    assert client.get("/metrics", headers=headers).status_code == status
    assert client.get("/people/", headers=headers).status_code != 200


def test_the_figures_are_those_of_stock_people_and_last_run(app: Flask, store: Store, link: NewLink) -> None:
    weekly(store)
    text = signed_in(app, "admin", link).get("/metrics").get_data(as_text=True)
    figures = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert figures["werkbrug_last_good_import_age_seconds"] == "3600.0"
    assert figures["werkbrug_jobseekers"] == "3.0"
    assert float(figures["werkbrug_open_vacancies"]) == store.count_vacancies()
    assert figures['werkbrug_weekly_count{what="new"}'] == "40.0"
    assert figures['werkbrug_weekly_seconds{stage="list"}'] == "12.34"
    assert (figures["werkbrug_weekly_requests"], figures["werkbrug_weekly_failed"]) == ("77.0", "0.0")


def test_usual_pay_and_courses_are_shown_where_they_help(adviser: FlaskClient, store: Store) -> None:
    for ref in ("10000-1/A-S", "10000-2-S"):
        store.put_usual_pay([Pay(ref, "51311", "Niedersachsen", 2800, 2500, 3100)], MOMENT.isoformat())
    course = LanguageCourse("Deutsch für die Pflege B1", "Bildungswerk Ems", "Meppen", "49716", date(2026, 12, 1))
    store.put_courses("p-anna", [course], MOMENT.isoformat())
    with_pay, without = (
        adviser.get(f"/vacancies/{ref}").get_data(as_text=True) for ref in ("10000-1/A-S", "10000-2-S")
    )
    assert "Entgeltatlas" in without and "2.500–3.100" in without
    assert "Entgeltatlas" not in with_pay
    page = adviser.get("/people/p-anna").get_data(as_text=True)
    assert (
        lint.problems(page) == [] and "Deutsch für die Pflege B1" in page and "49716 Meppen, Bildungswerk Ems" in page
    )
    assert "Deutsch für die Pflege" not in adviser.get("/people/p-bram").get_data(as_text=True)
