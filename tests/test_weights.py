from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from matcher.jobs import default_weights

SCRIPT = Path(__file__).parents[1] / "data" / "sample" / "fit_weights.py"


@pytest.fixture(scope="module")
def fitting() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fit_weights", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# A row more in the lexicon moves a judged pair or two; the weights are set again when that is worth more than this.
STALE = 0.01


def test_the_shipped_weights_are_those_the_method_gives(fitting: ModuleType) -> None:
    people = list(fitting.shares_of_judged().values())
    fitted = fitting.fit(people)
    assert list(fitted) == list(default_weights())
    assert fitting.quality(default_weights(), people) >= fitting.quality(fitted, people) - STALE, (
        "run data/sample/fit_weights.py --write"
    )


def test_fitting_moves_points_to_the_factor_that_orders_as_the_judges_do(fitting: ModuleType) -> None:
    def judged(pay: float, grade: int) -> tuple[dict[str, float], int]:
        return {**dict.fromkeys(fitting.START, 0.5), "pay": pay}, grade

    people = [[judged(0.0, 0), judged(1.0, 3), judged(0.5, 1)]] * 3
    against = [[judged(0.0, 3), judged(1.0, 0), judged(0.5, 1)]] * 3
    assert fitting.fit(people)["pay"] >= fitting.fit(against)["pay"]
    assert sum(fitting.fit(against).values()) == 100
