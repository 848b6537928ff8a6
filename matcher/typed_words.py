"""What somebody typed in German into a form where Dutch is read: the same profile in Dutch, with what became of what."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from matcher.bridge.links import as_links
from matcher.index import title_meanings
from matcher.models import Jobseeker, Occupation
from matcher.profile import Reader
from matcher.text import fold, masculine, ungender

# From here on a German title is taken for the concept's; a skill has to be the label itself, or nearly so.
TITLE, SKILL = 0.4, 0.5
# So many German words of a row of the lexicon mean what its Dutch word means.
NEAREST = 3
# A word of the lexicon counts from here on, since it is what a Dutch adviser would have typed.
LIKELY = 0.3
BETWEEN = re.compile(r"\s*[,;]\s*")
NURSE = re.compile(r"schwester$")


# What a text became: itself where it is Dutch, else its Dutch, empty where it is neither.
Meant = Callable[[str], str]
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class InDutch:
    """A profile in Dutch; `typed` has (what was typed, what it became) for all that was read as German."""

    person: Jobseeker
    typed: Pairs = ()


def in_dutch(person: Jobseeker, reader: Reader) -> InDutch:
    """The profile with German titles and skills in Dutch; what the Dutch reading understands stays as it is.

    A line with commas is several titles or skills where each of them is understood and one of them is German.
    """
    named = [*person.occupations, *(e.occupation for e in person.experience)]
    titles = {o.title: _became(o.title, lambda x: _title(x, reader)) for o in named if o.title}
    skills = {text: _became(text, lambda x: _skill(x, reader)) for text in person.skills}
    changed = replace(
        person,
        occupations=tuple(x for o in person.occupations for x in _occupations(o, titles)),
        experience=tuple(
            replace(e, occupation=x) for e in person.experience for x in _occupations(e.occupation, titles)
        ),
        skills=tuple(dict.fromkeys(dutch for text in person.skills for _, dutch in skills[text] or ((text, text),))),
    )
    pairs = dict.fromkeys(pair for found in (*titles.values(), *skills.values()) for pair in found)
    return InDutch(changed, tuple((typed, dutch) for typed, dutch in pairs if typed != dutch))


def _occupations(named: Occupation, titles: Mapping[str, Pairs]) -> list[Occupation]:
    found = titles.get(named.title or "", ())
    return [replace(named, title=dutch) for _, dutch in found] if found else [named]


def _became(text: str, meant: Meant) -> Pairs:
    """What a text became, in its parts or as a whole; nothing where it stays as it is."""
    parts = [part for part in BETWEEN.split(text) if part]
    found = tuple((part, meant(part)) for part in parts)
    if len(parts) > 1 and all(dutch for _, dutch in found):
        return found if any(part != dutch for part, dutch in found) else ()
    whole = meant(text)
    if whole:
        return ((text, whole),) if whole != text else ()
    return tuple((part, dutch or part) for part, dutch in found) if any(dutch for _, dutch in found) else ()


def _title(text: str, reader: Reader) -> str:
    """What the lexicon calls a German title, else its own Dutch word for it, else the title of the concept that it is."""
    if _sureness(text, reader):
        return text
    if called := _called(text, reader):
        return called
    word = min(_dutch_words(text, reader), default=("",))[-1]
    found = title_meanings(reader.bridge, [text])[text]
    best = max(found, key=lambda key: found[key], default="")
    return word or (reader.bridge.by_id[best].nl[0] if best and found[best] >= TITLE else "")


def _called(text: str, reader: Reader) -> str:
    """What the lexicon says that a German title is called in Dutch, whichever form of it somebody typed."""
    sought, known = _same(text), reader.bridge.lexicon.plain_titles
    meant = next((concept for title, concept in known.items() if concept and _same(title) == sought), "")
    return reader.bridge.by_id[meant].nl[0] if meant else ""


def _sureness(title: str, reader: Reader) -> float:
    return max(reader.meanings([Occupation(title)])[0].values(), default=0.0)


def _dutch_words(text: str, reader: Reader) -> list[tuple[bool, int, int, str]]:
    """Dutch words of the lexicon that mean this German; least is the plainest: one that stands in the title of its concept, nearest in meaning, short."""
    sought, known = _same(text), reader.bridge.by_id
    ranks = {
        word: rank
        for word, german in reader.bridge.translator.words.items()
        for rank, label in reversed(list(enumerate(german[:NEAREST])))
        if _same(label) == sought
    }
    found = dict(zip(ranks, reader.meanings([Occupation(word) for word in ranks]), strict=True))
    best = {word: max(meaning, key=lambda key: meaning[key]) for word, meaning in found.items() if meaning}
    return [
        (word not in fold(known[key].nl[0], "nl").split(), ranks[word], len(word), word)
        for word, key in best.items()
        if found[word][key] >= LIKELY
    ]


@lru_cache(maxsize=100_000)
def _same(text: str) -> str:
    """German words as they are compared: folded, and in the masculine form."""
    return " ".join(masculine(NURSE.sub("pfleger", word)) for word in fold(ungender(text), "de").split())


def _skill(text: str, reader: Reader) -> str:
    """The Dutch name of a skill in German words."""
    if list(reader.finder.find(text)):
        return text
    linker = reader.bridge.linker("skill")
    found = as_links(linker.german_concepts([text]), linker.concepts, 1, SKILL)[0]
    return next((reader.bridge.by_id[key].nl[0] for key in found), "")
