"""Marks in the text of an advertisement what was understood of it, and how strongly it is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

from matcher.extract import text_of
from matcher.models import Asked, Strength, Vacancy

TAG = re.compile(r"(<[^>]*>)")
# How a class is called; strongest last, so that it wins where a phrase is asked twice.
ORDER = (Strength.BOAST, Strength.NICE, Strength.TASK, Strength.REQUIRED)
GERMAN = re.compile(r"\b\w*deutsch\w*(?:\s+(?:sprach)?kenntnisse)?", re.IGNORECASE)


def marked(text: Markup, vacancy: Vacancy, asked: Asked) -> Markup:
    """The cleaned text with a <mark> around each phrase that was understood; nothing else in it changes."""
    phrases = understood(vacancy, asked)
    if not phrases:
        return text
    longest_first = sorted(phrases, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(str(escape(p))) for p in longest_first) + r")(?!\w)")
    kinds = {str(escape(phrase)): kind for phrase, kind in phrases.items()}
    pieces = TAG.split(str(text))
    return Markup("".join(p if p.startswith("<") else pattern.sub(lambda m: _mark(m[0], kinds), p) for p in pieces))


def _mark(phrase: str, kinds: Mapping[str, str]) -> str:
    return f'<mark class="wb-mark wb-mark--{kinds[phrase]}">{phrase}</mark>'


def understood(vacancy: Vacancy, asked: Asked) -> dict[str, str]:
    """Phrases of the text as they are written there, with how strongly each is asked."""
    whole = text_of(vacancy)
    found = {
        whole[s.start : s.end].strip(): s.strength.value
        for strength in ORDER
        for s in asked.skills
        if s.strength is strength and s.end > s.start >= len(vacancy.title) + 1
    }
    return {
        phrase: kind for phrase, kind in {**_german(whole, asked), **found}.items() if phrase and "\n" not in phrase
    }


def _german(whole: str, asked: Asked) -> dict[str, str]:
    """The words about German, where the text itself asks for it."""
    if asked.german.level is None or asked.german.assumed:
        return {}
    return {m[0]: Strength.REQUIRED.value for m in GERMAN.finditer(whole)}


def kinds_in(text: Markup) -> tuple[str, ...]:
    """Which kinds of marks a marked text holds, for the legend; strongest first."""
    return tuple(s.value for s in reversed(ORDER) if f"wb-mark--{s.value}" in str(text))
