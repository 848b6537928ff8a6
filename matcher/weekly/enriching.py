"""The stage that asks the Bundesagentur's other services: usual pay where none is named, courses where German lacks.

Both are extras: what cannot be had is a remark in the report, and nothing else stops or changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from matcher.bridge.lexicon import Concept
from matcher.geo import Places, nearest
from matcher.models import Place
from matcher.sources import entgeltatlas, sprachkurse
from matcher.sources.entgeltatlas import REGIONS, Entgeltatlas
from matcher.sources.sprachkurse import Sprachkurse
from matcher.store import Store
from matcher.store.enrichment import Pay
from matcher.weekly.work import Work

BATCH = 200
# Pay figures come out once a year; courses begin all the time.
KEEP_PAY, KEEP_COURSES = timedelta(days=90), timedelta(days=6)
SHOWN_COURSES = 5


@dataclass(frozen=True, slots=True)
class StoreCache:
    """Answers of a service, kept in the store with their date; older ones are asked for again."""

    store: Store
    now: str
    keep: timedelta

    def get(self, key: str) -> dict[str, Any] | None:
        """The answer to a question that was asked lately."""
        oldest = (datetime.fromisoformat(self.now) - self.keep).isoformat()
        return self.store.answer(key, oldest)

    def put(self, key: str, body: dict[str, Any]) -> None:
        """Keep an answer."""
        self.store.put_answer(key, body, self.now)


def enrich(work: Work) -> None:
    """Look up pay and courses for the matches of this run."""
    if not work.plan.enrich:
        return
    reasons = [*_look_up_pay(work), *_look_up_courses(work)]
    for reason in dict.fromkeys(reasons):
        if reason not in work.report.notices:
            work.report.notices.append(reason)


def _look_up_pay(work: Work) -> list[str]:
    """Usual pay of the matched vacancies that name none; why some could not be had."""
    concepts = work.bridge().by_id
    wanted = {ref: q for ref in work.store.matched_without_pay(work.run) if (q := _question(work.store, ref, concepts))}
    cache = StoreCache(work.store, work.outside.now(), KEEP_PAY)
    with Entgeltatlas(work.plan.pay_url or entgeltatlas.BASE_URL, cache=cache) as atlas:
        answers = atlas.usual_pays(wanted)
    found = [
        Pay(ref, answer.value.kldb, wanted[ref][1], answer.value.median, answer.value.low, answer.value.high)
        for ref, answer in answers.items()
        if answer.value
    ]
    with work.store.transaction() as store:
        store.put_usual_pay(found, work.outside.now())
        work.report.counts["usual_pay"] = len(found)
        work.save("enrich")
    return [a.reason for a in answers.values() if a.reason and "too few" not in a.reason]


def _question(store: Store, ref: str, concepts: Mapping[str, Concept]) -> tuple[str, str] | None:
    """KldB code and state of a vacancy, where both are known and the service covers the state."""
    vacancy, _, occupations = store.reading(ref)
    code = next((concepts[key].kldb for key in occupations if key in concepts and concepts[key].kldb), None)
    state = next((place.region for place in vacancy.locations if place.region in REGIONS), None)
    return (code, state) if code and state else None


def _look_up_courses(work: Work) -> list[str]:
    """German courses near everybody whose matches ask for more German; why some could not be had."""
    places = Places.load()
    german = [place for (country, _), place in places.by_code.items() if country == "DE"]
    homes = {key: home for key in work.store.matched_without_german(work.run) if (home := _home(work, key, places))}
    near = {home: found[0] for home in set(homes.values()) if (found := nearest(home, german))}
    cache = StoreCache(work.store, work.outside.now(), KEEP_COURSES)
    with Sprachkurse(work.plan.courses_url or sprachkurse.BASE_URL, cache=cache) as service:
        answers = {place: service.near(place) for place in set(near.values())}
    with work.store.transaction() as store:
        for key, home in homes.items():
            listed = answers[near[home]].value
            if listed is not None:
                store.put_courses(key, listed[:SHOWN_COURSES], work.outside.now())
        work.report.counts["courses"] = sum(1 for home in homes.values() if answers[near[home]].value)
        work.save("enrich")
    return [answer.reason for answer in answers.values() if answer.reason]


def _home(work: Work, key: str, places: Places) -> Place | None:
    person = work.store.jobseeker(key)
    return places.dutch(person.postcode) if person else None
