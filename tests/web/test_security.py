"""Roles, forms, passwords, personal links, headers, and what a hostile advertisement can do."""

from __future__ import annotations

import logging
import re
from datetime import timedelta

import pytest
from argon2 import PasswordHasher, Type, extract_parameters
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from matcher.store import Store
from tests.web.conftest import MOMENT, PASSWORD, Clock, post, signed_in
from web.access import links, passwords, security
from web.access.auth import is_local
from web.access.links import NewLink

ROLES = ("public", "half", "jobseeker", "adviser", "admin")
ADMINS = frozenset({"admin"})
EVERYBODY, USERS, OWN = frozenset({"public"}), frozenset({"adviser", "admin"}), frozenset({"jobseeker"})
HALF = frozenset({"half"})
TABLE = {
    "second_factor.ask": HALF, "second_factor.check": HALF, "second_factor.enrol": HALF | USERS,
    "second_factor.set_up": HALF | USERS, "account.show": USERS, "account.change_password": USERS,
    "account.remove_app": USERS, "account.own": OWN, "account.make": OWN, "oidc.start": EVERYBODY, "oidc.back": EVERYBODY,
    "static": EVERYBODY, "auth.front": EVERYBODY, "auth.sign_in": EVERYBODY, "auth.check": EVERYBODY,
    "auth.sign_out": EVERYBODY, "auth.stay": USERS | OWN, "auth.language": EVERYBODY, "pages.accessibility": EVERYBODY,
    "pages.privacy": EVERYBODY, "pages.about": EVERYBODY, "me.enter": EVERYBODY, "me.check_code": EVERYBODY,
    "jobs_map.show": USERS, "compare.show": USERS, "caseload.people": USERS, "caseload.person": USERS, "caseload.match": USERS, "caseload.facts": USERS,
    "caseload.save_facts": USERS, "decisions.decide": USERS, "decisions.take_back": USERS, "decisions.new_link": USERS,
    "decisions.revoke_link": USERS, "decisions.consent": USERS, "vacancies.index": USERS, "vacancies.vacancy": USERS, "somebody.find": USERS,
    "decisions.assign": USERS, "decisions.label": USERS,
    "added.find": USERS, "added.add": USERS, "added.remove": USERS, "added.outside": USERS, "added.waits": USERS, "weighing.show": USERS,
    "weighing.save": USERS,
    "adding.start": USERS, "adding.file": USERS, "adding.paste": USERS, "adding.form": USERS, "adding.save": USERS,
    "understood.page": USERS, "understood.choose": USERS, "understood.correct": USERS, "understood.take_back": USERS, "understood.place": USERS,
    "health.healthz": EVERYBODY, "health.metrics": frozenset({"admin", "monitor"}),
    "runs.index": USERS, "runs.run": USERS, "tasks.mine": USERS, "tasks.of_person": USERS, "tasks.add": USERS,
    "tasks.tick": USERS, "board.pipeline": USERS,
    "handout.page": USERS, "handout.pdf": USERS, "news.page": USERS, "short_profile.choose": USERS,
    "short_profile.preview": USERS, "short_profile.pdf": USERS, "short_profile.find": USERS,
    "accounts.index": ADMINS, "accounts.new": ADMINS, "accounts.add": ADMINS, "accounts.show": ADMINS,
    "accounts.change": ADMINS, "entry.invite": ADMINS, "entry.revoke": ADMINS, "entry.remove_app": ADMINS,
    "entry.unlock": ADMINS, "leaving.ask": ADMINS, "leaving.remove": ADMINS,
    "invitations.show": EVERYBODY, "invitations.choose": EVERYBODY,
    "team.index": USERS, "team.change_goal": ADMINS, "team.set_goal": ADMINS,
    "me.suggestions": OWN, "me.waits": OWN, "me.job": OWN, "me.answer": OWN, "own.facts": OWN, "own.save_facts": OWN,
    "own_skills.page": OWN, "own_skills.choose": OWN, "own_skills.correct": OWN, "own_skills.take_back": OWN,
    "own_wishes.wishes": OWN, "own_wishes.save_wishes": OWN, "own_wishes.contact": OWN, "own_wishes.save_contact": OWN,
    "own_items.add": OWN, "own_items.add_now": OWN, "own_items.change": OWN, "own_items.change_now": OWN,
    "own_wishes.take_out": OWN, "own_wishes.take_out_now": OWN, "questions.ask": OWN, "questions.answer": OWN,
    "answers.listed": OWN, "answers.take_back": OWN, "rights.log": OWN, "rights.consent": OWN, "rights.agree": OWN,
    "own.profile": OWN, "own.printed": OWN, "own.download": OWN, "own.withdraw": OWN, "own.erase": OWN, "own.erase_now": OWN,
}  # fmt: skip
EXAMPLE = {
    "key": "p-anna",
    "name": "els",
    "kind": "skill",
    "ref": "10000-1/A-S",
    "token": "nonsense",
    "number": 1,
    "mark": "0" * 32,
    "part": "courses",
    "asked": "matches",
    "filename": "werkbrug.css",
}


