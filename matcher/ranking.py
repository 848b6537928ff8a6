"""Retrieve, apply the person's own limits, score, order: lists in, matches out; pure."""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from matcher import scoring
from matcher.bridge import Bridge
from matcher.bridge.codes import unit_group
from matcher.geo import Places, travel_minutes
from matcher.index import person_features
from matcher.models import Gap, Jobseeker, Match, VacancyKind
from matcher.pair import Pair, hours_missing, missing_licences, open_to
from matcher.profile import Reader, Understood
from matcher.related import Reach, learnt_levels, level_of, levels_of
from matcher.same import group_same
from matcher.skillcheck import SkillMatcher
from matcher.stock import Stock
from matcher.text import ungender

# Retrieved by cosine, scored within reach, kept for showing.
# Kilometres and minutes are estimates between postcode areas: a little above a limit counts as within it, up to the
# margin it is shown with next to no points for the commute (data/sample/JUDGING.md, rule 1).
EXACT, MARGIN = 1.05, 1.15
RETRIEVE, SCORE, KEEP = 1500, 300, 100
# From this nearness of occupations on, a vacancy outside the person's reach is worth counting.
FITTING = 0.42
# A change of occupation: another occupation, but most of the asked skills are there.
TRANSFER_OCCUPATION, TRANSFER_SKILLS, TRANSFER_NAMED = 0.42, 0.5, 2
# Licences without which the work is forbidden by law, not only unwanted.
LEGAL_LICENCES = frozenset({"C1", "C", "C1E", "CE", "D1", "D", "D1E", "DE"})


@dataclass(frozen=True, slots=True)
class Ranking:
    """A person's matches, best first, and how many vacancies each limit took out.

    `outside` are, when asked for, the fitting ones that a limit took out, best first.
    """

    matches: tuple[Match, ...]
    removed: Mapping[str, int] = field(default_factory=dict)
    outside: tuple[Match, ...] = ()


