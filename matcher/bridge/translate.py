"""Dutch words into German words: the lexicon first, then compounds part by part, cognate spelling last."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import simplemma

from matcher.bridge.similarity import STOP
from matcher.compounds import Splitter
from matcher.text import fold, stem, tokenise

# How sure a translation is by the way it was found; used as weights in the bag of German words.
LEXICON, PART, COGNATE, SAME = 1.0, 0.8, 0.45, 0.35
# Spelling that differs by rule between the two languages, applied in this order to a folded Dutch word.
COGNATE_RULES: tuple[tuple[str, str], ...] = (
    (r"^sch", "sch"),
    (r"tie$", "tion"),
    (r"iteit$", "itaet"),
    (r"isch$", "isch"),
    (r"ische$", "isch"),
    (r"eren$", "ieren"),
    (r"eerder$", "ierer"),
    (r"ering$", "ierung"),
    (r"heid$", "heit"),
    (r"lijk(e?)$", r"lich\1"),
    (r"kunde$", "kunde"),
    (r"ij", "ei"),
    (r"uu?(?=[rst])", "u"),
    (r"ou(?=d)", "al"),
    (r"oe", "u"),
    (r"ui", "au"),
    (r"aa", "a"),
    (r"ee", "e"),
    (r"oo", "o"),
    (r"^p(?=[aeiou])", "pf"),
    (r"^t(?=[aeiouw])", "z"),
    (r"^d(?=[aeiour])", "t"),
    (r"v", "f"),
    (r"k$", "ch"),
    (r"pp", "pf"),
    (r"tt", "tz"),
    (r"c(?=[aou])", "k"),
)


@dataclass
class Translator:
    """Turns Dutch text into weighted German stems."""

    words: Mapping[str, tuple[str, ...]]
    splitter: Splitter
    german: Splitter
    false_friends: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _cache: dict[str, dict[str, float]] = field(default_factory=dict, repr=False)

    def bag(self, text: str) -> dict[str, float]:
        """Weighted German stems of a Dutch text; words that no rule knows stay as they are, at a low weight."""
        result: dict[str, float] = {}
        for word in tokenise(text, "nl"):
            if word in STOP["nl"]:
                continue
            for key, weight in self.word(word).items():
                result[key] = max(result.get(key, 0.0), weight)
        return result

    def cognate_text(self, text: str) -> str:
        """A Dutch text spelled as if it were German, word by word by the cognate rules."""
        return " ".join(([w, *cognates(w)])[-1] for w in tokenise(text, "nl") if w not in STOP["nl"])

    def word(self, word: str) -> dict[str, float]:
        """Weighted German stems of one folded Dutch word."""
        if word not in self._cache:
            self._cache[word] = self._translate(word)
        return self._cache[word]

    def _translate(self, word: str) -> dict[str, float]:
        direct = self.false_friends.get(word) or self._lookup(word)
        if direct:
            return self._stems(direct, LEXICON)
        parts = self.splitter.split(word)
        if len(parts) > 1:
            return self._compound(parts)
        return self._guess(word)

    def _lookup(self, word: str) -> tuple[str, ...] | None:
        """The lexicon's German for a word, its lemma or its stem."""
        for form in (word, fold(simplemma.lemmatize(word, lang="nl"), "nl"), stem(word, "nl")):
            if form in self.words:
                return self.words[form]
        return None

    def _stems(self, german: tuple[str, ...], weight: float) -> dict[str, float]:
        """Stems of German words; later synonyms and the parts of compounds weigh less."""
        result: dict[str, float] = {}
        for rank, text in enumerate(german):
            for token in tokenise(text, "de"):
                if token in STOP["de"]:
                    continue
                here = weight * 0.9**rank
                parts = self.german.split(token)
                for piece, share in [(token, 1.0), *((p, 0.7) for p in parts if len(parts) > 1)]:
                    key = stem(piece, "de")
                    result[key] = max(result.get(key, 0.0), here * share)
        return result

    def _compound(self, parts: tuple[str, ...]) -> dict[str, float]:
        """Each part translated by itself; the head (last part) counts full."""
        result: dict[str, float] = {}
        for i, part in enumerate(parts):
            found = self._lookup(part)
            bag = self._stems(found, PART) if found else self._guess(part)
            share = 1.0 if i == len(parts) - 1 else 0.85
            for key, weight in bag.items():
                result[key] = max(result.get(key, 0.0), weight * share)
        return result

    def _guess(self, word: str) -> dict[str, float]:
        """The word itself (software, manager) and its German cognate by the spelling rules."""
        result = {stem(fold(word, "de"), "de"): SAME}
        for guess in cognates(word):
            key = stem(guess, "de")
            known = guess in self.german.words or key in self.german.words
            result[key] = max(result.get(key, 0.0), COGNATE if known else 0.5 * COGNATE)
        return result


def cognates(word: str) -> list[str]:
    """German spellings that a folded Dutch word could have by the sound laws, most changed last."""
    result: list[str] = []
    for pattern, replacement in COGNATE_RULES:
        changed = re.sub(pattern, replacement, result[-1] if result else word)
        if changed != (result[-1] if result else word):
            result.append(changed)
    return result
