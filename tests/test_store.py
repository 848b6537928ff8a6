from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from matcher.errors import StoreError
from matcher.models import Contact, Factor, Gap, Jobseeker, Location, Match, Profile, Rejected, Vacancy
from matcher.serial import from_json, to_json
from matcher.store import Store
from matcher.store.access import Link, User
from matcher.store.added import Added
from matcher.store.decisions import Decision
from matcher.taken_out import items

AT, LATER = "2026-11-23T10:00:00+00:00", "2026-11-24T10:00:00+00:00"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "w.db") as opened:
        yield opened


def vacancy(ref: str = "10000-1-S", title: str = "Koch") -> Vacancy:
    return Vacancy(
        ref, title, locations=(Location(postcode="49716", town="Meppen"),), modified=datetime(2026, 11, 1, tzinfo=UTC)
    )


def match(person: str, ref: str, score: float) -> Match:
    return Match(
        person, ref, score, (Factor("occupation", "same", score, 100.0, {"title": "Koch"}),), (Gap("language", "B1"),)
    )


def test_a_vacancy_comes_back_as_it_went_in(store: Store) -> None:
    store.put_vacancies([(vacancy(), {"referenznummer": "10000-1-S"})], AT)
    assert store.vacancy("10000-1-S") == vacancy()


def test_the_import_counts_new_changed_and_same(store: Store) -> None:
    store.put_vacancies([(vacancy("a"), {}), (vacancy("b"), {})], AT)
    counts = store.put_vacancies([(vacancy("a"), {}), (vacancy("b", "Beikoch"), {}), (vacancy("c"), {})], LATER)
    assert counts == {"new": 1, "changed": 1, "same": 1}
    assert store.vacancy_dates("a") == (AT, LATER)


def test_what_is_gone_is_not_open_and_returns_when_seen_again(store: Store) -> None:
    store.put_vacancies([(vacancy("a"), {})], AT)
    assert store.mark_gone(["a", "unknown"], LATER) == 1
    assert store.count_vacancies() == 0
    store.put_vacancies([(vacancy("a"), {})], LATER)
    assert [v.ref for v in store.open_vacancies()] == ["a"]


def test_an_import_that_breaks_half_way_leaves_the_old_stock(store: Store) -> None:
    store.put_vacancies([(vacancy("old"), {})], AT)

    def breaks() -> Iterator[tuple[Vacancy, dict[str, object]]]:
        yield vacancy("new"), {}
        raise RuntimeError("power off")

    with pytest.raises(RuntimeError):
        store.put_vacancies(breaks(), LATER)
    assert [v.ref for v in store.open_vacancies()] == ["old"]


def test_contact_details_stand_apart_from_the_profile(store: Store) -> None:
    store.put_profiles([Profile(Jobseeker("vum-1", "vum", postcode="7811AB"), Contact("Jo", "jo@example.org"))], AT)
    (data,) = store.db.execute("select data from jobseekers").fetchone()
    assert "Jo" not in json.loads(data).values() and "jo@example.org" not in data
    assert store.contact("vum-1") == Contact("Jo", "jo@example.org")


def test_facts_say_who_and_when_and_can_be_taken_away(store: Store) -> None:
    store.put_profiles([Profile(Jobseeker("p", "hand"))], AT)
    store.put_facts("p", {"home_owner": True, "children": 2.0}, "adviser", AT)
    store.put_facts("p", {"children": None}, "jobseeker", LATER)
    assert store.fact_values("p") == {"home_owner": True}
    assert (store.facts("p")["home_owner"].said_by, store.facts("p")["home_owner"].said_at) == ("adviser", AT)


def test_readers_see_the_published_run_only(store: Store) -> None:
    store.put_profiles([Profile(Jobseeker("p", "hand"))], AT)
    first, second = store.start_run("match", AT), store.start_run("match", LATER)
    store.publish_matches(first, "p", [match("p", "a", 50), match("p", "b", 40)], {"distance": 17})
    store.publish_matches(second, "p", [match("p", "c", 60)], {})
    assert [m.vacancy for m in store.matches("p")] == ["c"]
    assert store.removed("p") == {}
    assert store.match("p", "a") == match("p", "a", 50), "a suggestion of an earlier run can still be explained"


def test_erasing_a_person_takes_everything_with_the_log_about_them(store: Store) -> None:
    store.put_profiles([Profile(Jobseeker("p", "hand"), Contact("Jo"))], AT)
    store.put_facts("p", {"children": 2.0}, "adviser", AT)
    store.publish_matches(store.start_run("match", AT), "p", [match("p", "a", 50)], {"hours": 1})
    store.decide(Decision("p", "a", "proposed", None, "adviser", AT))
    store.put_link(Link("t", "p", "c", LATER))
    store.log(AT, "adviser", "view", "p")
    store.log(AT, "adviser", "view", "q")
    assert store.erase_person("p") and not store.erase_person("p")
    for table in ("jobseekers", "contacts", "facts", "matches", "match_counts", "decisions", "links"):
        assert store.db.execute(f"select count(*) from {table}").fetchone()[0] == 0, table
    assert (store.log_of("p"), len(store.log_of("q"))) == ([], 1)


