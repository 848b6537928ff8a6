"""What was read from each advertisement is kept in the store; here it is brought up to date and taken out as a Stock.

Only advertisements that are new or changed are read again, and all of them when the way of reading has changed.
"""

from __future__ import annotations

import hashlib
import os
import sys
import threading
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from multiprocessing import get_context, parent_process
from pathlib import Path

from matcher.bridge import Bridge
from matcher.data import shipped
from matcher.errors import NotFoundError
from matcher.geo import Places, Spots
from matcher.index import Meanings, Read, vacancy_features
from matcher.models import Asked, Cefr, Location, Vacancy
from matcher.offers import Offers
from matcher.official import reference_of
from matcher.profile import german_levels
from matcher.related import Occupations
from matcher.serial import from_json
from matcher.skilltext import SkillFinder
from matcher.stock import Stock, places_of, read_vacancies
from matcher.store import Store
from matcher.store.readings import Reading
from matcher.stored_index import stored_index

BLOCK, KEPT, KEPT_TITLES = 250, 1_000, 50_000
# Starting processes that each load the bridge takes seconds; below this number one process is done sooner.
WORTH_SHARING = 3_000
WAYS_OF_READING = (
    "bridge", "extract", "compounds.py", "index.py", "negation.py", "profile.py", "skilltext.py",
    "stock.py", "text.py",
)  # fmt: skip

Progress = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Raw:
    """What a process hands back about one vacancy: the names of its features by line, their values as float32."""

    ref: str
    asked: Asked
    occupations: Mapping[str, float]
    names: str
    values: bytes


@dataclass(frozen=True)
class BlockReader:
    """Reads blocks of advertisements."""

    bridge: Bridge
    levels: Mapping[str, Cefr]
    finder: SkillFinder
    meanings: Meanings = field(default_factory=dict)

    @classmethod
    def of(cls, bridge: Bridge) -> BlockReader:
        """A reader with this bridge."""
        return cls(bridge, german_levels(), SkillFinder.of("de", bridge.skills))

    def read(self, texts: Sequence[str]) -> list[Raw]:
        """What these vacancies (as JSON) ask for, with their features."""
        vacancies = [from_json(text, Vacancy) for text in texts]
        if len(self.meanings) > KEPT_TITLES:
            self.meanings.clear()
        reads = read_vacancies(vacancies, self.bridge, self.levels, finder=self.finder, known=self.meanings)
        return [self._raw(read) for read in reads]

    def _raw(self, read: Read) -> Raw:
        features = vacancy_features(read, self.bridge)
        values = array("f", features.values()).tobytes()
        return Raw(read.vacancy.ref, read.asked, read.occupations, "\n".join(features), values)


def version_of(store: Store) -> str:
    """Names the way of reading: it changes with the code that reads, the lexicon, and the official tables."""
    digest = hashlib.sha256()
    for name in WAYS_OF_READING:
        _add_files(digest.update, files("matcher") / name)
    _add_files(digest.update, shipped("lexicon"))
    for file in store.reference_files():
        digest.update(file.sha256.encode())
    return digest.hexdigest()[:16]


def _add_files(add: Callable[[bytes], object], place: Traversable) -> None:
    if place.is_dir():
        for part in sorted(place.iterdir(), key=lambda p: p.name):
            _add_files(add, part)
    elif place.name.endswith((".py", ".csv")):
        add(place.read_bytes())


def bridge_of(store: Store) -> Bridge:
    """The bridge with the official tables of this store; what takes long to make is kept beside the database."""
    return Bridge.with_reference(reference_of(store), store.path and _kept(store.path, version_of(store)))


def _kept(database: Path, version: str) -> Path:
    """Where the linker of this way of reading is kept."""
    return database.parent / "kept" / f"linker-{version}-{_libraries()}"


@cache
def _libraries() -> str:
    """Names the versions of what a linker is made with."""
    made_with = ("numpy", "scipy", "scikit-learn", "simplemma")
    return hashlib.sha256(repr([sys.version, *map(metadata.version, made_with)]).encode()).hexdigest()[:8]


def update(store: Store, bridge: Callable[[], Bridge], workers: int = 1, progress: Progress = lambda done: None) -> int:
    """Read every open vacancy that is new or changed, block by block in a transaction each; how many.

    Killed halfway, the next call reads the rest. A large number is shared out over `workers` processes.
    """
    version = version_of(store)
    refs = store.unread(version)
    if not refs:
        return 0
    names = _Names(store, store.feature_names())
    for found in _read(store, refs, bridge, workers, version):
        store.put_readings(version, [_packed(raw, names) for raw in found])
        progress(len(found))
    return len(refs)


