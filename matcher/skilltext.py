"""Finds the lexicon's skills in running text of one language by runs of stemmed words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from matcher.bridge.lexicon import Concept
from matcher.bridge.similarity import STOP
from matcher.text import WORD, fold, is_known, masculine, stem

LONGEST = 5
# One-word labels that mean something else in most advertisements (a form of contract, a benefit, a company).
TOO_COMMON = {
    "de": frozenset(
        "team teams arbeit service zeitarbeit arbeitnehmerueberlassung personaldienstleistung altersvorsorge"
        " rentenversicherung krankenversicherung sozialversicherung vwl".split()
    ),
    "nl": frozenset(["werk", "team"]),
}
# Everyday Dutch words, and names of places, that look like a skill ("niet", "net", "door", "ons", "week", "in ploegen");
# written in capitals they may be one (ONS, NET, DOORS, MES).
EVERYDAY_DUTCH = frozenset(
    "niet niets net nette door week weken ons hard harde baan banen worden word ploeg ploegen grond gronden loods loodsen"
    " kanten zeilen stoffen mes messen groningen twente twents drent drents drenthe nederland".split()
)
# What may follow a skill inside one word: "Schweißkenntnisse", "Baggerfahrer"; with the linking letters before it.
TAILS = re.compile(
    r"(?<=\w{4})(?:kenntnisse?n?|erfahrung(?:en)?|arbeiten|fertigkeiten|praxis|fahrer|bediener|wissen|tests?)$"
)
# A known word of this length that ends a longer one names the same kind of work ("Stahlhochbau" no, "Kabelmontage" yes).
SHORTEST_HEAD = 6
SHORTEST_FRONT = 3
# Endings of a word in the text and in the label that may stand for one another; German only.
NOUN_ENDINGS = frozenset(
    [("", "n"), ("n", ""), ("", "en"), ("en", ""), ("s", ""), ("es", ""), ("e", ""), ("ern", "er"), ("en", "e"), ("e", "en"),
     ("em", "en"), ("er", "en"), ("e", "er"), ("er", "e"), ("en", "er"), ("es", "er"), ("", "s"), ("innen", "in")]
)  # fmt: skip
VERB_ENDINGS = frozenset(["t", "st", "et", "e", "end", "ende", "enden", "n", "en"])
# Words that are a skill in one setting only: a pattern on what follows that rules the skill out.
NOT_BEFORE = {
    "pflege": re.compile(r"\s+(?:de[rs]|von|unsere[rs]?|und\s+(?:wartung|prüfung|weiter|erstellung|kontrolle|reinigung|sichtprüfung|inspektion|reparatur|instand|unterhalt|schmier)|&|relevanter|,\s)", re.I),
    "einkauf": re.compile(r"\s+(?:zum|zu|mit)\s+\w*(?:preis|rabatt|kondition|vorteil)", re.I),
}  # fmt: skip
NOT_AFTER = {
    "pflege": re.compile(r"(?:wartung|erstellung|einstellung|instandhaltung|auswertung\w*|familie,?|beruf|vorbeugende|betreuung)\s+(?:und|sowie|&|oder)?\s*$", re.I)
}  # fmt: skip

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A concept found in a text between two offsets."""

    concept: Concept
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class SkillFinder:
    """Looks up the longest known run of words at each place of a text.

    `labels` holds under the stems of a label its words as written and its concept; `heads` the one-word labels that may
    end a compound.
    """

    lang: str
    labels: Mapping[Words, tuple[tuple[Words, Concept], ...]]
    longest: Mapping[str, int]
    heads: Mapping[str, tuple[str, Concept]]
    _parts: dict[str, tuple[Concept, int] | None] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, lang: str, concepts: Iterable[Concept]) -> SkillFinder:
        """A finder over all labels of these concepts in one language; the first concept keeps a shared label."""
        labels: dict[Words, tuple[tuple[Words, Concept], ...]] = {}
        longest: dict[str, int] = {}
        for concept in concepts:
            for label in concept.de if lang == "de" else concept.nl:
                words = tuple(m[0] for m in WORD.finditer(label))
                key = tuple(_key(word, lang) for word in words)
                if key and len(key) <= LONGEST and not (len(key) == 1 and _unfit(words[0], key[0], lang)):
                    labels[key] = (*labels.get(key, ()), (words, concept))
                    longest[key[0]] = max(longest.get(key[0], 0), len(key))
        return cls(lang, labels, longest, _heads(labels) if lang == "de" else {})

    @property
    def concepts(self) -> Iterator[Concept]:
        """Every concept that can be found, once per label."""
        return (concept for entries in self.labels.values() for _, concept in entries)

    def find(self, text: str) -> Iterator[Found]:
        """Every concept in the text, left to right, longest first, without overlaps."""
        words = list(WORD.finditer(text))
        keys = [_key(m[0], self.lang) for m in words]
        shouted = self.lang == "de" and len(words) > 2 and text.isupper()
        at = 0
        while at < len(words):
            found = self._run(text, words, keys, at, shouted) or self._part(text, words[at])
            if found is not None:
                yield found
                while at < len(words) and words[at].start() < found.end:
                    at += 1
            else:
                at += 1

    def _run(self, text: str, words: list[re.Match[str]], keys: list[str], at: int, shouted: bool) -> Found | None:
        """The longest label that starts at a word."""
        for size in range(min(self.longest.get(keys[at], 0), len(words) - at), 0, -1):
            entries = self.labels.get(tuple(keys[at : at + size]))
            if not entries:
                continue
            start, end = words[at].start(), words[at + size - 1].end()
            written = tuple(m[0] for m in words[at : at + size])
            concept = self._fitting(entries, written, text[:start], text[end : end + 30], shouted)
            if concept is not None:
                return Found(concept, text[start:end], start, end)
        return None

    def _fitting(
        self, entries: tuple[tuple[Words, Concept], ...], written: Words, before: str, after: str, shouted: bool
    ) -> Concept | None:
        """The first concept whose label is truly written here, an exact spelling before an inflected one."""
        if self.lang != "de":
            return None if len(written) == 1 and _everyday(written[0]) else entries[0][1]
        if len(written) == 1 and _ruled_out(written[0].lower(), before[-40:], after):
            return None
        hyphened = before.endswith("-")
        fits = [c for words, c in entries if words == written]
        if not fits:
            named = ((words, c) for words, c in entries if c.kind != "software" or not written[0].islower())
            fits = [c for words, c in named if _same(written, words, hyphened, shouted)]
        return fits[0] if fits else None

    def _part(self, text: str, word: re.Match[str]) -> Found | None:
        """A known word inside a compound: before a tail ("Schweißkenntnisse") or at its end ("Kabelmontage")."""
        if self.lang != "de" or word.end() - word.start() < SHORTEST_HEAD + SHORTEST_FRONT:
            return None
        if word[0] not in self._parts:
            self._parts[word[0]] = self._known_part(word[0])
        known = self._parts[word[0]]
        if known is None:
            return None
        return Found(known[0], text[word.start() : word.start() + known[1]], word.start(), word.start() + known[1])

    def _known_part(self, word: str) -> tuple[Concept, int] | None:
        tail = TAILS.search(word.lower())
        if tail:
            front = word[: tail.start()]
            entries = next(
                (self.labels[k] for f in (front, front.removesuffix("s")) if (k := (_key(f, "de"),)) in self.labels), ()
            )
            if entries and entries[0][1].kind != "soft":
                return entries[0][1], len(word)
        key = _key(word, "de")
        for at in range(SHORTEST_FRONT, len(key) - SHORTEST_HEAD + 1) if word[0].isupper() else ():
            known = self.heads.get(key[at:])
            if known is not None and _is_word(key[:at]) and _same_word(fold(word)[at:].capitalize(), known[0]):
                return known[1], len(word)
        return None


