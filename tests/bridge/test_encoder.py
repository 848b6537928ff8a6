"""The optional encoder on a small stand-in: what is encoded once stays on disk, and order is by meaning."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from matcher.bridge import Bridge
from matcher.bridge.encoder import Encoder, standardised

MEANINGS = {"rood": [1.0, 0.1, 0.0], "Rot": [0.9, 0.2, 0.0], "Blau": [0.0, 1.0, 0.1], "Gelb": [0.1, 0.0, 1.0]}


class Counting:
    """Encodes known words and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, label: str) -> np.ndarray:
        self.asked.append(label)
        return np.array(MEANINGS.get(label, [0.3, 0.3, 0.3]))


def test_each_label_is_encoded_once_and_kept_on_disk(tmp_path: Path) -> None:
    first, second = Counting(), Counting()
    one = Encoder("m", first, tmp_path).vectors(["Rot", "Blau", "Rot"])
    again = Encoder("m", second, tmp_path).vectors(["Blau", "Rot"])
    assert (first.asked, second.asked) == (["Rot", "Blau"], [])
    assert np.array_equal(one[:2], again[::-1])


def test_rows_have_length_one() -> None:
    lengths = np.linalg.norm(Encoder("m", Counting()).vectors(list(MEANINGS)), axis=1)
    assert lengths == pytest.approx(np.ones(len(MEANINGS)), abs=1e-3)


def test_the_nearest_meaning_stands_highest_and_all_lie_between_0_and_1() -> None:
    encoder = Encoder("m", Counting())
    found = standardised(encoder.vectors(["rood"]), encoder.vectors(["Blau", "Rot", "Gelb"]))
    assert int(found.argmax()) == 1
    assert ((found >= 0) & (found <= 1)).all()


def test_the_encoder_can_settle_what_the_lexicon_leaves_open() -> None:
    bridge = Bridge.load()
    german = ["Blau", "Rot", "Gelb"]
    with_it = replace(bridge, encoder=Encoder("m", Counting())).similarity(["rood"], german, "skill")
    assert with_it.shape == bridge.similarity(["rood"], german, "skill").shape
    assert int(with_it.argmax()) == 1
