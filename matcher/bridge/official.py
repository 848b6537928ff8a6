"""Official tables that a user imports: recognised by their header, checked, and turned into concepts.

ESCO classification CSVs (occupations, skills, ISCO groups; nl and de), the BA's DKZ list, UWV's BO&C list and
the KldB 2010 – ISCO-08 table. A code present on both sides is looked up, never guessed.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from matcher.bridge.lexicon import Concept
from matcher.errors import InputError

DKZ_CODE = re.compile(r"^B (\d{5})-(\d+)$")
LANG = re.compile(r"_(nl|de)\.csv$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Table:
    """One official file: what it is, its language where that matters, and its rows."""

    kind: str
    lang: str
    name: str
    rows: tuple[Mapping[str, str], ...]


def recognise(path: Path) -> Table | None:
    """The official table in a file, told by its header; None when it is none of those we know.

    Raises InputError when the file is one of them but a row breaks its form.
    """
    with path.open(encoding="utf-8-sig", newline="") as lines:
        sample = lines.readline()
        lines.seek(0)
        reader = csv.reader(lines, delimiter=";" if sample.count(";") > sample.count(",") else ",")
        head = next(reader, [])
        kind = _kind(head)
        if kind is None:
            return None
        if kind == "dkz":
            head, body = [f"c{i}" for i in range(len(head))], [head, *reader]
        else:
            body = list(reader)
    rows = tuple(_rows(kind, head, body, path.name))
    found = LANG.search(path.name)
    return Table(kind, found[1].lower() if found else _language_of(rows), path.name, rows)


def _kind(head: Sequence[str]) -> str | None:
    names = set(head)
    if {"conceptUri", "preferredLabel", "iscoGroup"} <= names:
        return "esco_occupations"
    if {"conceptUri", "preferredLabel", "skillType"} <= names:
        return "esco_skills"
    if {"conceptUri", "preferredLabel", "code"} <= names and "altLabels" in names:
        return "esco_groups"
    if {"kldb5", "isco08"} <= names:
        return "kldb_isco"
    if {"Code Bovenliggend Referentie Beroep", "Omschrijving"} <= names:
        return "boc"
    return "dkz" if len(head) == 12 and DKZ_CODE.match(head[1]) else None


REQUIRED = {
    "esco_occupations": ("conceptUri", "preferredLabel"),
    "esco_skills": ("conceptUri", "preferredLabel"),
    "esco_groups": ("conceptUri", "preferredLabel"),
    "kldb_isco": ("kldb5", "isco08"),
    "boc": ("Omschrijving", "Code Bovenliggend Referentie Beroep"),
    "dkz": ("c1", "c9"),
}


def _rows(kind: str, head: Sequence[str], body: Iterable[Sequence[str]], name: str) -> Iterator[dict[str, str]]:
    for line, row in enumerate(body, start=2):
        if not any(row):
            continue
        if len(row) != len(head):
            raise InputError(f"{name}:{line}", "", f"expected {len(head)} columns, found {len(row)}")
        record = dict(zip(head, row, strict=True))
        for field in REQUIRED[kind]:
            if not record[field].strip():
                raise InputError(f"{name}:{line}", field, "expected a value")
        yield record


def _language_of(rows: Sequence[Mapping[str, str]]) -> str:
    return "de" if rows and "c9" in rows[0] else ""


def load_folder(folder: Path) -> tuple[Concept, ...]:
    """Concepts of all official files in a folder and its subfolders."""
    return concepts_of([t for path in sorted(folder.rglob("*.csv")) if (t := recognise(path)) is not None])


def concepts_of(tables: Sequence[Table]) -> tuple[Concept, ...]:
    """Concepts that official tables give: ESCO occupations and skills that stand in both languages."""
    occupations = _esco(tables, "esco_occupations", "occupation")
    skills = _esco(tables, "esco_skills", "skill")
    groups = _esco(tables, "esco_groups", "knowledge")
    return (*occupations, *skills, *groups)


def _esco(tables: Sequence[Table], table_kind: str, kind: str) -> list[Concept]:
    """ESCO concepts by URI with labels of both languages; one language alone bridges nothing."""
    by_lang: dict[str, dict[str, Mapping[str, str]]] = {"nl": {}, "de": {}}
    for table in tables:
        if table.kind == table_kind and table.lang in by_lang:
            by_lang[table.lang].update({row["conceptUri"]: row for row in table.rows})
    return [
        Concept(f"esco:{uri.rsplit('/', 1)[1]}", kind, _labels(nl), _labels(by_lang["de"][uri]), _isco(nl))
        for uri, nl in by_lang["nl"].items()
        if uri in by_lang["de"]
    ]


def _labels(row: Mapping[str, str]) -> tuple[str, ...]:
    """Preferred label first, then the alternative ones."""
    labels = [row["preferredLabel"], *row.get("altLabels", "").split("\n")]
    return tuple(dict.fromkeys(x.strip() for x in labels if x.strip()))


def _isco(row: Mapping[str, str]) -> tuple[str, ...]:
    code = row.get("iscoGroup", "").strip()
    return (code,) if code.isdigit() else ()


def dkz_codes(tables: Iterable[Table]) -> dict[str, str]:
    """German title (long and short form) -> KldB 2010, from the BA's own list."""
    result: dict[str, str] = {}
    for table in tables:
        if table.kind == "dkz":
            for row in table.rows:
                found = DKZ_CODE.match(row["c1"])
                if found:
                    result.setdefault(row["c9"], found[1])
                    result.setdefault(row["c10"], found[1])
    return result


def kldb_to_isco(tables: Iterable[Table]) -> dict[str, str]:
    """KldB 2010 (five digits) -> ISCO-08 unit group."""
    return {row["kldb5"]: row["isco08"] for t in tables if t.kind == "kldb_isco" for row in t.rows}


def boc_titles(tables: Iterable[Table]) -> dict[str, tuple[str, str, str]]:
    """UWV occupation code -> (title, reference code, reference title)."""
    return {
        row["UWV beroep code"]: (
            row["Omschrijving"],
            row["Code Bovenliggend Referentie Beroep"],
            row["Omschrijving Bovenliggend Referentie Beroep"],
        )
        for t in tables
        if t.kind == "boc"
        for row in t.rows
    }
