"""Measures the engine's speed on a made-up stock, beside plain scikit-learn on the same data in the same run."""

from __future__ import annotations

import platform
import resource
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from scipy.sparse import csr_matrix as Csr
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.neighbors import NearestNeighbors

from matcher import jobs
from matcher.benchstock import Sample, make_names, make_people, make_vacancies
from matcher.bridge import Bridge
from matcher.geo import Places
from matcher.index import Index, Read, person_features, vacancy_features
from matcher.models import Jobseeker, Vacancy
from matcher.profile import Reader
from matcher.ranking import Ranker, Wish
from matcher.skilltext import LONGEST, SkillFinder
from matcher.stock import Stock, extract_all, read_vacancies

T = TypeVar("T")
NAMES, TEXTS, NEAREST_PEOPLE, TOP = 24_000, 10_000, 50, 200
ON = date(2026, 11, 1)


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing measured: how many, the amount in all (seconds or MB), the target, and plain scikit-learn's amount.

    `unit` is "s", "ms each" or "MB"; `target` is in that unit, `plain` in seconds for as many.
    """

    name: str
    count: int
    amount: float
    target: float | None = None
    unit: str = "s"
    plain: Mapping[str, float] = field(default_factory=dict)

    @property
    def figure(self) -> float:
        """The amount in the unit."""
        return self._in_unit(self.amount)

    def _in_unit(self, amount: float) -> float:
        return 1000 * amount / max(1, self.count) if self.unit == "ms each" else amount

    def as_dict(self) -> dict[str, Any]:
        """The measure as JSON types."""
        return {
            "name": self.name,
            "count": self.count,
            "figure": round(self.figure, 4),
            "unit": self.unit,
            "target": self.target,
            "reached": None if self.target is None else self.figure <= self.target,
            "plain": {name: round(self._in_unit(seconds), 4) for name, seconds in self.plain.items()},
        }


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What the work gives, and the seconds it took."""
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


@dataclass(frozen=True)
class Bench:
    """The data of one run, made when it is first needed."""

    vacancies: int = 100_000
    people: int = 1_000
    seed: int = 1
    workers: int = 2

    @cached_property
    def bridge(self) -> Bridge:
        """The bridge, its linkers built: that happens once per run of the product, not per name."""
        bridge = Bridge.load()
        bridge.linker("occupation")
        return bridge

    @cached_property
    def finder(self) -> SkillFinder:
        """The finder of skills in German text."""
        return SkillFinder.of("de", self.bridge.skills)

    @cached_property
    def stock(self) -> list[Vacancy]:
        """The vacancies."""
        return list(make_vacancies(Sample.shipped(), self.vacancies, self.seed))

    @cached_property
    def reads(self) -> tuple[list[Read], float]:
        """The vacancies understood, and how long that took."""
        vacancies, bridge = self.stock, self.bridge
        return timed(lambda: read_vacancies(vacancies, bridge, jobs.german_levels(), self.workers))

    @cached_property
    def index(self) -> tuple[Index, float]:
        """The index over all vacancies, and how long that took."""
        reads, bridge = self.reads[0], self.bridge
        return timed(lambda: Index.fit([r.vacancy.ref for r in reads], (vacancy_features(r, bridge) for r in reads)))

    @cached_property
    def jobseekers(self) -> list[Jobseeker]:
        """The people."""
        return make_people(self.reads[0], self.bridge, self.people, self.seed)

    @cached_property
    def queries(self) -> Csr:
        """The people as rows in the index's space."""
        reader, index = Reader.of(self.bridge), self.index[0]
        return index.vectors([person_features(reader.read(p, ON), self.bridge) for p in self.jobseekers])


def bench_linking(bench: Bench) -> list[Measure]:
    """Dutch occupation names to concepts, beside nearest labels by character TF-IDF."""
    names, linker = make_names(bench.bridge, NAMES, bench.seed), bench.bridge.linker("occupation")
    labels = [label for c in bench.bridge.lexicon.occupations for label in c.nl]
    _, ours = timed(lambda: linker.dutch_concepts(names))
    _, plain = timed(lambda: _nearest_labels(labels, names))
    return [Measure("link occupation names", len(names), ours, 60, plain={"NearestNeighbors": plain})]


def _nearest_labels(labels: Sequence[str], names: Sequence[str]) -> np.ndarray:
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, dtype=np.float32).fit(labels)
    nearest = NearestNeighbors(n_neighbors=min(12, len(labels)), metric="cosine", algorithm="brute")
    found: np.ndarray = nearest.fit(vectors.transform(labels)).kneighbors(
        vectors.transform(names), return_distance=False
    )
    return found