@dataclass(frozen=True)
class Look:
    """One person before the vacancies found for them: km to each, and how near its occupation is."""

    person: Understood
    stock: Stock
    bridge: Bridge
    links: Mapping[int, tuple[float, str | None]]
    skills: SkillMatcher
    km: Mapping[int, float]
    mode: str
    pay_wish: float | None
    levels: frozenset[int] = frozenset()

    def distance(self, at: int) -> float | None:
        """Road km to the vacancy's nearest place of work; None where one of the two places is unknown."""
        return self.km.get(at)

    def within_reach(self, rows: Sequence[int]) -> tuple[list[int], dict[str, int]]:
        """The rows within the person's longest commute, and how many fitting ones lie outside."""
        person = self.person.person
        near: list[int] = []
        outside: Counter[str] = Counter()
        for at in rows:
            km = self.distance(at)
            limit = None if km is None else broken_limit(person, km, self.mode, MARGIN)
            if limit is None:
                near.append(at)
            elif self.link(at)[0] >= FITTING:
                outside[limit] += 1
        return near, dict(outside)

    def link(self, at: int) -> tuple[float, str | None]:
        """How near the vacancy's occupation is to the person's, and which occupation that is."""
        return self.links[at]

    def pair(self, at: int) -> Pair:
        """Everything that scoring looks at."""
        read = self.stock.reads[at]
        near, concept = self.link(at)
        km = self.distance(at)
        return Pair(
            person=self.person,
            vacancy=read.vacancy,
            asked=read.asked,
            occupation=near,
            wished=self.person.titles[0] if self.person.titles else "",
            title=ungender(read.vacancy.occupation or read.vacancy.title),
            isco=unit_group({concept: 1.0}, self.bridge.by_id) if concept else read.asked.isco,
            skills=self.skills.check(read.asked),
            km=km,
            minutes=travel_minutes(km, self.mode) if km is not None else None,
            over_limit=km is not None and broken_limit(self.person.person, km, self.mode, EXACT) is not None,
            expected_pay=self.pay_wish,
            level=level_of(read.occupations, self.bridge.by_id),
            person_levels=self.levels,
        )


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
        self,
        person: Jobseeker,
        pay_wish: float | None = None,
        weights: Mapping[str, float] | None = None,
        with_outside: bool = False,
    ) -> Ranking:
        """The best vacancies for a person; `pay_wish` in €/month gross."""
        understood = self.reader.read(person, self.today)
        hits = self.stock.index.top(self.stock.index.vectors([person_features(understood, self.bridge)]), RETRIEVE)[0]
        rows = [at for at, _ in hits]
        look = self._look(understood, rows, pay_wish)
        near, outside = look.within_reach(rows)
        kept, removed = apply_limits([(at, look.pair(at)) for at in near[:SCORE]])
        order = functools.partial(self._ordered, cosine=dict(hits), weights=weights or self.weights)
        matches = group_same(order(kept)[: 2 * KEEP], self.stock)[:KEEP]
        inside = {at for at, _ in kept} | set(near[SCORE:])
        left_out = [(at, look.pair(at)) for at in rows if at not in inside][:SCORE] if with_outside else []
        return Ranking(tuple(matches), {**outside, **removed}, tuple(order(left_out)[:KEEP]))

    def _ordered(
        self, pairs: Sequence[tuple[int, Pair]], cosine: Mapping[int, float], weights: Mapping[str, float]
    ) -> list[Match]:
        """Matches of the relevant pairs by score, equal ones by their cosine."""
        scored = [(self._match(pair, weights), cosine[at]) for at, pair in pairs if relevant(pair)]
        scored.sort(key=lambda s: (-s[0].score, -s[1], s[0].vacancy))
        return [match for match, _ in scored]

    def _look(self, understood: Understood, rows: Sequence[int], pay_wish: float | None) -> Look:
        concepts = self.bridge.by_id
        return Look(
            person=understood,
            stock=self.stock,
            bridge=self.bridge,
            links=self._links(understood, rows),
            skills=SkillMatcher.of(understood, concepts),
            km=self._km(understood.person, rows),
            mode=best_mode(understood.person),
            pay_wish=pay_wish,
            levels=levels_of(understood.occupations, concepts) | learnt_levels(understood.diploma),
        )

    def _links(self, understood: Understood, rows: Sequence[int]) -> dict[int, tuple[float, str | None]]:
        """Per vacancy how near its occupations are to the person's, and which of them is nearest."""
        reach = Reach.of(understood.occupations, self.bridge.by_id)
        return dict(zip(rows, self.stock.occupations.links(reach, rows), strict=True))

    def _km(self, person: Jobseeker, rows: Sequence[int]) -> dict[int, float]:
        """Road km to each vacancy's nearest place of work, where both places are known."""
        home = self.places.dutch(person.postcode)
        if home is None:
            return {}
        km = self.stock.spots.at(rows).km_from(home)
        return {at: km for at, km in zip(rows, km.tolist(), strict=True) if not math.isnan(km)}

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


def broken_limit(person: Jobseeker, km: float, mode: str, margin: float = 1.0) -> str | None:
    """Which of the person's own limits a commute of `km` breaks by more than the margin: distance or minutes."""
    if person.max_km and km > margin * person.max_km:
        return "distance"
    if person.max_minutes and travel_minutes(km, mode) > margin * person.max_minutes:
        return "minutes"
    return None


def best_mode(person: Jobseeker) -> str:
    """The fastest way of travelling a person has; by car when the profile does not say."""
    return next((m for m in ("car", "motor", "public", "moped", "bike") if m in person.transport), "car")


def is_transfer(pair: Pair) -> bool:
    """Whether this is a change of occupation that the person's skills carry: several of them, and most of the asked."""
    asked = len(pair.skills.has) + len(pair.skills.lacks)
    named = sum(1 for _, held in pair.skills.has if held.sure == 1.0)
    enough = TRANSFER_SKILLS if pair.asked.career_changers is not True else TRANSFER_SKILLS / 2
    return pair.occupation < TRANSFER_OCCUPATION and named >= TRANSFER_NAMED and named / asked >= enough


def relevant(pair: Pair) -> bool:
    """Whether there is any reason to suggest this: the occupation, the field, or skills that carry over."""
    return pair.occupation >= 0.25 or is_transfer(pair) or open_to(pair) or not pair.person.occupations


TO_LEARN = frozenset({VacancyKind.APPRENTICESHIP, VacancyKind.INTERNSHIP})
Limit = Callable[[Pair], bool]
LIMITS: tuple[tuple[str, Limit], ...] = (
    ("kind", lambda p: p.vacancy.kind in TO_LEARN and p.person.person.learning is not True),
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
