"""Retrieve, apply the person's own limits, score, order: lists in, matches out; pure."""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from matcher import scoring
from matcher.bridge import Bridge
from matcher.geo import Places, travel_minutes
from matcher.index import person_features
from matcher.limits import EXACT, MARGIN, apply_limits, best_mode, broken_limit, is_transfer, relevant
from matcher.models import Gap, Jobseeker, Match
from matcher.pair import Pair, missing_licences
from matcher.profile import Reader, Understood
from matcher.related import OwnTitles, Reach, learnt_levels, levels_of
from matcher.same import group_same
from matcher.skillcheck import SkillMatcher
from matcher.stock import Stock

# Retrieved by cosine, scored within reach, kept for showing.
RETRIEVE, SCORE, KEEP = 1500, 300, 100
# So many people are retrieved for at once: one by one takes twice as long, and 64 take 90 MB more than 32 do (over
# 100,000 vacancies).
BLOCK, THREADS = 32, 2
# From this nearness of occupations on, a vacancy outside the person's reach is worth counting.
FITTING = 0.42


@dataclass(frozen=True, slots=True)
class Ranking:
    """A person's matches, best first, and how many vacancies each limit took out.

    `outside` are, when asked for, the fitting ones that a limit took out, best first; `reached` are all that were
    scored within the limits, each advertisement of a job by itself and in short (no gaps, factors not explained):
    the people of a vacancy come from these.
    """

    matches: tuple[Match, ...]
    removed: Mapping[str, int] = field(default_factory=dict)
    outside: tuple[Match, ...] = ()
    reached: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """A person to rank for: pay wished in €/month gross, weights other than the usual, whether to look outside their limits."""

    person: Jobseeker
    pay: float | None = None
    weights: Mapping[str, float] | None = None
    with_outside: bool = False


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
    titles: OwnTitles
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

    def pairs(self, rows: Sequence[int]) -> list[tuple[int, Pair]]:
        """The pairs of many vacancies, with their rows."""
        self.skills.learn(skill.concept for at in rows for skill in self.stock.reads[at].asked.skills)
        return [(at, self.pair(at)) for at in rows]

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
            titles=self.titles,
            link=self.bridge.by_id[concept] if concept else None,
            isco=self.stock.occupations.groups[concept] if concept else read.asked.isco,
            skills=self.skills.check(read.asked),
            km=km,
            minutes=travel_minutes(km, self.mode) if km is not None else None,
            over_limit=km is not None and broken_limit(self.person.person, km, self.mode, EXACT) is not None,
            expected_pay=self.pay_wish,
            level=int(self.stock.occupations.levels[at]) or None,
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
        return next(self.rank_all([Wish(person, pay_wish, weights, with_outside)]))

    def rank_all(self, wishes: Iterable[Wish]) -> Iterator[Ranking]:
        """The best vacancies for each of many people, in their order; their titles are understood at once."""
        waiting = iter(wishes)
        while block := list(islice(waiting, BLOCK)):
            self.reader.learn(wish.person for wish in block)
            people = [self.reader.read(wish.person, self.today) for wish in block]
            queries = self.stock.index.vectors(person_features(person, self.bridge) for person in people)
            hits = self.stock.index.top(queries, RETRIEVE, threads=THREADS)
            for one in zip(block, people, hits, strict=True):
                yield self._ranked(*one)

    def _ranked(self, wish: Wish, person: Understood, hits: Sequence[tuple[int, float]]) -> Ranking:
        """The best of the vacancies found for a person (rows with their cosine)."""
        rows = [at for at, _ in hits]
        look = self.look(person, rows, wish.pay)
        near, outside = look.within_reach(rows)
        kept, removed = apply_limits(look.pairs(near[:SCORE]))
        order = functools.partial(self.in_order, cosine=dict(hits), weights=wish.weights or self.weights)
        reached = order(kept)
        matches = group_same(reached[: 2 * KEEP], self.stock)[:KEEP]
        inside = {at for at, _ in kept} | set(near[SCORE:])
        left_out = look.pairs([at for at in rows if at not in inside][:SCORE]) if wish.with_outside else []
        pairs = {pair.vacancy.ref: pair for _, pair in (*kept, *left_out)}
        shown, outer = (
            tuple(explained(m, pairs[m.vacancy]) for m in part) for part in (matches, order(left_out)[:KEEP])
        )
        return Ranking(shown, {**outside, **removed}, outer, tuple(reached))

    def in_order(
        self, pairs: Sequence[tuple[int, Pair]], cosine: Mapping[int, float], weights: Mapping[str, float]
    ) -> list[Match]:
        """Matches of the relevant pairs by score, equal ones by their cosine; in short."""
        return in_order(scored(pair, weights, cosine[at]) for at, pair in pairs if relevant(pair))

    def look(self, understood: Understood, rows: Sequence[int], pay_wish: float | None) -> Look:
        """A person before these vacancies (rows of the stock)."""
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
            titles=OwnTitles.of(understood.titles, understood.named, concepts),
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


def match_of(pair: Pair, weights: Mapping[str, float], alike: float) -> Match:
    """A pair scored with these weights and explained; `alike` is the cosine of profile and advertisement."""
    return explained(scored(pair, weights, alike), pair)


def explained(match: Match, pair: Pair) -> Match:
    """The match with its gaps and what each factor is based on."""
    return replace(match, factors=scoring.explain(pair, match.factors), gaps=tuple(gaps(pair)))


def scored(pair: Pair, weights: Mapping[str, float], alike: float) -> Match:
    """A pair scored with these weights, in short: enough to put it in its place."""
    points, factors = scoring.score(pair, weights)
    return Match(
        person=pair.person.person.key,
        vacancy=pair.vacancy.ref,
        score=points,
        factors=factors,
        transferable=is_transfer(pair),
        km=round(pair.km, 1) if pair.km is not None else None,
        minutes=round(pair.minutes) if pair.minutes is not None else None,
        alike=round(alike, 6),
    )


def in_order(matches: Iterable[Match]) -> list[Match]:
    """Matches by score, equal ones by how alike profile and advertisement are, then by vacancy and person."""
    return sorted(matches, key=lambda m: (-m.score, -m.alike, m.vacancy, m.person))


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
    return [*result, *(_skill_gap(x, kinds.get(x), pair.skills.dutch.get(x, "")) for x in pair.skills.lacks[:5])]


def _skill_gap(text: str, kind: str | None, dutch: str) -> Gap:
    """A skill or certificate that is lacking; who reads Dutch sees both words where they differ."""
    both = f"{dutch} ({text})" if dutch and dutch.casefold() != text.casefold() else text
    return Gap("certificate" if kind == "certificate" else "skill", text, {"asked": text, "asked_nl": both})
