"""Which of the skills an advertisement asks for a person has; the same skill under another spelling counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from operator import itemgetter

import numpy as np
from rapidfuzz import fuzz, process

from matcher.bridge.lexicon import Concept
from matcher.models import Asked, AskedSkill, Strength
from matcher.offers import STRENGTHS, Offers, counts
from matcher.pair import SkillCheck
from matcher.pairs import SkillFigures
from matcher.profile import IMPLIED, Held, Understood
from matcher.text import fold

# Whole-phrase comparison within German, after the bridge; a phrase inside a longer one does not reach this
# ("Kommunikation" is not "Kommunikation unterrichten").
SAME_SPELLING = 91.0
# A task that is named is learnt on the job more often than what the profile of a candidate lists.
WEIGHT = {Strength.REQUIRED: 1.0, Strength.TASK: 0.6, Strength.NICE: 0.5}
WEIGHTS = np.array([WEIGHT.get(strength, 0.0) for strength in STRENGTHS])
NICE = STRENGTHS.index(Strength.NICE)
# Kinds that an occupation brings with it; papers and character traits are never assumed.
BROUGHT_BY_OCCUPATION = frozenset({"skill", "knowledge", "tool", "machine", "material", "software"})

# As many as a page names of what is missing.
NAMED_IN_DUTCH = 8


@dataclass
class SkillMatcher:
    """Compares one person's skills with what advertisements ask."""

    held: Mapping[str, Held]
    groups: frozenset[str]
    concepts: Mapping[str, Concept]
    refused: frozenset[str] = frozenset()
    _found: dict[str, Held | None] = field(default_factory=dict)
    _spelled: dict[str, Held | None] = field(default_factory=dict)

    @classmethod
    def of(cls, person: Understood, concepts: Mapping[str, Concept]) -> SkillMatcher:
        """For one person; occupations they are sure of bring their usual skills."""
        groups = frozenset(code for key, w in person.occupations.items() if w >= 0.6 for code in concepts[key].isco)
        return cls(person.skills, groups, concepts, person.refused)

    def check(self, asked: Asked) -> SkillCheck:
        """What the person has and lacks of the skills that count in an advertisement."""
        counting = [skill for skill in asked.skills if counts(skill, self.concepts[skill.concept])]
        found = [(skill, self.find(skill.concept)) for skill in counting]
        lacking = [skill for skill, held in found if held is None and skill.strength is not Strength.NICE]
        return SkillCheck(
            has=tuple((skill.concept, held) for skill, held in found if held is not None),
            lacks=tuple(skill.text for skill in lacking),
            dutch=dict(self._dutch(lacking[:NAMED_IN_DUTCH])),
        )

    def figures(self, offers: Offers) -> SkillFigures:
        """How much of what vacancies ask the person has; what is only nice to have can add, never take away."""
        concept, strength = offers.asked_skills()
        row, rows = offers.skills.rows(), len(offers)
        sure, weight, core = self._sure_of(concept, offers.concepts), WEIGHTS[strength], strength != NICE
        has = sure > 0

        def total(which: np.ndarray, amount: np.ndarray | None = None) -> np.ndarray:
            return np.bincount(row[which], None if amount is None else amount[which], minlength=rows)

        asked, held = total(core, weight), total(core, weight * sure)
        extra, extra_held = total(has & ~core, weight), total(has & ~core, weight * sure)
        with np.errstate(invalid="ignore"):
            share = np.fmax(held / asked, (held + extra_held) / (asked + extra))
        return SkillFigures(
            share=np.round(share, 9), asked=total(has | core), held=total(has), named=total(sure == 1.0)
        )

    def _sure_of(self, concept: np.ndarray, names: Sequence[str]) -> np.ndarray:
        """How sure it is that the person has each of these skills (places in `names`), 0 where they do not."""
        different, place = np.unique(concept, return_inverse=True)
        wanted = [names[at] for at in different.tolist()]
        self.learn(wanted)
        found: np.ndarray = np.array([held.sure if (held := self.find(name)) else 0.0 for name in wanted])
        return found[place] if len(found) else np.zeros(0)

    def _dutch(self, lacking: Sequence[AskedSkill]) -> Iterator[tuple[str, str]]:
        """The Dutch words of what is lacking, as far as a page names it."""
        for skill in lacking:
            labels = self.concepts[skill.concept].nl
            if labels:
                yield skill.text, labels[0]

    def find(self, concept: str) -> Held | None:
        """How the person has a skill: named, named in another spelling, or brought by the occupation."""
        if concept in self.refused:
            return None
        if concept not in self._found:
            self._found[concept] = self.held.get(concept) or self._alike(concept) or self._brought(concept)
        return self._found[concept]

    def learn(self, concepts: Iterable[str]) -> None:
        """Compare the spelling of many skills with those held at once; one by one takes several times as long."""
        new = [c for c in dict.fromkeys(concepts) if c not in self._spelled and c not in self.held]
        labels = [(label, concept) for concept in new for label in _labels(self.concepts[concept])]
        held, owners = self._spellings
        scores = process.cdist([label for label, _ in labels], held, scorer=fuzz.ratio, score_cutoff=SAME_SPELLING)
        found: dict[str, list[Held]] = {}
        for at, other in sorted(zip(*(hits.tolist() for hits in np.nonzero(scores)), strict=True), key=itemgetter(1)):
            found.setdefault(labels[at][1], []).append(owners[other])
        self._spelled |= {concept: self._fitting(concept, found.get(concept, ())) for concept in new}

    def _fitting(self, concept: str, alike: Iterable[Held]) -> Held | None:
        """The first skill held that is spelled alike; character is not mistaken for a skill."""
        soft = self.concepts[concept].kind == "soft"
        return next((held for held in alike if soft or held.concept.kind != "soft"), None)

    def _alike(self, concept: str) -> Held | None:
        """The first skill held whose German is spelled (nearly) the same."""
        if concept not in self._spelled:
            self.learn([concept])
        return self._spelled.get(concept)

    @cached_property
    def _spellings(self) -> tuple[list[str], list[Held]]:
        """All German spellings of the skills held, with whose they are."""
        pairs = [(label, held) for held in self.held.values() for label in _labels(held.concept)]
        return [label for label, _ in pairs], [held for _, held in pairs]

    def implied(self) -> tuple[Concept, ...]:
        """Skills that nobody named but the occupations bring with them, without those that were refused."""
        skills = (c for c in self.concepts.values() if self._is_usual(c))
        return tuple(c for c in skills if c.id not in self.held and c.id not in self.refused)

    def _brought(self, concept: str) -> Held | None:
        skill = self.concepts[concept]
        return Held(skill, skill.nl[0], IMPLIED) if self._is_usual(skill) else None

    def _is_usual(self, skill: Concept) -> bool:
        """Whether an occupation of the person brings the skill: it is of their unit group, or of the minor group above."""
        return skill.kind in BROUGHT_BY_OCCUPATION and not self._usual_codes.isdisjoint(skill.isco)

    @cached_property
    def _usual_codes(self) -> frozenset[str]:
        """The ISCO-08 groups, of three digits at least, in which the person's occupations lie."""
        return frozenset(group[:n] for group in self.groups for n in range(3, len(group) + 1))


@lru_cache(maxsize=50_000)
def _labels(concept: Concept) -> tuple[str, ...]:
    return tuple(_spelling(label) for label in concept.de[:3])


def _spelling(label: str) -> str:
    """A German label folded, its words in alphabetical order, so that word order does not matter."""
    return " ".join(sorted(fold(label, "de").split()))
