"""Codes of occupations looked up, never guessed: what a UWV, ESCO, ISCO-08 or DKZ entry means by itself.

A KldB 2010 or ISCO-08 code becomes a concept of its own (`kldb:72302`, `isco:3313`) that carries codes only; it is
near every occupation with those codes. Where a title is looked up, guesses by its words that contradict the codes go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from matcher.bridge.lexicon import Concept
from matcher.bridge.official import Reference, esco_id

CODE_ONLY = "code"
# From this certainty on, a link by words is no guess: the lexicon has the very label (its last synonyms reach this).
AS_GOOD = 0.55
ISCO_CODE = re.compile(r"\d{1,4}")
UNIT_GROUP = re.compile(r"\d{4}")

Sure = Mapping[str, float]


def code_concepts(known: Iterable[Concept], reference: Reference) -> dict[str, Concept]:
    """A concept for every ISCO-08 and KldB 2010 code that stands in the lexicon or the official tables."""
    kldb = {*reference.isco_of_kldb, *reference.kldb_of_title.values()}
    isco = {code for codes in reference.isco_of_kldb.values() for code in codes}
    for concept in known:
        if concept.kind == "occupation":
            isco |= {code[:n] for code in concept.isco for n in (2, 3, 4)}
            kldb |= {concept.kldb} if concept.kldb else set()
    found = [_code_concept("isco", code, (code,), None) for code in sorted(isco)]
    found += [_code_concept("kldb", code, reference.isco_of_kldb.get(code, ()), code) for code in sorted(kldb)]
    return {c.id: c for c in found}


def _code_concept(scheme: str, code: str, isco: tuple[str, ...], kldb: str | None) -> Concept:
    name = f"{'ISCO-08' if scheme == 'isco' else 'KldB 2010'} {code}"
    return Concept(f"{scheme}:{code}", CODE_ONLY, (name,), (name,), isco, kldb)


def german_title(title: str, reference: Reference, concepts: Mapping[str, Concept]) -> dict[str, float]:
    """What a German title means by the BA's own list and the mapping to ESCO: concept ids with certainty."""
    found = dict(reference.links.get(("dkz title", title), ()))
    if title in reference.kldb_of_title:
        found[f"kldb:{reference.kldb_of_title[title]}"] = 1.0
    return {key: sure for key, sure in found.items() if key in concepts}


def dutch_code(
    code: str | None, scheme: str | None, reference: Reference, concepts: Mapping[str, Concept]
) -> dict[str, float]:
    """What an occupation code of a profile means: concept ids with certainty; empty when it is not known.

    A UWV code leads to its reference occupation (whose code is the lexicon's id) or to its own row, where it has no
    reference; an ESCO address to its concept.
    """
    if not code:
        return {}
    found: dict[str, float] = {}
    if "/esco/" in code or scheme == "esco":
        found[_esco_concept(code)] = 1.0
    elif scheme == "isco08" and ISCO_CODE.fullmatch(code):
        found[f"isco:{code}"] = 1.0
    elif scheme == "boc":
        found |= dict(reference.links.get(("boc", code), ()))
        found |= {code: 1.0, **({reference.boc[code][1]: 1.0} if code in reference.boc else {})}
    return {key: sure for key, sure in found.items() if key in concepts}


def _esco_concept(code: str) -> str:
    """The concept of an ESCO address, of a bare identifier, or of an ISCO group in ESCO's spelling."""
    last = code.rstrip("/").rsplit("/", 1)[-1]
    return f"isco:{last[1:]}" if re.fullmatch(r"C\d{1,4}", last) else esco_id(f"occupation/{last}")


def settle(guessed: Sure, looked_up: Sure, concepts: Mapping[str, Concept]) -> dict[str, float]:
    """Guesses by words and what was looked up, together: guesses that contradict the codes are left out."""
    if not looked_up:
        return dict(guessed)
    known = [concepts[key] for key in looked_up]
    kept = {k: w for k, w in guessed.items() if w >= AS_GOOD or any(agree(concepts[k], c) for c in known)}
    return {**kept, **{key: max(sure, kept.get(key, 0.0)) for key, sure in looked_up.items()}}


def agree(one: Concept, other: Concept) -> bool:
    """Whether two occupations can be of one field: a common sub-major group (ISCO-08) or main group (KldB 2010)."""
    isco = {c[:2] for c in one.isco}, {c[:2] for c in other.isco}
    kldb = one.kldb and other.kldb
    comparable = bool(kldb) or all(isco)
    return not comparable or bool(isco[0] & isco[1]) or bool(kldb and one.kldb[:2] == other.kldb[:2])  # type: ignore[index]


def unit_group(occupations: Sure, concepts: Mapping[str, Concept]) -> str | None:
    """The ISCO-08 unit group of weighted occupations: of the looked-up code when it has one only, else the surest."""
    ranked = sorted(occupations, key=lambda key: -occupations[key])
    codes = [concepts[key] for key in ranked if concepts[key].kind == CODE_ONLY and concepts[key].isco]
    if codes and len(codes[0].isco) == 1:
        return codes[0].isco[0]
    named = [c for key in ranked for c in concepts[key].isco if concepts[key].kind != CODE_ONLY]
    allowed = set(codes[0].isco) if codes else set(named)
    return next((c for c in named if c in allowed), next(iter(codes[0].isco if codes else named), None))
