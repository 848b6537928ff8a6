"""Retrieve, apply the person's own limits, score, order: lists in, matches out; pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import islice

import numpy as np

from matcher.bridge import Bridge
from matcher.gaps import gaps
from matcher.geo import Places, nearest, travel_minutes
from matcher.index import Hits, person_features
from matcher.limits import COMMUTE, apply_limits, best_mode, broken_commute, broken_limits, is_transfer, relevant
from matcher.models import Jobseeker, Location, Match, Place
from matcher.named_places import named_places, rows_in
from matcher.offers import field_of
from matcher.pair import EXACT, MARGIN, Pair
from matcher.pairs import Found, Pairs, Side, years_in
from matcher.profile import Reader, Understood
from matcher.related import OwnTitles, Reach, learnt_levels, levels_of
from matcher.same import group_same
from matcher.scoring import Scored, explain, score
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

    `reached` are all that were scored within the limits, each advertisement of a job by itself and in short (no gaps,
    factors not explained): the people of a vacancy come from these.
    """

    matches: tuple[Match, ...]
    removed: Mapping[str, int] = field(default_factory=dict)
    reached: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """A person to rank for: pay wished in €/month gross, weights other than the usual."""

    person: Jobseeker
    pay: float | None = None
    weights: Mapping[str, float] | None = None


