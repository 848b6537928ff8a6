"""What else a label can be read as: without its brackets, part by part of a list, ellipses written out, bare of
words that carry no meaning of their own.

`Sendeanlagen, -technik` also means `Sendetechnik`; `Mozaïek plaatsen` is about `Mozaïek`. Each reading has a
certainty below that of the whole (1.0).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from matcher.compounds import Splitter
from matcher.text import fold, tokenise, ungender

Readings = list[tuple[str, float]]

# How much a reading counts beside the whole label; tried on the development half (data/SOURCES.md).
BARE, PART, SHORT_FORM, CORE, PLAIN = 0.97, 0.93, 0.9, 0.92, 0.99
# What is left out counts by its length, so that of two labels with brackets the less narrowed one comes first.
LEFT_OUT = 0.06
MOST = 12
BRACKETS = re.compile(r"\s*\(([^()]*)\)")
LISTS = {
    "de": re.compile(r"\s*(?:[,;/]|\b(?:und|oder|u\.|bzw\.)(?=\s))\s*"),
    "nl": re.compile(r"\s*(?:[,;/]|\b(?:en|of)\b)\s*"),
}
# What the official German titles add and nobody says: `Staatlich geprüfter Techniker Fachrichtung Bautechnik`.
OFFICIAL = re.compile(
    r"\b(?:staatlich (?:geprüfte|anerkannte)[rn]?|geprüfte[rn]?|fachrichtung|fachbereich|(?<!\()schwerpunkt)\s"
    r"|\((?:allgemein|ohne [^()]*schwerpunkte?s?)\)",
    re.IGNORECASE,
)
ABBREVIATION = re.compile(r"[A-ZÄÖÜ][A-Za-z-]*[A-Z][A-Za-z-]*|[A-Z]{2,}[\w-]*")


def german_readings(title: str, splitter: Splitter) -> Readings:
    """A German label in the masculine and its readings, the whole first; also without the words of official titles."""
    found = _readings(ungender(title), splitter)
    return _distinct([*found, *((plain, sure * PLAIN) for text, sure in found if (plain := unofficial(text)) != text)])


def unofficial(title: str) -> str:
    """`Staatlich geprüfter Techniker Fachrichtung Bautechnik` -> `Techniker Bautechnik`; else the title itself."""
    return " ".join(OFFICIAL.sub("", title).split()).strip(" -") or title


def dutch_readings(label: str, splitter: Splitter, light: frozenset[str]) -> Readings:
    """A Dutch label and its readings, the whole first; also without words of `light` (folded, as `uitvoeren`)."""
    found = _readings(label, splitter)
    cores = [(core, sure * CORE) for text, sure in found if (core := without(text, light)) != text]
    return _distinct([*found, *cores])


def without(label: str, light: frozenset[str]) -> str:
    """A Dutch label without light words; the label itself when nothing else is in it."""
    words = label.split()
    kept = [w for w in words if not (tokens := tokenise(w, "nl")) or not set(tokens) <= light]
    return " ".join(kept) if any(len(w) >= 3 for w in kept) else label


def _readings(label: str, splitter: Splitter) -> Readings:
    bare = BRACKETS.sub("", label).strip() or label
    inside = " ".join(BRACKETS.findall(label))
    found: Readings = [(label, 1.0)]
    if inside:
        found.append((bare, BARE - LEFT_OUT * len(inside) / len(label)))
        found += [(short, SHORT_FORM) for short in BRACKETS.findall(label) if _is_short_form(short)]
    parts = parts_of_list(bare, splitter)
    if len(parts) > 1:
        found += [(f"{part} ({inside})", PART) for part in parts if inside]
        found += [(part, PART - LEFT_OUT * bool(inside)) for part in parts]
    return _distinct(found)


def _is_short_form(text: str) -> bool:
    """`SPS` or `supply chain` in brackets is another name; `ärztlich` and `Metall` say which kind."""
    return bool(ABBREVIATION.fullmatch(text))


def _distinct(found: Iterable[tuple[str, float]]) -> Readings:
    best: dict[str, float] = {}
    for text, sure in found:
        best[text] = max(sure, best.get(text, 0.0))
    return list(best.items())[:MOST]


def parts_of_list(label: str, splitter: Splitter) -> list[str]:
    """The parts of `A, B` or `A und B` with their ellipses written out; the label alone when it is no list."""
    pieces = [p for p in LISTS[splitter.lang].split(label) if p and p.strip()]
    return [part for part in _written_out(pieces, splitter) if len(part) >= 3] if len(pieces) > 1 else [label]


def _written_out(pieces: list[str], splitter: Splitter) -> Iterator[str]:
    for i, piece in enumerate(pieces):
        if piece.endswith("-") and i + 1 < len(pieces):
            yield piece[:-1] + _head(next((p for p in pieces[i + 1 :] if not p.endswith("-")), ""), splitter)
        elif piece.startswith("-") and i:
            yield _modifier(next((p for p in reversed(pieces[:i]) if not p.startswith("-")), ""), splitter) + piece[1:]
        else:
            yield piece


def _cut(word: str, splitter: Splitter) -> int:
    """Where the last part of a compound begins; 0 when it is no compound that we know."""
    parts = splitter.split(fold(word, splitter.lang))
    return (
        len(word) - (len(fold(word, splitter.lang)) - fold(word, splitter.lang).rindex(parts[-1])) if parts[1:] else 0
    )


def _head(phrase: str, splitter: Splitter) -> str:
    """`Parkleitsysteme` -> `systeme`, the rest of the phrase after it; the phrase itself when it has no parts."""
    first, _, rest = phrase.partition(" ")
    cut = _cut(first, splitter)
    return " ".join(filter(None, [first[cut:] if cut else f" {first}", rest]))


def _modifier(phrase: str, splitter: Splitter) -> str:
    """`große Sendeanlagen` -> `große Sende`, what a following `-technik` is put behind."""
    before, _, last = phrase.rpartition(" ")
    cut = _cut(last, splitter)
    return " ".join(filter(None, [before, last[:cut] if cut else f"{last} "]))
