"""Keeps two runs on one database apart; a lock that a dead process left holds nobody up."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from matcher.errors import BusyError


def _lock_of(database: Path) -> Path:
    return database.with_name(f"{database.name}.lock")


def is_running(database: Path) -> bool:
    """Whether the process that last took the lock still lives; the lock itself is not tried, so nobody is kept out."""
    try:
        os.kill(int(_lock_of(database).read_text(encoding="ascii")), 0)
    except (FileNotFoundError, ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def run_lock(database: Path) -> Iterator[None]:
    """Hold the lock of a database, the file `<database>.lock` with the number of this process.

    The kernel lets go of it when the process ends, however it ends. Raises BusyError when another process holds it.
    """
    path = _lock_of(database)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="ascii") as file:
        _take(file)
        file.seek(0)
        file.truncate()
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def _take(file: TextIO) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        holder = file.read().strip() or "unknown"
        raise BusyError(f"another run is at work on this database (process {holder}); wait until it ends") from None