@pytest.mark.parametrize("statement", ["update audit set who = 'x'", "delete from audit"], ids=["update", "delete"])
def test_the_log_cannot_be_changed(store: Store, statement: str) -> None:
    store.log(AT, "adviser", "view", "p")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        store.db.execute(statement)


def test_the_last_decision_counts_and_earlier_ones_stay(store: Store) -> None:
    store.put_profiles([Profile(Jobseeker("p", "hand"))], AT)
    store.decide(Decision("p", "a", "proposed", None, "x", AT))
    store.decide(Decision("p", "a", "refused", "too_far", "y", LATER))
    assert store.decisions("p")["a"].status == "refused"
    assert store.db.execute("select count(*) from decisions").fetchone()[0] == 2


def test_a_run_keeps_what_was_odd(store: Store) -> None:
    run = store.start_run("import", AT)
    store.keep_odd(run, "vum", [Rejected("f.json:3", "postcode", "expected 1234AB")])
    store.end_run(run, "warnings", {"counts": {"new": 1}}, LATER)
    assert store.odd_records(run) == [Rejected("f.json:3", "postcode", "expected 1234AB")]
    assert store.runs()[0]["report"] == {"counts": {"new": 1}}


def test_users_and_links(store: Store) -> None:
    store.put_user(User("anna", "hash", "adviser", "nl"), AT)
    store.note_sign_in("anna", 3, LATER)
    user = store.user("anna")
    assert user and (user.failed, user.locked_until) == (3, LATER)
    store.put_profiles([Profile(Jobseeker("p", "hand"))], AT)
    store.put_link(Link("t", "p", "c", LATER))
    assert (store.use_link("t", AT), store.use_link("t", LATER)) == (True, False)
    link = store.link("t")
    assert link and link.first_used == AT
    assert store.revoke_links("p", LATER) == 1


def test_a_file_that_is_no_database_is_refused_in_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "no.db"
    file.write_text("this is a letter, not a database " * 50, encoding="utf-8")
    with pytest.raises(StoreError, match=r"database no\.db cannot be opened"):
        Store.open(file)


def test_a_match_survives_the_way_through_json() -> None:
    full = match("p", "a", 61.5)
    assert from_json(to_json(full), Match) == full


def test_a_person_stays_anonymous_until_they_agree(store: Store) -> None:
    store.put_profiles([Profile(Jobseeker("p", "hand"), Contact("Jo", "jo@example.org"))], AT)
    assert store.shared_contact("p") is None
    store.set_consent("p", "adviser", AT)
    assert store.shared_contact("p") == Contact("Jo", "jo@example.org")
    store.set_consent("p", None, None)
    assert store.shared_contact("p") is None


def test_older_matches_lose_the_words_of_who_took_something_out_and_keep_their_points(store: Store) -> None:
    store.put_vacancies([(vacancy(), {})], AT)
    for key in ("anna", "bram"):
        store.put_profiles([Profile(Jobseeker(key, "vum", skills=("wondzorg",)))], AT)
    said = Factor("skills", "some", 8.0, 16.0, {"has": "wondzorg"})
    old, new = store.start_run("match", AT), store.start_run("match", AT)
    for key in ("anna", "bram"):
        store.publish_matches(old, key, [Match(key, "10000-1-S", 8.0, (said,))], {})
        store.put_added(Added(Match(key, "10000-1-S", 8.0, (said,)), 1, "els", AT))
    (mark,) = (mark for _, item, mark in items(Jobseeker("anna", "vum", skills=("wondzorg",))) if item == "wondzorg")
    store.take_out("anna", mark, AT)
    left = Factor("skills", "none", 0.0, 16.0)
    for key in ("anna", "bram"):
        store.publish_matches(new, key, [Match(key, "10000-1-S", 0.0, (left,))], {})
    kept = {key: [str(row) for row in store.db.execute(
        "select data from matches where person = ? union all select data from added_matches where person = ?"
        " union all select data from jobseekers where key = ?", [key, key, key])] for key in ("anna", "bram")}  # fmt: skip
    assert "wondzorg" not in "".join(kept["anna"]) and "".join(kept["bram"]).count("wondzorg") == 3
    rows = store.db.execute("select data from matches where person = 'anna' and run = ?", [old]).fetchall()
    assert [from_json(data, Match).factors for (data,) in rows] == [(Factor("skills", "some", 8.0, 16.0),)]
