"""Retrieve, apply the person's own limits, score, order: lists in, matches out; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from matcher import scoring
from matcher.bridge import Bridge
from matcher.extract import extract
from matcher.geo import Places, nearest, travel_minutes
from matcher.index import Index, Read, person_features, vacancy_features, vacancy_occupations
from matcher.models import Cefr, Gap, Jobseeker, Match, Place, Vacancy
from matcher.profile import Reader, Understood, usual_level
from matcher.related import Reach, best_link
from matcher.scoring import Pair, hours_missing, missing_licences
from matcher.skillcheck import SkillMatcher
from matcher.skilltext import SkillFinder
from matcher.text import ungender

RETRIEVE = 300
KEEP = 100
# A change of occupation: another occupation, but most of the asked skills are there.
TRANSFER_OCCUPATION, TRANSFER_SKILLS = 0.42, 0.5
# Licences without which the work is forbidden by law, not only unwanted.
LEGAL_LICENCES = frozenset({"C1", "C", "C1E", "CE", "D1", "D", "D1E", "DE"})


@dataclass(frozen=True)
class Stock:
    """The vacancies to match against: read, indexed, placed."""

    reads: tuple[Read, ...]
    index: Index
    places: tuple[tuple[Place, ...], ...]

    @classmethod
    def of(cls, vacancies: Sequence[Vacancy], bridge: Bridge, places: Places, levels: Mapping[str, Cefr]) -> Stock:
        """Read and index vacancies."""
        reads = tuple(read_vacancies(vacancies, bridge, levels))
        index = Index.fit([v.ref for v in vacancies], [vacancy_features(r, bridge) for r in reads])
        return cls(reads, index, tuple(_places_of(v, places) for v in vacancies))


@dataclass(frozen=True, slots=True)
class Ranking:
    """A person's matches, best first, and how many vacancies each limit took out."""

    matches: tuple[Match, ...]
    removed: Mapping[str, int] = field(default_factory=dict)


def read_vacancies(vacancies: Sequence[Vacancy], bridge: Bridge, levels: Mapping[str, Cefr]) -> list[Read]:
    """What each vacancy asks for and which occupations it means."""
    finder = SkillFinder.of("de", bridge.lexicon.skills)
    result = []
    for vacancy, found in zip(vacancies, vacancy_occupations(bridge, vacancies), strict=True):
        isco = isco_of(found, bridge)
        asked = extract(vacancy, finder, usual_level(levels, isco))
        result.append(Read(vacancy, replace(asked, isco=isco), found))
    return result


def isco_of(occupations: Mapping[str, float], bridge: Bridge) -> str | None:
    """The ISCO-08 unit group of the surest occupation."""
    best = max(occupations, key=lambda k: occupations[k], default=None)
    return bridge.lexicon.by_id[best].isco[0] if best else None


def _places_of(vacancy: Vacancy, places: Places) -> tuple[Place, ...]:
    return tuple(p for p in map(places.of_location, vacancy.locations) if p is not None)


@dataclass(frozen=True)
class Ranker:
    """Ranks a stock for people; one per run."""

    bridge: Bridge
    reader: Reader
    places: Places
    stock: Stock
    weights: Mapping[str, float]
    today: date

    def rank(
        self, person: Jobseeker, pay_wish: float | None = None, weights: Mapping[str, float] | None = None
    ) -> Ranking:
        """The best vacancies for a person; `pay_wish` in €/month gross."""
        understood = self.reader.read(person, self.today)
        hits = self.stock.index.top(self.stock.index.vectors([person_features(understood, self.bridge)]), RETRIEVE)[0]
        pairs = list(self._pairs(understood, [at for at, _ in hits], pay_wish))
        kept, removed = apply_limits(pairs)
        cosine = dict(hits)
        scored = [(self._match(pair, weights or self.weights), cosine[at]) for at, pair in kept if relevant(pair)]
        scored.sort(key=lambda s: (-s[0].score, -s[1], s[0].vacancy))
        return Ranking(tuple(match for match, _ in scored[:KEEP]), removed)

    def _pairs(self, understood: Understood, rows: Sequence[int], pay_wish: float | None) -> Sequence[tuple[int, Pair]]:
        concepts = self.bridge.lexicon.by_id
        reach = Reach.of(understood.occupations, concepts)
        skills = SkillMatcher.of(understood, concepts)
        home = self.places.dutch(understood.person.postcode)
        return [(at, self._pair(understood, at, reach, skills, home, pay_wish)) for at in rows]

    def _pair(
        self, understood: Understood, at: int, reach: Reach, skills: SkillMatcher, home: Place | None,
        pay_wish: float | None,
    ) -> Pair:  # fmt: skip
        read = self.stock.reads[at]
        near, concept = best_link(reach, read.occupations, self.bridge.lexicon.by_id)
        here = nearest(home, self.stock.places[at]) if home else None
        km = here[1] if here else None
        mode = best_mode(understood.person)
        return Pair(
            person=understood,
            vacancy=read.vacancy,
            asked=read.asked,
            occupation=near,
            wished=understood.titles[0] if understood.titles else "",
            title=ungender(read.vacancy.occupation or read.vacancy.title),
            isco=self.bridge.lexicon.by_id[concept].isco[0] if concept else isco_of(read.occupations, self.bridge),
            skills=skills.check(read.asked),
            km=km,
            minutes=travel_minutes(km, mode) if km is not None else None,
            expected_pay=pay_wish,
        )

    def _match(self, pair: Pair, weights: Mapping[str, float]) -> Match:
        points, factors = scoring.score(pair, weights)
        return Match(
            person=pair.person.person.key,
            vacancy=pair.vacancy.ref,
            score=points,
            factors=factors,
            gaps=tuple(gaps(pair)),
            transferable=is_transfer(pair),
            km=round(pair.km, 1) if pair.km is not None else None,
            minutes=round(pair.minutes) if pair.minutes is not None else None,
        )


