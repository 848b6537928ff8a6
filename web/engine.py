"""The engine inside the front-end: one reader of profiles, and the way to the index of vacancies.

`werkbrug serve` has a process beside it that keeps the index (`matcher.following`): a page asks it through the database
and waits for a moment, in which it mostly answers. Where there is none (the demo, another server), a small stock is
matched within the request.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import cast

from flask import Flask, current_app

from matcher import following, jobs
from matcher.bridge import Bridge
from matcher.models import Match
from matcher.official import reference_of
from matcher.profile import Reader
from matcher.ranking import Ranker
from matcher.store import Store
from web.site import site, stamp, store, today

NAME = "werkbrug.engine"
# So long a request waits for the process with the index, and so often it looks; both in seconds. A page is to come
# within 0.15 seconds, and after a change one more page is asked for before the list is seen.
A_MOMENT, A_LOOK = 0.06, 0.01


@cache
def shipped_reader() -> Reader:
    """The reader over the shipped lexicon, loaded once."""
    return Reader.of(Bridge.load())


class Engine:
    """Keeps reader and ranker for as long as the tables and the vacancies stay the same; may be used by many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._reader: tuple[tuple[str, ...], Reader] | None = None
        self._ready: tuple[object, Ranker, Store] | None = None

    def reader(self, opened: Store) -> Reader:
        """The reader with the official tables that the store holds."""
        tables = tuple(file.sha256 for file in opened.reference_files())
        with self._lock:
            if self._reader is None or self._reader[0] != tables:
                made = Reader.of(Bridge.with_reference(reference_of(opened))) if tables else shipped_reader()
                self._reader = (tables, made)
            return self._reader[1]

    def match_again(self, opened: Store, on: date, key: str) -> None:
        """Match one person at once; one at a time, since the ranker reads advertisements from a store of its own."""
        reader = self.reader(opened)
        with self._lock:
            jobs.match_again(opened, self._ranker_for(opened, on, reader), key)

    def look_outside(self, opened: Store, on: date, key: str) -> None:
        """Look at once for what a person's own limits leave out."""
        reader = self.reader(opened)
        with self._lock:
            jobs.look_outside(opened, self._ranker_for(opened, on, reader), key)

    def _ranker_for(self, opened: Store, on: date, reader: Reader) -> Ranker:
        """A ranker over the open vacancies; made again when they, the tables or the date have changed."""
        state = (opened.stock_stamp(), id(reader), on)
        if self._ready is None or self._ready[0] != state:
            if self._ready is not None:
                self._ready[2].close()
            own = site().stores.open()
            self._ready = (state, jobs.make_ranker(own, on, reader), own)
        return self._ready[1]


def init(app: Flask) -> None:
    """Give the application its engine; nothing is loaded before it is needed."""
    app.extensions[NAME] = Engine()


def engine() -> Engine:
    """The engine of the current application."""
    return cast(Engine, current_app.extensions[NAME])


def reader() -> Reader:
    """The reader of profiles."""
    return engine().reader(store())


def is_small() -> bool:
    """Whether there is a stock, small enough to match somebody within a request."""
    return 0 < store().count_vacancies() <= site().settings.match_now


def match_again(key: str, at_once: bool = True) -> None:
    """Make a person's matches again; when this returns before they are made, the person's pages say so."""
    store().ask_match(key, stamp())
    if at_once and _has_process():
        _wait(lambda: not store().waits(key))
    elif at_once and is_small():
        engine().match_again(store(), today(), key)


def outside(key: str) -> tuple[Match, ...] | None:
    """The fitting vacancies that a person's own limits leave out, best first; None when they are not known yet."""
    if store().outside(key) is None:
        store().ask_outside(key, stamp())
        if _has_process():
            _wait(lambda: store().outside(key) is not None)
        elif is_small():
            engine().look_outside(store(), today(), key)
    return store().outside(key)


def is_quick() -> bool:
    """Whether a change is followed by new matches within a moment."""
    return _has_process() or is_small()


def _has_process() -> bool:
    return following.is_ready(site().settings.database_path)


def _wait(done: Callable[[], bool]) -> None:
    for _ in range(round(A_MOMENT / A_LOOK)):
        if done():
            return
        time.sleep(A_LOOK)
