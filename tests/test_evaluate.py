from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.bridge import Bridge, Concept, Lexicon
from matcher.bridge.encoder import Encoder
from matcher.errors import InputError
from matcher.evaluate import BridgeScorers, evaluate_terms, first_ranks, ndcg, read_candidates, read_pairs, recall

grades = st.lists(st.integers(0, 3), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("scores", "right", "rank"),
    [
        pytest.param([0.9, 0.5, 0.1], [0], 1, id="first"),
        pytest.param([0.9, 0.5, 0.1], [2], 3, id="last"),
        pytest.param([0.9, 0.5, 0.1], [2, 1], 2, id="best of two right ones"),
        pytest.param([0.5, 0.5, 0.1], [0], 1.5, id="tie shares the mean rank"),
        pytest.param([0.0, 0.0, 0.0], [1], 2, id="all tied: the middle, not the top"),
    ],
)
def test_first_rank(scores: list[float], right: list[int], rank: float) -> None:
    assert first_ranks(np.array([scores]), [right]).tolist() == [rank]


def test_a_perfect_and_a_reversed_scorer() -> None:
    pairs, candidates = {"a": {"A"}, "b": {"B"}}, ["A", "B", "C"]
    perfect = lambda q, c: np.array([[float(x.upper() == y) for y in c] for x in q])  # noqa: E731
    figures = evaluate_terms(pairs, candidates, {"good": perfect, "bad": lambda q, c: -perfect(q, c)})
    assert figures["good"] == {"mrr": 1.0, "a@1": 1.0, "a@10": 1.0}
    assert figures["bad"]["a@1"] == 0.0  # type: ignore[index]


def test_a_right_term_outside_the_candidates_is_counted() -> None:
    figures = evaluate_terms({"a": {"A"}, "b": {"X"}}, ["A"], {"one": lambda q, c: np.ones((len(q), len(c)))})
    assert (figures["queries"], figures["queries_without_candidate"]) == (1, 1)


@given(grades)
def test_ndcg_lies_between_0_and_1_and_the_ideal_order_gives_1(found: list[int]) -> None:
    assert 0 <= ndcg(found) <= 1
    assert ndcg(sorted(found, reverse=True)) == pytest.approx(1.0)


def test_ndcg_by_hand() -> None:
    # gains 2^0-1=0 and 2^2-1=3 at positions 1 and 2: (0/log2(2) + 3/log2(3)) / (3/log2(2) + 0)
    assert ndcg([0, 2]) == pytest.approx((3 / math.log2(3)) / 3)


def test_recall_counts_within_the_first_k() -> None:
    assert recall(["a", "b", "c"], {"b", "z"}, k=2) == 0.5
    assert recall(["a"], set()) == 1.0


def test_a_broken_pairs_file_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "pairs.csv"
    file.write_text("nl,de\nkok,Koch\nbakker,\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"pairs\.csv:3: expected two filled columns"):
        read_pairs(file)


def test_candidates_stand_once(tmp_path: Path) -> None:
    file = tmp_path / "candidates.csv"
    file.write_text('de\nKoch\n"Bäcker, Konditor"\nKoch\n', encoding="utf-8")
    assert read_candidates(file) == ["Koch", "Bäcker, Konditor"]


def test_the_bridge_is_measured_with_its_encoder_and_without() -> None:
    lexicon = Lexicon((), (Concept("red", "skill", ("rood",), ("Rot",)),), {})
    encoder = Encoder("m", lambda labels: np.array([[1.0, float(x == "Blau")] for x in labels]), share={"skill": 0.5})
    german = ["Rot", "Blau"]
    plain, both = (BridgeScorers(Bridge(lexicon, encoder=e), "skill").by_name() for e in (None, encoder))
    assert (list(plain), list(both)) == (["bridge"], ["bridge", "bridge_without_encoder"])
    alone = plain["bridge"](["rood"], german)
    assert int(alone.argmax()) == 0
    fused = both["bridge"](["rood"], german)
    assert fused.shape == (1, 2) and not np.array_equal(fused, alone)
    assert np.array_equal(both["bridge_without_encoder"](["rood"], german), alone)
