"""Dataclasses to and from JSON text (cattrs), used by the store and the command line."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any, TypeVar

import cattrs

T = TypeVar("T")


def _converter() -> cattrs.Converter:
    """A converter that leaves out what is unknown, so that stored records stay short."""
    converter = cattrs.Converter(omit_if_default=True)
    converter.register_unstructure_hook(date, lambda d: d.isoformat())
    converter.register_structure_hook(date, lambda v, _: date.fromisoformat(v))
    converter.register_unstructure_hook(datetime, lambda d: d.isoformat())
    converter.register_structure_hook(datetime, lambda v, _: datetime.fromisoformat(v))
    return converter


_CONVERTER = _converter()


def to_dict(value: Any) -> Any:
    """A dataclass (or a tuple of them) as plain JSON types."""
    return _CONVERTER.unstructure(value)


def to_json(value: Any) -> str:
    """A dataclass as one line of JSON."""
    return json.dumps(to_dict(value), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str, kind: type[T]) -> T:
    """The dataclass of this kind that `to_json` wrote."""
    return _CONVERTER.structure(json.loads(text), kind)
