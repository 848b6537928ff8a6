"""Which jobs belong to a regulated profession in Germany, by ISCO-08 group."""

from __future__ import annotations

from functools import lru_cache

from matcher.data import read_toml

NOT_REGULATED = "none"


@lru_cache(maxsize=1)
def regulated() -> dict[str, str]:
    """ISCO-08 prefix -> name of the group of professions (data/rules/professions.toml)."""
    table = read_toml("rules", "professions.toml")
    return {code: name for name, codes in table.items() for code in codes}


def profession_of(isco: str) -> str:
    """The group of regulated professions with the longest prefix of this unit group, or "none"."""
    prefixes = regulated()
    return next((prefixes[isco[:n]] for n in range(len(isco), 0, -1) if isco[:n] in prefixes), NOT_REGULATED)
