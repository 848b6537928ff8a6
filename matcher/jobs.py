"""The jobs an administrator runs: import vacancies, import jobseekers, match. Each returns a RunReport."""

from __future__ import annotations

import gc
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from matcher import readings
from matcher.bridge import Concept
from matcher.bridge.codes import unit_group
from matcher.bridge.official import load_folder
from matcher.data import read_toml
from matcher.errors import ExitStatus, InputError, MatcherError
from matcher.facts import with_facts
from matcher.geo import Places
from matcher.models import Jobseeker, Rejected, Vacancy
from matcher.preferences import weights_for
from matcher.profile import Reader, german_levels
from matcher.ranking import Ranker, Ranking, Wish
from matcher.sectors import sector_of
from matcher.sources import jobsuche
from matcher.sources.base import Profile, RawRecord
from matcher.store import Store, now

# So many of the vacancies outside a person's own limits are shown.
MOST_OUTSIDE = 25


@dataclass
class RunReport:
    """What a job did: counts, odd fields by name, records kept aside, seconds per stage, and the exit status."""

    kind: str
    run: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    odd_fields: dict[str, int] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    problem: str = ""

    @property
    def status(self) -> ExitStatus:
        """Fine, fine with warnings, or failed."""
        if self.problem:
            return ExitStatus.FAILED
        return ExitStatus.WARNINGS if self.rejected else ExitStatus.OK

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON types; rejected records by place, field and reason, never their content."""
        return {
            "kind": self.kind,
            "run": self.run,
            "status": self.status.name.lower(),
            "counts": self.counts,
            "odd_fields": self.odd_fields,
            "rejected": [{"where": r.where, "field": r.field, "reason": r.reason} for r in self.rejected],
            "seconds": {name: round(s, 2) for name, s in self.seconds.items()},
            "problem": self.problem,
        }

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage."""
        start = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


@contextmanager
def run_of(store: Store, kind: str) -> Iterator[RunReport]:
    """A run with its number; its end is written whatever happens inside."""
    report = RunReport(kind, store.start_run(kind, now()))
    try:
        yield report
    except MatcherError as error:
        report.problem = str(error)
        raise
    except BaseException as error:
        # Ctrl-C and mistakes of ours too: a run that did not come to its end is never a good one.
        report.problem = f"unforeseen: {type(error).__name__}"
        raise
    finally:
        store.keep_odd(report.run, kind, report.rejected)
        store.end_run(report.run, report.status.name.lower(), report.as_dict(), now())


def import_vacancies(store: Store, records: Iterable[RawRecord | Rejected]) -> RunReport:
    """Store every vacancy of a source in one transaction; records that cannot be used are kept aside.

    A reference that comes as search item and as detail becomes one vacancy; an item without detail keeps the
    text that is already stored.
    """
    with run_of(store, "import vacancies") as report:
        with report.stage("fetch and parse"):
            found, raw = _parse_vacancies(records, report)
        with report.stage("store"), store.transaction():
            known = with_known_text(store, found)
            report.counts |= store.put_vacancies(((v, raw[v.ref]) for v in known), now())
        report.odd_fields = count_odd(odd for v in found for odd in v.odd)
    return report


def _parse_vacancies(
    records: Iterable[RawRecord | Rejected], report: RunReport
) -> tuple[list[Vacancy], dict[str, Mapping[str, Any]]]:
    parsed: list[Vacancy] = []
    raw: dict[str, Mapping[str, Any]] = {}
    for record in records:
        if isinstance(record, Rejected):
            report.rejected.append(record)
            continue
        try:
            vacancy = jobsuche.parse(dict(record.body), record.where)
        except InputError as error:
            report.rejected.append(Rejected(error.where, error.field, error.expected))
            continue
        parsed.append(vacancy)
        raw[vacancy.ref] = {**raw.get(vacancy.ref, {}), **record.body}
    report.counts["read"] = len(parsed)
    return list(jobsuche.combine(parsed).values()), raw


def with_known_text(store: Store, found: Sequence[Vacancy]) -> Iterator[Vacancy]:
    """Vacancies of a search, completed with what is known of those without text."""
    for vacancy in found:
        known = store.vacancy(vacancy.ref) if vacancy.description is None else None
        yield jobsuche.merge(known, vacancy) if known and known.description else vacancy


def import_jobseekers(
    store: Store,
    records: Iterable[RawRecord | Rejected],
    parse: Callable[[RawRecord], Profile],
    facts: Mapping[str, Mapping[str, Any]] | None = None,
) -> RunReport:
    """Store every profile of a source in one transaction; `facts` adds, by key, what the format lacks."""
    with run_of(store, "import jobseekers") as report:
        with report.stage("read and parse"):
            profiles = list(_parse_profiles(records, parse, report))
        with report.stage("store"), store.transaction():
            report.counts |= store.put_profiles(profiles, now())
            for profile in profiles:
                for_person = (facts or {}).get(profile.jobseeker.key)
                if for_person:
                    store.put_facts(profile.jobseeker.key, for_person, "import", now())
        report.counts["read"] = len(profiles)
        report.odd_fields = count_odd(odd for p in profiles for odd in p.jobseeker.odd)
    return report


