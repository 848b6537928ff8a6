from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.bridge.lexicon import Concept
from matcher.jobs import default_weights
from matcher.models import Asked, AskedSkill, Cefr, Diploma, Jobseeker, Language, Strength, Vacancy
from matcher.offers import offered_span
from matcher.pair import Pair, SkillCheck
from matcher.pairs import Pairs, missing_licences
from matcher.profile import Held, Understood
from matcher.scoring import FACTORS, names
from matcher.skillcheck import SkillMatcher
from tests.slow_pairs import SLOW, SOMEBODY, One

WEIGHTS = default_weights()
SKILL = Concept("mag", "skill", ("MAG-lassen",), ("MAG-Schweißen",))
HELD = Held(SKILL, "MAG-lassen", 1.0)


def understood(german: Cefr | None = None, diploma: Diploma | None = None, **person: object) -> Understood:
    profile = Jobseeker("p", "test", **person)  # type: ignore[arg-type]
    return replace(SOMEBODY, person=profile, german=Language("de", german), diploma=diploma)


def level(factor: str, of: One) -> str:
    return of.factor(factor, WEIGHTS)


def with_hours(asked: Asked, hours: tuple[float | None, float | None]) -> Asked:
    return replace(asked, hours_min=hours[0], hours_max=hours[1])


cases = st.builds(
    One,
    person=st.builds(
        replace,
        st.builds(
            understood,
            german=st.sampled_from([None, *Cefr]),
            diploma=st.sampled_from([None, *Diploma]),
            hours_min=st.sampled_from([None, 0, 24]),
            hours_max=st.sampled_from([None, 16, 40]),
            shifts=st.sampled_from([None, True, False]),
            licences=st.sampled_from([(), ("B",), ("ce",)]),
        ),
        years=st.sampled_from([{}, {"": 3.0, "72": 3.0}, {"": 9.0, "51": 9.0}]),
    ),
    vacancy=st.builds(
        Vacancy,
        st.just("v"),
        st.just("t"),
        full_time=st.sampled_from([None, True]),
        part_time=st.sampled_from([None, True]),
        minijob=st.sampled_from([None, True]),
        permanent=st.sampled_from([None, True, False]),
    ),
    asked=st.builds(
        with_hours,
        st.builds(
            Asked,
            german=st.builds(Language, st.just("de"), st.sampled_from([None, *Cefr])),
            diploma=st.sampled_from([None, *Diploma]),
            no_diploma=st.booleans(),
            years=st.sampled_from([None, 1.0, 5.0]),
            shifts=st.sampled_from([None, True, False]),
            licences=st.sampled_from([(), ("B",), ("C", "CE")]),
            pay_high=st.sampled_from([None, 2500.0, 4000.0]),
            pay_hours=st.sampled_from([None, 20.0]),
            isco=st.sampled_from([None, "7212", "0110", "5120"]),
        ),
        st.sampled_from([(None, None), (None, 20), (10, 10), (10, 25), (25, 38.5), (38.5, 38.5)]),
    ),
    occupation=st.floats(0, 1),
    level=st.sampled_from([None, 1, 2, 4]),
    levels=st.frozensets(st.sampled_from([1, 2, 3, 4])),
    km=st.sampled_from([None, 10.0, 50.0, 200.0]),
    pay_wish=st.sampled_from([None, 3000.0]),
)


@given(cases)
def test_what_is_worked_out_for_many_at_once_is_what_the_obvious_way_gives(of: One) -> None:
    found = of.pairs()
    for name, slow in SLOW.items():
        (value,), expected = getattr(found, name).tolist(), slow(of)
        assert np.isnan(value) if expected is None else value == pytest.approx(expected), name


@given(cases)
def test_the_factors_add_up_to_the_score_to_the_last_point(of: One) -> None:
    total, factors = of.scored(WEIGHTS)
    assert total == pytest.approx(sum(f.points for f in factors), abs=0.005)
    assert 0 <= total <= 100


@given(cases)
def test_no_factor_gives_more_than_its_best_or_less_than_nothing(of: One) -> None:
    assert all(0 <= f.points <= f.best for f in of.scored(WEIGHTS)[1])


@given(cases, st.floats(0, 1))
def test_a_nearer_occupation_never_lowers_the_score(of: One, other: float) -> None:
    low, high = sorted((of.occupation, other))
    near, far = (replace(of, occupation=x).scored(WEIGHTS)[0] for x in (high, low))
    assert far <= near


