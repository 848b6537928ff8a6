"""What one application holds: settings, how a store is opened, the clock; and access to it within a request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import cast

from flask import current_app, g

from matcher.settings import Settings
from matcher.store import Store


@dataclass(frozen=True, slots=True)
class Site:
    """Everything an application was made with."""

    settings: Settings
    open_store: Callable[[], Store]
    clock: Callable[[], datetime]


class Opener:
    """Opens stores of one database; whether its tables are up to date is looked at the first time only."""

    def __init__(self, path: Path) -> None:
        self._path, self._current = path, False

    def __call__(self) -> Store:
        """A store for one request; raises StoreError."""
        if self._current and self._path.exists():
            return Store.connect(self._path)
        opened = Store.open(self._path)
        self._current = True
        return opened


def site() -> Site:
    """The site of the current application."""
    return cast(Site, current_app.extensions["werkbrug"])


def store() -> Store:
    """The store of this request, opened at its first use."""
    if "store" not in g:
        g.store = site().open_store()
    return cast(Store, g.store)


def close_store(_: BaseException | None = None) -> None:
    """Close the store of this request."""
    opened = g.pop("store", None)
    if opened is not None:
        opened.close()


def stamp() -> str:
    """This moment as the store writes it."""
    return site().clock().isoformat(timespec="seconds")


def today() -> date:
    """The date of the site's clock."""
    return site().clock().date()
