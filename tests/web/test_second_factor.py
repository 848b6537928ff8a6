"""The second factor, limits, accounts: what a leaked password, a found letter or a patient guesser gets."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from matcher.settings import Settings
from matcher.store import Store
from tests.web import lint
from tests.web.conftest import MOMENT, PASSWORD, Clock, post, signed_in
from web import create_app
from web.access import totp
from web.access.links import NewLink, make_link


@pytest.fixture
def strict(database: Path, clock: Clock) -> Flask:
    """An application that requires the second factor (the default)."""
    return create_app(Settings.read({}, database=str(database), secret="for tests"), clock=clock)


def with_password(app: Flask) -> FlaskClient:
    client = app.test_client()
    assert post(client, "/sign-in", {"name": "els", "password": PASSWORD}).location == "/sign-in/code"
    return client


def code(secret: str, moment: datetime) -> str:
    return pyotp.TOTP(secret).at(moment)


def enrol(app: Flask) -> tuple[FlaskClient, str, list[str]]:
    """Set up an app as a user would: the client, the secret and the spare codes."""
    client = with_password(app)
    page = client.get("/account/app").get_data(as_text=True)
    secret = re.search(r'wb-secret">([A-Z2-7]{32})<', page)
    assert secret
    done = post(client, "/account/app", {"code": code(secret[1], app.extensions["werkbrug"].clock())})
    return client, secret[1], re.findall(r'<li class="wb-secret">([0-9a-f]{10})<', done.get_data(as_text=True))


def test_a_password_alone_shows_nothing_where_a_second_factor_is_required(strict: Flask) -> None:
    client = with_password(strict)
    assert [client.get(u).location for u in ("/people/", "/people/p-anna", "/account")] == ["/sign-in/code"] * 3


def test_setting_up_an_app_lets_in_and_the_next_time_its_code_is_asked(strict: Flask, clock: Clock) -> None:
    client, secret, spare = enrol(strict)
    assert client.get("/people/").status_code == 200 and len(spare) == totp.SPARE_CODES
    clock.moment += timedelta(minutes=1)
    again = with_password(strict)
    assert post(again, "/sign-in/code", {"code": code(secret, clock.moment), "next": "/people/p-anna"}).location == (
        "/people/p-anna"
    )


def test_a_code_works_once(strict: Flask, clock: Clock) -> None:
    _, secret, _ = enrol(strict)
    clock.moment += timedelta(minutes=1)
    for expected in (302, 403):
        client = with_password(strict)
        assert post(client, "/sign-in/code", {"code": code(secret, clock.moment)}).status_code == expected


def test_a_spare_code_works_once(strict: Flask) -> None:
    _, _, spare = enrol(strict)
    answers = [post(with_password(strict), "/sign-in/code", {"code": spare[0].upper()}).status_code for _ in range(2)]
    assert answers == [302, 403]


def test_five_wrong_codes_lock_the_account(strict: Flask, clock: Clock) -> None:
    _, secret, _ = enrol(strict)
    clock.moment += timedelta(minutes=1)
    client = with_password(strict)
    for _ in range(5):
        assert post(client, "/sign-in/code", {"code": "000000"}).status_code == 403
    for further in (code(secret, clock.moment), "000000", code(secret, clock.moment)):
        assert post(client, "/sign-in/code", {"code": further}).status_code == 403, "no try opens what is locked"
    clock.moment += timedelta(minutes=16)
    client = with_password(strict)
    assert post(client, "/sign-in/code", {"code": code(secret, clock.moment)}).status_code == 302


def test_a_right_password_does_not_forgive_wrong_codes(strict: Flask, store: Store) -> None:
    enrol(strict)
    post(with_password(strict), "/sign-in/code", {"code": "000000"})
    with_password(strict)
    user = store.user("els")
    assert user and user.failed == 1


def test_somebody_with_the_password_cannot_replace_the_app(strict: Flask) -> None:
    enrol(strict)
    client = with_password(strict)
    assert client.get("/account/app").status_code == 403
    assert post(client, "/account/app", {"code": "123456"}).status_code == 403


def test_between_the_factors_there_are_ten_minutes(strict: Flask, clock: Clock) -> None:
    client = with_password(strict)
    clock.moment = MOMENT + timedelta(minutes=11)
    assert client.get("/account/app").location.startswith("/sign-in?")


def test_a_busy_session_ends_after_ten_hours(adviser: FlaskClient, clock: Clock) -> None:
    for _ in range(24):
        clock.moment += timedelta(minutes=25)
        assert adviser.get("/people/").status_code == 200
    clock.moment += timedelta(minutes=25)
    assert adviser.get("/people/").status_code == 302


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)), st.integers(-300, 300))
def test_codes_count_for_one_step_around_now(naive: datetime, away: int) -> None:
    moment, secret = naive.replace(tzinfo=MOMENT.tzinfo), "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    step = totp.step_of(secret, code(secret, moment + timedelta(seconds=away)), moment)
    steps_away = int((moment.timestamp() + away) // 30) - int(moment.timestamp() // 30)
    assert (step is not None) == (abs(steps_away) <= 1)


def test_one_address_cannot_try_for_ever(app: Flask) -> None:
    client = app.test_client()
    codes = [post(client, "/sign-in", {"name": f"n{i}", "password": "x"}).status_code for i in range(21)]
    assert (set(codes[:20]), codes[20]) == ({403}, 429)
    assert client.get("/privacy").status_code == 200


def test_a_link_opens_once(app: Flask, link: NewLink) -> None:
    signed_in(app, "jobseeker", link)
    assert post(app.test_client(), f"/me/open/{link.token}", {"code": link.code}).status_code == 403


def test_a_jobseeker_comes_back_with_an_account_and_sees_only_themselves(app: Flask, jobseeker: FlaskClient) -> None:
    form = {"name": "anna@voorbeeld.example", "new": "mooi weer vandaag", "again": "mooi weer vandaag"}
    assert post(jobseeker, "/me/account", form).status_code == 302
    later = app.test_client()
    assert post(later, "/sign-in", {"name": form["name"], "password": form["new"]}).location == "/"
    assert later.get("/me/").status_code == 200
    assert later.get("/people/").status_code == 403


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        ({"name": "els", "new": "mooi weer vandaag", "again": "mooi weer vandaag"}, "name-error"),
        ({"name": "jobseeker", "new": "mooi weer vandaag", "again": "mooi weer vandaag"}, "name-error"),
        ({"name": "anna", "new": "kort", "again": "kort"}, "new-error"),
        ({"name": "anna", "new": "mooi weer vandaag", "again": "mooi weer morgen"}, "again-error"),
    ],
    ids=["name of an adviser", "reserved name", "short password", "two passwords"],
)
def test_an_account_with_a_mistake_is_not_made(
    jobseeker: FlaskClient, store: Store, form: dict[str, str], wrong: str
) -> None:
    answer = post(jobseeker, "/me/account", form)
    assert (answer.status_code, f'id="{wrong}"' in answer.get_data(as_text=True)) == (422, True)
    assert store.account_of("p-anna") is None


NEW = {"new": "heel ander wachtwoord", "again": "heel ander wachtwoord"}


def test_who_forgot_the_password_gives_a_new_one_with_a_new_link(
    app: Flask, jobseeker: FlaskClient, store: Store
) -> None:
    form = {"name": "anna", "new": "mooi weer vandaag", "again": "mooi weer vandaag"}
    post(jobseeker, "/me/account", form)
    for _ in range(5):
        post(app.test_client(), "/sign-in", {"name": "anna", "password": "vergeten"})
    assert "om een nieuwe link" in app.test_client().get("/sign-in").get_data(as_text=True)
    again = signed_in(app, "jobseeker", make_link(store, "p-anna", MOMENT, 30))
    page = again.get("/me/account").get_data(as_text=True)
    assert 'name="old"' not in page and lint.problems(page) == []
    assert post(again, "/me/account", {**NEW, "again": "iets anders"}).status_code == 422
    assert post(again, "/me/account", NEW).location == "/me/account?done=yes"
    later = app.test_client()
    assert post(later, "/sign-in", {"name": "anna", "password": form["new"]}).status_code == 403
    assert post(later, "/sign-in", {"name": "anna", "password": NEW["new"]}).location == "/"


def test_who_came_with_the_account_needs_the_old_password(app: Flask, jobseeker: FlaskClient) -> None:
    form = {"name": "anna", "new": "mooi weer vandaag", "again": "mooi weer vandaag"}
    post(jobseeker, "/me/account", form)
    later = app.test_client()
    post(later, "/sign-in", {"name": "anna", "password": form["new"]})
    assert post(later, "/me/account", NEW).status_code == 422
    assert post(later, "/me/account", {"old": "verkeerd", **NEW}).status_code == 422
    assert post(later, "/me/account", {"old": form["new"], **NEW}).status_code == 302


def test_the_log_never_holds_the_name_of_a_jobseekers_account(jobseeker: FlaskClient, store: Store) -> None:
    form = {"name": "anna@voorbeeld.example", "new": "mooi weer vandaag", "again": "mooi weer vandaag"}
    post(jobseeker, "/me/account", form)
    post(jobseeker, "/me/answer", {"vacancy": "10000-1/A-S", "status": "interested"})
    assert "anna@" not in str(store.log_of("p-anna")) and {e.who for e in store.log_of("p-anna")} == {"jobseeker"}


def test_erasing_a_person_takes_the_account_away(jobseeker: FlaskClient, store: Store) -> None:
    form = {"name": "anna@voorbeeld.example", "new": "mooi weer vandaag", "again": "mooi weer vandaag"}
    post(jobseeker, "/me/account", form)
    post(jobseeker, "/me/erase", {"sure": "yes"})
    assert store.user("anna@voorbeeld.example") is None


def test_a_new_password_needs_the_old_one(app: Flask, adviser: FlaskClient, link: NewLink) -> None:
    new = {"new": "heel ander wachtwoord", "again": "heel ander wachtwoord"}
    assert post(adviser, "/account/password", {"old": "wrong", **new}).status_code == 422
    assert post(adviser, "/account/password", {"old": PASSWORD, **new}).status_code == 302
    client = app.test_client()
    assert post(client, "/sign-in", {"name": "els", "password": PASSWORD}).status_code == 403
    assert post(client, "/sign-in", {"name": "els", "password": new["new"]}).status_code == 302


def test_secrets_of_the_second_factor_are_not_shown_again(strict: Flask, store: Store) -> None:
    client, secret, spare = enrol(strict)
    user = store.user("els")
    assert user and not set(spare) & set(user.spare)
    assert secret not in client.get("/account/app").get_data(as_text=True)


def test_a_new_link_is_made_for_a_jobseeker_who_lost_the_first(app: Flask, store: Store, link: NewLink) -> None:
    signed_in(app, "jobseeker", link)
    fresh = make_link(store, "p-anna", MOMENT, 30)
    assert signed_in(app, "jobseeker", fresh).get("/me/").status_code == 200
