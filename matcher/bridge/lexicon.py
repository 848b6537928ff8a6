"""The lexicon written for this project, as concepts: one meaning with its Dutch and its German words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from matcher.data import read_csv
from matcher.text import fold, tokenise

SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Concept:
    """One occupation or skill; the first word of each language is the main one.

    `isco` are ISCO-08 codes of one to four digits, `kldb` a KldB 2010 code of five; `near` are ids of
    occupations that a person of this one could apply for tomorrow; `kind` is the row's type.
    """

    id: str
    kind: str
    nl: tuple[str, ...]
    de: tuple[str, ...]
    isco: tuple[str, ...] = ()
    kldb: str | None = None
    near: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """By the id: what is worked out once for each concept is looked up often, and all its words hash slowly."""
        return hash(self.id)


@dataclass(frozen=True)
class Lexicon:
    """Everything in data/lexicon: occupations, skills, general words, false friends, and words that say little.

    `heads` is what a word means as the last part of a compound (`kleurenleer` is no leather). `plain_titles` is the
    occupation that a German title (folded) is called by in Dutch, empty where no name of ours says it; `plain_words`
    are the occupations that a field or a broad trade means (`zorg`, `monteur`), the commonest first.
    """

    occupations: tuple[Concept, ...]
    skills: tuple[Concept, ...]
    words: Mapping[str, tuple[str, ...]]
    false_friends: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    light: frozenset[str] = frozenset()
    heads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    plain_titles: Mapping[str, str] = field(default_factory=dict)
    plain_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def load(cls) -> Lexicon:
        """Read the shipped CSV files."""
        occupations = tuple(_occupation(r) for r in read_csv("lexicon", "occupations.csv"))
        named = {"": "", **{c.nl[0]: c.id for c in occupations}}
        return cls(
            occupations=occupations,
            skills=tuple(_skill(r) for r in read_csv("lexicon", "skills.csv")),
            words=_words(read_csv("lexicon", "words.csv")),
            false_friends={fold(r["nl"], "nl"): cells(r["de"]) for r in read_csv("lexicon", "false_friends.csv")},
            light=frozenset(fold(r["nl"], "nl") for r in read_csv("lexicon", "light_words.csv")),
            heads=_words(read_csv("lexicon", "heads.csv")),
            plain_titles={fold(r["de"], "de"): named[r["nl"]] for r in read_csv("lexicon", "plain_titles.csv")},
            plain_words={
                fold(r["nl"], "nl"): tuple(named[name] for name in cells(r["means"]))
                for r in read_csv("lexicon", "plain_words.csv")
            },
        )

    @cached_property
    def by_id(self) -> Mapping[str, Concept]:
        """All occupations and skills by id."""
        return {c.id: c for c in (*self.occupations, *self.skills)}


def cells(cell: str) -> tuple[str, ...]:
    """The values of one cell that holds several."""
    return tuple(v.strip() for v in cell.split(SEPARATOR) if v.strip())


def _occupation(row: Mapping[str, str]) -> Concept:
    return Concept(
        id=row["id"],
        kind="occupation",
        nl=(row["nl"], *cells(row["nl_synonyms"])),
        de=(row["de"], *cells(row["de_synonyms"])),
        isco=(row["isco08"],),
        kldb=row["kldb2010"],
        near=cells(row["near"]),
    )


def _skill(row: Mapping[str, str]) -> Concept:
    return Concept(
        id=row["id"],
        kind=row["type"],
        nl=(row["nl"], *cells(row["nl_synonyms"])),
        de=(row["de"], *cells(row["de_synonyms"])),
        isco=cells(row["isco08"]),
    )


def _words(rows: Iterable[Mapping[str, str]]) -> dict[str, tuple[str, ...]]:
    """Dutch word, or words with a blank between, -> German words; a word may stand on several rows (meanings)."""
    result: dict[str, tuple[str, ...]] = {}
    for row in rows:
        key = " ".join(tokenise(row["nl"], "nl"))
        result[key] = (*result.get(key, ()), *cells(row["de"]))
    return result
