"""The adviser's day and the jobseeker's ten minutes: what they decide is stored, shown and in the log."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matcher.store import Store
from tests.web.conftest import post, signed_in
from web.access.links import NewLink
from web.people import match_view

REF = "10000-1/A-S"


def text_of(client: FlaskClient, url: str) -> str:
    return client.get(url).get_data(as_text=True)


def actions(store: Store) -> list[tuple[str, str, str | None, str | None]]:
    """The log about Anna, oldest first: who, what, which vacancy, detail."""
    return [(e.who, e.action, e.vacancy, e.detail) for e in reversed(store.log_of("p-anna"))]


def test_an_adviser_walks_from_the_caseload_to_a_proposal(adviser: FlaskClient, store: Store) -> None:
    assert 'href="/people/p-anna"' in text_of(adviser, "/people/")
    person = text_of(adviser, "/people/p-anna")
    assert "nog 17 verder dan 45 minuten" in person and f"/people/p-anna/matches/{REF}" in person
    match = text_of(adviser, f"/people/p-anna/matches/{REF}")
    assert "Waarom: 78,50 van 100 punten" in match and "Duits leren tot niveau B2 (nu A2)" in match
    post(adviser, "/people/p-anna/decision", {"vacancy": REF, "status": "proposed"})
    assert store.decisions("p-anna")[REF].status == "proposed"
    assert "Voorgesteld" in text_of(adviser, "/people/p-anna")
    assert actions(store)[:4] == [
        ("els", "view list of people", None, None), ("els", "view person", None, None), ("els", "view match", REF, None), ("els", "decide", REF, "proposed"),
    ]  # fmt: skip


def test_the_points_on_the_page_add_up_to_the_score(store: Store, app: Flask) -> None:
    match = store.matches("p-anna")[0]
    with app.test_request_context():
        rows = match_view.factor_rows(match.factors)
        pieces = match_view.bars(match.factors)
    assert round(sum(r.points for r in rows), 2) == match.score
    assert sum(p.width for p in pieces) == pytest.approx(match.score, abs=0.05)


def test_a_refusal_needs_a_reason_from_the_list(adviser: FlaskClient, store: Store) -> None:
    form = {"vacancy": REF, "status": "refused"}
    assert post(adviser, "/people/p-anna/decision", form).status_code == 422
    assert post(adviser, "/people/p-anna/decision", {**form, "reason": "because"}).status_code == 422
    assert store.decisions("p-anna") == {}
    assert post(adviser, "/people/p-anna/decision", {**form, "reason": "pay"}).status_code == 302
    assert store.decisions("p-anna")[REF].reason == "pay"


def test_facts_are_stored_only_when_all_are_right(adviser: FlaskClient, store: Store) -> None:
    answer = post(adviser, "/people/p-anna/facts", {"children": "2", "birth_year": "later", "home_owner": ""})
    assert answer.status_code == 422 and 'value="later"' in answer.get_data(as_text=True)
    assert store.fact_values("p-anna")["home_owner"] is True
    post(adviser, "/people/p-anna/facts", {"children": "2", "birth_year": "1981", "home_owner": ""})
    assert store.fact_values("p-anna") == {"children": 2.0, "birth_year": 1981.0, "german_level": "A2"}


def test_a_link_and_its_code_are_shown_once_and_open_the_page(app: Flask, adviser: FlaskClient) -> None:
    html = post(adviser, "/people/p-anna/link").get_data(as_text=True)
    token = html.split("/me/open/")[1].split("<")[0]
    code = html.split('wb-secret--code">')[1].split("<")[0]
    assert token not in text_of(adviser, "/people/p-anna")
    client = app.test_client()
    assert post(client, f"/me/open/{token}", {"code": code}).location == "/me/"
    post(adviser, "/people/p-anna/link/revoke")
    assert client.get("/me/").status_code == 401


def test_a_jobseeker_sees_five_suggestions_and_more_on_request(jobseeker: FlaskClient) -> None:
    assert text_of(jobseeker, "/me/").count("<dt>Waar u werkt</dt>") == 5
    assert text_of(jobseeker, "/me/?more=1").count("<dt>Waar u werkt</dt>") == 6


def test_a_jobseeker_answers_and_the_adviser_sees_it(app: Flask, link: NewLink, store: Store) -> None:
    jobseeker, adviser = signed_in(app, "jobseeker", link), signed_in(app, "adviser", link)
    post(jobseeker, "/me/answer", {"vacancy": REF, "status": "interested"})
    assert "U hebt interesse" in text_of(jobseeker, f"/me/jobs/{REF}")
    assert "Werkzoekende heeft interesse" in text_of(adviser, "/people/p-anna")
    post(jobseeker, "/me/answer", {"vacancy": REF, "status": "not_interested", "reason": "too_far"})
    assert f"/me/jobs/{REF}" not in text_of(jobseeker, "/me/")
    assert ("jobseeker", "decide", REF, "not_interested too_far") in actions(store)


def test_an_answer_never_overwrites_a_step_of_the_adviser(app: Flask, link: NewLink, store: Store) -> None:
    jobseeker, adviser = signed_in(app, "jobseeker", link), signed_in(app, "adviser", link)
    post(adviser, "/people/p-anna/decision", {"vacancy": REF, "status": "hired"})
    assert post(jobseeker, "/me/answer", {"vacancy": REF, "status": "interested"}).status_code == 403
    assert store.decisions("p-anna")[REF].status == "hired"


def test_a_jobseeker_never_sees_another_person(jobseeker: FlaskClient) -> None:
    for url in ("/me/", "/me/profile", f"/me/jobs/{REF}"):
        assert "p-bram" not in text_of(jobseeker, url)
    assert jobseeker.get("/people/p-bram").status_code == 403


def test_a_jobseeker_downloads_everything(jobseeker: FlaskClient) -> None:
    data = json.loads(text_of(jobseeker, "/me/profile.json"))
    assert data["profile"]["key"] == "p-anna" and data["contact"]["email"] == "anna@voorbeeld.example"
    assert {f["name"] for f in data["facts"]} == {"home_owner", "german_level", "birth_year"}
    assert len(data["matches"]) == 6 and data["log"]


def test_consent_is_given_through_the_adviser_and_taken_back_alone(app: Flask, link: NewLink, store: Store) -> None:
    jobseeker, adviser = signed_in(app, "jobseeker", link), signed_in(app, "adviser", link)
    post(adviser, "/people/p-anna/consent", {"consent": "yes"})
    assert store.consent_at("p-anna")
    post(jobseeker, "/me/consent/withdraw")
    assert store.consent_at("p-anna") is None


def test_a_jobseeker_is_erased_only_when_sure(jobseeker: FlaskClient, store: Store) -> None:
    assert post(jobseeker, "/me/erase").status_code == 422
    assert store.jobseeker("p-anna")
    assert "Uw gegevens zijn gewist" in post(jobseeker, "/me/erase", {"sure": "yes"}).get_data(as_text=True)
    assert (store.jobseeker("p-anna"), store.contact("p-anna"), store.facts("p-anna")) == (None, None, {})
    assert jobseeker.get("/me/").status_code == 401
    assert actions(store) == []
    last = store.db.execute(
        "select who, action, person, vacancy, detail from audit order by id desc limit 1"
    ).fetchone()
    assert last == ("jobseeker", "erase", None, None, None)


def test_each_person_shown_at_a_vacancy_is_in_the_log(adviser: FlaskClient, store: Store) -> None:
    text_of(adviser, "/vacancies/10000-2-S")
    assert [e.action for p in ("p-anna", "p-bram") for e in store.log_of(p)] == ["view in list of vacancy"] * 2


def test_the_language_is_kept_with_the_user(app: Flask, adviser: FlaskClient, store: Store, link: NewLink) -> None:
    assert post(adviser, "/language", {"lang": "de", "back": "/people/"}).location == "/people/"
    user = store.user("els")
    assert user and user.lang == "de"
    assert "Personen" in text_of(signed_in(app, "adviser", link), "/people/")


def test_the_official_page_is_linked_with_an_encoded_number(adviser: FlaskClient) -> None:
    html = text_of(adviser, f"/vacancies/{REF}")
    assert 'href="https://www.arbeitsagentur.de/jobsuche/jobdetail/10000-1%2FA-S"' in html
    assert "Pagina van de adverteerder: jobs.haus-emsblick.example" in html


@pytest.mark.parametrize(
    "url", ["/people/", "/people/p-anna", f"/people/p-anna/matches/{REF}"], ids=["caseload", "person", "match"]
)
def test_an_adviser_sees_a_name_only_after_consent(adviser: FlaskClient, store: Store, url: str) -> None:
    assert "Anna Voorbeeld" not in text_of(adviser, url)
    store.set_consent("p-anna", "els", "2026-03-10T09:00:00+00:00")
    assert "Anna Voorbeeld" in text_of(adviser, url)