def _parse_profiles(
    records: Iterable[RawRecord | Rejected], parse: Callable[[RawRecord], Profile], report: RunReport
) -> Iterator[Profile]:
    for record in records:
        if isinstance(record, Rejected):
            report.rejected.append(record)
            continue
        try:
            yield parse(record)
        except InputError as error:
            report.rejected.append(Rejected(error.where, error.field, error.expected))


def count_odd(notes: Iterable[str]) -> dict[str, int]:
    """How often each field was odd, most often first; the place in a list does not matter."""
    return dict(Counter(re.sub(r"\[\d+\]", "[]", note.split(":")[0]) for note in notes).most_common())


def reference_concepts(folder: Path) -> tuple[Concept, ...]:
    """Concepts from a folder of official files (ESCO, DKZ, BO&C, KldB–ISCO), for the bridge."""
    return load_folder(folder)


def default_weights() -> dict[str, float]:
    """The shipped points per factor."""
    return {name: float(points) for name, points in read_toml("messages", "weights.toml")["weights"].items()}


def make_ranker(store: Store, today: date, reader: Reader | None = None) -> Ranker:
    """A ranker over all open vacancies of the store; those that are new or changed are read first."""
    reader = reader or Reader.of(readings.bridge_of(store))
    bridge, places = reader.bridge, Places.load()
    readings.update(store, lambda: bridge, os.cpu_count() or 1)
    return Ranker(bridge, reader, places, readings.stock_of(store, bridge, places), default_weights(), today)


@contextmanager
def settled_memory() -> Iterator[None]:
    """Spare the garbage collector the whole stock, which stays until the end: it would walk over it again and again."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def match(store: Store, today: date, keys: Iterable[str] | None = None, ranker: Ranker | None = None) -> RunReport:
    """Match people (all, or these keys) with the whole stock and publish the result person by person."""
    with run_of(store, "match") as report:
        with report.stage("index"):
            if ranker is None:
                ranker = make_ranker(store, today)
        wanted = None if keys is None else set(keys)
        for key in store.waiting():
            if wanted is None or key in wanted:
                store.begin_match(key)
        people = [p for p in store.jobseekers() if wanted is None or p.key in wanted]
        with report.stage("match"), settled_memory():
            made = [_published(store, report.run, *found) for found in rank_people(store, ranker, people)]
        report.counts = {
            "vacancies": len(ranker.stock.reads),
            "people": len(people),
            "people_with_matches": sum(1 for n in made if n),
            "matches": sum(made),
        }
    return report


def match_again(store: Store, ranker: Ranker, key: str) -> int:
    """Match one person at once with a ranker that stands ready; how many matches there are now."""
    with run_of(store, "match") as report:
        store.begin_match(key)
        person = store.jobseeker(key)
        found = rank_people(store, ranker, [person] if person else [])
        made = sum(_published(store, report.run, *one) for one in found)
        report.counts = {"vacancies": len(ranker.stock.reads), "people": 1 if person else 0, "matches": made}
    return made


def _published(store: Store, run: int, key: str, ranking: Ranking) -> int:
    store.publish_matches(run, key, ranking.matches, ranking.removed, ranking.reached)
    return len(ranking.matches)


def wish_of(reader: Reader, person: Jobseeker) -> tuple[str, str | None, str]:
    """The wished occupation (else the last job): its words, and as far as understood its field of work and German name."""
    for found in (*person.occupations, *(job.occupation for job in person.experience)):
        title = reader.title_of(found.title, found.code, found.scheme)
        (meaning,) = reader.meanings([found])
        if title or meaning:
            german = reader.bridge.by_id[max(meaning, key=lambda c: meaning[c])].de[0] if meaning else ""
            return title or "", sector_of(unit_group(meaning, reader.bridge.by_id)), german
    return "", None, ""


def rank_people(store: Store, ranker: Ranker, people: Sequence[Jobseeker]) -> Iterator[tuple[str, Ranking]]:
    """The keys of people with their vacancies; what they wish to work as is noted for the caseload."""
    rankings = ranker.rank_all(_wish(store, ranker, person) for person in people)
    for person, ranking in zip(people, rankings, strict=True):
        store.put_wish(person.key, *wish_of(ranker.reader, person))
        yield person.key, ranking


def _wish(store: Store, ranker: Ranker, person: Jobseeker) -> Wish:
    """A person with what is known beside the profile."""
    facts = store.fact_values(person.key)
    weights = weights_for(ranker.weights, store.weight_wishes(person.key))
    return Wish(with_facts(person, facts), facts.get("wage_wish"), weights)


def look_outside(store: Store, ranker: Ranker, key: str) -> int:
    """Keep the best vacancies that a person's own limits leave out, for the page that asked; how many."""
    person = store.jobseeker(key)
    found = ranker.beyond(_wish(store, ranker, person), MOST_OUTSIDE) if person else ()
    store.put_outside(key, found)
    return len(found)


__all__ = [
    "RunReport", "count_odd", "default_weights", "german_levels", "import_jobseekers", "import_vacancies", "look_outside",
    "make_ranker", "match", "match_again", "rank_people", "reference_concepts", "run_of", "settled_memory",
    "with_known_text",
]  # fmt: skip
