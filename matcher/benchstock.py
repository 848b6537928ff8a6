"""A made-up stock of any size with the statistics of the sample: titles, occupations, towns, lengths and lines of text.

The same seed gives the same stock. Nothing here is a real advertisement or a real person.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from matcher.bridge import Bridge
from matcher.data import read_csv, shipped
from matcher.index import Read
from matcher.models import Experience, Jobseeker, Language, Occupation, Vacancy
from matcher.sources.jobsuche import parse

# How often a line of text comes from another advertisement, and how often a title gets something added.
BORROWED, SAME_TRADE, ADDED = 0.4, 0.5, 0.35
ADDITIONS = ("ab sofort", "in Vollzeit", "in Teilzeit", "unbefristet", "Quereinsteiger willkommen")
NAME_FORMS = ("{}", "{} (m/v)", "senior {}", "{}, leerling", "medewerker {}", "{} in ploegendienst", "1e {}")


@dataclass(frozen=True)
class Sample:
    """The vacancies that the made-up stock is made from, with their lines and by occupation."""

    vacancies: tuple[Vacancy, ...]
    lines: Mapping[str, Sequence[str]]
    by_occupation: Mapping[str | None, Sequence[Vacancy]]

    @classmethod
    def of(cls, vacancies: Sequence[Vacancy]) -> Sample:
        """Take these vacancies apart."""
        by_occupation: dict[str | None, list[Vacancy]] = defaultdict(list)
        for vacancy in vacancies:
            by_occupation[vacancy.occupation].append(vacancy)
        lines = {v.ref: (v.description or "").split("\n") for v in vacancies}
        return cls(tuple(vacancies), lines, by_occupation)

    @classmethod
    def shipped(cls) -> Sample:
        """The sample that is shipped with the package."""
        text = shipped("sample", "vacancies.jsonl").read_text(encoding="utf-8")
        return cls.of([parse(json.loads(line), f"vacancies.jsonl:{n}") for n, line in enumerate(text.splitlines(), 1)])


def make_vacancies(sample: Sample, count: int, seed: int) -> Iterator[Vacancy]:
    """This many vacancies, the same for the same seed."""
    rng = Random(seed)
    for number in range(count):
        base, other = rng.choice(sample.vacancies), rng.choice(sample.vacancies)
        yield replace(
            base,
            ref=f"bench-{number:07d}",
            title=_title(sample, base, other, rng),
            employer=other.employer,
            employer_key=other.employer_key,
            locations=rng.choice(sample.vacancies).locations,
            description=_text(sample, base, rng),
            url=None,
        )


def _title(sample: Sample, base: Vacancy, other: Vacancy, rng: Random) -> str:
    title = rng.choice(sample.by_occupation[base.occupation]).title
    if rng.random() >= ADDED:
        return title
    towns = [place.town for place in other.locations if place.town]
    return f"{title} {rng.choice([*(f'- {town}' for town in towns), *ADDITIONS])}"


def _text(sample: Sample, base: Vacancy, rng: Random) -> str:
    """The base's text with some lines exchanged for lines of others, of the same occupation where there are any."""
    result = []
    for line in sample.lines[base.ref]:
        if line.strip() and rng.random() < BORROWED:
            trade = sample.by_occupation[base.occupation]
            donor = rng.choice(trade if rng.random() < SAME_TRADE else sample.vacancies)
            line = rng.choice(sample.lines[donor.ref])
        result.append(line)
    return "\n".join(result)


def make_people(reads: Sequence[Read], bridge: Bridge, count: int, seed: int) -> list[Jobseeker]:
    """People who look for such work: occupations and skills of a few vacancies in Dutch, towns near the border."""
    rng = Random(seed)
    postcodes = [row["postcode"] for row in read_csv("places", "postcodes.csv") if row["country"] == "NL"]
    border = [p for p in postcodes if p[:1] in "79"]
    return [_person(n, rng.sample(reads, min(3, len(reads))), bridge, rng.choice(border), rng) for n in range(count)]


def _person(number: int, reads: Sequence[Read], bridge: Bridge, postcode: str, rng: Random) -> Jobseeker:
    titles = [bridge.by_id[key].nl[0] for read in reads for key in list(read.occupations)[:1]]
    skills = list(dict.fromkeys(bridge.by_id[s.concept].nl[0] for read in reads for s in read.asked.skills))
    return Jobseeker(
        key=f"bench-{number:06d}",
        source="bench",
        postcode=f"{postcode[:4]}AB",
        max_km=rng.choice([None, 30.0, 50.0, 80.0]),
        occupations=tuple(Occupation(t) for t in titles[:2]),
        experience=tuple(Experience(Occupation(t)) for t in titles[1:]),
        skills=tuple(rng.sample(skills, min(len(skills), 8))),
        languages=(Language("de"),),
        licences=("B",),
        transport=("car",),
        hours_max=40,
    )


def make_names(bridge: Bridge, count: int, seed: int) -> list[str]:
    """This many different Dutch occupation names: the lexicon's own words, then forms of them."""
    rng = Random(seed)
    labels = list(dict.fromkeys(label for c in bridge.lexicon.occupations for label in c.nl))
    names = dict.fromkeys(rng.sample(labels, len(labels)))
    while len(names) < count:
        names[rng.choice(NAME_FORMS).format(rng.choice(labels).lower())] = None
    return list(names)[:count]
