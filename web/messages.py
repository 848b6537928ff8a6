"""Factors and gaps as sentences, from data/messages/factors.toml.

A part of a message in [square brackets] is left out when one of its values is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from matcher.data import read_toml
from matcher.models import Factor, Gap
from web import labels

OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
VALUE = re.compile(r"\{(\w+)\}")


@cache
def texts() -> dict[str, Any]:
    """The shipped messages: names, factors, gaps; by name, level and language."""
    return read_toml("messages", "factors.toml")


def fill(text: str, params: Mapping[str, str]) -> str:
    """A message with its values; optional parts whose values are empty or missing disappear."""

    def part(found: re.Match[str]) -> str:
        return found[1] if all(params.get(name) for name in VALUE.findall(found[1])) else ""

    filled = VALUE.sub(lambda m: params.get(m[1], ""), OPTIONAL.sub(part, text))
    return " ".join(filled.split())


def factor_name(name: str, lang: str) -> str:
    """What a factor is called."""
    return str(texts()["names"][name][lang])


def factor_text(factor: Factor, lang: str) -> str:
    """Why a factor gave its points."""
    return fill(texts()[factor.name][factor.level][lang], _in_words(factor.name == "education", factor.params, lang))


def gap_text(gap: Gap, lang: str) -> str:
    """What is missing, as a step to take."""
    return fill(texts()["gaps"][gap.kind][lang], _in_words(gap.kind == "diploma", gap.params, lang))


def _in_words(is_diploma: bool, params: Mapping[str, str], lang: str) -> Mapping[str, str]:
    """Values for a reader of this language: `has_de` stands for `has` where there is one; diplomas by their names."""
    own = {name: params.get(f"{name}_{lang}", value) for name, value in params.items()}
    if not is_diploma:
        return own
    return {k: labels.diploma(v) if k in ("asked", "has") and v else v for k, v in own.items()}
