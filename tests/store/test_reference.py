"""Official tables in the store, and the commands that bring and show them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from matcher.cli import cli
from matcher.errors import InputError
from matcher.official import import_reference, reference_of
from matcher.store import Store
from tests.bridge.test_official import FILES
from tests.conftest import SHARED, needs_shared

Werkbrug = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name, text in FILES.items():
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    (tmp_path / "in" / "notes.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    return tmp_path / "in"


@pytest.fixture
def werkbrug(tmp_path: Path) -> Werkbrug:
    def run(*arguments: object) -> Result:
        return CliRunner().invoke(cli, ["--database", str(tmp_path / "w.db"), *map(str, arguments)])

    return run


def test_what_goes_in_comes_out(folder: Path) -> None:
    with Store.open(":memory:") as store:
        done = import_reference(store, [folder])
        reference = reference_of(store)
    assert (len(done.files), done.unknown, done.counts["new"]) == (6, ("notes.csv",), 6)
    assert reference.isco_of_kldb["24422"] == ("7212",)
    assert [c.nl[0] for c in reference.concepts] == ["lasser"]


def test_a_newer_table_takes_the_place_of_the_older_one(folder: Path) -> None:
    with Store.open(":memory:") as store:
        import_reference(store, [folder])
        (folder / "kldb.csv").write_text("kldb5,isco08\n11101,9211\n", encoding="utf-8")
        done = import_reference(store, [folder])
        assert done.counts == {"new": 0, "changed": 1, "same": 5}
        assert set(reference_of(store).isco_of_kldb) == {"11101"}
        assert len(store.reference_files()) == 6


def test_one_broken_file_and_nothing_is_stored(folder: Path) -> None:
    (folder / "kldb.csv").write_text("kldb5,isco08\nx,9211\n", encoding="utf-8")
    with Store.open(":memory:") as store:
        with pytest.raises(InputError, match=r"kldb\.csv:2, field kldb5"):
            import_reference(store, [folder])
        assert store.reference_files() == []


def test_two_files_of_one_kind_are_refused(folder: Path) -> None:
    (folder / "kldb2.csv").write_text("kldb5,isco08\n11101,9211\n", encoding="utf-8")
    with Store.open(":memory:") as store, pytest.raises(InputError, match=r"expected one kldb_isco table"):
        import_reference(store, [folder])


def test_a_named_file_must_be_an_official_table(folder: Path, werkbrug: Werkbrug) -> None:
    result = werkbrug("reference", "import", folder / "notes.csv")
    assert result.exit_code == 4
    assert "notes.csv: expected one of the official tables" in result.output


def test_one_language_alone_gets_advice(folder: Path, werkbrug: Werkbrug) -> None:
    result = werkbrug("reference", "import", folder / "occupations_nl.csv")
    assert result.exit_code == 0
    assert "esco_occupations: the table in de is missing" in result.output


def test_the_status_lists_versions(folder: Path, werkbrug: Werkbrug) -> None:
    assert "no official tables are loaded" in werkbrug("reference", "status").output
    (folder / "boc.csv").rename(folder / "BOC_lijst-24.1.csv")
    assert werkbrug("reference", "import", folder).exit_code == 0
    (line,) = [x for x in werkbrug("reference", "status").output.splitlines() if x.startswith("boc ")]
    assert "24.1" in line and "1 rows" in line and "sha256" in line


@needs_shared
def test_the_real_samples_go_in_and_come_out() -> None:
    with Store.open(":memory:") as store:
        done = import_reference(store, [SHARED / name for name in ("esco", "dkz", "kldb", "uwv")])
        reference = reference_of(store)
    assert len(done.files) == 16
    assert len(reference.titles) == 24_309
    assert len(reference.concepts) > 3_500
