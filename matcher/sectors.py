"""Fields of work, coarse enough to choose from a list: each is a set of ISCO-08 prefixes; the longest prefix decides."""

from __future__ import annotations

from collections.abc import Mapping

# Source of the codes: International Standard Classification of Occupations, ISCO-08, groups by title.
SECTORS: Mapping[str, tuple[str, ...]] = {
    "care": ("22", "32", "53", "1341", "1342", "1343", "1344", "2635", "3412"),
    "education": ("23", "1345"),
    "construction": ("71", "931", "3112", "3123", "2142", "2161", "1323"),
    "metal": ("72", "3115", "3117", "2144"),
    "electrical": ("74", "3113", "3114", "215"),
    "engineering": ("21", "311"),
    "ict": ("25", "35", "133"),
    "transport": ("83", "933", "432", "9621", "1324", "315"),
    "production": ("81", "82", "932", "73", "752", "753", "754", "313", "3121", "3122", "1321", "1322"),
    "food": ("751",),
    "farming": ("6", "92", "131", "2132", "3142"),
    "hospitality": ("512", "513", "94", "141", "3434"),
    "cleaning": ("911", "912", "515", "961", "9622"),
    "shop": ("52", "9334", "142", "243", "332", "95"),
    "office": ("41", "42", "43", "44", "24", "33", "11", "12", "134", "2611", "2612", "2619", "3411"),
    "services": ("511", "514", "516", "54", "01", "02", "03"),
    "culture": ("26", "34", "143"),
}
_PREFIXES = {prefix: name for name, prefixes in SECTORS.items() for prefix in prefixes}


def sector_of(isco: str | None) -> str | None:
    """The field of work of an ISCO-08 code of one to four digits; None where there is no code or no field."""
    code = isco or ""
    return next((_PREFIXES[code[:n]] for n in range(len(code), 0, -1) if code[:n] in _PREFIXES), None)
