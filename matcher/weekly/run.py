"""Runs the stages one after the other, from where a killed run was; reports however it ends."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cache
from smtplib import SMTPException

from matcher import readings
from matcher.errors import MatcherError, StoreError
from matcher.store import Store
from matcher.store.weekly import OpenRun
from matcher.weekly import digests, enriching, fetching, listing, matching, people
from matcher.weekly.plan import Plan
from matcher.weekly.report import SHOWN_ODD, WeeklyReport
from matcher.weekly.sending import write_report
from matcher.weekly.work import Outside, Work

Stage = Callable[[Work], None]

# Each stage can be done again without harm when it was cut off; the ones after the last writing one are quick.
STAGES: Mapping[str, Stage] = {
    "people": people.read_inbox,
    "list": listing.list_all,
    "details": fetching.fetch_details,
    "gone": fetching.mark_gone,
    "read": matching.read_all,
    "match": matching.match_all,
    "enrich": enriching.enrich,
    "notes": matching.check_notes,
    "publish": matching.publish,
    "digest": digests.send_digests,
}
DONE = "report"


def run_weekly(store: Store, plan: Plan, outside: Outside, keep: timedelta = timedelta(hours=48)) -> WeeklyReport:
    """Do, or continue, a weekly run; its report, which also tells of failure.

    Raises only what nobody foresaw, after noting it with the run.
    """
    opened = _open(store, plan, outside, keep)
    report = WeeklyReport.of_state(opened.run, opened.state)
    report.full = plan.days is None
    work = Work(store, opened, plan, report, outside, cache(lambda: readings.bridge_of(store)))
    try:
        with store.guarded():
            _stages(work)
    except MatcherError as error:
        report.problem = str(error)
    except Exception as error:
        report.problem = f"unforeseen: {type(error).__name__}"
        _end(work)
        raise
    _end(work)
    return report


def _open(store: Store, plan: Plan, outside: Outside, keep: timedelta) -> OpenRun:
    """The run that was killed when it would do the same and is not too old, else a new one."""
    at = outside.now()
    found = store.open_weekly()
    if found and found.scope == plan.text and datetime.fromisoformat(at) - found.started <= keep:
        continued = int(found.state.get("continued", 0)) + 1
        state = {**found.state, "continued": continued}
        store.abandon_imports(found.run, at, "broken off with the weekly run, which reads the file again")
        return OpenRun(found.run, found.scope, found.stage, state, found.started)
    with store.transaction():
        store.abandon_weekly(at, "broken off, and too long ago or of another plan to be continued")
        store.tidy_weekly()
        return store.begin_weekly(plan.text, next(iter(STAGES)), at)


def _stages(work: Work) -> None:
    names = [*STAGES, DONE]
    for at, stage in enumerate(names[:-1]):
        if at >= names.index(work.open.stage):
            _one(work, stage, names[at + 1])


def _one(work: Work, stage: str, following: str) -> None:
    start = time.perf_counter()
    work.outside.progress.begin(stage)
    try:
        STAGES[stage](work)
    finally:
        seconds = time.perf_counter() - start
        work.report.seconds[stage] = work.report.seconds.get(stage, 0.0) + seconds
        work.report.stage_memory_mb[stage] = most_memory_mb()
        work.outside.progress.end(stage, seconds=round(seconds, 2), counts=work.report.counts)
    work.save(following)


def _end(work: Work) -> None:
    """Send the report and note the end; when that cannot be done, the report in hand still says so."""
    report, store = work.report, work.store
    report.memory_mb = most_memory_mb()
    try:
        with store.guarded():
            report.odd, report.rejected = store.count_odd(work.run), store.odd_records(work.run)[:SHOWN_ODD]
        _send(work)
        with store.transaction():
            store.end_run(work.run, report.status.name.lower(), report.as_dict(), work.outside.now())
            store.tidy_weekly()
    except StoreError as error:
        report.problem = report.problem or str(error)


def most_memory_mb() -> int:
    """The most memory that this process, or one of those it started, has used so far."""
    used = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(used) // (1024 * 1024 if sys.platform == "darwin" else 1024)


def _send(work: Work) -> None:
    """Mail the report, then write it as a file; what goes wrong there is a warning."""
    report = work.report
    try:
        if work.outside.mailbox:
            work.outside.mailbox.send(report)
    except (OSError, SMTPException) as error:
        report.warn(f"the report could not be mailed ({type(error).__name__}: {error})")
    try:
        write_report(report, work.plan.reports)
    except OSError as error:
        report.warn(f"the report could not be written as a file ({error.strerror})")