def test_the_weights_add_up_to_100_and_name_every_factor() -> None:
    assert sum(WEIGHTS.values()) == 100
    assert list(WEIGHTS) == list(names())


@pytest.mark.parametrize("factor", [f for f in FACTORS if f.name not in ("kind",)], ids=lambda f: f.name)
def test_unknown_is_neither_the_best_nor_zero(factor: object) -> None:
    shares = {lv.name: lv.share for lv in factor.levels}  # type: ignore[attr-defined]
    assert "unknown" in shares
    assert min(shares.values()) < shares["unknown"] < max(shares.values())


@pytest.mark.parametrize(
    ("factor", "expected", "changes"),
    [
        pytest.param(
            "language", "unknown", {"asked": Asked(german=Language("de", Cefr.B2))}, id="German of the person unknown"
        ),
        pytest.param("commute", "unknown", {"km": None}, id="place unknown"),
        pytest.param("education", "unknown", {"asked": Asked(diploma=Diploma.MBO3)}, id="diploma unknown"),
        pytest.param("licences", "unknown", {"asked": Asked(licences=("B",))}, id="licences unknown"),
        pytest.param("pay", "unknown", {}, id="pay unknown"),
        pytest.param("hours", "unknown", {}, id="hours unknown"),
    ],
)
def test_unknown_is_a_level_of_its_own(factor: str, expected: str, changes: dict[str, object]) -> None:
    assert level(factor, One(**changes)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "has", "expected"),
    [(Cefr.B1, Cefr.B2, "enough"), (Cefr.B1, Cefr.B1, "enough"), (Cefr.B2, Cefr.B1, "one_step"),
     (Cefr.C1, Cefr.B1, "two_steps"), (Cefr.C1, Cefr.A1, "far")],
    ids=lambda x: str(x),
)  # fmt: skip
def test_language(asked: Cefr, has: Cefr, expected: str) -> None:
    assert level("language", One(understood(has), asked=Asked(german=Language("de", asked)))) == expected


@pytest.mark.parametrize(
    ("has", "lacks", "expected"),
    [(0, 0, "none_asked"), (4, 0, "all"), (3, 1, "most"), (1, 2, "some"), (1, 9, "few"), (0, 3, "none")],
    ids=lambda x: str(x),
)
def test_skills(has: int, lacks: int, expected: str) -> None:
    person = replace(SOMEBODY, skills={"mag": HELD})
    assert level("skills", One(person).with_skills([HELD] * has, lacks)) == expected


@pytest.mark.parametrize(
    ("asked", "held", "missing"),
    [(("B",), ("C",), []), (("C",), ("CE",), []), (("CE",), ("C",), ["CE"]), (("B",), ("AM",), ["B"]), ((), (), [])],
    ids=lambda x: str(x),
)
def test_a_higher_licence_covers_a_lower_one(asked: tuple[str, ...], held: tuple[str, ...], missing: list[str]) -> None:
    assert missing_licences(asked, held) == missing


@pytest.mark.parametrize(
    ("wish", "offer", "expected"),
    [
        ((None, 20), (35.0, 40.0), 15.0),
        ((32, 40), (38.5, 38.5), 0.0),
        ((36, 40), (20.0, 25.0), 11.0),
        ((None, None), (40.0, 40.0), None),
    ],
    ids=["too many", "fits", "too few", "no wish"],
)
def test_hours_by_which_wish_and_offer_miss(
    wish: tuple[int | None, int | None], offer: tuple[float, float], expected: float | None
) -> None:
    person = understood(hours_min=wish[0], hours_max=wish[1])
    (missing,) = One(person, asked=Asked(hours_min=offer[0], hours_max=offer[1])).pairs().hours_missing.tolist()
    assert np.isnan(missing) if expected is None else missing == expected


FORBIDDEN = {"sex", "gender", "nationality", "birth_country", "name", "age", "birth_year", "photo", "health"}


@pytest.mark.parametrize("kind", [Jobseeker, Understood, Pair, Pairs, Vacancy], ids=lambda k: k.__name__)
def test_ranking_cannot_see_what_it_may_not_use(kind: type) -> None:
    assert not {f.name for f in fields(kind)} & FORBIDDEN  # type: ignore[arg-type]


