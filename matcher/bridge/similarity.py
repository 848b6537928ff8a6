"""How alike two labels of the same language are: words with compounds, character n-grams, both by TF-IDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse import csr_matrix as Csr
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from matcher.compounds import Splitter
from matcher.text import fold, german_tokens, stem, tokenise, ungender

# Parts of a compound count less than the compound itself; the last part is the head and counts most.
PART_WEIGHT, HEAD_WEIGHT = 0.6, 0.9
STOP = {
    "de": frozenset(
        "und oder der die das den dem des mit fuer im in am an zu zur zum von bei auf aus als ein eine".split()
    ),
    "nl": frozenset("en of de het een met voor in op van bij aan te tot als uit naar".split()),
}
WORD_SHARE = 0.6


def label_tokens(label: str, lang: str) -> list[str]:
    """The folded words of a label that carry meaning, German ones in the masculine."""
    words = german_tokens(label) if lang == "de" else tokenise(label, "nl")
    return [w for w in words if w not in STOP[lang]]


def word_bag(label: str, splitter: Splitter) -> dict[str, float]:
    """Stems of a label with weights: each word, and the parts of each compound."""
    bag: dict[str, float] = {}
    for word in label_tokens(label, splitter.lang):
        pieces = splitter.pieces.get(word)
        if pieces is None:
            pieces = splitter.pieces[word] = _pieces(word, splitter)
        for key, weight in pieces:
            if weight > bag.get(key, 0.0):
                bag[key] = weight
    return bag


def _pieces(word: str, splitter: Splitter) -> tuple[tuple[str, float], ...]:
    """The stems of a word and, of a compound, of its parts, with weights."""
    parts = splitter.split(word)
    weights = [(word, 1.0)]
    if len(parts) > 1:
        weights += [(p, PART_WEIGHT) for p in parts[:-1]] + [(parts[-1], HEAD_WEIGHT)]
    return tuple((stem(piece, splitter.lang), weight) for piece, weight in weights)


def bags_to_matrix(bags: Sequence[dict[str, float]], vocabulary: dict[str, int], grow: bool) -> Csr:
    """A sparse matrix of bags × vocabulary; with `grow` new words get a column, otherwise they are left out."""
    indptr, indices, data = [0], [], []
    for bag in bags:
        for word, weight in bag.items():
            column = vocabulary.setdefault(word, len(vocabulary)) if grow else vocabulary.get(word)
            if column is not None:
                indices.append(column)
                data.append(weight)
        indptr.append(len(indices))
    return Csr((data, indices, indptr), shape=(len(bags), len(vocabulary)), dtype=np.float32)


@dataclass
class LabelSpace:
    """Vectors of labels of one language; rows have length one, so a product of two matrices is a cosine."""

    bag: Callable[[str], dict[str, float]]
    lang: str
    vocabulary: dict[str, int]
    idf: np.ndarray
    chars: TfidfVectorizer
    word_share: float = WORD_SHARE

    @classmethod
    def fit(cls, labels: Sequence[str], splitter: Splitter) -> LabelSpace:
        """Learn the words, n-grams and their idf from these labels."""

        def bag(label: str) -> dict[str, float]:
            return word_bag(label, splitter)

        vocabulary: dict[str, int] = {}
        counts = bags_to_matrix([bag(x) for x in labels], vocabulary, grow=True)
        idf = smooth_idf(counts)
        chars = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, dtype=np.float32)
        chars.fit([_spelling(x, splitter.lang) for x in labels])
        return cls(bag, splitter.lang, vocabulary, idf, chars)

    def vectors(self, labels: Sequence[str]) -> Csr:
        """Rows of labels × (words, character n-grams), each part weighted and the whole of length one."""
        words = self.bag_vectors([self.bag(x) for x in labels]) * np.sqrt(self.word_share)
        chars = self.chars.transform([_spelling(x, self.lang) for x in labels]) * np.sqrt(1 - self.word_share)
        return normalize(sparse.hstack([words, chars], format="csr", dtype=np.float32))

    def spelling_vectors(self, labels: Sequence[str]) -> Csr:
        """Rows of labels × character n-grams, of length one."""
        return Csr(self.chars.transform([_spelling(x, self.lang) for x in labels]))

    def bag_vectors(self, bags: Sequence[dict[str, float]]) -> Csr:
        """Rows of length one from bags of stems: weight × idf."""
        return weigh(bags, self.vocabulary, self.idf)


def weigh(bags: Sequence[dict[str, float]], vocabulary: dict[str, int], idf: np.ndarray) -> Csr:
    """Bags as rows of length one; a word outside the vocabulary counts in the length, so it lowers the cosine."""
    known = bags_to_matrix(bags, vocabulary, grow=False)
    known = Csr(known.multiply(idf[None, :]))
    rarest = float(idf.max()) if len(idf) else 1.0
    lengths = np.sqrt(np.asarray(known.multiply(known).sum(axis=1)).ravel())
    unknown = np.array([sum(w * w for k, w in bag.items() if k not in vocabulary) for bag in bags])
    lengths = np.sqrt(lengths**2 + 0.5 * unknown * rarest**2)
    scale = sparse.diags(1.0 / np.maximum(lengths, 1e-9))
    return Csr(scale @ known, dtype=np.float32)


def smooth_idf(counts: Csr) -> np.ndarray:
    """idf as scikit-learn computes it: ln((1+n)/(1+df)) + 1."""
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    result: np.ndarray = (np.log((1 + counts.shape[0]) / (1 + frequency)) + 1).astype(np.float32)
    return result


def _spelling(label: str, lang: str) -> str:
    return fold(ungender(label) if lang == "de" else label, lang)
