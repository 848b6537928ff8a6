from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError
from matcher.rules.conditions import OPERATORS, all_hold, parse_conditions


def holds(raw: list[Any], facts: dict[str, Any]) -> bool | None:
    return all_hold(parse_conditions(raw, "here"), facts)


@pytest.mark.parametrize(
    ("op", "value", "fact", "expected"),
    [
        ("is", True, True, True), ("is", True, None, None), ("not", "ww", "zw", True), ("not", "ww", None, None),
        ("in", ["a", "b"], "b", True), ("not_in", ["a"], "a", False), ("lt", 5, 5, False), ("le", 5, 5, True),
        ("gt", 5, 5, False), ("ge", 5, 5, True), ("known", None, 0, True), ("known", None, None, False),
        ("unknown", None, None, True), ("unknown", None, False, False),
    ],
    ids=lambda x: str(x),
)  # fmt: skip
def test_operators(op: str, value: Any, fact: Any, expected: bool | None) -> None:
    raw = {"fact": "x", "op": op} | ({} if value is None else {"value": value})
    assert holds([raw], {} if fact is None else {"x": fact}) is expected


def test_any_of_holds_when_one_does() -> None:
    raw = [{"any": [{"fact": "a", "op": "is", "value": 1}, {"fact": "b", "op": "is", "value": 1}]}]
    assert holds(raw, {"b": 1}) is True
    assert holds(raw, {"b": 2}) is None
    assert holds(raw, {"a": 2, "b": 2}) is False


@pytest.mark.parametrize(
    "raw",
    [
        {"fact": "x"},
        [{"fact": "x"}],
        [{"fact": "x", "op": "=="}],
        [{"fact": "x", "op": "__import__", "value": "os"}],
        [{"fact": "x", "op": "is"}],
        [{"fact": "x", "op": "known", "value": True}],
        [{"fact": "x", "op": "in", "value": "abc"}],
        [{"fact": "x", "op": "is", "value": 1, "else": 2}],
        ["x > 1"],
    ],
    ids=[
        "no-list",
        "no-operator",
        "unknown-operator",
        "code",
        "no-value",
        "value-too-much",
        "text-as-list",
        "odd-field",
        "expression",
    ],
)
def test_anything_else_is_refused(raw: Any) -> None:
    with pytest.raises(InputError):
        parse_conditions(raw, "here")


@given(st.sampled_from(["lt", "le", "gt", "ge", "is", "not"]), st.integers(), st.integers())
def test_an_unknown_fact_never_decides(op: str, value: int, fact: int) -> None:
    raw = [{"fact": "x", "op": op, "value": value}]
    assert holds(raw, {}) is None
    assert holds(raw, {"x": fact}) is OPERATORS[op](fact, value)
