"""Reads files of jobseekers, whatever their format: VUM and Europass (JSON), Sonar (CSV or XLSX)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from matcher.errors import InputError
from matcher.models import Profile, Rejected
from matcher.sources import bsn, europass, sonar, sonar_table, vum
from matcher.sources.base import RawRecord

Records = Iterator[RawRecord | Rejected]
Parse = Callable[[RawRecord], Profile]

PARSERS: Mapping[str, Parse] = {"vum": vum.parse, "sonar": sonar.parse, "europass": europass.parse}
TABLES, SUFFIXES = (".csv", ".xlsx"), (".csv", ".xlsx", ".json")
EXPECTED = "expected VUM profiles or a Europass CV (JSON) or a Sonar export (CSV or XLSX)"
VUM_FIELDS = frozenset({"idWerkzoekende", "mobiliteit", "bemiddelingsberoep", "arbeidsmarktkwalificatie"})
SPACE = re.compile(r"[\s,]*")
MATCHES = re.compile(r'"matches"\s*:\s*(?=\[)')
DECODER = json.JSONDecoder()
SHOWN_NAMES = 3


def read_profiles(path: Path, form: str = "auto") -> tuple[Records, Parse]:
    """The records of a file, or of every .json, .csv and .xlsx file in a folder, and the function that parses them.

    `form` is auto, vum, sonar or europass. A record or (in a folder) a file that cannot be used comes out as
    Rejected. Raises InputError when the file is of no known format.
    """
    if form not in ("auto", *PARSERS):
        raise InputError(bsn.hide(path.name), "", f"expected a format out of auto, {', '.join(PARSERS)}")
    if path.is_dir():
        return _folder(path, form), parse_any
    found, records = _file(path, form)
    return records, PARSERS[found]


def read_content(name: str, content: bytes) -> tuple[Records, Parse]:
    """The same for the content of one file of this name, of any format; nothing is written to disk."""
    found, records = _content(name, content, "auto")
    return records, PARSERS[found]


def parse_any(raw: RawRecord) -> Profile:
    """A Profile from a record of any of the formats, told apart by their fields."""
    if europass.is_document(raw.body):
        return europass.parse(raw)
    return sonar.parse(raw) if sonar_table.OCCURRENCE in raw.body else vum.parse(raw)


def _folder(path: Path, form: str) -> Records:
    files = sorted(p for p in path.iterdir() if p.suffix.lower() in SUFFIXES and p.is_file())
    if not files:
        raise InputError(bsn.hide(path.name), "", f"the folder holds no .json, .csv or .xlsx file; {EXPECTED}")
    return chain.from_iterable(_file_of_folder(file, form) for file in files)


def _file_of_folder(file: Path, form: str) -> Records:
    try:
        _, records = _file(file, form)
        yield from records
    except InputError as error:
        yield Rejected(error.where, error.field, error.expected)


def _file(path: Path, form: str) -> tuple[str, Records]:
    """Format and records of one file."""
    try:
        return _content(path.name, path.read_bytes(), form)
    except OSError as error:
        raise InputError(bsn.hide(path.name), "", f"cannot be read ({type(error).__name__}); {EXPECTED}") from None


def _content(name: str, content: bytes, form: str) -> tuple[str, Records]:
    if name.lower().endswith(TABLES):
        return "sonar", _table(name, content, form)
    text = _text(name, content)
    start = len(text) - len(text.lstrip())
    found, records = _json_list(name, text, start) if text[start : start + 1] == "[" else _json_object(name, text)
    if form not in ("auto", found):
        raise InputError(bsn.hide(name), "", f"expected the format {form}, found {found}")
    return found, records


def _table(name: str, content: bytes, form: str) -> Records:
    rows = sonar_table.rows_in(name, content)
    header = next((cells for _, cells in rows if any(cells)), [])
    if form not in ("auto", "sonar") or (form == "auto" and not sonar_table.is_export(header)):
        wanted = EXPECTED if form == "auto" else f"expected the format {form}"
        raise InputError(
            bsn.hide(name), "", f"found a table of {len(header)} columns that is no Sonar export; {wanted}"
        )
    return sonar_table.records(name, rows)


def _text(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(bsn.hide(name), "", f"found no UTF-8 text; {EXPECTED}") from None


def _json_object(name: str, text: str) -> tuple[str, Records]:
    body = _whole(name, text)
    if europass.is_document(body):
        return "europass", iter([bsn.screen(f"{name}:1", body)])
    if VUM_FIELDS & set(body):
        return "vum", iter([bsn.screen(f"{name}:1", body)])
    opening = MATCHES.search(text)
    if isinstance(body.get("matches"), list) and opening:
        return "vum", _items(name, text, opening.end())
    names = [key for key in body if re.fullmatch(r"[A-Za-z_]{1,40}", key)][:SHOWN_NAMES]
    found = f"an object with {', '.join(names)}" if names else "an object without known fields"
    raise InputError(bsn.hide(name), "", f"found {found}; {EXPECTED}")


def _whole(name: str, text: str) -> dict[str, Any]:
    try:
        body = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"{bsn.hide(name)}:{error.lineno}", "", f"found no valid JSON; {EXPECTED}") from None
    except (RecursionError, ValueError):
        raise InputError(bsn.hide(name), "", f"found JSON that is nested too deep or too long; {EXPECTED}") from None
    if not isinstance(body, dict):
        raise InputError(bsn.hide(name), "", f"found a single JSON value; {EXPECTED}")
    return body


def _json_list(name: str, text: str, start: int) -> tuple[str, Records]:
    """A list of profiles; what the first object is decides the format."""
    for record in _items(name, text, start):
        if isinstance(record, RawRecord):
            if europass.is_document(record.body):
                return "europass", _items(name, text, start)
            if VUM_FIELDS & set(record.body):
                return "vum", _items(name, text, start)
    raise InputError(bsn.hide(name), "", f"found a list without profiles; {EXPECTED}")


def _items(name: str, text: str, start: int) -> Records:
    """The objects of a list that opens at `start`, each with its line and index, as far as the JSON is whole."""
    at, line, counted, index = start + 1, 1 + text.count("\n", 0, start + 1), start + 1, 0
    seen: set[object] = set()
    while True:
        at = SPACE.match(text, at).end()  # type: ignore[union-attr]
        line, counted = line + text.count("\n", counted, at), at
        where = f"{name}:{line}#{index}"
        if text[at : at + 1] == "]":
            return
        try:
            body, at = DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            yield Rejected(bsn.hide(where), "", "broken JSON; this record and what follows it cannot be read")
            return
        yield _item(where, body, seen)
        index += 1


def _item(where: str, body: Any, seen: set[object]) -> RawRecord | Rejected:
    if not isinstance(body, dict):
        return Rejected(bsn.hide(where), "", "expected a profile, found no JSON object")
    own = body.get(vum.ID)
    if isinstance(own, str) and own in seen:
        return Rejected(bsn.hide(where), vum.ID, "expected each person once, found an identifier of an earlier record")
    seen.add(own if isinstance(own, str) else None)
    return bsn.screen(where, body)
