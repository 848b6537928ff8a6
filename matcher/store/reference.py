"""Official tables that the user imported: the newest of each kind and language, with where it came from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

COLUMNS = "kind, lang, name, version, rows, repeated, sha256, loaded_at"


@dataclass(frozen=True, slots=True)
class ReferenceFile:
    """What is known about an imported table beside its rows; `repeated` rows stood in the file more than once."""

    kind: str
    lang: str
    name: str
    version: str
    rows: int
    repeated: int
    sha256: str
    loaded_at: str


class ReferenceQueries:
    """Queries on the table `reference_files`."""

    db: Database

    def put_reference(self, found: Iterable[tuple[ReferenceFile, Iterable[Mapping[str, str]]]]) -> dict[str, int]:
        """Store tables, each in the place of the one of its kind and language; counts new, changed, same.

        One transaction: when one table cannot be stored, none is.
        """
        counts = {"new": 0, "changed": 0, "same": 0}
        with self.db.atomic():
            for file, rows in found:
                counts[self._put_file(file, rows)] += 1
        return counts

    def _put_file(self, file: ReferenceFile, rows: Iterable[Mapping[str, str]]) -> str:
        known = self.db.execute(
            "select sha256 from reference_files where kind = ? and lang = ?", [file.kind, file.lang]
        ).fetchone()
        self.db.execute(
            f"insert or replace into reference_files ({COLUMNS}, data) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                file.kind, file.lang, file.name, file.version, file.rows, file.repeated, file.sha256, file.loaded_at,
                json.dumps(list(rows), ensure_ascii=False, separators=(",", ":")),
            ],
        )  # fmt: skip
        if known is None:
            return "new"
        return "same" if known[0] == file.sha256 else "changed"

    def reference_files(self) -> list[ReferenceFile]:
        """What is loaded, by kind and language."""
        rows = self.db.execute(f"select {COLUMNS} from reference_files order by kind, lang")
        return [ReferenceFile(*row) for row in rows]

    def reference_rows(self) -> Iterator[tuple[ReferenceFile, list[dict[str, str]]]]:
        """Every loaded table with its rows."""
        for *about, data in self.db.execute(f"select {COLUMNS}, data from reference_files order by kind, lang"):
            yield ReferenceFile(*about), json.loads(data)
