"""Dutch words into German words: the lexicon first, then compounds part by part, cognate spelling last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from matcher.bridge.cognates import cognates
from matcher.bridge.similarity import STOP, pieces
from matcher.compounds import Splitter
from matcher.text import fold, lemma, root, stem, tokenise

Options = list[tuple[str, float]]

# How sure a translation is by the way it was found: each further one of a row, each compound put together from its
# parts, a cognate by the spelling rules, and the word as it stands (software, manager).
NEXT, COMPOUND, COGNATE, SAME = 0.95, 0.97, 0.8, 0.64
MOST_OPTIONS, MOST_OF_PART, MOST_COMPOUNDS, MOST_PHRASES = 4, 3, 6, 8
# Rows of the lexicon may name several words ("onroerend goed").
LONGEST = 3
# In a bag of words those that were only guessed weigh less.
GUESSED = 0.55


@dataclass
class Translator:
    """Turns Dutch text into German words with certainties; `words` are folded, `light` ones say little.

    `heads` says what a word means as the last part of a compound, where that differs.
    """

    words: Mapping[str, tuple[str, ...]]
    splitter: Splitter
    german: Splitter
    false_friends: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    light: frozenset[str] = frozenset()
    heads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _options: dict[str, Options] = field(default_factory=dict, repr=False)

    @cached_property
    def _by_root(self) -> Mapping[str, tuple[str, ...]]:
        """Words by what they share with their inflected forms; the first row of the lexicon wins."""
        return {root(w, "nl"): found for w, found in reversed(list(self.words.items())) if len(w) >= 4}

    def options(self, word: str) -> Options:
        """German words for a folded Dutch word (or words that are one row), the surest first, with certainty."""
        if word not in self._options:
            self._options[word] = self._all_options(word)
        return self._options[word]

    def phrases(self, text: str, most: int = MOST_PHRASES) -> Options:
        """German phrases that a Dutch text can mean, the surest first; certainties are multiplied word by word."""
        found: Options = [("", 1.0)]
        for word in self._units(text):
            found = _surest(_joined(found, self.options(word), " "), most)
        return [(phrase.strip(), sure) for phrase, sure in found if phrase.strip()]

    def bag(self, text: str) -> dict[str, float]:
        """Weighted German stems of a Dutch text; words that no rule knows stay as they are, at a low weight."""
        result: dict[str, float] = {}
        for word in self._units(text):
            for german, sure in self.options(word):
                for key, weight in self._stems(german, sure if sure > COGNATE else sure * GUESSED):
                    result[key] = max(result.get(key, 0.0), weight)
        return result

    def cognate_text(self, text: str) -> str:
        """A Dutch text spelled as if it were German, word by word by the cognate rules; false friends translated."""
        words = (w for w in tokenise(text, "nl") if w not in STOP["nl"])
        return " ".join(self._friend(w) or next(iter(self._cognates(w)), w) for w in words)

    def own_spelling(self, text: str) -> str:
        """A Dutch text as it stands, for words that both languages have; only false friends are translated."""
        return " ".join(self._friend(word) or word for word in tokenise(text, "nl"))

    def _friend(self, word: str) -> str:
        return self.false_friends.get(word, ("",))[0]

    def _units(self, text: str) -> Iterator[str]:
        """The words of a text without empty ones; words that stand together on a row are one."""
        tokens, at = tokenise(text, "nl"), 0
        while at < len(tokens):
            size = next(n for n in range(min(LONGEST, len(tokens) - at), 0, -1) if n == 1 or self._row(tokens, at, n))
            unit = " ".join(tokens[at : at + size])
            if unit not in STOP["nl"]:
                yield unit
            at += size

    def _row(self, tokens: Sequence[str], at: int, size: int) -> bool:
        return " ".join(tokens[at : at + size]) in self.words

    def _all_options(self, word: str) -> Options:
        direct = self.false_friends.get(word) or self._lookup(word)
        if direct:
            return [(german, NEXT**rank) for rank, german in enumerate(direct[:MOST_OPTIONS])]
        splits = [s for s in dict.fromkeys((self.splitter.split(word), *self.splitter.pairs(word))) if len(s) > 1]
        if splits:
            return _surest((found for parts in splits for found in self._compounds(parts)), MOST_COMPOUNDS)
        guesses = self._cognates(word)
        return [*((guess, COGNATE) for guess in guesses), (word, SAME if guesses else COGNATE)]

    def _lookup(self, word: str) -> tuple[str, ...] | None:
        """The lexicon's German for a word, its lemma, its stem or another form of it."""
        for form in (word, fold(lemma(word, "nl"), "nl"), stem(word, "nl")):
            if form in self.words:
                return self.words[form]
        return self._by_root.get(root(word, "nl"))

    def _compounds(self, parts: Sequence[str]) -> Options:
        """German compounds put together from the parts' translations."""
        found: Options = [("", COMPOUND)]
        for at, part in enumerate(parts):
            all_of_part = self._as_head(part) if at == len(parts) - 1 else self.options(part)
            one_word = [(german.lower(), sure) for german, sure in all_of_part if " " not in german] or all_of_part[:1]
            found = _surest(_joined(found, one_word[:MOST_OF_PART], ""), MOST_COMPOUNDS)
        return found

    def _as_head(self, part: str) -> Options:
        """What the last part of a compound means; the head decides, so its own meanings come first."""
        return [(german, NEXT**rank) for rank, german in enumerate(self.heads.get(part, ()))] or self.options(part)

    def _cognates(self, word: str) -> list[str]:
        """What the word, in the singular where that is known, could be in German by spelling."""
        return cognates(fold(lemma(word, "nl"), "nl"), self.german.knows)

    def _stems(self, german: str, sure: float) -> Iterator[tuple[str, float]]:
        for token in tokenise(german, "de"):
            if token not in STOP["de"]:
                yield from ((key, sure * weight) for key, weight in pieces(token, self.german))


def _joined(starts: Options, ends: Options, link: str) -> Iterator[tuple[str, float]]:
    return ((f"{start}{link}{end}", sure * here) for start, sure in starts for end, here in ends)


def _surest(found: Iterable[tuple[str, float]], most: int) -> Options:
    """The surest distinct ones, the surest first."""
    best: dict[str, float] = {}
    for german, sure in found:
        best[german] = max(sure, best.get(german, 0.0))
    return sorted(best.items(), key=lambda x: -x[1])[:most]
