"""An administrator looks after the accounts of the team; a colleague chooses a password by an invitation."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient

from matcher.errors import ExitStatus
from matcher.settings import Settings
from matcher.store import Store
from matcher.store.access import User
from matcher.store.tasks import Task
from tests.web import lint
from tests.web.conftest import HASH, MOMENT, PASSWORD, STAMP, Clock, post, signed_in
from web import create_app
from web.access.choosing import is_easy
from web.access.invitations import DAYS, invite
from web.access.links import NewLink
from web.accounts import rules
from web.cli import cli

NEW = {"name": "mies@uwv.example", "role": "adviser", "lang": "de"}
CHOSEN = {"new": "vier losse woorden", "again": "vier losse woorden"}
LINK = re.compile(r"http://localhost(/invitation/[\w-]{43})<")
MAIL = "bram.geheim@voorbeeld.example"


@pytest.fixture
def admin(app: Flask, link: NewLink) -> FlaskClient:
    return signed_in(app, "admin", link)


def link_in(answer: Any) -> str:
    """The path of the link that is shown on a page."""
    found = LINK.search(answer.get_data(as_text=True))
    assert answer.status_code == 200 and found
    return found[1]


def sign_in(app: Flask, name: str, password: str = PASSWORD) -> FlaskClient | None:
    """A client of somebody who signs in; None where that is refused."""
    client = app.test_client()
    return client if post(client, "/sign-in", {"name": name, "password": password}).status_code == 302 else None


def log_of(store: Store) -> list[tuple[str, str, str | None, str | None]]:
    return store.db.execute("select who, action, person, detail from audit order by id").fetchall()


# The list


def test_the_list_tells_of_each_colleague_what_an_administrator_needs(
    app: Flask, admin: FlaskClient, store: Store
) -> None:
    store.put_user(User(MAIL, HASH, "jobseeker", "nl", person="p-bram"), STAMP)
    store.add_user(User("new", "", "adviser", "de"), STAMP)
    invite(store, "new", MOMENT)
    store.set_digest("els", "els@team.example")
    store.set_second_factor("els", "A" * 32)
    store.assign("p-anna", "els")
    store.note_sign_in("els", 0, (MOMENT + timedelta(minutes=9)).isoformat(timespec="seconds"))
    page = admin.get("/accounts/").get_data(as_text=True)
    rows = {row.split("</a>")[0].rsplit(">")[-1]: re.sub(r"<[^>]+>", " ", row) for row in page.split("<tr>")[2:]}
    assert list(rows) == ["els", "new", "udo"], "and no jobseeker"
    assert MAIL not in page
    for said in ("Adviseur", "met wachtwoord en app", "geblokkeerd tot 10-03-2026, 10:09", "els@team.example"):
        assert said in rows["els"], said
    assert re.search(r"\s1\s", rows["els"])
    assert "nog geen wachtwoord, de link werkt tot 17-03-2026, 10:00" in rows["new"] and "Deutsch" in rows["new"]
    assert "Beheerder" in rows["udo"] and "10-03-2026, 10:00" in rows["udo"], "udo signed in just now"


@pytest.mark.parametrize("role", ["adviser", "admin"])
def test_only_administrators_find_the_accounts_in_the_menu(app: Flask, link: NewLink, role: str) -> None:
    html = signed_in(app, role, link).get("/runs/").get_data(as_text=True)
    assert ('href="/accounts/"' in html) is (role == "admin")


# Adding, and the invitation


def test_a_new_colleague_chooses_a_password_that_nobody_else_sees(app: Flask, admin: FlaskClient, store: Store) -> None:
    answer = post(admin, "/accounts/add", NEW)
    path, client = link_in(answer), app.test_client()
    assert lint.problems(answer.get_data(as_text=True)) == []
    page = client.get(path).get_data(as_text=True)
    assert '<html class="utrecht-root" lang="de">' in page and NEW["name"] in page, "in the colleague's language"
    assert client.get(path).status_code == 200, "a program that looks at mails does not use it up"
    assert post(client, path, CHOSEN).location == "/"
    assert client.get("/people/").status_code == 200
    user = store.user(NEW["name"])
    assert user and (user.role, user.lang, user.totp) == ("adviser", "de", None)
    assert sign_in(app, NEW["name"].upper(), CHOSEN["new"])
    assert [(w, a, d) for w, a, _p, d in log_of(store) if w != "jobseeker"][1:4] == [
        ("udo", "add user", "mies@uwv.example, adviser"),
        ("udo", "make invitation", "mies@uwv.example"),
        ("mies@uwv.example", "choose password by invitation", None),
    ]


def test_where_a_second_factor_is_required_the_app_is_set_up_after_the_password(
    database: Path, store: Store, clock: Clock
) -> None:
    strict = create_app(Settings.read({}, database=str(database), secret="for tests"), clock=clock)
    store.add_user(User("new", "", "adviser", "nl"), STAMP)
    client = strict.test_client()
    assert post(client, invite(store, "new", MOMENT).path, CHOSEN).location == "/sign-in/code"
    assert client.get("/sign-in/code").location == "/account/app" and client.get("/people/").location == "/sign-in/code"


def test_a_new_password_by_a_link_is_not_enough_where_there_is_an_app(app: Flask, store: Store) -> None:
    store.set_second_factor("els", "A" * 32)
    client = app.test_client()
    assert post(client, invite(store, "els", MOMENT).path, CHOSEN).location == "/sign-in/code"
    assert client.get("/people/").location == "/sign-in/code" and client.get("/account/app").status_code == 403


def test_a_link_ends_open_sessions_and_the_lock_when_it_is_used_and_not_before(
    app: Flask, admin: FlaskClient, adviser: FlaskClient, store: Store
) -> None:
    path = link_in(post(admin, "/accounts/user/els/link"))
    store.note_sign_in("els", 0, (MOMENT + timedelta(minutes=9)).isoformat(timespec="seconds"))
    assert adviser.get("/people/").status_code == 200
    assert post(app.test_client(), path, CHOSEN).status_code == 302
    assert adviser.get("/people/").status_code == 302
    assert sign_in(app, "els", CHOSEN["new"]) and not sign_in(app, "els")


def used(app: Flask, store: Store, clock: Clock, path: str) -> None:
    post(app.test_client(), path, CHOSEN)


def replaced(app: Flask, store: Store, clock: Clock, path: str) -> None:
    invite(store, "els", MOMENT)


def revoked(app: Flask, store: Store, clock: Clock, path: str) -> None:
    client = sign_in(app, "udo")
    assert client and post(client, "/accounts/user/els/link/revoke").location == "/accounts/user/els"


def removed(app: Flask, store: Store, clock: Clock, path: str) -> None:
    client = sign_in(app, "udo")
    assert client and post(client, "/accounts/user/els/remove").location == "/accounts/"


def a_week_old(app: Flask, store: Store, clock: Clock, path: str) -> None:
    clock.moment = MOMENT + timedelta(days=DAYS)


def remembered(app: Flask, store: Store, clock: Clock, path: str) -> None:
    client = sign_in(app, "els")
    assert client and post(client, "/account/password", {"old": PASSWORD, **CHOSEN}).status_code == 302


@pytest.mark.parametrize("end", [used, replaced, revoked, removed, a_week_old, remembered], ids=lambda f: f.__name__)
def test_a_link_does_not_work_any_more(app: Flask, store: Store, clock: Clock, end: Any) -> None:
    path = invite(store, "els", MOMENT).path
    end(app, store, clock, path)
    kept, client = store.user("els"), app.test_client()
    other = {"new": "heel iets anders", "again": "heel iets anders"}
    answers = [client.get(path), post(client, path, other), client.get("/invitation/nonsense")]
    assert [a.status_code for a in answers] == [404] * 3
    texts = [re.sub(r"nonce=.*|.*csrf.*|.*back.*", "", a.get_data(as_text=True)) for a in answers]
    assert len(set(texts)) == 1, "nobody learns that there was a link"
    assert 'name="new"' not in texts[0] and lint.problems(answers[0].get_data(as_text=True)) == []
    assert store.user("els") == kept and client.get("/people/").status_code == 302


def test_a_link_works_until_the_last_second_and_is_stored_as_a_hash_only(
    app: Flask, store: Store, clock: Clock
) -> None:
    made = invite(store, "els", MOMENT)
    assert made.token not in str(store.db.execute("select * from invitations").fetchall())
    clock.moment = MOMENT + timedelta(days=DAYS, seconds=-1)
    assert post(app.test_client(), made.path, CHOSEN).status_code == 302


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"new": "kort", "again": "kort"}, "new"), ({"new": "lang genoeg zo", "again": "anders"}, "again"), ({}, "new")],
    ids=["too short", "not the same", "nothing"],
)
def test_a_password_with_a_mistake_leaves_the_link_usable(
    app: Flask, store: Store, typed: dict[str, str], field: str
) -> None:
    path, client = invite(store, "els", MOMENT).path, app.test_client()
    answer = post(client, path, typed)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422 and f'id="{field}-error"' in html and lint.problems(html) == []
    assert "kort" not in html and "lang genoeg" not in html
    assert sign_in(app, "els") and post(client, path, CHOSEN).status_code == 302


def test_nobody_signs_in_before_a_password_was_chosen(app: Flask, admin: FlaskClient) -> None:
    link_in(post(admin, "/accounts/add", NEW))
    for tried in ("", "nobody has this password", PASSWORD):
        assert sign_in(app, NEW["name"], tried) is None


WRONG_NAMES = {
    "nothing": "", "spaces": "  ", "the log's own": "Jobseeker", "a slash": "a/b", "two dots": "..", "a line": "a\nb",
    "turned round": "a\u202eb", "too long": "x" * 101, "a colleague's": "els", "in capitals": "ELS", "a jobseeker's": MAIL,
    "wide letters": "ｅｌｓ",
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG_NAMES.values(), ids=WRONG_NAMES)
def test_a_name_that_cannot_be_used_makes_no_account(admin: FlaskClient, store: Store, name: str) -> None:
    store.put_user(User(MAIL, HASH, "jobseeker", "nl", person="p-bram"), STAMP)
    before = store.users()
    answer = post(admin, "/accounts/add", {**NEW, "name": name})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422 and 'id="name-error"' in html and lint.problems(html) == []
    assert store.users() == before and not store.db.execute("select 1 from invitations").fetchone()


@pytest.mark.parametrize("wrong", [{"role": "jobseeker"}, {"role": ""}, {"lang": "fr"}], ids=str)
def test_only_roles_of_the_team_and_known_languages_are_taken(
    admin: FlaskClient, store: Store, wrong: dict[str, str]
) -> None:
    for url in ("/accounts/add", "/accounts/user/els"):
        answer = post(admin, url, {**NEW, "digest": "els@team.example", **wrong})
        assert answer.status_code == 422 and f'id="{next(iter(wrong))}-error"' in answer.get_data(as_text=True)
    user = store.user("els")
    assert user and (user.role, user.lang, store.digest_address("els")) == ("adviser", "nl", None)
    assert store.user(NEW["name"]) is None


# With the organisation's own sign-in


@pytest.fixture
def provided(database: Path, clock: Clock) -> Flask:
    """An application with a provider; nothing of it is asked here."""
    settings = Settings.read(
        {}, database=str(database), secret="for tests", second_factor="optional", oidc_issuer="http://127.0.0.1:1"
    )
    return create_app(settings, clock=clock)


def test_with_a_provider_a_colleague_needs_no_link(provided: Flask, store: Store, link: NewLink) -> None:
    admin = signed_in(provided, "admin", link)
    form = admin.get("/accounts/add").get_data(as_text=True)
    assert "(email)" in form and 'value="provider" checked' in form
    assert post(admin, "/accounts/add", NEW).status_code == 422, "which way is asked"
    answer = post(admin, "/accounts/add", {**NEW, "way": "provider"})
    assert answer.location == "/accounts/user/mies@uwv.example"
    assert "via de organisatie" in admin.get(answer.location).get_data(as_text=True)
    assert not store.db.execute("select 1 from invitations").fetchone()
    assert link_in(post(admin, "/accounts/add", {**NEW, "name": "other", "way": "link"}))


# Changing


def test_role_language_and_digest_are_changed_and_a_new_role_ends_the_session(
    admin: FlaskClient, adviser: FlaskClient, store: Store
) -> None:
    form = {"role": "adviser", "lang": "de", "digest": " els@team.example "}
    assert post(admin, "/accounts/user/els", form).location == "/accounts/user/els"
    assert adviser.get("/people/").status_code == 200
    assert post(admin, "/accounts/user/els", {**form, "role": "admin", "digest": ""}).status_code == 302
    user = store.user("els")
    assert user and (user.role, user.lang, store.digest_address("els")) == ("admin", "de", None)
    assert adviser.get("/people/").status_code == 302
    assert [(w, a, d) for w, a, _p, d in log_of(store) if a.startswith("change")] == [
        ("udo", "change language", "els, de"), ("udo", "change digest address", "els"),
        ("udo", "change role", "els, admin"), ("udo", "change digest address", "els"),
    ]  # fmt: skip


def test_a_wrong_address_changes_nothing_and_comes_back_as_typed(admin: FlaskClient, store: Store) -> None:
    answer = post(admin, "/accounts/user/els", {"role": "admin", "lang": "de", "digest": "els at team"})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422 and 'id="digest-error"' in html and 'value="els at team"' in html
    assert '<option value="admin" selected' in html and lint.problems(html) == []
    user = store.user("els")
    assert user and (user.role, user.lang) == ("adviser", "nl")


def test_the_app_is_taken_away_and_a_lock_lifted(app: Flask, admin: FlaskClient, store: Store) -> None:
    store.set_second_factor("els", "A" * 32)
    store.note_sign_in("els", 0, (MOMENT + timedelta(minutes=9)).isoformat(timespec="seconds"))
    assert not sign_in(app, "els")
    for act in ("unlock", "app/remove"):
        assert post(admin, f"/accounts/user/els/{act}").location == "/accounts/user/els"
    client = sign_in(app, "els")
    assert client and client.get("/people/").status_code == 200
    acts = [(w, a, d) for w, a, _p, d in log_of(store)]
    assert ("udo", "unlock user", "els") in acts and ("udo", "remove second factor", "els") in acts


# Oneself, and the last administrator

ACTS = ("link", "link/revoke", "app/remove", "unlock", "remove")


@pytest.mark.parametrize("act", ACTS)
def test_nobody_does_to_the_own_account_what_gives_or_takes_access(admin: FlaskClient, store: Store, act: str) -> None:
    store.put_user(User("els", HASH, "admin", "nl"), STAMP)
    store.set_second_factor("udo", "A" * 32)
    before = store.user("udo")
    assert post(admin, f"/accounts/user/udo/{act}").status_code == 400
    assert store.user("udo") == before and admin.get("/accounts/").status_code == 200
    assert f'action="/accounts/user/udo/{act}"' not in admin.get("/accounts/user/udo").get_data(as_text=True)


def test_an_administrator_changes_the_own_language_and_never_the_own_role(admin: FlaskClient, store: Store) -> None:
    store.put_user(User("els", HASH, "admin", "nl"), STAMP)
    assert 'name="role"' not in admin.get("/accounts/user/udo").get_data(as_text=True)
    assert post(admin, "/accounts/user/udo", {"role": "adviser", "lang": "en", "digest": ""}).status_code == 302
    user = store.user("udo")
    assert user and (user.role, user.lang) == ("admin", "en")


@pytest.mark.parametrize("others", [0, 1])
def test_the_last_administrator_is_neither_removed_nor_made_an_adviser(store: Store, others: int) -> None:
    """Two administrators may do so to each other at the same moment: the store decides."""
    for n in range(others):
        store.put_user(User(f"other{n}", HASH, "admin", "nl"), STAMP)
    assert store.set_role("udo", "adviser") is bool(others)
    store.set_role("udo", "admin")
    assert rules.remove(store, "udo", None, "other0", STAMP) is bool(others)
    assert (store.user("udo") is None) is bool(others)
    assert len([e for e in log_of(store) if e[1] == "remove user"]) == others


def test_where_it_is_the_last_administrator_the_page_says_so(
    admin: FlaskClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for method in ("set_role", "remove_colleague"):
        monkeypatch.setattr(Store, method, lambda *_: False)
    forms = {"/accounts/user/els": {"role": "admin", "lang": "de", "digest": ""}, "/accounts/user/els/remove": {}}
    for url, form in forms.items():
        answer = post(admin, url, form)
        html = answer.get_data(as_text=True)
        assert answer.status_code == 422 and "de laatste beheerder" in html and lint.problems(html) == []
    user = store.user("els")
    assert user and user.lang == "nl"


# Removing


def test_removing_hands_people_and_open_tasks_on_and_the_log_tells_each_person(
    admin: FlaskClient, adviser: FlaskClient, store: Store
) -> None:
    store.assign("p-anna", "els")
    store.set_digest("els", "els@team.example")
    done = store.add_task(Task(0, "p-anna", None, "gedaan", None, "els", "els", STAMP))
    store.set_done(done, "els", STAMP)
    store.add_task(Task(0, "p-anna", None, "bellen", None, "els", "els", STAMP))
    page = admin.get("/accounts/user/els/remove").get_data(as_text=True)
    assert "1 persoon, 1 open taak" in page and '<option value="udo"' in page and '<option value="els"' not in page
    for nobody in ("", "els", MAIL):
        answer = post(admin, "/accounts/user/els/remove", {"to": nobody})
        assert answer.status_code == 422 and 'id="to-error"' in answer.get_data(as_text=True)
        assert store.user("els") and store.adviser_of("p-anna") == "els"
    assert post(admin, "/accounts/user/els/remove", {"to": "udo"}).location == "/accounts/"
    assert "els kan niet meer inloggen" in admin.get("/accounts/").get_data(as_text=True)
    assert store.user("els") is None and store.adviser_of("p-anna") == "udo"
    assert sorted((t.text, t.who) for t in store.tasks_of("p-anna")) == [("bellen", "udo"), ("gedaan", "els")]
    assert store.digests_due("9999") == [] and adviser.get("/people/").status_code == 302
    told = store.log_of("p-anna")[0]
    assert (told.who, told.action, told.detail) == ("udo", "assign adviser", "udo")
    assert ("udo", "remove user", None, "els") in log_of(store)


def test_people_may_be_left_without_an_adviser_where_no_task_is_open(admin: FlaskClient, store: Store) -> None:
    store.assign("p-anna", "els")
    assert post(admin, "/accounts/user/els/remove", {"to": ""}).status_code == 302
    assert store.adviser_of("p-anna") is None


def test_a_session_of_before_is_not_that_of_a_new_colleague_with_the_same_name(
    admin: FlaskClient, adviser: FlaskClient
) -> None:
    assert adviser.get("/people/").status_code == 200
    assert post(admin, "/accounts/user/els/remove").status_code == 302
    link_in(post(admin, "/accounts/add", {**NEW, "name": "els"}))
    assert adviser.get("/people/").status_code == 302


def test_a_jobseekers_account_is_no_colleague(admin: FlaskClient, store: Store) -> None:
    store.put_user(User(MAIL, HASH, "jobseeker", "nl", person="p-bram"), STAMP)
    before = store.user(MAIL)
    assert admin.get(f"/accounts/user/{MAIL}").status_code == 404
    form = {"role": "admin", "lang": "nl", "digest": ""}
    answers = [post(admin, f"/accounts/user/{MAIL}{act}", form) for act in ("", *(f"/{a}" for a in ACTS))]
    assert [a.status_code for a in answers] == [404] * len(answers)
    assert store.user(MAIL) == before and MAIL not in admin.get("/accounts/").get_data(as_text=True)


# The commands keep the same rules


def werkbrug(database: Path, *args: str) -> Result:
    return CliRunner().invoke(cli, ["--database", str(database), "users", *args])


def test_an_invitation_by_command_is_one_of_the_pages(app: Flask, database: Path, store: Store) -> None:
    done = werkbrug(database, "invite", "els")
    address = done.stdout.strip()
    assert done.exit_code == 0 and "send it to els only" in done.stderr
    path = address.removeprefix("http://127.0.0.1:8047")
    (expires,) = store.db.execute("select expires from invitations").fetchone()
    assert expires in done.stderr
    assert app.test_client().get(path).status_code == 200
    assert ("administrator", "make invitation", None, "els") in log_of(store)
    assert werkbrug(database, "invite", "nobody").exit_code == ExitStatus.NOT_FOUND


def test_a_password_by_command_ends_an_invitation(app: Flask, database: Path, store: Store) -> None:
    path = invite(store, "els", MOMENT).path
    assert werkbrug(database, "add", "els", "--password", PASSWORD).exit_code == 0
    assert app.test_client().get(path).status_code == 404


@pytest.mark.parametrize("name", ["import", "a/b", "..", " els", "", "Els"])
def test_commands_refuse_the_same_names(database: Path, store: Store, name: str) -> None:
    before = store.users()
    assert werkbrug(database, "add", name, "--password", PASSWORD).exit_code == ExitStatus.BAD_INPUT
    assert store.users() == before


def test_commands_leave_an_administrator_too(database: Path, store: Store) -> None:
    for command in (("add", "udo", "--password", "een ander wachtwoord"), ("remove", "udo")):
        assert werkbrug(database, *command).exit_code == ExitStatus.BAD_INPUT, command
    user = store.user("udo")
    assert user and (user.role, user.password) == ("admin", HASH)
    assert werkbrug(database, "add", "kim", "--role", "admin", "--password", PASSWORD).exit_code == 0
    assert werkbrug(database, "remove", "udo").exit_code == 0


def test_a_command_hands_on_what_a_colleague_had(database: Path, store: Store) -> None:
    store.assign("p-anna", "els")
    store.add_task(Task(0, "p-anna", None, "bellen", None, "els", "els", STAMP))
    for wrong in ((), ("--to", "nobody"), ("--to", "els")):
        assert werkbrug(database, "remove", "els", *wrong).exit_code == ExitStatus.BAD_INPUT
        assert store.user("els")
    assert werkbrug(database, "remove", "els", "--to", "udo").exit_code == 0
    assert store.adviser_of("p-anna") == "udo" and [t.who for t in store.tasks_of("p-anna")] == ["udo"]


def test_a_database_of_before_knows_when_its_colleagues_last_signed_in(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with Store.open(path) as store:
        for name, role in (("els", "adviser"), ("udo", "admin"), ("sign in", "jobseeker")):
            store.put_user(User(name, HASH, role, "nl"), STAMP)
        for at, who, action in (("2026-01-01", "els", "sign in"), ("2026-01-02", "els", "sign in by provider"),
                                ("2026-01-03", "els", "view person"), ("2026-01-01", "sign in", "sign in")):  # fmt: skip
            store.log(at, who, action)
        for undo in ("alter table users drop column signed_in", "drop table invitations",
                     "delete from _sqlite_migrations where name = 'accounts_of_the_team'"):  # fmt: skip
            store.db.execute(undo)
        store.db.conn.commit()
    with Store.open(path) as store:
        found = dict(store.db.execute("select name, signed_in from users").fetchall())
    assert found == {"els": "2026-01-02", "udo": None, "sign in": None}


def test_a_name_with_signs_is_shown_as_it_is_and_its_pages_are_found(admin: FlaskClient) -> None:
    name = 'O\'Brien & "Söhne" <b>100%? #1'
    link_in(post(admin, "/accounts/add", {**NEW, "name": name}))
    listed = admin.get("/accounts/").get_data(as_text=True)
    address = next(url for url in map(unescape, re.findall(r'href="(/accounts/user/[^"]+)"', listed)) if "Brien" in url)
    for page in (address, f"{address}/remove"):
        answer = admin.get(page).get_data(as_text=True)
        assert name in unescape(answer) and "<b>" not in answer and lint.problems(answer) == []
    assert post(admin, f"{address}/remove").location == "/accounts/"


@pytest.mark.parametrize(
    "password",
    ["1234567890", "0987654321", "aaaaaaaaaaaa", "qwertyuiop", "Welkom2026!", "wachtwoord01", "nordhornnordhorn", "nordhorn2026"],
)  # fmt: skip
def test_passwords_that_are_tried_first_are_refused(password: str, tmp_path: Path) -> None:
    assert is_easy(password, "nordhorn@example.de") and is_easy(password.upper(), "Nordhorn")
    added = CliRunner().invoke(
        cli, ["--database", str(tmp_path / "w.db"), "users", "add", "nordhorn", "--password", password]
    )
    assert added.exit_code != 0 and "password" in added.output


@pytest.mark.parametrize(
    "password", ["een lang wachtwoord", "vier paarden op de dijk", "k8#fT!q2Lw", "welkom bij de familie"]
)
def test_other_passwords_are_not(password: str) -> None:
    assert not is_easy(password, "els")
