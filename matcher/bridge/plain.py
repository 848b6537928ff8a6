"""Which of several occupations with the same German title is the plain one: *slager*, not *islamitisch slager*."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from matcher.bridge.lexicon import Concept
from matcher.bridge.similarity import LabelSpace
from matcher.bridge.sparse import first_rows
from matcher.bridge.translate import Translator

# So many translations of a Dutch name are held against its German title.
PHRASES = 3


def plainness(concepts: Sequence[Concept], german: LabelSpace, words: Translator) -> np.ndarray:
    """How plainly each concept's Dutch name says its main German title (0–1).

    Only concepts that share their title need telling apart; it is 1 for the others.
    """
    owners = Counter(concept.de[0] for concept in concepts)
    shared = [i for i, concept in enumerate(concepts) if owners[concept.de[0]] > 1 and concept.nl]
    result = np.ones(len(concepts))
    names, titles = [concepts[i].nl[0] for i in shared], [concepts[i].de[0] for i in shared]
    result[shared] = said(names, titles, german, words)
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