def _read(
    store: Store, refs: Sequence[str], bridge: Callable[[], Bridge], workers: int, version: str
) -> Iterator[list[Raw]]:
    blocks = (store.vacancies_as_json(refs[at : at + BLOCK]) for at in range(0, len(refs), BLOCK))
    if workers <= 1 or len(refs) < WORTH_SHARING or store.path is None:
        reader = BlockReader.of(bridge())
        yield from map(reader.read, blocks)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_leave_with_parent) as pool:
        if not _kept(store.path, version).exists():
            pool.submit(_get_ready, str(store.path), version).result()
        waiting: deque[Future[list[Raw]]] = deque()
        for block in blocks:
            waiting.append(pool.submit(_read_block, str(store.path), version, block))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _get_ready(database: str, version: str) -> None:
    """Make what the others then find ready; the memory that takes goes with this process, not with the run."""
    _reader(database, version).bridge.linker("occupation")


def _read_block(database: str, version: str, texts: Sequence[str]) -> list[Raw]:
    return _reader(database, version).read(texts)


@lru_cache(maxsize=1)
def _reader(database: str, version: str) -> BlockReader:
    """The reader of a process, made once; `version` is there because the official tables are part of it."""
    del version
    with Store.open(database) as store:
        return BlockReader.of(bridge_of(store))


def _leave_with_parent() -> None:
    """Let a process end when the one that started it was killed: nobody would ever read its answers."""

    def wait() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


class _Names:
    """Numbers of features, those in the store and new ones."""

    def __init__(self, store: Store, known: dict[str, int]) -> None:
        self._store, self._known = store, known

    def numbers(self, names: Sequence[str]) -> array[int]:
        """The number of each name; new names get one in the store."""
        new = [name for name in names if name not in self._known]
        if new:
            self._known |= self._store.add_feature_names(new)
        return array("i", [self._known[name] for name in names])


def _packed(raw: Raw, names: _Names) -> Reading:
    numbers = names.numbers(raw.names.split("\n") if raw.names else [])
    return Reading(raw.ref, raw.asked, raw.occupations, numbers.tobytes() + raw.values)


def stock_of(store: Store, bridge: Bridge, places: Places) -> Stock:
    """All open vacancies that were read, as a Stock whose texts stay in the store until they are looked at.

    Raises NotFoundError when there are none.
    """
    version = version_of(store)
    if not store.count_vacancies():
        raise NotFoundError("there are no open vacancies yet; import some first")
    index, locations = stored_index(store, version), list[tuple[Location, ...]]()
    offers = Offers.of(_noting(store.adverts_read(version), locations), bridge.by_id)
    related = Occupations.of(store.occupations(version), bridge.by_id)
    return Stock(StoredReads.of(store, index.refs), index, _spots(locations, places), index.row, related, offers)


def _noting(
    adverts: Iterable[tuple[Vacancy, Asked]], locations: list[tuple[Location, ...]]
) -> Iterator[tuple[Vacancy, Asked]]:
    """The same advertisements; where the work is, which is needed of all of them at once, is put down on the way."""
    for vacancy, asked in adverts:
        locations.append(vacancy.locations)
        yield vacancy, asked


def _spots(found: Sequence[tuple[Location, ...]], places: Places) -> Spots:
    """The places of work of each vacancy; a town that the table does not name is learnt from the others."""
    learned = places.learn(location for locations in found for location in locations)
    return Spots.of(places_of(locations, learned) for locations in found)


class StoredReads(Sequence[Read]):
    """The vacancies of a stock with what was read from them, fetched from the store one by one; some stay at hand."""

    def __init__(self, refs: Sequence[str], read: Callable[[str], Read]) -> None:
        self._refs, self._read = refs, read

    @classmethod
    def of(cls, store: Store, refs: Sequence[str]) -> StoredReads:
        """The reads of these references."""
        return cls(refs, lru_cache(maxsize=KEPT)(lambda ref: Read(*store.reading(ref))))

    def __len__(self) -> int:
        return len(self._refs)

    def __getitem__(self, at: int) -> Read:  # type: ignore[override]
        return self._read(self._refs[at])
