"""Usual pay by occupation and region from the Bundesagentur's Entgeltatlas; optional, never stops a run.

Source of path and field names: the OpenAPI file of the public documentation project bundesAPI. No body was recorded,
so the parser takes an object or a list, and answers "unknown" to everything it does not understand.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from matcher.errors import InputError
from matcher.sources.jobsuche_http import HttpLimits
from matcher.sources.neighbours import LIMITS, Cache, Maybe, Neighbour, entries_of

BASE_URL = "https://rest.arbeitsagentur.de/infosysbub/entgeltatlas"
PUBLIC_KEY = "c4f0d292-9d0f-4763-87dd-d3f9e78fb006"
REGIONS = {"Niedersachsen": 6, "Nordrhein-Westfalen": 8}
TOTAL = "Gesamt"
# Gross euros per month of a full-time job; outside it is a mark for "too few cases" or another unit.
PLAUSIBLE = range(500, 50_001)

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class UsualPay:
    """Gross euros per month, full time: median and quartiles; a quartile may be unknown.

    `kldb` is the code the figures are for: the one asked for, or the wider group of its first three digits.
    """

    median: int
    low: int | None
    high: int | None
    kldb: str = ""


def parse_pay(body: Any, kldb: str = "") -> UsualPay | None:
    """Usual pay from an answer; None when the atlas has too few cases. Raises InputError for another shape."""
    entries = entries_of(body)
    if entries is None:
        entries = [body] if isinstance(body, dict) and body else []
    if entries and not any("entgelt" in entry for entry in entries):
        raise InputError("Entgeltatlas", "entgelt", "expected the median pay, found another shape")
    chosen = entries if len(entries) == 1 else [entry for entry in entries if _is_total(entry)]
    median = _euros(chosen[0].get("entgelt")) if len(chosen) == 1 else None
    if median is None:
        return None
    low, high = _euros(chosen[0].get("entgeltQ25")), _euros(chosen[0].get("entgeltQ75"))
    if (low or median) > median or (high or median) < median:
        raise InputError("Entgeltatlas", "entgeltQ25", "expected the quartiles on either side of the median")
    return UsualPay(median, low, high, kldb)


def _is_total(entry: Mapping[str, Any]) -> bool:
    """Whether an entry of several is the one over all sexes, ages and branches: each part names itself "Gesamt"."""
    parts = (entry.get(name) for name in ("gender", "ageCategory", "branche"))
    return all(str(part.get("bezeichnung")) == TOTAL for part in parts if isinstance(part, dict))


def _euros(value: Any) -> int | None:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return round(value) if number and PLAUSIBLE.start <= value < PLAUSIBLE.stop else None


class Entgeltatlas(Neighbour):
    """The client; use as a context manager, one per run."""

    def __init__(
        self, base_url: str = BASE_URL, key: str = PUBLIC_KEY, cache: Cache | None = None, limits: HttpLimits = LIMITS
    ) -> None:
        super().__init__("Entgeltatlas", base_url, key, cache, limits)

    def usual_pay(self, kldb: str, region: str, level: int | None = None) -> Maybe[UsualPay]:
        """Usual pay for a KldB 2010 code (3–5 digits) in a German state by name.

        The fifth digit is the level of requirement (1 helper to 4 expert) unless `level` says otherwise. Where a
        code of more digits has too few cases, its group of three digits is asked at the same level.
        """
        if not re.fullmatch(r"[0-9]{3,5}", kldb) or region not in REGIONS:
            return Maybe(None, f"the Entgeltatlas is not asked for KldB {kldb!r} in {region}")
        level = level or (int(kldb[4]) if len(kldb) == 5 else None)
        for code in dict.fromkeys((kldb, kldb[:3])):
            found = self._asked(code, region, level)
            if found.value is not None or found.reason:
                return found
        return Maybe(None, f"the Entgeltatlas has too few cases for KldB {kldb} in {region}")

    def _asked(self, code: str, region: str, level: int | None) -> Maybe[UsualPay]:
        """The pay of one code; neither value nor reason when the atlas has none."""
        params = {"r": str(REGIONS[region])} | ({"l": str(level)} if level in (1, 2, 3, 4) else {})
        answer = self.ask(f"/pc/v1/entgelte/{code}", params, absent=True)
        if answer.value is None:
            return Maybe(None, answer.reason)
        try:
            return Maybe(parse_pay(answer.value, code))
        except InputError as error:
            return Maybe(None, str(error))

    def usual_pays(self, wanted: Mapping[K, tuple[str, str]]) -> dict[K, Maybe[UsualPay]]:
        """The same for many: anything to (KldB, state); each distinct question is asked once."""
        answers = {question: self.usual_pay(*question) for question in dict.fromkeys(wanted.values())}
        return {name: answers[question] for name, question in wanted.items()}
