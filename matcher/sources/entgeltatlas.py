"""Usual pay by occupation and region from the Bundesagentur's Entgeltatlas; optional, never stops a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matcher.sources.neighbours import Cache, Maybe

REGIONS = {"Niedersachsen": 6, "Nordrhein-Westfalen": 8}


@dataclass(frozen=True, slots=True)
class UsualPay:
    """Gross euros per month, full time: median and quartiles; a quartile may be unknown."""

    median: int
    low: int | None
    high: int | None


def parse_pay(body: Any) -> UsualPay | None:
    """Usual pay from an answer; None when the atlas has too few cases. Raises InputError for another shape."""
    raise NotImplementedError


class Entgeltatlas:
    """The client; use as a context manager, one per run."""

    def __init__(self, base_url: str = "", key: str = "", cache: Cache | None = None) -> None:
        raise NotImplementedError

    def usual_pay(self, kldb: str, region: str, level: int | None = None) -> Maybe[UsualPay]:
        """Usual pay for a KldB 2010 code (3–5 digits; its fifth digit is the level 1–4) in a German state by name."""
        raise NotImplementedError

    def usual_pays(self, wanted: Mapping[str, tuple[str, str]]) -> Mapping[str, Maybe[UsualPay]]:
        """The same for many: anything to (KldB, state); each distinct question is asked once."""
        raise NotImplementedError
