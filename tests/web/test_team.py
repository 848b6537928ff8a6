"""The team page: every figure against a slow and obvious way to work it out, and small numbers that stay hidden."""

from __future__ import annotations

import random
import re
from collections import Counter
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from matcher.models import Asked, Jobseeker, Profile
from matcher.pipeline import FOLLOWS, STEPS, next_steps
from matcher.store import Store
from matcher.store.decisions import Decision
from tests.web import lint
from tests.web.conftest import STAMP, post, signed_in
from web.access.links import NewLink
from web.team import charts, figures

START = date(2026, 1, 1)


def at_share(values: list[int], share: float) -> float:
    """The value at a share of the way through the sorted values, by walking there step by step."""
    place, ordered = share * (len(values) - 1), sorted(values)
    for i in range(len(ordered) - 1):
        if i <= place <= i + 1:
            return ordered[i] + (place - i) * (ordered[i + 1] - ordered[i])
    return ordered[-1]


@given(st.lists(st.integers(0, 800), min_size=figures.LEAST, max_size=40))
def test_quartiles(values: list[int]) -> None:
    found = figures.quartiles(values)
    assert found and found.n == len(values)
    assert [found.first, found.median, found.third] == pytest.approx([at_share(values, q) for q in (0.25, 0.5, 0.75)])


@given(st.lists(st.integers(0, 800), max_size=figures.LEAST - 1))
def test_few_values_give_no_quartiles(values: list[int]) -> None:
    assert figures.quartiles(values) is None


counts = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 12))


@given(counts)
def test_no_small_number_is_shown_or_can_be_worked_out(found: dict[str, int]) -> None:
    shown = figures.without_small(found)
    assert all(n >= figures.LEAST for _, n in shown)
    hidden = [n for name, n in found.items() if n and name not in dict(shown)]
    if shown and hidden:
        assert dict(shown)[figures.REST] == sum(hidden), "what is hidden stands together"
    assert {name: n for name, n in shown if name != figures.REST}.items() <= found.items()


@pytest.mark.parametrize(
    ("given_counts", "shown"),
    [
        pytest.param({"a": 9, "b": 5}, (("a", 9), ("b", 5)), id="all are many"),
        pytest.param({"a": 9, "b": 3, "c": 2}, (("a", 9), ("rest", 5)), id="few together are many"),
        pytest.param({"a": 9, "b": 6, "c": 2}, (("a", 9), ("rest", 8)), id="one few takes the next along"),
        pytest.param({"a": 3, "b": 1}, (), id="all are few"),
        pytest.param({}, (), id="none"),
    ],
)
def test_small_numbers_by_hand(given_counts: dict[str, int], shown: tuple[tuple[str, int], ...]) -> None:
    assert figures.without_small(given_counts) == shown


@given(st.lists(st.dates(START, date(2027, 12, 31)), max_size=30), st.integers(1, 36), st.integers(0, 40))
def test_progress_counts_every_start_of_the_period_once(days: list[date], target: int, weeks: int) -> None:
    today = START + timedelta(weeks=weeks)
    found = figures.progress(figures.by_month((d.isoformat() for d in days), {}), target, START, 24, today)
    until_month_end = [d for d in days if (d.year, d.month) <= (today.year, today.month)]
    assert found.reached == len(until_month_end)
    assert list(found.so_far) == [sum(1 for d in days if d.isoformat()[:7] <= month) for month in found.months]
    assert len(found.months) == len(found.counts) and 0 <= found.expected <= target


def test_numbers_of_erased_people_are_added_by_month() -> None:
    assert figures.by_month(["2026-02-03", "2026-02-20"], {"2026-01": 4, "2026-02": 1}) == {"2026-01": 4, "2026-02": 3}


def walk(dice: random.Random) -> list[tuple[str, date]]:
    """One match through the pipeline, step by step."""
    step, day, taken = "", START, []
    for _ in range(dice.randint(1, 6)):
        step = dice.choice(next_steps(step))
        day += timedelta(days=dice.randint(0, 30))
        taken.append((step, day))
    return taken


@pytest.fixture
def walked(store: Store) -> list[Decision]:
    """Forty matches of ten people, some steps taken back; all decisions that count."""
    dice = random.Random(5)
    store.put_profiles([Profile(Jobseeker(f"w-{i}", "vum")) for i in range(10)], f"{START}T08:00:00+00:00")
    for person, ref in [(f"w-{i}", f"v-{j}") for i in range(10) for j in range(4)]:
        for step, day in walk(dice):
            store.decide(
                Decision(person, ref, step, "pay" if step == "refused" else None, "els", STAMP, day.isoformat())
            )
        if dice.random() < 0.2:
            store.take_back(store.history(person, ref)[-1].number, "els", STAMP)
    return store.all_decisions()