OURS = re.compile(r'<script nonce="[\w-]{22}" src="/static/[\w.?=]+"></script>')
# The two doors answer 403 to a wrong secret; files are for everybody.
OPEN = ("static", "auth.check", "me.check_code")


def _leaving_last(rule: Rule) -> bool:
    return rule.endpoint == "auth.sign_out"


def test_every_endpoint_is_in_the_table_and_declares_its_roles(app: Flask) -> None:
    declared = {name: security.roles_of(app, name) for name in app.view_functions if name != "static"}
    assert declared == {name: roles for name, roles in TABLE.items() if name != "static"}


@pytest.mark.parametrize("role", ROLES)
def test_every_route_lets_in_whom_the_table_says(app: Flask, link: NewLink, role: str) -> None:
    outcome = {}
    client = signed_in(app, role, link)
    for rule in sorted((r for r in app.url_map.iter_rules() if r.endpoint not in OPEN), key=_leaving_last):
        with app.test_request_context():
            url = app.url_for(rule.endpoint, **{k: EXAMPLE[k] for k in rule.arguments})
        answer = post(client, url) if "POST" in (rule.methods or ()) else client.get(url)
        entry = answer.status_code == 302 and "/sign-in" in answer.location
        refused = answer.status_code in (401, 403) or entry
        may = bool(TABLE[rule.endpoint] & {role, "public"})
        if refused == may:
            outcome[rule.endpoint] = answer.status_code
    assert outcome == {}


