"""With a stock too large for a request, one process has the index; pages ask it, and nothing that is asked is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from flask.testing import FlaskClient

from matcher import following, jobs
from matcher.following import Follower
from matcher.models import Jobseeker, Location, Match, Occupation, Profile, Vacancy
from matcher.personal import reweigh
from matcher.store import Store
from tests.web.conftest import STAMP, made_match, post
from web import engine
from web.people import understanding
from web.server import Matching

TODAY = date(2026, 3, 10)
FAR = Vacancy("10000-8-S", "Koch (m/w/d)", "Koch/Köchin", locations=(Location("80331", "München", country="DE"),))
COOK = Jobseeker("p-kok", "vum", "7811", max_minutes=30, occupations=(Occupation("kok"),))


@pytest.fixture(autouse=True)
def shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lexicon is loaded once for all tests."""
    make = jobs.make_ranker
    monkeypatch.setattr(jobs, "make_ranker", lambda store, today: make(store, today, engine.shipped_reader()))


class Time:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def follower(database: Path, time: Time) -> Iterator[Follower]:
    """The process with the index, with a connection of its own."""
    with Store.open(database) as opened:
        yield Follower(opened, lambda: TODAY, clock=time)


def correct(client: FlaskClient, words: str) -> Any:
    choice = understanding.suggestions(words, "occupation", engine.shipped_reader().bridge)[0].concept
    return post(client, "/people/p-chris/understood/occupation", {"choice": choice})


def test_a_correction_is_in_the_list_as_soon_as_the_page_comes_back(
    adviser: FlaskClient, store: Store, follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "is_ready", lambda database: True)
    monkeypatch.setattr(engine.time, "sleep", lambda seconds: follower.turn())
    assert correct(adviser, "Reinigungskraft").status_code == 302
    assert store.matches("p-chris")[0].vacancy == "10000-5-S"
    html = adviser.get("/people/p-chris").get_data(as_text=True)
    assert "Reinigungskraft" in html and "opnieuw gemaakt" not in html


def test_while_nobody_answers_the_page_says_so_and_looks_by_itself(
    adviser: FlaskClient, store: Store, follower: Follower
) -> None:
    correct(adviser, "Reinigungskraft")
    html, state = adviser.get("/people/p-chris").get_data(as_text=True), "/people/p-chris/waits/matches"
    assert "worden zo opnieuw gemaakt" in html and f'data-waits="{state}"' in html and "waits.js" in html
    assert adviser.get(state).json == {"waits": True}
    assert follower.turn() == 1 and adviser.get(state).json == {"waits": False}
    assert adviser.get("/people/nobody/waits/matches").status_code == 404


def test_what_lies_outside_the_limits_is_looked_up_anew_with_every_new_list(
    adviser: FlaskClient, store: Store, follower: Follower
) -> None:
    store.put_vacancies([(FAR, {})], STAMP)
    store.put_profiles([Profile(COOK)], STAMP)
    assert "wordt opgezocht" in adviser.get("/people/p-kok/outside").get_data(as_text=True)
    assert follower.turn() == 1
    html = adviser.get("/people/p-kok/outside").get_data(as_text=True)
    assert 'value="10000-8-S"' in html and "wordt opgezocht" not in html
    assert follower.turn() == 0
    store.ask_match("p-kok", STAMP)
    follower.turn()
    assert store.outside("p-kok") is None


def test_what_is_said_during_a_matching_or_before_other_weights_is_not_lost(store: Store) -> None:
    run = store.start_run("match", STAMP)
    store.ask_match("p-anna", STAMP)
    reweigh(store, "p-anna")
    assert store.waits("p-anna")
    store.begin_match("p-anna")
    store.ask_match("p-anna", STAMP)
    store.publish_matches(run, "p-anna", [made_match("p-anna", "10000-2-S")], {})
    assert store.waiting() == ["p-anna"]
    store.begin_match("p-anna")
    store.publish_matches(run, "p-anna", [made_match("p-anna", "10000-2-S")], {})
    assert store.waiting() == []


def test_one_who_cannot_be_ranked_keeps_nobody_else_waiting(
    store: Store, follower: Follower, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    follower.turn()
    match = jobs.match_again

    def fails(opened: Store, ranker: Any, key: str) -> int:
        if key == "p-anna":
            raise ZeroDivisionError
        return match(opened, ranker, key)

    monkeypatch.setattr(jobs, "match_again", fails)
    for key in ("p-anna", "p-chris"):
        store.ask_match(key, STAMP)
    follower.turn()
    assert store.waiting() == ["p-anna"] and "match of p-anna failed" in caplog.text
    store.ask_match("p-bram", STAMP)
    assert follower.turn() == 1
    store.ask_match("p-anna", STAMP)
    monkeypatch.setattr(jobs, "match_again", match)
    assert follower.turn() == 1 and store.waiting() == []


def test_a_changed_stock_is_read_again_but_not_while_a_weekly_run_changes_it(
    store: Store, follower: Follower, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put_profiles([Profile(COOK)], STAMP)
    follower.turn()
    store.put_vacancies([(FAR, {})], "2026-03-10T10:00:00+00:00")
    monkeypatch.setattr(following, "is_running", lambda database: True)
    store.begin_weekly("all", "list", STAMP)

    def found() -> tuple[Match, ...]:
        time.now += following.STOCK_PAUSE
        store.ask_match("p-kok", STAMP)
        follower.turn()
        store.ask_outside("p-kok", STAMP)
        follower.turn()
        return store.outside("p-kok") or ()

    assert found() == ()
    monkeypatch.setattr(following, "is_running", lambda database: False)
    assert [m.vacancy for m in found()] == ["10000-8-S"]


def test_only_one_process_answers_and_its_word_ends_with_it(database: Path) -> None:
    assert not following.is_ready(database)
    with following.only_one(database, lambda seconds: None) as say:
        assert not following.is_ready(database)
        say(following.READY)
        assert following.is_ready(database)
    assert not following.is_ready(database)


def test_the_process_beside_the_server_answers_and_ends_with_the_server(database: Path, store: Store) -> None:
    beside = Matching(database)
    beside.keep()
    process = beside.process
    assert process is not None and process.stdin is not None
    try:
        store.ask_match("p-chris", STAMP)
        for _ in range(1200):
            if not store.waits("p-chris") or process.poll() is not None:
                break
            sleep(0.1)
        assert store.waiting() == [] and following.is_ready(database)
        beside.keep()
        assert beside.process is process
        process.stdin.close()
        assert process.wait(timeout=60) == 0 and not following.is_ready(database)
    finally:
        process.kill()
        process.wait()