def by_match(found: list[Decision]) -> dict[tuple[str, str], list[Decision]]:
    result: dict[tuple[str, str], list[Decision]] = {}
    for d in found:
        result.setdefault((d.person, d.vacancy), []).append(d)
    return result


def test_placements_are_the_first_starts(store: Store, walked: list[Decision]) -> None:
    expected = {}
    for (person, ref), steps in by_match(walked).items():
        starts = [d.on for d in steps if d.status == "started"]
        if starts:
            hires = [d.on for d in steps if d.status == "hired" and d.on <= starts[0]]
            expected[person, ref] = (min(d.on for d in steps), max(hires), min(starts))
    found = {(p.person, p.vacancy): (p.proposed, p.hired, p.started) for p in store.placements()}
    assert found == expected and len(found) > 3


def test_how_far_matches_came(store: Store, walked: list[Decision]) -> None:
    since = "2026-02-15"
    slow: Counter[str] = Counter()
    for steps in by_match(walked).values():
        taken = [d.status for d in steps if d.status in STEPS]
        if taken and max(d.on for d in steps) >= since:
            for step in STEPS[: max(STEPS.index(s) for s in taken) + 1]:
                slow[step] += 1
    found = figures.reached(store.furthest_steps(STEPS, since), STEPS)
    assert dict(found) == {step: slow[step] for step in STEPS}
    assert all(a >= b for (_, a), (_, b) in pairwise(found))


def test_reasons_count_where_a_no_is_the_last_word(store: Store, walked: list[Decision]) -> None:
    last = [steps[-1] for steps in by_match(walked).values()]
    assert sum(store.last_refusals("2026-01-01").values()) == sum(1 for d in last if d.status == "refused") > 0


def test_erasing_a_person_keeps_the_bare_number_of_placements(store: Store, walked: list[Decision]) -> None:
    before = figures.by_month((p.started for p in store.placements()), store.past_placements())
    for person in {p.person for p in store.placements()}:
        store.erase_person(person)
    assert store.placements() == [] and store.past_placements() == before


def test_days_between_leaves_out_what_runs_backwards() -> None:
    assert figures.days_between([("2026-01-01", "2026-01-31"), ("2026-02-01", "2026-01-31")]) == [30]


def test_bars_are_as_long_as_their_numbers() -> None:
    chart = charts.bar_chart("x", "t", "d", [("a", 8, "8"), ("b", 2, "2"), ("c", 0, "0")])
    assert chart.bars[0].width == 4 * chart.bars[1].width and chart.bars[2].width == 0
    for one, other in combinations(chart.bars, 2):
        assert abs(one.y - other.y) >= charts.ROW


def test_the_line_climbs_to_what_was_reached() -> None:
    found = figures.progress({"2026-01": 10, "2026-03": 30}, 100, START, 24, date(2026, 3, 15))
    chart = charts.line_chart("x", "t", "d", found, ("a", "b"), [(0, "0")])
    heights = [float(point.split(",")[1]) for point in chart.points.split()]
    assert heights == sorted(heights, reverse=True)
    assert chart.last[1] == pytest.approx(charts.BOTTOM - (charts.BOTTOM - charts.TOP) * 0.4)


def text_of(client: FlaskClient, url: str) -> str:
    return client.get(url).get_data(as_text=True)


def test_the_page_shows_the_goal_and_hides_few(adviser: FlaskClient, store: Store) -> None:
    for step in ("hired", "started"):
        store.decide(Decision("p-anna", "10000-1/A-S", step, None, "els", STAMP, "2026-03-02"))
    html = text_of(adviser, "/team/")
    assert re.search(r"<strong>1</strong> van 400 plaatsingen", html)
    assert "Te zien vanaf 5 plaatsingen" in html and "Doel aanpassen" not in html


