"""The caseload in SQL: filters, order, what is new, and who needs attention, beside a slow obvious reference."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from matcher.models import Contact, Jobseeker, Match, Occupation, Profile
from matcher.store import Store
from matcher.store.access import User
from matcher.store.caseload import SORTS, CaseRow, Look, Wanted
from matcher.store.decisions import Decision
from matcher.store.tasks import Task
from web.people import attention

STAMP = "2026-03-01T08:00:00+00:00"
ALL = Wanted(user="els", today="2026-03-10", soon="2026-04-09")
STATUSES = ("proposed", "interested", "discussed", "applied", "hired", "refused", "not_interested")


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """Sixty people in every mixture of matches, decisions, consent and facts."""
    chance = random.Random(4)
    with Store.open(":memory:") as made:
        made.put_user(User("els", "x", "adviser", "nl"), STAMP)
        first, second = made.start_run("match", STAMP), made.start_run("match", STAMP)
        for n in range(60):
            key = f"p{n:02}"
            wish = Occupation(chance.choice(("Lasser", "Kapper", "Coördinator zorg")))
            person = Jobseeker(key, "vum", f"{chance.choice((7811, 9501))}AB", occupations=(wish,),
                               skills=("heftruck",) if n % 3 else (), germany=chance.choice((True, False, None)))  # fmt: skip
            made.put_profiles([Profile(person, Contact(f"José {n}"))], STAMP)
            made.put_wish(key, "", chance.choice(("metal", "care", None)))
            for run in range(chance.randint(0, 2)):
                found = [
                    Match(key, f"v{chance.randrange(9)}", chance.choice((40.0, 69.9, 70.0, 88.0)), ())
                    for _ in range(n % 4)
                ]
                unique = list({m.vacancy: m for m in found}.values())
                made.publish_matches((first, second)[run], key, unique, {})
            for _ in range(chance.randint(0, 3)):
                made.decide(Decision(key, f"v{chance.randrange(9)}", chance.choice(STATUSES), None, "els", STAMP))
            if n % 5 == 0:
                made.set_consent(key, "els", STAMP)
                made.assign(key, "els")
            if n % 9 == 0:
                made.add_task(
                    Task(0, key, None, "bellen", "2026-03-10" if n % 2 else "2026-03-11", "els", "els", STAMP)
                )
            if n % 7 == 0:
                made.put_facts(key, {"germany": False}, "els", STAMP)
            if n % 6 == 0:
                made.put_look("els", key, Look(STAMP, max(0, made.edition(key) - n % 2), None))
        made.db.execute("update jobseekers set retain_until = '2026-03-20' where key in ('p03', 'p10')")
        made.db.execute("update jobseekers set retain_until = '2027-03-20' where key = 'p04'")
        made.put_label("p07", "Dossier-7 É")
        made.db.conn.commit()
        yield made


def keys(store: Store, wanted: Wanted) -> list[str]:
    return [row.key for row in store.case_list(wanted, 1000, 0).rows]


def rows(store: Store) -> dict[str, CaseRow]:
    return {row.key: row for row in store.case_list(ALL, 1000, 0).rows}


FILTERS = {
    "own": (replace(ALL, own=True), lambda r: r.adviser == "els"),
    "sector and word": (replace(ALL, sector="metal", words=("LASSER",)), None),
    "a word without its accent": (replace(ALL, words=("coordinator",)), lambda r: r.wish == "Coördinator zorg"),
    "a skill": (replace(ALL, words=("heftruck",)), lambda r: int(r.key[1:]) % 3),
    "a name, only with consent": (replace(ALL, words=("jose",)), lambda r: r.consent),
    "place": (replace(ALL, places=("7811",)), lambda r: r.postcode == "7811AB"),
    "no place of that name": (replace(ALL, places=()), lambda r: False),
    "consent": (replace(ALL, consent="no"), lambda r: not r.consent),
    "stage": (replace(ALL, stage="applied"), lambda r: r.stage == "applied"),
    "no stage": (replace(ALL, stage="none"), lambda r: r.stage is None),
    "attention": (replace(ALL, only="attention"), lambda r: bool(attention.reasons(r, ALL.soon))),
    "a label": (replace(ALL, words=("dossier-7",)), lambda r: r.label == "Dossier-7 É"),
    "news": (replace(ALL, only="news"), lambda r: r.matches and (r.new is None or r.new)),
}  # fmt: skip


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_leaves_whom_it_should(store: Store, name: str) -> None:
    wanted, holds = FILTERS[name]
    found = keys(store, wanted)
    assert store.case_list(wanted, 1, 0).people == len(found)
    if holds is None:
        assert 0 < len(found) < 60
    elif name == "news":
        assert {k for k, row in rows(store).items() if row.new} <= set(found)
    else:
        assert found == [k for k, row in rows(store).items() if holds(row)]


def test_every_reason_for_attention_is_in_the_sample_and_sql_counts_the_same_people(store: Store) -> None:
    waiting = [attention.reasons(row, ALL.soon) for row in rows(store).values()]
    assert {reason for found in waiting for reason in found} == set(attention.TESTS)
    found_all = store.case_list(ALL, 7, 49)
    assert (found_all.people, found_all.news, found_all.waiting) == (
        60,
        store.case_list(replace(ALL, only="news"), 1, 0).people,
        sum(1 for found in waiting if found),
    )


def test_the_most_urgent_come_first(store: Store) -> None:
    order, rank = keys(store, replace(ALL, sort="attention")), list(attention.TESTS)
    reasons = [attention.reasons(rows(store)[key], ALL.soon) for key in order]
    first = [rank.index(found[0]) if found else 99 for found in reasons]
    assert first == sorted(first)


@pytest.mark.parametrize("sort", SORTS)
def test_pages_put_together_are_the_whole_list(store: Store, sort: str) -> None:
    wanted = replace(ALL, sort=sort)
    pages = [row.key for start in range(0, 60, 7) for row in store.case_list(wanted, 7, start).rows]
    assert pages == keys(store, wanted) and len(set(pages)) == 60


def test_a_fact_about_germany_goes_before_the_profile(store: Store) -> None:
    no, yes = keys(store, replace(ALL, germany="no")), keys(store, replace(ALL, germany="yes"))
    assert {f"p{n:02}" for n in range(0, 60, 7)} <= set(no) and not set(no) & set(yes)
    assert len(no) + len(yes) + store.case_list(replace(ALL, germany="unknown"), 1, 0).people == 60


def test_the_last_decision_on_a_vacancy_counts() -> None:
    with Store.open(":memory:") as store:
        store.put_profiles([Profile(Jobseeker("a", "vum"))], STAMP)
        store.decide(Decision("a", "v1", "interested", None, "jobseeker", STAMP))
        assert store.case_list(ALL, 1, 0).rows[0].interest == 1
        store.decide(Decision("a", "v1", "refused", "pay", "els", STAMP))
        row = store.case_list(ALL, 1, 0).rows[0]
    assert (row.interest, row.stage) == (0, None)


def test_only_what_came_up_since_the_last_look_is_new() -> None:
    def found(*refs: str) -> list[Match]:
        return [Match("a", ref, 75.0, ()) for ref in refs]

    with Store.open(":memory:") as store:
        store.put_user(User("els", "x", "adviser", "nl"), STAMP)
        store.put_profiles([Profile(Jobseeker("a", "vum"))], STAMP)
        store.publish_matches(store.start_run("match", STAMP), "a", found("v1", "v2"), {})
        assert store.case_list(ALL, 1, 0).rows[0].new is None
        store.put_look("els", "a", Look(STAMP, store.edition("a"), None))
        store.publish_matches(store.start_run("match", STAMP), "a", found("v2", "v3"), {})
        row = store.case_list(ALL, 1, 0).rows[0]
        assert (row.new, row.matches, store.first_editions("a")) == (1, 2, {"v2": 1, "v3": 2})
        assert store.case_list(replace(ALL, user="udo"), 1, 0).rows[0].new is None
        store.erase_person("a")
        assert store.case_list(ALL, 1, 0).rows == () and store.first_editions("a") == {}


def test_a_new_import_keeps_what_the_matching_found() -> None:
    coded = Profile(Jobseeker("a", "vum", occupations=(Occupation(code="1", scheme="boc"),)))
    with Store.open(":memory:") as store:
        store.put_profiles([coded], STAMP)
        store.put_wish("a", "Kok", "hospitality")
        store.put_profiles([coded], STAMP)
        assert store.case_list(replace(ALL, words=("kok",), sector="hospitality"), 9, 0).rows[0].wish == "Kok"


def test_a_weekly_run_changes_the_caseload_when_it_is_published_and_not_before() -> None:
    def found(*refs: str) -> list[Match]:
        return [Match("a", ref, 50.0 + n, ()) for n, ref in enumerate(refs)]

    with Store.open(":memory:") as store:
        store.put_profiles([Profile(Jobseeker(key, "vum")) for key in ("a", "b")], STAMP)
        weekly, alone = store.start_run("weekly", STAMP), store.start_run("match", STAMP)
        store.db.execute("insert into weekly_runs (run, scope, stage) values (?, '', '')", [weekly])
        store.publish_matches(alone, "a", found("v1", "v2"), {})
        store.stage_matches(weekly, "a", found("v2", "v3", "v4"), {})
        assert store.first_editions("a") == {"v1": 1, "v2": 1}
        store.publish_run(weekly, STAMP)
        assert store.first_editions("a") == {"v2": 1, "v3": 2, "v4": 2}
        seen = {row.key: (row.matches, row.best) for row in store.case_list(ALL, 9, 0).rows}
        assert seen == {"a": (3, 52.0), "b": (0, None)} and store.edition("b") == 0


def test_what_was_taken_back_does_not_count() -> None:
    with Store.open(":memory:") as store:
        store.put_profiles([Profile(Jobseeker("a", "vum"))], STAMP)
        store.decide(Decision("a", "v1", "applied", None, "els", STAMP))
        assert store.case_list(ALL, 1, 0).rows[0].stage == "applied"
        store.take_back(store.decisions("a")["v1"].number, "els", STAMP)
        assert store.case_list(ALL, 1, 0).rows[0].stage is None


def test_a_profile_that_was_not_seen_for_the_retention_period_needs_attention() -> None:
    with Store.open(":memory:") as store:
        for key, seen in (("old", "2024-04-01T08:00:00+00:00"), ("new", "2024-06-01T08:00:00+00:00")):
            store.put_profiles([Profile(Jobseeker(key, "vum"))], seen)
            store.publish_matches(store.start_run("match", STAMP), key, [Match(key, "v", 50.0, ())], {})
        assert keys(store, replace(ALL, only="attention")) == ["old"]
        assert keys(store, replace(ALL, only="attention", months=22)) == ["new", "old"]


def test_who_has_no_match_has_nothing_new(store: Store) -> None:
    none = [key for key, row in rows(store).items() if not row.matches]
    assert len(none) > 5 and not set(none) & set(keys(store, replace(ALL, only="news")))


def test_who_was_hired_or_started_is_not_asked_to_be_talked_about() -> None:
    with Store.open(":memory:") as made:
        made.put_profiles([Profile(Jobseeker(key, "vum")) for key in ("a", "b", "c")], STAMP)
        run = made.start_run("match", STAMP)
        for key in ("a", "b", "c"):
            made.publish_matches(run, key, [Match(key, "v1", 88.0, ()), Match(key, "v2", 80.0, ())], {})
        for key, steps in {"a": ("hired",), "b": ("hired", "started"), "c": ("hired", "refused")}.items():
            for step in steps:
                made.decide(Decision(key, "v1", step, None, "els", STAMP))
        found = made.case_list(replace(ALL, only="attention"), 9, 0)
        reasons = {row.key: attention.reasons(row, ALL.soon) for row in found.rows}
        assert "good_match" in reasons["c"]
        assert all("good_match" not in told for key, told in reasons.items() if key != "c")
