"""Patterns that are only tried where a plain word of theirs stands: most sentences hold none, and looking is cheap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern that ignores case, and pieces of words (small letters) without one of which it cannot match."""

    pattern: re.Pattern[str]
    hints: tuple[str, ...]

    @classmethod
    def of(cls, pattern: str, hints: str) -> Cue:
        """From a pattern and its hints, separated by bars."""
        return cls(re.compile(pattern, re.I), tuple(hints.split("|")))

    def may(self, text: str) -> bool:
        """Whether a match is possible at all."""
        low = text.lower()
        return any(hint in low for hint in self.hints)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match."""
        return self.pattern.search(text) if self.may(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every match, left to right."""
        return self.pattern.finditer(text) if self.may(text) else iter(())

    def in_lines(self, text: str) -> Iterator[re.Match[str]]:
        """Every match in those lines of a text that may hold one; offsets count within the line (`match.string`)."""
        for line in text.split("\n"):
            yield from self.finditer(line)
