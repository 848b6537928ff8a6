"""Reads official files: which one it is (told by its header), whether it keeps its form, and the columns we use.

The forms are those of ESCO's classification CSVs, the EURES mapping tables, the BA's DKZ list, UWV's BO&C list
and the KldB 2010 – ISCO-08 table; each may come as CSV (comma or semicolon, UTF-8) or as the first sheet of an XLSX.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from matcher.errors import InputError

SUFFIXES = (".csv", ".xlsx")
# Some published tables put a few lines about themselves above the header.
HEADER_WITHIN = 40
LANG = re.compile(r"(?:^|[_\W])(nl|de)(?:[_\W]|$)", re.IGNORECASE)
COUNTRY = {
    "nl": re.compile(r"netherlands|nederland|niederlande|uwv|bo&c|boc_", re.IGNORECASE),
    "de": re.compile(r"germany|duitsland|deutschland|dkz|arbeitsagentur", re.IGNORECASE),
}
VERSION = re.compile(r"(?:^|[^\d.])v?(\d{1,4}\.\d{1,3}(?:\.\d{1,3})?)(?=[^\d.]|\.\D|$)", re.IGNORECASE)
ESCO = r"http://data\.europa\.eu/esco/"
URI = (re.compile(ESCO + r"\S+"), "an ESCO address (http://data.europa.eu/esco/…)")
ISCO = (re.compile(r"\d{1,4}"), "an ISCO-08 code of one to four digits")
RELATION = re.compile(r"(exact|close|broad|narrow)(?:er)?\s?match$", re.IGNORECASE)

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of official file: the columns that tell it, those kept, what a cell must look like, and the key.

    `names` maps a column as we call it to a pattern over the file's header; by default the name itself.
    """

    kind: str
    needs: tuple[str, ...]
    keeps: tuple[str, ...] = ()
    cells: Mapping[str, tuple[re.Pattern[str], str]] = field(default_factory=dict)
    key: tuple[str, ...] = ("conceptUri",)
    names: Mapping[str, str] = field(default_factory=dict)
    lang: str = "needed"
    may_be_empty: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """One official file: what it is, its language where that matters, its version, its rows, and rows that repeat."""

    kind: str
    lang: str
    name: str
    rows: tuple[Row, ...]
    version: str = ""
    repeated: int = 0


