"""What counts more for a person, who fits a vacancy, and what a filter takes out: all agree with the ranking itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from matcher import jobs, personal, ranking
from matcher.candidates import Candidates, Crowd, Seeker, rank_people
from matcher.case import make_ranker, read_people, read_vacancies
from matcher.errors import ExitStatus, InputError, NotFoundError
from matcher.facts import read_facts_file, with_facts
from matcher.models import Jobseeker, Match, Profile
from matcher.preferences import CHOOSABLE, SCALE, check_wishes, rerank, weights_for
from matcher.ranking import Ranker, Wish
from matcher.store import Store
from tests.conftest import ROOT
from web.cli import cli

SAMPLE = ROOT / "data" / "sample"
TODAY = date(2026, 11, 24)
AT = "2026-11-24T10:00:00+00:00"
WISHES = {"pay": "much_more", "commute": "less", "contract": "more"}
BASE = jobs.default_weights()
wishes = st.dictionaries(st.sampled_from(CHOOSABLE), st.sampled_from(sorted(SCALE)))


@pytest.fixture(scope="module")
def people() -> dict[str, Jobseeker]:
    facts = read_facts_file(SAMPLE / "facts.csv")
    found = read_people(SAMPLE / "jobseekers.json")
    return {key: with_facts(person, facts.get(key, {})) for key, person in list(found.items())[:14]}


@pytest.fixture(scope="module")
def ranker() -> Ranker:
    return make_ranker(read_vacancies(SAMPLE / "vacancies.jsonl")[::2], TODAY)


@pytest.fixture(scope="module")
def own(ranker: Ranker, people: dict[str, Jobseeker]) -> dict[str, tuple[Match, ...]]:
    return {key: ranker.rank(person, 2800.0).reached for key, person in people.items()}


def test_people_ranked_together_get_what_each_gets_alone(
    ranker: Ranker, people: dict[str, Jobseeker], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "BLOCK", 5)
    wanted = [Wish(p, 2800.0, weights_for(BASE, WISHES) if at % 2 else None) for at, p in enumerate(people.values())]
    alone = [ranker.rank(w.person, w.pay, w.weights) for w in wanted]
    assert list(ranker.rank_all(wanted)) == alone and sum(len(r.matches) for r in alone) > len(alone)


@pytest.fixture(scope="module")
def matched(tmp_path_factory: pytest.TempPathFactory, people: dict[str, Jobseeker]) -> Path:
    path = tmp_path_factory.mktemp("matched") / "w.db"
    with Store.open(path) as opened:
        opened.put_profiles([Profile(person) for person in list(people.values())[:3]], AT)
        opened.put_vacancies(((v, {}) for v in read_vacancies(SAMPLE / "vacancies.jsonl")[:120]), AT)
        jobs.match(opened, TODAY)
    return path


@pytest.fixture
def store(tmp_path: Path, matched: Path) -> Iterator[Store]:
    with Store.open(shutil.copy(matched, tmp_path / "w.db")) as opened:
        yield opened


@given(wishes)
def test_weights_of_a_person_always_add_up_to_exactly_100(found: dict[str, str]) -> None:
    weights = weights_for(BASE, found)
    assert round(sum(weights.values()), 6) == 100
    assert list(weights) == list(BASE)
    assert all(points > 0 for points in weights.values())


@pytest.mark.parametrize("factor", CHOOSABLE)
def test_what_counts_more_gets_more_points_and_what_counts_less_fewer(factor: str) -> None:
    points = [weights_for(BASE, {factor: wish})[factor] for wish in ("less", "normal", "more", "much_more")]
    assert points == sorted(points)
    assert points[0] < BASE[factor] == points[1] < points[2] < points[3]


@given(wishes)
def test_reweighting_is_the_same_as_ranking_the_same_candidates_anew(
    ranker: Ranker, people: dict[str, Jobseeker], own: dict[str, tuple[Match, ...]], found: dict[str, str]
) -> None:
    key = "vum-wb-006"
    weights = weights_for(BASE, found)
    assert tuple(rerank(own[key], weights)) == ranker.rank(people[key], 2800.0, weights).reached


def test_a_wish_changes_the_order(own: dict[str, tuple[Match, ...]]) -> None:
    assert any(
        [m.vacancy for m in rerank(matches, weights_for(BASE, WISHES))] != [m.vacancy for m in matches]
        for matches in own.values()
    )


@pytest.mark.parametrize(
    ("found", "message"),
    [
        pytest.param({"age": "more"}, "field age: expected a factor", id="not a factor"),
        pytest.param({"pay": "enormous"}, "field pay: expected one of less", id="not on the scale"),
        pytest.param({"kind": "more"}, "field kind: expected a factor", id="not a matter of taste"),
    ],
)
def test_a_wrong_wish_is_named(found: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        check_wishes(found, "weights of p")


def levels(match: Match) -> list[tuple[str, str, float]]:
    return [(f.name, f.level, f.points) for f in match.factors]


def test_from_a_vacancy_to_people_gives_each_pair_the_score_it_has_from_the_person(
    ranker: Ranker, people: dict[str, Jobseeker], own: dict[str, tuple[Match, ...]]
) -> None:
    crowd = Crowd.of([Seeker(person, 2800.0) for person in people.values()], ranker)
    forward = {(m.person, m.vacancy): m for matches in own.values() for m in matches}
    backward = {
        (m.person, m.vacancy): m
        for row in range(0, len(ranker.stock.reads), 2)
        for m in rank_people(ranker, row, crowd, keep=len(people)).matches
    }
    seen = {ranker.stock.reads[row].vacancy.ref for row in range(0, len(ranker.stock.reads), 2)}
    assert {pair for pair in forward if pair[1] in seen} == set(backward)
    assert len(backward) > 20
    for pair, match in backward.items():
        assert (levels(match), match.score) == (levels(forward[pair]), forward[pair].score)
        assert match.alike == pytest.approx(forward[pair].alike, abs=1e-5)


def test_the_people_of_a_vacancy_stand_in_order_and_their_limits_are_counted(
    ranker: Ranker, people: dict[str, Jobseeker]
) -> None:
    crowd = Crowd.of([Seeker(person) for person in people.values()], ranker)
    found = [rank_people(ranker, row, crowd, keep=3) for row in range(0, len(ranker.stock.reads), 9)]
    for candidates in found:
        scores = [m.score for m in candidates.matches]
        assert scores == sorted(scores, reverse=True)
        assert len(scores) <= 3
    assert {reason for c in found for reason in c.removed} >= {"distance", "minutes"}


def test_a_person_with_other_weights_keeps_them_among_the_people_of_a_vacancy(
    ranker: Ranker, people: dict[str, Jobseeker]
) -> None:
    person, weights = people["vum-wb-006"], weights_for(BASE, WISHES)
    best = ranker.rank(person, None, weights).matches[0]
    crowd = Crowd.of([Seeker(person, None, weights)], ranker)
    found: Candidates = rank_people(ranker, ranker.stock.row[best.vacancy], crowd)
    assert [(m.score, m.factors, m.gaps) for m in found.matches] == [(best.score, best.factors, best.gaps)]


def test_setting_weights_puts_the_stored_list_in_the_new_order_without_a_new_matching(store: Store) -> None:
    key = max((p.key for p in store.jobseekers()), key=lambda k: len(store.matches(k)))
    before, removed = store.matches(key), store.removed(key)
    count = personal.set_weights(store, key, WISHES, "anna")
    after = store.matches(key)
    assert count == len(before) == len(after) > 1
    assert after == rerank(before, personal.weights_of(store, key))
    assert (store.removed(key), store.weight_wishes(key)) == (removed, WISHES)
    jobs.match(store, TODAY, [key])
    assert [(m.vacancy, m.score) for m in store.matches(key)] == [(m.vacancy, m.score) for m in after]
    personal.set_weights(store, key, dict.fromkeys(WISHES, "normal"), "anna")
    assert (store.matches(key), store.weight_wishes(key)) == (before, {})


def test_weights_of_somebody_unknown_are_refused_and_nothing_is_stored(store: Store) -> None:
    with pytest.raises(NotFoundError, match="no person nobody"):
        personal.set_weights(store, "nobody", {"pay": "more"}, "anna")
    assert store.weight_wishes("nobody") == {}


def test_erasing_a_person_takes_their_weights_and_candidacies(store: Store) -> None:
    key = next(iter(store.jobseekers())).key
    personal.set_weights(store, key, WISHES, "anna")
    store.erase_person(key)
    assert store.weight_wishes(key) == {}
    assert store.beyond_the_list(key) == []


def test_the_page_of_a_vacancy_lists_also_people_whose_own_list_ends_before_it(
    store: Store, ranker: Ranker, people: dict[str, Jobseeker]
) -> None:
    key = "vum-wb-006"
    found = ranker.rank(people[key], 2800.0)
    assert len(found.reached) > 2
    store.put_profiles([Profile(people[key])], AT)
    store.publish_matches(store.start_run("match", AT), key, found.matches[:1], {}, found.reached)
    last = found.reached[-1]
    (listed,) = [m for m in store.people_of_vacancy(last.vacancy) if m.person == key]
    assert (listed.score, listed.minutes, listed.gaps) == (last.score, last.minutes, ())
    assert levels(listed) == levels(last)
    (whole,) = [m for m in store.people_of_vacancy(found.matches[0].vacancy) if m.person == key]
    assert whole == found.matches[0]


def test_the_people_of_a_vacancy_ranked_now_are_those_the_matching_published(store: Store) -> None:
    ref = max((m for p in store.jobseekers() for m in store.matches(p.key)), key=lambda m: m.score).vacancy
    now = personal.people_of(store, ref, TODAY)
    assert [(m.person, m.score) for m in now.matches] == [(m.person, m.score) for m in store.people_of_vacancy(ref)]
    with pytest.raises(NotFoundError, match="no vacancy nothing"):
        personal.people_of(store, "nothing", TODAY)


def test_the_commands_show_and_set_weights_and_print_who_fits(store: Store) -> None:
    path = str(store.path)
    key = next(p.key for p in store.jobseekers() if store.matches(p.key))
    ref = store.matches(key)[0].vacancy

    def run(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(cli, ["--database", path, *arguments])
        return result.exit_code, result.output

    assert run("weights", "set", key, "pay=more", "commute=less")[0] == 0
    status, shown = run("weights", "show", key)
    assert status == 0
    assert next(line.split() for line in shown.splitlines() if line.startswith("pay"))[2] == "more"
    status, shown = run("match", "--vacancy", ref)
    assert status == 0
    assert key in shown
    assert "occupation=" in shown
    assert run("weights", "set", key, "pay")[0] == ExitStatus.BAD_INPUT
    assert run("match", "--vacancy", ref, "--person", key)[0] == ExitStatus.BAD_INPUT
    assert run("weights", "show", "nobody")[0] == ExitStatus.NOT_FOUND
