"""What is missing for a vacancy: in a regulated profession the diploma that the law asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from matcher.case import make_ranker
from matcher.index import Hits
from matcher.models import Course, Diploma, Education, Experience, Jobseeker, Occupation, Vacancy, VacancyKind
from matcher.ranking import Ranker
from tests.test_same import DRIVER, SEEKER

NURSE = replace(
    DRIVER, ref="nurse", title="Pflegefachkraft (m/w/d)", occupation="Pflegefachkraft",
    description="Wir suchen eine examinierte Kraft, Altenpflege oder Krankenpflege, 20–30 Stunden.",
)  # fmt: skip
CARER = replace(NURSE, ref="carer", title="Altenpfleger (m/w/d)", occupation="Altenpfleger/in")
HELPER = replace(
    NURSE, ref="helper", title="Pflegehelfer (m/w/d)", occupation="Altenpflegehelfer/in",
    description="Sie helfen beim Waschen und Essen. Eine Ausbildung in der Pflege ist gut.",
)  # fmt: skip
TRAINEE = replace(
    NURSE, ref="trainee", kind=VacancyKind.APPRENTICESHIP, title="Ausbildung zur Pflegefachkraft in Lingen",
    description="In drei Jahren lernen Sie bei uns den Beruf von Grund auf, im Haus und in der Schule.",
)  # fmt: skip
OPEN = replace(
    NURSE, ref="open", title="Mitarbeit in der Pflege", description="Keine Ausbildung nötig, wir lernen Sie an."
)
CHANGER = replace(CARER, ref="changer", career_changers=True)
LEADER = replace(
    NURSE, ref="leader", title="Gruppenleiter Werkstatt", occupation="Heilerziehungspfleger/in",
    description="Abgeschlossene Ausbildung, gern mit sonderpädagogischer Zusatzqualifikation.",
)  # fmt: skip
VACANCIES = (NURSE, CARER, HELPER, TRAINEE, OPEN, CHANGER, LEADER, DRIVER)
FORKLIFT = replace(
    SEEKER, level=Diploma.MBO3, occupations=(Occupation("Verzorgende"), Occupation("Heftruckchauffeur")),
    experience=(Experience(Occupation("Heftruckchauffeur"), starts=date(2015, 1, 1)),),
)  # fmt: skip
PEOPLE = {
    "nothing of the field": (FORKLIFT, True),
    "a Dutch diploma": (replace(FORKLIFT, education=(Education(Diploma.MBO3, "Verzorgende IG", True),)), False),
    "a diploma of another field": (replace(FORKLIFT, education=(Education(Diploma.MBO4, "Logistiek", True),)), True),
    "broke it off": (replace(FORKLIFT, education=(Education(Diploma.MBO3, "Verzorgende IG", False),)), True),
    "care of animals": (replace(FORKLIFT, education=(Education(Diploma.MBO3, "Dierverzorging", True),)), True),
    "a course": (replace(FORKLIFT, courses=(Course("Helpende plus"),)), False),
    "worked as one": (replace(FORKLIFT, experience=(Experience(Occupation("Wijkverpleegkundige")),)), False),
}
JOBS = {
    "nurse": (NURSE, True), "carer": (CARER, True), "helper": (HELPER, False), "apprenticeship": (TRAINEE, False),
    "open to all": (OPEN, False), "open to career changers": (CHANGER, False), "a title that is protected only": (LEADER, False), "not regulated": (DRIVER, False),
}  # fmt: skip


@pytest.fixture(scope="module")
def ranker() -> Ranker:
    return make_ranker([replace(v, employer=f"{v.ref} GmbH") for v in VACANCIES], date(2026, 11, 24))


def gap_kinds(ranker: Ranker, person: Jobseeker, vacancy: Vacancy) -> set[str]:
    """What is missing, whether the ranking would suggest the vacancy or not."""
    row = np.array([ranker.stock.row[vacancy.ref]])
    look = ranker.look(ranker.reader.read(person, ranker.today), Hits(row, np.zeros(1)), None)
    return {gap.kind for gap in look.judged(0, ranker.weights)[0].gaps}


@pytest.mark.parametrize(("person", "lacks"), PEOPLE.values(), ids=PEOPLE.keys())
def test_who_has_nothing_of_a_regulated_field_lacks_its_diploma(ranker: Ranker, person: Jobseeker, lacks: bool) -> None:
    assert ("regulated" in gap_kinds(ranker, person, NURSE)) is lacks


@pytest.mark.parametrize(("vacancy", "closed"), JOBS.values(), ids=JOBS.keys())
def test_only_a_regulated_job_asks_for_its_diploma(ranker: Ranker, vacancy: Vacancy, closed: bool) -> None:
    assert ("regulated" in gap_kinds(ranker, FORKLIFT, vacancy)) is closed


def test_the_diploma_of_the_field_takes_the_place_of_the_level(ranker: Ranker) -> None:
    low = replace(FORKLIFT, level=Diploma.MBO2)
    assert {"regulated", "diploma"} & gap_kinds(ranker, low, NURSE) == {"regulated"}
