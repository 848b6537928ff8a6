"""Skills in the running text of a Dutch profile: everyday words are none."""

from __future__ import annotations

import pytest

from matcher.bridge.lexicon import Lexicon
from matcher.skilltext import SkillFinder


@pytest.fixture(scope="module")
def dutch() -> SkillFinder:
    return SkillFinder.of("nl", Lexicon.load().skills)


EVERYDAY = {
    "negation": "Ik rook niet en drink niets.",
    "just now": "Ik ben net verhuisd.",
    "through": "Door de reorganisatie raakte ik mijn baan kwijt.",
    "a week": "Ik kan twee weken per maand, elke week een dag.",
    "us": "Bij ons werden de orders hard weggewerkt.",
    "a crew": "Ik werkte in ploegen en in een vaste ploeg.",
    "the ground floor": "Het magazijn ligt op de begane grond, naast de loods.",
    "regions": "Ik zoek werk in Groningen, Drenthe of Twente.",
    "to become": "Ik wil graag weer aan het werk worden geholpen.",
}
TRUE = {
    "machine": ("Ik heb een heftruck gereden.", "Gabelstapler"),
    "acronym in capitals": ("Ervaring met ONS en rapporteren.", "Nedap ONS"),
    "verb": ("Ik kan goed lassen.", "Schweißen"),
    "several words": ("Laden en lossen deed ik dagelijks.", "Be- und Entladen"),
}


@pytest.mark.parametrize("text", EVERYDAY.values(), ids=EVERYDAY.keys())
def test_an_everyday_word_is_no_skill(dutch: SkillFinder, text: str) -> None:
    assert [(f.text, f.concept.de[0]) for f in dutch.find(text)] == []


@pytest.mark.parametrize(("text", "german"), TRUE.values(), ids=TRUE.keys())
def test_a_skill_in_a_sentence_is_found(dutch: SkillFinder, text: str, german: str) -> None:
    assert german in {f.concept.de[0] for f in dutch.find(text)}
