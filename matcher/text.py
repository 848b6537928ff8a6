"""Text into comparable pieces: folding, tokens, gendered titles, light stems. Dutch and German, without our lexicon."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import simplemma

GERMAN_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
UMLAUT = re.compile(r"(?<![aeq])([aou])e")
WORD = re.compile(r"[^\W_]+(?:[+#]+(?!\w))?(?:[.&/-](?=\d)\d+)*")
# (m/w/d), (w/m/x), m/w/d, (gn), (all genders) … say nothing about the work.
GENDER_TAG = re.compile(
    r"[(\[]?\b[mwfdxigna*]\s?[/|.,-]\s?[mwfdxigna*](?:\s?[/|.,-]\s?[mwfdxigna*]){0,2}\b[)\]]?|\((?:gn|all genders?|alle)\)",
    re.IGNORECASE,
)
GENDER_MARK = re.compile(r"(?<=\w)(?:[*:_]-?in(?:nen)?|\(-?in(?:nen)?\)|/-?in(?:nen)?|In(?:nen)?)(?!\w)")
MANN_FRAU = re.compile(r"(mann|männer|wirt|fach)/-?\s?(frau|leute|wirtin)\b")
FEMININE = re.compile(
    r"(?<=[^\W\d_]{2})(er|ist|eur|oer|ent|ant|or|og|oge|et|at|wirt|arzt|anwalt|rat|bot|loet|graf|soph|aut|iker|koch)in(?:nen)?$"
)
IRREGULAR_FEMININE = {
    "koechin": "koch",
    "aerztin": "arzt",
    "anwaeltin": "anwalt",
    "raetin": "rat",
    "baeuerin": "bauer",
    "schwester": "pfleger",
    "hebamme": "hebamme",
}
# Inflection that carries no meaning in titles and skills; longest first.
ENDINGS = {"de": ("ern", "em", "en", "er", "es", "e", "n", "s"), "nl": ("en", "es", "e", "s")}


NOUN_OF_VERB = {"de": re.compile(r"(?<=\w{4})ung(?:en|s)?$"), "nl": re.compile(r"(?<=\w{4})ing(?:en|s)?$")}
DOUBLED = re.compile(r"([a-z])\1")


# Titles and words come again and again and are kept; whole advertisements would only fill the memory.
KEEP_UP_TO = 200
NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def fold(text: str, lang: str = "de") -> str:
    """Lower case without diacritics; in German ä, ö, ü, ß become ae, oe, ue, ss."""
    return _fold(text, lang) if len(text) <= KEEP_UP_TO else _fold.__wrapped__(text, lang)


def unfolded(word: str) -> str:
    """A folded German word with ä, ö, ü where it has ae, oe, ue (but for `eue`, `aue`, `que`); ß stays ss."""
    return UMLAUT.sub(lambda m: "äöü"["aou".index(m[1])], word)


@lru_cache(maxsize=200_000)
def _fold(text: str, lang: str) -> str:
    text = unicodedata.normalize("NFC", text).lower()
    if lang == "de":
        text = text.translate(GERMAN_LETTERS)
    if text.isascii():
        return text
    return NOT_ASCII.sub(_without_combining, unicodedata.normalize("NFKD", text)).lower()


def _without_combining(found: re.Match[str]) -> str:
    return "" if unicodedata.combining(found[0]) else found[0]


def tokenise(text: str, lang: str = "de") -> list[str]:
    """The folded words of a text, in order; `C++`, `C#`, `TIA-Portal` and `9606-2` keep what tells them apart."""
    return WORD.findall(fold(text, lang))


def plain(text: str) -> str:
    """A text without HTML tags, entities and Markdown marks; line breaks stay."""
    text = re.sub(r"<\s*(?:br|/p|/li|/ul|/h\d|/div)[^>]*>", "\n", text, flags=re.IGNORECASE)
    text = html.unescape(re.sub(r"<[^>]{0,300}>", " ", text)).replace("\xa0", " ")
    text = re.sub(r"(?m)^\s*(?:#{1,6}\s+|[*•·▪●✓✔➤►–-]\s+)", "", text)
    return re.sub(r"[ \t]+", " ", text.replace("**", "").replace("__", "")).strip()


def _alike(left: str, right: str) -> bool:
    """Whether two words are the masculine and the feminine of one another (Arzt/Ärztin, geprüfter/geprüfte)."""
    a, b = (re.sub(r"[äöü]", lambda m: "aou"["äöü".index(m[0])], w.lower()) for w in (left, right))
    same = min(3, len(a), len(b))
    return a[:same] == b[:same] and abs(len(a) - len(b)) <= 4


def _join_pair(left: str, right: str) -> str:
    """`A B/A B-feminine C` -> `A B C`: drop from the right side the words that repeat the left side's last ones."""
    before, after = left.split(), right.split()
    for k in range(min(4, len(before), len(after)), 0, -1):
        if all(_alike(x, y) for x, y in zip(before[-k:], after[:k], strict=True)):
            return " ".join(before + after[k:])
    return f"{left} / {right}"


