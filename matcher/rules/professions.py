"""Which jobs belong to a regulated profession in Germany, by ISCO-08 group, and who did or learnt something of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from matcher.data import read_toml

NOT_REGULATED = "none"
# Who helps in such a profession may do so without its diploma, whatever the advertisement would like.
HELPS = re.compile(r"helfer|hilfs?kr|hilfe\b|betreuungskr|begleit|assisten", re.IGNORECASE)


@lru_cache(maxsize=1)
def _groups() -> dict[str, dict[str, Any]]:
    """The groups of professions (data/rules/professions.toml)."""
    return read_toml("rules", "professions.toml")


@lru_cache(maxsize=1)
def regulated() -> dict[str, str]:
    """ISCO-08 prefix -> name of the group of professions."""
    return {code: name for name, group in _groups().items() for code in group["isco"]}


def profession_of(isco: str) -> str:
    """The group of regulated professions with the longest prefix of this unit group, or "none"."""
    prefixes = regulated()
    return next((prefixes[isco[:n]] for n in range(len(isco), 0, -1) if isco[:n] in prefixes), NOT_REGULATED)


def diploma_needed(isco: str, title: str, asked: bool) -> bool:
    """Whether a job is closed to who has no diploma of the field; `asked` where the advertisement insists on one."""
    group = _groups().get(profession_of(isco), {})
    return bool(group.get("always") or (asked and "named" in group and not HELPS.search(title)))


def of_the_field(isco: str, names: Iterable[str]) -> bool:
    """Whether one of these names of schooling, courses or jobs belongs to the group of professions of a job."""
    named = re.compile(_groups()[profession_of(isco)]["named"])
    return any(named.search(name.lower()) for name in names)
