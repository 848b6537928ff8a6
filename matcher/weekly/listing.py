"""The stage that lists: every advertisement of every search, and whether the counts can be believed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from matcher.data import read_csv
from matcher.errors import SourceError
from matcher.models import Rejected
from matcher.sources.drift import Watch
from matcher.sources.gazetteer import Gazetteer
from matcher.sources.guards import Verdict, check_counts, expected_for
from matcher.sources.slices import Query, queries_for, write_area
from matcher.sources.sweep import ListedItem, SliceReport, sweep
from matcher.weekly.work import Work, chunks

BATCH = 1_000
# Share of the announced advertisements with which a sweep counts as one of the whole stock.
NEARLY = 0.99


def list_all(work: Work) -> None:
    """List every search that has no outcome yet, then check the counts. Raises SourceError; nothing is changed then."""
    done = work.store.swept(work.run)
    queries = [query for query in _queries(work) if str(query) not in done]
    known, watch = work.store.known_details(), Watch("item")
    work.outside.progress.expect(len(queries))
    places = Gazetteer.of(read_csv("places", "postcodes.csv"))
    with work.service() as service:
        for query in queries:
            _list_one(work, query, sweep(service, [query], places, known), watch)
            work.outside.progress.step()
    if watch.drift():
        work.report.warn(str(watch.drift()))
    _judge(work)


def _queries(work: Work) -> tuple[Query, ...]:
    return queries_for(work.plan.searches, work.plan.kinds, work.plan.days)


def _list_one(work: Work, query: Query, found: Iterable[ListedItem | Rejected | SliceReport], watch: Watch) -> None:
    reports: list[SliceReport] = []
    for part in chunks(found, BATCH):
        reports += (x for x in part if isinstance(x, SliceReport))
        items = [x for x in part if isinstance(x, ListedItem)]
        for item in items:
            watch.see(item.body)
        with work.store.transaction():
            work.store.put_listed(work.run, ((x.ref, x.modified, x.body if x.detail_due else None) for x in items))
            work.store.keep_odd(work.run, work.report.kind, (x for x in part if isinstance(x, Rejected)))
            work.save("list")
    with work.store.transaction():
        work.store.put_swept(work.run, str(query), _outcome(query, reports))
        work.save("list")


def _outcome(query: Query, reports: Sequence[SliceReport]) -> dict[str, Any]:
    """How a search went, in JSON types; the parts that could not be reconciled by name."""
    root = next((r for r in reports if r.root), None)
    return {
        "search": str(query),
        "kind": query.kind,
        "full": query.days is None,
        "announced": root.announced if root else 0,
        "distinct": root.distinct if root else 0,
        "reconciled": bool(root and root.reconciled),
        "problem": root.problem if root else "the search gave no report",
        "slices": len(reports),
        "cut": root.cut if root else "",
        "not_reconciled": [f"{r.query}: {r.problem}" for r in reports if not r.reconciled and not r.root],
    }


def _covers(outcome: Mapping[str, Any]) -> bool:
    """Whether a search found (nearly) all it announced; a country has a few advertisements that no part lists."""
    return bool(outcome["reconciled"] or outcome["distinct"] >= NEARLY * outcome["announced"] > 0)


def _judge(work: Work) -> None:
    """Sum up the searches, and stop the run when far less was listed than should be there."""
    outcomes = list(work.store.swept(work.run).values())
    report = work.report
    report.slices = outcomes
    report.complete = work.plan.days is None and all(o["reconciled"] for o in outcomes)
    report.covered = work.plan.days is None and all(_covers(o) for o in outcomes)
    fates = work.store.count_fates(work.run)
    report.counts["listed"] = sum(fates.values())
    report.counts["unchanged"] = fates.get("unchanged", 0)
    report.odd = work.store.count_odd(work.run)
    if not report.counts["listed"] and (problem := next((o["problem"] for o in outcomes if o["problem"]), "")):
        raise SourceError(f"nothing could be listed, the old vacancies stay: {problem}")
    for sentence in _problems(outcomes):
        report.warn(sentence)
    if work.plan.days is None:
        _check_counts(work)


def _problems(outcomes: Sequence[dict[str, Any]]) -> Iterator[str]:
    for outcome in outcomes:
        if not outcome["reconciled"]:
            found, announced = outcome["distinct"], outcome["announced"]
            why = outcome["problem"] or f"{found} of {announced} advertisements were found"
            yield f"not reconciled: {outcome['search']}: {why}; only what the service confirms counts as withdrawn"


def _check_counts(work: Work) -> None:
    before = work.store.last_good_counts()
    outcomes = work.store.swept(work.run)
    for query in _queries(work):
        name, area, kind = str(query), write_area(query.area), int(query.kind or 0)
        expected = expected_for(work.plan.expected, area, kind, before.get(name))
        check = check_counts(expected, outcomes[name]["distinct"])
        if check.verdict is Verdict.FATAL:
            raise SourceError(
                f"the old vacancies stay: {check.sentence}; where that is right, WERKBRUG_EXPECTED names your own counts"
            )
        if check.verdict is Verdict.WARNING:
            work.report.warn(check.sentence if expected else f"{name}: {check.sentence}")
