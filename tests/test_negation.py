"""What people write that they do not want, cannot or do not have is no skill of theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.bridge import Bridge
from matcher.negation import affirmed
from matcher.profile import Reader
from tests.test_same import SEEKER

# What somebody writes, and the words of it that say what they have, can or want; None for all of it.
TEXTS: dict[str, tuple[str, str | None]] = {
    "nothing is denied": ("Ik kan lassen en frezen.", None),
    "would rather not": ("Ik wil liever niet in ploegendienst werken.", "."),
    "the no comes last": ("In ploegen werken wil ik niet. Lassen wel.", ". Lassen wel."),
    "has no": ("Geen rijbewijs, wel een certificaat.", ", wel een certificaat."),
    "lacks several": ("Zonder rijbewijs B of heftruckcertificaat", ""),
    "no experience with": ("Ik heb geen ervaring met lassen en frezen", ""),
    "with it no experience": ("Met lassen heb ik geen ervaring, frezen kan ik", ", frezen kan ik"),
    "never did": ("Ik heb nog nooit gelast", ""),
    "a list": ("Ik kan niet lassen, frezen of draaien", ""),
    "another clause, and": ("Ik ben niet handig en kan lassen", "en kan lassen"),
    "another clause, because": ("Ik rijd heftruck omdat ik niet stil kan zitten", "Ik rijd heftruck "),
    "another clause, after a second no": ("Ik rook niet en in de winter las ik", " en in de winter las ik"),
    "without, up to a preposition": ("Zonder klagen in een kas", "in een kas"),
    "without, up to an article": ("Ik kan zonder omkijken een heftruck rijden", "Ik kan een heftruck rijden"),
    "only what follows": ("Ik rijd heftruck zonder certificaat", "Ik rijd heftruck "),
    "German, not": ("Ich möchte nicht im Schichtdienst arbeiten", ""),
    "German, no": ("Ich habe keinen Führerschein, aber einen Staplerschein", "Ich habe , aber einen Staplerschein"),
    "English, never": ("I have never driven a forklift. I can weld.", ". I can weld."),
    "not only": ("Ik kan niet alleen lassen maar ook frezen", None),
    "not only, German": ("Ich kann nicht nur schweißen, sondern auch drehen", None),
    "no problem": ("Ploegendienst vind ik geen probleem", None),
    "never ill": ("Heftruckchauffeur die nooit ziek is", None),
    "not afraid": ("Niet bang voor hoogte of ploegendienst", None),
    "not expensive": ("Ik ben niet duur en kan lassen", None),
    "without help": ("Ik kan zonder hulp lassen", None),
    "part of a word": ("niet-destructief onderzoek", None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "kept"), TEXTS.values(), ids=TEXTS.keys())
def test_only_what_somebody_has_can_or_wants_is_kept(text: str, kept: str | None) -> None:
    assert "".join(affirmed(text)) == (text if kept is None else kept)


@given(st.text())
def test_what_is_kept_is_part_of_the_text_in_its_order(text: str) -> None:
    at = 0
    for part in affirmed(text):
        at = text.index(part, at) + len(part)


OWN_WORDS = {
    "refused": ("Ik wil liever niet in ploegendienst werken.", set()),
    "welcome": ("Ploegendienst vind ik geen probleem.", {"bereidheid-tot-ploegendienst"}),
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.of(Bridge.load())


@pytest.mark.parametrize(("words", "skills"), OWN_WORDS.values(), ids=OWN_WORDS.keys())
def test_what_is_refused_is_neither_a_skill_nor_searched_for(reader: Reader, words: str, skills: set[str]) -> None:
    read = reader.read(replace(SEEKER, presentation=words, skills=()), date(2026, 11, 1))
    silent = reader.read(replace(SEEKER, presentation=None, skills=()), date(2026, 11, 1))
    assert read.skills.keys() - silent.skills.keys() == skills
    assert bool(read.words.keys() - silent.words.keys()) == bool(skills)
