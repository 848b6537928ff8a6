"""Numbers and words as people write them in each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from babel.numbers import format_decimal

LANGUAGES = ("nl", "de", "en")
PATTERNS = {
    "euro": "#,##0",
    "cents": "#,##0.00",
    "number": "#,##0.##",
    "percent": "#,##0.##",
    "whole": "#,##0",
    "plain": "0",
}
AROUND = {
    "nl": {"euro": "€ {}", "cents": "€ {}", "percent": "{}%"},
    "de": {"euro": "{} €", "cents": "{} €", "percent": "{} %"},
    "en": {"euro": "€{}", "cents": "€{}", "percent": "{}%"},
}


def written(value: Any, kind: str, lang: str, words: Mapping[str, Mapping[str, str]]) -> str:
    """A value in words: `kind` is euro, cents, percent (of a share), number, whole, plain (a year), or word (looked up)."""
    if kind == "word":
        return words.get(str(value), {}).get(lang, str(value))
    number = float(value) * 100 if kind == "percent" else float(value)
    text = format_decimal(round(number, 2), format=PATTERNS[kind], locale=lang)
    return AROUND[lang].get(kind, "{}").format(text)