def is_language(concept: Concept) -> bool:
    """Whether a concept is a natural language; advertisements' languages have fields of their own."""
    return any(label.endswith("e Sprache") for label in concept.de) or concept.de[0].startswith("Deutsch ")


def _heads(labels: Mapping[Words, tuple[tuple[Words, Concept], ...]]) -> dict[str, tuple[str, Concept]]:
    """One-word nouns that are long enough to carry their meaning into a compound, as written, by their stems."""
    return {
        key[0]: (words[0], concept)
        for key, ((words, concept), *_) in labels.items()
        if len(key) == 1 and len(key[0]) >= SHORTEST_HEAD and concept.kind in ("skill", "machine", "tool", "knowledge")
    }


def _is_word(front: str) -> bool:
    """Whether the first part of a compound is a German word, with or without its linking letters."""
    spelt = front.replace("ae", "ä").replace("oe", "ö").replace("ue", "ü")
    return any(
        is_known(form, "de")
        for word in {front, spelt}
        for form in (word, word.removesuffix("s"), word.removesuffix("en"), word.removesuffix("n"), word + "e")
        if len(form) >= SHORTEST_FRONT
    )


@lru_cache(maxsize=200_000)
def _key(word: str, lang: str) -> str:
    folded = fold(word, lang)
    return stem(masculine(folded) if lang == "de" else folded, lang)