def test_an_endpoint_without_declaration_is_refused(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    answer = app.test_client().get("/forgotten")
    assert (answer.status_code, b"secret" in answer.data) == (403, False)
    assert "forgotten declares no roles" in caplog.text


def test_a_form_without_token_changes_nothing(adviser: FlaskClient, store: Store) -> None:
    answer = adviser.post("/people/p-anna/decision", data={"vacancy": "10000-1/A-S", "status": "proposed"})
    assert (answer.status_code, store.decisions("p-anna")) == (400, {})


def test_five_wrong_passwords_lock_for_fifteen_minutes(app: Flask, clock: Clock) -> None:
    client = app.test_client()
    pages = [post(client, "/sign-in", {"name": "els", "password": f"wrong {i}"}) for i in range(5)]
    assert post(client, "/sign-in", {"name": "els", "password": PASSWORD}).status_code == 403
    assert {p.status_code for p in pages} == {403}
    clock.moment = MOMENT + timedelta(minutes=15, seconds=1)
    assert post(client, "/sign-in", {"name": "els", "password": PASSWORD}).status_code == 302


SIGNED_IN = {"name": "els", "password": PASSWORD}
ENDS = {
    "signing out": ("/sign-out", {}),
    "a new password": (
        "/account/password",
        {"old": PASSWORD, "new": "drie woorden erbij", "again": "drie woorden erbij"},
    ),
}


@pytest.mark.parametrize("end", ENDS)
def test_no_other_browser_goes_on_with_a_session_that_was_ended(app: Flask, end: str) -> None:
    here, elsewhere = app.test_client(), app.test_client()
    for client in (here, elsewhere):
        assert post(client, "/sign-in", SIGNED_IN).status_code == 302
        assert client.get("/people/").status_code == 200
    assert post(here, *ENDS[end]).status_code == 302
    assert elsewhere.get("/people/").status_code == 302
    assert here.get("/people/").status_code == (302 if end == "signing out" else 200)


def test_a_password_is_hashed_anew_at_sign_in_once_its_parameters_are_old(app: Flask, store: Store) -> None:
    old = PasswordHasher(time_cost=2, memory_cost=128, parallelism=1).hash(PASSWORD)
    store.set_password("els", old)
    post(app.test_client(), "/sign-in", {"name": "els", "password": "wrong"})
    assert store.db.execute("select password from users where name = 'els'").fetchone() == (old,)
    assert post(app.test_client(), "/sign-in", {"name": "els", "password": PASSWORD}).status_code == 302
    (kept,) = store.db.execute("select password from users where name = 'els'").fetchone()
    assert extract_parameters(kept) == extract_parameters(passwords.hash_secret("x")) != extract_parameters(old)
    assert post(app.test_client(), "/sign-in", {"name": "els", "password": PASSWORD}).status_code == 302


def test_passwords_cost_at_least_what_owasp_names() -> None:
    shipped = extract_parameters(passwords.new_hasher().hash("x"))
    assert (shipped.type, shipped.parallelism) == (Type.ID, 1)
    assert shipped.memory_cost >= 19 * 1024 and shipped.time_cost >= 2


def _without_token(html: str) -> str:
    own = ("csrf_token", 'id="name"', "nonce=")
    return "\n".join(line for line in html.splitlines() if not any(mark in line for mark in own))


def test_signing_in_never_tells_whether_a_name_exists(app: Flask) -> None:
    client = app.test_client()
    for _ in range(6):
        known = post(client, "/sign-in", {"name": "els", "password": "x"}).get_data(as_text=True)
        unknown = post(client, "/sign-in", {"name": "nobody", "password": "x"}).get_data(as_text=True)
        assert _without_token(known) == _without_token(unknown)


@pytest.mark.parametrize(
    ("address", "stays"),
    [
        ("/people/", True),
        ("//evil.example", False),
        ("/\\evil.example", False),
        ("https://evil.example", False),
        ("", False),
    ],
)
def test_signing_in_leads_only_to_this_site(app: Flask, address: str, stays: bool) -> None:
    answer = post(app.test_client(), "/sign-in", {"name": "els", "password": PASSWORD, "next": address})
    assert is_local(address) is stays
    assert answer.location == (address if stays else "/")


def test_an_idle_session_ends(adviser: FlaskClient, clock: Clock) -> None:
    clock.moment = MOMENT + timedelta(minutes=29)
    assert adviser.get("/people/").status_code == 200
    clock.moment += timedelta(minutes=31)
    assert adviser.get("/people/").status_code == 302


def test_a_removed_link_ends_the_session(jobseeker: FlaskClient, store: Store) -> None:
    assert jobseeker.get("/me/").status_code == 200
    store.revoke_links("p-anna", MOMENT.isoformat(timespec="seconds"))
    assert jobseeker.get("/me/").status_code == 401


def test_a_link_opens_with_its_code_only(app: Flask, link: NewLink) -> None:
    client = app.test_client()
    assert post(client, f"/me/open/{link.token}", {"code": "000000x"}).status_code == 403
    assert post(client, f"/me/open/{link.token}x", {"code": link.code}).status_code == 403
    spaced = f"{link.code[:3]} {link.code[3:]}"
    assert post(client, f"/me/open/{link.token}", {"code": spaced}).status_code == 302


def test_an_unknown_link_looks_like_a_known_one(app: Flask, link: NewLink) -> None:
    client, other = app.test_client(), "x" * len(link.token)
    pages = [client.get(f"/me/open/{t}").get_data(as_text=True).replace(t, "T") for t in (link.token, other)]
    assert _without_token(pages[0]) == _without_token(pages[1])


def test_five_wrong_codes_stop_the_link(app: Flask, link: NewLink) -> None:
    client = app.test_client()
    for _ in range(links.MAX_WRONG_CODES):
        post(client, f"/me/open/{link.token}", {"code": "wrong"})
    assert post(client, f"/me/open/{link.token}", {"code": link.code}).status_code == 403


def test_a_link_expires(app: Flask, link: NewLink, clock: Clock) -> None:
    clock.moment = MOMENT + timedelta(days=30, seconds=1)
    assert post(app.test_client(), f"/me/open/{link.token}", {"code": link.code}).status_code == 403


def test_token_and_code_are_stored_as_hashes_only(store: Store, link: NewLink) -> None:
    stored = store.link(links.token_hash(link.token))
    assert stored and link.token not in str(stored) and link.code not in stored.code
    assert stored.code.startswith("$argon2id$")


def test_every_answer_has_the_security_headers(app: Flask, adviser: FlaskClient) -> None:
    for url in ("/", "/people/p-anna", "/nowhere"):
        answer = adviser.get(url)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    cookie = post(app.test_client(), "/sign-in", {"name": "els", "password": PASSWORD}).headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie


@pytest.mark.parametrize("url", ["/vacancies/10000-2-S", "/people/p-anna/matches/10000-2-S"])
def test_an_advertisement_cannot_run_anything(adviser: FlaskClient, url: str) -> None:
    html = OURS.sub("", adviser.get(url).get_data(as_text=True))
    for bad in ("<script", "alert(", "onclick", "onerror", "javascript:", "<img", "<b>&amp; mehr"):
        assert bad not in html
    assert "<li>Stapler fahren</li>" in html and "&lt;b&gt;&amp; mehr&lt;/b&gt;" in html


def test_control_codes_of_an_advertisement_become_what_they_stand_for(adviser: FlaskClient) -> None:
    assert "<title>Ausbildung Koch – Emden – Werkbrug" in adviser.get("/vacancies/10000-3-S").get_data(as_text=True)


def test_an_error_has_a_number_and_no_personal_data_in_the_log(
    app: Flask, adviser: FlaskClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("Anna Voorbeeld, anna@voorbeeld.example")

    monkeypatch.setattr("web.people.person_view.wishes", broken)
    with caplog.at_level(logging.INFO):
        answer = adviser.get("/people/p-anna")
    number = caplog.text.split("error ")[1].split(":")[0]
    assert answer.status_code == 500 and number in answer.get_data(as_text=True)
    assert "Anna" not in caplog.text and "p-anna" not in caplog.text and "RuntimeError" in caplog.text