def best_mode(person: Jobseeker) -> str:
    """The fastest way of travelling a person has; by car when the profile does not say."""
    return next((m for m in ("car", "motor", "public", "moped", "bike") if m in person.transport), "car")


def is_transfer(pair: Pair) -> bool:
    """Whether this is a change of occupation that the person's skills carry."""
    asked = len(pair.skills.has) + len(pair.skills.lacks)
    named = sum(1 for _, held in pair.skills.has if held.sure == 1.0)
    return pair.occupation < TRANSFER_OCCUPATION and (
        (asked > 0 and named / asked >= TRANSFER_SKILLS) or (pair.asked.career_changers is True and named > 0)
    )


def relevant(pair: Pair) -> bool:
    """Whether there is any reason to suggest this: the occupation, the field, or skills that carry over."""
    return pair.occupation >= 0.25 or is_transfer(pair) or not pair.person.occupations


Limit = Callable[[Pair], bool]
LIMITS: tuple[tuple[str, Limit], ...] = (
    ("distance", lambda p: p.km is not None and (p.person.person.max_km or 1e9) < p.km),
    ("minutes", lambda p: p.minutes is not None and (p.person.person.max_minutes or 1e9) < p.minutes),
    ("hours", lambda p: (hours_missing(p) or 0) > 8),
    ("shifts", lambda p: p.asked.shifts is True and p.person.person.shifts is False),
    (
        "licence",
        lambda p: bool(p.person.person.licences) and bool(LEGAL_LICENCES & set(missing_licences(p))),
    ),
)


def apply_limits(pairs: Sequence[tuple[int, Pair]]) -> tuple[list[tuple[int, Pair]], dict[str, int]]:
    """The pairs within the person's limits, and per limit how many relevant ones it took out (the first counts)."""
    kept: list[tuple[int, Pair]] = []
    removed: Counter[str] = Counter()
    for at, pair in pairs:
        limit = next((name for name, broken in LIMITS if broken(pair)), None)
        if limit is None:
            kept.append((at, pair))
        elif relevant(pair):
            removed[limit] += 1
    return kept, dict(removed)


def gaps(pair: Pair) -> list[Gap]:
    """What is missing, as steps: German, licences, certificates, diploma, skills."""
    result = []
    asked, has = pair.asked.german.level, pair.person.german.level
    if asked and has and asked.rank > has.rank:
        assumed = "assumed" if pair.asked.german.assumed else ""
        result.append(Gap("language", asked, {"asked": asked, "has": has, "assumed": assumed}))
    result += [Gap("licence", x, {"asked": x}) for x in missing_licences(pair) if pair.person.person.licences]
    diploma, own = pair.asked.diploma, pair.person.diploma
    if diploma and own and diploma.vocational_rank > own.vocational_rank and not pair.asked.no_diploma:
        result.append(Gap("diploma", diploma, {"asked": diploma, "has": own}))
    kinds = {s.text: s.kind for s in pair.asked.skills}
    result += [
        Gap("certificate" if kinds.get(x) == "certificate" else "skill", x, {"asked": x}) for x in pair.skills.lacks[:5]
    ]
    return result
