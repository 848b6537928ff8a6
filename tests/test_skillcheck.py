"""The complaints about other systems, each as a test: a skill in another spelling, and a word inside another."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.bridge.lexicon import Concept
from matcher.jobs import default_weights
from matcher.models import Asked, AskedSkill, Jobseeker, Language, Strength, Vacancy
from matcher.offers import Offers
from matcher.pair import Pair
from matcher.profile import Held, Understood
from matcher.related import OwnTitles
from matcher.scoring import explain
from matcher.skillcheck import SkillMatcher
from tests.slow_pairs import One, share_held

CONCEPTS = {
    c.id: c
    for c in (
        Concept("mag", "skill", ("MAG-lassen",), ("MAG-Schweißen", "Metallaktivgasschweißen"), ("7212",)),
        Concept("mag2", "skill", ("MAG lassen",), ("MAG-Schweissen",)),
        Concept("comm", "knowledge", ("communicatie",), ("Kommunikation",)),
        Concept("teach", "skill", ("communicatie onderwijzen",), ("Kommunikation unterrichten",)),
        Concept("vca", "certificate", ("VCA",), ("SCC",), ("7212",)),
        Concept("turn", "skill", ("draaien",), ("Drehen",), ("7223",)),
        Concept("weld", "occupation", ("lasser",), ("Schweißer",), ("7212",)),
    )
}


def person(*skills: str, occupation: str | None = None) -> Understood:
    held = {s: Held(CONCEPTS[s], CONCEPTS[s].nl[0], 1.0) for s in skills}
    occupations = {occupation: 1.0} if occupation else {}
    return Understood(Jobseeker("p", "test"), occupations, held, {}, Language("de"), None, {})


def asked(concept: str, strength: Strength = Strength.REQUIRED) -> Asked:
    found = CONCEPTS[concept]
    return Asked(skills=(AskedSkill(concept, found.kind, found.de[0], strength),))


def test_the_same_skill_under_another_spelling_is_not_missing() -> None:
    check = SkillMatcher.of(person("mag2"), CONCEPTS).check(asked("mag"))
    assert [concept for concept, _ in check.has] == ["mag"]
    assert check.lacks == ()


@pytest.mark.parametrize(("has", "wants"), [("comm", "teach"), ("teach", "comm")], ids=["communication", "teaching"])
def test_communication_is_not_teaching_communication(has: str, wants: str) -> None:
    assert SkillMatcher.of(person(has), CONCEPTS).check(asked(wants)).lacks == (CONCEPTS[wants].de[0],)


def test_an_occupation_brings_its_usual_skills_but_less_sure() -> None:
    ((_, held),) = SkillMatcher.of(person(occupation="weld"), CONCEPTS).check(asked("mag")).has
    assert 0 < held.sure < 1


@pytest.mark.parametrize("wants", ["vca", "turn"], ids=["a certificate", "a skill of another trade"])
def test_an_occupation_does_not_bring_everything(wants: str) -> None:
    assert SkillMatcher.of(person(occupation="weld"), CONCEPTS).check(asked(wants)).lacks


def test_what_would_be_nice_is_not_lacking() -> None:
    check = SkillMatcher.of(person(), CONCEPTS).check(asked("mag", Strength.NICE))
    assert check.lacks == ()


POOL = {
    c.id: c
    for c in (
        Concept(word, "skill", (word,), (word,), ())
        for word in ("Schweißen", "Buchhaltung", "Melken", "Kassieren", "Kochen", "Fräsen", "Nähen")
    )
}
strengths = st.dictionaries(st.sampled_from(sorted(POOL)), st.sampled_from(list(Strength)), max_size=6)


def holding(words: Iterable[str]) -> Understood:
    held = {w: Held(POOL[w], w, 1.0) for w in words}
    return Understood(Jobseeker("p", "test"), {}, held, {}, Language("de"), None, {})


def figures(person: Understood, *adverts: Asked) -> tuple[np.ndarray, ...]:
    found = SkillMatcher.of(person, POOL).figures(Offers.of([(Vacancy("v", "t"), asked) for asked in adverts], POOL))
    return found.share, found.asked, found.held, found.named


@given(strengths, st.sets(st.sampled_from(sorted(POOL))), st.sets(st.sampled_from(sorted(POOL))))
def test_more_held_skills_never_lower_the_score(
    demands: dict[str, Strength], some: set[str], further: set[str]
) -> None:
    advert = Asked(skills=tuple(AskedSkill(word, "skill", word, strength) for word, strength in demands.items()))

    def points(person: Understood) -> float:
        found = figures(person, advert)
        share, asked, held, named = (column.tolist()[0] for column in found)
        one = One(person, asked=advert, share=share, held=held, lacking=asked - held, named=named)
        return one.scored(default_weights())[0]

    some = some or {"Nähen"}
    assert points(holding(some | further)) >= points(holding(some))


@given(st.lists(strengths, min_size=1, max_size=5), st.sets(st.sampled_from(sorted(POOL))))
def test_shares_of_many_vacancies_at_once_are_those_counted_skill_by_skill(
    demands: list[dict[str, Strength]], held: set[str]
) -> None:
    adverts = [
        Asked(skills=tuple(AskedSkill(w, "skill", w, strength) for w, strength in some.items())) for some in demands
    ]
    share, asked, has, _ = figures(holding(held), *adverts)
    for at, advert in enumerate(adverts):
        expected = share_held(advert, dict.fromkeys(held, 1.0), POOL)
        assert np.isnan(share[at]) if expected is None else share[at] == pytest.approx(expected)
        check = SkillMatcher.of(holding(held), POOL).check(advert)
        assert (has[at], asked[at]) == (len(check.has), len(check.has) + len(check.lacks))


def test_an_explanation_tells_what_is_named_from_what_an_occupation_mostly_brings() -> None:
    asks = Asked(skills=tuple(asked(c).skills[0] for c in ("mag", "comm")))
    somebody = person("comm", occupation="weld")
    check = SkillMatcher.of(somebody, CONCEPTS).check(asks)
    pair = Pair(somebody, Vacancy("v", "t"), asks, OwnTitles("", ()), None, None, check, None, None)
    (told,) = [f.params for f in explain(pair, One().scored(default_weights())[1]) if f.name == "skills"]
    assert (told["has"], told["usual"], told["lacks"]) == ("communicatie", "MAG-lassen", "")
