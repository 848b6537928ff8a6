"""Factors and gaps as sentences, from data/messages: factors.toml, and own.toml for the person they are about.

A part of a message in [square brackets] is left out when one of its values is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from babel.numbers import format_decimal
from markupsafe import Markup, escape

from matcher.data import read_toml
from matcher.models import Factor, Gap
from web import labels

OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
VALUE = re.compile(r"\{(\w+)\}")
TO = {"nl": "tot", "de": "bis", "en": "to"}


@cache
def texts() -> dict[str, Any]:
    """The shipped messages: names, factors, gaps; by name, level and language."""
    return read_toml("messages", "factors.toml")


@cache
def own_texts() -> dict[str, Any]:
    """The shipped messages that read differently for the person they are about."""
    return read_toml("messages", "own.toml")


def fill(text: str, params: Mapping[str, str]) -> str:
    """A message with its values; optional parts whose values are empty or missing disappear."""

    def part(found: re.Match[str]) -> str:
        return found[1] if all(params.get(name) for name in VALUE.findall(found[1])) else ""

    filled = VALUE.sub(lambda m: params.get(m[1], ""), OPTIONAL.sub(part, text))
    return " ".join(filled.split())


def factor_name(name: str, lang: str) -> str:
    """What a factor is called."""
    return str(texts()["names"][name][lang])


def factor_text(factor: Factor, lang: str, own: bool = False) -> Markup:
    """Why a factor gave its points, as HTML; `own` when the person it is about reads it."""
    words = {name: escape(value) for name, value in _in_words(factor.name, factor.params, lang, own).items()}
    if lang == "de" and factor.params.get("wished"):
        words["wished"] = _german_first(words.get("wished_de", Markup("")), escape(factor.params["wished"]))
    return Markup(fill(str(escape(_text(factor.name, _graded(factor), lang, own))), words))


def _german_first(german: Markup, dutch: Markup) -> Markup:
    """A Dutch title for who reads German: its German name, and behind it the words of the profile, marked as Dutch."""
    original = Markup('<span lang="nl">{}</span>').format(dutch)
    if german.casefold() == dutch.casefold():
        return german
    return Markup("{} ({})").format(german, original) if german else original


def _graded(factor: Factor) -> str:
    """The message of a level: that of its grade where the factor names one."""
    grade = factor.params.get("grade")
    return f"{factor.level}_{grade}" if grade else factor.level


def gap_text(gap: Gap, lang: str) -> str:
    """What is missing, as a step to take."""
    return fill(_text("gaps", gap.kind, lang, False), _in_words(gap.kind, gap.params, lang, False))


def own_steps(gaps: Sequence[Gap], lang: str) -> tuple[str, ...]:
    """What is missing as steps for the person; what the person may be able to do after all is one of them."""
    skills = [g for g in gaps if g.kind == "skill"]
    if len(skills) > 1:
        asked = ", ".join(_in_words(g.kind, g.params, lang, True).get("asked", "") for g in skills)
        gaps = [*(g for g in gaps if g.kind != "skill"), Gap("skills", "", {"asked": asked})]
    return tuple(fill(_text("gaps", g.kind, lang, True), _in_words(g.kind, g.params, lang, True)) for g in gaps)


def _text(part: str, name: str, lang: str, own: bool) -> str:
    found = own_texts().get(part, {}).get(name) if own else None
    return str((found or texts()[part][name])[lang])


def _in_words(kind: str, params: Mapping[str, str], lang: str, own: bool) -> Mapping[str, str]:
    """Values for a reader of this language: `has_de` stands for `has` where there is one; diplomas by their names."""
    found = {name: params.get(f"{name}_{lang}", value) for name, value in params.items()}
    if found.get("low") and found.get("high"):
        found["amount"] = _span(found["low"], found["high"], lang)
    if own and lang == "en" and params.get("has_de"):
        found["has"] = _beside(params["has"], params["has_de"])
    words: dict[str, Callable[[str], str]] = {"education": labels.diploma, "diploma": labels.diploma}
    if own:
        words["language"] = labels.german
    if kind not in words:
        return found
    return {k: words[kind](v) if k in ("asked", "has") and v else v for k, v in found.items()}


def _beside(dutch: str, german: str) -> str:
    """Dutch words with the German ones beside them; as they are where they do not belong together one by one."""
    pairs = list(zip(dutch.split(", "), german.split(", "), strict=False))
    if len(pairs) != dutch.count(", ") + 1 or len(pairs) != german.count(", ") + 1:
        return dutch
    return ", ".join(nl if nl == de else f"{nl} ({de})" for nl, de in pairs)


def _span(low: str, high: str, lang: str) -> str:
    """An amount, or two with a word between them, in the notation of a language."""
    ends = dict.fromkeys(format_decimal(float(end), "#,##0", locale=lang) for end in (low, high))
    return f" {TO[lang]} ".join(ends)
