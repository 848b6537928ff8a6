"""Whether a source gave about as many advertisements as it should; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from matcher.errors import InputError
from matcher.sources.slices import KINDS, read_area, write_area

# Below this the count of a week says too little about that of the next.
FEW = 20
NUMBERS = ("kind", "count", "least", "most")


class Verdict(StrEnum):
    """What a count says about a run."""

    FINE = "fine"
    WARNING = "warning"
    FATAL = "fatal"


@dataclass(frozen=True, slots=True)
class Expected:
    """How many advertisements a search is expected to have: below `least` is fatal, above `most` warns.

    `area` as `read_area` takes it; `kind` is angebotsart.
    """

    source: str
    area: str
    kind: int
    count: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class CountCheck:
    """The verdict on one count, with a sentence for the report."""

    verdict: Verdict
    sentence: str


def read_expected(table: Mapping[str, Any], source: str) -> tuple[Expected, ...]:
    """The expected counts in the parsed file data/sources/SOURCE.toml. Raises InputError naming entry and field."""
    entries = table.get("expected")
    if not isinstance(entries, list) or set(table) != {"expected"}:
        raise InputError(f"sources/{source}.toml", "expected", "expected a list of [[expected]] and nothing else")
    found = tuple(_read_entries(entries, source))
    if len({(e.area, e.kind) for e in found}) < len(found):
        raise InputError(f"sources/{source}.toml", "area", "expected each area and kind once")
    return found


def _read_entries(entries: Sequence[Any], source: str) -> Iterator[Expected]:
    for number, entry in enumerate(entries, start=1):
        where = f"sources/{source}.toml, entry {number}"
        if not isinstance(entry, dict) or set(entry) != {"area", *NUMBERS}:
            raise InputError(where, "", f"expected the fields area, {', '.join(NUMBERS)}")
        wrong = next((name for name in NUMBERS if type(entry[name]) is not int or entry[name] < 0), None)
        if wrong:
            raise InputError(where, wrong, "expected a whole number")
        if entry["kind"] not in KINDS:
            raise InputError(where, "kind", "expected 1, 4 or 34")
        if not entry["least"] <= entry["count"] <= entry["most"]:
            raise InputError(where, "count", "expected a number between least and most")
        yield Expected(source, write_area(read_area(str(entry["area"]))), *(entry[name] for name in NUMBERS))


def expected_for(declared: Sequence[Expected], area: str, kind: int, last_good: int | None = None) -> Expected | None:
    """What to expect: half to twice the last good full run when there is one, else what is declared, else nothing."""
    if last_good:
        least = last_good // 2 if last_good >= FEW else 0
        return Expected("last good run", area, kind, last_good, least, max(2 * last_good, 2 * FEW))
    return next((e for e in declared if (e.area, e.kind) == (area, kind)), None)


def check_counts(expected: Expected | None, seen: int) -> CountCheck:
    """Far below the expected count is fatal, far above a warning; nothing expected and nothing seen warns too."""
    if expected is None:
        verdict = Verdict.FINE if seen else Verdict.WARNING
        return CountCheck(verdict, f"{seen} advertisements; nothing is declared about how many there should be")
    about = f"{seen} advertisements for {expected.area}, kind {expected.kind}"
    basis = f"about {expected.count} expected by {expected.source}"
    if seen < expected.least:
        return CountCheck(Verdict.FATAL, f"{about}: far below the {basis} (at least {expected.least})")
    if seen > expected.most:
        return CountCheck(Verdict.WARNING, f"{about}: far above the {basis} (at most {expected.most})")
    return CountCheck(Verdict.FINE, f"{about}: {basis}")