LABELS = ("preferredLabel", "altLabels")
MAPPING_NAMES = {
    "one": r"classification\s*1\s*(uri|id|code)|source\s*(uri|id|code)|national\s*(uri|id|code)",
    "one_label": r"classification\s*1\s*(pref\w*\s*label|label|title)|(source|national)\s*(pref\w*\s*label|label|title)",
    "relation": r"mapping\s*(relation|type|property)|relation|match\s*type",
    "two": r"classification\s*2\s*(uri|id|code)|target\s*(uri|id|code)|esco\s*(uri|id|code)",
    "two_label": r"classification\s*2\s*(pref\w*\s*label|label|title)|(target|esco)\s*(pref\w*\s*label|label|title)",
}
# The first form whose columns are all there decides, so the more particular forms stand first.
FORMS = (
    Form("esco_occupations", ("conceptUri", "preferredLabel", "iscoGroup"), ("altLabels", "code"),
         {"conceptUri": URI, "iscoGroup": ISCO}),
    Form("esco_collection", ("conceptUri", "preferredLabel", "skillType", "broaderConceptUri"), ("altLabels",),
         {"conceptUri": URI}, may_be_empty=frozenset(["broaderConceptUri", "skillType"])),
    Form("esco_skills", ("conceptUri", "preferredLabel", "skillType"), ("altLabels",), {"conceptUri": URI},
         may_be_empty=frozenset(["skillType"])),
    Form("esco_groups", ("conceptType", "conceptUri", "preferredLabel", "code"), ("altLabels",), {"conceptUri": URI},
         may_be_empty=frozenset(["code"])),
    Form("esco_hierarchy", ("Level 0 URI", "Level 0 preferred term"),
         tuple(f"Level {n} {what}" for n in (1, 2, 3) for what in ("URI", "preferred term")),
         {"Level 0 URI": URI}, key=tuple(f"Level {n} URI" for n in range(4))),
    Form("esco_broader", ("conceptType", "conceptUri", "broaderType", "broaderUri"),
         cells={"conceptUri": URI, "broaderUri": URI}, key=("conceptUri", "broaderUri"), lang="optional"),
    Form("esco_relations", ("occupationUri", "relationType", "skillUri"),
         cells={"occupationUri": URI, "skillUri": URI}, key=("occupationUri", "skillUri"), lang="optional"),
    Form("eures", ("one", "relation", "two"), ("one_label", "two_label"),
         {"relation": (RELATION, "exactMatch, closeMatch, broadMatch or narrowMatch")},
         key=("one", "two", "relation"), names=MAPPING_NAMES),
    Form("kldb_isco", ("kldb5", "isco08"),
         cells={"kldb5": (re.compile(r"\d{5}"), "a KldB 2010 code of five digits"), "isco08": ISCO},
         key=("kldb5", "isco08"), lang="none",
         names={"kldb5": r"kldb5|kldb[ _]?2010.*(5|code|schl)", "isco08": r"isco08|isco[ -]?08.*(4|code|schl)"}),
    Form("boc", ("UWV beroep code", "Omschrijving", "Code Bovenliggend Referentie Beroep"),
         ("Omschrijving Bovenliggend Referentie Beroep",),
         {"UWV beroep code": (re.compile(r"\d{1,12}"), "a UWV occupation code (digits)")},
         key=("UWV beroep code",), lang="none"),
)  # fmt: skip
# DKZ comes without a header: twelve columns, the second holds the code.
DKZ_CODE = re.compile(r"^[A-Z] (\d{5})-(\d+)$")
DKZ = Form("dkz", ("code", "title", "short"), cells={"code": (DKZ_CODE, "a code like B 43104-103")}, key=("code",),
           lang="none")  # fmt: skip
DKZ_COLUMNS = {"code": 1, "title": 9, "short": 10}


def recognise(path: Path) -> Table | None:
    """The official table in a file, told by its header; None when it is none of those we know.

    Raises InputError with file, line and field when the file is one of them but a row breaks its form.
    """
    lines = list(_lines(path))
    found = _form(lines[:HEADER_WITHIN])
    if found is None:
        return None
    form, start, columns = found
    rows, repeated, newest = _checked(form, columns, lines[start:], path.name)
    if not rows:
        raise InputError(path.name, "", "expected rows below the header")
    kind = _kind(form.kind, rows, path)
    if kind is None:
        return None
    lang = "" if form.lang == "none" else _lang(path, rows)
    if form.lang == "needed" and not lang:
        raise InputError(path.name, "", "expected _nl or _de in the file's name, to tell its language")
    return Table(kind, lang, path.name, rows, _version(path) or newest[:10], repeated)