@lru_cache(maxsize=4_000)
def _acronym(word: str) -> bool:
    """AV, GC, WIG, SAFe, WinCC: short words whose capitals are part of the spelling."""
    capitals = sum(c.isupper() for c in word)
    return capitals >= 2 and len(word) <= 6 and capitals * 2 >= sum(c.isalpha() for c in word)


def _same(written: Words, label: Words, hyphened: bool, shouted: bool) -> bool:
    """Whether words in a text are those of a label, inflected at most; stems alone confuse Montag with Montage."""
    if any(
        _acronym(b) and (shouted or a.removesuffix("s") != b) for a, b in zip(written, label, strict=True) if len(b) > 1
    ):
        return False
    return len(label) > 1 or shouted or hyphened or _same_word(written[0], label[0])


@lru_cache(maxsize=50_000)
def _same_word(written: str, label: str) -> bool:
    left, right = masculine(fold(written)), masculine(fold(label))
    same = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    ends = left[same:], right[same:]
    if written[0].islower() and label[0].isupper():
        # A noun stays a noun; only verbs used as nouns in the lexicon ("Schweißen") are written small as well.
        return right.endswith("n") and (ends == ("", "") or (ends[1] in ("n", "en") and ends[0] in VERB_ENDINGS))
    if ends == ("", ""):
        return True
    verbal = right.endswith("en") and not label[0].islower()
    if ends == ("er", "en") and verbal:
        return "-" in written
    if ends == ("", "n") and right.endswith(("ern", "eln")):
        return False
    return ends in NOUN_ENDINGS and (label[0].islower() or "er" not in ends)


def _ruled_out(word: str, before: str, after: str) -> bool:
    """Whether what stands around a word takes its usual meaning away ("Pflege der Geräte")."""
    follows, precedes = NOT_BEFORE.get(word), NOT_AFTER.get(word)
    return bool((follows and follows.match(after)) or (precedes and precedes.search(before)))


def _everyday(word: str) -> bool:
    return word.lower() in EVERYDAY_DUTCH and not word.isupper()


def _unfit(word: str, key: str, lang: str) -> bool:
    """Single words that are too short or too common to mean a skill by themselves; acronyms of two letters may."""
    if key in STOP[lang] or fold(word, lang) in TOO_COMMON[lang] or key in TOO_COMMON[lang]:
        return True
    return len(key) < 3 and not re.search(r"[+#\d]", key) and not (lang == "de" and _acronym(word))
