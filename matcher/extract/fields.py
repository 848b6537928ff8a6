"""Everyday German words that are a skill in one field of work only, told by the occupation of the advertisement.

"Pflege" is nursing in a nursing home and watering in a garden centre; a room ("Raum") is no broaching ("Räumen").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

OF_A_FIELD = re.compile(
    r"(?:pflegen?|räumen?|einkauf|einstreu|topf|salz|\w*unterricht|nähe|kinderbetreuung|gesundheitsförderung|\w*massagen?"
    r"|\w*aufbauten|gießen|ernten?|\w*impfung(?:en)?|grill(?:en|s)?|spinnen|reiten|klavier|grade|texte?|vermess(?:en|ung)"
    r"|übersetzen|radar|(?:e-)?ladesäulen|zeiterfassung|autovermietung)",
    re.IGNORECASE,
)
# So many digits of ISCO-08 tell a field.
FIELD = 2


def of_another_field(word: str, skill: Sequence[str], occupation: str | None) -> bool:
    """Whether a word means something else here: the ISCO-08 groups of the skill are not those of the occupation."""
    if not occupation or not skill or not OF_A_FIELD.fullmatch(word):
        return False
    return all(code[:FIELD] != occupation[: min(FIELD, len(code))] for code in skill)