@dataclass(frozen=True)
class Look:
    """One person before the vacancies found for them: how near each one's occupation is, and road km to it.

    `link` is the place of that occupation among those of the stock, -1 where it has none; `wanted` are towns where the
    person would work however far, `in_wanted` tells which of them (from 1) each vacancy is in, 0 for none. Vacancies are
    named by their place in `hits`.
    """

    side: Side
    stock: Stock
    bridge: Bridge
    hits: Hits
    occupation: np.ndarray
    link: np.ndarray
    home: Place | None
    places: Places
    km: np.ndarray
    wanted: tuple[Place, ...]
    in_wanted: np.ndarray
    skills: SkillMatcher
    titles: OwnTitles

    @property
    def profile(self) -> Jobseeker:
        """The person as the profile has them."""
        return self.side.person.person

    def within_limits(self, weights: Mapping[str, float]) -> tuple[list[Match], Mapping[str, int]]:
        """The matches within the person's own limits, best first, and how many fitting ones each limit took out."""
        inside, pairs, removed = self._inside
        return self._relevant(inside, pairs, weights), removed

    def beyond_limits(self, weights: Mapping[str, float]) -> list[Match]:
        """The matches that a limit of the person took out, best first."""
        near, _ = self._within_reach
        inside = np.concatenate([self._inside[0], near[SCORE:]])
        others = np.setdiff1d(np.arange(len(self.hits.rows)), inside)[:SCORE]
        return self._relevant(others, self.pairs(others), weights)

    def judged(self, at: int, weights: Mapping[str, float]) -> tuple[Match, tuple[str, ...]]:
        """The match with a vacancy, whether the ranking would show it or not, and the person's limits that it breaks."""
        pairs = self.pairs(np.array([at]))
        (match,) = self._matches(np.array([at]), pairs, weights)
        far = COMMUTE[self._broken_commute[at]]
        return self.explained(match), (*([far] if far else []), *broken_limits(pairs))

    @cached_property
    def _inside(self) -> tuple[np.ndarray, Pairs, Mapping[str, int]]:
        """What is within all limits, the person beside it, and how many fitting vacancies each limit took out."""
        near, outside = self._within_reach
        scored = near[:SCORE]
        pairs = self.pairs(scored)
        kept, removed = apply_limits(pairs)
        return scored[kept], pairs.at(kept), {**outside, **removed}

    @cached_property
    def _within_reach(self) -> tuple[np.ndarray, dict[str, int]]:
        """The vacancies within the person's longest commute, and how many fitting ones lie outside."""
        limit = self._broken_commute
        outside = np.bincount(limit[self.occupation >= FITTING], minlength=len(COMMUTE))
        return np.flatnonzero(limit == 0), {COMMUTE[at]: int(outside[at]) for at in (1, 2) if outside[at]}

    @cached_property
    def _broken_commute(self) -> np.ndarray:
        """Which limit (place in `COMMUTE`) the commute to each vacancy breaks; none in a town the person named."""
        limit = broken_commute(self.profile, self.km, self.side.mode, MARGIN)
        limit[self.in_wanted > 0] = 0
        return limit

    def pairs(self, at: np.ndarray) -> Pairs:
        """The person beside these vacancies."""
        rows, km, link = self.hits.rows[at], self.km[at], self.link[at]
        offers, related = self.stock.offers.at(rows), self.stock.occupations
        found = Found(
            occupation=self.occupation[at],
            field=np.where(link >= 0, related.fields[link], offers.records["field"]),
            level=related.levels[rows],
            km=km,
            over_limit=self._over_limit[at] & (self.in_wanted[at] == 0),
            wanted=self._over_limit[at] & (self.in_wanted[at] > 0),
            skills=self.skills.figures(offers),
        )
        return Pairs.of(self.side, offers, found)

    @cached_property
    def _over_limit(self) -> np.ndarray:
        """Whether the way to each vacancy is more than the person wants, by more than the estimate may be wrong."""
        over: np.ndarray = broken_commute(self.profile, self.km, self.side.mode, EXACT) > 0
        return over

    def _relevant(self, at: np.ndarray, pairs: Pairs, weights: Mapping[str, float]) -> list[Match]:
        """The matches of these vacancies that there is any reason to suggest, best first."""
        chosen = relevant(pairs)
        return in_order(self._matches(at[chosen], pairs.at(chosen), weights))

    def _matches(self, at: np.ndarray, pairs: Pairs, weights: Mapping[str, float]) -> list[Match]:
        """The matches of these vacancies in short: enough to put them in their order."""
        rows, cosines = self.hits.rows[at], self.hits.cosines[at]
        columns = (rows, is_transfer(pairs), pairs.km, pairs.minutes, cosines)
        return list(map(self._match, score(pairs, weights), *(column.tolist() for column in columns)))

    def _match(self, scored: Scored, row: int, transferable: bool, km: float, minutes: float, alike: float) -> Match:
        points, factors = scored
        return Match(
            person=self.profile.key,
            vacancy=self.stock.index.refs[row],
            score=points,
            factors=factors,
            transferable=transferable,
            km=None if math.isnan(km) else round(km, 1),
            minutes=None if math.isnan(minutes) else round(minutes),
            alike=round(alike, 6),
        )

    def explained(self, match: Match) -> Match:
        """The match with its gaps and what each factor is based on."""
        (at,) = np.flatnonzero(self.hits.rows == self.stock.row[match.vacancy])
        pair = self.pair(int(at))
        return replace(match, factors=explain(pair, match.factors), gaps=tuple(gaps(pair)))

    def pair(self, at: int) -> Pair:
        """What an explanation of the vacancy names."""
        read = self.stock.reads[int(self.hits.rows[at])]
        km, link, related = float(self.km[at]), int(self.link[at]), self.stock.occupations
        field = int(related.fields[link]) if link >= 0 else field_of(read.asked.isco)
        years = years_in(field, self.side.person.years)
        return Pair(
            person=self.side.person,
            vacancy=read.vacancy,
            asked=read.asked,
            titles=self.titles,
            link=self.bridge.by_id[related.names[link]] if link >= 0 else None,
            years=None if math.isnan(years) else years,
            skills=self.skills.check(read.asked),
            km=None if math.isnan(km) else round(km, 1),
            minutes=None if math.isnan(km) else round(travel_minutes(km, self.side.mode)),
            over_limit=bool(self._over_limit[at]),
            town=self._town(read.vacancy.locations),
            wanted=self.wanted[self.in_wanted[at] - 1].name if self.in_wanted[at] else "",
        )

    def _town(self, locations: Iterable[Location]) -> str:
        """The town of these places of work that is nearest to home, the first one where that is not known."""
        named = {self.places.of_location(x): x.town for x in locations if x.town}
        near = nearest(self.home, filter(None, named)) if self.home else None
        return (named[near[0]] if near else next(iter(named.values()), "")) or ""


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
        return next(self.rank_all([Wish(person, pay_wish, weights)]))

    def rank_all(self, wishes: Iterable[Wish]) -> Iterator[Ranking]:
        """The best vacancies for each of many people, in their order; their titles are understood at once."""
        return (self._ranked(look, wish.weights or self.weights) for wish, look in self._looks(wishes))

    def beyond(self, wish: Wish, most: int) -> tuple[Match, ...]:
        """The best of the fitting vacancies that the person's own limits take out, each job once; at most so many."""
        ((_, look),) = self._looks([wish])
        found = look.beyond_limits(wish.weights or self.weights)
        return self._shown(look, found, most)

    def _looks(self, wishes: Iterable[Wish]) -> Iterator[tuple[Wish, Look]]:
        """The people before the vacancies found for them, block by block."""
        waiting = iter(wishes)
        while block := list(islice(waiting, BLOCK)):
            self.reader.learn(wish.person for wish in block)
            people = [self.reader.read(wish.person, self.today) for wish in block]
            queries = self.stock.index.vectors(person_features(person, self.bridge) for person in people)
            hits = self.stock.index.top(queries, RETRIEVE, threads=THREADS)
            for wish, person, found in zip(block, people, hits, strict=True):
                yield wish, self.look(person, found, wish.pay)

    def _ranked(self, look: Look, weights: Mapping[str, float]) -> Ranking:
        """The best of the vacancies found for a person."""
        reached, removed = look.within_limits(weights)
        return Ranking(self._shown(look, reached, KEEP), removed, tuple(reached))

    def _shown(self, look: Look, found: Sequence[Match], most: int) -> tuple[Match, ...]:
        """The first of these matches, each job once and explained; explaining costs most, so nothing else is."""
        return tuple(map(look.explained, group_same(found[: 2 * most], self.stock)[:most]))

    def look(self, understood: Understood, hits: Hits, pay_wish: float | None) -> Look:
        """A person before the vacancies found for them."""
        concepts, person = self.bridge.by_id, understood.person
        levels = levels_of(understood.occupations, concepts) | learnt_levels(understood.diploma)
        occupation, link = self.stock.occupations.links(Reach.of(understood.occupations, concepts), hits.rows)
        home, spots = self.places.dutch(person.postcode), self.stock.spots.at(hits.rows)
        wanted = named_places(person, self.places)
        return Look(
            side=Side(understood, best_mode(person), pay_wish, levels),
            stock=self.stock,
            bridge=self.bridge,
            hits=hits,
            occupation=occupation,
            link=link,
            home=home,
            places=self.places,
            km=spots.km_from(home) if home else np.full(len(hits.rows), np.nan),
            wanted=wanted,
            in_wanted=rows_in(spots, wanted),
            skills=SkillMatcher.of(understood, concepts),
            titles=OwnTitles.of(understood.titles, understood.named, concepts),
        )


def order(match: Match) -> tuple[float, float, str, str]:
    """Sorts matches by score, equal ones by how alike profile and advertisement are, then by vacancy and person."""
    return -match.score, -match.alike, match.vacancy, match.person


def in_order(matches: Iterable[Match]) -> list[Match]:
    """Matches, best first."""
    return sorted(matches, key=order)
