"""Finds in code the sentences it may write, so that a test can hold them against their translations."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

Values = Mapping[str, tuple[ast.expr, ...]]
# Stands where a value comes that the code alone does not tell; a number, for some places take nothing else.
FILLED = "7"


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a module, with what the names around it may stand for."""

    node: ast.AST
    values: Values

    def texts(self, expression: ast.expr) -> tuple[str, ...]:
        """The texts that an expression may give; none where the code does not tell."""
        return tuple(text for text in dict.fromkeys(_texts(expression, self.values)) if text)


def nodes(path: Path) -> Iterator[Node]:
    """Every node of a module."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    yield from _below(module, _assigned(module.body))


def called(call: ast.Call) -> str:
    """The name of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _below(node: ast.AST, values: Values) -> Iterator[Node]:
    inner = {**values, **_assigned(node.body)} if isinstance(node, ast.FunctionDef) else values
    for child in ast.iter_child_nodes(node):
        yield Node(child, inner)
        yield from _below(child, inner)


def _assigned(body: list[ast.stmt]) -> dict[str, tuple[ast.expr, ...]]:
    """By name what it is set to anywhere in these lines, not in the functions they define."""
    found: dict[str, tuple[ast.expr, ...]] = {}
    todo: list[ast.AST] = list(body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            continue
        for target in node.targets if isinstance(node, ast.Assign) else ():
            if isinstance(node, ast.Assign) and isinstance(target, ast.Name):
                found[target.id] = (*found.get(target.id, ()), node.value)
        todo += ast.iter_child_nodes(node)
    return found


def _texts(expression: ast.expr, values: Values) -> Iterator[str]:
    match expression:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from (*_texts(one, values), *_texts(other, values))
        case ast.BoolOp(values=parts):
            for part in parts:
                yield from _texts(part, values)
        case ast.Name(id=name):
            without = {key: value for key, value in values.items() if key != name}
            for value in values.get(name, ()):
                yield from _texts(value, without)
        case ast.JoinedStr(values=parts):
            yield from map("".join, product(*(_part(part, values) for part in parts)))


def _part(part: ast.expr, values: Values) -> list[str]:
    """What may stand in one part of a text with values."""
    inner = part.value if isinstance(part, ast.FormattedValue) else part
    return [text for text in dict.fromkeys(_texts(inner, values)) if text] or [FILLED]
