"""The language bridge: Dutch terms and German terms in one space of concepts and German words.

`Bridge.load()` is the public way in; `similarity(dutch, german, kind)` is what the product and the evaluation use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from matcher.bridge.codes import code_concepts
from matcher.bridge.encoder import Encoder
from matcher.bridge.kept import kept
from matcher.bridge.lexicon import Concept, Lexicon
from matcher.bridge.linker import Linker
from matcher.bridge.official import Reference
from matcher.bridge.plain import plainness, said
from matcher.bridge.similarity import LabelSpace, label_tokens
from matcher.bridge.translate import Translator
from matcher.compounds import Splitter
from matcher.text import fold, is_known, tokenise, unfolded

KINDS = ("occupation", "skill")
MOST_KEPT = 20_000
T = TypeVar("T")


@dataclass(frozen=True)
class Bridge:
    """The two languages, ready to link: `extra` are concepts from official tables the user imported.

    `kept` is where the linker of occupations is kept between processes; its name must tell all it is made of.
    """

    lexicon: Lexicon
    extra: tuple[Concept, ...] = ()
    encoder: Encoder | None = None
    reference: Reference = field(default_factory=Reference)
    kept: Path | None = None

    @classmethod
    def load(cls, extra: Iterable[Concept] = ()) -> Bridge:
        """The shipped lexicon, with concepts of official tables where there are any; alone it is made once."""
        added = tuple(extra)
        return cls(Lexicon.load(), added) if added else _shipped()

    @classmethod
    def with_reference(cls, reference: Reference, kept: Path | None = None) -> Bridge:
        """The shipped lexicon with the concepts and the look-ups of official tables."""
        return cls(Lexicon.load(), reference.concepts, reference=reference, kept=kept)

    @cached_property
    def by_id(self) -> Mapping[str, Concept]:
        """Every concept a linker or a look-up can give: codes, official tables, the lexicon."""
        return {
            **code_concepts(self._concepts, self.reference),
            **{c.id: c for c in (*self.extra, *self.lexicon.by_id.values())},
        }

    @cached_property
    def skills(self) -> tuple[Concept, ...]:
        """Skills that can be looked for in a text: the lexicon's first, then those of official tables."""
        return (*self.lexicon.skills, *(c for c in self.extra if c.kind == "skill"))

    @cached_property
    def skills_by_name(self) -> Mapping[str, Mapping[str, Concept]]:
        """Skills by language (nl, de) and folded name: what a word names exactly, without a linker of skills."""
        found: dict[str, dict[str, Concept]] = {"nl": {}, "de": {}}
        for concept in self.skills:
            for lang, labels in (("nl", concept.nl), ("de", concept.de)):
                for label in labels:
                    found[lang].setdefault(fold(label, lang), concept)
        return found

    @cached_property
    def _concepts(self) -> tuple[Concept, ...]:
        return (*self.lexicon.occupations, *self.lexicon.skills, *self.extra)

    @cached_property
    def german_splitter(self) -> Splitter:
        """Splits German compounds over the words of the lexicon."""
        known = {t for c in self._concepts for label in c.de for t in label_tokens(label, "de")}
        known |= {t for found in self.lexicon.words.values() for w in found for t in tokenise(w, "de")}
        return Splitter.of("de", known, also_known=_known_german)

    @cached_property
    def dutch_splitter(self) -> Splitter:
        """Splits Dutch compounds over the words of the lexicon."""
        known = {t for c in self._concepts for label in c.nl for t in label_tokens(label, "nl")}
        known |= {t for w in (*self.lexicon.words, *self.lexicon.heads) for t in tokenise(w, "nl")}
        return Splitter.of("nl", known, also_known=partial(is_known, lang="nl"))

    @cached_property
    def translator(self) -> Translator:
        """Dutch words to German stems over the words and the one-word labels of the lexicon."""
        words = dict(self.lexicon.words)
        for concept in self._concepts:
            for label in concept.nl:
                tokens = tokenise(label, "nl")
                if len(tokens) == 1 and tokens[0] not in words:
                    words[tokens[0]] = concept.de[:3]
        return self._translator(words)

    def recall(self, key: tuple[object, ...]) -> Any:
        """What was kept under this key; None where nothing was."""
        return self._memory.get(key)

    def keep(self, key: tuple[object, ...], value: T) -> T:
        """Keep what was worked out for words, and give it back; a bridge never changes, so it stays true."""
        if len(self._memory) >= MOST_KEPT:
            self._memory.clear()
        self._memory[key] = value
        return value

    @cached_property
    def _memory(self) -> dict[tuple[object, ...], Any]:
        return {}

    def said(self, dutch: Sequence[str], titles: Sequence[str]) -> np.ndarray:
        """How well each Dutch name of an occupation, word by word, says the German title at the same place (0–1)."""
        return said(dutch, titles, self.linker("occupation").german, self._word_by_word)

    def called(self, title: str) -> str | None:
        """The Dutch name that the lexicon gives a German title: empty where none fits, None where it says nothing."""
        concept = self.lexicon.plain_titles.get(fold(title, "de"))
        return self.by_id[concept].nl[0] if concept else concept

    @cached_property
    def dutch_names(self) -> frozenset[str]:
        """Every Dutch name of an occupation, folded."""
        return frozenset(fold(label, "nl") for c in self.lexicon.occupations for label in c.nl)

    @cached_property
    def _word_by_word(self) -> Translator:
        """The translator over the general words alone, which knows no name of an occupation or skill."""
        return self._translator(self.lexicon.words)

    def _translator(self, words: Mapping[str, tuple[str, ...]]) -> Translator:
        return Translator(
            words,
            self.dutch_splitter,
            self.german_splitter,
            self.lexicon.false_friends,
            self.lexicon.light,
            self.lexicon.heads,
        )

    def linker(self, kind: str) -> Linker:
        """The linker of occupations or of skills."""
        return self._occupations if kind == "occupation" else self._skills

    @cached_property
    def _occupations(self) -> Linker:
        own = (*self.lexicon.occupations, *(c for c in self.extra if c.kind == "occupation"))
        live = {"concepts": own, "nl": self.dutch_splitter, "de": self.german_splitter, "words": self.translator}
        file = self.kept if self.encoder is None else None
        return kept(file, live, lambda: self._build(own, "occupation"))

    @cached_property
    def _skills(self) -> Linker:
        return self._build([*self.lexicon.skills, *(c for c in self.extra if c.kind != "occupation")], "skill")

    def _build(self, concepts: Sequence[Concept], kind: str) -> Linker:
        dutch = LabelSpace.fit([label for c in concepts for label in c.nl], self.dutch_splitter)
        words = [german for found in self.lexicon.words.values() for german in found]
        german = LabelSpace.fit([*(label for c in concepts for label in c.de), *words], self.german_splitter)
        called = self.lexicon.plain_titles
        occupation = kind == "occupation"
        plain = plainness(concepts, german, self._word_by_word, called) if occupation else np.ones(len(concepts))
        return Linker.build(concepts, dutch, german, self.translator, kind, plain, self.encoder)

    def similarity(self, dutch: Sequence[str], german: Sequence[str], kind: str) -> np.ndarray:
        """Dutch terms × German terms: how well they mean the same (0–1); kind is occupation or skill."""
        linker = self.linker(kind)
        return linker.score(dutch, linker.prepare(german))


@cache
def _shipped() -> Bridge:
    """Nothing of it changes, and its linkers take seconds to make."""
    return Bridge(Lexicon.load())


def _known_german(word: str) -> bool:
    """Whether the dictionary of lemmas has a folded word, with or without its umlauts."""
    return is_known(word, "de") or is_known(unfolded(word), "de")


__all__ = ["KINDS", "Bridge", "Concept", "Lexicon", "fold"]