def ungender(title: str) -> str:
    """A German title in its first (masculine) form, without (m/w/d): `Fachlagerist/in` -> `Fachlagerist`."""
    return _ungender(title) if len(title) <= KEEP_UP_TO else _ungender.__wrapped__(title)


@lru_cache(maxsize=200_000)
def _ungender(title: str) -> str:
    title = GENDER_TAG.sub(" ", title)
    title = MANN_FRAU.sub(r"\1", title)
    title = GENDER_MARK.sub("", title)
    title = re.sub(r"(\w+schwester)/-?pfleger", r"\1", title)
    parts = title.split("/")
    result = parts[0]
    for part in parts[1:]:
        result = _join_pair(result, part)
    return re.sub(r"\s+", " ", result).strip(" -–/|,")


@lru_cache(maxsize=200_000)
def masculine(token: str) -> str:
    """The masculine of a folded German token: `verkaeuferin` -> `verkaeufer`, `kauffrau` -> `kaufmann`."""
    for feminine, male in IRREGULAR_FEMININE.items():
        if token.endswith(feminine):
            return token[: -len(feminine)] + male
    if token.endswith("frau") and len(token) > 5:
        return token[:-4] + "mann"
    return FEMININE.sub(r"\1", token)


@lru_cache(maxsize=500_000)
def is_known(word: str, lang: str) -> bool:
    """Whether the dictionary of lemmas has a word, with a small or a capital letter.

    The dictionary that takes little memory (20 MB in the place of 160) is slower, which is why words are kept.
    """
    return bool(simplemma.is_known(word, lang, low_memory=True))


@lru_cache(maxsize=50_000)
def lemma(word: str, lang: str) -> str:
    """The word's entry in a dictionary; the word itself where it is not known."""
    return str(simplemma.lemmatize(word, lang, low_memory=True))


@lru_cache(maxsize=400_000)
def stem(token: str, lang: str = "de") -> str:
    """A folded token without its inflection; never shorter than four letters."""
    for ending in ENDINGS[lang]:
        if token.endswith(ending) and len(token) - len(ending) >= 4:
            return token[: -len(ending)]
    return token


@lru_cache(maxsize=400_000)
def root(token: str, lang: str = "de") -> str:
    """What the verb, its noun and their plurals have in common: `reinigen`, `Reinigung` -> `reinig`; never a word.

    Dutch doubles a letter by syllable and writes f, s at the end for v, z: `boom`, `bomen` -> `bom`.
    """
    bare = stem(NOUN_OF_VERB[lang].sub("", token), lang)
    if lang == "de":
        return bare
    single = DOUBLED.sub(r"\1", bare)
    return single[:-1] + {"v": "f", "z": "s"}.get(single[-1:], single[-1:])


def german_tokens(text: str) -> list[str]:
    """Folded, masculine tokens of a German title or phrase."""
    return [masculine(t) for t in tokenise(ungender(text), "de")]


def phrases(text: str) -> Iterable[str]:
    """The sentences and bullet points of a plain text, without empty ones."""
    for piece in re.split(r"\n+|(?<=[.!?;])\s+(?=[A-ZÄÖÜ•*-])", plain(text)):
        if piece.strip():
            yield piece.strip()
