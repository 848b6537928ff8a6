"""What is read from advertisements is kept: the same as reading all at once, and read again only where it must be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from matcher import readings, stored_index
from matcher.benchstock import Sample, make_vacancies
from matcher.bridge import Bridge
from matcher.errors import NotFoundError
from matcher.geo import Places
from matcher.models import Vacancy
from matcher.profile import german_levels
from matcher.stock import Stock
from matcher.store import Store

AT = "2026-11-24T03:00:00+00:00"


@cache
def bridge() -> Bridge:
    return Bridge.load()


@cache
def vacancies() -> list[Vacancy]:
    made = make_vacancies(Sample.shipped(), 40, seed=5)
    return sorted(made, key=lambda v: v.ref)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "w.db") as opened:
        opened.put_vacancies(((v, {}) for v in vacancies()), AT)
        yield opened


def test_the_stored_stock_is_the_one_that_reading_everything_at_once_gives(store: Store) -> None:
    assert readings.update(store, bridge) == 40
    places = Places.load()
    stored = readings.stock_of(store, bridge(), places)
    plain = Stock.of(vacancies(), bridge(), places, german_levels())
    assert stored.index.refs == plain.index.refs
    assert stored.index.names.feature_names_ == plain.index.names.feature_names_
    for one, other in ((stored.index.rows[range(40)], plain.index.rows), (stored.index.columns, plain.index.columns)):
        assert one.shape == other.shape and abs(one - other).max() == 0
    assert abs(stored.index.rows[[7, 3]] - plain.index.rows[[7, 3]]).max() == 0
    assert list(stored.reads) == list(plain.reads)
    np.testing.assert_array_equal(stored.spots.lat, plain.spots.lat)
    assert (stored.occupations.weights != plain.occupations.weights).nnz == 0


def test_the_index_is_the_same_however_many_rows_are_taken_at_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings.update(store, bridge)
    whole = readings.stock_of(store, bridge(), Places.load()).index
    monkeypatch.setattr(stored_index, "BLOCK", 7)
    parts = readings.stock_of(store, bridge(), Places.load()).index
    assert parts.refs == whole.refs and abs(parts.columns - whole.columns).max() == 0


def test_a_row_that_changed_after_the_index_was_made_still_has_the_width_of_the_index(store: Store) -> None:
    readings.update(store, bridge)
    index = readings.stock_of(store, bridge(), Places.load()).index
    new = replace(vacancies()[0], title="Xylophonbauerin", description="Quietschentchen zaehlen")
    store.put_vacancies([(new, {})], AT)
    readings.update(store, bridge)
    row = index.rows[index.row[new.ref]]
    assert row.shape == index.rows[1].shape and 0 < row.nnz < 40


def test_only_what_changed_is_read_again_and_what_is_gone_leaves_the_stock(store: Store) -> None:
    readings.update(store, bridge)
    changed = replace(vacancies()[0], title="Zahnarzt (m/w/d)", occupation="Zahnarzt/-ärztin")
    store.put_vacancies([(changed, {}), (vacancies()[1], {})], AT)
    store.mark_gone([vacancies()[2].ref], AT)
    assert store.unread(readings.version_of(store)) == [changed.ref]
    assert readings.update(store, bridge) == 1
    stock = readings.stock_of(store, bridge(), Places.load())
    assert stock.reads[stock.row[changed.ref]].vacancy.title == "Zahnarzt (m/w/d)"
    assert vacancies()[2].ref not in stock.row and len(stock.reads) == 39


def test_another_way_of_reading_reads_everything_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    readings.update(store, bridge)
    monkeypatch.setattr(readings, "version_of", lambda store: "another")
    assert readings.update(store, bridge) == 40


def test_other_processes_read_the_same(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readings.update(store, bridge)
    alone = [store.reading(v.ref) for v in vacancies()]
    store.db.execute("delete from readings")
    store.db.conn.commit()
    monkeypatch.setattr(readings, "WORTH_SHARING", 1)
    monkeypatch.setattr(readings, "BLOCK", 8)
    done: list[int] = []
    assert readings.update(store, bridge, workers=2, progress=done.append) == sum(done) == 40
    assert [store.reading(v.ref) for v in vacancies()] == alone


def test_a_stopped_reading_goes_on_where_it_stopped(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "BLOCK", 10)

    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        readings.update(store, bridge, progress=stop)
    assert len(store.unread(readings.version_of(store))) == 30
    assert readings.update(store, bridge) == 30


def test_the_record_of_the_source_comes_back_as_it_was(store: Store) -> None:
    body = {"referenznummer": "x", "stellenangebotsTitel": "Bäcker – früh"}
    store.put_vacancies([(Vacancy("x", "Bäcker"), body)], AT)
    store.db.execute("update vacancies set raw = ? where ref = ?", [json.dumps(body), vacancies()[0].ref])
    assert store.raw_vacancy("x") == store.raw_vacancy(vacancies()[0].ref) == body


def test_matching_before_the_first_import_says_what_is_missing(tmp_path: Path) -> None:
    with Store.open(tmp_path / "empty.db") as empty, pytest.raises(NotFoundError, match="import some first"):
        readings.stock_of(empty, bridge(), Places.load())
