"""A jobseeker as the matcher understands them: occupations and skills as concepts, German words, levels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from matcher.bridge import Bridge
from matcher.bridge.codes import dutch_code, settle, unit_group
from matcher.bridge.lexicon import Concept
from matcher.bridge.links import as_links
from matcher.bridge.plain import plain_meaning
from matcher.data import read_csv
from matcher.models import Cefr, Correction, Diploma, Experience, Jobseeker, Language, Occupation
from matcher.negation import claimed
from matcher.skilltext import SkillFinder

# A wish says more about the next job than the last job does; older jobs fade.
WISH, EXPERIENCE, INTEREST = 1.0, 0.75, 0.4
IMPLIED = 0.5
KEEP_CONCEPTS = 5
MIN_CONCEPT = 0.25
EXACT, NEARLY = 0.97, 0.7
YEAR_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class Held:
    """A skill a person has: the concept, the words it was found in, and how sure that is (0–1)."""

    concept: Concept
    text: str
    sure: float


@dataclass(frozen=True, slots=True)
class Understood:
    """What the matcher makes of a profile; `occupations` maps concept ids to weights (0–1).

    `refused` are skills that somebody said the person does not have, not even through an occupation; `named` is what
    each title of the profile means, whether a wish or a job long ago. `learnt` names jobs had, schooling and courses.
    """

    person: Jobseeker
    occupations: Mapping[str, float]
    skills: Mapping[str, Held]
    words: Mapping[str, float]
    german: Language
    diploma: Diploma | None
    years: Mapping[str, float]
    titles: tuple[str, ...] = ()
    unknown_titles: tuple[str, ...] = field(default=())
    refused: frozenset[str] = frozenset()
    named: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    learnt: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reader:
    """Understands profiles; `titles` names occupation codes (UWV's list) where the user imported it."""

    bridge: Bridge
    finder: SkillFinder
    titles: Mapping[tuple[str, str], str] = field(default_factory=dict)
    _links: dict[str, dict[str, float]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, bridge: Bridge, titles: Mapping[tuple[str, str], str] | None = None) -> Reader:
        """A reader over the bridge's lexicon."""
        codes = {("boc", c.id): c.nl[0] for c in bridge.lexicon.occupations}
        return cls(bridge, SkillFinder.of("nl", bridge.skills), {**codes, **bridge.reference.titles, **(titles or {})})

    def read(self, person: Jobseeker, today: date) -> Understood:
        """Turn a profile into concepts and German words."""
        named = list(self._named(person, today))
        meanings = self.corrected([o for o, _ in named], person)
        weighted = [(title, weight) for o, weight in named if (title := self._title(o))]
        occupations = _strongest(zip(meanings, (weight for _, weight in named), strict=True))
        return Understood(
            person=person,
            occupations=occupations,
            skills=self._skills(person, occupations),
            words=self._words(
                person, [x for t, _ in weighted for x in meant_by(t, person.corrections, self.bridge.by_id)]
            ),
            german=german_of(person),
            diploma=diploma_of(person),
            years=self._years(person, meanings[len(person.occupations) :], today),
            titles=tuple(dict.fromkeys(t for t, w in weighted if w >= WISH)) or tuple(t for t, _ in weighted),
            refused=refused(person.corrections, "skill"),
            named=self._by_title([o for o, _ in named], meanings),
            learnt=tuple(self._learnt(person)),
            unknown_titles=tuple(
                title for (o, _), found in zip(named, meanings, strict=True) if not found and (title := self._title(o))
            ),
        )

    def _by_title(
        self, occupations: Sequence[Occupation], meanings: Sequence[Mapping[str, float]]
    ) -> dict[str, Mapping[str, float]]:
        """What each title of the profile means; wishes come first, and a title that stands there twice counts once."""
        found: dict[str, Mapping[str, float]] = {}
        for occupation, meaning in zip(occupations, meanings, strict=True):
            if title := self._title(occupation):
                found.setdefault(title, meaning)
        return found

    def _learnt(self, person: Jobseeker) -> Iterator[str]:
        """What the person did or learnt, by name: jobs had, schooling that was not broken off, courses."""
        yield from (title for job in person.experience if (title := self._title(job.occupation)))
        yield from (e.name for e in person.education if e.name and e.completed is not False)
        yield from (course.name for course in person.courses)

    def learn(self, people: Iterable[Jobseeker]) -> None:
        """Link the titles of many people at once, which is far quicker than one by one; `read` gives the same."""
        self._linked(list(self._all_titles(people)))

    def _all_titles(self, people: Iterable[Jobseeker]) -> Iterator[str]:
        for person in people:
            named = (*person.occupations, *(job.occupation for job in person.experience))
            yield from (title for o in named if (title := self._title(o)))
            yield from person.interests

    def title_of(self, title: str | None, code: str | None, scheme: str | None) -> str | None:
        """The Dutch title: as given, or looked up by its code."""
        return title or self.titles.get((scheme or "", code or ""))

    def _title(self, occupation: Occupation) -> str | None:
        return self.title_of(occupation.title, occupation.code, occupation.scheme)

    def _named(self, person: Jobseeker, today: date) -> Iterator[tuple[Occupation, float]]:
        """Occupations with weights: wishes, then jobs had (fading over ten years), interests, and what was added."""
        yield from ((wish, WISH) for wish in person.occupations)
        for job in person.experience:
            ago = (today - job.ends).days / YEAR_DAYS if job.ends else 0.0
            yield job.occupation, EXPERIENCE * max(0.4, 1 - max(0.0, ago) / 20)
        yield from ((Occupation(interest), INTEREST) for interest in person.interests)
        yield from ((occupation, WISH) for occupation in added(person.corrections, self.bridge.by_id))

    def meanings(self, occupations: Sequence[Occupation]) -> list[dict[str, float]]:
        """Concept ids with certainty for each occupation: looked up by its code, then linked by its words."""
        concepts, reference = self.bridge.by_id, self.bridge.reference
        guessed = self._linked([self._title(o) or "" for o in occupations])
        looked_up = (dutch_code(o.code, o.scheme, reference, concepts) for o in occupations)
        return [settle(*both, concepts) for both in zip(guessed, looked_up, strict=True)]

    def corrected(self, occupations: Sequence[Occupation], person: Jobseeker) -> list[dict[str, float]]:
        """The meanings of a person's occupations after what people said of them."""
        known, said = self.bridge.by_id, person.corrections
        return [
            corrected(self._title(o) or "", meaning, said, known)
            for o, meaning in zip(occupations, self.meanings(occupations), strict=True)
        ]

    def _linked(self, titles: Sequence[str]) -> list[dict[str, float]]:
        """What titles mean, as broad words or by their words; every distinct title is linked once per reader."""
        broad = self.bridge.lexicon.plain_words
        new = [t for t in dict.fromkeys(titles) if t and t not in self._links]
        self._links.update((t, meant) for t in new if (meant := plain_meaning(t, broad)))
        if new := [t for t in new if t not in self._links]:
            linker = self.bridge.linker("occupation")
            links = as_links(linker.dutch_concepts(new), linker.concepts, KEEP_CONCEPTS, MIN_CONCEPT)
            self._links.update(zip(new, map(certain, links), strict=True))
        return [self._links.get(title, {}) for title in titles]

    def _skills(self, person: Jobseeker, occupations: Mapping[str, float]) -> dict[str, Held]:
        """Skills named anywhere in the profile, and what was said of them; certificates need the word itself."""
        result: dict[str, Held] = {}
        for text in claimed(person):
            for found in self.finder.find(text):
                result.setdefault(found.concept.id, Held(found.concept, found.text, 1.0))
        return corrected_skills(result, person.corrections, self.bridge.by_id)

    def _words(self, person: Jobseeker, titles: Iterable[str]) -> dict[str, float]:
        """German stems of titles (full weight) and of the rest of the profile (half)."""
        translator = self.bridge.translator
        result: dict[str, float] = {}
        for weight, texts in ((1.0, titles), (0.5, claimed(person))):
            for text in texts:
                for word, sure in translator.bag(text).items():
                    result[word] = max(result.get(word, 0.0), weight * sure)
        return result

    def _years(self, person: Jobseeker, meanings: Sequence[Mapping[str, float]], today: date) -> dict[str, float]:
        """Years of experience per ISCO-08 sub-major group (two digits) and in all (key ""); meanings job by job."""
        result: dict[str, float] = {}
        for job, meaning in zip(person.experience, meanings, strict=False):
            years = years_of(job, today)
            if years is None:
                continue
            result[""] = result.get("", 0.0) + years
            group = unit_group(meaning, self.bridge.by_id)
            if group:
                result[group[:2]] = result.get(group[:2], 0.0) + years
        return result


def certain(links: Mapping[str, float]) -> dict[str, float]:
    """Where a title is an occupation's own name, only meanings that are nearly as sure: the rest share a word by chance."""
    exact = max(links.values(), default=0.0) >= EXACT
    return {key: sure for key, sure in links.items() if not exact or sure >= NEARLY}


def _strongest(meanings: Iterable[tuple[Mapping[str, float], float]]) -> dict[str, float]:
    """Concept ids with the weight of the best occupation that means them."""
    result: dict[str, float] = {}
    for links, weight in meanings:
        for key, sure in links.items():
            result[key] = max(result.get(key, 0.0), sure * weight)
    return result


def refused(said: Iterable[Correction], kind: str) -> frozenset[str]:
    """The concepts of a kind that are not meant."""
    return frozenset(c.concept for c in said if c.kind == kind and not c.right)


def added(said: Iterable[Correction], known: Mapping[str, Concept]) -> Iterator[Occupation]:
    """Occupations that somebody added to the wishes, under the concept's own name."""
    for c in said:
        if c.kind == "occupation" and c.right and not c.text and c.concept in known:
            yield Occupation(known[c.concept].nl[0])


def corrected(
    title: str, meaning: Mapping[str, float], said: Iterable[Correction], known: Mapping[str, Concept]
) -> dict[str, float]:
    """The meaning of a title: what somebody chose for these very words, else the guess without what is not meant.

    A no that names the words says that they mean nothing: nobody wants the next guess.
    """
    said = [c for c in said if c.kind == "occupation" and c.concept in known]
    chosen = _chosen(title, said, known)
    if chosen or _means_nothing(title, said):
        return dict.fromkeys(chosen, 1.0)
    wrong = {c.concept for c in said if not c.right}
    return {key: sure for key, sure in meaning.items() if key not in wrong}


def meant_by(title: str, said: Iterable[Correction], known: Mapping[str, Concept]) -> list[str]:
    """The words that stand for a title in the search: its own, else those of what somebody chose for it, or none."""
    said = [c for c in said if c.kind == "occupation" and c.concept in known]
    chosen = [known[concept].nl[0] for concept in _chosen(title, said, known)]
    return chosen or ([] if _means_nothing(title, said) else [title])


def _chosen(title: str, said: Iterable[Correction], known: Mapping[str, Concept]) -> list[str]:
    return [c.concept for c in said if c.right and (c.text or known[c.concept].nl[0]) == title]


def _means_nothing(title: str, said: Iterable[Correction]) -> bool:
    return bool(title) and any(not c.right and c.text == title for c in said)


def corrected_skills(
    found: Mapping[str, Held], said: Iterable[Correction], known: Mapping[str, Concept]
) -> dict[str, Held]:
    """The skills a person has after what people said of them."""
    skills = [c for c in said if c.kind == "skill" and c.concept in known]
    wrong = {c.concept for c in skills if not c.right}
    right = {c.concept: Held(known[c.concept], c.text or known[c.concept].nl[0], 1.0) for c in skills if c.right}
    return {key: held for key, held in found.items() if key not in wrong} | right


def years_of(job: Experience, today: date) -> float | None:
    """Length of a job in years; None when a date is missing or the job ends before it starts."""
    if job.starts is None:
        return None
    days = ((job.ends or today) - job.starts).days
    return days / YEAR_DAYS if days >= 0 else None


def german_of(person: Jobseeker) -> Language:
    """The person's German; level None when nobody said it."""
    return next((x for x in person.languages if x.code == "de"), Language("de"))


def diploma_of(person: Jobseeker) -> Diploma | None:
    """The highest completed diploma; the general level where no course of study is known."""
    done = [e.level for e in person.education if e.level and e.completed is not False]
    return max(done, key=lambda d: d.vocational_rank) if done else person.level


def german_levels() -> dict[str, Cefr]:
    """The usual German level by ISCO-08 prefix (data/lexicon/german_levels.csv)."""
    return {row["isco08"]: Cefr(row["level"]) for row in read_csv("lexicon", "german_levels.csv")}


def usual_level(levels: Mapping[str, Cefr], isco: str | None) -> Cefr | None:
    """The usual German level of an occupation: the longest ISCO-08 prefix in the table decides."""
    code = isco or ""
    return next((levels[code[:n]] for n in range(len(code), 0, -1) if code[:n] in levels), None)
