"""Matches people as soon as they wait, and looks outside their limits when a page asks: `werkbrug match --follow`.

The index of 100,000 advertisements takes long to load and hundreds of megabytes, and ranking keeps a processor busy for
about as long as a page may take altogether. In the web workers each would pay that for itself, and whoever comes next
would wait behind it. So one process has the index, and a table of the database is the way to ask it: no question is
lost when that process starts, reads a changed stock or dies, and no page depends on its being there.
"""

from __future__ import annotations

import fcntl
import gc
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from matcher import jobs
from matcher.errors import MatcherError
from matcher.ranking import Ranker
from matcher.store import Store
from matcher.weekly.lock import is_running

# Seconds between two looks whether somebody asks, and between two looks whether the stock is still the same.
PAUSE, STOCK_PAUSE = 0.01, 30.0
READY = "ready"
log = logging.getLogger(__name__)


def is_ready(database: Path) -> bool:
    """Whether a process with a loaded index answers for this database."""
    try:
        with _place(database).open("rb") as file:
            if file.read() != READY.encode():
                return False
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def _place(database: Path) -> Path:
    """The file that the process with the index keeps locked; what it says holds only as long as it is."""
    return database.with_name(f"{database.name}.index")


@contextmanager
def only_one(database: Path, sleep: Callable[[float], None]) -> Iterator[Callable[[str], None]]:
    """Wait until no other process has the index of this database; gives a function that says how far this one is."""
    with _place(database).open("a+", encoding="ascii") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                sleep(STOCK_PAUSE / 10)

        def say(state: str) -> None:
            file.truncate(0)
            file.write(state)
            file.flush()

        say("")
        yield say


class Follower:
    """Answers what is asked of the index; has one ranker at a time and reads a changed stock anew."""

    def __init__(
        self,
        store: Store,
        today: Callable[[], date],
        say: Callable[[str], None] = lambda state: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store, self._today, self._say, self._clock = store, today, say, clock
        self._ranker: Ranker | None = None
        self._stock: object = None
        self._looked = float("-inf")
        self._changes: int | None = None
        store.begin_again()

    def turn(self) -> int:
        """Answer everybody who waits; how many there were. Who cannot be answered is logged and not tried again."""
        if self._clock() - self._looked >= STOCK_PAUSE:
            self._looked = self._clock()
            self._look_at_stock()
        elif not self._has_changed():
            return 0
        if self._ranker is None:
            return 0
        ranker = replace(self._ranker, today=self._today())
        people, outside = self._store.waiting(begun=False), self._store.asked_outside()
        for key in people:
            self._answer("match", jobs.match_again, ranker, key)
        for key in outside:
            self._answer("look outside", jobs.look_outside, ranker, key)
        return len(people) + len(outside)

    def _has_changed(self) -> bool:
        """Whether another connection has written since the last look; costs next to nothing."""
        found = self._store.changes()
        changed, self._changes = found != self._changes, found
        return changed

    def _answer(self, what: str, answer: Callable[[Store, Ranker, str], int], ranker: Ranker, key: str) -> None:
        try:
            answer(self._store, ranker, key)
        except Exception:
            # One profile that cannot be ranked must not keep everybody else waiting.
            log.exception("%s of %s failed", what, key)
            self._store.give_up(key)

    def _look_at_stock(self) -> None:
        """Load the index when the stock is new or changed; not while a weekly run is still changing it."""
        store = self._store
        stock = (store.stock_stamp(), tuple(file.sha256 for file in store.reference_files()))
        if stock == self._stock or not store.count_vacancies():
            return
        if store.open_weekly() and store.path and is_running(store.path):
            return
        self._drop()
        self._ranker, self._stock = jobs.make_ranker(store, self._today()), stock
        gc.collect()
        # The stock stays until it changes: the collector need not walk over it again and again.
        gc.freeze()
        self._say(READY)

    def _drop(self) -> None:
        """Let go of the old stock before the new one is loaded: there is memory for one."""
        self._say("")
        gc.unfreeze()
        self._ranker = None
        gc.collect()


def follow(database: Path, today: Callable[[], date], sleep: Callable[[float], None] = time.sleep) -> None:
    """Answer what is asked of the index until the process is told to stop."""
    with only_one(database, sleep) as say, Store.open(database) as store:
        follower = Follower(store, today, say)
        while True:
            try:
                follower.turn()
            except MatcherError as error:
                log.error("cannot match at this moment: %s", error)
            sleep(PAUSE)
