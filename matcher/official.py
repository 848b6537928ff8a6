"""Imports official tables into the store and brings them back for the bridge."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from matcher.bridge.official import Reference, read_tables
from matcher.bridge.tables import Table
from matcher.errors import InputError
from matcher.store import Store, now
from matcher.store.reference import ReferenceFile

WITHOUT_LABELS = ("esco_broader", "esco_relations")


@dataclass(frozen=True, slots=True)
class ImportedReference:
    """What an import of official files did: the tables stored, the files that are none, counts, and advice."""

    files: tuple[ReferenceFile, ...]
    unknown: tuple[str, ...]
    counts: dict[str, int] = field(default_factory=dict)
    advice: tuple[str, ...] = ()


def import_reference(store: Store, paths: Sequence[Path]) -> ImportedReference:
    """Store every official table at these paths in one transaction; an older one of the same kind makes room.

    Raises InputError when a file breaks its form, when a file that was named itself is no official table, when
    nothing is found at all, or when two files are of the same kind and language. Then nothing is changed.
    """
    read = list(read_tables(paths))
    unknown = [path for path, table in read if table is None]
    for path in paths:
        if path in unknown:
            raise InputError(
                path.name, "", "expected one of the official tables (see `werkbrug reference import --help`)"
            )
    found = [(path, table) for path, table in read if table is not None]
    if not found:
        raise InputError(", ".join(p.name for p in paths), "", "expected official tables, found none")
    _refuse_doubles(found)
    at = now()
    files = tuple(_about(path, table, at) for path, table in found)
    with store.transaction():
        counts = store.put_reference((file, table.rows) for file, (_, table) in zip(files, found, strict=True))
    return ImportedReference(files, tuple(p.name for p in unknown), counts, tuple(advice(store.reference_files())))


def _refuse_doubles(found: Iterable[tuple[Path, Table]]) -> None:
    seen: dict[tuple[str, str], Path] = {}
    for path, table in found:
        other = seen.setdefault((table.kind, table.lang), path)
        if other is not path:
            raise InputError(str(path), "", f"expected one {' '.join(_name(table))} table, {other} is one too")


def _name(table: Table | ReferenceFile) -> tuple[str, ...]:
    return (table.kind, table.lang) if table.lang else (table.kind,)


def _about(path: Path, table: Table, at: str) -> ReferenceFile:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return ReferenceFile(table.kind, table.lang, table.name, table.version, len(table.rows), table.repeated, digest, at)


def reference_of(store: Store) -> Reference:
    """The look-ups and concepts of everything that was imported."""
    return Reference.of([Table(f.kind, f.lang, f.name, tuple(rows), f.version) for f, rows in store.reference_rows()])


def advice(files: Sequence[ReferenceFile]) -> Iterator[str]:
    """What is missing to make use of what is there: a table in one language alone bridges nothing."""
    langs: dict[str, set[str]] = {}
    for file in files:
        if file.lang and not file.kind.startswith(WITHOUT_LABELS):
            langs.setdefault(_family(file.kind), set()).add(file.lang)
    for kind, have in sorted(langs.items()):
        for lang in sorted({"nl", "de"} - have):
            yield f"{kind}: the table in {lang} is missing; labels in one language alone bridge nothing"
    kinds = {file.kind for file in files}
    if "dkz" in kinds and "kldb_isco" not in kinds:
        yield "dkz: without the KldB–ISCO table German titles have no ISCO-08 code"


def _family(kind: str) -> str:
    """Collections of skills count as skills: their Dutch labels stand in the Dutch skills table."""
    return "esco_skills" if kind.startswith("esco_") and kind.endswith("_skills") else kind
