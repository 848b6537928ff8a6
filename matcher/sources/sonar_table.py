"""Rows of a Sonar dashboard export (CSV or XLSX) as records with the column names this project uses."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.datetime import from_excel

from matcher.errors import InputError
from matcher.models import Rejected
from matcher.sources import bsn
from matcher.sources.base import RawRecord

Row = tuple[int, list[Any]]

ID, POSTCODE, OCCUPATION, REGISTERED = "ID_WZ", "Postcode", "Bemiddelingsberoep", "Inschrijfdatum"
REQUIRED = (POSTCODE, OCCUPATION, REGISTERED)
# Every other column (sex, age, street, the adviser's name, disability registers) is not even read.
USED = (
    *REQUIRED, ID, "Beschikbare uren/wk", "Opleidingsniveau", "Beroepssector", "Mondeling Nederlands",
    "Schriftelijk Nederlands", "Rijbewijs", "Vervoer", "Telefoonnummer", "Volledige Naam", "E-mailadres", "Toestemming",
)  # fmt: skip
# Which of several rows with the same key fields this is; set by `read`, so that keys stay distinct.
OCCURRENCE = "(occurrence)"
ABSENT = frozenset({"", "nnb", "onbekend", "?", "??", "nvt", "n.v.t.", "-", "null", "none"})
ID_FORM = re.compile(r"[a-zA-Z0-9_.-]{1,200}")
SERIAL = re.compile(r"[0-9]{4,5}(\.[0-9]+)?")
DUTCH_DAY = re.compile(r"([0-9]{1,2})[-/]([0-9]{1,2})[-/]([0-9]{4})")
FIRST_YEAR, LAST_YEAR = 1940, 2100
# Bytes that a workbook may hold unpacked: a real one grows tenfold, one that was made to fill the memory far more.
UNPACKED, GROWTH = 20_000_000, 30


def fold(name: object) -> str:
    """A column name without case, spaces and signs."""
    return re.sub(r"[\W_]", "", str(name or "").casefold())


CANONICAL: Mapping[str, str] = {fold(name): name for name in USED}


def is_export(header: Iterable[object]) -> bool:
    """Whether a header looks like a Sonar export, be it an incomplete one."""
    return len({fold(name) for name in header} & set(CANONICAL)) >= 3


def canonical(row: Mapping[str, Any]) -> dict[str, Any]:
    """The used columns of a row under their usual names, without cells that say nothing; and BSN columns."""
    named = {CANONICAL.get(fold(k), k): v for k, v in row.items() if fold(k) in CANONICAL or bsn.says_bsn(k)}
    named |= {OCCURRENCE: row[OCCURRENCE]} if OCCURRENCE in row else {}
    return {k: v for k, v in named.items() if v is not None and str(v).strip().casefold() not in ABSENT}


def day_of(cell: object) -> date | None:
    """The day in a cell: a date, an Excel serial number, ISO or day-month-year; None when it is none of these."""
    try:
        found = _day(cell)
    except (ValueError, OverflowError):
        return None
    return found if found and FIRST_YEAR <= found.year <= LAST_YEAR else None


def _day(cell: object) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = str(cell).strip()
    if SERIAL.fullmatch(text):
        moment = from_excel(float(text))
        return moment.date() if isinstance(moment, datetime) else None
    if dutch := DUTCH_DAY.fullmatch(text):
        return date(int(dutch[3]), int(dutch[2]), int(dutch[1]))
    return datetime.fromisoformat(text).date()


def read(path: Path) -> Iterator[RawRecord | Rejected]:
    """The people in an export, one a row; a broken or repeated row comes out as Rejected.

    Raises InputError when the file cannot be opened or lacks a required column.
    """
    return records(path.name, rows_of(path))


def records(name: str, table: Iterable[Row]) -> Iterator[RawRecord | Rejected]:
    """The people in the rows of an export; see `read`."""
    rows = [row for row in table if any(str(cell or "").strip() for cell in row[1])]
    header = [str(cell or "").strip() for cell in rows[0][1]] if rows else []
    missing = [name for name in REQUIRED if fold(name) not in {fold(h) for h in header}]
    if missing:
        raise InputError(bsn.hide(name), "", f"expected a Sonar export; missing columns: {', '.join(missing)}")
    return _records(name, header, rows[1:])


def rows_of(path: Path) -> list[Row]:
    """Line number and cells of every row of a file; raises InputError when it cannot be read as a table."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(bsn.hide(path.name), "", f"cannot be read ({type(error).__name__})") from None
    return rows_in(path.name, content)


def rows_in(name: str, content: bytes) -> list[Row]:
    """Line number and cells of every row in the content of a CSV or XLSX file of this name; see `rows_of`."""
    try:
        return _sheet_rows(content) if name.lower().endswith(".xlsx") else _text_rows(content)
    except Exception:  # a damaged workbook makes openpyxl raise nearly anything
        raise InputError(bsn.hide(name), "", "expected a readable CSV or XLSX table") from None


def _text_rows(content: bytes) -> list[Row]:
    text = _decoded(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows, line = [], 1
    for cells in reader:
        rows.append((line, list(cells)))
        line = reader.line_num + 1
    return rows


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _sheet_rows(content: bytes) -> list[Row]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(part.file_size for part in packed.infolist()) > UNPACKED + GROWTH * len(content):
            raise ValueError("a workbook that grows far beyond its size")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions that carry no data
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0] if book.worksheets else None
            rows = sheet.iter_rows(values_only=True) if sheet else ()
            return [(line, list(cells)) for line, cells in enumerate(rows, start=1)]
        finally:
            book.close()


def _records(name: str, header: list[str], rows: Iterable[Row]) -> Iterator[RawRecord | Rejected]:
    times: Counter[tuple[str, ...]] = Counter()
    for line, cells in rows:
        where = bsn.hide(f"{name}:{line}")
        if len(cells) < len(header) or any(str(cell or "").strip() for cell in cells[len(header) :]):
            yield Rejected(where, "", f"expected {len(header)} cells as in the header, found {len(cells)}")
            continue
        row = canonical(dict(zip(header, cells, strict=False)))
        person = identity(row)
        times[person] += 1
        if len(person) == 1 and times[person] > 1:
            yield Rejected(where, ID, "expected each person once, found an identifier of an earlier row")
        else:
            yield bsn.screen(where, {**row, OCCURRENCE: times[person]})


def own_id(row: Mapping[str, Any]) -> str | None:
    """The organisation's own identifier, where the row has one that can serve as a key."""
    value = row.get(ID)
    text = str(int(value) if isinstance(value, float) and value.is_integer() else value).strip()
    return text if value is not None and ID_FORM.fullmatch(text) else None


def identity(row: Mapping[str, Any]) -> tuple[str, ...]:
    """What tells people apart: ID_WZ, else postcode, occupation and date of registration."""
    own = own_id(row)
    if own:
        return (own,)
    day = day_of(row.get(REGISTERED)) if REGISTERED in row else None
    return fold(row.get(POSTCODE)), fold(row.get(OCCUPATION)), str(day or row.get(REGISTERED, ""))
