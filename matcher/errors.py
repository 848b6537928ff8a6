"""Errors the engine raises on purpose, and the exit status each kind of trouble gives."""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """What a `werkbrug` command's exit status says (2 is click's own, for wrong usage)."""

    OK = 0
    FAILED = 1
    USAGE = 2
    WARNINGS = 3
    BAD_INPUT = 4
    SOURCE_UNAVAILABLE = 5
    STORE = 6
    NOT_FOUND = 7
    BUSY = 8


class MatcherError(Exception):
    """Base of all errors with a message meant for the user; `status` is the exit status."""

    status = ExitStatus.FAILED


class InputError(MatcherError):
    """A file or record cannot be used; the message names file, line, field and what was expected."""

    status = ExitStatus.BAD_INPUT

    def __init__(self, where: str, field: str, expected: str) -> None:
        self.where, self.field, self.expected = where, field, expected
        place = f"{where}, field {field}" if field else where
        super().__init__(f"{place}: {expected}")


class SourceError(MatcherError):
    """A source outside could not be reached or answered in a way that cannot be trusted."""

    status = ExitStatus.SOURCE_UNAVAILABLE


class GoneError(SourceError):
    """The source says that this record no longer exists."""


class StoreError(MatcherError):
    """The database cannot be opened, read or written."""

    status = ExitStatus.STORE


class BusyError(MatcherError):
    """Another run is at work on the same database."""

    status = ExitStatus.BUSY


class NotFoundError(MatcherError):
    """A person, vacancy, run or rule that was asked for does not exist."""

    status = ExitStatus.NOT_FOUND