def test_the_page_shows_times_and_sectors_from_five_on(adviser: FlaskClient, store: Store) -> None:
    store.put_profiles([Profile(Jobseeker(f"t-{i}", "vum")) for i in range(10)], "2026-02-01T09:00:00+00:00")
    store.put_asked([("10000-5-S", Asked(isco="9112"))])
    for i in range(10):
        for step, day in (("proposed", "2026-02-10"), ("hired", "2026-02-20"), ("started", f"2026-03-0{i // 2 + 1}")):
            ref = "10000-5-S" if i < 5 else "10000-1/A-S"
            store.decide(Decision(f"t-{i}", ref, step, None, "els", STAMP, day))
    tree = lint.parse(text_of(adviser, "/team/"))
    rows = [[lint.text(c) for c in row] for row in tree.iter("tr")]
    assert ["Van aanmelding bij Werkbrug tot de eerste werkdag", "29", "30", "31", "10"] in rows
    assert ["Van voorstel tot aangenomen", "10", "10", "10", "10"] in rows
    assert ["Aangenomen", "10"] in rows
    assert ["Schoonmaak en beheer", "5"] in rows and ["Niet bekend, of elk minder dan 5", "5"] in rows


def test_every_chart_says_in_words_what_it_shows(adviser: FlaskClient, store: Store, walked: list[Decision]) -> None:
    html = text_of(adviser, "/team/")
    for svg in re.findall(r"<svg class=\"wb-chart\".*?</svg>", html, re.DOTALL):
        assert 'role="img"' in svg and re.search(r"<title id=\"[^\"]+\">[^<]+</title><desc id=\"[^\"]+\">[^<]+", svg)
    assert html.count('<svg class="wb-chart"') >= 3 and lint.problems(html) == []


def test_an_administrator_changes_the_goal(app: Flask, link: NewLink, store: Store) -> None:
    admin = signed_in(app, "admin", link)
    form = {"target": "250", "starts": "2026-02-01", "months": "12"}
    assert post(admin, "/team/goal", {**form, "target": "many"}).status_code == 422
    assert post(admin, "/team/goal", {**form, "starts": "soon"}).status_code == 422
    assert store.goal() is None
    assert post(admin, "/team/goal", form).status_code == 302
    html = text_of(admin, "/team/")
    assert "van 250 plaatsingen" in html and "feb 2026 tot en met jan 2027" in html


def test_steps_of_the_walk_are_those_of_the_pipeline() -> None:
    assert set(FOLLOWS) >= {"", *STEPS}


def _words(adviser: FlaskClient) -> str:
    return lint.text(next(lint.parse(adviser.get("/team/").get_data(as_text=True)).iter("main")))


def test_the_page_counts_again_as_soon_as_a_step_changes(adviser: FlaskClient, store: Store) -> None:
    seen = [_words(adviser)]
    for status in ("proposed", "started"):
        store.decide(Decision("p-anna", "10000-1/A-S", status, None, "els", "2026-03-10T09:00:00+00:00"))
        seen.append(_words(adviser))
    assert len(set(seen)) == len(seen) and _words(adviser) == seen[-1]


def test_the_months_that_are_over_and_those_that_are_left_are_all_months() -> None:
    for now in (date(2026, 1, 1), date(2026, 8, 31), date(2027, 12, 31)):
        found = figures.progress({}, 400, START, 24, now)
        assert len(found.months) + found.left == 24
    assert figures.progress({}, 400, START, 24, date(2029, 1, 1)).left == 0


def test_a_step_long_ago_does_not_stretch_the_period(adviser: FlaskClient, store: Store) -> None:
    store.decide(Decision("p-anna", "10000-1/A-S", "discussed", None, "els", STAMP, "2020-01-01"))
    assert store.first_step() == STAMP[:10]
    assert "jan 2020" not in text_of(adviser, "/team/") and "mrt 2026" in text_of(adviser, "/team/")


def test_a_step_taken_back_begins_no_period_and_an_erased_placement_does(store: Store) -> None:
    store.put_profiles([Profile(Jobseeker("t-1", "vum"))], "2025-06-10T09:00:00+00:00")
    store.decide(Decision("t-1", "v", "proposed", None, "els", STAMP, "2025-07-01"))
    store.take_back(store.history("t-1", "v")[-1].number, "els", STAMP)
    assert store.first_step() is None
    for step in ("hired", "started"):
        store.decide(Decision("t-1", "v", step, None, "els", STAMP, "2025-08-03"))
    store.decide(Decision("p-anna", "v", "proposed", None, "els", STAMP, "2025-09-01"))
    assert store.first_step() == "2025-08-03"
    store.erase_person("t-1")
    assert store.first_step() == "2025-09-01"
