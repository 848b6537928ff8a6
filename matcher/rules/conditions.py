"""The small language of conditions in rules: facts, operators and values as data; never evaluated as code.

A condition answers yes, no, or unknown (None) where the fact is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matcher.errors import InputError

OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "is": lambda has, value: bool(has == value),
    "not": lambda has, value: bool(has != value),
    "in": lambda has, value: has in value,
    "not_in": lambda has, value: has not in value,
    "lt": lambda has, value: bool(has < value),
    "le": lambda has, value: bool(has <= value),
    "gt": lambda has, value: bool(has > value),
    "ge": lambda has, value: bool(has >= value),
}
KNOWING = ("known", "unknown")
ORDERING = ("lt", "le", "gt", "ge")


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison of a fact."""

    fact: str
    op: str
    value: Any = None

    def holds(self, facts: Mapping[str, Any]) -> bool | None:
        """Yes, no, or None when the fact is unknown; `known` and `unknown` always answer."""
        has = facts.get(self.fact)
        if self.op in KNOWING:
            return (has is None) == (self.op == "unknown")
        return None if has is None else OPERATORS[self.op](has, self.value)

    def names(self) -> Iterator[str]:
        """The facts looked at."""
        yield self.fact

    def __str__(self) -> str:
        return f"{self.fact} {self.op}" + ("" if self.value is None else f" {self.value}")


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when one of its conditions holds."""

    conditions: tuple[Condition, ...]

    def holds(self, facts: Mapping[str, Any]) -> bool | None:
        """Yes when one holds, no when none does, None when that depends on an unknown fact."""
        answers = [c.holds(facts) for c in self.conditions]
        if True in answers:
            return True
        return None if None in answers else False

    def names(self) -> Iterator[str]:
        """The facts looked at."""
        for condition in self.conditions:
            yield condition.fact

    def __str__(self) -> str:
        return " or ".join(map(str, self.conditions))


When = Condition | AnyOf


def parse_conditions(raw: Any, where: str) -> tuple[When, ...]:
    """Conditions of a rule, all of which must hold; raises InputError."""
    if not isinstance(raw, list):
        raise InputError(where, "when", "expected a list of conditions")
    return tuple(_when(item, where) for item in raw)


def _when(raw: Any, where: str) -> When:
    if isinstance(raw, Mapping) and set(raw) == {"any"}:
        if not isinstance(raw["any"], list) or not raw["any"]:
            raise InputError(where, "when", "any: expected a list of conditions")
        return AnyOf(tuple(_condition(item, where) for item in raw["any"]))
    return _condition(raw, where)


def _condition(raw: Any, where: str) -> Condition:
    if not isinstance(raw, Mapping) or not {"fact", "op"} <= set(raw) <= {"fact", "op", "value"}:
        raise InputError(where, "when", f"expected {{ fact, op, value }}, not {raw!r}")
    fact, op, value = raw["fact"], raw["op"], raw.get("value")
    if op not in OPERATORS and op not in KNOWING:
        raise InputError(where, "when", f"unknown operator {op!r}; known are {', '.join((*OPERATORS, *KNOWING))}")
    if (op in KNOWING) != (value is None):
        raise InputError(
            where, "when", f"operator {op} of fact {fact}: expected {'no' if op in KNOWING else 'a'} value"
        )
    if op in ORDERING and not isinstance(value, int | float):
        raise InputError(where, "when", f"operator {op} of fact {fact}: expected a number")
    if op in ("in", "not_in") and not isinstance(value, list):
        raise InputError(where, "when", f"operator {op} of fact {fact}: expected a list of values")
    return Condition(fact, op, value)


def all_hold(conditions: Sequence[When], facts: Mapping[str, Any]) -> bool | None:
    """Whether all hold: no as soon as one does not, None when that depends on an unknown fact."""
    answers = [c.holds(facts) for c in conditions]
    if False in answers:
        return False
    return None if None in answers else True
