"""What an occupation is called where a profile gives a code only: a name that people know, never the code itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from matcher.bridge import Bridge, Concept
from matcher.bridge.codes import CODE_ONLY

# A meaning this sure has a name of its own; below it the usual name of the code may be surer.
SURE = 0.5
# The length of a code that stands for one occupation and not for a whole field, by its scheme.
WHOLE = {"isco": 4, "kldb": 5}


def own_names(meaning: Mapping[str, float], bridge: Bridge) -> dict[str, float]:
    """The meanings that are occupations with names; where they say little, the usual name of a code among the others."""
    named = {key: sure for key, sure in meaning.items() if bridge.by_id[key].kind != CODE_ONLY}
    if max(named.values(), default=0.0) >= SURE:
        return named
    usual = [usual_of(bridge.by_id[key], bridge) for key in meaning if key not in named]
    return {**named, **{concept.id: share for concept, share in filter(None, usual)}}


def usual_of(code: Concept, bridge: Bridge) -> tuple[Concept, float] | None:
    """The occupation whose German name is the most usual one under a code, with the share of occupations so called."""
    scheme, _colon, digits = code.id.partition(":")
    if len(digits) != WHOLE.get(scheme):
        return None
    found = [o for o in bridge.lexicon.occupations if digits in (o.isco if scheme == "isco" else (o.kldb,))]
    if not found:
        return None
    (name, count), *_others = Counter(o.de[0] for o in found).most_common(1)
    return next(o for o in found if o.de[0] == name), count / len(found)
