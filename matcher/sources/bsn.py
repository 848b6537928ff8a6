"""Keeps the citizen service number (BSN) out: found by its key and the eleven-test, refused, never repeated.

Source of the rule: article 46 UAVG, which forbids taking the number in without a law that says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from matcher.errors import InputError
from matcher.models import Rejected
from matcher.sources.base import RawRecord

WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
REFUSED = "[BSN refused]"
NOTE = "BSN: refused and not stored"
DEEPEST = 60
WORDS = ("bsn", "burgerservicen", "sofin", "sociaalfiscaaln")
ID_KEYS = frozenset("id idwz wzid idwerkzoekende werkzoekendeid clientid klantid clientnummer klantnummer".split())
SCHEME_KEYS = frozenset("schemeagencyid schemeid scheme soort type".split())
NINE = r"(?<![0-9])[0-9](?:[ .\-]?[0-9]){8}(?![0-9])"
GROUP = re.compile(NINE)
MENTION = re.compile(rf"((?:\bbsn|burgerservicen|sofi-?n|sociaal-fiscaal)[^0-9]{{0,40}}){NINE}", re.IGNORECASE)
WHOLE = re.compile(rf"[^0-9]*(?:{NINE})[^0-9]*")


def passes_eleven_test(digits: str) -> bool:
    """Whether nine digits form a possible BSN: 9a+8b+…+2h−i is divisible by 11, and not all are zero."""
    if len(digits) != len(WEIGHTS) or not (digits.isascii() and digits.isdigit()) or int(digits) == 0:
        return False
    return sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True)) % 11 == 0


def says_bsn(key: str) -> bool:
    """Whether a column or field name says that it holds the number, in any case and spacing."""
    plain = re.sub(r"[\W_]", "", key.casefold())
    return any(word in plain for word in WORDS) or plain == "sofi"


def is_bsn(value: object) -> bool:
    """Whether an identifier is a BSN: nine digits that pass the test, with nothing but other signs around."""
    text = _plain(value)
    return WHOLE.fullmatch(text) is not None and passes_eleven_test(_digits(text))


def hide(text: str) -> str:
    """The text with every number that passes the eleven-test taken out; for messages and file names."""
    return GROUP.sub(lambda m: REFUSED if passes_eleven_test(_digits(m[0])) else m[0], text)


def refuse(body: Mapping[str, Any], where: str, odd: list[str]) -> dict[str, Any]:
    """The body without BSNs; each refused number is counted in one note in `odd`.

    Raises InputError, without the number, when the number serves as the record's identifier.
    """
    for key, value in body.items():
        if _fold(key) in ID_KEYS and is_bsn(value):
            raise InputError(where, key, "expected an identifier of your own, found a number that could be a BSN")
    safe: dict[str, Any] = redact(body)
    refused = _count(safe)
    if refused:
        odd.append(NOTE if refused == 1 else f"{NOTE} ({refused} numbers)")
    return safe


def redact(value: Any, depth: int = 0) -> Any:
    """JSON with everything under a key that says BSN emptied, or marked where a number was; idempotent."""
    if depth > DEEPEST:
        return None
    if isinstance(value, Mapping):
        if depth and _names_scheme(value):
            return {"BSN": _emptied(list(value.values()))}
        return {_key(k): _emptied([k, v]) if says_bsn(k) else redact(v, depth + 1) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [redact(item, depth + 1) for item in value]
    return MENTION.sub(_marked_mention, value) if isinstance(value, str) else value


def _marked_mention(found: re.Match[str]) -> str:
    digits = found[0][len(found[1]) :]
    return found[1] + REFUSED if passes_eleven_test(_digits(digits)) else found[0]


def _names_scheme(value: Mapping[str, Any]) -> bool:
    """An object like {"value": …, "schemeAgencyId": "BSN"}, as HR standards write it."""
    return any(_fold(k) in SCHEME_KEYS and isinstance(v, str) and says_bsn(v) for k, v in value.items())


def _emptied(value: Any) -> str | None:
    return REFUSED if _holds(value) else None


def _holds(value: Any, depth: int = 0) -> bool:
    """Whether anything in a value is such a number; a spreadsheet may have eaten a leading zero."""
    if depth > DEEPEST:
        return False
    if isinstance(value, Mapping):
        return _holds([*value, *value.values()], depth + 1)
    if isinstance(value, (list, tuple)):
        return any(_holds(item, depth + 1) for item in value)
    text = _plain(value)
    found = GROUP.findall(text) or ([f"0{text}"] if re.fullmatch("[0-9]{8}", text) else [])
    return REFUSED in text or any(passes_eleven_test(_digits(group)) for group in found)


def _count(value: Any) -> int:
    if isinstance(value, Mapping):
        return sum(_count(item) for item in value.values())
    if isinstance(value, list):
        return sum(_count(item) for item in value)
    return value.count(REFUSED) if isinstance(value, str) else 0


def _plain(value: object) -> str:
    """A cell as text: 123456782.0 from a spreadsheet is the whole number."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    if isinstance(value, int) and abs(value) < 10**15:
        return str(value)
    return value.strip() if isinstance(value, str) else ""


def _digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)


def _key(key: str) -> str:
    return re.sub("[0-9]", "", key) if says_bsn(key) else key


def _fold(key: str) -> str:
    return re.sub(r"[\W_]", "", key.casefold())


def screen(where: str, body: Mapping[str, Any]) -> RawRecord | Rejected:
    """A record as it may leave a reader: without BSNs, or Rejected when the number is its identifier."""
    place = hide(where)
    try:
        return RawRecord(place, refuse(body, place, []))
    except InputError as error:
        return Rejected(error.where, error.field, error.expected)
