"""A made-up stock of a whole country: any number of advertisements by seed, and how it changes from week to week.

Titles, texts and statistics come from the shipped sample, mixed as in `matcher.benchstock`; places are the shipped
postcodes. Nothing is kept: each advertisement is made anew, and the same, whenever it is asked for.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property
from random import Random
from typing import Any
from zlib import crc32

from matcher.benchstock import ADDED, ADDITIONS, BORROWED, SAME_TRADE
from matcher.data import read_csv, shipped
from matcher.sources.gazetteer import Gazetteer, Spot
from matcher.sources.jobsuche_names import constant

FIRST_DAY = date(2026, 10, 1)
OLDEST_DAYS = 140
# Shares per week.
NEW, CHANGED, WITHDRAWN = 0.03, 0.02, 0.03
# One town with more advertisements than the service lists, so that cutting by map alone is not enough.
METROPOLIS, METROPOLITAN = "10117", 0.12
NOWHERE, LISTED_BUT_GONE, ODD_FIELDS = 0.001, 0.0005, 0.002
TEXT = "stellenangebotsBeschreibung"


@dataclass(frozen=True)
class Sample:
    """The shipped sample's bodies with their lines, and positions by occupation."""

    bodies: Sequence[dict[str, Any]]
    lines: Sequence[Sequence[str]]
    trade: Sequence[Sequence[int]]

    @classmethod
    @cache
    def shipped(cls) -> Sample:
        """Read data/sample/vacancies.jsonl."""
        text = shipped("sample", "vacancies.jsonl").read_text(encoding="utf-8")
        bodies = [json.loads(line) for line in text.splitlines()]
        by_occupation = defaultdict(list)
        for number, body in enumerate(bodies):
            by_occupation[body.get("hauptberuf")].append(number)
        lines = [body.pop(TEXT, "").split("\n") for body in bodies]
        return cls(bodies, lines, [by_occupation[body.get("hauptberuf")] for body in bodies])


