"""The plain occupation: of several with one German title (*slager*, not *islamitisch slager*), or of a broad word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from matcher.bridge.lexicon import Concept
from matcher.bridge.similarity import LabelSpace
from matcher.bridge.sparse import first_rows
from matcher.bridge.translate import Translator
from matcher.text import fold, tokenise

# So many translations of a Dutch name are held against its German title.
PHRASES = 3
# What the lexicon calls the plain one comes before every other.
PLAINEST = 2.0
# How sure each of several occupations is that a broad word means; a single one is sure.
ONE_OF_SEVERAL = 0.8
# Words around the work that is meant: "iets in de zorg".
AROUND = frozenset("als baan de een het iets in met werk werken".split())


def plain_meaning(words: str, known: Mapping[str, tuple[str, ...]]) -> dict[str, float]:
    """What a field or a broad trade means (ids with certainty), the commonest first; empty for all other words."""
    found = known.get(" ".join(w for w in tokenise(words, "nl") if w not in AROUND), ())
    return dict.fromkeys(found, 1.0 if len(found) == 1 else ONE_OF_SEVERAL)


def plainness(
    concepts: Sequence[Concept], german: LabelSpace, words: Translator, called: Mapping[str, str]
) -> np.ndarray:
    """How plainly each concept's Dutch name says its main German title (0–1, more where `called` names the concept).

    Only concepts that share their title need telling apart; it is 1 for the others.
    """
    owners = Counter(concept.de[0] for concept in concepts)
    shared = [i for i, concept in enumerate(concepts) if owners[concept.de[0]] > 1 and concept.nl]
    result = np.ones(len(concepts))
    names, titles = [concepts[i].nl[0] for i in shared], [concepts[i].de[0] for i in shared]
    result[shared] = said(names, titles, german, words)
    result[[i for i in shared if called.get(fold(concepts[i].de[0], "de")) == concepts[i].id]] = PLAINEST
    return result


def said(dutch: Sequence[str], titles: Sequence[str], german: LabelSpace, words: Translator) -> np.ndarray:
    """How well each Dutch name, translated word by word, says the German title at the same place (0–1).

    `words` must not know names of occupations themselves: each would say its own title.
    """
    if not dutch:
        return np.zeros(0)
    phrases = [words.phrases(name, PHRASES) or [("", 0.0)] for name in dutch]
    sizes = [len(found) for found in phrases]
    meant = german.vectors(titles)[np.repeat(np.arange(len(titles)), sizes)]
    texts = german.vectors([text for found in phrases for text, _ in found])
    cosines = np.asarray(texts.multiply(meant).sum(axis=1)).ravel() * [sure for found in phrases for _, sure in found]
    best: np.ndarray = np.maximum.reduceat(cosines, first_rows(sizes)).round(3)
    return best
