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

from matcher.geo import Places, Spots, road_km, town_of
from matcher.models import Jobseeker, Place
from matcher.negation import SENTENCE, says_no

WORD = r"[A-ZÄÖÜ][\wäöüß-]+"
NAME = re.compile(rf"\b{WORD}(?:\s{WORD})?")
WISH = re.compile(
    r"\b(zoek|zoeken|graag|liefst|liever|wil|zou|voorkeur|prima|leuke?|mooie?|fijne?|passen|dicht|dichtbij|buurt|omgeving|"
    r"regio|richting|bereikbaar|te doen|geen probleem|om de hoek|beschikbaar|nieuwsgierig|möchte|gerne?|am liebsten|suche|"
    r"würde|arbeitsort|looking|like|would|prefer|fine)\b",
    re.IGNORECASE,
)
# What stands before a town where somebody comes from or was.
ORIGIN = re.compile(
    r"\b(kom\w*|geboren|getogen|opgegroeid|woon\w*|werkte|gewerkt|stam\w*|wohn\w*|born|lived?|from|aus)"
    r"(\s+(oorspronkelijk|zelf|nu|eerst|vroeger))?(\s+(uit|in|bij|te|aus|from))?\s*$",
    re.IGNORECASE,
)
TOO_FAR = re.compile(r"\b(te ver|zu weit|too far)\b", re.IGNORECASE)
# "Leer graag nieuwe dingen" opens with a verb; "Leer of Weener" and "Meppen is …" open with a town.
GOES_ON = re.compile(r"\s*(?:,|/|of\b|en\b|oder\b|und\b|or\b|and\b|is\b|zijn\b|ligt\b|lijkt\b|ist\b|sind\b|are\b)")
# The kind of a correction that is about a town.
KIND = "place"
# Nobody goes to work further than this, whatever the text says: a trade fair in Hannover is no wish.
FARTHEST_KM = 150.0
# A town reaches so far around the centre of its postcode area.
AROUND_KM = 8.0


def named_places(person: Jobseeker, places: Places) -> tuple[Place, ...]:
    """The German towns a person names as places to work, each once: in their own words, and what was said of these."""
    home = places.dutch(person.postcode)
    if home is None:
        return ()
    said = {c.concept: c.right for c in person.corrections if c.kind == KIND}
    added = filter(None, (places.towns.get(name.lower()) for name, right in said.items() if right))
    # Of towns that share a name the person means the one that is near.
    near = (
        min(towns, key=partial(road_km, home)) for towns in (*_towns(person.presentation or "", places.towns), *added)
    )
    return tuple(dict.fromkeys(p for p in near if said.get(key_of(p), road_km(home, p) <= FARTHEST_KM)))


def key_of(place: Place) -> str:
    """How a town is named in what is said of it: without the river or region behind its name."""
    return town_of(place.name).title()


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
        fitting = (found for found, end in read if found and (name.start() or GOES_ON.match(sentence, end)))
        if not ORIGIN.search(sentence[: name.start()]):
            yield from islice(fitting, 1)


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
