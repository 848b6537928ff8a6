"""A weekly run as a whole: what it stores, counts and reports, and what it leaves alone when something is wrong."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from matcher.cli import cli
from matcher.errors import ExitStatus
from matcher.store import Store
from matcher.weekly import listing
from matcher.weekly.plan import Plan
from tests.standins.faults import Fault
from tests.weekly.conftest import LIMITS, Silent, World, adverts, people, stock

DETAIL = "/pc/v4/jobdetails/"


def test_a_run_stores_everything_and_reports_it(world: World) -> None:
    report = world.run(adverts(30))
    assert report.status is ExitStatus.OK
    assert (report.counts["listed"], report.counts["fetched"], report.counts["new"], report.odd) == (30, 30, 30, 0)
    assert report.complete and report.full and report.requests >= 32
    with world.open() as store:
        assert store.count_vacancies() == 30
        kept = store.runs()[0]
    written = json.loads((world.folder / "reports" / f"run-{report.run}.json").read_text())
    assert written == json.loads(json.dumps(report.as_dict())) == kept["report"]
    assert (kept["kind"], kept["status"]) == ("weekly", "ok")
    assert set(written["seconds"]) == {
        "people",
        "list",
        "details",
        "gone",
        "read",
        "match",
        "enrich",
        "notes",
        "publish",
        "digest",
    }
    assert {s["search"]: s["distinct"] for s in written["slices"]}["Deutschland, angebotsart 1"] > 0


def test_the_next_run_fetches_only_what_is_new_or_changed_and_finds_what_is_gone(world: World) -> None:
    bodies = adverts(30)
    world.run(bodies)
    bodies[0] |= {"stellenangebotsTitel": "Etwas anderes", "aenderungsdatum": "2026-11-20T08:00:00"}
    report = world.run([*bodies[:28], *adverts(3, skip=30)])
    counts = report.counts
    assert (counts["fetched"], counts["new"], counts["changed"], counts["gone"], counts["unchanged"]) == (
        4,
        3,
        1,
        2,
        27,
    )
    with world.open() as store:
        assert store.count_vacancies() == 31
        changed = store.vacancy(bodies[0]["referenznummer"])
        assert changed and changed.title == "Etwas anderes"


def test_an_increment_lists_what_is_new_and_takes_nothing_away(world: World) -> None:
    old, new = adverts(20), adverts(2, skip=20)
    for body in old:
        body["veroeffentlichungszeitraum"] = {"von": "2026-09-01"}
    for body in new:
        body["veroeffentlichungszeitraum"] = {"von": "2026-11-23"}
    world.run(old)
    report = world.run([*old[:15], *new], days=7)
    assert (report.counts["listed"], report.counts["new"], report.counts["gone"]) == (2, 2, 0)
    assert not report.complete
    with world.open() as store:
        assert store.count_vacancies() == 22


def test_only_the_coded_404_means_gone(world: World) -> None:
    bodies = adverts(12)
    world.run(bodies)
    for body in bodies[:2]:
        body["aenderungsdatum"] = "2026-11-20T08:00:00"
    gone = bodies[0]["referenznummer"]
    failing = Fault("status", DETAIL, status=404, times=1)
    report = world.run(bodies, [failing], gone=[gone])
    with world.open() as store:
        assert {ref for ref, (_, _, is_gone, _) in stock(store).items() if is_gone} == {gone}
    assert report.counts["gone"] == 1


def test_after_an_incomplete_sweep_only_what_the_service_confirms_is_gone(world: World) -> None:
    jobs = [b for b in adverts(60) if b["stellenangebotsart"] == "ARBEIT"][:20]
    apprenticeships = [b for b in adverts(600) if b["stellenangebotsart"] == "AUSBILDUNG"][:2]
    world.run([*jobs, *apprenticeships])
    failing = Fault("status", "/pc/v6/jobs", skip=1, times=1, status=400)
    report = world.run([*jobs[1:], *apprenticeships], [failing])
    assert not report.complete and report.counts["gone"] == 1
    with world.open() as store:
        assert {r for r, (_, _, gone, _) in stock(store).items() if gone} == {jobs[0]["referenznummer"]}
    assert any("only what the service confirms" in sentence for sentence in report.warnings)


def test_whether_something_is_gone_is_asked_again_when_the_answer_is_of_no_use(world: World) -> None:
    jobs = [b for b in adverts(60) if b["stellenangebotsart"] == "ARBEIT"][:20]
    apprenticeships = [b for b in adverts(600) if b["stellenangebotsart"] == "AUSBILDUNG"][:2]
    world.run([*jobs, *apprenticeships])
    incomplete = Fault("status", "/pc/v6/jobs", skip=1, times=1, status=400)
    without_code = Fault("status", DETAIL, times=1, status=404)
    report = world.run([*jobs[1:], *apprenticeships], [incomplete, without_code])
    with world.open() as store:
        assert {r for r, (_, _, gone, _) in stock(store).items() if gone} == {jobs[0]["referenznummer"]}
    assert report.counts["gone"] == 1


def test_a_search_that_failed_does_not_set_off_a_question_about_every_advertisement(world: World) -> None:
    jobs = [b for b in adverts(60) if b["stellenangebotsart"] == "ARBEIT"][:10]
    apprenticeships = [b for b in adverts(600) if b["stellenangebotsart"] == "AUSBILDUNG"][:8]
    world.run([*jobs, *apprenticeships])
    failing = Fault("status", "/pc/v6/jobs", skip=1, times=1, status=400)
    report = world.run([*jobs, *apprenticeships], [failing])
    assert report.requests == 2 and report.counts.get("gone", 0) == 0
    assert any("8 advertisements were not listed, too many" in sentence for sentence in report.warnings)


def test_a_detail_that_never_comes_keeps_the_known_text_and_is_asked_for_again(world: World) -> None:
    bodies = adverts(6)
    world.run(bodies)
    ref = bodies[0]["referenznummer"]
    with world.open() as store:
        before = store.vacancy(ref)
    bodies[0]["aenderungsdatum"] = "2026-11-20T08:00:00"
    report = world.run(bodies, [Fault("status", DETAIL, status=500, times=None)])
    assert report.status is ExitStatus.WARNINGS
    assert report.counts["without_detail"] == 1
    with world.open() as store:
        after = store.vacancy(ref)
    assert before and after and after.description == before.description and after.modified != before.modified
    assert world.run(bodies).counts["fetched"] == 1


def test_the_budget_of_requests_leaves_the_rest_for_the_next_run(world: World) -> None:
    bodies = adverts(30)
    report = world.run(bodies, limits=LIMITS.__class__(pause=0, requests=15))
    assert report.status is ExitStatus.WARNINGS
    assert any("requests of one run are spent" in sentence for sentence in report.warnings)
    with world.open() as store:
        assert store.count_vacancies() == 30
    left = report.counts["without_detail"]
    assert 0 < left < 30 and world.run(bodies).counts["fetched"] == left


def test_what_a_killed_run_has_asked_counts_in_the_budget_of_its_continuation(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """What a signal does: nothing of the run is executed any more."""

    def kill(watching: Silent, done: int = 1) -> None:
        if done == world.plan.batch:
            raise Killed

    budget = replace(LIMITS, requests=15)
    with monkeypatch.context() as killed, pytest.raises(Killed):
        killed.setattr(Silent, "step", kill)
        world.run(adverts(30), limits=budget)
    again = world.run(adverts(30), limits=budget)
    assert (again.continued, again.requests) == (1, 15)
    assert 7 <= again.counts["fetched"] <= 13, "two searches took at least one request each"
    assert any("requests of one run are spent" in sentence for sentence in again.warnings)


def test_a_moved_route_fails_and_leaves_the_old_stock(world: World) -> None:
    world.run(adverts(10))
    with world.open() as store:
        before = stock(store)
    report = world.run(adverts(5, skip=10), [Fault("status", "/pc/v6/jobs", status=403, times=None)])
    assert report.status is ExitStatus.FAILED
    assert "moved" in report.problem
    with world.open() as store:
        assert stock(store) == before
        assert store.runs()[0]["status"] == "failed"


def test_far_fewer_advertisements_than_last_time_are_not_believed(world: World) -> None:
    world.run(adverts(60))
    report = world.run(adverts(6))
    assert report.status is ExitStatus.FAILED and report.problem
    with world.open() as store:
        assert store.count_vacancies() == 60


def test_details_that_have_lost_their_text_overwrite_nothing(world: World) -> None:
    bodies = adverts(60)
    world.run(bodies)
    with world.open() as store:
        before = stock(store)
    for body in bodies:
        body["aenderungsdatum"] = "2026-11-20T08:00:00"
        body["beschreibung"] = body.pop("stellenangebotsBeschreibung", "")
    report = world.run(bodies, batch=100)
    assert report.status is ExitStatus.FAILED
    assert "stellenangebotsBeschreibung (60)" in report.problem
    with world.open() as store:
        assert stock(store) == before


def test_readers_see_all_new_matches_at_the_same_moment(world: World) -> None:
    (world.folder / "in").mkdir()
    (world.folder / "in" / "people.json").write_text(people("a", "b", "c"), encoding="utf-8")
    inbox = world.folder / "in"
    first, second = adverts(150), adverts(150, skip=150)
    world.run(first, inbox=inbox)
    seen: list[dict[str, list[str]]] = []

    def look() -> None:
        with world.open() as reader:
            seen.append(_shown(reader))

    stages = dict.fromkeys(("people", "list", "details", "gone", "read", "match", "notes", "publish"), look)
    report = world.run([*first[:100], *second], inbox=inbox, at=stages)
    look()
    assert seen[0] and len(seen) == 9
    assert all(shown == seen[0] for shown in seen[:8])
    assert seen[8] != seen[0]
    assert report.counts["people"] == 3
    assert report.new_matches[""] == sum(len(set(seen[8][k]) - set(seen[0][k])) for k in seen[8])


def _shown(store: Store) -> dict[str, list[str]]:
    return {p.key: [m.vacancy for m in store.matches(p.key)] for p in store.jobseekers()}


@pytest.mark.parametrize(("stage", "kept"), [("match", False), ("notes", True)])
def test_a_match_made_by_hand_meanwhile_is_not_overwritten_by_an_older_one(
    world: World, stage: str, kept: bool
) -> None:
    inbox = world.folder / "in"
    inbox.mkdir()
    (inbox / "people.json").write_text(people("a", "b"), encoding="utf-8")
    world.run(adverts(100), inbox=inbox)

    def by_hand() -> None:
        with world.open() as store:
            store.publish_matches(store.start_run("match", world.now()), "vum-a", [], {})

    world.run(adverts(120), inbox=inbox, at={stage: by_hand})
    with world.open() as store:
        assert (store.matches("vum-a") == []) is kept
        assert store.matches("vum-b")


def test_an_unfinished_run_is_continued_only_when_it_is_recent_and_the_same(world: World) -> None:
    class Killed(BaseException):
        """What a signal does: nothing of the run is executed any more."""

    def kill() -> None:
        raise Killed

    bodies = adverts(20)
    with pytest.raises(Killed):
        world.run(bodies, at={"gone": kill})
    again = world.run(bodies)
    assert (again.run, again.continued, again.counts["new"], again.counts["fetched"]) == (1, 1, 20, 20)
    with pytest.raises(Killed):
        world.run(bodies, at={"gone": kill})
    world.hours = 49
    late = world.run(bodies)
    assert (late.run, late.continued) == (3, 0)
    with world.open() as store:
        assert "broken off" in store.runs()[1]["report"]["problem"]


def test_the_work_list_of_a_finished_run_is_not_kept(world: World) -> None:
    world.run(adverts(10))
    with world.open() as store:
        assert store.db.execute("select (select count(*) from listed) + (select count(*) from staged)").fetchone() == (
            0,
        )


def test_the_list_of_runs_tells_problems_and_warnings(world: World) -> None:
    world.run(adverts(3), inbox=world.folder / "nowhere")
    world.run(adverts(3), [Fault("status", "/pc/v6/jobs", status=403, times=None)])
    listed = CliRunner().invoke(cli, ["--database", str(world.database), "runs"]).stdout
    assert "weekly             failed" in listed and "weekly             warnings" in listed
    assert "moved" in listed and "the folder for files of jobseekers (nowhere) does not exist" in listed


SWEEPS = {
    "everything found": ({"reconciled": True, "announced": 10, "distinct": 10}, True),
    "a few in no part of a country": ({"reconciled": False, "announced": 89_078, "distinct": 88_990}, True),
    "a part is missing": ({"reconciled": False, "announced": 1_000, "distinct": 900}, False),
    "the search failed": ({"reconciled": False, "announced": 0, "distinct": 0}, False),
}


@pytest.mark.parametrize(("outcome", "covered"), SWEEPS.values(), ids=SWEEPS.keys())
def test_a_sweep_counts_as_one_of_the_whole_stock_when_nearly_all_was_found(
    outcome: dict[str, object], covered: bool
) -> None:
    assert listing._covers(outcome) is covered


def test_only_a_sweep_of_the_whole_stock_lets_the_next_run_ask_for_what_is_new(world: World) -> None:
    jobs = [b for b in adverts(60) if b["stellenangebotsart"] == "ARBEIT"][:10]
    world.run(jobs, [Fault("status", "/pc/v6/jobs", skip=1, times=1, status=400)])
    with world.open() as store:
        assert store.last_weekly(world.plan.scope)[1] is None
    world.run(jobs)
    with world.open() as store:
        assert store.last_weekly(world.plan.scope)[1] is not None
        assert store.last_weekly(Plan(("Niedersachsen",)).scope) == (None, None), "other areas were not listed yet"


def test_what_lies_outside_the_areas_of_today_is_asked_about_once_it_was_not_seen_for_two_weeks(world: World) -> None:
    bodies = adverts(4)
    old = [str(b["referenznummer"]) for b in bodies[:2]]
    world.run(bodies)
    with world.open() as store:
        store.db.execute("update vacancies set scope = 'areas of before' where ref in (?, ?)", old)
        store.db.conn.commit()
    world.hours = 10 * 24
    assert world.run(bodies[2:], gone=old[:1]).counts["gone"] == 0
    world.hours = 16 * 24
    assert world.run(bodies[1:], gone=old[:1]).counts["gone"] == 1
    with world.open() as store:
        assert store.count_vacancies() == 3
