"""Decisions as graded judgements: what each says, and the figures of a ranking that they give."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from statistics import mean

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from matcher.decided import Judged, evaluate_decisions, judged, random_ndcg, shown_lists
from matcher.evaluate import ndcg
from matcher.models import Factor, Jobseeker, Match, Profile
from matcher.pipeline import FOLLOWS, GRADES, REASONS, REFUSED, STEPS, grade, next_steps
from matcher.scoring import FACTORS
from matcher.store import Store
from matcher.store.decisions import Decision
from web.cli import cli

DAY = "2026-03-0{}T10:00:00+00:00"


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        pytest.param([("proposed", None)], 1, id="proposed is a little relevant"),
        pytest.param([("proposed", None), ("interview", None)], 2, id="the furthest step counts"),
        pytest.param([("hired", None), ("started", None), ("ended", None)], 3, id="a job that ended was right"),
        pytest.param([("discussed", None), (REFUSED, "too_far")], 0, id="no for a reason of fit"),
        pytest.param([("interview", None), (REFUSED, "employer")], 2, id="the employer's no leaves the fit"),
        pytest.param([(REFUSED, "filled")], None, id="filled and nothing before: no judgement"),
        pytest.param([("interested", None), ("not_interested", "pay")], 0, id="the jobseeker's last word"),
        pytest.param([(REFUSED, "pay"), ("proposed", None)], 1, id="reopened"),
        pytest.param([], None, id="nothing was decided"),
    ],
)
def test_grade(steps: list[tuple[str, str | None]], expected: int | None) -> None:
    assert grade(steps) == expected


def test_steps_follow_one_another_to_the_end_and_a_start_needs_a_hire() -> None:
    assert {s for s, after in FOLLOWS.items() if "started" in after} == {"hired"}
    assert all(set(after) <= {*STEPS, REFUSED} for after in FOLLOWS.values())
    reached, todo = set(), [""]
    while todo:
        step = todo.pop()
        if step not in reached:
            reached.add(step)
            todo.extend(next_steps(step))
    assert reached == {"", *STEPS, REFUSED}
    assert next_steps("nothing like this") == ()
    assert set(GRADES) >= set(STEPS)


def test_every_reason_names_a_factor_of_the_ranking_or_none() -> None:
    assert {f for f in REASONS.values() if f} <= {rule.name for rule in FACTORS}


def match(ref: str, commute: float) -> Match:
    return Match("p", ref, 50, (Factor("commute", "near", commute, 10), Factor("pay", "fits", 2, 4)))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Ann was shown a, b, c; a week later c, a; she took c, refused a as too far, and got z by hand."""
    with Store.open(tmp_path / "test.db") as opened:
        opened.put_profiles([Profile(Jobseeker("ann", "vum"))], DAY.format(1))
        for day, refs in ((1, "abc"), (8, "cad")):
            run = opened.start_run("match", DAY.format(day))
            opened.publish_matches(run, "ann", [match(r, 9.0) for r in refs], {})
        for day, ref, status, reason in (
            (2, "a", "refused", "too_far"), (3, "c", "proposed", None), (4, "b", "refused", "filled"),
            (5, "z", "hired", None), (9, "d", "proposed", None), (9, "c", "hired", None),
        ):  # fmt: skip
            opened.decide(Decision("ann", ref, status, reason, "els", DAY.format(day)))
        return opened


@pytest.fixture
def found(tmp_path: Path, store: Store) -> list[Judged]:
    with Store.open(tmp_path / "test.db") as opened:
        return list(judged(opened))


def test_a_decision_is_held_against_the_list_that_was_seen(found: list[Judged]) -> None:
    where = {j.vacancy: (j.grade, j.run, j.position) for j in found}
    assert where["a"] == (0, 1, 0) and where["c"] == (3, 1, 2) and where["d"] == (1, 2, 2)
    assert where["b"][0] is None and where["z"][:2] == (3, 0)
    assert sorted(shown_lists(j for j in found if j.grade is not None)) == [[0, 3], [1, 3]]


def test_a_list_of_a_weekly_run_was_seen_from_its_publication_on(tmp_path: Path, store: Store) -> None:
    with Store.open(tmp_path / "test.db") as opened:
        run = opened.begin_weekly("all", "match", DAY.format(2)).run
        opened.publish_matches(run, "ann", [match("c", 1.0)], {})
        assert next(j for j in judged(opened) if j.vacancy == "c").run == 1, "not published: nobody saw it"
        opened.db.execute("update weekly_runs set published = ?", [DAY.format(5)])
        assert next(j for j in judged(opened) if j.vacancy == "c").run == 1, "published after the decision"
        opened.db.execute("update weekly_runs set published = ?", [DAY.format(2)])
        assert next(j for j in judged(opened) if j.vacancy == "c").run == run


def test_figures_of_decisions(found: list[Judged]) -> None:
    figures = evaluate_decisions(found)
    assert figures["ndcg@10"] == round((ndcg([0, 3]) + ndcg([1, 3])) / 2, 4)
    assert (figures["decided"], figures["tell_nothing_of_fit"], figures["not_shown_by_the_ranking"]) == (5, 1, 1)
    assert figures["refusals"] == {"too_far": 1, "filled": 1}
    assert figures["factors"] == {
        "commute": {"refusals": 1, "share_of_points_refused": 0.9, "share_of_points_accepted": 0.9}
    }


def test_nothing_decided_gives_no_figure() -> None:
    assert evaluate_decisions([])["ndcg@10"] is None


def test_a_decision_taken_back_counts_nowhere(tmp_path: Path, store: Store) -> None:
    with Store.open(tmp_path / "test.db") as opened:
        last = opened.history("ann", "c")[-1]
        opened.take_back(last.number, "els", DAY.format(9))
        assert opened.decisions("ann")["c"].status == "proposed"
        assert [(d.status, d.undone_by) for d in opened.history("ann", "c")] == [("proposed", None), ("hired", "els")]
        assert {j.vacancy: j.grade for j in judged(opened)}["c"] == 1


@given(st.lists(st.integers(0, 3), min_size=1, max_size=6))
def test_a_random_order_is_the_mean_of_all_orders(grades: list[int]) -> None:
    assert random_ndcg(grades, 3) == pytest.approx(mean(ndcg(order, 3) for order in permutations(grades)))


def test_the_command_prints_figures_and_writes_judgements(tmp_path: Path, store: Store) -> None:
    file = tmp_path / "judgements.csv"
    database = str(tmp_path / "test.db")
    done = CliRunner().invoke(cli, ["--database", database, "evaluate", "decisions", "--judgements", str(file)])
    assert done.exit_code == 0 and json.loads(done.stdout)["lists_that_tell_of_order"] == 2
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "jobseeker,vacancy,grade,reason" and "ann,a,0,commute" in lines and len(lines) == 5
