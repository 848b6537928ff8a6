"""What a search for vacancies in Dutch words means in German: the advertisements, and so their index, are German."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from matcher.bridge import Bridge
from matcher.bridge.links import as_links
from matcher.bridge.translate import COGNATE
from matcher.text import fold, is_known, tokenise, ungender

# From here on a concept is what the words name; of its German labels the first ones, which are the nearest.
SURE, OCCUPATION_LABELS, SKILL_LABELS = 0.8, 2, 3
# A label that the words name exactly; with one of these, concepts that only share words with it are left out.
EXACT = 0.97
MOST_CONCEPTS, MOST_TERMS = 3, 6
# A shorter German text stands in too many words.
LEAST_LETTERS = 3
ENDING = re.compile(r"(?<=\w)\((\w+)(?:/\w+)?\)")


@dataclass(frozen=True, slots=True)
class Searched:
    """Words as they are looked for: each group has texts of which one must stand there, and `german` was added."""

    groups: tuple[tuple[str, ...], ...]
    german: tuple[str, ...] = ()


def searched(
    words: Sequence[str], bridge: Bridge, is_place: Callable[[str], bool] = lambda word: False, dutch: bool = True
) -> Searched:
    """The words with their German; names of places, numbers and words that are German stay as they are.

    With `dutch` a word of both languages ("lassen", "monteur") counts as Dutch.
    """
    free = [w for w in words if _may_be_dutch(w, bridge, is_place, dutch)]
    fixed = [(w,) for w in words if w not in free]
    whole = _of_several(free, bridge) if len(free) > 1 else []
    found = [(" ".join(free), *whole)] if whole else [(w, *_terms(w, bridge)) for w in free]
    return Searched((*fixed, *found), tuple(dict.fromkeys(term for group in found for term in group[1:])))


def _may_be_dutch(word: str, bridge: Bridge, is_place: Callable[[str], bool], dutch: bool) -> bool:
    if any(c.isdigit() for c in word) or is_place(word):
        return False
    if dutch and fold(word, "nl") in bridge.translator.words:
        return True
    if is_known(word, "de") or fold(word, "de") in bridge.skills_by_name["de"]:
        return False
    linker = bridge.linker("occupation")
    return not as_links(linker.german_concepts([word]), linker.concepts, 1, SURE)[0]


def _of_several(words: Sequence[str], bridge: Bridge) -> list[str]:
    """German for words that together, apart or as one word, are the name of a concept; nothing where they are not."""
    text = " ".join(words)
    labels = [*_labels(text, bridge), *_labels("".join(words), bridge)]
    return _kept([*_phrases(text, bridge), *labels], text) if labels else []


def _terms(word: str, bridge: Bridge) -> list[str]:
    return _kept([*_phrases(word, bridge), *_labels(word, bridge)], word)


def _kept(terms: Iterable[str], text: str) -> list[str]:
    """German for a Dutch text, without what is written like it, and without what another of them finds as well."""
    typed = set(tokenise(text, "de"))
    found = dict.fromkeys(t for t in map(_plain, terms) if len(t) >= LEAST_LETTERS and set(tokenise(t, "de")) != typed)
    return [t for t in found if not any(_holds(t, other) for other in found if other != t)][:MOST_TERMS]


def _plain(label: str) -> str:
    """A German label as it is searched: `Bauzimmer(er/in)` -> `Bauzimmerer`; empty where two forms are left in it."""
    plain = ungender(ENDING.sub(r"\1", label.split(" (")[0]))
    return "" if "/" in plain else plain


def _holds(text: str, part: str) -> bool:
    """Whether whoever finds `part` finds `text` as well."""
    return fold(part, "de") in fold(text, "de")


def _phrases(text: str, bridge: Bridge) -> Iterator[str]:
    """What the lexicon's words say, without what was only guessed by spelling and without bare adjectives and verbs."""
    yield from (
        german for german, sure in bridge.translator.phrases(text) if sure > COGNATE and german != german.lower()
    )


def _labels(text: str, bridge: Bridge) -> Iterator[str]:
    """The nearest German labels of the surest occupations, and of the skill with just this name."""
    linker = bridge.linker("occupation")
    links = as_links(linker.dutch_concepts([text]), linker.concepts, MOST_CONCEPTS, SURE)[0]
    least = EXACT if max(links.values(), default=0.0) >= EXACT else SURE
    for key, sure in links.items():
        if sure >= least:
            yield from bridge.by_id[key].de[:OCCUPATION_LABELS]
    skill = bridge.skills_by_name["nl"].get(fold(text, "nl"))
    if skill:
        yield from skill.de[:SKILL_LABELS]