def test_a_skill_that_only_praises_the_firm_is_not_asked() -> None:
    asked = Asked(skills=(AskedSkill("mag", "skill", "MAG-Schweißen", Strength.BOAST),))
    assert SkillMatcher({}, frozenset(), {"mag": SKILL}).check(asked) == SkillCheck((), ())


@pytest.mark.parametrize(
    ("work", "own", "no_diploma", "expected"),
    [
        pytest.param(2, {2}, False, "same", id="skilled to skilled"),
        pytest.param(3, {2}, False, "one_above", id="to a master's work"),
        pytest.param(1, {2}, False, "one_below", id="to helper's work"),
        pytest.param(4, {1, 2}, False, "above", id="far above"),
        pytest.param(1, {3, 4}, False, "below", id="far below"),
        pytest.param(2, {1}, True, "open", id="above, but no diploma needed"),
        pytest.param(None, {2}, False, "unknown", id="level of the work unknown"),
        pytest.param(2, set(), False, "unknown", id="level of the person unknown"),
    ],
)
def test_the_level_of_the_work(work: int | None, own: set[int], no_diploma: bool, expected: str) -> None:
    of = One(level=work, levels=frozenset(own), asked=Asked(no_diploma=no_diploma))
    assert level("level", of) == expected


def test_agency_work_counts_less_for_somebody_who_wants_a_permanent_contract() -> None:
    agency = Asked(temporary_agency=True)
    assert level("contract", One(asked=agency)) == "agency"
    assert level("contract", One(understood(permanent=True), asked=agency)) == "not_wished"


def test_a_diploma_of_another_trade_is_not_taken_for_the_one_that_is_asked() -> None:
    cook = replace(understood(diploma=Diploma.MBO3), years={"51": 10.0})
    assert level("education", One(cook, asked=Asked(diploma=Diploma.MBO3, isco="7121"))) == "other_field"
    assert level("education", One(cook, asked=Asked(diploma=Diploma.MBO3, isco="5120"))) == "enough"


def test_helpers_work_is_open_to_helpers_of_another_trade_only() -> None:
    helper = One(occupation=0.0, level=1, levels=frozenset({1}))
    assert level("occupation", helper) == "open"
    assert level("occupation", replace(helper, levels=frozenset({2}))) == "other"
    assert level("occupation", replace(helper, asked=Asked(diploma=Diploma.MBO3))) == "other"


@pytest.mark.parametrize(
    ("vacancy", "asked", "expected"),
    [
        pytest.param({"full_time": True}, {"hours_min": 25, "hours_max": 25}, (25, 40), id="part time from 25 beside full time"),
        pytest.param({"full_time": True, "minijob": True}, {}, (5, 40), id="full time or minijob"),
        pytest.param({"part_time": True}, {"hours_min": 38, "hours_max": 38}, (15, 38), id="full week, part time possible"),
        pytest.param({}, {"hours_min": 20, "hours_max": 25}, (20, 25), id="as written"),
        pytest.param({}, {}, None, id="unknown"),
    ],
)  # fmt: skip
def test_hours_that_are_offered(
    vacancy: dict[str, bool], asked: dict[str, float], expected: tuple[float, float] | None
) -> None:
    assert offered_span(Vacancy("v", "t", **vacancy), Asked(**asked)) == expected  # type: ignore[arg-type]


def test_a_few_skills_say_less_than_many() -> None:
    few, many = (One().with_skills([HELD] * number, 0) for number in (1, 3))
    assert (level("skills", few), level("skills", many)) == ("all_of_few", "all")
    known = One(replace(SOMEBODY, skills={"mag": HELD}))
    assert level("skills", known.with_skills([], 1)) == "none_of_few"
    assert level("skills", known.with_skills([], 3)) == "none"


EXPERIENCE_DOES = Asked(diploma=Diploma.MBO3, or_experience=True, isco="7112")


@pytest.mark.parametrize(
    ("years", "education", "experience"),
    [
        pytest.param({"71": 4.0}, "by_experience", "enough", id="years in the trade stand for the diploma"),
        pytest.param({"51": 4.0}, "one_below", "not_asked", id="years in another trade do not"),
    ],
)
def test_a_diploma_or_experience_is_one_of_the_two(years: dict[str, float], education: str, experience: str) -> None:
    of = One(replace(understood(diploma=Diploma.MBO2), years=years), asked=EXPERIENCE_DOES, occupation=0.1)
    assert (level("education", of), level("experience", of)) == (education, experience)
    assert level("occupation", of) == "other"
