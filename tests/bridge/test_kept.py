"""A linker that was kept does what the one that was made does; a file that is of no use is as if it were not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from matcher.bridge import Bridge
from matcher.bridge.kept import kept
from matcher.bridge.lexicon import Lexicon

TITLES = ["Fachkraft für Lagerlogistik", "Pflegehelferin", "Schweißer (MAG)"]


def refuse() -> Bridge:
    raise AssertionError("made again")


def linked(bridge: Bridge) -> tuple[list[list[float]], list[list[float]]]:
    linker = bridge.linker("occupation")
    german, dutch = linker.german_concepts(TITLES), linker.dutch_concepts(["heftruckchauffeur", "lasser"])
    return german.toarray().tolist(), dutch.toarray().tolist()


def test_a_kept_linker_links_as_the_one_that_was_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "kept" / "linker-1"
    made = linked(Bridge(Lexicon.load(), kept=file))
    monkeypatch.setattr(Bridge, "_build", lambda *_: refuse())
    again = Bridge(Lexicon.load(), kept=file)
    assert linked(again) == made
    linker = again.linker("occupation")
    assert linker.concepts[0] is again.lexicon.occupations[0] and linker.german.splitter is again.german_splitter


@pytest.mark.parametrize("length", [0, 10, -1], ids=["empty", "cut short", "one byte less"])
def test_half_a_file_is_as_if_there_were_none(tmp_path: Path, length: int) -> None:
    file = tmp_path / "thing"
    kept(file, {}, lambda: ["made"])
    file.write_bytes(file.read_bytes()[:length])
    assert kept(file, {}, lambda: ["made anew"]) == ["made anew"]
    assert kept(file, {}, refuse) == ["made anew"]


def test_only_the_newest_version_is_kept(tmp_path: Path) -> None:
    for name in ("one", "two"):
        kept(tmp_path / name, {}, lambda: 1)
    assert [file.name for file in tmp_path.iterdir()] == ["two"]


def test_where_nothing_can_be_kept_it_is_made_each_time(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be", encoding="utf-8")
    assert kept(tmp_path / "taken" / "thing", {}, lambda: "made") == "made"
