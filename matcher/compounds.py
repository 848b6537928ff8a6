"""Splits Dutch and German compounds over a word list: `verpleegkundigassistent` -> `verpleegkundig`, `assistent`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from matcher.text import stem

LINKS = {"de": ("", "s", "es", "n", "en", "e", "er"), "nl": ("", "s", "en", "e", "er")}
SHORTEST = 3
# Fewest parts first; a part that is a whole known word is cheaper than one known by its stem only.
PART_COST, STEM_COST, LINK_COST, SHORT_COST = 1.0, 0.35, 0.15, 0.5


@dataclass
class Splitter:
    """Splits words of one language into known parts; `words` are folded, `pieces` keeps what was made of a word."""

    lang: str
    words: frozenset[str]
    also_known: Callable[[str], bool] = field(default=lambda _: False)
    pieces: dict[str, tuple[tuple[str, float], ...]] = field(default_factory=dict, repr=False)
    _cache: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, lang: str, words: Iterable[str], also_known: Callable[[str], bool] = lambda _: False) -> Splitter:
        """A splitter over these folded words and their stems."""
        known = {w for w in words if len(w) >= SHORTEST and w.isalpha()}
        return cls(lang, frozenset(known | {stem(w, lang) for w in known}), also_known)

    def split(self, word: str) -> tuple[str, ...]:
        """The parts of a folded word, or the word alone when no full split is known."""
        if word not in self._cache:
            self._cache[word] = self._best(word) if len(word) >= 7 and word.isalpha() else (word,)
        return self._cache[word]

    def pairs(self, word: str) -> list[tuple[str, str]]:
        """Every way to cut a folded word into two words of the list, with or without linking letters between."""
        cuts = (
            (word[:end], word[end + len(link) :])
            for end in range(SHORTEST, len(word) - SHORTEST + 1)
            for link in LINKS[self.lang]
            if word.startswith(link, end)
        )
        return [(left, right) for left, right in cuts if left in self.words and right in self.words]

    def knows(self, word: str) -> bool:
        """Whether a folded word is a known word of the language."""
        return word in self.words or (len(word) >= 4 and self.also_known(word))

    def _cost(self, part: str) -> float | None:
        """What a part costs; None when it is not a known word."""
        short = SHORT_COST if len(part) < 4 else 0.0
        if part in self.words:
            return PART_COST + short
        if len(part) >= 5 and self.also_known(part):
            return PART_COST + STEM_COST
        return None

    def _best(self, word: str) -> tuple[str, ...]:
        """Cheapest cover of the word by known parts and linking letters (dynamic programming over positions)."""
        best: list[tuple[float, tuple[str, ...]] | None] = [None] * (len(word) + 1)
        best[0] = (0.0, ())
        for start in range(len(word)):
            here = best[start]
            if here is None:
                continue
            for end in range(start + SHORTEST, len(word) + 1):
                if start == 0 and end == len(word):
                    continue
                cost = self._cost(word[start:end])
                if cost is not None:
                    self._extend(best, word, end, here[0] + cost, (*here[1], word[start:end]))
        found = best[-1]
        return found[1] if found and len(found[1]) > 1 else (word,)

    def _extend(
        self,
        best: list[tuple[float, tuple[str, ...]] | None],
        word: str,
        end: int,
        cost: float,
        parts: tuple[str, ...],
    ) -> None:
        """Record a cover that ends at `end`, also with each linking element that follows there."""
        for link in LINKS[self.lang]:
            stop = end + len(link)
            if link and (stop >= len(word) or not word.startswith(link, end)):
                continue
            total = cost + (LINK_COST if link else 0.0)
            known = best[stop]
            if known is None or total <= known[0]:
                best[stop] = (total, parts)