def bench_extraction(bench: Bench) -> list[Measure]:
    """What advertisements ask for, beside counting the same phrases only."""
    texts = list(make_vacancies(Sample.shipped(), min(TEXTS, bench.vacancies), bench.seed + 1))
    _, ours = timed(lambda: extract_all([(v, None, None) for v in texts], bench.finder, bench.workers))
    phrases = sorted({label.lower() for c in bench.bridge.skills for label in c.de})
    counter = CountVectorizer(vocabulary=phrases, ngram_range=(1, LONGEST))
    _, plain = timed(lambda: counter.transform([v.description or "" for v in texts]))
    return [
        Measure(
            f"extract advertisements ({bench.workers} processes)",
            len(texts),
            ours,
            60,
            plain={"CountVectorizer": plain},
        )
    ]


def bench_retrieval(bench: Bench) -> list[Measure]:
    """The best vacancies of each person, beside the plain sparse product and scikit-learn's brute force."""
    index, queries = bench.index[0], bench.queries
    index.top(queries[:20], TOP, threads=bench.workers)
    _, ours = timed(lambda: index.top(queries, TOP, threads=bench.workers))
    some = min(NEAREST_PEOPLE, queries.shape[0])
    scale = queries.shape[0] / max(1, some)
    _, product = timed(lambda: plain_top(index.rows, queries[:some], TOP))
    nearest = NearestNeighbors(n_neighbors=min(TOP, len(index.refs)), metric="cosine", algorithm="brute").fit(
        index.rows
    )
    _, brute = timed(lambda: nearest.kneighbors(queries[:some]))
    return [
        Measure("understand vacancies", bench.vacancies, bench.reads[1]),
        Measure("build the index", bench.vacancies, bench.index[1]),
        Measure("size of the index", bench.vacancies, sum(map(size_mb, (index.rows, index.columns))), unit="MB"),
        Measure(
            f"retrieve top {TOP} ({bench.workers} threads)", queries.shape[0], ours, 1.5, "ms each",
            plain={"sparse product": product * scale, "NearestNeighbors": brute * scale},
        ),
    ]  # fmt: skip


def size_mb(matrix: Csr) -> float:
    """What the arrays of a sparse matrix take, in MB."""
    return float(matrix.data.nbytes + matrix.indices.nbytes + matrix.indptr.nbytes) / 1e6


def plain_top(rows: Csr, queries: Csr, k: int) -> list[np.ndarray]:
    """The slow obvious way: every cosine of every query, sorted."""
    cosines = Csr(queries @ rows.T).toarray()
    return [np.argsort(-row, kind="stable")[:k] for row in cosines]


def bench_scoring(bench: Bench) -> list[Measure]:
    """The whole ranking of a person with factors, gaps and groups of the same job."""
    places, bridge = Places.load(), bench.bridge
    stock = Stock.from_reads(bench.reads[0], bench.index[0], places, bridge)
    ranker = Ranker(bridge, Reader.of(bridge), places, stock, jobs.default_weights(), ON)
    ranker.rank(bench.jobseekers[0])
    _, ours = timed(lambda: _rank_all(ranker, bench.jobseekers))
    return [Measure("rank with all factors", len(bench.jobseekers), ours, 30, "ms each")]


def _rank_all(ranker: Ranker, people: Sequence[Jobseeker]) -> int:
    """As the matching does it."""
    with jobs.settled_memory():
        return sum(len(ranking.matches) for ranking in ranker.rank_all(map(Wish, people)))


def bench_memory(bench: Bench) -> list[Measure]:
    """The most memory this process has used so far, in MB."""
    del bench
    return [
        Measure(
            "most memory, scikit-learn's included",
            1,
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            unit="MB",
        )
    ]


MEASURES: Mapping[str, Callable[[Bench], list[Measure]]] = {
    "linking": bench_linking,
    "extraction": bench_extraction,
    "retrieval": bench_retrieval,
    "scoring": bench_scoring,
    "memory": bench_memory,
}


def run(bench: Bench, only: Sequence[str] = ()) -> list[Measure]:
    """Measure everything, or only these, in a fixed order."""
    return [measure for name, work in MEASURES.items() if not only or name in only for measure in work(bench)]


def as_json(bench: Bench, measures: Sequence[Measure]) -> dict[str, Any]:
    """The run as JSON types."""
    return {
        "vacancies": bench.vacancies,
        "people": bench.people,
        "seed": bench.seed,
        "workers": bench.workers,
        "python": platform.python_version(),
        "measures": [m.as_dict() for m in measures],
    }


def as_table(measures: Sequence[Measure]) -> str:
    """The run as a table of plain text."""
    lines = [f"{'measure':40} {'count':>8} {'figure':>10} {'unit':8} {'target':>8}  scikit-learn"]
    for m in (measure.as_dict() for measure in measures):
        plain = ", ".join(f"{name} {value:g}" for name, value in m["plain"].items())
        target = "" if m["target"] is None else f"{m['target']:g}"
        lines.append(f"{m['name']:40} {m['count']:>8} {m['figure']:>10.3f} {m['unit']:8} {target:>8}  {plain}".rstrip())
    return "\n".join(lines)
