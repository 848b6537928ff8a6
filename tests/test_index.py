from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.bridge.lexicon import Concept
from matcher.index import Hits, Index
from matcher.related import Occupations, Reach, best_link

features = st.dictionaries(st.sampled_from([f"w:{c}" for c in "abcdefghij"]), st.floats(0.1, 3), max_size=6)


def plain_top(index: Index, query: np.ndarray, k: int) -> list[tuple[int, float]]:
    """The slow obvious way: every cosine, sorted."""
    cosines = np.asarray(index.rows @ query.T).ravel()
    order = sorted(range(len(cosines)), key=lambda i: (-cosines[i], i))
    return [(i, float(cosines[i])) for i in order if cosines[i] > 0][:k]


def listed(found: list[Hits]) -> list[list[tuple[int, float]]]:
    return [list(zip(hits.rows.tolist(), hits.cosines.tolist(), strict=True)) for hits in found]


@given(st.lists(features, min_size=1, max_size=40), features, st.integers(1, 10))
@settings(max_examples=60)
def test_top_k_is_exactly_the_plain_sparse_product(
    rows: list[dict[str, float]], query: dict[str, float], k: int
) -> None:
    index = Index.fit([str(i) for i in range(len(rows))], [{"w:a": 1.0}, *rows[1:]])
    vector = index.vectors([query])
    found, expected = listed(index.top(vector, k))[0], plain_top(index, vector.toarray(), k)
    assert [round(c, 5) for _, c in found] == [round(c, 5) for _, c in expected]
    clear = [at for at, c in expected if sum(abs(c - other) < 1e-5 for _, other in expected) == 1]
    assert [at for at, _ in found if at in clear] == [at for at in clear if at in dict(found)]


def test_threads_do_not_change_the_answer() -> None:
    rng = np.random.default_rng(1)
    rows = [{f"w:{w}": 1.0 for w in rng.integers(0, 300, 20)} for _ in range(400)]
    index = Index.fit(map(str, range(400)), rows)
    queries = index.vectors(rows[:50])
    assert listed(index.top(queries, 20, threads=1)) == listed(index.top(queries, 20, threads=2))


def test_a_saved_index_answers_the_same(tmp_path: Path) -> None:
    index = Index.fit(["x", "y"], [{"w:a": 1.0, "w:b": 1.0}, {"w:b": 2.0, "o:1": 1.0}])
    index.save(tmp_path / "index")
    again = Index.load(tmp_path / "index")
    assert again.refs == ("x", "y")
    query = {"w:b": 1.0}
    assert listed(again.top(again.vectors([query]), 2)) == listed(index.top(index.vectors([query]), 2))


def test_a_query_that_shares_nothing_finds_nothing() -> None:
    index = Index.fit(["x"], [{"w:a": 1.0}])
    assert listed(index.top(index.vectors([{"w:never": 1.0}]), 5)) == [[]]


def test_rows_have_length_one() -> None:
    index = Index.fit(["x", "y"], [{"w:a": 1.0, "s:b": 0.5}, {"w:a": 3.0}])
    lengths = np.sqrt(np.asarray(index.rows.multiply(index.rows).sum(axis=1)).ravel())
    assert lengths == pytest.approx([1.0, 1.0])


keys = st.sampled_from(["a", "b", "c", "d", "e"])
weighted = st.dictionaries(keys, st.floats(0.05, 1), max_size=5)


@given(weighted, st.lists(weighted, min_size=1, max_size=8))
def test_all_links_at_once_are_those_found_one_by_one(own: dict[str, float], vacancies: list[dict[str, float]]) -> None:
    concepts = {
        "a": Concept("a", "occupation", ("a",), ("a",), ("7212",), "24422", near=("b",)),
        "b": Concept("b", "occupation", ("b",), ("b",), ("7213",), "24412"),
        "c": Concept("c", "occupation", ("c",), ("c",), ("5120",)),
        "d": Concept("d", "code", ("d",), ("d",), ("721", "9412"), "29301"),
        "e": Concept("e", "code", ("e",), ("e",), (), None),
    }
    reach = Reach.of(own, concepts)
    rows = list(reversed(range(len(vacancies))))
    one_by_one = [best_link(reach, vacancies[row], concepts) for row in rows]
    occupations = Occupations.of(vacancies, concepts)
    near, which = (found.tolist() for found in occupations.links(reach, rows))
    assert [(n, occupations.names[at] if at >= 0 else None) for n, at in zip(near, which, strict=True)] == one_by_one
