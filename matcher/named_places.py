"""German towns that a person says they would go to, in their own words: they count as within reach.

A limit of kilometres is a rule of thumb; "Gronau, Nordhorn of Bentheim zijn prima te doen" is what the person means.
A town counts when its sentence speaks of looking or liking and does not say no: somebody's mother may come from one too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice

import numpy as np

from matcher.geo import Places, Spots, road_km
from matcher.models import Jobseeker, Place
from matcher.negation import SENTENCE, says_no

WORD = r"[A-ZÄÖÜ][\wäöüß-]+"
NAME = re.compile(rf"\b{WORD}(?:\s{WORD})?")
WISH = re.compile(
    r"\b(zoek|zoeken|graag|liefst|liever|wil|zou|voorkeur|prima|leuk|mooi|fijn|passen|dicht|dichtbij|buurt|omgeving|"
    r"regio|richting|bereikbaar|te doen|geen probleem|möchte|gerne?|suche|würde|looking|like|would|prefer|fine)\b",
    re.IGNORECASE,
)
TOO_FAR = re.compile(r"\b(te ver|zu weit|too far)\b", re.IGNORECASE)
# "Leer graag nieuwe dingen" opens with a verb; "Leer of Weener" and "Meppen is …" open with a town.
GOES_ON = re.compile(r"\s*(?:,|/|of\b|en\b|oder\b|und\b|or\b|and\b|is\b|zijn\b|ligt\b|lijkt\b|ist\b|sind\b|are\b)")
# Nobody goes to work further than this, whatever the text says: a trade fair in Hannover is no wish.
FARTHEST_KM = 120.0
# A town reaches so far around the centre of its postcode area.
AROUND_KM = 8.0


def named_places(person: Jobseeker, places: Places) -> tuple[Place, ...]:
    """The German towns a person names as places to work, each once, in the order of the text."""
    home = places.dutch(person.postcode)
    if home is None or not person.presentation:
        return ()
    # Of towns that share a name the person means the one that is near.
    near = (min(towns, key=partial(road_km, home)) for towns in _towns(person.presentation, places.towns))
    return tuple(dict.fromkeys(place for place in near if road_km(home, place) <= FARTHEST_KM))


Towns = Mapping[str, Sequence[Place]]


def _towns(text: str, known: Towns) -> Iterator[Sequence[Place]]:
    for sentence in SENTENCE.findall(text):
        if _is_wish(sentence):
            yield from _in_sentence(sentence.strip(), known)


def _is_wish(sentence: str) -> bool:
    return bool(WISH.search(sentence)) and not TOO_FAR.search(sentence) and not says_no(sentence)


def _in_sentence(sentence: str, known: Towns) -> Iterator[Sequence[Place]]:
    for name in NAME.finditer(sentence):
        read = ((known.get(town) or known.get(f"bad {town}"), end) for town, end in _readings(name))
        yield from islice((found for found, end in read if found and (name.start() or GOES_ON.match(sentence, end))), 1)


def _readings(name: re.Match[str]) -> Iterator[tuple[str, int]]:
    """The words as a town's name, longest first, with where it ends."""
    first = name[0].split()[0]
    yield name[0].lower(), name.end()
    yield first.lower(), name.start() + len(first)


def rows_in(spots: Spots, towns: Sequence[Place]) -> np.ndarray:
    """For each row the place (from 1) of the first of the towns where it has work, 0 where it has none there."""
    found = np.zeros(len(spots.starts) - 1, dtype=np.int16)
    for at, town in reversed(list(enumerate(towns, start=1))):
        found[spots.km_from(town) <= AROUND_KM] = at
    return found
