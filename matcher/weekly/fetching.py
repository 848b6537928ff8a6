"""The stages that fetch and store: details batch by batch, then what is gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from matcher.errors import InputError, SourceError
from matcher.jobs import count_odd, with_known_text
from matcher.models import Rejected, Vacancy
from matcher.sources.details import Fetched, Gone, Outcome, details
from matcher.sources.drift import Watch
from matcher.sources.jobsuche import parse
from matcher.sources.jobsuche_http import BudgetSpentError
from matcher.weekly.work import Work, chunks

# Without these an advertisement says nothing; what else is missing is an alarm, but costs no text that is known.
ESSENTIAL = frozenset({"stellenangebotsTitel", "stellenangebotsBeschreibung"})
# Of what was listed; more absent ones than this are not asked about one by one.
MOST_ABSENT = 0.2
# What other areas listed is asked about when it was not seen for so long, so many in one run.
STRAY_AFTER, MOST_STRAYS = timedelta(days=14), 500
Item = tuple[str | None, dict[str, Any]]


@dataclass
class Batch:
    """What a batch of outcomes comes to: vacancies with their raw record and date of change, and every fate."""

    vacancies: list[tuple[Vacancy, Mapping[str, Any]]] = field(default_factory=list)
    detailed: dict[str, str | None] = field(default_factory=dict)
    fates: dict[str, str] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)

    def with_fate(self, fate: str) -> list[str]:
        """The references with this fate."""
        return [ref for ref, found in self.fates.items() if found == fate]


def fetch_details(work: Work) -> None:
    """Fetch what is still to fetch, failed ones once more at the end; then store what stays without a detail.

    Raises SourceMovedError, and SourceError when details keep failing in a row.
    """
    watch = Watch("detail")
    with work.service() as service:
        while refs := _still_to_do(work):
            work.outside.progress.expect(len(refs))
            for part in chunks(_within_budget(work, details(service, refs)), work.plan.batch):
                _store(work, part, watch)
                work.outside.progress.step(len(part))
    if watch.drift():
        work.report.warn(str(watch.drift()))
    _keep_the_rest(work)


def _still_to_do(work: Work) -> list[str]:
    """References to fetch; none when the budget of requests is spent."""
    if work.report.spent:
        return []
    work.store.try_again(work.run, work.plan.rounds)
    return work.store.todo(work.run)


def _within_budget(work: Work, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    try:
        yield from outcomes
    except BudgetSpentError:
        work.report.spent = True


def _store(work: Work, outcomes: Sequence[Outcome], watch: Watch) -> None:
    """Store a batch with its traces, all or nothing."""
    items = work.store.listed_items(work.run, [o.ref for o in outcomes])
    batch = Batch()
    for outcome in outcomes:
        if isinstance(outcome, Fetched):
            watch.see(outcome.body)
        _sort(batch, outcome, items[outcome.ref])
    _check_shape(watch)
    with work.store.transaction() as store:
        report, at = work.report, work.outside.now()
        report.add(store.put_vacancies(batch.vacancies, at))
        store.note_details(work.plan.scope, batch.detailed)
        report.add({"fetched": len(batch.with_fate("fetched")), "gone": store.mark_gone(batch.with_fate("gone"), at)})
        store.set_fates(work.run, batch.fates)
        store.keep_odd(work.run, report.kind, batch.rejected)
        report.odd += len(batch.rejected)
        report.add_odd_fields(count_odd(odd for v, _ in batch.vacancies for odd in v.odd))
        work.save("details")


def _check_shape(watch: Watch) -> None:
    drift = watch.drift()
    if ESSENTIAL & set(drift.vanished):
        raise SourceError(f"the shape of the answers has changed, the old vacancies stay: {drift}")


def _sort(batch: Batch, outcome: Outcome, listed: Item) -> None:
    """Put an outcome where it belongs."""
    modified, item = listed
    if not isinstance(outcome, Fetched):
        batch.fates[outcome.ref] = "gone" if isinstance(outcome, Gone) else "failed"
        return
    raw = {"item": item, "detail": outcome.body}
    try:
        vacancy = parse(raw, f"jobsuche {outcome.ref}")
    except InputError as error:
        batch.fates[outcome.ref] = "odd"
        batch.rejected.append(Rejected(error.where, error.field, error.expected))
        return
    batch.fates[outcome.ref] = "fetched"
    batch.vacancies.append((vacancy, raw))
    batch.detailed[vacancy.ref] = modified


def _keep_the_rest(work: Work) -> None:
    """Store advertisements whose detail could not be had as the search lists them; a text that is known stays.

    Their detail is due again in the next run.
    """
    for part in chunks(work.store.without_details(work.run), work.plan.batch):
        _keep(work, part)
    without = work.report.counts["without_detail"] = work.store.count_fates(work.run).get("kept", 0)
    if without:
        why = "the requests of one run are spent" if work.report.spent else "some details could not be had"
        work.report.warn(f"{why}: {without} advertisements stand as the search lists them until the next run")


def _keep(work: Work, refs: Sequence[str]) -> None:
    batch = Batch()
    for ref, (_, item) in work.store.listed_items(work.run, refs).items():
        try:
            vacancy = parse(item, f"jobsuche {ref}")
        except InputError as error:
            batch.rejected.append(Rejected(error.where, error.field, error.expected))
            continue
        known = work.store.raw_vacancy(vacancy.ref) or {}
        batch.vacancies.append((vacancy, {**known, "item": item}))
    with work.store.transaction() as store:
        whole = with_known_text(store, [v for v, _ in batch.vacancies])
        raws = [raw for _, raw in batch.vacancies]
        work.report.add(store.put_vacancies(list(zip(whole, raws, strict=True)), work.outside.now()))
        store.note_details(work.plan.scope, {v.ref: None for v, _ in batch.vacancies})
        store.set_fates(work.run, dict.fromkeys(refs, "kept"))
        store.keep_odd(work.run, work.report.kind, batch.rejected)
        work.report.odd += len(batch.rejected)
        work.save("details")


def mark_gone(work: Work) -> None:
    """Note which advertisements are still there, and after a full sweep which are not.

    When the sweep was not complete, absence proves nothing, and the service is asked about each that is absent.
    """
    if work.report.full and not work.report.complete and not work.report.spent:
        _ask_about_absent(work)
    if work.report.full and not work.report.spent:
        _ask_about_strays(work)
    with work.store.transaction() as store:
        store.see_unchanged(work.run, work.plan.scope, work.outside.now())
        if work.report.complete:
            work.report.add({"gone": store.mark_absent(work.run, work.plan.scope, work.outside.now())})
        work.save("read")


def _ask_about_absent(work: Work) -> None:
    """Mark as gone what the service says is gone; too many absent ones are the fault of a search, and stay."""
    absent = work.store.absent(work.run, work.plan.scope)
    if len(absent) > MOST_ABSENT * work.report.counts["listed"]:
        work.report.warn(f"{len(absent)} advertisements were not listed, too many to ask about one by one; they stay")
        return
    _ask(work, absent)


def _ask_about_strays(work: Work) -> None:
    """Ask about what other areas listed, which nobody lists any more: absence says nothing of it."""
    before = (datetime.fromisoformat(work.outside.now()) - STRAY_AFTER).isoformat()
    _ask(work, work.store.strays(work.plan.scope, before, MOST_STRAYS))


def _ask(work: Work, refs: Sequence[str]) -> None:
    """Ask about advertisements one by one, and again where the answer was of no use; gone is what is said to be gone."""
    left = list(refs)
    try:
        for _ in range(work.plan.rounds):
            left = _ask_once(work, left) if left else []
    except SourceError as error:
        work.report.warn(f"what is gone could not be asked, it stays until the next run: {error}")


def _ask_once(work: Work, refs: Sequence[str]) -> list[str]:
    """Mark what is gone; the references without a useful answer."""
    unclear: list[str] = []
    with work.service() as service:
        for part in chunks(_within_budget(work, details(service, refs)), work.plan.batch):
            unclear += (o.ref for o in part if not isinstance(o, Gone | Fetched))
            with work.store.transaction() as store:
                at = work.outside.now()
                work.report.add({"gone": store.mark_gone([o.ref for o in part if isinstance(o, Gone)], at)})
                store.see_again([o.ref for o in part if isinstance(o, Fetched)], at)
                work.save("gone")
    return unclear
