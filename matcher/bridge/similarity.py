"""How alike two labels of the same language are: words with compounds, character n-grams, both by TF-IDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from scipy import sparse
from scipy.sparse import csr_matrix as Csr
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from matcher.compounds import Splitter
from matcher.text import fold, german_tokens, root, tokenise, ungender

# Parts of a compound count less than the compound itself; the last part is the head and counts most.
PART_WEIGHT, HEAD_WEIGHT = 0.6, 0.9
STOP = {
    "de": frozenset(
        "und oder der die das den dem des mit fuer im in am an zu zur zum von bei auf aus als ein eine".split()
    ),
    "nl": frozenset("en of de het een met voor in op van bij aan te tot als uit naar".split()),
}
WORD_SHARE = 0.6
# Words that no label of the lexicon has; two of them share a column once in a blue moon.
HASHED, UNKNOWN = 1 << 18, 0.8


def label_tokens(label: str, lang: str) -> list[str]:
    """The folded words of a label that carry meaning, German ones in the masculine."""
    words = german_tokens(label) if lang == "de" else tokenise(label, "nl")
    return [w for w in words if w not in STOP[lang]]


def word_bag(label: str, splitter: Splitter) -> dict[str, float]:
    """Stems of a label with weights: each word, and the parts of each compound."""
    bag: dict[str, float] = {}
    for word in label_tokens(label, splitter.lang):
        for key, weight in pieces(word, splitter):
            if weight > bag.get(key, 0.0):
                bag[key] = weight
    return bag


def pieces(word: str, splitter: Splitter) -> tuple[tuple[str, float], ...]:
    """The stems of a word and, of a compound, of its parts and theirs, with weights; worked out once per word."""
    if word not in splitter.pieces:
        splitter.pieces[word] = _pieces(word, splitter)
    return splitter.pieces[word]


def _pieces(word: str, splitter: Splitter) -> tuple[tuple[str, float], ...]:
    bag: dict[str, float] = {}
    for piece, weight in _parts(word, 1.0, splitter):
        key = root(piece, splitter.lang)
        bag[key] = max(weight, bag.get(key, 0.0))
    return tuple(bag.items())


def _parts(word: str, weight: float, splitter: Splitter) -> Iterator[tuple[str, float]]:
    """The word, its parts, their parts."""
    yield word, weight
    parts = splitter.split(word)
    if len(parts) > 1:
        for part in parts[:-1]:
            yield from _parts(part, weight * PART_WEIGHT, splitter)
        yield from _parts(parts[-1], weight * HEAD_WEIGHT, splitter)


def counted(bags: Sequence[dict[str, float]], vocabulary: dict[str, int]) -> Csr:
    """A sparse matrix of bags × vocabulary; new words get a column in `vocabulary`."""
    indptr, indices = [0], []
    for bag in bags:
        indices += [vocabulary.setdefault(word, len(vocabulary)) for word in bag]
        indptr.append(len(indices))
    return Csr((np.ones(len(indices)), indices, indptr), shape=(len(bags), len(vocabulary)), dtype=np.float32)


@dataclass
class LabelSpace:
    """Vectors of labels of one language; rows have length one, so a product of two matrices is a cosine."""

    splitter: Splitter
    vocabulary: dict[str, int]
    idf: np.ndarray
    chars: TfidfVectorizer
    word_share: float = WORD_SHARE

    @classmethod
    def fit(cls, labels: Sequence[str], splitter: Splitter) -> LabelSpace:
        """Learn the words, n-grams and their idf from these labels."""

        vocabulary: dict[str, int] = {}
        counts = counted([word_bag(x, splitter) for x in labels], vocabulary)
        idf = smooth_idf(counts)
        chars = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, dtype=np.float32)
        chars.fit([_spelling(x, splitter.lang) for x in labels])
        return cls(splitter, vocabulary, idf, chars)

    def vectors(self, labels: Sequence[str]) -> Csr:
        """Rows of labels × (words, character n-grams), each part weighted and the whole of length one."""
        bags = [word_bag(x, self.splitter) for x in labels]
        words = weigh(bags, self.vocabulary, self.idf) * np.sqrt(self.word_share)
        chars = self.chars.transform([_spelling(x, self.splitter.lang) for x in labels]) * np.sqrt(1 - self.word_share)
        return normalize(sparse.hstack([words, chars], format="csr", dtype=np.float32))

    def spelling_vectors(self, labels: Sequence[str]) -> Csr:
        """Rows of labels × character n-grams, of length one."""
        return Csr(self.chars.transform([_spelling(x, self.splitter.lang) for x in labels]))


def weigh(bags: Sequence[dict[str, float]], vocabulary: dict[str, int], idf: np.ndarray) -> Csr:
    """Bags as rows of length one: weight × idf; a word outside the vocabulary has one of the last columns by its hash."""
    rarest = UNKNOWN * (float(idf.max()) if len(idf) else 1.0)
    indptr, indices, data = [0], [], []
    for bag in bags:
        for word, weight in bag.items():
            column = vocabulary.get(word)
            indices.append(len(vocabulary) + crc32(word.encode()) % HASHED if column is None else column)
            data.append(weight * (rarest if column is None else float(idf[column])))
        indptr.append(len(indices))
    return normalize(Csr((data, indices, indptr), shape=(len(bags), len(vocabulary) + HASHED), dtype=np.float32))


def smooth_idf(counts: Csr) -> np.ndarray:
    """idf as scikit-learn computes it: ln((1+n)/(1+df)) + 1."""
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    result: np.ndarray = (np.log((1 + counts.shape[0]) / (1 + frequency)) + 1).astype(np.float32)
    return result


def _spelling(label: str, lang: str) -> str:
    return fold(ungender(label) if lang == "de" else label, lang)
