"""Dataclasses to and from JSON text, used by the store and the command line.

cattrs writes, because it can leave out what is unknown; msgspec reads, because pages and matching read far more than
anybody writes, and it is several times as fast.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

import cattrs
import msgspec

T = TypeVar("T")


def _converter() -> cattrs.Converter:
    """A converter that leaves out what is unknown, so that stored records stay short."""
    converter = cattrs.Converter(omit_if_default=True)
    converter.register_unstructure_hook(date, lambda d: d.isoformat())
    converter.register_unstructure_hook(datetime, lambda d: d.isoformat())
    return converter


_CONVERTER = _converter()


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


def to_dict(value: Any) -> Any:
    """A dataclass (or a tuple of them) as plain JSON types."""
    return _CONVERTER.unstructure(value)


def to_json(value: Any) -> str:
    """A dataclass as one line of JSON."""
    return json.dumps(to_dict(value), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str, kind: type[T]) -> T:
    """The dataclass of this kind that `to_json` wrote; raises ValueError (msgspec.DecodeError) for anything else."""
    record: T = _decoder(kind).decode(text)  # type: ignore[arg-type]
    return record