def _lines(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows of a file with the line each begins on."""
    try:
        if path.suffix.lower() == ".xlsx":
            yield from enumerate(_sheet(path), start=1)
        else:
            yield from _csv_lines(path)
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(path.name, "", "expected a CSV file in UTF-8") from error
    except (OSError, InvalidFileException, zipfile.BadZipFile, KeyError) as error:
        raise InputError(path.name, "", f"expected a file that can be read ({type(error).__name__})") from error


def _csv_lines(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        sample = "".join(line for line, _ in zip(lines, range(HEADER_WITHIN), strict=False))
        lines.seek(0)
        reader = csv.reader(lines, delimiter=max(",;\t", key=sample.count))
        line = 1
        for row in reader:
            yield line, row
            line = reader.line_num + 1


def _sheet(path: Path) -> Iterator[Sequence[str]]:
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield ["" if cell is None else str(cell) for cell in row]
    finally:
        book.close()


def _form(lines: Sequence[tuple[int, Sequence[str]]]) -> tuple[Form, int, dict[str, int]] | None:
    """The form of a file, where its rows begin, and which column is which."""
    for at, (_, head) in enumerate(lines):
        if at == 0 and len(head) == 12 and DKZ_CODE.match(head[1]):
            return DKZ, 0, DKZ_COLUMNS
        for form in FORMS:
            columns = _columns(form, head)
            if all(name in columns for name in form.needs):
                return form, at + 1, columns
    return None


def _columns(form: Form, head: Sequence[str]) -> dict[str, int]:
    """Our column names -> positions in this header; the first fitting column counts."""
    result: dict[str, int] = {}
    for name in (*form.needs, *form.keeps, "modifiedDate"):
        pattern = re.compile(form.names.get(name, re.escape(name)), re.IGNORECASE)
        at = next((i for i, cell in enumerate(head) if pattern.fullmatch(" ".join(cell.split()))), None)
        if at is not None:
            result[name] = at
    return result


def _checked(
    form: Form, columns: Mapping[str, int], lines: Iterable[tuple[int, Sequence[str]]], name: str
) -> tuple[tuple[Row, ...], int, str]:
    """The rows in our columns, how many repeat an earlier one, and the newest date of change among them."""
    rows: dict[tuple[str, ...], Row] = {}
    repeated, newest = 0, ""
    width = 1 + max(columns[x] for x in form.needs)
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) < width:
            raise InputError(f"{name}:{line}", "", f"expected at least {width} columns, found {len(cells)}")
        record = {x: cells[at].strip() if at < len(cells) else "" for x, at in columns.items()}
        newest = max(newest, record.pop("modifiedDate", ""))
        _check(form, record, f"{name}:{line}")
        key = tuple(record.get(x, "") for x in form.key)
        if rows.setdefault(key, record) is not record:
            repeated += 1
            if rows[key] != record:
                raise InputError(f"{name}:{line}", form.key[0], f"{' '.join(key)} stands twice with different content")
    return tuple(rows.values()), repeated, newest


def _check(form: Form, record: Row, where: str) -> None:
    for name in form.needs:
        if not record[name] and name not in form.may_be_empty:
            raise InputError(where, name, "expected a value")
    for name, (pattern, expected) in form.cells.items():
        if record[name] and not (pattern.search if name == "relation" else pattern.fullmatch)(record[name]):
            raise InputError(where, name, f"expected {expected}, found {record[name][:60]!r}")


def _kind(kind: str, rows: Sequence[Row], path: Path) -> str | None:
    """The kind in full, where the header alone does not tell; None when the file turns out to be another thing."""
    if kind == "esco_groups":
        return "esco_isco_groups" if "/isco/" in rows[0]["conceptUri"] else "esco_skill_groups"
    if kind == "esco_broader":
        return "esco_broader_skills" if "/skill/" in rows[-1]["conceptUri"] else "esco_broader_occupations"
    if kind == "esco_collection":
        return f"esco_{re.split('Skill|Collection|_', path.stem)[0].lower() or 'other'}_skills"
    if kind == "eures":
        return _mapping_kind(rows)
    return kind


def _mapping_kind(rows: Sequence[Row]) -> str | None:
    """Occupations or skills, by the ESCO side; None for a mapping between two other classifications."""
    for side in ("two", "one"):
        if re.match(ESCO, rows[0][side]):
            skills = sum("/skill/" in row[side] for row in rows)
            return "eures_skills" if 2 * skills > len(rows) else "eures_occupations"
    return None


def _lang(path: Path, rows: Sequence[Row]) -> str:
    """nl or de, from the file's name (or, in a mapping, the national addresses); empty when neither tells."""
    addresses = " ".join(row[side] for row in rows[:20] for side in ("one", "two") if side in row)
    found = LANG.findall(path.stem)
    by_country = [lang for lang, pattern in COUNTRY.items() if pattern.search(f"{path.stem} {addresses}")]
    return str(found[-1]).lower() if found else next(iter(by_country), "")


def _version(path: Path) -> str:
    """The version that the file's or its folders' names state, like 24.1 or 1.2.0."""
    for name in (path.stem, path.parent.name, path.parent.parent.name):
        if found := VERSION.search(name):
            return found[1]
    return ""
