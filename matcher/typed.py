"""Numbers as people type them: "€ 2.650,-", "2 650", "38,5 uur", "7824 KM", "mei 2015"."""

from __future__ import annotations

import re
from collections.abc import Mapping

SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
# What stands for "no cents": 2650,- or 2.650,-- or 2650.=
NO_CENTS = re.compile(r"[.,]\s?[-–—=]{1,2}$")
EURO = re.compile(r"^(?:€|eur(?:o(?:'s|’s|s)?)?\b)|(?:€|\beur(?:o(?:'s|’s|s)?)?)$|(?<=\d)(?:euro?|eur)$", re.IGNORECASE)
# A dot, comma, space or apostrophe before exactly three digits is a mark for thousands; what stands behind the other one
# of dot and comma is cents.
THOUSANDS = re.compile(r"(\d{1,3}(?:([. ,'’])\d{3})(?:\2\d{3})*)(?:(?!\2)[.,](\d{1,2}))?")
PLAIN = re.compile(r"(\d+)(?:[.,](\d{1,2}))?")
NUMBER = re.compile(r"(\d+)(?:[.,](\d+))?")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
POSTCODE = re.compile(r"(\d{4}) ?(?:[A-Z]{2})?", re.IGNORECASE)
# The words that may stand behind a number; others would say something else than what is asked.
UNIT_WORDS: Mapping[str, str] = {
    "hours/week": r"u|uur|uren|h|std\.?|stunden?|hours?", "days/year": "dag|dagen|tage?|days?", "year": "jaar|jahre?|years?",
    "minutes": r"min\.?|minuut|minuten?|minutes?", "km": "km|kilometers?",
}  # fmt: skip


def amount(text: str) -> float | None:
    """An amount of money, whichever way it is written; None where it is none."""
    bare = EURO.sub("", NO_CENTS.sub("", EURO.sub("", _one_space(text)).strip()).strip()).strip()
    if found := THOUSANDS.fullmatch(bare):
        return _number(re.sub(r"\D", "", found[1]), found[3])
    found = PLAIN.fullmatch(bare)
    return _number(found[1], found[2]) if found else None


def number(text: str, unit: str = "") -> float | None:
    """A number with a comma or a dot, with or without the word for its unit; None where it is none."""
    words = UNIT_WORDS.get(unit)
    bare = re.sub(rf"(?<=\d) ?(?:{words})$", "", _one_space(text), flags=re.IGNORECASE) if words else _one_space(text)
    found = NUMBER.fullmatch(bare)
    return _number(found[1], found[2]) if found else None


def postcode(text: str) -> float | None:
    """The four digits of a Dutch postcode, with or without its letters; None where there are none."""
    found = POSTCODE.fullmatch(_one_space(text))
    return float(found[1]) if found else None


def year(text: str) -> int | None:
    """The one year in a text, with or without a day and a month; None where there is none, or more than one."""
    found = YEAR.findall(text)
    return int(found[0]) if len(found) == 1 else None


def _one_space(text: str) -> str:
    return SPACES.sub(" ", text).strip()


def _number(whole: str, part: str | None) -> float:
    return float(f"{int(whole)}.{part or 0}")
