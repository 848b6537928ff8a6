"""The same job by several firms or posted again is shown once, and what limits took out is counted once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from matcher.case import make_ranker
from matcher.index import Hits
from matcher.limits import apply_limits, relevant
from matcher.models import Jobseeker, Location, Occupation, Vacancy
from matcher.ranking import FITTING, Ranker

DRIVER = Vacancy(
    "a",
    "Staplerfahrer (m/w/d) Getränkelager",
    occupation="Gabelstaplerfahrer/in",
    employer="Kistenwerk GmbH",
    locations=(Location("49716", "Meppen", country="DE"),),
    description=(
        "Für unser Lager in Meppen suchen wir einen Staplerfahrer. Sie laden und entladen Lkw, lagern Getränke ein und"
        " stellen Touren bereit. Sie haben einen Staplerschein und sprechen etwas Deutsch. Wir zahlen 16,50 Euro die"
        " Stunde, 30 Tage Urlaub, und Sie arbeiten in Früh- und Spätschicht."
    ),
    published=date(2026, 11, 1),
)
AGENCY = replace(
    DRIVER, ref="b", employer="Zeitwerk Personal GmbH", temporary_agency=True, published=date(2026, 11, 5),
    description="Unser Kunde sucht! " + (DRIVER.description or ""),
)  # fmt: skip
REPOSTED = replace(DRIVER, ref="c", published=date(2026, 11, 20), title="Staplerfahrer (m/w/d) Getränkelager gesucht")
OTHER_TOWN = replace(
    AGENCY, ref="d", locations=(Location("49808", "Lingen (Ems)", country="DE"),), employer="Andere Personal GmbH"
)
OTHER_JOB = replace(
    DRIVER, ref="e", title="Kommissionierer (m/w/d)", occupation="Kommissionierer/in",
    description="Sie stellen Bestellungen nach Liste zusammen, packen Kartons, drucken Etiketten und zählen den Bestand.",
)  # fmt: skip
WITHOUT_TEXT = replace(DRIVER, ref="f", description=None, employer="Kurz GmbH")
SEEKER = Jobseeker("p", "test", postcode="7811AP", occupations=(Occupation("Heftruckchauffeur"),))


@pytest.fixture(scope="module")
def ranker() -> Ranker:
    far = Location("80331", "München", country="DE")
    away = [replace(DRIVER, ref=f"far{n}", locations=(far,), employer=f"Fern {n}") for n in range(3)]
    nights = [replace(OTHER_TOWN, ref="night", shifts=True, employer="Nacht GmbH")]
    return make_ranker(
        [DRIVER, AGENCY, REPOSTED, OTHER_TOWN, OTHER_JOB, WITHOUT_TEXT, *away, *nights], date(2026, 11, 24)
    )


def test_reposted_and_multi_agency_advertisements_are_shown_once(ranker: Ranker) -> None:
    shown = ranker.rank(replace(SEEKER, max_km=80)).matches
    groups = [{m.vacancy, *m.also} for m in shown]
    assert {"a", "b", "c"} in groups
    assert sum("a" in group for group in groups) == 1


def test_the_direct_employer_stands_for_the_group_where_agency_work_is_not_wished(ranker: Ranker) -> None:
    shown = ranker.rank(replace(SEEKER, max_km=80, permanent=True)).matches
    (kept,) = [m for m in shown if {"a", "b"} <= {m.vacancy, *m.also}]
    assert kept.vacancy in ("a", "c")


@pytest.mark.parametrize(
    "ref",
    [
        pytest.param("d", id="the same text in another town"),
        pytest.param("e", id="another job at the same firm"),
        pytest.param("f", id="no text to compare"),
    ],
)
def test_other_jobs_are_not_taken_for_the_same(ranker: Ranker, ref: str) -> None:
    shown = ranker.rank(replace(SEEKER, max_km=80)).matches
    (group,) = [{m.vacancy, *m.also} for m in shown if ref in {m.vacancy, *m.also}]
    assert "a" not in group


def test_why_not_counts_add_up(ranker: Ranker) -> None:
    person = replace(SEEKER, max_km=80, shifts=False)
    found = ranker.rank(person)
    everything = ranker.rank(replace(SEEKER, max_km=2000, shifts=True))
    assert found.removed == {"distance": 3, "shifts": len(everything.reached) - 3 - len(found.reached)}
    assert found.removed["shifts"] >= 1
    shown = sum(1 + len(m.also) for m in found.matches)
    assert shown + sum(found.removed.values()) == len(everything.reached)


def test_what_no_limit_takes_out_is_kept_and_what_does_not_fit_is_not_counted(ranker: Ranker) -> None:
    understood = ranker.reader.read(replace(SEEKER, shifts=False), ranker.today)
    rows = np.arange(len(ranker.stock.reads))
    look = ranker.look(understood, Hits(rows, np.zeros(len(rows))), None)
    pairs = look.pairs(rows)
    kept, removed = apply_limits(pairs)
    fitting = relevant(pairs)
    assert sum(removed.values()) == (fitting & ~kept).sum() > 0
    assert (look.occupation[fitting & ~np.isnan(look.km)] >= FITTING).all()
