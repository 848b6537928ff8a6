"""Whole answers of the Jobsuche service: the envelope of a search, and files with recorded answers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from matcher.errors import InputError, SourceError
from matcher.models import Rejected
from matcher.sources.base import RawRecord
from matcher.sources.jobsuche_names import REF

CHANGED = "the shape of the answers has changed"


class DriftError(SourceError):
    """The answer is not in the shape this program was written for; what it holds cannot be trusted."""


class PlaceError(SourceError):
    """The service did not understand the place and answers as if none had been asked for."""


def search_items(page: Mapping[str, Any], place: str | None = None) -> list[dict[str, Any]]:
    """The items of a search answer; an entry that is no object becomes {} so that it is seen and rejected.

    Raises PlaceError when the place was not understood, DriftError when the answer's shape has changed: without
    this an answer in other names reads as "no advertisements".
    """
    found = page.get("woOutput")
    where = found if isinstance(found, dict) else {}
    if where.get("suchmodus") == "UNGUELTIG":
        name = place or where.get("bereinigterOrt") or "the place"
        raise PlaceError(f'Jobsuche does not know the place "{name}"')
    if "stellenangebote" in page:
        raise DriftError(f"Jobsuche: {CHANGED} (found stellenangebote, expected ergebnisliste)")
    items = page.get("ergebnisliste")
    if items is None or items == []:
        _expect_empty(page)
        return []
    if not isinstance(items, list):
        raise DriftError(f"Jobsuche: {CHANGED} (ergebnisliste is not a list)")
    return [item if isinstance(item, dict) else {} for item in items]


def total(page: Mapping[str, Any]) -> int:
    """How many advertisements the whole search has; raises DriftError when the answer does not say."""
    number = page.get("maxErgebnisse")
    if not isinstance(number, int) or isinstance(number, bool) or number < 0:
        raise DriftError(f"Jobsuche: {CHANGED} (maxErgebnisse is not a number)")
    return number


def _expect_empty(page: Mapping[str, Any]) -> None:
    """No items is right for an empty search and for a page past the last one, else it is drift."""
    number, size, most = page.get("page"), page.get("size"), total(page)
    before = (number - 1) * size if isinstance(number, int) and isinstance(size, int) else 0
    if most > max(before, 0):
        raise DriftError(f"Jobsuche: {CHANGED} ({most} advertisements announced, no ergebnisliste)")


def is_pair(body: Mapping[str, Any]) -> bool:
    """Whether a body is a search item with its detail rather than one of the two."""
    return isinstance(body.get("item"), dict) and set(body) <= {"item", "detail"}


def read_recorded(path: Path) -> Iterator[RawRecord | Rejected]:
    """The advertisements in a .json or .jsonl file, or in all such files of a folder.

    A body may be a search answer, one advertisement, or a list of these; what is neither (an error answer,
    a schema, a broken line) comes out as Rejected in its place. Raises InputError when nothing can be read.
    """
    for file in _files(path):
        yield from (_from_lines(file) if file.suffix.lower() == ".jsonl" else _from_document(file))


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise InputError(str(path), "", "no such file or folder, expected .json or .jsonl")
    found = sorted(p for p in path.iterdir() if p.suffix.lower() in (".json", ".jsonl") and p.is_file())
    if not found:
        raise InputError(str(path), "", "the folder holds no .json or .jsonl file")
    return found


def _from_lines(file: Path) -> Iterator[RawRecord | Rejected]:
    with file.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield from _from_text(line.strip(), f"{file}:{number}")


def _from_document(file: Path) -> Iterator[RawRecord | Rejected]:
    return _from_text(file.read_bytes(), str(file))


def _from_text(text: bytes, where: str) -> Iterator[RawRecord | Rejected]:
    try:
        body = json.loads(text.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        place = where if error.lineno == 1 else f"{where}:{error.lineno}"
        yield Rejected(place, "", f"not JSON: {error.msg} at column {error.colno}")
    except UnicodeDecodeError:
        yield Rejected(where, "", "not UTF-8 text")
    except (RecursionError, ValueError):
        yield Rejected(where, "", "JSON that is nested too deep or holds a number that is too long")
    else:
        yield from _from_list(body, where) if isinstance(body, list) else _from_body(body, where)


def _from_list(bodies: list[Any], where: str) -> Iterator[RawRecord | Rejected]:
    for index, body in enumerate(bodies):
        yield from _from_body(body, f"{where}[{index}]")


def _from_body(body: Any, where: str) -> Iterator[RawRecord | Rejected]:
    if not isinstance(body, dict):
        yield Rejected(where, "", "expected an advertisement or a search answer, found no JSON object")
    elif REF in body or "refnr" in body or is_pair(body):
        yield RawRecord(where, body)
    elif "maxErgebnisse" in body or "ergebnisliste" in body or "stellenangebote" in body:
        yield from _from_search(body, where)
    elif "messages" in body:
        yield Rejected(where, "messages", "an error answer of the service, not an advertisement")
    else:
        yield Rejected(where, REF, "neither an advertisement nor a search answer")


def _from_search(page: dict[str, Any], where: str) -> Iterator[RawRecord | Rejected]:
    """Items of a recorded search; one in retired names is read too, for nobody can fetch it again."""
    old = page.get("stellenangebote")
    try:
        items = old if isinstance(old, list) else search_items(page)
    except SourceError as error:
        yield Rejected(where, "ergebnisliste", str(error))
        return
    for index, item in enumerate(items):
        yield RawRecord(f"{where}[{index}]", item if isinstance(item, dict) else {})
