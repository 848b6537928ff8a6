"""No page asks the database more often because there is more in it; tables are checked once, files keep their version."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matcher.models import Contact, Jobseeker, Occupation, Profile, Vacancy
from matcher.settings import Settings
from matcher.store import Store
from matcher.store.access import User
from matcher.store.decisions import Decision
from matcher.store.tasks import Task
from tests.web.conftest import ASKED, HASH, MEPPEN, MOMENT, STAMP, made_match, signed_in
from web import create_app
from web.access.links import make_link
from web.site import Opener, Stores

PAGES = {
    "adviser": (
        "/people/", "/people/?q=p0", "/people/p0", "/people/p0?all=1", "/people/p0/matches/v0", "/people/p0/map",
        "/people/p0/compare", "/people/p0/compare?ref=v0&ref=v1", "/people/p0/tasks", "/people/p0/facts",
        "/people/p0/handout", "/people/p0/understood", "/vacancies/", "/vacancies/?q=fach&agency=no", "/vacancies/v0", "/vacancies/v0/people?q=p",
        "/tasks/?all=1", "/tasks/pipeline?all=1", "/tasks/new", "/team/", "/runs/", "/runs/1",
    ),
    "admin": ("/accounts/", "/accounts/user/els", "/accounts/user/els/remove"),
    "jobseeker": ("/me/", "/me/?more=1", "/me/jobs/v0", "/me/profile", "/me/profile.json", "/me/facts"),
}  # fmt: skip
CASES = [(role, url) for role, urls in PAGES.items() for url in urls]
FEW, MANY = 14, 24
# What is written is one line for each person in one transaction; the index of words asks its own tables.
NOT_COUNTED = ("insert into audit", "--")
Asked = dict[str, list[str]]


def fill(store: Store, n: int) -> None:
    """As many people, vacancies, matches, steps and tasks as wanted, everybody matched with everything."""
    refs = [f"v{i}" for i in range(n)]
    store.put_vacancies(
        ((Vacancy(r, "Fachkraft", "Koch", employer="Haus", locations=(MEPPEN,)), {}) for r in refs), STAMP
    )
    store.put_asked((ref, ASKED) for ref in refs)
    run = store.start_run("match", STAMP)
    for i in range(n):
        person = Jobseeker(f"p{i}", "vum", "7811AB", occupations=(Occupation("kok"),))
        store.put_profiles([Profile(person, Contact(f"Naam {i}"))], STAMP)
        store.put_facts(person.key, {"german_level": "B1"}, "import", STAMP)
        if i % 2:
            store.set_consent(person.key, "els", STAMP)
        store.publish_matches(run, person.key, [made_match(person.key, ref) for ref in refs], {"minutes": 3})
        for status in ("proposed", "hired", "started"):
            store.decide(Decision(person.key, refs[-1], status, None, "els", STAMP))
        store.decide(Decision(person.key, refs[1], "refused", "pay", "els", STAMP))
        store.add_task(Task(0, person.key, refs[2], "bellen", "2026-03-10", "els", "els", STAMP))
        store.end_run(store.start_run("match", STAMP), "ok", {"counts": {"people": 1}}, STAMP)
    store.put_user(User("udo", HASH, "admin", "nl"), STAMP)
    for name in ("els", *(f"els{i}" for i in range(n))):
        store.put_user(User(name, HASH, "adviser", "nl"), STAMP)


def asked(folder: Path, n: int) -> Asked:
    """Per page the statements that it sends to a database of this size."""
    path = folder / f"{n}.db"
    with Store.open(path) as store:
        fill(store, n)
        link = make_link(store, "p0", MOMENT, 30)
    said: list[str] = []

    def traced() -> Store:
        store = Store.connect(path)
        store.db.conn.set_trace_callback(said.append)
        return store

    settings = Settings.read({}, database=str(path), secret="for tests", second_factor="optional", match_now=0)
    app = create_app(settings, traced, lambda: MOMENT)
    found: Asked = {}
    for role, urls in PAGES.items():
        client = signed_in(app, role, link)
        for url in urls:
            client.get(url)  # what is loaded once is loaded now
            said.clear()
            assert client.get(url).status_code == 200, url
            found[url] = [s for s in said if not s.startswith(NOT_COUNTED) and "vacancy_words_" not in s]
    return found


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    return asked(tmp_path_factory.mktemp("few"), FEW)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    return asked(tmp_path_factory.mktemp("many"), MANY)


@pytest.mark.parametrize(("role", "url"), CASES, ids=[url for _, url in CASES])
def test_a_page_asks_as_often_in_a_large_database_as_in_a_small_one(
    few: Asked, many: Asked, role: str, url: str
) -> None:
    more = [s for s in many[url] if many[url].count(s) > few[url].count(s)]
    assert few[url] and len(many[url]) == len(few[url]), more


def test_missing_tables_are_made_at_the_first_opening_only(tmp_path: Path) -> None:
    opener, said = Opener(tmp_path / "new.db"), []
    opener().close()
    with opener() as store:
        store.db.conn.set_trace_callback(said.append)
        assert store.count_vacancies() == 0
    assert not any("_sqlite_migrations" in s for s in said)


def test_a_database_that_was_taken_away_is_made_anew(tmp_path: Path) -> None:
    opener = Opener(tmp_path / "new.db")
    opener().close()
    for file in tmp_path.iterdir():
        file.unlink()
    with opener() as store:
        assert store.count_vacancies() == 0


def test_the_tables_of_a_file_that_was_put_in_the_place_of_the_database_are_looked_at(tmp_path: Path) -> None:
    opener = Opener(tmp_path / "new.db")
    opener().close()
    sqlite3.connect(tmp_path / "older.db").close()
    (tmp_path / "older.db").rename(tmp_path / "new.db")
    with opener() as store:
        assert store.count_vacancies() == 0


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    made = Stores(tmp_path / "s.db", Opener(tmp_path / "s.db"))
    made.lend().store.close()
    yield made
    made.close()


def test_a_store_that_came_back_is_lent_again_and_to_one_at_a_time(stores: Stores) -> None:
    first, second = stores.lend(), stores.lend()
    assert first.store is not second.store
    stores.take_back(first)
    assert stores.lend() is first
    for lent in (first, second):
        stores.take_back(lent)
    stores.close()
    with pytest.raises(sqlite3.ProgrammingError):
        first.store.count_vacancies()


def test_what_was_left_half_done_is_not_lent_again_and_not_written(stores: Stores) -> None:
    lent = stores.lend()
    lent.store.db.execute("begin")
    lent.store.db.execute("insert into runs (kind, started) values ('match', ?)", [STAMP])
    stores.take_back(lent)
    after = stores.lend()
    assert after is not lent and after.store.runs() == []
    after.store.close()


def test_a_store_of_a_file_that_was_replaced_is_not_lent_again(stores: Stores, tmp_path: Path) -> None:
    stores.take_back(stores.lend())
    with Store.open(tmp_path / "other.db") as other:
        other.start_run("match", STAMP)
    for end in ("", "-wal", "-shm"):
        (tmp_path / f"s.db{end}").unlink(missing_ok=True)
    (tmp_path / "other.db").rename(tmp_path / "s.db")
    lent = stores.lend()
    assert len(lent.store.runs()) == 1
    lent.store.close()


def test_after_an_error_page_the_next_request_has_a_store_of_its_own(
    app: Flask, adviser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[Store] = []

    def fails(store: Store, *_: object) -> None:
        used.append(store)
        raise ZeroDivisionError

    app.config["PROPAGATE_EXCEPTIONS"] = False
    with monkeypatch.context() as broken:
        broken.setattr(Store, "case_list", fails)
        assert adviser.get("/people/").status_code == 500
    assert adviser.get("/people/").status_code == 200
    lent = app.extensions["werkbrug"].stores.lend()
    assert used and lent.store not in used
    lent.store.close()


def test_styles_are_kept_for_a_year_under_an_address_that_names_their_version(app: Flask) -> None:
    client: FlaskClient = app.test_client()
    html = client.get("/privacy").get_data(as_text=True)
    styles = re.findall(r'href="(/static/[^"]+)"', html)
    assert len(styles) >= 3
    for address in styles:
        with client.get(address) as answer:
            assert answer.status_code == 200 and answer.cache_control.max_age == 365 * 24 * 3600, address
            assert "v=" in address and answer.headers["X-Content-Type-Options"] == "nosniff"
    for address in (styles[0].split("?")[0], "/static/nothing.css?v=1"):
        with client.get(address) as answer:
            assert answer.cache_control.max_age is None
    assert client.get("/privacy").headers["Cache-Control"] == "no-store"


def test_what_a_page_brings_along_never_writes_the_session(adviser: FlaskClient) -> None:
    """A script asked for by the page before may be answered last; it must not put back what that page's session held."""
    page = adviser.get("/people/")
    assert page.headers.getlist("Set-Cookie")
    brought = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.get_data(as_text=True))
    assert any(".js" in address for address in brought)
    for address in brought:
        with adviser.get(address) as answer:
            assert not answer.headers.getlist("Set-Cookie"), address