@dataclass(frozen=True)
class Country:
    """The stock of one week; a sequence of detail bodies, and `head` for bodies without text."""

    count: int
    seed: int = 1
    week: int = 0

    @property
    def today(self) -> date:
        """The day on which the service is asked."""
        return FIRST_DAY + timedelta(weeks=self.week)

    @cached_property
    def numbers(self) -> list[int]:
        """The advertisements of this week; later numbers came later."""
        return [n for n in range(self._until(self.week)) if not self._withdrawn(n)]

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (self[position] for position in range(len(self)))

    def __getitem__(self, position: int) -> dict[str, Any]:
        number = self.numbers[position]
        return self._head(number) | {TEXT: self._text(number)}

    def head(self, position: int) -> dict[str, Any]:
        """The body without its text, as much as a search needs."""
        return self._head(self.numbers[position])

    @cached_property
    def places(self) -> dict[str, tuple[float, float]]:
        """Centres by postcode and by town."""
        return {name: (s.lat, s.lon) for s in spots() for name in (s.town, s.postcode)}

    @cached_property
    def gone(self) -> frozenset[str]:
        """References that are still listed though their detail is gone."""
        return frozenset(ref_of(n) for n in self.numbers if self._chance(n, "listed but gone", LISTED_BUT_GONE))

    def _until(self, week: int) -> int:
        return self.count + int(self.count * NEW) * week

    def _born(self, number: int) -> int:
        """The week in which an advertisement came."""
        return 0 if number < self.count else (number - self.count) // int(self.count * NEW) + 1

    def _chance(self, number: int, what: str, share: float) -> bool:
        return crc32(f"{self.seed}/{number}/{what}".encode()) < share * 2**32

    def _weeks(self, number: int, what: str, share: float) -> list[int]:
        weeks = range(self._born(number) + 1, self.week + 1)
        return [w for w in weeks if self._chance(number, f"{what} {w}", share)]

    def _withdrawn(self, number: int) -> bool:
        return bool(self._weeks(number, "withdrawn", WITHDRAWN))

    def _head(self, number: int) -> dict[str, Any]:
        rng, sample = Random(self.seed * 10**9 + number), Sample.shipped()
        base, other = rng.randrange(len(sample.bodies)), rng.choice(sample.bodies)
        changed = self._weeks(number, "changed", CHANGED)[-1:]
        first = self._first_day(number, rng)
        seen = FIRST_DAY + timedelta(weeks=changed[0] - 1, days=rng.randrange(1, 8)) if changed else first
        head = sample.bodies[base] | {
            "referenznummer": ref_of(number),
            "stellenangebotsTitel": self._title(base, rng) + (" – aktualisiert" if changed else ""),
            "firma": other.get("firma", "Firma"),
            "stellenlokationen": self._locations(number, rng),
            "datumErsteVeroeffentlichung": first.isoformat(),
            "veroeffentlichungszeitraum": {"von": (seen if rng.random() < 0.5 else first).isoformat()},
            "aenderungsdatum": datetime.combine(seen, time(8, number % 60)).isoformat(timespec="milliseconds")
            + "+00:00",
        }
        if self._chance(number, "odd", ODD_FIELDS):
            head |= {"arbeitszeitVollzeit": "ja", "festgehalt": "viel", "neuesFeld": number}
        return head

    def _first_day(self, number: int, rng: Random) -> date:
        born = self._born(number)
        days = rng.randrange(OLDEST_DAYS)
        return FIRST_DAY + timedelta(weeks=born - 1, days=1 + days % 7) if born else FIRST_DAY - timedelta(days=days)

    def _title(self, base: int, rng: Random) -> str:
        sample = Sample.shipped()
        title = str(sample.bodies[rng.choice(sample.trade[base])].get("stellenangebotsTitel", "Stelle"))
        return f"{title} {rng.choice(ADDITIONS)}" if rng.random() < ADDED else title

    def _locations(self, number: int, rng: Random) -> list[dict[str, Any]]:
        if self._chance(number, "nowhere", NOWHERE):
            return [{"adresse": {"ort": "Salzburg", "land": "OESTERREICH"}}]
        several = 2 if rng.random() < 0.05 else 1
        return [_location(metropolis() if rng.random() < METROPOLITAN else rng.choice(spots()), rng)] + [
            _location(rng.choice(spots()), rng) for _ in range(several - 1)
        ]

    def _text(self, number: int) -> str:
        """The lines of one advertisement of the sample, some exchanged for those of others."""
        rng, sample = Random(self.seed * 10**9 + number), Sample.shipped()
        base = rng.randrange(len(sample.bodies))
        lines = [self._line(line, base, rng) for line in sample.lines[base]]
        return "\n".join([*lines, *(f"Stand: Woche {w}" for w in self._weeks(number, "changed", CHANGED)[-1:])])

    def _line(self, line: str, base: int, rng: Random) -> str:
        sample = Sample.shipped()
        if not line.strip() or rng.random() >= BORROWED:
            return line
        return rng.choice(
            sample.lines[
                rng.choice(sample.trade[base]) if rng.random() < SAME_TRADE else rng.randrange(len(sample.bodies))
            ]
        )


def ref_of(number: int) -> str:
    """The reference of an advertisement; some with a sign that needs care in a path."""
    return f"1{number % 9000:04d}-{number:08d}{'/_.'[number % 3]}{number % 7}-S"


@cache
def spots() -> Sequence[Spot]:
    """The German postcodes; each is as likely as any other, which roughly follows the population."""
    return Gazetteer.of(read_csv("places", "postcodes.csv")).spots


@cache
def metropolis() -> Spot:
    """The town with too many advertisements."""
    return next(s for s in spots() if s.postcode == METROPOLIS)


def _location(spot: Spot, rng: Random) -> dict[str, Any]:
    address = {"plz": spot.postcode, "ort": spot.town, "land": "DEUTSCHLAND"}
    if spot.state:
        address["region"] = constant(spot.state)
    return {
        "adresse": address,
        "breite": round(spot.lat + rng.uniform(-0.02, 0.02), 5),
        "laenge": round(spot.lon + rng.uniform(-0.03, 0.03), 5),
    }
