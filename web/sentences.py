"""Which of a list of English sentences a text is: a sentence with places for values is a pattern that finds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PLACE = re.compile(r"%\\\((\w+)\\\)s")
ANYTHING = ".+"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sentence with places, `%(name)s`, and the expression that a text in its form fits as a whole."""

    sentence: str
    form: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Fit:
    """The sentence that a text is, and the values in its places."""

    sentence: str
    values: Mapping[str, str]


def pattern(sentence: str, forms: Mapping[str, str]) -> Pattern:
    """The pattern of a sentence; `forms` says by name of a place what may stand there, where that is not anything."""
    expression = PLACE.sub(lambda m: f"(?P<{m[1]}>{forms.get(m[1], ANYTHING)})", re.escape(sentence))
    return Pattern(sentence, re.compile(expression, re.DOTALL))


def patterns(sentences: Iterable[str], forms: Mapping[str, str] | None = None) -> tuple[Pattern, ...]:
    """The patterns of sentences, in their order."""
    return tuple(pattern(sentence, forms or {}) for sentence in sentences)


def fit(text: str, known: Iterable[Pattern]) -> Fit | None:
    """The first sentence that a whole text fits."""
    found = ((p.sentence, p.form.fullmatch(text)) for p in known)
    return next((Fit(sentence, match.groupdict()) for sentence, match in found if match), None)
