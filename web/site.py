"""What one application holds: settings, how a store is opened, the clock; and access to it within a request."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from flask import current_app, g

from matcher.settings import Settings
from matcher.store import Store

HERE = ZoneInfo("Europe/Amsterdam")
# A file by its device and number: another one of the same name is another file.
File = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Site:
    """Everything an application was made with."""

    settings: Settings
    stores: Stores
    clock: Callable[[], datetime]


def file_of(path: Path) -> File | None:
    """The file that stands at a place now; None where there is none."""
    with suppress(FileNotFoundError):
        found = path.stat()
        return found.st_dev, found.st_ino
    return None


class Opener:
    """Opens stores of one database; whether its tables are up to date is looked at once for each file that it is."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._current: File | None = None

    def __call__(self) -> Store:
        """A store for one request; raises StoreError."""
        if self._current is not None and self._current == file_of(self._path):
            return Store.connect(self._path)
        opened = Store.open(self._path)
        self._current = file_of(self._path)
        return opened


@dataclass(frozen=True, slots=True)
class Lent:
    """A store for one request, and the file that it was opened on; None where there was none yet."""

    store: Store
    file: File | None


class Stores:
    """Lends stores to requests and keeps those that come back: opening one costs as much as a small page.

    A store whose file has been put aside or replaced since is not lent again. May be used by many threads, not across a
    fork: call `close` before.
    """

    def __init__(self, path: Path, open_store: Callable[[], Store]) -> None:
        self._path, self.open = path, open_store
        self._idle: list[Lent] = []
        weakref.finalize(self, _close, self._idle)

    def lend(self) -> Lent:
        """A store that nobody else has; raises StoreError."""
        file = file_of(self._path)
        with suppress(IndexError):
            while lent := self._idle.pop():
                if lent.file == file:
                    return lent
                lent.store.close()
        return Lent(self.open(), file)

    def take_back(self, lent: Lent) -> None:
        """Keep a store for the next request, unless something in it was left half done."""
        if lent.store.in_transaction:
            lent.store.close()
        else:
            self._idle.append(lent)

    def close(self) -> None:
        """Close what nobody has at this moment."""
        _close(self._idle)


def _close(idle: list[Lent]) -> None:
    while idle:
        idle.pop().store.close()


def site() -> Site:
    """The site of the current application."""
    return cast(Site, current_app.extensions["werkbrug"])


def store() -> Store:
    """The store of this request, lent at its first use."""
    if "lent" not in g:
        g.lent = site().stores.lend()
    return cast(Lent, g.lent).store


def return_store(_: BaseException | None = None) -> None:
    """Give the store of this request back."""
    lent = g.pop("lent", None)
    if lent is not None and g.pop("distrusted", False):
        lent.store.close()
    elif lent is not None:
        site().stores.take_back(lent)


def distrust_store() -> None:
    """See to it that nobody else gets the store of this request: after a mistake of ours something may still read from it."""
    g.distrusted = True


def stamp() -> str:
    """This moment as the store writes it."""
    return site().clock().isoformat(timespec="seconds")


def today() -> date:
    """The date on which people here see this moment."""
    return local_day(site().clock())


def local_day(moment: datetime) -> date:
    """The date of a moment in the Netherlands and Germany."""
    return moment.astimezone(HERE).date()
