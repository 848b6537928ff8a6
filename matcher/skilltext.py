"""Finds the lexicon's skills in running text of one language by runs of stemmed words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from matcher.bridge.lexicon import Concept
from matcher.bridge.similarity import STOP
from matcher.text import WORD, fold, masculine, stem

LONGEST = 5
# One-word labels that mean something else in most advertisements.
TOO_COMMON = {"de": frozenset(["team", "teams", "arbeit", "service"]), "nl": frozenset(["werk", "team"])}


@dataclass(frozen=True, slots=True)
class Found:
    """A concept found in a text between two offsets."""

    concept: Concept
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class SkillFinder:
    """Looks up the longest known run of words at each place of a text."""

    lang: str
    phrases: Mapping[tuple[str, ...], Concept]

    @classmethod
    def of(cls, lang: str, concepts: Iterable[Concept]) -> SkillFinder:
        """A finder over all labels of these concepts in one language; the first concept keeps a shared label."""
        phrases: dict[tuple[str, ...], Concept] = {}
        for concept in concepts:
            for label in concept.de if lang == "de" else concept.nl:
                key = tuple(_key(m[0], lang) for m in WORD.finditer(label))
                if key and len(key) <= LONGEST and not (len(key) == 1 and _unfit(key[0], lang)):
                    phrases.setdefault(key, concept)
        return cls(lang, phrases)

    def find(self, text: str) -> Iterator[Found]:
        """Every concept in the text, left to right, longest first, without overlaps."""
        words = list(WORD.finditer(text))
        keys = [_key(m[0], self.lang) for m in words]
        at = 0
        while at < len(words):
            for size in range(min(LONGEST, len(words) - at), 0, -1):
                concept = self.phrases.get(tuple(keys[at : at + size]))
                if concept is not None:
                    start, end = words[at].start(), words[at + size - 1].end()
                    yield Found(concept, text[start:end], start, end)
                    at += size - 1
                    break
            at += 1


def _key(word: str, lang: str) -> str:
    folded = fold(word, lang)
    return stem(masculine(folded) if lang == "de" else folded, lang)


def _unfit(key: str, lang: str) -> bool:
    """Single words that are too short or too common to mean a skill by themselves."""
    return key in STOP[lang] or key in TOO_COMMON[lang] or (len(key) < 3 and not re.search(r"[+#\d]", key))
