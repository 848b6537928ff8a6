"""What people write that they do not want, cannot or do not have: not a skill of theirs, nor a wish.

"Niet" and its like deny their whole clause, whatever the order ("in ploegen werken wil ik niet"); "geen" and "zonder"
deny what follows, up to a preposition or article ("zonder klagen in een kas").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, pairwise

from matcher.models import Jobseeker

SENTENCE = re.compile(r"[^.!?\n]+")
# Words that say no of something else than the work ("nooit ziek", "niet bang"), or of nothing at all ("niet alleen").
HARMLESS = re.compile(
    r"\b(?:(?:geen|zonder|kein|keine|ohne|no|without)\s+(?:enkel\s+|any\s+)?(?:probleem|punt|bezwaar|moeite|problem\w*|thema|mühe|trouble"
    r"|hulp|fouten|schades?|toezicht|begeleiding|haast|hilfe|fehler|anleitung|unfälle|help|mistakes|supervision)"
    r"|(?:niet|nooit|nicht|nie|not|never)\s+(?:(?:snel|zo|gauw|echt|te|schnell|so|zu|too|easily)\s+)?(?:alleen|nur|only|just|slechts|bloß"
    r"|bang|ängstlich|afraid|ziek|krank|sick|ill|vies|beroerd|lui|faul|lazy|duur|teuer|moe|müde|verlegen|gestrest|gestresst|ver|weit|far"
    r"|slecht|schlecht|bad|anders|uit|voor\s+terug|per\s+se|unbedingt|necessarily|meer\s+dan|mehr\s+als|more\s+than))\b",
    re.IGNORECASE,
)  # fmt: skip
NOT = r"niet(?!-)|nooit|nicht(?!-)|nie|niemals|not|never|don['’]t|can['’]?t|cannot"
NO = re.compile(rf"\b(?:{NOT}|geen|kein\w*)\b", re.IGNORECASE)
# "Geen ervaring met lassen", "met lassen heb ik geen ervaring": these deny their clause as well.
OF_THE_CLAUSE = re.compile(
    rf"\b(?:{NOT}|(?:geen|zonder|kein\w*|ohne|no|without)\s+(?:\w+\s+)?"
    r"(?:ervaring|kennis|zin|verstand|interesse|erfahrung|\w*kenntnisse|lust|ahnung|experience|knowledge|interest))\b",
    re.IGNORECASE,
)
OF_WHAT_FOLLOWS = re.compile(
    r"\b(?:geen|zonder|kein\w*|ohne|no|without)\b(?:\s+\w+)?.*?"
    r"(?=$|\b(?:een|de|het|eine?n?|den|das|the|aan|bij|in|met|op|tijdens|van|voor|an|auf|bei|beim|im|mit|während|von|für|at|during|for|on|with)\b)",
    re.IGNORECASE | re.DOTALL,
)
# "… en kan lassen" opens a clause, "lassen en frezen" does not.
VERBS = (
    "ik|kan|kon|heb|had|ben|was|doe|deed|wil|mag|zoek|werk|werkte|rijd|rij|spreek|ga|hou|weet|leer|sta|vind|las|maak|ken|draai"
    "|ich|kann|habe|hatte|bin|war|mache|will|möchte|suche|arbeite|fahre|spreche|i|can|have|am|do|want|work|speak|drive"
)
# "Niet lassen, frezen of draaien" is one clause, a list; other commas end one.
CLAUSE = re.compile(
    r"[;:()–]|\s-\s|,(?!(?:\s+[\w-]+){1,2}(?:,(?:\s+[\w-]+){1,2})*\s+(?:of|oder|or|noch|nor)\b)"
    r"|\b(?:maar|want|dus|omdat|hoewel|terwijl|zodat|wel|die|aber|sondern|denn|weil|obwohl|but|because|although|who)\b"
    r"|\b(?:als|wenn|if|when)\s+(?=(?:het|ik|er|de|je|dat|mijn|es|ich|i|it|the)\b)"
    rf"|\b(?:en|und|and)\s+(?=(?:{VERBS})\b)|(?:(?<=niet)|(?<=nooit)|(?<=nicht)|(?<=not))\s+(?:en|und|and)\b",
    re.IGNORECASE,
)


def claimed(person: Jobseeker) -> Iterator[str]:
    """What a person wrote without what they say they do not want, cannot or do not have."""
    return chain.from_iterable(map(affirmed, _written(person)))


def says_no(sentence: str) -> bool:
    """Whether a sentence refuses or denies something that matters."""
    return bool(NO.search(HARMLESS.sub("", sentence)))


def affirmed(text: str) -> list[str]:
    """The parts of a text that say what somebody has, can or wants: all of it where nothing is denied."""
    ends = [0, *chain.from_iterable(_denied(text)), len(text)]
    return [text[a:b] for a, b in zip(ends[::2], ends[1::2], strict=True) if text[a:b].strip()]


def _denied(text: str) -> Iterator[tuple[int, int]]:
    """From where to where a text speaks of what is not so."""
    for sentence in SENTENCE.finditer(text):
        # Harmless words make way for as many blanks, so that places stay the same.
        words = HARMLESS.sub(lambda m: " " * len(m[0]), sentence[0])
        for a, b in _clauses(words):
            whole = OF_THE_CLAUSE.search(words, a, b)
            spans = [(a, b)] if whole else [m.span() for m in OF_WHAT_FOLLOWS.finditer(words, a, b)]
            yield from ((sentence.start() + begin, sentence.start() + end) for begin, end in spans)


def _clauses(sentence: str) -> Iterator[tuple[int, int]]:
    cuts = [0, *(m.start() for m in CLAUSE.finditer(sentence)), len(sentence)]
    yield from pairwise(cuts)


def _written(person: Jobseeker) -> Iterator[str]:
    """Everything a person wrote about what they can do."""
    yield from person.skills
    yield from (c.name for c in person.courses)
    yield from (e.description for e in person.experience if e.description)
    yield from (e.description for e in person.education if e.description)
    yield from (e.name for e in person.education if e.name)
    if person.presentation:
        yield person.presentation
