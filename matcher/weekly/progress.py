"""Shows how far a run is: bars in a terminal, lines of JSON in a log otherwise; never a person's data."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Protocol

from tqdm import tqdm

LOG = logging.getLogger("werkbrug.weekly")


class Progress(Protocol):
    """Whoever watches a run."""

    def begin(self, stage: str) -> None:
        """A stage begins."""

    def expect(self, total: int) -> None:
        """The stage, or its next round, has this many steps."""

    def step(self, done: int = 1) -> None:
        """So many steps are done."""

    def end(self, stage: str, **facts: Any) -> None:
        """A stage has ended."""


class Bars:
    """A bar for each stage, on the terminal."""

    def __init__(self) -> None:
        self._bar: tqdm[Any] | None = None

    def begin(self, stage: str) -> None:
        """Start a bar."""
        self._close()
        self._bar = tqdm(desc=f"{stage:8}", unit="", file=sys.stderr, dynamic_ncols=True)

    def expect(self, total: int) -> None:
        """Give the bar its length."""
        if self._bar is not None:
            self._bar.reset(total)

    def step(self, done: int = 1) -> None:
        """Move the bar."""
        if self._bar is not None:
            self._bar.update(done)

    def end(self, stage: str, **facts: Any) -> None:
        """Leave the bar as it is."""
        del stage, facts
        self._close()

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None


class Lines:
    """A line in the log for the begin and the end of each stage, and one in between every so many steps."""

    EVERY = 5_000

    def __init__(self) -> None:
        self._stage, self._done = "", 0
        self._total: int | None = None

    def begin(self, stage: str) -> None:
        """Log that a stage begins."""
        self._stage, self._total, self._done = stage, None, 0
        LOG.info("begin", extra={"facts": {"stage": stage}})

    def expect(self, total: int) -> None:
        """Log how much there is to do."""
        self._total, self._done = total, 0
        LOG.info("expect", extra={"facts": {"stage": self._stage, "total": total}})

    def step(self, done: int = 1) -> None:
        """Log that many steps are done."""
        before, self._done = self._done, self._done + done
        if before // self.EVERY != self._done // self.EVERY:
            LOG.info("progress", extra={"facts": {"stage": self._stage, "done": self._done, "total": self._total}})

    def end(self, stage: str, **facts: Any) -> None:
        """Log that a stage has ended."""
        LOG.info("end", extra={"facts": {"stage": stage, **facts}})


class JsonFormatter(logging.Formatter):
    """One JSON object for each line of the log."""

    def format(self, record: logging.LogRecord) -> str:
        """The record with time (UTC), level, name, message and facts; of an error its kind, for texts may name people."""
        facts = getattr(record, "facts", {})
        if record.exc_info and record.exc_info[0]:
            facts = {**facts, "error": record.exc_info[0].__name__}
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"at": at, "level": record.levelname.lower(), "logger": record.name, "event": record.getMessage()}
        return json.dumps({**line, **facts}, ensure_ascii=False)


@contextmanager
def json_log() -> Iterator[None]:
    """Write the log as lines of JSON on stderr, as long as this lasts."""
    handler, root = logging.StreamHandler(sys.stderr), logging.getLogger()
    handler.setFormatter(JsonFormatter())
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
