"""The page of a weekly run tells all of its report; machines that watch see health and figures, others do not."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matcher.models import LanguageCourse, Rejected
from matcher.profiles import EXPECTED
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
WARNINGS = (
    "not reconciled: 49716+50, angebotsart 1: 10 of 1200 announced were not listed; "
    "only what the service confirms counts as withdrawn",
    "the digest of els could not be mailed (SMTPServerDisconnected)",
)
# What the page of that run says of it, in each language.
SAID = {
    "nl": ("niet volledig: 49716+50, banen: 10 van de 1.200", "het weekoverzicht voor els", "die nagekeken moeten worden: 3;",
           "brief.json: dit is een lijst zonder profielen; gebruik VUM-profielen"),
    "de": ("nicht vollständig: 49716+50, Stellen: 10 von 1.200", "die Wochenübersicht für els", "die geprüft werden müssen: 3;",
           "brief.json: das ist eine Liste ohne Profile; verwenden Sie VUM-Profile"),
    "en": ("not reconciled: 49716+50, jobs: 10 of 1,200", "the digest of els", "3 rules or figures of the notes need a look",
           "brief.json: found a list without profiles; expected VUM profiles"),
}  # fmt: skip


def weekly(store: Store, status: str = "warnings", problem: str = "") -> int:
    """A weekly run that ended an hour ago."""
    opened = store.begin_weekly("all", "list", (MOMENT - timedelta(hours=2)).isoformat(timespec="seconds"))
    report = WeeklyReport(run=opened.run, problem=problem, warnings=list(WARNINGS), slices=[SEARCH], odd=1)
    report.add({"listed": 1190, "new": 40})
    report.new_matches, report.seconds, report.requests = {"els": 7, "": 2}, {"list": 12.34}, 77
    report.files = [
        {"name": "vum.json", "run": 1, "outcome": "used", "reason": "", "odd": 0, "counts": {}},
        {
            "name": "brief.json",
            "run": opened.run,
            "outcome": "bad",
            "reason": f"brief.json: found a list without profiles; {EXPECTED}",
            "odd": 0,
            "counts": {},
        },
    ]
    report.notices = ["3 rules or figures of the notes need a look: werkbrug rules check"]
    store.keep_odd(opened.run, "weekly", [Rejected("jobsuche x", "gehalt", "a number, not text")])
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
    told = (*SAID[lang], "49716+50, ", "Leer: HTTP 500", "brief.json", "/runs/1", "els", "jobsuche x")
    assert [text for text in told if text not in html] == []
    assert "angebotsart" not in html and 'lang="en"' not in html.partition("<main")[2].partition("</main")[0]
    listed = adviser.get("/runs/").get_data(as_text=True)
    assert lint.problems(listed) == [] and f"/runs/{run}" in listed


def test_a_problem_is_told_in_the_language_of_the_reader_and_one_that_nobody_foresaw_as_it_came(
    adviser: FlaskClient, store: Store
) -> None:
    known, other = weekly(store, "failed", "unforeseen: MemoryError"), weekly(store, "failed", "no <such> thing")
    assert "<p>onvoorziene fout: MemoryError</p>" in adviser.get(f"/runs/{known}").get_data(as_text=True)
    html = adviser.get(f"/runs/{other}").get_data(as_text=True)
    assert '<p><span lang="en">no &lt;such&gt; thing</span></p>' in html and lint.problems(html) == []


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


def test_the_matching_of_one_person_does_not_drown_the_imports(adviser: FlaskClient, store: Store) -> None:
    for people in (1, 1, 60):
        run = store.start_run("match", MOMENT.isoformat())
        store.end_run(run, "ok", {"counts": {"people": people}}, MOMENT.isoformat())
    failed = store.start_run("match", MOMENT.isoformat())
    store.end_run(failed, "failed", {"counts": {"people": 1}}, MOMENT.isoformat())
    html = adviser.get("/runs/").get_data(as_text=True)
    assert f'href="/runs/{run}"' in html and f'href="/runs/{failed}"' in html, "large ones and what failed are shown"
    assert f'href="/runs/{run - 1}"' not in html and "Ook kleine runs tonen" in html
    every = adviser.get("/runs/?small=yes").get_data(as_text=True)
    assert f'href="/runs/{run - 1}"' in every and "Zonder kleine runs" in every and lint.problems(every) == []
